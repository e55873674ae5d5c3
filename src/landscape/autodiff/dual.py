r"""Forward mode along one direction: dual numbers.

A `Dual` is $a + b\,\varepsilon$ with $\varepsilon^2 = 0$: a value and its rate of change along the direction. The
product rule is what multiplication does by itself:

$$(a + b\,\varepsilon)(c + d\,\varepsilon) = ac + (ad + bc)\,\varepsilon$$

Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, chapter 3.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landscape.autodiff.doors import outputs, vectors
from landscape.autodiff.guard import of_numbers
from landscape.autodiff.tracer import Number, Rule, Tracer

Array = NDArray[np.float64]

_within: ContextVar[bool] = ContextVar("within a pass", default=False)
"""Two passes have one epsilon: the tangents of the inner one would be added to those of the outer one."""


@dataclass(frozen=True, eq=False)
class Dual(Tracer):
    """A value and its tangent: how fast the value changes along the direction that was asked for.

    Args:
        value: shape (...).
        tangent: shape (...).

    >>> Dual(3.0, 1.0) * Dual(2.0, 0.0)
    Dual(value=6.0, tangent=2.0)
    """

    value: Number
    tangent: Number = 0.0

    def function(self, name: str, rule: Rule) -> Dual:
        value, first, _ = rule(self.value)
        return Dual(value, first * self.tangent)

    def choose(self, condition: Any, other: Dual | Number) -> Dual:
        v = other if isinstance(other, Dual) else Dual(other)
        return Dual(np.where(condition, self.value, v.value), np.where(condition, self.tangent, v.tangent))

    @of_numbers
    def __add__(self, other: Dual | Number) -> Dual:
        v = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.value + v.value, self.tangent + v.tangent)

    @of_numbers
    def __mul__(self, other: Dual | Number) -> Dual:
        v = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.value * v.value, self.value * v.tangent + self.tangent * v.value)


def slope(rule: Rule, u: Number) -> tuple[Number, Number]:
    """Value and first derivative of a function of one variable; both as duals where `u` is one.

    The tangent of the derivative is the second derivative times the tangent of `u`: so one rule serves both orders.
    """
    if not isinstance(u, Dual):
        value, first, _ = rule(u)
        return value, first
    value, first, second = rule(u.value)
    return Dual(value, first * u.tangent), Dual(first, second * u.tangent)


def jvp(function: Callable[..., Any], point: ArrayLike, direction: ArrayLike) -> tuple[Array, Array]:
    """Value and Jacobian-vector product J v, in one pass however many outputs there are.

    Args:
        function: takes the coordinates one by one, gives a number or a tuple of numbers; made of `+ - * / **` and the
            functions of this package.
        point: shape (..., N).
        direction: v, shape (..., N).

    Returns:
        Value and product, of shape (...) for a number and (..., M) for a tuple of M.

    >>> value, product = jvp(lambda x, y: (x * y, x + y * y), [2.0, 3.0], [1.0, 0.0])
    >>> value, product
    (array([ 6., 11.]), array([3., 1.]))

    Raises:
        ValueError: point or direction is of another shape, or the function returned something else than numbers; or
            the function itself asks for a product.
    """
    if _within.get():
        raise ValueError(
            "jvp inside of a function that jvp differentiates would mix the two rates: for second derivatives "
            "there are hvp and differentiate"
        )
    p = vectors(point, "point")
    v = vectors(direction, "direction", p.shape[-1])
    try:
        p, v = np.broadcast_arrays(p, v)
    except ValueError:
        raise ValueError(f"direction: expected shape {p.shape}, or one for all points, got shape {v.shape}") from None
    mark = _within.set(True)
    try:
        with np.errstate(all="ignore"):
            made, several = outputs(function(*(Dual(p[..., k], v[..., k]) for k in range(p.shape[-1]))))
    finally:
        _within.reset(mark)
    duals = [u if isinstance(u, Dual) else Dual(u) for u in made]
    value, product = ([np.broadcast_to(part, p.shape[:-1]) for part in parts] for parts in _parts(duals))
    return (np.stack(value, -1), np.stack(product, -1)) if several else (value[0].copy(), product[0].copy())


def _parts(duals: list[Dual]) -> tuple[list[Number], list[Number]]:
    return [u.value for u in duals], [u.tangent for u in duals]
