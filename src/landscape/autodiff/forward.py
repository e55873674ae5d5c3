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

from landscape.autodiff.doors import one_output, outputs, vectors
from landscape.autodiff.guard import of_numbers
from landscape.autodiff.tracer import Number, Rule, Tracer, nonzero

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Jet(Tracer):
    """Value, first derivatives (x, y) and second derivatives (xx, xy, yy) of one intermediate result."""

    value: Number
    x: Number
    y: Number
    xx: Number
    xy: Number
    yy: Number

    def function(self, name: str, rule: Rule) -> Jet:
        value, first, second = rule(self.value)
        u = self
        return Jet(
            value,
            first * u.x,
            first * u.y,
            second * u.x * u.x + first * u.xx,
            second * u.x * u.y + first * u.xy,
            second * u.y * u.y + first * u.yy,
        )

    def choose(self, condition: Any, other: Jet | Number) -> Jet:
        v = other if isinstance(other, Jet) else Jet(other, 0.0, 0.0, 0.0, 0.0, 0.0)
        names = ("value", "x", "y", "xx", "xy", "yy")
        return Jet(*(np.where(condition, getattr(self, name), getattr(v, name)) for name in names))

    def __neg__(self) -> Jet:
        return Jet(-self.value, -self.x, -self.y, -self.xx, -self.xy, -self.yy)

    @of_numbers
    def __add__(self, other: Jet | Number) -> Jet:
        u, v = self, other
        if not isinstance(v, Jet):
            return Jet(u.value + v, u.x, u.y, u.xx, u.xy, u.yy)
        return Jet(u.value + v.value, u.x + v.x, u.y + v.y, u.xx + v.xx, u.xy + v.xy, u.yy + v.yy)

    @of_numbers
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

    @of_numbers
    def __truediv__(self, other: Jet | Number) -> Jet:
        if isinstance(other, Jet):
            return self * other.reciprocal()
        d = nonzero(other)
        return Jet(self.value / d, self.x / d, self.y / d, self.xx / d, self.xy / d, self.yy / d)


def coordinates(x: Array, y: Array) -> tuple[Jet, Jet]:
    """The two coordinates as jets: where a computation of derivatives starts.

    Args:
        x: shape (...).
        y: shape (...).

    Returns:
        Two jets, with first derivatives (1, 0) and (0, 1).

    >>> x, y = coordinates(np.array(1.0), np.array(2.0))
    >>> square = x * x * y
    >>> float(square.x), float(square.xy)
    (4.0, 2.0)
    """
    return Jet(x, 1.0, 0.0, 0.0, 0.0, 0.0), Jet(y, 0.0, 1.0, 0.0, 0.0, 0.0)


def differentiate(function: Callable[[Jet, Jet], Any], point: Any) -> tuple[Array, Array, Array]:
    """Value, gradient and Hessian of a function of x and y, exactly and in one pass.

    Args:
        function: takes two jets, gives a jet; made of `+ - * / **` and the functions of this package.
        point: shape (..., 2).

    Returns:
        Value (...), gradient (..., 2) and Hessian (..., 2, 2).

    >>> value, gradient, hessian = differentiate(lambda x, y: x * x * y, [1.0, 2.0])
    >>> gradient, hessian
    (array([4., 1.]), array([[4., 2.],
           [2., 0.]]))

    Raises:
        ValueError: the point is of another shape, or the function returned something else than one number.
    """
    p = vectors(point, "point", 2)
    with np.errstate(all="ignore"):
        made, several = outputs(function(*coordinates(p[..., 0], p[..., 1])))
    one_output(several, len(made))
    result = made[0]
    jet = result if isinstance(result, Jet) else Jet(result, 0.0, 0.0, 0.0, 0.0, 0.0)
    value, gradient, hessian = np.empty(p.shape[:-1]), np.empty(p.shape), np.empty((*p.shape, 2))
    value[...] = jet.value
    gradient[..., 0], gradient[..., 1] = jet.x, jet.y
    hessian[..., 0, 0], hessian[..., 1, 1] = jet.xx, jet.yy
    hessian[..., 0, 1] = hessian[..., 1, 0] = jet.xy
    return value, gradient, hessian
