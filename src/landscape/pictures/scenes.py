"""What stands on a map: paths, the probe with the next steps, and what their lines mean."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import Array
from landscape.landscapes import Landscape
from landscape.pictures.axes import word, written
from landscape.pictures.given import made
from landscape.pictures.marks import dashed, decimal, marks
from landscape.pictures.plane import HEIGHT, WIDTH, Scale, clip, ground, inside, pins, polyline
from landscape.pictures.styles import METHODS, Style, colour
from landscape.words import number

CROWD = 150
"""With more iterates only the first and the last are marked: a mark says where a step ended, not that there was one."""


class Line(NamedTuple):
    """A path on the map: points (n, 2), or (n, m, 2) for m of them, and how it looks."""

    points: Array
    style: Style


def path(line: Line, scale: Scale, ends: bool = False) -> str:
    """A path with its iterates; with `ends` the first and the last of them stand out.

    Args:
        line: points (n, 2), of which some may be outside the picture or no numbers.
        scale: of the picture.
        ends: a ring at the start, and a larger mark at the end.
    """
    spots = scale(line.points)
    d = polyline(spots)
    style = line.style
    look = 'fill="none" stroke-linecap="round" stroke-linejoin="round" vector-effect="non-scaling-stroke"'
    drawn = ""
    if d:
        drawn += f'<path class="ls-under" d="{d}" {look} stroke="{colour("halo")}" stroke-width="5"/>'
        drawn += f'<path class="ls-path" d="{d}" {look} stroke="{colour(style.hue)}" stroke-width="2"{dashed(style)}/>'
    seen = [spot for spot in spots if np.isfinite(spot).all() and inside(spot, 4.0)]
    if len(spots) > CROWD:
        seen = [spot for spot in (spots[0], spots[-1]) if np.isfinite(spot).all() and inside(spot, 4.0)]
    # Where iterates pile up, one mark is enough.
    apart = {(round(x * 2), round(y * 2)): (x, y) for x, y in (spot.tolist() for spot in seen)}
    drawn += marks(style, np.array(list(apart.values())).reshape(-1, 2), 3.2)
    if ends and np.isfinite(spots[0]).all() and inside(spots[0]):
        x, y = (decimal(v) for v in spots[0].tolist())
        drawn += (
            f'<circle class="ls-start" cx="{x}" cy="{y}" r="6" fill="{colour("halo")}" stroke="{colour(style.hue)}" '
            f'stroke-width="2.5"/>'
        )
    if len(spots) and np.isfinite(spots[-1]).all() and inside(spots[-1], 4.0):
        drawn += marks(style, spots[-1:], 5.5 if ends else 4.2)
    return drawn


def bundle(line: Line, scale: Scale) -> str:
    """Many paths (n, m, 2) as thin lines, each with a dot where it ends."""
    spots, hue = scale(line.points), colour(line.style.hue)
    d = "".join(polyline(spots[:, k]) for k in range(spots.shape[1]))
    look = 'fill="none" stroke-linecap="round" stroke-linejoin="round" vector-effect="non-scaling-stroke"'
    ends = {tuple(map(decimal, spot.tolist())) for spot in spots[-1] if np.isfinite(spot).all() and inside(spot, 4.0)}
    dots = "".join(f"M{x} {y}m-2.5 0a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0z" for x, y in sorted(ends))
    return (
        f'<path class="ls-paths" d="{d}" {look} stroke="{hue}" stroke-width="1.2" stroke-opacity=".8"/>'
        f'<path d="{dots}" fill="{hue}" stroke="{colour("halo")}" paint-order="stroke"/>'
    )


def _head(tip: Array, along: Array, size: float, hue: str) -> str:
    across = np.array([-along[1], along[0]])
    corners = [tip, tip - size * along + 0.5 * size * across, tip - size * along - 0.5 * size * across]
    d = "L".join(f"{decimal(x)} {decimal(y)}" for x, y in (corner.tolist() for corner in corners))
    return f'<path d="M{d}z" fill="{colour(hue)}" stroke="{colour("halo")}" stroke-width="2" paint-order="stroke"/>'


def arrow(step: dict[str, Any], point: ArrayLike, scale: Scale) -> str:
    """The next step to scale: cut at the border with a double head where it leaves, crossed out where it is refused."""
    to = step["point"] if step["point"] is not None else step["proposal"]
    if to is None:
        return ""
    a, b = scale(point), scale(to)
    part = clip(a, b)
    length = float(np.hypot(*(b - a)))
    if part is None or not length > 1.0:
        return ""
    start, end = part
    along, head, refused = (b - a) / length, min(11.0, length), step["point"] is None
    hue = METHODS[step["method"]].hue
    x0, y0, x1, y1 = (decimal(v) for v in (*start.tolist(), *(end - 0.6 * head * along).tolist()))
    line = f'x1="{x0}" y1="{y0}" x2="{x1}" y2="{y1}" stroke-linecap="round"'
    dash = ' stroke-dasharray="4 5"' if refused else ""
    drawn = f'<line {line} stroke="{colour("halo")}" stroke-width="6"/>'
    drawn += f'<line {line} stroke="{colour(hue)}" stroke-width="3"{dash}/>'
    tip = " ".join(decimal(v) for v in end.tolist())
    if refused and inside(b):
        cross = f"M{tip}m-6-6l12 12m0-12l-12 12"
        drawn += f'<path d="{cross}" stroke="{colour("wrong")}" stroke-width="2.2" stroke-linecap="round"/>'
    else:
        drawn += "".join(_head(end - back * along, along, head, hue) for back in ((0.0,) if inside(b) else (0.0, 9.0)))
    return f'<g class="ls-step" data-method="{step["method"]}" data-end="{tip}">{drawn}</g>'


def probe(point: ArrayLike, scale: Scale) -> str:
    """The probe, or at the border where it went."""
    spot = scale(point)
    if inside(spot):
        x, y = (decimal(v) for v in spot.tolist())
        return (
            f'<circle class="ls-probe" cx="{x}" cy="{y}" r="7" fill="{colour("halo")}" stroke="{colour("ink")}" '
            f'stroke-width="2.5"/><circle cx="{x}" cy="{y}" r="2.2" fill="{colour("ink")}"/>'
        )
    centre = np.array([WIDTH / 2, HEIGHT / 2])
    with np.errstate(all="ignore"):
        away = np.asarray((spot - centre) / np.hypot(*(spot - centre)))
    if not np.isfinite(away).all():
        return ""
    tip = centre + away * min(abs(half / part) for half, part in zip(centre, away, strict=True) if part != 0.0)
    anchor = "start" if tip[0] < WIDTH / 4 else "end" if tip[0] > 3 * WIDTH / 4 else "middle"
    x, y = np.clip(tip - 26 * away, [8, 20], [WIDTH - 8, HEIGHT - 12]).tolist()
    words = f"off the map, at ({', '.join(map(number, np.asarray(point, float).tolist()))})"
    return _head(tip, away, 18.0, "ink") + written(word(words, x, y, anchor))


def map_svg(
    landscape: Landscape, lines: Sequence[Line] = (), over: str = "", label: str = "", under: str = "", height: int = 0
) -> str:
    """A map as SVG: bands of height, contours, the known stationary points, paths, and what is drawn over them.

    Args:
        landscape: what to draw, in the window of its domain.
        lines: paths, each with a ring at its start.
        over: elements of SVG on top of all.
        label: what a picture says to those who do not see it; that it is a map, if left out.
        under: elements below the map, and
        height: how much room they take.

    Raises:
        ValueError: that is no landscape.
        ImportError: contourpy is not there; the message says how to get it.
    """
    made(landscape, Landscape, "landscape", "Saddle()")
    scale = Scale.of(landscape)
    words = label or f"Map of {landscape.title}: f(x, y) = {landscape.python}"
    size = f'viewBox="0 0 {WIDTH} {HEIGHT + height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(words)}">'
        f"{ground(landscape, scale)}{pins(landscape, scale)}"
        f"{''.join(path(x, scale, True) if x.points.ndim == 2 else bundle(x, scale) for x in lines)}{over}{under}</svg>"
    )
