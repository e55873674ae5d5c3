"""Landscapes that are each made to show one thing about Newton's method."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np

from landscape._arrays import Array
from landscape.landscapes.base import Landscape, StationaryPoint, Value


@final
@dataclass(frozen=True)
class DoubleWell(Landscape):
    r"""Two minima of the same height with a saddle between them.

    $$f(x, y) = (x^2 - 1)^2 + y^2$$

    A full Newton step takes x to $2x^3 / (3x^2 - 1)$. The Hessian is singular at $x = \pm 1/\sqrt3$; from between
    $-1/\sqrt5$ and $1/\sqrt5$ the steps lead to the saddle; the two points $\pm 1/\sqrt5$ are a cycle that repels.

    >>> f = DoubleWell()
    >>> f.gradient([2.0, 1.0]), f.hessian([0.0, 0.0])
    (array([24.,  2.]), array([[-4.,  0.],
           [ 0.,  2.]]))

    Source: Strogatz, Nonlinear Dynamics and Chaos, Addison-Wesley 1994, section 2.7.
    """

    title = "Double well"
    about = "Two minima with a saddle between them: near it Newton goes to the saddle, gradient descent into a well."
    formula = "(x^2 - 1)^2 + y^2"
    python = "(x**2 - 1)**2 + y**2"
    source = "Strogatz, Nonlinear Dynamics and Chaos, Addison-Wesley 1994, section 2.7"
    domain = ((-2.0, 2.0), (-2.0, 2.0))
    start = (0.4, 0.9)
    stationary_points = (
        StationaryPoint((-1.0, 0.0), "minimum", 0.0),
        StationaryPoint((1.0, 0.0), "minimum", 0.0),
        StationaryPoint((0.0, 0.0), "saddle", 1.0),
    )

    def _value(self, x: Array, y: Array) -> Value:
        u = x * x - 1.0
        return u * u + y * y

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        return 4.0 * x * (x * x - 1.0), 2.0 * y

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        return 12.0 * x * x - 4.0, 0.0, 2.0


@final
@dataclass(frozen=True)
class PseudoHuber(Landscape):
    r"""Positive definite everywhere, and yet full Newton steps may lead away.

    $$f(x, y) = \sqrt{1 + x^2} + y^2$$

    A full Newton step takes x to $-x^3$: to the minimum for $|x| < 1$, without bound for $|x| > 1$.

    >>> from landscape import Newton, descend
    >>> descend(PseudoHuber(), Newton(), [2.0, 1.0], steps=2).point.round(9)
    array([[  2.,   1.],
           [ -8.,   0.],
           [512.,   0.]])

    Source: Nesterov, Introductory Lectures on Convex Optimization, Kluwer 2004, section 1.2.4.
    """

    title = "Pseudo-Huber"
    about = "It curves up in every direction, everywhere: Newton still leaps across the valley, further every time."
    formula = r"\sqrt{1 + x^2} + y^2"
    python = "sqrt(1 + x**2) + y**2"
    source = "Nesterov, Introductory Lectures on Convex Optimization, Kluwer 2004, section 1.2.4"
    # Wide enough for the first three leaps from the start.
    domain = ((-6.0, 6.0), (-4.0, 4.0))
    start = (1.2, 2.0)
    stationary_points = (StationaryPoint((0.0, 0.0), "minimum", 1.0),)

    def _value(self, x: Array, y: Array) -> Value:
        return np.hypot(1.0, x) + y * y

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        return x / np.hypot(1.0, x), 2.0 * y

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        r = np.hypot(1.0, x)
        return 1.0 / (r * r * r), 0.0, 2.0


@final
@dataclass(frozen=True)
class Harmonic(Landscape):
    r"""Three saddles and nothing else: a harmonic function has neither minima nor maxima.

    $$f(x, y) = \operatorname{Re}\left(\tfrac14 z^4 - z\right), \qquad z = x + iy$$

    A full Newton step is a step of Newton's method for $z^3 = 1$ in the complex plane, and which of the three cube
    roots it comes to is a fractal.

    >>> f = Harmonic()
    >>> f.gradient([1.0, 0.0]), f.hessian([1.0, 0.0])
    (array([0., 0.]), array([[ 3.,  0.],
           [ 0., -3.]]))

    Source: Cayley, The Newton-Fourier imaginary problem, American Journal of Mathematics 2 (1879), 97.
    """

    title = "Harmonic"
    about = "Three saddles and no minimum: gradient descent runs away, and which saddle Newton comes to is a fractal."
    formula = r"\tfrac14 (x^4 - 6 x^2 y^2 + y^4) - x"
    python = "(x**4 - 6*x**2*y**2 + y**4)/4 - x"
    source = "Cayley, American Journal of Mathematics 2 (1879), 97"
    domain = ((-1.4, 1.4), (-1.4, 1.4))
    start = (-0.6, 0.2)
    stationary_points = (
        StationaryPoint((1.0, 0.0), "saddle", -0.75),
        StationaryPoint((-0.5, 0.8660254037844), "saddle", 0.375),
        StationaryPoint((-0.5, -0.8660254037844), "saddle", 0.375),
    )

    def _value(self, x: Array, y: Array) -> Value:
        p, q = x * x, y * y
        return 0.25 * (p * p - 6.0 * p * q + q * q) - x

    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        p, q = x * x, y * y
        return x * (p - 3.0 * q) - 1.0, 0.0 - y * (3.0 * p - q)

    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        p, q = x * x, y * y
        return 3.0 * (p - q), 0.0 - 6.0 * x * y, 3.0 * (q - p)
