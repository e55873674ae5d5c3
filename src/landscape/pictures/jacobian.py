"""A map of the plane as a picture of both planes: what is there before Python is, and without JavaScript."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from landscape import bridge
from landscape._arrays import Array
from landscape.bridge.maps import map_card
from landscape.bridge.plain import plain
from landscape.maps import MAPS, PlaneMap
from landscape.pictures.given import made
from landscape.pictures.planes import plane_svg
from landscape.words import number

__all__ = ["JacobianExplorer", "jacobian_explorer"]

WIGGLE = 0.5
"""The longest wiggle that a reader can make by hand."""
DIGITS = 6
"""Of coordinates that are only drawn."""
SAMPLES = (
    ('<path class="jx-shaft" d="M2 6H26"/><path class="jx-head" d="M33 6L23 1.5V10.5z"/>', "what J predicts"),
    ('<path class="jx-path" d="M2 10Q14 10 26 5"/><circle class="jx-ring" cx="27" cy="5" r="4"/>', "what happens"),
    (
        '<path class="jx-shaft jx-column" d="M2 6H26"/><path class="jx-head jx-column" d="M33 6L23 1.5V10.5z"/>',
        "a column of J, whole",
    ),
    ('<path class="jx-square" d="M4 10Q16 4 30 8V2Q16 -2 4 3z"/>', "the wiggled rectangle, and its image"),
    ('<path class="jx-model" d="M4 10L28 7L31 2L7 4z"/>', "as J sees it"),
)
LEGEND = (
    '<ul class="ls-legend jx-legend">'
    + "".join(
        f'<li><svg class="ls-sample" viewBox="0 0 34 12" width="34" height="12" aria-hidden="true">{drawn}</svg>'
        f"{words}</li>"
        for drawn, words in SAMPLES
    )
    + "</ul>"
)


@dataclass(frozen=True)
class JacobianExplorer:
    """An explorer of a map before it lives: both planes and the numbers at one point."""

    map: PlaneMap
    told: dict[str, Any]
    """The bridge's answer."""
    opened: bool
    """Whether the vector on the left is shown."""

    def _repr_html_(self) -> str:
        planes = "".join(
            f'<div class="jx-plane jx-{which}"><div class="jx-title">{title}</div>'
            f'<div class="jx-picture">{plane_svg(self.map, self.told, which)}</div></div>'
            for which, title in (("inputs", f"Inputs {_pair(self.map.inputs)}"), ("outputs", self._formula()))
        )
        opening = json.dumps(self._opening(), separators=(",", ":"), allow_nan=False)
        return (
            f'<div class="jx-frame" data-opening="{escape(opening)}">'
            f'<div class="jx-pick"></div>{planes}{LEGEND}<div class="jx-controls"></div>'
            f'<p class="jx-message">{escape(self.told["message"])}</p>'
            f'<div class="jx-readout">{self._table()}</div>'
            f'<div class="jx-more{" jx-wide" if self.opened else ""}"></div></div>'
        )

    def _formula(self) -> str:
        return f"Outputs {_pair(self.map.outputs)} = <code>{escape(_pair(self.map.python))}</code>"

    def _opening(self) -> dict[str, Any]:
        """What the script begins with: the cards, and the answer without what is drawn already."""
        cards = [map_card(self.map if name == self.map.name else kind()) for name, kind in MAPS.items()]
        reply = {key: plain(value, _rounded) for key, value in self.told.items() if key != "grid"}
        return {"maps": cards, "reply": reply, "opened": self.opened}

    def _table(self) -> str:
        f, told = self.map, self.told
        (a, b), (c, d) = ([number(v) for v in row] for row in told["jacobian"])
        rows = [
            (f"Inputs {_pair(f.inputs)}", _vector(told["point"])),
            (f"Outputs {_pair(f.outputs)}", _vector(told["value"])),
            ("Jacobian J", f"[{a}, {b}; {c}, {d}], a row for each output, a column for each input"),
            ("det J", f"{number(told['determinant'])}: areas are multiplied by this"),
        ]
        for name, h, change in zip(f.inputs, told["wiggle"], told["changes"], strict=True):
            rows.append((f"Wiggle {name} by {number(h)}", _change(change)))
        rows.append(("Wiggle both", _change(told["both"])))
        if self.opened:
            rows.append((f"vᵀJ for v = {_vector(told['vector'])}", _vector(told["vjp"])))
        cells = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>' for name, text in rows)
        return f'<table class="ls-still-numbers"><tbody>{cells}</tbody></table>'


def _rounded(array: Array) -> dict[str, Any]:
    with np.errstate(all="ignore"):
        rounded = array.round(DIGITS)
    # Rounding multiplies, and the largest numbers have no decimals to lose.
    rounded = np.where(np.isfinite(rounded), rounded, array)
    return {"data": plain(rounded.ravel()), "shape": list(array.shape)}


def _pair(names: tuple[str, str]) -> str:
    return f"({', '.join(names)})"


def _vector(values: list[float]) -> str:
    return f"({', '.join(map(number, values))})"


def _change(change: dict[str, Any]) -> str:
    return f"outputs change by {_vector(change['actual'])}, J predicts {_vector(change['predicted'])}"


def jacobian_explorer(
    plane_map: PlaneMap,
    point: ArrayLike | None = None,
    wiggle: ArrayLike = (0.4, 0.4),
    vector: ArrayLike | None = None,
) -> JacobianExplorer:
    """An explorer of a map and its Jacobian, for pages: the planes of inputs and outputs, with a point and two wiggles.

    Args:
        plane_map: one of `landscape.maps`.
        point: the inputs, shape (2,); the map's start if left out.
        wiggle: by how much each input is wiggled, shape (2,), at most 0.5 in size.
        vector: weights of the outputs, shape (2,); if given, v^T J is shown from the beginning.

    Raises:
        ValueError: the map, a point, a wiggle or a vector is no good; the message names it.
    """
    made(plane_map, PlaneMap, "map", "Product()")
    if type(plane_map) is not MAPS.get(plane_map.name):
        raise ValueError(f"map: expected one of {', '.join(MAPS)}; {plane_map.name} lives only where it was defined")
    h = _two("wiggle", wiggle)
    if not (np.abs(h) <= WIGGLE).all():
        raise ValueError(f"wiggle: expected two numbers of at most {WIGGLE} in size, got {wiggle!r:.60}")
    request = {
        "query": "map",
        "map": map_card(plane_map)["map"],
        "point": _two("point", plane_map.start if point is None else point).tolist(),
        "wiggle": h.tolist(),
        "vector": _two("vector", (1.0, 0.0) if vector is None else vector).tolist(),
    }
    reply = bridge.answer(request)
    if not reply["ok"]:
        raise ValueError(reply["error"])
    return JacobianExplorer(plane_map, reply["result"], vector is not None)


def _two(name: str, given: ArrayLike) -> Array:
    try:
        pair = np.asarray(given, float)
    except (TypeError, ValueError, OverflowError):
        pair = np.empty(0)
    if pair.shape != (2,) or not np.isfinite(pair).all():
        raise ValueError(f"{name}: expected two finite numbers, got {given!r:.60}")
    return pair
