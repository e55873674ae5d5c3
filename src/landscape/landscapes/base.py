"""What a landscape is: a frozen value with a height, a gradient and a Hessian everywhere, and its own story."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import Any, final

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import Array, as_points

Window = tuple[tuple[float, float], tuple[float, float]]
Value = float | Array
"""What a coordinate formula gives: an array, or a number where it does not depend on the point."""

_SAMPLES = 33
"""Odd, so that the centre of the domain is among the samples."""


@final
@dataclass(frozen=True)
class StationaryPoint:
    """A known point of zero gradient.

    Args:
        point: where.
        kind: "minimum", "saddle", "maximum" or "undecided".
        value: how high.
    """

    point: tuple[float, float]
    kind: str
    value: float


class Landscape(ABC):
    """A height over the plane, with its derivatives.

    A subclass gives formulas in the coordinates x and y; this class sees to shapes and to floating point. Classes are
    frozen data, abstract or final.
    """

    @property
    @abstractmethod
    def title(self) -> str:
        """What a reader calls it."""

    @property
    @abstractmethod
    def about(self) -> str:
        """One sentence: what there is to see."""

    @property
    @abstractmethod
    def formula(self) -> str:
        """The right-hand side of f(x, y) in LaTeX."""

    @property
    @abstractmethod
    def python(self) -> str:
        """The same in Python, as `Expression` reads it."""

    @property
    @abstractmethod
    def source(self) -> str:
        """Where it was published."""

    @property
    @abstractmethod
    def domain(self) -> Window:
        """The window that shows it: ((x0, x1), (y0, y1))."""

    @property
    @abstractmethod
    def start(self) -> tuple[float, float]:
        """Where a reader starts: on no line of symmetry, where a method would be lucky."""

    @property
    @abstractmethod
    def stationary_points(self) -> tuple[StationaryPoint, ...]:
        """The known ones in the domain."""

    @abstractmethod
    def _value(self, x: Array, y: Array) -> Value: ...

    @abstractmethod
    def _gradient(self, x: Array, y: Array) -> tuple[Value, Value]:
        r"""$(f_x, f_y)$."""

    @abstractmethod
    def _hessian(self, x: Array, y: Array) -> tuple[Value, Value, Value]:
        r"""$(f_{xx}, f_{xy}, f_{yy})$."""

    def value(self, point: ArrayLike) -> Array:
        """Height: points (..., 2) to values (...)."""
        p = as_points(point)
        out = np.empty(p.shape[:-1])
        with np.errstate(all="ignore"):
            out[...] = self._value(p[..., 0], p[..., 1])
        return _scalar(out)

    def gradient(self, point: ArrayLike) -> Array:
        """Gradient: points (..., 2) to vectors (..., 2), along steepest ascent."""
        p = as_points(point)
        with np.errstate(all="ignore"):
            return _vectors(p, self._gradient(p[..., 0], p[..., 1]))

    def hessian(self, point: ArrayLike) -> Array:
        """Hessian: points (..., 2) to symmetric matrices (..., 2, 2)."""
        p = as_points(point)
        with np.errstate(all="ignore"):
            return _matrices(p, self._hessian(p[..., 0], p[..., 1]))

    def derivatives(self, point: ArrayLike) -> tuple[Array, Array, Array]:
        """Value, gradient and Hessian at once; a landscape whose derivatives come together overrides it."""
        return self.value(point), self.gradient(point), self.hessian(point)

    @property
    def name(self) -> str:
        """The one key: pages, links and JSON use it."""
        return type(self).__name__

    def _repr_html_(self) -> str:
        """A notebook shows the map."""
        from landscape.pictures.shown import landscape_html

        return landscape_html(self)

    def _element_(self) -> dict[str, Any] | None:
        """What a page's explorer is handed; None where it could not make this landscape anew."""
        from landscape.pictures.shown import landscape_element

        return landscape_element(self)

    @cached_property
    def width(self) -> float:
        """The longer side of the domain: the unit of length in tolerances."""
        (x0, x1), (y0, y1) = self.domain
        return max(x1 - x0, y1 - y0)

    @cached_property
    def scale(self) -> float:
        """The typical height on the domain (median of |f| on a grid): the unit of height in tolerances."""
        (x0, x1), (y0, y1) = self.domain
        points = np.empty((_SAMPLES, _SAMPLES, 2))
        points[..., 0] = np.linspace(x0, x1, _SAMPLES)
        points[..., 1] = np.linspace(y0, y1, _SAMPLES)[:, None]
        heights = np.abs(self.value(points))
        heights = heights[np.isfinite(heights)]
        return float(np.median(heights)) if heights.size else 0.0


def _scalar(out: Array) -> Array:
    """A zero-dimensional array as NumPy's own scalar, as every ufunc gives it."""
    result: Array = out[()]
    return result


def _vectors(p: Array, parts: tuple[Value, Value]) -> Array:
    out = np.empty(p.shape)
    out[..., 0], out[..., 1] = parts
    return out


def _matrices(p: Array, parts: tuple[Value, Value, Value]) -> Array:
    out = np.empty((*p.shape, 2))
    out[..., 0, 0], out[..., 0, 1], out[..., 1, 1] = parts
    out[..., 1, 0] = out[..., 0, 1]
    return out
