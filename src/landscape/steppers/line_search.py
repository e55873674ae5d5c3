"""Line searches: how far to go along a direction. Many searches run side by side, and each ends when it has its length.

Source: Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, chapter 3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import final

import numpy as np
from numpy.typing import NDArray

from landscape._arrays import Array, dot, norm
from landscape.curvature import STATIONARY, Codes
from landscape.landscapes.base import Landscape
from landscape.steppers.base import ASCENT, Reason, real

SHORTEST = 2.0**-60
"""Backtracking ends at this part of the first length: shorter steps no longer change the point."""
MOST = 200
"""And after so many trials, whatever the factor between them."""
LONGEST = 2.0**40
"""Doubling ends here: f falls without bound."""
TRIALS = 80
"""So many lengths a strong Wolfe search tries. The bisections that take turns with interpolation narrow the bracket by
2^40 in that time."""
ROUNDING = 2.0**-52
"""A change of f that is this small beside f is what rounding makes of none."""


def part(name: str, value: object) -> float:
    """Reads a number strictly between 0 and 1, such as the constant of a line search."""
    return real(name, value, "a number above 0 and below 1", 0.0, 1.0)


@final
@dataclass(frozen=True)
class Ray:
    r"""The heights along directions from points: $\varphi(t) = f(p + t d)$ for $t \ge 0$."""

    landscape: Landscape
    point: Array
    value: Array
    gradient: Array
    direction: Array

    @classmethod
    def along(cls, landscape: Landscape, point: Array, gradient: Array, direction: Array) -> Ray:
        """Asks for the heights at the start by the formula of the trials: forward mode may differ in the last digit."""
        return cls(landscape, point, np.asarray(landscape.value(point)), gradient, direction)

    @cached_property
    def slope(self) -> Array:
        r"""$\varphi'(0) = g^\top d$."""
        return dot(self.gradient, self.direction)

    @cached_property
    def descends(self) -> NDArray[np.bool_]:
        """Whether the slope is negative, and not zero to rounding. Elsewhere no search begins."""
        unit = self.direction / norm(self.direction)[..., None]
        return np.asarray(dot(self.gradient, unit) < -ASCENT * norm(self.gradient))

    def only(self, chosen: NDArray[np.intp] | NDArray[np.bool_]) -> Ray:
        """Some of the rays, in a row."""
        point, gradient, direction = (u.reshape(-1, 2)[chosen] for u in (self.point, self.gradient, self.direction))
        return Ray(self.landscape, point, self.value.reshape(-1)[chosen], gradient, direction)

    def at(self, t: Array) -> Array:
        """The points at these lengths."""
        return np.asarray(self.point + t[..., None] * self.direction)

    def reason(self, reason: Codes, t: Array) -> Codes:
        """How the steps of lengths t went, zero where there is none, infinite where f falls without bound; a stationary
        point and a singular H stay so.

        So does a point where heights no longer tell the way although a step of length 1 is as good as none.
        """
        none = np.where(
            norm(self.direction) <= STATIONARY * self.landscape.width, Reason.STATIONARY, Reason.NO_DECREASE
        )
        some = np.where(np.isinf(t), Reason.UNBOUNDED, Reason.MOVED)
        went = np.where(self.descends, np.where(t > 0.0, some, none), Reason.NO_DESCENT)
        searched = np.isin(reason, (Reason.MOVED, Reason.ASCENT))
        return np.where(searched, went, reason).astype(np.int8)


def armijo(ray: Ray, first: float, decrease: float, shrink: float) -> Array:
    r"""Backtracking: the first of the lengths $t_0, \rho t_0, \rho^2 t_0, \ldots$ after which f has fallen enough.

    $$f(p + t d) \le f(p) + c_1\, t\, g^\top d$$

    A height that is not finite is too high, and so is a step that is too short to change the point.

    Returns:
        Lengths (...), zero where the slope is not negative or no length was found.

    Source: Nocedal and Wright, algorithm 3.1 and equation 3.4; Armijo, Pacific Journal of Mathematics 16 (1966), 1-3.
    """
    found = np.zeros(ray.slope.shape)
    searching = np.flatnonzero(ray.descends)
    ray = ray.only(searching)
    t = np.full(searching.shape, first)
    for _ in range(min(MOST, 1 + math.ceil(math.log(SHORTEST) / math.log(shrink)))):
        if not searching.size:
            break
        point = ray.at(t)
        height = ray.landscape.value(point)
        enough = np.isfinite(height) & (height <= ray.value + decrease * t * ray.slope)
        enough &= np.any(point != ray.point, axis=-1)
        found.flat[searching[enough]] = t[enough]
        searching, ray, t = searching[~enough], ray.only(~enough), shrink * t[~enough]
    return found


