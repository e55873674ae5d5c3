r"""Reverse mode with a tape one can see.

While a function runs, every operation writes one entry on a tape: what it did, to which entries, and the derivative of
its result by each of them. Read backwards, the tape carries to every entry its *adjoint*, the derivative of the output
by it:

$$\bar u = \sum_{w \text{ made of } u} \bar w\, \frac{\partial w}{\partial u}$$

That is $v^\mathsf{T} J$ for all inputs in one pass, whatever their number. No entry can be forgotten on the way, so
memory grows with the length of the computation.

Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, sections 3.2 and 4.6.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landscape.autodiff import ledger
from landscape.autodiff.doors import outputs, read_weights, spread, vectors
from landscape.autodiff.dual import Dual
from landscape.autodiff.tracer import Number, primal
from landscape.autodiff.variable import Entry, Variable, result

Array = NDArray[np.float64]
Function = Callable[..., Any]


@dataclass(frozen=True, eq=False)
class Tape:
    """A recorded computation. It shows itself as two tables: forwards as it ran, and backwards with the adjoints.

    Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 3.2.
    """

    entries: tuple[Entry, ...]
    outputs: tuple[int, ...]
    shape: tuple[int, ...]
    """Of the point: (..., N). The first N entries are its coordinates."""
    several: bool
    """Whether the function gave a tuple of outputs."""

    def backward(self, v: ArrayLike = 1.0) -> Tape:
        """The same tape, read backwards: with the adjoint of every entry.

        Args:
            v: the weight of each output, shape (..., M); of the only one, shape (...).

        Raises:
            ValueError: of another shape.
        """
        weights = read_weights(v, self.shape[:-1], len(self.outputs) if self.several else None)
        adjoints: list[Number | None] = [None] * len(self.entries)

        def give(index: int, amount: Number) -> None:
            before = adjoints[index]
            adjoints[index] = amount if before is None else before + amount

        with np.errstate(all="ignore"):
            for k, output in enumerate(self.outputs):
                give(output, weights[..., k] if self.several else weights)
            for index in reversed(range(len(self.entries))):
                adjoint, entry = adjoints[index], self.entries[index]
                if adjoint is not None:
                    for operand, derivative in zip(entry.inputs, entry.slopes, strict=True):
                        give(operand, adjoint * derivative)
        pairs = zip(self.entries, adjoints, strict=True)
        # What the output was not made of has adjoint zero, even where its own derivatives are not finite.
        return replace(self, entries=tuple(replace(e, adjoint=0.0 if a is None else a) for e, a in pairs))

    @property
    def value(self) -> Array:
        """Of the function: shape (...), or (..., M) for a tuple of M outputs."""
        parts = [self._spread(primal(self.entries[k].value)) for k in self.outputs]
        return np.stack(parts, axis=-1) if self.several else parts[0]

    @property
    def gradient(self) -> Array:
        """The adjoints of the inputs, (..., N): the gradient, or v^T J."""
        return np.stack([self._spread(primal(adjoint)) for adjoint in self._adjoints()], axis=-1)

    @property
    def product(self) -> Array:
        """The tangents of these adjoints, (..., N): the Hessian times the direction along which it was recorded."""
        tangents = [a.tangent if isinstance(a, Dual) else 0.0 for a in self._adjoints()]
        return np.stack([self._spread(tangent) for tangent in tangents], axis=-1)

    def _adjoints(self) -> list[Number]:
        adjoints = [entry.adjoint for entry in self.entries[: self.shape[-1]]]
        if None in [adjoint if adjoint is None else 0 for adjoint in adjoints]:
            raise ValueError(f"{len(self.outputs)} outputs: say how much each counts, tape.backward([...])")
        return adjoints

    def _spread(self, part: Number) -> Array:
        return np.broadcast_to(np.asarray(part, np.float64), self.shape[:-1]).copy()

    def __len__(self) -> int:
        """The number of operations."""
        return len(self.entries) - self.shape[-1]

    def __repr__(self) -> str:
        return ledger.text(self.entries, self.outputs)

    def _repr_html_(self) -> str:
        return ledger.html(self.entries, self.outputs)


def record(function: Function, point: ArrayLike, along: ArrayLike | None = None) -> Tape:
    """Runs a function and keeps what it did; with one output, the tape is read backwards at once.

    Args:
        function: takes the coordinates one by one, gives a number or a tuple of numbers; made of `+ - * / **` and the
            functions of this package.
        point: shape (..., N).
        along: a direction, shape (..., N): every number carries its tangent along it too, forward over reverse.

    >>> tape = record(lambda x, y: x**2 - y**2, [1.0, 1.0])
    >>> tape.value, tape.gradient
    (array(0.), array([ 2., -2.]))

    Raises:
        ValueError: point or direction is of another shape, or the function returned something else than numbers.
    """
    p = vectors(point, "point")
    n = p.shape[-1]
    names = ("x", "y") if n == 2 else tuple(f"x{k + 1}" for k in range(n))
    numbers: list[Number] = [p[..., k] for k in range(n)]
    if along is not None:
        v = spread(vectors(along, "along", n), "along", p.shape)
        numbers = [Dual(numbers[k], v[..., k]) for k in range(n)]
    entries = [Entry(name, "", (), number) for name, number in zip(names, numbers, strict=True)]
    with np.errstate(all="ignore"):
        made, several = outputs(function(*(Variable(number, k, entries, n) for k, number in enumerate(numbers))))
    places = []
    for u in made:
        if not isinstance(u, Variable):
            entries.append(Entry(result(len(entries), n), "constant", (), u))
        places.append(u.index if isinstance(u, Variable) else len(entries) - 1)
    tape = Tape(tuple(entries), tuple(places), p.shape, several)
    return tape if several else tape.backward()
