"""What a page is told of a map of the plane: numbers at a point, areas, and words."""

from __future__ import annotations

import math
import re
from typing import Any

import numpy as np
import pytest

from landscape.bridge import answer
from landscape.bridge.maps import image_area, plane_map
from landscape.maps import MAPS, Layer, Polar, Product

from .plane_maps import OTHER
from .under_test import good


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


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"map": "Product", "point": [1e200, 1e200]}, "The outputs are not finite here"),
        ({"map": "Product", "point": [1e308, 1e308]}, "J is not finite here"),
        ({"map": "Product", "wiggle": [1e200, 1e200]}, "The change is not finite"),
        ({"map": "Product", "wiggle": [1e308, 1e308]}, "The change is not finite"),
        ({"map": "Product", "wiggle": [1e100, 1e100]}, "off by 4.977 × 10¹⁰¹ %"),
        ({"map": "Polar", "wiggle": [1e-300, 0]}, "lost to rounding"),
        ({"map": "Polar", "point": [1e200, 1e200]}, "lost to rounding"),
        ({"map": "Layer", "point": [100, 0]}, "lost to rounding"),
    ],
)
def test_what_is_too_large_or_too_small_for_a_double_is_said(request_: dict[str, Any], words: str) -> None:
    told = good(query="map", **request_)
    assert words in told["message"]
    assert not told["singular"]
    assert not re.search(r"\b(nan|inf)\b", told["message"])
