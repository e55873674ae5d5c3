"""Landscapes with stationary points of which the Hessian cannot say the kind: an eigenvalue is zero there."""

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

    Source: Hilbert and Cohn-Vossen, Geometry and the Imagination, Chelsea 1952, chapter IV.
    """

    title = "Monkey saddle"
    about = "Two valleys for the legs and one for the tail: at the centre the Hessian is zero and decides nothing."
    formula = r"x^3 - 3 x y^2"
    python = "x**3 - 3*x*y**2"
    source = "Hilbert and Cohn-Vossen, Geometry and the Imagination, Chelsea 1952, chapter IV"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (1.2, 0.5)
    stationary_points = (StationaryPoint((0.0, 0.0), "undecided", 0.0),)

    def _value(self, x: Array, y: Array) -> Value:
        return x * (x * x - 3.0 * y * y)

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        return 3.0 * (x * x - y * y), 0.0 - 6.0 * x * y

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        return 6.0 * x, 0.0 - 6.0 * y, 0.0 - 6.0 * x


@final
@dataclass(frozen=True)
class Quartic(Landscape):
    r"""A minimum so flat that the whole Hessian is zero in it.

    $$f(x, y) = x^4 + y^4$$

    A full Newton step leaves two thirds of the distance, $N(w) = 2w/3$: linear convergence, not quadratic.

    >>> f = Quartic()
    >>> f.gradient([1.0, 2.0]), f.hessian([1.0, 2.0])
    (array([ 4., 32.]), array([[12.,  0.],
           [ 0., 48.]]))

    Source: Decker and Kelley, Newton's method at singular points I, SIAM Journal on Numerical Analysis 17 (1980),
    66-70.
    """

    title = "Quartic"
    about = "A minimum in which the whole Hessian is zero: Newton is slow here, each step leaves two thirds of the way."
    formula = "x^4 + y^4"
    python = "x**4 + y**4"
    source = "Decker and Kelley, SIAM Journal on Numerical Analysis 17 (1980), 66-70"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (1.6, -0.9)
    stationary_points = (StationaryPoint((0.0, 0.0), "undecided", 0.0),)

    def _value(self, x: Array, y: Array) -> Value:
        p, q = x * x, y * y
        return p * p + q * q

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        return 4.0 * x * x * x, 4.0 * y * y * y

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        return 12.0 * x * x, 0.0, 12.0 * y * y


@final
@dataclass(frozen=True)
class FlatValley(Landscape):
    r"""A straight valley with a level floor: every point of the line $x = 0$ is a minimum.

    $$f(x, y) = x^2$$

    Its stationary points are no isolated ones, so none is listed. One eigenvalue of the Hessian is zero everywhere.

    >>> f = FlatValley()
    >>> f.gradient([1.0, 2.0]), f.hessian([1.0, 2.0])
    (array([2., 0.]), array([[2., 0.],
           [0., 0.]]))

    Source: Hochreiter and Schmidhuber, Flat minima, Neural Computation 9 (1997), 1-42.
    """

    title = "Flat valley"
    about = "A whole line of minima: the Hessian is singular everywhere, so there is no Newton step from any point."
    formula = "x^2"
    python = "x**2"
    source = "Hochreiter and Schmidhuber, Neural Computation 9 (1997), 1-42"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (1.4, 0.6)
    stationary_points = ()

    def _value(self, x: Array, y: Array) -> Value:
        return x * x

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        return 2.0 * x, 0.0

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        return 2.0, 0.0, 0.0
