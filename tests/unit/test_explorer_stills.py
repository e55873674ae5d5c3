"""An explorer before it lives: the next steps to scale, and the same numbers as everywhere."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from html import unescape
from typing import Any

import numpy as np
import pytest

from landscape import (
    GradientDescent,
    HeavyBall,
    Newton,
    Rosenbrock,
    Saddle,
    TrustRegion,
    descend,
)
from landscape.bridge import answer
from landscape.pictures import explorer
from landscape.pictures.plane import Scale
from landscape.pictures.styles import COLOURS, METHODS

from .svg import SVG, classed, drawn


def test_steps_are_drawn_to_scale_each_in_its_hue() -> None:
    svg = drawn(explorer(Saddle(), GradientDescent(0.25), Newton(), point=[1.0, 0.5])._repr_svg_())
    steps = {e.get("data-method"): e for e in classed(svg, "ls-step")}
    for name, end in (("GradientDescent", "420 150"), ("Newton", "360 240")):
        halo, line = steps[name].findall(f"{SVG}line")
        assert (line.get("x1"), line.get("y1")) == ("480", "180")
        assert steps[name].get("data-end") == end
        assert COLOURS[METHODS[name].hue] in line.get("stroke", "")
        assert COLOURS["halo"] in halo.get("stroke", "")
    (probe,) = classed(svg, "ls-probe")
    assert (probe.get("cx"), probe.get("cy")) == ("480", "180")


def test_a_step_that_leaves_has_two_heads_and_a_refused_one_is_crossed_out() -> None:
    svg = drawn(explorer(Saddle(), GradientDescent(2.0), point=[0.1, 1.0])._repr_svg_())
    (step,) = classed(svg, "ls-step")
    # Towards (-0.3, 5): it leaves at the upper edge, y = 2.
    x, y = map(float, step.get("data-end", "").split())
    assert (x, y) == (pytest.approx((0.0 + 3) * 120, abs=0.06), 0.0)
    assert len(step.findall(f"{SVG}path")) == 2
    # The first Newton step of a trust region on Himmelblau from here is refused.
    still = explorer(Rosenbrock(), TrustRegion(radius=2.0), point=[-1.0, 1.0], steps=0)
    assert still.probe["steps"][0]["reason"] == "refused"
    (step,) = classed(drawn(still._repr_svg_()), "ls-step")
    assert COLOURS["wrong"] in ElementTree.tostring(step).decode()


def test_a_probe_off_the_map_says_so_at_the_border() -> None:
    svg = drawn(explorer(Saddle(), point=[9.0, 0.0])._repr_svg_())
    assert not classed(svg, "ls-probe")
    assert [e.text for e in svg.iter(f"{SVG}text") if "off the map" in (e.text or "")] == ["off the map, at (9, 0)"]


def test_a_still_explorer_has_its_numbers_and_what_the_script_needs() -> None:
    still = explorer(Saddle())
    html = still._repr_html_()
    for words in ("indefinite", "not stationary", "(2.8, −1.2)", "[2, 0; 0, −2]", "Newton step</th><td>Goes down"):
        assert words in html
    data = {k: json.loads(unescape(v)) for k, v in re.findall(r"data-(catalogue|probe|preset)='([^']*)'", html)}
    assert data["catalogue"] == answer({"query": "describe"})["result"]
    assert data["probe"] == answer({"query": "probe", "landscape": "Saddle", "point": [1.4, 0.6]})["result"]
    assert data["preset"] == still.preset.plain()
    assert still._element_() == {
        "tag": "landscape-explorer",
        "label": "Show in the explorer",
        "view": still.preset.plain(),
    }
    assert [m["name"] for m in data["preset"]["methods"]] == ["GradientDescent", "Newton"]


def test_after_steps_the_probe_stands_where_the_lead_came_to() -> None:
    f, methods = Rosenbrock(), (GradientDescent(0.001), HeavyBall(0.0005), TrustRegion())
    still = explorer(f, *methods, point=[-1.2, 1.0], steps=9, lead="HeavyBall")
    for stepper in methods:
        np.testing.assert_array_equal(still.paths[stepper.name], descend(f, stepper, [-1.2, 1.0], 9).point)
    end = descend(f, HeavyBall(0.0005), [-1.2, 1.0], 10).point
    assert still.probe["point"] == end[-2].tolist()
    # The next step of the lead goes on with its velocity.
    assert still.probe["steps"][1]["point"] == end[-1].tolist()
    svg = drawn(still._repr_svg_())
    strokes = [e.get("stroke", "") for e in classed(svg, "ls-path")]
    assert [next(n for n in METHODS if COLOURS[METHODS[n].hue] in s) for s in strokes] == [m.name for m in methods]
    scale = Scale.of(f)
    (probe,) = classed(svg, "ls-probe")
    spot = [float(probe.get(k, "nan")) for k in ("cx", "cy")]
    assert spot == pytest.approx(scale(end[-2]).tolist(), abs=0.051)
    without = drawn(explorer(f, *methods)._repr_svg_())
    assert not classed(without, "ls-path")


@pytest.mark.parametrize("point", [([1.0]), ([1.0, np.nan]), "a"])
def test_a_still_that_makes_no_sense_is_refused(point: Any) -> None:
    with pytest.raises(ValueError, match="expected"):
        explorer(Saddle(), point=point)
