"""The two planes of a map in SVG: the grid and its image, wiggles, columns of J, and what becomes of a rectangle."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import Array
from landscape.landscapes.base import Window
from landscape.maps import PlaneMap
from landscape.pictures.plane import Scale

WIDTH, HEIGHT = 400, 320
"""Of each picture, whatever its size on the page."""
FAR = 1e6
"""Pixels from the corner beyond which nothing is drawn."""


def _scale(window: Window) -> Scale:
    (x0, x1), (_, y1) = window
    return Scale(x0, y1, WIDTH / (x1 - x0))


def _seen(spots: Array) -> Array:
    """Whether spots (..., 2) can be drawn: browsers read no number that is not finite, and no endless row of digits."""
    return np.asarray((np.abs(spots) < FAR).all(axis=-1))


def _line(scale: Scale, points: ArrayLike) -> str:
    """The d of a path; broken where a point cannot be drawn, and empty where none can."""
    spots = scale(points).reshape(-1, 2)
    d, pen = "", "M"
    for (x, y), seen in zip(spots.tolist(), _seen(spots).tolist(), strict=True):
        d += f"{pen}{x:.1f} {y:.1f}" if seen else ""
        pen = "L" if seen else "M"
    return d


def _path(scale: Scale, points: ArrayLike, kind: str, closed: bool = False) -> str:
    d = _line(scale, points)
    return f'<path class="{kind}" d="{d}{"z" if closed else ""}"/>' if d else ""


def _axes(scale: Scale, window: Window, names: tuple[str, str]) -> str:
    """Both axes, whole numbers along the lower and the left edge, and the names of the coordinates."""
    marks = ""
    for axis, (low, high) in enumerate(window):
        for tick in range(int(np.ceil(low)), int(np.floor(high)) + 1):
            at = scale([tick, tick])[axis]
            if tick == 0:
                marks += (
                    f'<path class="jx-axis" d="{f"M{at:.1f} 0V{HEIGHT}" if axis == 0 else f"M0 {at:.1f}H{WIDTH}"}"/>'
                )
            if 14 < at < (WIDTH, HEIGHT)[axis] - 14:
                place = f'x="{at:.1f}" y="{HEIGHT - 6}"' if axis == 0 else f'x="6" y="{at + 4:.1f}"'
                label = f"{tick}".replace("-", "\N{MINUS SIGN}")
                marks += f'<text class="jx-number{" jx-middle" if axis == 0 else ""}" {place}>{label}</text>'
    across = f'<text class="jx-name jx-end" x="{WIDTH - 8}" y="{HEIGHT - 8}">{names[0]}</text>'
    return f'{marks}{across}<text class="jx-name" x="8" y="18">{names[1]}</text>'


def _ground(scale: Scale, window: Window, names: tuple[str, str], lines: list[Array], curve: Array) -> str:
    grid = "".join(_line(scale, line) for family in lines for line in family)
    fold = _path(scale, curve, "jx-fold")
    return f'<g class="jx-ground">{_axes(scale, window, names)}<path class="jx-grid" d="{grid}"/>{fold}</g>'


def _arrow(scale: Scale, start: ArrayLike, end: ArrayLike, kind: str) -> str:
    """A shaft with a head at its end, as long as what it stands for."""
    a, b = scale(start), scale(end)
    length = float(np.hypot(*(b - a)))
    if length < 1.0 or not (_seen(a) and _seen(b)):
        return ""
    u = (b - a) / length
    size = min(11.0, length)
    side = np.array([-u[1], u[0]]) * size * 0.45
    back = b - u * size
    head = "L".join(f"{x:.1f} {y:.1f}" for x, y in (b, back + side, back - side))
    neck = b - u * size * 0.7
    return (
        f'<path class="jx-shaft {kind}" d="M{a[0]:.1f} {a[1]:.1f}L{neck[0]:.1f} {neck[1]:.1f}"/>'
        f'<path class="jx-head {kind}" d="M{head}z"/>'
    )


def _spot(scale: Scale, point: ArrayLike, kind: str, radius: float) -> str:
    spot = scale(point)
    if not _seen(spot):
        return ""
    x, y = spot.tolist()
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'


def _inputs(scale: Scale, told: dict[str, Any]) -> str:
    p, h = np.array(told["point"]), np.array(told["wiggle"])
    corner = p + h * np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    drawn = _path(scale, corner, "jx-square", closed=True)
    for j, kind in enumerate(("jx-first", "jx-second")):
        end = p + h * (np.arange(2) == j)
        drawn += _arrow(scale, p, end, kind) + _spot(scale, end, f"jx-handle {kind}", 6)
    return f"{drawn}{_spot(scale, p, 'jx-probe', 7)}"


def _outputs(scale: Scale, told: dict[str, Any]) -> str:
    value, jacobian, square = np.array(told["value"]), np.array(told["jacobian"]), told["square"]
    drawn = _path(scale, square["parallelogram"], "jx-model", closed=True)
    drawn += _path(scale, square["image"], "jx-square", closed=True)
    for j, kind in enumerate(("jx-first", "jx-second")):
        drawn += _arrow(scale, value, value + jacobian[:, j], f"{kind} jx-column")
    for change, kind in zip(told["changes"], ("jx-first", "jx-second"), strict=True):
        path = change["path"]
        drawn += _path(scale, path, f"jx-path {kind}")
        drawn += _arrow(scale, value, value + np.array(change["predicted"]), kind)
        drawn += _spot(scale, path[-1], f"jx-ring {kind}", 5)
    return f"{drawn}{_spot(scale, value, 'jx-image', 5)}"


def plane_svg(f: PlaneMap, told: dict[str, Any], which: str) -> str:
    """The plane of "inputs" or of "outputs", with what the bridge told of a point."""
    inputs = which == "inputs"
    window, names = (f.input_window, f.inputs) if inputs else (f.output_window, f.outputs)
    scale = _scale(window)
    lines, curve = [family[which] for family in told["grid"]["lines"]], told["grid"]["singular"][which]
    with np.errstate(all="ignore"):
        over = (_inputs if inputs else _outputs)(scale, told)
    label = f"Plane of the {which} {names[0]} and {names[1]}: {f.title}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(label)}">{_ground(scale, window, names, lines, curve)}'
        f'<g class="jx-over">{over}</g></svg>'
    )
