"""Classic test functions of optimisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

from landscape._arrays import Array
from landscape.landscapes.base import Landscape, StationaryPoint, Value


@final
@dataclass(frozen=True)
class Rosenbrock(Landscape):
    r"""A curved valley: easy to enter, slow to follow.

    $$f(x, y) = (1 - x)^2 + 100\,(y - x^2)^2$$

    The Hessian is positive definite exactly where $y < x^2 + \tfrac{1}{200}$.

    >>> f = Rosenbrock()
    >>> f.gradient(f.start)
    array([-215.6,  -88. ])
    >>> f.hessian(f.start)
    array([[1330.,  480.],
           [ 480.,  200.]])

    Source: Rosenbrock, An automatic method for finding the greatest or least value of a function, The Computer
    Journal 3 (1960), 175-184; start of Moré, Garbow and Hillstrom, ACM TOMS 7 (1981), 17-41.
    """

    title = "Rosenbrock"
    about = "A curved valley with steep walls: finding it is easy, following it to the minimum is not."
    formula = r"(1 - x)^2 + 100\,(y - x^2)^2"
    python = "(1 - x)**2 + 100*(y - x**2)**2"
    source = "Rosenbrock, The Computer Journal 3 (1960), 175-184"
    domain = ((-2.0, 2.0), (-1.0, 3.0))
    start = (-1.2, 1.0)
    stationary_points = (StationaryPoint((1.0, 1.0), "minimum", 0.0),)

    def _value(self, x: Array, y: Array) -> Value:
        u, v = 1.0 - x, y - x * x
        return u * u + 100.0 * v * v

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        v = y - x * x
        return -2.0 * (1.0 - x) - 400.0 * x * v, 200.0 * v

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        return 2.0 - 400.0 * y + 1200.0 * x * x, -400.0 * x, 200.0


@final
@dataclass(frozen=True)
class Himmelblau(Landscape):
    r"""Four minima of the same height, four saddles between them, one maximum.

    $$f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2$$

    >>> f = Himmelblau()
    >>> f.value([3.0, 2.0]), f.gradient([3.0, 2.0])
    (np.float64(0.0), array([0., 0.]))

    Source: Himmelblau, Applied Nonlinear Programming, McGraw-Hill 1972.
    """

    title = "Himmelblau"
    about = (
        "Four minima of the same height, four saddles and one maximum: where a path ends depends on where it starts."
    )
    formula = r"(x^2 + y - 11)^2 + (x + y^2 - 7)^2"
    python = "(x**2 + y - 11)**2 + (x + y**2 - 7)**2"
    source = "Himmelblau, Applied Nonlinear Programming, McGraw-Hill 1972"
    domain = ((-6.0, 6.0), (-6.0, 6.0))
    start = (-1.2, 0.4)
    stationary_points = (
        StationaryPoint((3.0, 2.0), "minimum", 0.0),
        StationaryPoint((3.584428340330, -1.848126526964), "minimum", 0.0),
        StationaryPoint((-3.779310253378, -3.283185991286), "minimum", 0.0),
        StationaryPoint((-2.805118086953, 3.131312518251), "minimum", 0.0),
        StationaryPoint((3.385154183607, 0.07385187983775), "saddle", 13.31192627041),
        StationaryPoint((0.0866775045554, 2.884254701175), "saddle", 67.71915008753),
        StationaryPoint((-3.073025750764, -0.08135304428797), "saddle", 104.0151629176),
        StationaryPoint((-0.1279613467307, -1.953714980245), "saddle", 178.3372392019),
        StationaryPoint((-0.2708445906673, -0.92303855648), "maximum", 181.6165215226),
    )

    def _value(self, x: Array, y: Array) -> Value:
        u, v = x * x + y - 11.0, x + y * y - 7.0
        return u * u + v * v

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        u, v = x * x + y - 11.0, x + y * y - 7.0
        return 4.0 * x * u + 2.0 * v, 2.0 * u + 4.0 * y * v

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        return 12.0 * x * x + 4.0 * y - 42.0, 4.0 * (x + y), 4.0 * x + 12.0 * y * y - 26.0
