r"""Forward mode of second order: every number carries its gradient and its Hessian with it.

A `Jet` is a function of (x, y) known at some points: its value, two first and three second derivatives. Each operation
is the product rule or the chain rule, nothing else:

$$(h \circ u)_i = h'(u)\,u_i, \qquad (h \circ u)_{ij} = h''(u)\,u_i u_j + h'(u)\,u_{ij}$$

Outside the real domain and at kinks derivatives are NaN: none is made up.

Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, chapters 3 and 13.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Number = Any
"""An array, or a plain number where a part is the same everywhere: zeros of fresh coordinates cost nothing."""


@dataclass(frozen=True, eq=False)
class Jet:
    """Value, first derivatives (x, y) and second derivatives (xx, xy, yy) of one intermediate result."""

    value: Number
    x: Number
    y: Number
    xx: Number
    xy: Number
    yy: Number

    # NumPy must leave `array * jet` to `Jet.__rmul__`.
    __array_ufunc__ = None

    def chain(self, value: Number, first: Number, second: Number) -> Jet:
        """A function of this jet, from its value and its first two derivatives there."""
        u = self
        return Jet(
            value,
            first * u.x,
            first * u.y,
            second * u.x * u.x + first * u.xx,
            second * u.x * u.y + first * u.xy,
            second * u.y * u.y + first * u.yy,
        )

    def __neg__(self) -> Jet:
        return Jet(-self.value, -self.x, -self.y, -self.xx, -self.xy, -self.yy)

    def __pos__(self) -> Jet:
        return self

    def __add__(self, other: Jet | Number) -> Jet:
        u, v = self, other
        if not isinstance(v, Jet):
            return Jet(u.value + v, u.x, u.y, u.xx, u.xy, u.yy)
        return Jet(u.value + v.value, u.x + v.x, u.y + v.y, u.xx + v.xx, u.xy + v.xy, u.yy + v.yy)

    __radd__ = __add__

    def __sub__(self, other: Jet | Number) -> Jet:
        return self.__add__(-other)

    def __rsub__(self, other: Number) -> Jet:
        return (-self).__add__(other)

    def __mul__(self, other: Jet | Number) -> Jet:
        u, v = self, other
        if not isinstance(v, Jet):
            return Jet(u.value * v, u.x * v, u.y * v, u.xx * v, u.xy * v, u.yy * v)
        return Jet(
            u.value * v.value,
            u.x * v.value + u.value * v.x,
            u.y * v.value + u.value * v.y,
            u.xx * v.value + 2.0 * u.x * v.x + u.value * v.xx,
            u.xy * v.value + u.x * v.y + u.y * v.x + u.value * v.xy,
            u.yy * v.value + 2.0 * u.y * v.y + u.value * v.yy,
        )

    __rmul__ = __mul__

    def __truediv__(self, other: Jet | Number) -> Jet:
        if isinstance(other, Jet):
            return self * other.reciprocal()
        d = nonzero(other)
        return Jet(self.value / d, self.x / d, self.y / d, self.xx / d, self.xy / d, self.yy / d)

    def __rtruediv__(self, other: Number) -> Jet:
        return self.reciprocal().__mul__(other)

    def reciprocal(self) -> Jet:
        r = 1.0 / nonzero(self.value)
        return self.chain(r, -r * r, 2.0 * r * r * r)

    def __pow__(self, exponent: Jet | Number) -> Jet:
        if isinstance(exponent, Jet):
            return _general_power(self, exponent)
        u, n = self.value, float(exponent)
        # A factor of zero wins over an infinite power: x**1 has no second derivative at 0, and not 0 * inf.
        first = 0.0 if n == 0.0 else n * power(u, n - 1.0)
        second = 0.0 if n in (0.0, 1.0) else n * (n - 1.0) * power(u, n - 2.0)
        return self.chain(power(u, n), first, second)

    def __rpow__(self, base: Number) -> Jet:
        v = positive_power(base, self.value)
        logarithm = np.log(np.float64(base))
        return self.chain(v, v * logarithm, v * logarithm * logarithm)


def nonzero(u: Number) -> Number:
    """NaN in place of zero: a pole is outside the real domain."""
    return np.where(u == 0.0, np.nan, u)


def power(u: Number, n: float) -> Number:
    """u to a constant power; small whole powers as products, which agree to the last bit wherever they are computed."""
    if n < 0.0:
        return 1.0 / power(nonzero(u), -n)
    if n == 0.0:
        return np.ones_like(u)
    if n in (1.0, 2.0, 3.0, 4.0):
        square = u * u
        return (u, square, square * u, square * square)[int(n) - 1]
    return np.power(u, n)


def positive_power(u: Number, v: Number) -> Number:
    """u to a power that varies: real for u >= 0 only, even where v happens to be a whole number."""
    return np.power(np.where(u < 0.0, np.nan, u), v)


def _general_power(u: Jet, v: Jet) -> Jet:
    """exp(v log u): derivatives for positive u only."""
    base = np.where(u.value > 0.0, u.value, np.nan)
    r = 1.0 / base
    w = positive_power(u.value, v.value)
    return (u.chain(np.log(base), r, -r * r) * v).chain(w, w, w)


def coordinates(x: Array, y: Array) -> tuple[Jet, Jet]:
    """The two coordinates as jets: where a computation of derivatives starts."""
    return Jet(x, 1.0, 0.0, 0.0, 0.0, 0.0), Jet(y, 0.0, 1.0, 0.0, 0.0, 0.0)


def differentiate(function: Callable[[Jet, Jet], Any], point: Any) -> tuple[Array, Array, Array]:
    """Value, gradient and Hessian of a function of x and y, exactly and in one pass.

    Args:
        function: takes two jets, gives a jet; made of + - * / ** and the functions of this package.
        point: shape (..., 2).

    >>> value, gradient, hessian = differentiate(lambda x, y: x * x * y, [1.0, 2.0])
    >>> gradient, hessian
    (array([4., 1.]), array([[4., 2.],
           [2., 0.]]))
    """
    p = np.asarray(point, dtype=np.float64)
    with np.errstate(all="ignore"):
        result = function(*coordinates(p[..., 0], p[..., 1]))
    jet = result if isinstance(result, Jet) else Jet(result, 0.0, 0.0, 0.0, 0.0, 0.0)
    value, gradient, hessian = np.empty(p.shape[:-1]), np.empty(p.shape), np.empty((*p.shape, 2))
    value[...] = jet.value
    gradient[..., 0], gradient[..., 1] = jet.x, jet.y
    hessian[..., 0, 0], hessian[..., 1, 1] = jet.xx, jet.yy
    hessian[..., 0, 1] = hessian[..., 1, 0] = jet.xy
    return value, gradient, hessian
