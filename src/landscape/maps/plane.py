"""Two maps that bend the plane: polar coordinates, and a fold with a cusp."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import final

import numpy as np

from landscape._arrays import Array
from landscape.landscapes.base import Value
from landscape.maps.base import PlaneMap


@final
@dataclass(frozen=True)
class Polar(PlaneMap):
    r"""Polar coordinates, $(r, t) \mapsto (r\cos t,\, r\sin t)$. The determinant of their Jacobian is r.

    >>> Polar().jacobian([2.0, 0.0])
    array([[ 1., -0.],
           [ 0.,  2.]])
    >>> Polar().determinant([2.0, 0.0])
    np.float64(2.0)

    Source: Rudin, Principles of Mathematical Analysis, 3rd ed., McGraw-Hill 1976, chapters 9 and 10.
    """

    title = "Polar coordinates"
    about = "A radius and an angle become a place. A turn moves it the further, the longer the radius is."
    formula = r"(x, y) = (r\cos t,\; r\sin t)"
    python = ("r*cos(t)", "r*sin(t)")
    inputs = ("r", "t")
    outputs = ("x", "y")
    # No annotations: these are no fields, and not part of the repr that a reader copies.
    domain = ((0.0, 2.0), (0.0, 2.0))
    input_window = ((-0.6, 2.65), (-0.3, 2.3))
    output_window = ((-1.0, 2.25), (-0.3, 2.3))
    start = (1.4, 0.6)
    singular = "r = 0"
    source = "Rudin, Principles of Mathematical Analysis, 3rd ed., McGraw-Hill 1976, chapters 9 and 10"

    def _value(self, u: Array, v: Array) -> tuple[Value, Value]:
        return u * np.cos(v), u * np.sin(v)

    def _jacobian(self, u: Array, v: Array) -> tuple[Value, Value, Value, Value]:
        c, s = np.cos(v), np.sin(v)
        return c, -u * s, s, u * c

    def singular_curve(self) -> Array:
        low, high = self.input_window[1]
        return np.array([[0.0, low], [0.0, high]])


@final
@dataclass(frozen=True)
class Product(PlaneMap):
    r"""A product and a sum, $(x, y) \mapsto (x y,\, x + y^2)$. It folds the plane along $x = 2y^2$.

    With x from the second output, $x = b - y^2$, the first one is $a = b y - y^3$: the cusp in Whitney's own form.

    >>> Product().jacobian([2.0, 3.0])
    array([[3., 2.],
           [1., 6.]])
    >>> Product().determinant([2.0, 1.0])
    np.float64(0.0)

    Source: Whitney, On singularities of mappings of Euclidean spaces I, Annals of Mathematics 62 (1955).
    """

    title = "Product and sum"
    about = "Along the dotted curve the map folds the plane: J is singular there, and beyond it areas are turned over."
    formula = r"(a, b) = (x y,\; x + y^2)"
    python = ("x*y", "x + y**2")
    inputs = ("x", "y")
    outputs = ("a", "b")
    domain = ((-1.0, 1.0), (-1.0, 1.0))
    input_window = ((-2.0, 2.0), (-1.6, 1.6))
    output_window = ((-2.0, 2.0), (-1.1, 2.1))
    start = (0.6, 0.75)
    singular = "x = 2y²"
    source = "Whitney, On singularities of mappings of Euclidean spaces I, Annals of Mathematics 62 (1955)"

    def _value(self, u: Array, v: Array) -> tuple[Value, Value]:
        return u * v, u + v * v

    def _jacobian(self, u: Array, v: Array) -> tuple[Value, Value, Value, Value]:
        return v, u, 1.0, 2.0 * v

    def singular_curve(self) -> Array:
        end = math.sqrt(self.input_window[0][1] / 2.0)
        y = np.linspace(-end, end, 65)
        return np.stack([2.0 * y * y, y], axis=-1)
