"""Maps of the plane: Jacobians against autodiff, differences and closed forms, and what a page is told of them."""

from __future__ import annotations

import json
import math
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from html import unescape
from typing import Any

import mpmath
import numpy as np
import pytest

from landscape.autodiff import central_difference, cos, discrepancy, sin, tanh
from landscape.autodiff import jacobian as traced
from landscape.bridge import answer
from landscape.bridge.maps import image_area, plane_map
from landscape.maps import MAPS, Layer, PlaneMap, Polar, Product
from landscape.pictures import jacobian_explorer

from .under_test import good

SVG = "{http://www.w3.org/2000/svg}"
OTHER = Layer(weights=((-2.0, 0.3), (0.7, 0.9)), bias=(0.0, 0.5))
# Each map with its formulas a second time, as autodiff reads them.
TABLE: list[tuple[PlaneMap, Callable[..., Any]]] = [
    (Polar(), lambda r, t: (r * cos(t), r * sin(t))),
    (Product(), lambda x, y: (x * y, x + y * y)),
    (Layer(), lambda x, y: (tanh(1.2 * x - 0.6 * y + 0.1), tanh(0.5 * x + y - 0.2))),
    (OTHER, lambda x, y: (tanh(-2.0 * x + 0.3 * y), tanh(0.7 * x + 0.9 * y + 0.5))),
]
ALL = [f for f, _ in TABLE]
RANDOM = np.random.default_rng(3)
POINTS = RANDOM.uniform(-1.5, 1.5, size=(200, 2))
VECTORS = RANDOM.normal(size=(200, 2))


def name_of(f: PlaneMap) -> str:
    return repr(f)


def test_the_table_has_every_map() -> None:
    assert {f.name for f in ALL} == set(MAPS) == {"Polar", "Product", "Layer"}
    assert all(kind().name == name for name, kind in MAPS.items())


@pytest.mark.parametrize(("f", "function"), TABLE, ids=map(name_of, ALL))
def test_values_and_jacobians_are_those_of_autodiff(f: PlaneMap, function: Callable[..., Any]) -> None:
    np.testing.assert_allclose(f.jacobian(POINTS), traced(function, POINTS), rtol=1e-13, atol=1e-15)
    x, y = POINTS.T
    np.testing.assert_allclose(f.value(POINTS), np.stack(function(x, y), axis=-1), rtol=1e-14, atol=1e-16)


@pytest.mark.parametrize("f", ALL, ids=name_of)
def test_jacobians_against_differences(f: PlaneMap) -> None:
    np.testing.assert_allclose(f.jacobian(POINTS), central_difference(f.value, POINTS), rtol=1e-8, atol=1e-9)
    assert discrepancy(f.value, f.jacobian, POINTS) < 1e-7


