"""Still pictures of landscapes, for pages and notebooks: what is there before Python is, and without JavaScript.

Contour lines come from contourpy, which is imported when a picture is drawn (the extra `pictures`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike

from landscape import bridge
from landscape._arrays import Array, as_points
from landscape.landscapes import Landscape
from landscape.levels import ASPECT, contour_levels, frame
from landscape.steppers import GradientDescent
from landscape.words import number

__all__ = ["ExplorerStill", "explorer_still", "map_svg"]

WIDTH = 720
HEIGHT = round(WIDTH / ASPECT)
HEIGHTS = 16
COLUMNS, ROWS = 109, 73
# The light scheme's colours, where no style sheet says otherwise.
RAMP = (
    "#7d97bd", "#89a0c1", "#95aac5", "#a1b3c8", "#adbdcc", "#b9c6cf", "#c1cbcd", "#cad0cc",
    "#d2d5ca", "#dbdac8", "#e3dfc6", "#e8e3c8", "#ede7ca", "#f2eccb", "#f7f0cd", "#fcf4cf",
)  # fmt: skip
MARKS = {
    "minimum": '<circle class="ls-minimum" cx="{x}" cy="{y}" r="6"/>',
    "saddle": '<path class="ls-saddle" d="M{x} {y}m0-8l8 8-8 8-8-8z"/>',
    "maximum": '<path class="ls-maximum" d="M{x} {y}m0-8l7.5 13h-15z"/>',
    "undecided": '<path class="ls-undecided" d="M{x} {y}m-6-6h12v12h-12z"/>',
}


@dataclass(frozen=True)
class _Scale:
    """From the plane to the picture; one scale for both axes."""

    x0: float
    y1: float
    unit: float

    def __call__(self, points: Array) -> Array:
        return np.stack([(points[..., 0] - self.x0) * self.unit, (self.y1 - points[..., 1]) * self.unit], axis=-1)

    def spot(self, point: ArrayLike) -> tuple[str, str]:
        x, y = self(np.asarray(point, float))
        return f"{x:.1f}", f"{y:.1f}"


def _scale(landscape: Landscape) -> _Scale:
    (x0, x1), (_, y1) = frame(landscape.domain)
    return _Scale(x0, y1, WIDTH / (x1 - x0))


def _path(line: Array) -> str:
    """A line in whole tenths of a pixel, each point relative to the last: a third of the length of plain numbers."""
    tenths = np.round(line * 10).astype(int)
    moves = np.diff(tenths, axis=0)
    moves = moves[np.any(moves != 0, axis=1)]
    text = " ".join(f"{x} {y}" for x, y in moves.tolist()).replace(" -", "-")
    return f"M{tenths[0, 0]} {tenths[0, 1]}l{text}" if text else ""


def _ground(landscape: Landscape, scale: _Scale) -> str:
    """Filled bands from low to high and the contours between them."""
    from contourpy import FillType, contour_generator

    (x0, x1), (y0, y1) = frame(landscape.domain)
    xs, ys = np.linspace(x0, x1, COLUMNS), np.linspace(y0, y1, ROWS)
    values = landscape.value(np.stack(np.meshgrid(xs, ys), axis=-1))
    levels, strong = contour_levels(values)
    spots = scale(np.stack(np.meshgrid(xs, ys), axis=-1))
    contours = contour_generator(
        spots[..., 0], spots[..., 1], np.ma.masked_invalid(values), fill_type=FillType.OuterOffset
    )
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return ""
    low, high = float(finite.min()), float(finite.max())
    parts = []
    # Painted from low to high, each band over all below it.
    for k, level in enumerate([low - 1.0, *levels.tolist()]):
        polygons, offsets = cast(tuple[list[Array], list[Any]], contours.filled(level, high + 1.0))
        d = "".join(
            _path(polygon[start:end]) + "z"
            for polygon, cuts in zip(polygons, offsets, strict=True)
            for start, end in pairwise(cuts)
        )
        i = round(k * (HEIGHTS - 1) / max(1, len(levels)))
        parts.append(f'<path fill="var(--ls-h{i},{RAMP[i]})" fill-rule="evenodd" d="{d}"/>')
    for level, bold in zip(levels, strong, strict=True):
        d = "".join(_path(line) for line in cast(list[Array], contours.lines(level)))
        parts.append(f'<path class="ls-contour{" ls-strong" if bold else ""}" d="{d}"/>')
    return f'<g transform="scale(.1)">{"".join(parts)}</g>'


def _arrow(name: str, scale: _Scale, step: dict[str, Any], point: ArrayLike) -> str:
    if step["point"] is None or step["direction"] == [0.0, 0.0]:
        return ""
    (ax, ay), (bx, by) = scale.spot(point), scale.spot(step["point"])
    return (
        f'<line class="ls-arrow ls-{name}" x1="{ax}" y1="{ay}" x2="{bx}" y2="{by}" marker-end="url(#ls-head-{name})"/>'
    )


def _head(name: str) -> str:
    return (
        f'<marker id="ls-head-{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="5" markerHeight="5" '
        f'orient="auto-start-reverse"><path class="ls-fill-{name}" d="M0 0L10 5L0 10z"/></marker>'
    )


def map_svg(landscape: Landscape, probe: dict[str, Any] | None = None) -> str:
    """A map as SVG: bands of height, contours, the known stationary points, and a probe with its two next steps.

    Args:
        landscape: what to draw, in the window of its domain.
        probe: the bridge's answer for one point, or none.
    """
    scale = _scale(landscape)
    label = escape(f"Map of {landscape.title}: f(x, y) = {landscape.python}")
    marks = ""
    for known in landscape.stationary_points:
        x, y = scale.spot(known.point)
        marks += MARKS[known.kind].format(x=x, y=y)
    standing = ""
    if probe is not None:
        x, y = scale.spot(probe["point"])
        names = {"GradientDescent": "gradient", "Newton": "newton"}
        arrows = "".join(_arrow(names[s["method"]], scale, s, probe["point"]) for s in probe["steps"])
        standing = f'<g class="ls-still-probe">{arrows}<circle class="ls-probe" cx="{x}" cy="{y}" r="7"/></g>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
        f"<defs>{_head('gradient')}{_head('newton')}</defs>{_ground(landscape, scale)}"
        f'<g class="ls-pins">{marks}</g>{standing}</svg>'
    )


@dataclass(frozen=True)
class ExplorerStill:
    """An explorer before it lives: its map and the numbers at one point."""

    landscape: Landscape
    probe: dict[str, Any]

    def _repr_svg_(self) -> str:
        return map_svg(self.landscape, self.probe)

    def _repr_html_(self) -> str:
        catalogue = json.dumps(bridge.answer({"query": "describe"})["result"], separators=(",", ":"))
        probe = json.dumps(self.probe, separators=(",", ":"))
        verdict = f'<p class="ls-verdict">{escape(self.probe["message"])}</p>'
        return (
            f'<div class="ls-frame" data-catalogue="{escape(catalogue)}" data-probe="{escape(probe)}">'
            f'<div class="ls-pick"></div><div class="ls-map">{self._repr_svg_()}</div><div class="ls-actions"></div>'
            f'<div class="ls-run"></div><div class="ls-keep"></div><div class="ls-side">{verdict}'
            f'<div class="ls-readout">{self._table()}</div></div><div class="ls-more"></div></div>'
        )

    def _table(self) -> str:
        p = self.probe
        gradient, hessian = ([number(v) for v in row] for row in (p["gradient"], np.ravel(p["hessian"]).tolist()))
        rows = [
            ("Landscape", f"{self.landscape.title}, f(x, y) = {self.landscape.python}"),
            ("Point", f"({', '.join(map(number, p['point']))})"),
            ("Value", number(p["value"])),
            ("Gradient", f"({', '.join(gradient)})"),
            ("Hessian", f"[{hessian[0]}, {hessian[1]}; {hessian[2]}, {hessian[3]}]"),
            ("Eigenvalues", ", ".join(map(number, p["eigenvalues"]))),
            ("Definiteness", p["definiteness"]),
            ("Kind", p["kind"]),
            *(
                (f"Next {title}", step["message"])
                for title, step in zip(("gradient step", "Newton step"), p["steps"], strict=True)
            ),
        ]
        cells = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>' for name, text in rows)
        return f'<table class="ls-still-numbers"><tbody>{cells}</tbody></table>'


def explorer_still(landscape: Landscape, point: ArrayLike | None = None, learning_rate: float = 0.1) -> ExplorerStill:
    """What a page shows of an explorer before Python is ready, without JavaScript, and in print.

    Args:
        landscape: one of the catalogue.
        point: where the probe stands, shape (2,); the landscape's start if left out.
        learning_rate: of the gradient step that is drawn.

    Raises:
        ValueError: the point or the learning rate is no good.
    """
    spot = as_points(landscape.start if point is None else point)
    methods = [
        {"name": "GradientDescent", "parameters": {"learning_rate": GradientDescent(learning_rate).learning_rate}},
        "Newton",
    ]
    spec = {"name": landscape.name, "parameters": {}}
    reply = bridge.answer({"query": "probe", "landscape": spec, "point": spot.tolist(), "methods": methods})
    if not reply["ok"]:
        raise ValueError(reply["error"])
    return ExplorerStill(landscape, reply["result"])
