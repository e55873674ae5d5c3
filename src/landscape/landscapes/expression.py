"""A landscape that a reader types, with exact derivatives from our own forward mode."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, final

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import Array, as_points
from landscape.autodiff import FUNCTIONS, differentiate
from landscape.autodiff.tracer import Tracer, nonzero, positive_power, power
from landscape.landscapes.base import Landscape, StationaryPoint, Value, Window
from landscape.landscapes.grammar import Operation, latex, parse


def _raise(base: Any, exponent: Any) -> Any:
    if isinstance(base, Tracer) or isinstance(exponent, Tracer):
        return base**exponent
    return power(base, exponent) if isinstance(exponent, Constant) else positive_power(base, exponent)


def _divide(above: Any, below: Any) -> Any:
    return above / below if isinstance(below, Tracer) else above / nonzero(below)


class Constant(float):
    """A number of the text, or what comes of numbers only: it has no derivative, and its powers are special."""


BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divide,
    "**": _raise,
}


@final
@dataclass(frozen=True)
class Expression(Landscape):
    r"""A landscape from text such as `"sin(x)*cos(y) + x**2/10"`, differentiated exactly.

    Args:
        text: made of numbers, x, y, pi, e, `+ - * / **`, parentheses and the functions sin cos tan exp log sqrt tanh
            sinh cosh arctan abs; at most 1,000 characters and 64 nested brackets.
        domain: the window to look at, ((x0, x1), (y0, y1)).

    >>> f = Expression("x**2 - y**2")
    >>> f.value([1.0, 1.0]), f.gradient([1.0, 1.0]), f.hessian([1.0, 1.0]).tolist()
    (np.float64(0.0), array([ 2., -2.]), [[2.0, 0.0], [0.0, -2.0]])

    Raises:
        ValueError: names the token that cannot be read, its column and what is allowed.

    Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, chapters 3 and 13.
    """

    text: str
    domain: Window = ((-3.0, 3.0), (-3.0, 3.0))
    operations: tuple[Operation, ...] = field(init=False, repr=False, compare=False)

    about = "A landscape of your own, differentiated exactly by forward mode."
    source = "typed by the reader"
    stationary_points: tuple[StationaryPoint, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "operations", parse(self.text))
        try:
            (x0, x1), (y0, y1) = ((float(low), float(high)) for low, high in self.domain)
        except (TypeError, ValueError, OverflowError) as error:
            raise ValueError(f"domain: expected ((x0, x1), (y0, y1)), got {self.domain!r:.100}") from error
        # The width must be finite too, and the sides must not fall together when they are divided into a grid.
        if not all(math.isfinite(b - a) and b - a > 1e-9 * max(abs(a), abs(b)) for a, b in ((x0, x1), (y0, y1))):
            raise ValueError(f"domain: expected finite x0 < x1 and y0 < y1, got {self.domain!r:.100}")
        object.__setattr__(self, "domain", ((x0, x1), (y0, y1)))

    @property
    def title(self) -> str:
        return self.text

    @property
    def formula(self) -> str:
        return latex(self.operations)

    @property
    def python(self) -> str:
        return self.text

    @property
    def start(self) -> tuple[float, float]:
        (x0, x1), (y0, y1) = self.domain
        return x0 + 0.8 * (x1 - x0), y0 + 0.7 * (y1 - y0)

    def _run(self, x: Any, y: Any) -> Any:
        """Runs the operations on arrays or on tracers, on a stack: no recursion, however long the text."""
        stack: list[Any] = []
        for kind, what in self.operations:
            if kind == "number":
                stack.append(Constant(what))
            elif kind == "variable":
                stack.append(x if what == "x" else y)
            elif kind == "negate":
                stack.append(_fold(operator.neg, stack.pop()))
            elif kind == "function":
                stack.append(_fold(FUNCTIONS[what], stack.pop()))
            else:
                right = stack.pop()
                stack.append(_fold(BINARY[what], stack.pop(), right))
        return stack[-1]

    def _value(self, x: Array, y: Array) -> Value:
        value: Value = self._run(x, y)
        return value

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        g = differentiate(self._run, np.stack([x, y], axis=-1))[1]
        return g[..., 0], g[..., 1]

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        h = differentiate(self._run, np.stack([x, y], axis=-1))[2]
        return h[..., 0, 0], h[..., 0, 1], h[..., 1, 1]

    def derivatives(self, point: ArrayLike) -> tuple[Array, Array, Array]:
        """Value, gradient and Hessian from one pass of forward mode."""
        return differentiate(self._run, as_points(point))


def _fold(operation: Callable[..., Any], *operands: Any) -> Any:
    """Applies an operation; numbers go through NumPy, where 1/0 and 9**9**9**9 come to an end without an error."""
    if all(isinstance(operand, Constant) for operand in operands):
        if operation is _raise:
            return Constant(np.power(np.float64(operands[0]), np.float64(operands[1])))
        return Constant(operation(*(np.float64(operand) for operand in operands)))
    return operation(*operands)
