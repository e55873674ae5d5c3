"""The still picture of a map and its Jacobian."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from html import unescape
from typing import Any

import numpy as np
import pytest

from landscape.maps import MAPS, PlaneMap, Polar, Product
from landscape.pictures import jacobian_explorer

from .plane_maps import ALL, name_of
from .under_test import good

SVG = "{http://www.w3.org/2000/svg}"


def drawn(html: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(svg) for svg in re.findall(r"<svg xmlns.*?</svg>", html, re.DOTALL)]


@pytest.mark.parametrize("f", ALL, ids=name_of)
def test_a_still_has_both_planes_the_numbers_and_what_the_script_needs(f: PlaneMap) -> None:
    html = jacobian_explorer(f, vector=[1.0, -1.0])._repr_html_()
    assert [svg.get("viewBox") for svg in drawn(html)] == ["0 0 400 320"] * 2
    for words in ("Jacobian J", "det J", "J predicts", "vᵀJ for v = (1, −1)", *f.inputs, *f.outputs):
        assert words in html
    found = re.search(r'data-opening="([^"]*)"', html)
    assert found is not None
    data = json.loads(unescape(found[1]))
    assert data["opened"]
    assert [card["name"] for card in data["maps"]] == list(MAPS)
    told = good(query="map", map=data["maps"][list(MAPS).index(f.name)]["map"], vector=[1.0, -1.0])
    for key in ("point", "value", "jacobian", "determinant", "wiggle", "vjp", "message"):
        assert data["reply"][key] == told[key]
    assert "vᵀJ" not in jacobian_explorer(f)._repr_html_()


def test_columns_and_predictions_are_drawn_to_scale() -> None:
    planes = drawn(jacobian_explorer(Polar(), [1.0, 0.0], wiggle=(0.5, 0.25))._repr_html_())
    unit = 400 / 3.25

    def tips(svg: ElementTree.Element) -> list[tuple[str, list[float]]]:
        heads = [e for e in svg.iter(f"{SVG}path") if "jx-head" in (e.get("class") or "")]
        return [(str(e.get("class")), [float(n) for n in re.findall(r"-?[\d.]+", str(e.get("d")))[:2]]) for e in heads]

    def spot(x: float, y: float, left: float) -> Any:
        return pytest.approx([(x - left) * unit, (2.3 - y) * unit], abs=0.06)

    # J is the identity here: both columns are one unit long.
    assert tips(planes[0]) == [("jx-head jx-first", spot(1.5, 0.0, -0.6)), ("jx-head jx-second", spot(1.0, 0.25, -0.6))]
    assert tips(planes[1]) == [
        ("jx-head jx-first jx-column", spot(2.0, 0.0, -1.0)),
        ("jx-head jx-second jx-column", spot(1.0, 1.0, -1.0)),
        ("jx-head jx-first", spot(1.5, 0.0, -1.0)),
        ("jx-head jx-second", spot(1.0, 0.25, -1.0)),
    ]


@pytest.mark.parametrize(
    "given", [{"wiggle": (0.6, 0.1)}, {"point": [1.0]}, {"point": [1.0, np.nan]}, {"wiggle": (np.nan, 0.1)}]
)
def test_a_still_that_makes_no_sense_is_refused(given: Any) -> None:
    with pytest.raises(ValueError, match="expected"):
        jacobian_explorer(Polar(), **given)


@pytest.mark.parametrize("f", ALL, ids=name_of)
@pytest.mark.parametrize("point", [(1e150, 1e150), (1e200, 1e200), (1e308, -1e308)])
def test_a_still_beyond_doubles_can_be_read_and_drawn(f: PlaneMap, point: Any) -> None:
    def refused(word: str) -> Any:
        raise AssertionError(f"JSON has no {word}")

    html = jacobian_explorer(f, point)._repr_html_()
    opening = re.search(r'data-opening="([^"]*)"', html)
    assert opening is not None
    reply = json.loads(unescape(opening[1]), parse_constant=refused)["reply"]
    assert (reply["map"], reply["point"]) == (f.name, list(point))
    told = good(query="map", map={"name": f.name, "parameters": vars(f)}, point=list(point))
    assert [v is None for v in reply["value"]] == (~np.isfinite(told["value"])).tolist()
    image = told["square"]["image"].ravel()
    assert [v is None for v in reply["square"]["image"]["data"]] == (~np.isfinite(image)).tolist()
    for svg in drawn(html):
        for e in svg.iter():
            for key in ("d", "cx", "cy"):
                numbers = re.sub(r"[MLHVz]", " ", e.get(key, "0")).split()
                assert numbers, "a path without a point"
                assert all(re.fullmatch(r"-?\d{1,7}(\.\d+)?", n) for n in numbers)


@pytest.mark.parametrize(
    ("given", "options", "words"),
    [
        ("Product", {}, r"map: expected a map such as Product\(\), got 'Product'"),
        (Product, {}, r"map: expected a map, got its class; write Product\(\)"),
        (Product(), {"point": "ab"}, "point: expected two finite numbers, got 'ab'"),
        (Product(), {"point": (10**400, 1)}, "point: expected two finite numbers"),
        (Product(), {"vector": [[1.0, 2.0]]}, "vector: expected two finite numbers"),
        (Product(), {"wiggle": 0.1}, "wiggle: expected two finite numbers, got 0.1"),
    ],
)
def test_what_is_wrong_is_named(given: Any, options: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        jacobian_explorer(given, **options)


def test_a_map_of_ones_own_is_refused_by_name() -> None:
    class Mine(Product.__mro__[1]):  # type: ignore[name-defined,misc]
        title = about = formula = source = singular = ""
        python = inputs = outputs = ("x", "y")
        domain = input_window = output_window = ((0.0, 1.0), (0.0, 1.0))
        start = (0.5, 0.5)
        singular_curve = _value = _jacobian = None

    with pytest.raises(ValueError, match="map: expected one of Polar, Product, Layer; Mine lives only where"):
        jacobian_explorer(Mine())
