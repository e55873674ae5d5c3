"""Still pictures: whole without a script, to scale, and the same numbers as everywhere."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from html import unescape

import numpy as np
import pytest

from landscape import Expression, Landscape, Rosenbrock, Saddle, catalogue
from landscape.bridge import answer
from landscape.levels import contour_levels, frame
from landscape.pictures import explorer_still, map_svg

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("f", [*catalogue(), Expression("log(x) + y")], ids=lambda f: f.name)
def test_every_landscape_has_a_map_that_is_well_formed(f: Landscape) -> None:
    svg = ElementTree.fromstring(map_svg(f))
    assert svg.get("viewBox") == "0 0 720 480"
    assert len(svg.findall(f".//{SVG}path[@fill-rule]")) > 5
    assert len([e for e in svg.iter() if "ls-contour" in (e.get("class") or "")]) > 5
    assert svg.get("aria-label", "").startswith("Map of ")


def test_level_ground_and_no_ground_are_pictures_too() -> None:
    assert map_svg(Expression("3"))
    assert map_svg(Expression("log(-1 - x**2)"))


def test_arrows_are_drawn_to_scale() -> None:
    still = explorer_still(Saddle(), [1.0, 0.5], learning_rate=0.25)
    svg = ElementTree.fromstring(map_svg(still.landscape, still.probe))
    lines = {e.get("class", "").split()[-1]: e for e in svg.iter(f"{SVG}line")}
    (x0, x1), (_, y1) = frame(Saddle().domain)
    unit = 720 / (x1 - x0)

    def spot(point: tuple[float, float]) -> list[float]:
        return [(point[0] - x0) * unit, (y1 - point[1]) * unit]

    for name, end in (("ls-gradient", (0.5, 0.75)), ("ls-newton", (0.0, 0.0))):
        line = lines[name]
        assert [float(line.get(k, "nan")) for k in ("x1", "y1")] == pytest.approx(spot((1.0, 0.5)), abs=0.06)
        assert [float(line.get(k, "nan")) for k in ("x2", "y2")] == pytest.approx(spot(end), abs=0.06)


def test_a_still_explorer_has_its_numbers_and_what_the_script_needs() -> None:
    html = explorer_still(Saddle())._repr_html_()
    for words in ("indefinite", "not stationary", "(2.8, −1.2)", "[2, 0; 0, −2]", "Next Newton step"):
        assert words in html
    data = {k: json.loads(unescape(v)) for k, v in re.findall(r'data-(\w+)="([^"]*)"', html)}
    assert data["catalogue"] == answer({"query": "describe"})["result"]
    assert data["probe"] == answer({"query": "probe", "landscape": "Saddle", "point": [1.4, 0.6]})["result"]


@pytest.mark.parametrize(("point", "rate"), [([1.0], 0.1), ([1.0, np.nan], 0.1), ([1.0, 1.0], -1.0)])
def test_a_still_that_makes_no_sense_is_refused(point: list[float], rate: float) -> None:
    with pytest.raises(ValueError, match="expected"):
        explorer_still(Saddle(), point, rate)


def test_text_of_a_reader_is_never_markup() -> None:
    assert "<script" not in map_svg(Expression("x"))
    assert explorer_still(Rosenbrock())._repr_svg_().count("<svg") == 1


@pytest.mark.parametrize("f", catalogue(), ids=lambda f: f.name)
def test_levels_ascend_inside_the_heights_and_some_are_strong(f: Landscape) -> None:
    (x0, x1), (y0, y1) = frame(f.domain)
    values = f.value(np.stack(np.meshgrid(np.linspace(x0, x1, 60), np.linspace(y0, y1, 40)), axis=-1))
    levels, strong = contour_levels(values)
    assert (np.diff(levels) > 0).all()
    assert values.min() < levels[0]
    assert levels[-1] < values.max()
    assert 10 <= levels.size <= 45
    assert 1 <= strong.sum() <= 10
    # Neither half of the ground goes without: a floor is drawn too, beside cliffs of any height.
    assert 0.2 <= np.mean(levels < np.median(values)) <= 0.8


def test_levels_of_what_has_none() -> None:
    for values in (np.zeros((3, 3)), np.full((2, 2), np.nan), np.array([[0.0, np.inf]])):
        levels, strong = contour_levels(values)
        assert levels.size == strong.size == 0


@pytest.mark.parametrize("span", [1e-320, 1e-12, 1.0, 1e300])
@pytest.mark.parametrize("base", [0.0, -1.0, 1e9])
def test_levels_of_any_size_lie_inside_the_heights(base: float, span: float) -> None:
    values = base + span * np.linspace(0.0, 1.0, 200) ** 8
    for field in (values, -values):
        levels, strong = contour_levels(field)
        assert levels.size == strong.size <= 20
        assert (np.diff(levels) > 0).all()
        assert ((field.min() < levels) & (levels < field.max())).all()
