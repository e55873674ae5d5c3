"""Landscapes with several minima: where a path ends depends on where it starts, and on the method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np

from landscape._arrays import Array
from landscape.landscapes.base import Landscape, StationaryPoint, Value


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


@final
@dataclass(frozen=True)
class ThreeHumpCamel(Landscape):
    r"""Three valleys in a row, the middle one the lowest, with a saddle on either side of it.

    $$f(x, y) = 2 x^2 - 1.05\,x^4 + \tfrac16 x^6 + x y + y^2$$

    >>> f = ThreeHumpCamel()
    >>> f.gradient([1.0, 1.0]), f.hessian([0.0, 0.0])
    (array([1.8, 3. ]), array([[4., 1.],
           [1., 2.]]))

    Source: Branin, Widely convergent method for finding multiple solutions of simultaneous nonlinear equations, IBM
    Journal of Research and Development 16 (1972), 504-522; in this form Jamil and Yang, International Journal of
    Mathematical Modelling and Numerical Optimisation 4 (2013), 150-194.
    """

    title = "Three-hump camel"
    about = "A low valley between two higher ones: gradient descent may stay in the wrong one, Newton on a saddle."
    formula = r"2 x^2 - 1.05\,x^4 + \tfrac16 x^6 + x y + y^2"
    python = "2*x**2 - 1.05*x**4 + x**6/6 + x*y + y**2"
    source = "Branin, IBM Journal of Research and Development 16 (1972), 504-522"
    domain = ((-2.0, 2.0), (-1.5, 1.5))
    start = (1.3, 0.6)
    stationary_points = (
        StationaryPoint((0.0, 0.0), "minimum", 0.0),
        StationaryPoint((-1.74755234583, 0.8737761729151), "minimum", 0.2986384422369),
        StationaryPoint((1.74755234583, -0.8737761729151), "minimum", 0.2986384422369),
        StationaryPoint((-1.070542291824, 0.5352711459118), "saddle", 0.8773615577631),
        StationaryPoint((1.070542291824, -0.5352711459118), "saddle", 0.8773615577631),
    )

    def _value(self, x: Array, y: Array) -> Value:
        q = x * x
        return q * (2.0 + q * (q / 6.0 - 1.05)) + y * (x + y)

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        q = x * x
        return x * (4.0 + q * (q - 4.2)) + y, x + 2.0 * y

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        q = x * x
        return 4.0 + q * (5.0 * q - 12.6), 1.0, 2.0


@final
@dataclass(frozen=True)
class McCormick(Landscape):
    r"""A slanted wave in a trough: two minima in the window, the lower one to the left.

    $$f(x, y) = \sin(x + y) + (x - y)^2 - 1.5\,x + 2.5\,y + 1$$

    With $s = x + y$ and $d = x - y$ this is $\sin s + s/2 + (d - 1)^2$: every stationary point is on the line $d = 1$.

    >>> f = McCormick()
    >>> f.value([0.0, 0.0]), f.gradient([0.0, 0.0]), f.hessian([0.0, 0.0])
    (np.float64(1.0), array([-0.5,  3.5]), array([[ 2., -2.],
           [-2.,  2.]]))

    Source: Jamil and Yang, A literature survey of benchmark functions for global optimisation problems, International
    Journal of Mathematical Modelling and Numerical Optimisation 4 (2013), 150-194.
    """

    title = "McCormick"
    about = "A slanted wave in a trough: Newton goes to the saddle between two minima, gradient descent to the lower."
    formula = r"\sin(x + y) + (x - y)^2 - 1.5\,x + 2.5\,y + 1"
    python = "sin(x + y) + (x - y)**2 - 1.5*x + 2.5*y + 1"
    source = "Jamil and Yang, Int. J. Mathematical Modelling and Numerical Optimisation 4 (2013), 150-194"
    domain = ((-1.5, 4.0), (-3.0, 4.0))
    start = (3.0, -1.0)
    stationary_points = (
        StationaryPoint((-0.5471975511966, -1.547197551197), "minimum", -1.913222954981),
        StationaryPoint((2.594395102393, 1.594395102393), "minimum", 1.228369698609),
        StationaryPoint((1.547197551197, 0.5471975511966), "saddle", 1.913222954981),
    )

    def _value(self, x: Array, y: Array) -> Value:
        d = x - y
        return np.sin(x + y) + d * d - 1.5 * x + 2.5 * y + 1.0

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        c, d = np.cos(x + y), x - y
        return c + 2.0 * d - 1.5, c - 2.0 * d + 2.5

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        s = np.sin(x + y)
        return 2.0 - s, -2.0 - s, 2.0 - s


@final
@dataclass(frozen=True)
class StyblinskiTang(Landscape):
    r"""The same quartic along both axes: four minima of three heights, four saddles, one maximum.

    $$f(x, y) = \tfrac12 (x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y)$$

    >>> f = StyblinskiTang()
    >>> f.value([1.0, 1.0]), f.gradient([1.0, 1.0])
    (np.float64(-10.0), array([-11.5, -11.5]))

    Source: Styblinski and Tang, Experiments in nonconvex optimization, Neural Networks 3 (1990), 467-483.
    """

    title = "Styblinski-Tang"
    about = "Four minima of three heights: short gradient steps take the nearest, and near the middle Newton climbs."
    formula = r"\tfrac12 (x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y)"
    python = "(x**4 - 16*x**2 + 5*x + y**4 - 16*y**2 + 5*y)/2"
    source = "Styblinski and Tang, Neural Networks 3 (1990), 467-483"
    domain = ((-5.0, 5.0), (-5.0, 5.0))
    start = (1.0, 0.6)
    stationary_points = (
        StationaryPoint((-2.903534027771, -2.903534027771), "minimum", -78.33233140754),
        StationaryPoint((-2.903534027771, 2.746802770991), "minimum", -64.19561235906),
        StationaryPoint((2.746802770991, -2.903534027771), "minimum", -64.19561235906),
        StationaryPoint((2.746802770991, 2.746802770991), "minimum", -50.05889331057),
        StationaryPoint((-2.903534027771, 0.1567312567803), "saddle", -38.97055334472),
        StationaryPoint((0.1567312567803, -2.903534027771), "saddle", -38.97055334472),
        StationaryPoint((2.746802770991, 0.1567312567803), "saddle", -24.83383429623),
        StationaryPoint((0.1567312567803, 2.746802770991), "saddle", -24.83383429623),
        StationaryPoint((0.1567312567803, 0.1567312567803), "maximum", 0.3912247181107),
    )

    def _value(self, x: Array, y: Array) -> Value:
        p, q = x * x, y * y
        return 0.5 * (p * (p - 16.0) + 5.0 * x + q * (q - 16.0) + 5.0 * y)

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        return 2.0 * x * (x * x - 8.0) + 2.5, 2.0 * y * (y * y - 8.0) + 2.5

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        return 6.0 * x * x - 16.0, 0.0, 6.0 * y * y - 16.0