@pytest.mark.parametrize("f", ALL, ids=name_of)
@pytest.mark.parametrize("entry", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_an_entry_that_is_wrong_by_a_thousandth_is_caught(f: PlaneMap, entry: tuple[int, int]) -> None:
    def wrong(p: Any) -> Any:
        j = f.jacobian(p)
        j[..., entry[0], entry[1]] *= 1.001
        return j

    assert discrepancy(f.value, wrong, POINTS) > 1e-4


@pytest.mark.parametrize("f", ALL, ids=name_of)
def test_products_are_those_of_the_matrix_and_of_differences(f: PlaneMap) -> None:
    j = f.jacobian(POINTS)
    forward, backward = f.jvp(POINTS, VECTORS), f.vjp(POINTS, VECTORS)
    np.testing.assert_allclose(forward, np.einsum("nij,nj->ni", j, VECTORS), rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(backward, np.einsum("ni,nij->nj", VECTORS, j), rtol=1e-13, atol=1e-15)
    h = 2.0**-17
    slopes = (f.value(POINTS + h * VECTORS) - f.value(POINTS - h * VECTORS)) / (2 * h)
    np.testing.assert_allclose(forward, slopes, rtol=1e-7, atol=1e-8)
    # One vector for many points, and one point for many vectors.
    assert f.jvp(POINTS, [1.0, 0.0]) == pytest.approx(j[:, :, 0])
    assert f.vjp(POINTS[0], np.eye(2)) == pytest.approx(j[0])


def test_a_layer_multiplies_without_its_jacobian(monkeypatch: pytest.MonkeyPatch) -> None:
    def formed(*_: Any) -> Any:
        raise AssertionError("J was formed")

    monkeypatch.setattr(Layer, "_jacobian", formed)
    assert Layer().jvp(POINTS, VECTORS).shape == Layer().vjp(POINTS, VECTORS).shape == (200, 2)


def test_determinants_are_the_closed_forms() -> None:
    x, y = POINTS.T
    np.testing.assert_allclose(Polar().determinant(POINTS), x, rtol=1e-14)
    np.testing.assert_allclose(Product().determinant(POINTS), 2 * y**2 - x, rtol=1e-12, atol=1e-15)
    a, b = Layer().value(POINTS).T
    np.testing.assert_allclose(Layer().determinant(POINTS), (1 - a**2) * (1 - b**2) * 1.5, rtol=1e-12)
    assert isinstance(Polar().determinant([1.0, 2.0]), np.float64)


@pytest.mark.parametrize("f", ALL, ids=name_of)
def test_the_curve_of_singular_jacobians(f: PlaneMap) -> None:
    curve = f.singular_curve()
    assert f.determinant(curve) == pytest.approx(np.zeros(len(curve)), abs=1e-15)
    assert (len(curve) > 0) == (f.singular != "nowhere")
    assert Layer(weights=((1.0, 2.0), (2.0, 4.0))).singular == "everywhere"


def test_a_layer_is_written_as_a_person_would() -> None:
    assert Layer().python == ("tanh(1.2*x - 0.6*y + 0.1)", "tanh(0.5*x + y - 0.2)")
    assert Layer(((-1.0, 0.0), (0.0, 0.0)), (0.0, -2.0)).python == ("tanh(-x)", "tanh(-2.0)")
    assert Layer(((0.0, 0.0), (1.0, -1.0)), (0.0, 1.0)).python == ("tanh(0.0)", "tanh(x - y + 1.0)")


def test_on_the_fold_the_image_is_a_cusp() -> None:
    """Where x = 2y^2 the outputs are (2y^3, 3y^2): 27 a^2 = 4 b^3."""
    a, b = Product().value(Product().singular_curve()).T
    np.testing.assert_allclose(27 * a**2, 4 * b**3, rtol=1e-12, atol=1e-14)


def test_a_saturated_layer_keeps_its_digits() -> None:
    with mpmath.workdps(40):
        expected = [float(w * mpmath.sech(mpmath.mpf("18.1")) ** 2) for w in (1.2, -0.6)]
    np.testing.assert_allclose(Layer().jacobian([15.0, 0.0])[0], expected, rtol=1e-13)
    assert not Layer().jacobian([1e6, 0.0]).any()


@pytest.mark.parametrize("f", ALL, ids=name_of)
def test_what_is_not_finite_is_data(f: PlaneMap) -> None:
    assert not np.isfinite(f.value([np.nan, 0.0])).all()
    assert np.isnan(f.jacobian([np.nan, np.nan])).any()
    with pytest.raises(ValueError, match=r"shape \(\.\.\., 2\)"):
        f.value([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match=r"v: expected shape"):
        f.vjp([1.0, 2.0], [1.0])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"weights": ((1.0, 2.0),)}, r"expected shapes \(2, 2\)"),
        ({"weights": "W"}, "expected a 2 x 2 matrix"),
        ({"bias": (1.0, 2.0, 3.0)}, r"and \(3,\)"),
        ({"bias": (1.0, math.inf)}, "must be finite"),
    ],
)
def test_a_layer_that_makes_no_sense_is_refused(given: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Layer(**given)


@pytest.mark.parametrize("f", ALL, ids=name_of)
def test_a_map_tells_its_story(f: PlaneMap) -> None:
    assert f.title
    assert f.about.endswith(".")
    assert f.source
    made = [
        eval(text, {"cos": np.cos, "sin": np.sin, "tanh": np.tanh}, dict(zip(f.inputs, POINTS.T, strict=True)))
        for text in f.python
    ]
    np.testing.assert_allclose(np.stack(made, axis=-1), f.value(POINTS), rtol=1e-14)
    windows = np.array([f.input_window, f.output_window])
    (width, height), same = np.diff(windows)[0, :, 0], np.diff(windows)[1, :, 0]
    assert width / height == pytest.approx(1.25)
    assert [width, height] == pytest.approx(same.tolist()), "the planes have one scale"
    for (low, high), (a, b), s in zip(f.domain, f.input_window, f.start, strict=True):
        assert a <= low < s < high <= b


# What a page is told


def test_without_a_map_the_cards_of_all_are_told() -> None:
    cards = good(query="map")["maps"]
    assert [card["name"] for card in cards] == list(MAPS)
    for card in cards:
        assert good(query="map", map=card["map"])["point"] == card["start"]


def test_the_numbers_of_a_point() -> None:
    told = good(query="map", map="Polar", point=[2, 0], wiggle=[0.5, 0.25], vector=[3, 1])
    assert (told["value"], told["determinant"], told["singular"]) == ([2.0, 0.0], 2.0, False)
    assert np.abs(told["jacobian"]).tolist() == [[1.0, 0.0], [0.0, 2.0]]
    assert told["vjp"] == [3.0, 2.0]
    first, second = told["changes"]
    assert (first["actual"], first["predicted"]) == ([0.5, 0.0], [0.5, 0.0])
    assert second["predicted"] == pytest.approx([0.0, 0.5], abs=1e-16)
    assert second["actual"] == pytest.approx([2 * math.cos(0.25) - 2, 2 * math.sin(0.25)])
    assert second["path"].shape == (17, 2)
    assert second["path"][-1] == pytest.approx([2 * math.cos(0.25), 2 * math.sin(0.25)])
    assert told["both"]["predicted"] == pytest.approx([0.5, 0.5])
    assert told["both"]["actual"] == pytest.approx([2.5 * math.cos(0.25) - 2, 2.5 * math.sin(0.25)])


def test_the_rectangle_of_both_wiggles_and_what_j_makes_of_it() -> None:
    told = good(query="map", map="Polar", point=[2, 0], wiggle=[0.5, 0.25])["square"]
    assert told["area"] == 0.125
    assert told["predicted"] == 0.25
    # A sector of a ring: half of (2.5^2 - 2^2) times the angle.
    assert told["actual"] == pytest.approx(0.28125, rel=1e-9)
    assert told["parallelogram"] == pytest.approx(np.array([[2, 0], [2.5, 0], [2.5, 0.5], [2, 0.5], [2, 0]]), abs=1e-15)
    np.testing.assert_allclose(told["image"][[0, 16, 32]], Polar().value([[2, 0], [2.5, 0], [2.5, 0.25]]))
    assert told["image"][-1].tolist() == told["image"][0].tolist()


@pytest.mark.parametrize("wiggle", [[-0.5, 0.25], [0.5, -0.25], [-0.5, -0.25]])
def test_the_way_of_the_wiggles_does_not_turn_areas_over(wiggle: list[float]) -> None:
    told = good(query="map", map="Polar", point=[2, 0], wiggle=wiggle)["square"]
    ring = abs((2 + wiggle[0]) ** 2 - 4) / 2 * 0.25
    assert (told["area"], told["predicted"]) == (0.125, 0.25)
    assert told["actual"] == pytest.approx(ring, rel=1e-9)


def test_areas_are_signed_and_closed_forms() -> None:
    x, y, h, k = 0.9, 0.1, 0.3, 0.2
    # The integral of 2y^2 - x over the rectangle.
    exact = 2 * h * ((y + k) ** 3 - y**3) / 3 - k * ((x + h) ** 2 - x**2) / 2
    assert exact < 0
    assert image_area(Product(), np.array([x, y]), np.array([h, k])) == pytest.approx(exact, rel=1e-9)
    assert image_area(Product(), np.array([x, y]), np.array([h, 0.0])) == pytest.approx(0.0, abs=1e-15)


def test_a_grid_has_one_family_of_lines_for_each_input() -> None:
    told = good(query="map", map="Layer")["grid"]
    for j, family in enumerate(told["lines"]):
        inputs = family["inputs"]
        assert np.ptp(inputs[..., 1 - j], axis=1).max() == 0.0, "along a line only its own input changes"
        assert np.ptp(inputs[..., j], axis=1).min() > 1.0
        np.testing.assert_allclose(np.diff(inputs[:, 0, 1 - j]), 0.25)
        np.testing.assert_array_equal(family["outputs"], Layer().value(inputs))
    assert "grid" not in good(query="map", map="Layer", grid=False)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"map": "Polar", "point": [0, 1]}, "wiggling t moves no output"),
        ({"map": "Product", "point": [0.5, 0.5]}, "both columns point along one line"),
        ({"map": "Product", "point": [0, 0]}, "wiggling y moves no output"),
        ({"map": "Polar", "wiggle": [0, 0]}, "Nothing is wiggled"),
        ({"map": "Polar", "wiggle": [0.5, 0]}, "within 0.1 %"),
        ({"map": "Product", "point": [1, 1], "wiggle": [0.1, 0.1]}, "predicts the change to within 3.9 %"),
        ({"map": "Product", "point": [1, 0.2], "wiggle": [0.1, 0.1]}, "turned over"),
        ({"map": "Polar", "point": [0.5, 1], "wiggle": [-0.5, 2]}, "no guide"),
    ],
)
def test_the_verdict_says_what_is_so(request_: dict[str, Any], words: str) -> None:
    assert words in good(query="map", **request_)["message"]


