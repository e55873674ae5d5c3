"""The plane in a picture: one scale for both axes, lines clipped to the window, bands of height and contours."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import Array
from landscape.landscapes import Landscape
from landscape.levels import ASPECT, contour_levels, frame
from landscape.pictures.axes import axes, heights, written
from landscape.pictures.marks import decimal
from landscape.pictures.styles import colour

WIDTH = 720
HEIGHT = round(WIDTH / ASPECT)
COLUMNS, ROWS = 109, 73
# The light scheme's colours, where no style sheet says otherwise.
RAMP = (
    "#7d97bd", "#89a0c1", "#95aac5", "#a1b3c8", "#adbdcc", "#b9c6cf", "#c1cbcd", "#cad0cc",
    "#d2d5ca", "#dbdac8", "#e3dfc6", "#e8e3c8", "#ede7ca", "#f2eccb", "#f7f0cd", "#fcf4cf",
)  # fmt: skip
MISSING = 'the map needs contourpy: pip install "landscape[pictures]"'
PINS = {
    "minimum": '<circle class="ls-minimum" cx="{x}" cy="{y}" r="6"{look}/>',
    "saddle": '<path class="ls-saddle" d="M{x} {y}m0-8l8 8-8 8-8-8z"{look}/>',
    "maximum": '<path class="ls-maximum" d="M{x} {y}m0-8l7.5 13h-15z"{look}/>',
    "undecided": '<path class="ls-undecided" d="M{x} {y}m-6-6h12v12h-12z"{look}/>',
}


@dataclass(frozen=True)
class Scale:
    """From the plane to the picture; one scale for both axes."""

    x0: float
    y1: float
    unit: float

    @classmethod
    def of(cls, landscape: Landscape) -> Scale:
        (x0, x1), (_, y1) = frame(landscape.domain)
        return cls(x0, y1, WIDTH / (x1 - x0))

    def __call__(self, points: ArrayLike) -> Array:
        """Points (..., 2) of the plane to spots (..., 2) of the picture."""
        p = np.asarray(points, float)
        with np.errstate(all="ignore"):
            return np.stack([(p[..., 0] - self.x0) * self.unit, (self.y1 - p[..., 1]) * self.unit], axis=-1)


def inside(spot: ArrayLike, margin: float = 0.0) -> bool:
    """Whether a spot is in the picture, or so near to it."""
    x, y = np.asarray(spot, float).tolist()
    return bool(-margin <= x <= WIDTH + margin and -margin <= y <= HEIGHT + margin)


def clip(a: ArrayLike, b: ArrayLike, margin: float = 0.0) -> tuple[Array, Array] | None:
    """The part of a segment that is in the picture, by Liang and Barsky; None where there is none, or an end is none.

    >>> [end.tolist() for end in clip((-72.0, 48.0), (72.0, 48.0))]
    [[0.0, 48.0], [72.0, 48.0]]
    """
    start, end = np.asarray(a, float), np.asarray(b, float)
    if not (np.isfinite(start).all() and np.isfinite(end).all()):
        return None
    d = end - start
    first, last = 0.0, 1.0
    for axis, size in ((0, WIDTH), (1, HEIGHT)):
        for towards, room in ((-d[axis], start[axis] + margin), (d[axis], size + margin - start[axis])):
            if towards == 0.0:
                if room < 0.0:
                    return None
            elif towards < 0.0:
                first = max(first, room / towards)
            else:
                last = min(last, room / towards)
    if first > last:
        return None
    # An end that is inside stays what it was, to the digit.
    return (start + first * d if first > 0.0 else start), (start + last * d if last < 1.0 else end)


def polyline(spots: Array, margin: float = 6.0) -> str:
    """A line through spots (n, 2) as the d of a path, in tenths of a pixel; broken where it leaves the picture."""
    text, at = "", None
    for a, b in pairwise(spots):
        part = clip(a, b, margin)
        if part is None:
            continue
        start, end = ([decimal(v) for v in spot.tolist()] for spot in part)
        if start != at:
            text += f"M{start[0]} {start[1]}"
        if start != end:
            text += f"L{end[0]} {end[1]}"
            at = end
    return text


def _outline(line: Array) -> str:
    """A line in whole tenths of a pixel, each move relative to the last: a third of the length of plain numbers."""
    tenths = np.round(line * 10).astype(int)
    moves = np.diff(tenths, axis=0)
    moves = moves[np.any(moves != 0, axis=1)]
    if len(moves) > 1:
        # Along the border a row of moves goes straight on.
        (dx, dy), (ex, ey) = moves[:-1].T, moves[1:].T
        turns = np.concatenate([[True], (dx * ey != dy * ex) | (dx * ex + dy * ey < 0)])
        moves = np.add.reduceat(moves, np.flatnonzero(turns), axis=0)
    text = " ".join(f"{x} {y}" for x, y in moves.tolist()).replace(" -", "-")
    return f"M{tenths[0, 0]} {tenths[0, 1]}l{text}" if text else ""


def ground(landscape: Landscape, scale: Scale) -> str:
    """Bands of height from low to high, each over all below it, with the contours as their edges.

    Raises:
        ImportError: contourpy is not there; the message says how to get it.
    """
    try:
        from contourpy import FillType, contour_generator
    except ImportError as error:
        raise ImportError(MISSING) from error
    (x0, x1), (y0, y1) = frame(landscape.domain)
    with np.errstate(all="ignore"):
        grid = np.stack(np.meshgrid(np.linspace(x0, x1, COLUMNS), np.linspace(y0, y1, ROWS)), axis=-1)
    values, spots = landscape.value(grid), scale(grid)
    finite = values[np.isfinite(values)]
    # A window all but as small or as large as doubles go has no scale.
    if finite.size == 0 or not np.isfinite(spots).all():
        return _hole()
    levels, strong = contour_levels(values)
    contours = contour_generator(
        spots[..., 0], spots[..., 1], np.ma.masked_invalid(values), fill_type=FillType.OuterOffset
    )
    # Beside large heights one is nothing.
    low, high = (float(v) for v in (finite.min(), finite.max()))
    below, above = low - max(1.0, 1e-9 * abs(low)), high + max(1.0, 1e-9 * abs(high))
    parts = []
    for k, level in enumerate([below, *levels.tolist()]):
        polygons, offsets = cast(tuple[list[Array], list[Any]], contours.filled(level, above))
        d = "".join(
            _outline(polygon[start:end]) + "z"
            for polygon, cuts in zip(polygons, offsets, strict=True)
            for start, end in pairwise(cuts)
        )
        i = round(k * (len(RAMP) - 1) / max(1, len(levels)))
        edge = "" if k == 0 else ' class="ls-height ls-strong"' if strong[k - 1] else ' class="ls-height"'
        width = "" if k == 0 else ' stroke-width="11"' if strong[k - 1] else ' stroke-width="5"'
        parts.append(f'<path{edge}{width} fill="var(--ls-h{i},{RAMP[i]})" d="{d}"/>')
    bands = f'<g transform="scale(.1)" fill-rule="evenodd" stroke="{colour("contour")}">{"".join(parts)}</g>'
    labelled = [
        (float(v), cast(list[Array], contours.lines(v))) for v, bold in zip(levels, strong, strict=True) if bold
    ]
    words = heights(labelled, WIDTH, HEIGHT) + axes(frame(landscape.domain), WIDTH, HEIGHT)
    return ("" if finite.size == values.size else _hole()) + bands + written(words)


def _hole() -> str:
    """What is seen where there is no height."""
    d = "".join(f"M{x} {HEIGHT}l{HEIGHT}-{HEIGHT}" for x in range(12 - HEIGHT, WIDTH, 12))
    return (
        f'<path d="M0 0h{WIDTH}v{HEIGHT}h-{WIDTH}z" fill="{colour("hole")}"/>'
        f'<path d="{d}" stroke="{colour("contour")}"/>'
    )


def pins(landscape: Landscape, scale: Scale) -> str:
    """The known stationary points, each kind by its hue and its shape."""
    drawn = ""
    for known in landscape.stationary_points:
        x, y = (decimal(v) for v in scale(known.point).tolist())
        look = f' fill="{colour(known.kind)}" stroke="{colour("halo")}" stroke-width="2"'
        drawn += PINS[known.kind].format(x=x, y=y, look=look)
    return f'<g class="ls-pins">{drawn}</g>' if drawn else ""
