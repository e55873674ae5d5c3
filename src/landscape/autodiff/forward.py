r"""Forward mode of second order: every number carries its gradient and its Hessian with it.

A `Jet` is a function of (x, y) known at some points: its value, two first and three second derivatives, all arrays of
one shape. Each operation below is the chain rule or the product rule, nothing else:

$$(h \circ u)_i = h'(u)\,u_i, \qquad (h \circ u)_{ij} = h''(u)\,u_i u_j + h'(u)\,u_{ij}.$$

Source: Griewank and Walther, *Evaluating Derivatives*, 2nd edition, chapters 3 and 13.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Union

import numpy as np

from landscape._arrays import Array

Number = Union["Jet", float, np.floating[Any], Array]


@dataclass(frozen=True, eq=False)
class Jet:
    """Value, first derivatives (x, y) and second derivatives (xx, xy, yy) of one intermediate result."""

    value: Array
    x: Array
    y: Array
    xx: Array
    xy: Array
    yy: Array

    # NumPy must leave `array * jet` to `Jet.__rmul__`.
    __array_ufunc__ = None

    @property
    def gradient(self) -> Array:
        """First derivatives, shape (..., 2)."""
        return np.stack([self.x, self.y], axis=-1)

    @property
    def hessian(self) -> Array:
        """Second derivatives, shape (..., 2, 2)."""
        rows = [np.stack([self.xx, self.xy], axis=-1), np.stack([self.xy, self.yy], axis=-1)]
        return np.stack(rows, axis=-2)

    def chain(self, value: Any, first: Any, second: Any) -> Jet:
        """A function of this jet, from its value and its first two derivatives there."""
        return Jet(
            value,
            first * self.x,
            first * self.y,
            second * self.x * self.x + first * self.xx,
            second * self.x * self.y + first * self.xy,
            second * self.y * self.y + first * self.yy,
        )

    def __neg__(self) -> Jet:
        return Jet(-self.value, -self.x, -self.y, -self.xx, -self.xy, -self.yy)

    def __pos__(self) -> Jet:
        return self

    def __add__(self, other: Number) -> Jet:
        if not isinstance(other, Jet):
            return Jet(self.value + other, self.x, self.y, self.xx, self.xy, self.yy)
        return Jet(*(getattr(self, part) + getattr(other, part) for part in PARTS))

    __radd__ = __add__

    def __sub__(self, other: Number) -> Jet:
        return self + (-other)

    def __rsub__(self, other: Number) -> Jet:
        return -self + other

    def __mul__(self, other: Number) -> Jet:
        if not isinstance(other, Jet):
            return Jet(*(getattr(self, part) * other for part in PARTS))
        u, v = self, other
        return Jet(
            u.value * v.value,
            u.x * v.value + u.value * v.x,
            u.y * v.value + u.value * v.y,
            u.xx * v.value + 2 * u.x * v.x + u.value * v.xx,
            u.xy * v.value + u.x * v.y + u.y * v.x + u.value * v.xy,
            u.yy * v.value + 2 * u.y * v.y + u.value * v.yy,
        )

    __rmul__ = __mul__

    def reciprocal(self) -> Jet:
        inverse = 1 / self.value
        return self.chain(inverse, -inverse * inverse, 2 * inverse * inverse * inverse)

    def __truediv__(self, other: Number) -> Jet:
        if isinstance(other, Jet):
            return self * other.reciprocal()
        return Jet(*(getattr(self, part) / other for part in PARTS))

    def __rtruediv__(self, other: Number) -> Jet:
        return self.reciprocal() * other

    def __pow__(self, exponent: Number) -> Jet:
        if isinstance(exponent, Jet):
            return general_power(self, exponent)
        u, n = self.value, float(exponent)
        # A factor of zero must win over an infinite power: x**1 has no second derivative at 0, not 0 * inf.
        first = np.zeros_like(u) if n == 0 else n * power(u, n - 1)
        second = np.zeros_like(u) if n in (0, 1) else n * (n - 1) * power(u, n - 2)
        return self.chain(power(u, n), first, second)

    def __rpow__(self, base: Number) -> Jet:
        b = np.asarray(base, float)
        logarithm = np.log(b)
        value = np.power(b, self.value)
        return self.chain(value, value * logarithm, value * logarithm * logarithm)


PARTS = ("value", "x", "y", "xx", "xy", "yy")


def power(u: Any, n: float) -> Any:
    """u**n; small whole powers as products, which agree to the last bit wherever they are computed."""
    if n == 0:
        return np.ones_like(u)
    if n in (1, 2, 3, 4):
        square = u * u
        return {1: u, 2: square, 3: square * u, 4: square * square}[int(n)]
    return np.power(u, n)


def general_power(base: Jet, exponent: Jet) -> Jet:
    """base**exponent where both vary: exp(exponent * log(base)), real for positive bases only."""
    b, e = base.value, exponent.value
    logarithm = np.log(np.where(b > 0, b, np.nan))
    log_jet = base.chain(logarithm, 1 / b, -1 / (b * b))
    product = log_jet * exponent
    value = np.where(b > 0, np.power(b, e), np.nan)
    return product.chain(value, value, value)


def jets(x: Array, y: Array) -> tuple[Jet, Jet]:
    """The two coordinates as jets: where a computation of derivatives starts.

    >>> x, y = jets(np.float64(1.0), np.float64(2.0))
    >>> (x * x * y).gradient.tolist(), (x * x * y).hessian.tolist()
    ([4.0, 1.0], [[4.0, 2.0], [2.0, 0.0]])
    """
    one, zero = np.ones_like(x), np.zeros_like(x)
    return Jet(x, one, zero, zero, zero, zero), Jet(y, zero, one, zero, zero, zero)
