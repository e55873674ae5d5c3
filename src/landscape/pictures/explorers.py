"""An explorer before it lives: what there is before Python is, without JavaScript, and in print."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from landscape import bridge
from landscape._arrays import Array
from landscape.bridge.plain import plain
from landscape.landscapes import Landscape
from landscape.pictures.given import made
from landscape.pictures.marks import swatch
from landscape.pictures.plane import MISSING, Scale
from landscape.pictures.scenes import Line, arrow, map_svg, path, probe
from landscape.pictures.styles import METHODS
from landscape.presets import Preset
from landscape.steppers import GradientDescent, Newton, Stepper
from landscape.words import number


@dataclass(frozen=True)
class ExplorerStill:
    """An explorer as a picture with its numbers, and what the page needs to bring it to life."""

    preset: Preset

    @cached_property
    def _replies(self) -> list[dict[str, Any]]:
        """The bridge's answer on the path of each method."""
        plain = self.preset.plain()
        point = plain["point"] or plain["card"]["start"]
        asked = {"query": "path", "landscape": plain["landscape"], "point": point, "steps": plain["steps"]}
        replies = []
        for method in plain["methods"]:
            reply = bridge.answer({**asked, "method": method, "methods": plain["methods"]})
            if not reply["ok"]:
                raise ValueError(reply["error"])
            replies.append(reply["result"])
        return replies

    @property
    def _arrival(self) -> dict[str, Any]:
        """The answer on the leading method, at whose end the probe stands."""
        lead = self.preset.lead
        return next((reply for reply in self._replies if reply["method"] == lead), self._replies[0])

    @property
    def probe(self) -> dict[str, Any]:
        """The numbers where the probe stands, and the next step of each method."""
        found: dict[str, Any] = self._arrival["probe"]
        return found

    @property
    def paths(self) -> dict[str, Array]:
        """By method, the points (steps + 1, 2) of its path."""
        return {reply["method"]: reply["points"] for reply in self._replies}

    def _repr_svg_(self) -> str | None:
        try:
            return self._map()
        except ImportError:
            return None

    def _map(self) -> str:
        landscape = self.preset.landscape
        scale = Scale.of(landscape)
        walks = ""
        if self.preset.steps:
            walks = "".join(path(Line(points, METHODS[name]), scale) for name, points in self.paths.items())
        # The longer step below, so that both are seen where they point the same way.
        steps = sorted(self.probe["steps"], key=lambda step: -float(np.hypot(*(step["direction"] or (0.0, 0.0)))))
        arrows = "".join(arrow(step, self.probe["point"], scale) for step in steps)
        return map_svg(
            landscape, over=f'<g class="ls-still-probe">{walks}{arrows}{probe(self.probe["point"], scale)}</g>'
        )

    def _repr_html_(self) -> str:
        catalogue = bridge.answer({"query": "describe"})["result"]
        data = {"catalogue": catalogue, "probe": self.probe, "preset": self.preset.plain()}
        attributes = "".join(f" data-{key}='{_attribute(value)}'" for key, value in data.items())
        picture = self._repr_svg_() or f"<p>{escape(MISSING)}</p>"
        verdict = f'<p class="ls-verdict">{escape(self._arrival["message"])}</p>'
        return (
            f'<div class="ls-frame"{attributes}>'
            f'<div class="ls-pick"></div><div class="ls-map">{picture}</div><div class="ls-actions"></div>'
            f'<div class="ls-run"></div><div class="ls-keep"></div><div class="ls-side">{verdict}'
            f'<div class="ls-readout">{self._table()}</div></div><div class="ls-more"></div></div>'
        )

    def _element_(self) -> dict[str, Any]:
        return {"tag": "landscape-explorer", "label": "Show in the explorer", "view": self.preset.plain()}

    def _table(self) -> str:
        p, landscape = self.probe, self.preset.landscape
        gradient, hessian = ([number(v) for v in row] for row in (p["gradient"], np.ravel(p["hessian"]).tolist()))
        rows = [
            ("Landscape", f"{landscape.title}, f(x, y) = {landscape.python}"),
            ("Point", f"({', '.join(map(number, p['point']))})"),
            ("Value", number(p["value"])),
            ("Gradient", f"({', '.join(gradient)})"),
            ("Hessian", f"[{hessian[0]}, {hessian[1]}; {hessian[2]}, {hessian[3]}]"),
            ("Eigenvalues", ", ".join(map(number, p["eigenvalues"]))),
            ("Definiteness", p["definiteness"]),
            ("Kind", p["kind"]),
        ]
        cells = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>' for name, text in rows)
        for stepper, step in zip(self.preset.methods, p["steps"], strict=True):
            name = f"{swatch(METHODS[stepper.name])} {escape(stepper.button)}"
            cells += f'<tr><th scope="row">{name}</th><td>{escape(step["message"])}</td></tr>'
        return f'<table class="ls-still-numbers"><tbody>{cells}</tbody></table>'


def _attribute(value: Any) -> str:
    """Plain data as JSON in a single-quoted attribute, where its own quotes are as short as they are."""
    text = json.dumps(plain(value), separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")


def explorer(
    landscape: Landscape,
    *methods: Stepper[Any],
    point: ArrayLike | None = None,
    steps: int = 0,
    overlays: Sequence[str] = (),
    panels: Sequence[str] = (),
    lead: str | None = None,
) -> ExplorerStill:
    """An explorer that begins as it is told: on a page it comes alive, elsewhere it is a picture with numbers.

    Args:
        landscape: one of the catalogue with whatever parameters, a `Quadratic`, or an `Expression`.
        methods: steppers, each class once; a gradient step and a Newton step if left out.
        point: where the probe stands, shape (2,); the landscape's start if left out.
        steps: so many have all methods taken from the point, 0 to 2000; the probe is then where the lead came to.
        overlays: names of what is laid over the map, such as "definiteness".
        panels: names of the panels that are open, such as "cut".
        lead: name of the method with which the probe goes; the first if left out.

    Raises:
        ValueError: one of them is not what it should be; the message names it.
    """
    made(landscape, Landscape, "landscape", "Saddle()")
    chosen = methods or (GradientDescent(), Newton())
    return ExplorerStill(Preset(landscape, chosen, point, steps, overlays, panels, lead))  # type: ignore[arg-type]
