"""Landscapes with a stationary point of which the Hessian cannot say the kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from landscape._arrays import Array
from landscape.landscapes.base import Landscape, StationaryPoint, Value


@final
@dataclass(frozen=True)
class MonkeySaddle(Landscape):
    r"""Three valleys and three ridges meet in a point where the whole Hessian is zero.

    $$f(x, y) = x^3 - 3 x y^2 = \operatorname{Re}\,(x + iy)^3$$

    A full Newton step halves the distance to the centre, $N(w) = w/2$: linear convergence, not quadratic.

    >>> f = MonkeySaddle()
    >>> f.gradient([1.0, 0.0]), f.hessian([0.0, 0.0])
    (array([3., 0.]), array([[0., 0.],
           [0., 0.]]))

    Source: Hilbert and Cohn-Vossen, Geometry and the Imagination, Chelsea 1952, section 29.
    """

    title = "Monkey saddle"
    about = "Two valleys for the legs and one for the tail: at the centre the Hessian is zero and decides nothing."
    formula = r"x^3 - 3 x y^2"
    python = "x**3 - 3*x*y**2"
    source = "Hilbert and Cohn-Vossen, Geometry and the Imagination, Chelsea 1952, section 29"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (1.2, 0.5)
    stationary_points = (StationaryPoint((0.0, 0.0), "undecided", 0.0),)

    def _value(self, x: Array, y: Array) -> Value:
        return x * (x * x - 3.0 * y * y)

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        return 3.0 * (x * x - y * y), 0.0 - 6.0 * x * y

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        return 6.0 * x, 0.0 - 6.0 * y, 0.0 - 6.0 * x
