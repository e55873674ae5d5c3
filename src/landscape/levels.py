"""What a map shows: which window, and contours that suit both a bowl and a valley with cliffs."""

from __future__ import annotations

import numpy as np

from landscape._arrays import Array
from landscape.landscapes.base import Window

COUNT = 20
STRONG_EVERY = 5
STEEPEST = 2.0**-6
TINY = 1e-300
ASPECT = 1.5
"""Width over height of every map; both axes have one scale, or the gradient is not perpendicular to the contours."""


def frame(domain: Window) -> Window:
    """The smallest window of a map's shape around a domain.

    >>> frame(((-3.0, 3.0), (-3.0, 3.0)))
    ((-4.5, 4.5), (-3.0, 3.0))
    """
    (x0, x1), (y0, y1) = domain
    half = max((y1 - y0) / 2, (x1 - x0) / 2 / ASPECT)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return (x - ASPECT * half, x + ASPECT * half), (y - half, y + half)


def nice_step(rough: float) -> float:
    """The nearest of 1, 2, 2.5, 5 times a power of ten that is not smaller.

    >>> nice_step(0.7), nice_step(18.0)
    (1.0, 20.0)
    """
    power = 10.0 ** np.floor(np.log10(rough))
    return float(next(m * power for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * power >= rough * (1 - 1e-12)))


def contour_levels(values: Array) -> tuple[Array, Array]:
    """Levels for a field of heights, and which of them are drawn strong and labelled.

    Even steps of a round size where heights are spread evenly; where most of the ground lies low and the rest towers
    over it, steps that grow with the height, so that the valley floor is drawn too.

    Args:
        values: heights on a grid, any shape; non-finite ones are left out.

    Returns:
        ascending levels (n,) and a boolean array (n,); both empty for level ground.

    >>> levels, strong = contour_levels(np.linspace(0.0, 18.0, 100))
    >>> levels[:4].tolist(), int(strong.sum())
    ([1.0, 2.0, 3.0, 4.0], 3)
    """
    finite = values[np.isfinite(values)]
    with np.errstate(all="ignore"):
        spread = float(np.ptp(finite)) if finite.size else 0.0
    if not 0.0 < spread < np.inf:
        return np.empty(0), np.empty(0, bool)
    low, high = float(finite.min()), float(finite.max())
    # Of halves, for the median of an even number is a sum of two heights.
    middle = 2.0 * float(np.median(finite / 2.0))
    if min(middle - low, high - middle) >= 0.2 * (high - low):
        step = nice_step((high - low) / COUNT)
        first, last = int(np.floor(low / step)) + 1, int(np.ceil(high / step)) - 1
        index = np.arange(first, last + 1)
        return np.asarray(index * step, float), np.asarray(index % STRONG_EVERY == 0)
    # Powers of even steps, measured from the side on which most of the ground lies; the power that brings half of them
    # to half of the ground, and a sixth power at most.
    share = min(middle - low, high - middle) / (high - low)
    rise = np.linspace(0, 1, COUNT + 2)[1:-1] ** -np.log2(max(share, STEEPEST)) * (high - low)
    near, sign = (low, 1.0) if middle - low <= high - middle else (high, -1.0)
    # Two digits of what each stands above or below that side.
    digits = 1 - np.floor(np.log10(np.maximum(rise, TINY))).astype(int)
    levels = np.unique([round(near + sign * r, d) for r, d in zip(rise.tolist(), digits.tolist(), strict=True)])
    levels = levels[(levels > low) & (levels < high)]
    return levels, np.arange(levels.size) % STRONG_EVERY == STRONG_EVERY - 1