def strong_wolfe(ray: Ray, decrease: float, curvature: float) -> Array:
    r"""A length after which f has fallen enough, and at which it is flat enough.

    $$f(p + t d) \le f(p) + c_1\, t\, g^\top d, \qquad |g(p + t d)^\top d| \le c_2\, |g^\top d|$$

    The first trial is t = 1. It doubles as long as f falls; from the first trial that is too high, or slopes upward, a
    bracket narrows. `low` and `high` are its ends, `high` infinite before there is one. A trial that is not finite
    is too high. With a small $c_2$ the search is exact: on a quadratic one interpolation gives the lowest point.

    Returns:
        Lengths (...): zero where the slope is not negative or no length was found, infinite where f falls without
        bound.

    Source: Nocedal and Wright, algorithms 3.5 and 3.6 (pages 60 and 61) and equation 3.7.
    """
    found = np.zeros(ray.slope.shape)
    searching = np.flatnonzero(ray.descends)
    ray = ray.only(searching)
    low, high = np.zeros(searching.shape), np.full(searching.shape, np.inf)
    f_low, slope_low, slope_high = ray.value, ray.slope, high
    halve = np.zeros(searching.shape, dtype=np.bool_)
    for _ in range(TRIALS):
        if not searching.size:
            break
        bracketed = np.isfinite(high)
        t = np.where(halve, np.nan, _lowest(low, high, f_low, slope_low, slope_high))
        t = np.where(np.isnan(t), 0.5 * (low + high), t)
        t = np.where(bracketed, t, np.where(low == 0.0, 1.0, 2.0 * low))
        halve = bracketed & ~halve
        point = ray.at(t)
        f = np.asarray(ray.landscape.value(point))
        slope = dot(ray.landscape.gradient(point), ray.direction)

        fell = (f <= ray.value + decrease * t * ray.slope) & ((f < f_low) | (low == 0.0))
        fell &= np.isfinite(f) & np.isfinite(slope)
        flat = fell & (np.abs(slope) <= -curvature * ray.slope)
        found.flat[searching[flat]] = t[flat]

        # Algorithm 3.6: `low` is the lowest trial so far that fell enough, and f slopes down from it towards `high`.
        turned = fell & (slope * (high - low) >= 0.0)
        high = np.where(turned, low, np.where(fell, high, t))
        slope_high = np.where(turned, slope_low, np.where(fell, slope_high, slope))
        low, f_low, slope_low = np.where(fell, t, low), np.where(fell, f, f_low), np.where(fell, slope, slope_low)
        # Near the end of a path the fall along the tangent, up to the end of the bracket, is lost in rounding.
        found.flat[searching[~flat & (low >= LONGEST) & np.isinf(high)]] = np.inf
        on = ~flat & (low < LONGEST) & (-np.maximum(low, high) * ray.slope > 2.0**-8 * ROUNDING * np.abs(ray.value))
        searching, ray, halve = searching[on], ray.only(on), halve[on]
        low, high, f_low, slope_low, slope_high = (q[on] for q in (low, high, f_low, slope_low, slope_high))
    return found


def _lowest(low: Array, high: Array, f_low: Array, slope_low: Array, slope_high: Array) -> Array:
    """The lowest point of the parabola with the slopes at both ends of a bracket; NaN where it is of no use.

    Slopes, not heights, because differences of heights lose half of the digits near the lowest point. It must lie
    within, and so far from `low` that rounding does not hide the fall: of a steep rise it may be all but the foot.
    """
    share = slope_low / (slope_low - slope_high)
    way = share * (high - low)
    usable = (share > 0.0) & (share < 1.0) & (np.abs(way * slope_low) > ROUNDING * np.abs(f_low))
    return np.where(usable, low + way, np.nan)
