"""Answers about a map of the plane: its Jacobian at a point, and how well that predicts what wiggles do."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np

from landscape._arrays import ROUNDING, Array, norm
from landscape.bridge.requests import Request, get, named, point
from landscape.maps import MAPS, PlaneMap
from landscape.maps.base import is_singular
from landscape.words import number

SPACING = 0.25
"""Between the lines of a grid, on every map, so that cells can be compared."""
ALONG, SIDE = 25, 16
"""Points of a line of the grid, and pieces of a wiggle."""
WIGGLE = (0.4, 0.4)
BEND = 0.001, 0.5
"""Relative errors of the prediction below which a map looks straight, and above which J is no guide."""


def map_card(f: PlaneMap) -> dict[str, Any]:
    """What a page says of a map."""
    texts = {key: getattr(f, key) for key in ("name", "title", "about", "formula", "singular", "source")}
    pairs = {key: list(getattr(f, key)) for key in ("python", "inputs", "outputs", "start")}
    windows = {key: [list(side) for side in getattr(f, key)] for key in ("domain", "input_window", "output_window")}
    parameters = {p.name: getattr(f, p.name) for p in fields(f)}  # type: ignore[arg-type]
    return {"spacing": SPACING, "map": {"name": f.name, "parameters": parameters}, **texts, **pairs, **windows}


def grid(f: PlaneMap) -> dict[str, Any]:
    """The grid on the domain and its image, one family of lines for each input, and the curve where J is singular."""
    (u0, u1), (v0, v1) = f.domain
    families = []
    for axis in range(2):
        low, high = ((v0, v1), (u0, u1))[axis]
        lines = np.empty((round((high - low) / SPACING) + 1, ALONG, 2))
        lines[..., axis] = np.linspace(*f.domain[axis], ALONG)
        lines[..., 1 - axis] = np.linspace(low, high, len(lines))[:, None]
        families.append({"inputs": lines, "outputs": f.value(lines)})
    curve = f.singular_curve()
    return {"lines": families, "singular": {"inputs": curve, "outputs": f.value(curve)}}


def _edges(corner: Array, wiggle: Array, pieces: int) -> Array:
    """The way around a rectangle, (4 pieces + 1, 2): first along input 1, then along input 2, and back."""
    t = np.arange(pieces) / pieces
    one, nil = np.ones(pieces), np.zeros(pieces)
    way = np.stack([np.concatenate([t, one, 1 - t, nil, [0.0]]), np.concatenate([nil, t, one, 1 - t, [0.0]])], axis=-1)
    return np.asarray(corner + way * wiggle)


def _area(line: Array) -> float:
    """Signed area within a closed line."""
    x, y = (line - line[0]).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1])) / 2.0


def image_area(f: PlaneMap, corner: Array, wiggle: Array) -> float:
    """Signed area of a rectangle's image, from the outputs along its edge alone.

    Two polygons, one with half the corners of the other, and what Richardson's extrapolation makes of them.
    """
    fine = f.value(_edges(corner, wiggle, 8 * SIDE))
    return (4.0 * _area(fine) - _area(fine[::2])) / 3.0


def _told(f: PlaneMap, p: Array, h: Array) -> str:
    value, jacobian = f.value(p), f.jacobian(p)
    if not np.isfinite(jacobian).all():
        return "J is not finite here: an entry does not exist or is too large for a double. Move the point nearer to 0."
    if is_singular(jacobian):
        still = [name for name, length in zip(f.inputs, norm(jacobian.T).tolist(), strict=True) if length < 1e-12]
        why = f"wiggling {still[0]} moves no output" if still else "both columns point along one line"
        return f"J is singular here: to first order {why}, and every small square is flattened onto a line."
    if not np.isfinite(value).all():
        return "The outputs are not finite here: one is too large for a double. Move the point nearer to 0."
    if not h.any():
        return "Nothing is wiggled. Drag one of the two handles, or move a slider."
    actual, predicted = f.value(p + h) - value, f.jvp(p, h)
    if norm(predicted) <= ROUNDING * norm(value) or (np.abs(h) <= ROUNDING * np.abs(p))[h != 0.0].any():
        return "The change is lost to rounding: it is too small beside the numbers. Wiggle more, or move the point."
    error = float(norm(actual - predicted) / norm(predicted))
    if not np.isfinite(error):
        return "The change is not finite: it is too large for a double, so there is nothing to compare. Wiggle less."
    if error < BEND[0]:
        said = "J predicts the change to within 0.1 %: over so short a way the map looks straight."
    elif error > BEND[1]:
        far = f"{100 * error:.0f}" if error < 100.0 else number(100 * error)
        said = f"Over so long a way J is no guide: its prediction is off by {far} %. Wiggle less."
    else:
        said = f"J predicts the change to within {100 * error:.2g} %. Halve both wiggles, and see what is left of that."
    (a, b), (c, d) = jacobian.tolist()
    return said + (" Areas are turned over: det J is negative." if a * d < b * c else "")


def plane_map(request: Request) -> dict[str, Any]:
    """Without a map: the cards of all. With one: the numbers at a point, and the grid unless `grid` is false."""
    if request.get("map") is None:
        return {"maps": [map_card(kind()) for kind in MAPS.values()]}
    f: PlaneMap = named("map", get(request, "map"), MAPS)
    p = point(request.get("point", f.start))
    h = point(request.get("wiggle", WIGGLE), "wiggle")
    v = point(request.get("vector", (1.0, 0.0)), "vector")
    value, jacobian, determinant = f.value(p), f.jacobian(p), float(f.determinant(p))
    changes = []
    for j in range(2):
        alone = np.where(np.arange(2) == j, h, 0.0)
        path = f.value(p + np.linspace(0.0, 1.0, SIDE + 1)[:, None] * alone)
        changes.append({"actual": (path[-1] - value).tolist(), "predicted": f.jvp(p, alone).tolist(), "path": path})
    actual, predicted = f.value(p + h) - value, f.jvp(p, h)
    # As if counted anticlockwise, whichever way the wiggles go: only the map's own turning over is left in the sign.
    area, turn = float(abs(h[0] * h[1])), float(np.sign(h[0] * h[1]))
    corners = _edges(np.zeros(2), h, 1)
    return {
        "map": f.name,
        "point": p.tolist(),
        "value": value.tolist(),
        "jacobian": jacobian.tolist(),
        "determinant": determinant,
        "singular": is_singular(jacobian),
        "wiggle": h.tolist(),
        "changes": changes,
        "both": {"actual": actual.tolist(), "predicted": predicted.tolist()},
        "square": {
            "image": f.value(_edges(p, h, SIDE)),
            "parallelogram": value + np.stack([f.jvp(p, corner) for corner in corners]),
            "area": area,
            "predicted": determinant * area,
            "actual": turn * image_area(f, p, h),
        },
        "vector": v.tolist(),
        "vjp": f.vjp(p, v).tolist(),
        "message": _told(f, p, h),
        **({"grid": grid(f)} if request.get("grid", True) else {}),
    }
