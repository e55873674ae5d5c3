"""Classic test functions of optimisation: one minimum, and a way to it that is hard to follow."""

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
class Beale(Landscape):
    r"""A flat floor with steep walls at its corners, and one minimum.

    $$f(x, y) = (1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2$$

    The line $y = 1$ is nearly level ground, and the saddle $(0, 1)$ on it draws Newton's method from far away.

    >>> f = Beale()
    >>> f.value([3.0, 0.5]), f.hessian([0.0, 1.0])
    (np.float64(0.0), array([[ 0.  , 27.75],
           [27.75,  0.  ]]))

    Source: Beale, On an iterative method for finding a local minimum of a function of more than one variable,
    Technical Report 25, Statistical Techniques Research Group, Princeton University 1958; problem 5 of Moré, Garbow and
    Hillstrom, ACM TOMS 7 (1981), 17-41.
    """

    title = "Beale"
    about = "A flat floor between steep corners: Newton wanders to a saddle, short gradient steps find the minimum."
    formula = "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2"
    python = "(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2"
    source = "Beale, Technical Report 25, Statistical Techniques Research Group, Princeton University 1958"
    domain = ((-4.5, 4.5), (-4.5, 4.5))
    start = (1.0, 0.8)
    stationary_points = (
        StationaryPoint((3.0, 0.5), "minimum", 0.0),
        StationaryPoint((0.1005379373242, -2.644513585023), "saddle", 9.864512284756),
        StationaryPoint((0.0, 1.0), "saddle", 14.203125),
    )

    def _value(self, x: Array, y: Array) -> Value:
        a, b, c = _residuals(x, y)
        return a * a + b * b + c * c

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        a, b, c = _residuals(x, y)
        u, v, w = _factors(y)
        return 2.0 * (a * u + b * v + c * w), 2.0 * x * (a + y * (2.0 * b + 3.0 * y * c))

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        a, b, c = _residuals(x, y)
        u, v, w = _factors(y)
        q = y * y
        return (
            2.0 * (u * u + v * v + w * w),
            2.0 * (a + x * u + y * (2.0 * (b + x * v) + 3.0 * y * (c + x * w))),
            2.0 * x * (2.0 * b + 6.0 * y * c + x * (1.0 + q * (4.0 + 9.0 * q))),
        )


def _factors(y: Array) -> tuple[Array, Array, Array]:
    """What x is multiplied by in Beale's three residuals: y - 1, y^2 - 1, y^3 - 1."""
    return y - 1.0, y * y - 1.0, y * y * y - 1.0


def _residuals(x: Array, y: Array) -> tuple[Array, Array, Array]:
    """The three brackets of Beale's formula."""
    u, v, w = _factors(y)
    return 1.5 + x * u, 2.25 + x * v, 2.625 + x * w