def test_the_error_in_the_verdict_is_that_of_the_change() -> None:
    """From (1, 1) by (h, h) the product errs by (h^2, h^2), and J h is (2h, 3h)."""
    expected = math.hypot(0.01, 0.01) / math.hypot(0.2, 0.3)
    assert f"{100 * expected:.2g} %" in good(query="map", map="Product", point=[1, 1], wiggle=[0.1, 0.1])["message"]


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"map": "Globe"}, "'Globe' is not known. Known are Polar, Product, Layer"),
        ({"map": 3}, "expected a name"),
        ({"map": "Polar", "point": [1]}, "point: expected two finite numbers"),
        ({"map": "Polar", "wiggle": [1, None]}, "wiggle: expected two finite numbers"),
        ({"map": "Polar", "vector": "v"}, "vector: expected two finite numbers"),
        ({"map": {"name": "Layer", "parameters": {"weights": [1]}}}, "Layer: expected"),
    ],
)
def test_bad_requests_name_the_thing(request_: dict[str, Any], words: str) -> None:
    reply = answer({"query": "map", **request_})
    assert not reply["ok"]
    assert words in reply["error"]


def test_a_layer_of_ones_own_is_a_map_too() -> None:
    told = plane_map(
        {"map": {"name": "Layer", "parameters": {"weights": [[-2.0, 0.3], [0.7, 0.9]], "bias": [0.0, 0.5]}}}
    )
    assert told["jacobian"] == OTHER.jacobian(OTHER.start).tolist()


# The still picture


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
