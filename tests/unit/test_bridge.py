"""What a page may ask: every query, its shapes, and the answer to requests that make no sense."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from landscape import LANDSCAPES, STEPPERS, Expression, Saddle
from landscape.bridge import QUERIES, answer, answer_json

from .under_test import good


def test_describe_names_everything() -> None:
    told = good(query="describe")
    assert [card["name"] for card in told["landscapes"]] == list(LANDSCAPES)
    for card in told["landscapes"]:
        assert card["title"]
        assert card["about"].endswith(".")
        assert card["source"]
        Expression(card["python"])
        (x0, x1), (y0, y1) = card["window"]
        assert (x1 - x0) / (y1 - y0) == pytest.approx(1.5)
    assert [m["name"] for m in told["methods"]] == list(STEPPERS)
    assert [m["button"] for m in told["methods"] if m["name"] in ("GradientDescent", "Newton")] == [
        "Gradient step",
        "Newton step",
    ]
    for card in told["methods"]:
        assert card["about"].endswith(".")
        assert card["source"]
        assert card["order"] in (1, 2)
        assert [p["name"] for p in card["parameters"]] == [f.name for f in fields(STEPPERS[card["name"]])]  # type: ignore[arg-type]
        for slider in card["parameters"]:
            assert slider["minimum"] <= slider["default"] <= slider["maximum"], (card["name"], slider["name"])
            assert slider["scale"] in ("log", "linear")
            assert slider["minimum"] > 0 or slider["scale"] == "linear"
            for end in ("minimum", "maximum"):
                STEPPERS[card["name"]](**{slider["name"]: slider[end]})


def test_heights_are_measured_from_the_lowest_minimum() -> None:
    cards = {card["name"]: card for card in good(query="describe")["landscapes"]}
    assert cards["Himmelblau"]["least"] == 0.0
    assert cards["McCormick"]["least"] == pytest.approx(-1.91322295498104)
    assert (cards["Saddle"]["least"], cards["Saddle"]["goal"]) == (None, "stationary point")
    assert (cards["FlatValley"]["least"], cards["FlatValley"]["goal"]) == (None, None)


def test_probe_has_numbers_kind_and_both_next_steps() -> None:
    p = good(query="probe", landscape="Saddle", point=[2, 1])
    assert (p["value"], p["gradient"], p["hessian"]) == (3.0, [4.0, -2.0], [[2.0, 0.0], [0.0, -2.0]])
    assert (p["eigenvalues"], p["definiteness"], p["kind"]) == ([-2.0, 2.0], "indefinite", "not stationary")
    assert np.abs(p["eigenvectors"]).tolist() == [[0.0, 1.0], [1.0, 0.0]]
    descent, newton = p["steps"]
    assert descent["point"] == pytest.approx([1.6, 1.2])
    assert descent["predicted"] == pytest.approx(descent["actual"])
    assert newton["point"] == [0.0, 0.0]
    assert newton["actual"] == -3.0
    assert good(query="probe", landscape="Saddle", point=[0, 0])["kind"] == "saddle"


def test_expressions_and_parameters_are_landscapes_too() -> None:
    typed = good(query="probe", landscape={"expression": "x**2 - y**2"}, point=[2, 1])
    assert typed["gradient"] == good(query="probe", landscape="Saddle", point=[2, 1])["gradient"]
    bowl = {"name": "Bowl", "parameters": {"eigenvalues": [1.0, 8.0], "angle": 0.0}}
    assert good(query="probe", landscape=bowl, point=[1, 1])["eigenvalues"] == [1.0, 8.0]


BAD: list[tuple[Any, str]] = [
    (None, "Expected an object"),
    ([], "Expected an object"),
    ({}, "no 'query'"),
    ({"query": "weather"}, "Known are describe"),
    ({"query": ["probe"]}, "Known are describe"),
    ({"query": "probe"}, "no 'landscape'"),
    ({"query": "probe", "landscape": "Moon", "point": [0, 0]}, "'Moon' is not known. Known are Bowl"),
    ({"query": "probe", "landscape": "Bowl"}, "no 'point'"),
    ({"query": "probe", "landscape": "Bowl", "point": [0]}, "two finite numbers"),
    ({"query": "probe", "landscape": "Bowl", "point": [0, "a"]}, "two finite numbers"),
    ({"query": "probe", "landscape": "Bowl", "point": [0, float("nan")]}, "two finite numbers"),
    ({"query": "probe", "landscape": "Bowl", "point": [0, True]}, "two finite numbers"),
    ({"query": "probe", "landscape": "Bowl", "point": [0, 10**400]}, "two finite numbers"),
    ({"query": "probe", "landscape": {"expression": "x +"}, "point": [0, 0]}, "Allowed are"),
    ({"query": "probe", "landscape": {"expression": 3}, "point": [0, 0]}, "Expected the text"),
    ({"query": "probe", "landscape": {"expression": "x", "domain": 7}, "point": [0, 0]}, "domain"),
    ({"query": "probe", "landscape": {"name": "Bowl", "parameters": {"height": 3}}, "point": [0, 0]}, "no parameter"),
    ({"query": "probe", "landscape": {"name": "Bowl", "parameters": [1]}, "point": [0, 0]}, "must be an object"),
    ({"query": "probe", "landscape": "Bowl", "point": [0, 0], "methods": "Newton"}, "list of at most 20"),
    (
        {"query": "path", "landscape": "Bowl", "method": "Magic", "point": [0, 0], "steps": 1},
        "Known are GradientDescent,",
    ),
    (
        {
            "query": "path",
            "landscape": "Bowl",
            "method": {"name": "GradientDescent", "parameters": {"learning_rate": -1}},
            "point": [0, 0],
            "steps": 1,
        },
        "positive number",
    ),
    ({"query": "path", "landscape": "Bowl", "method": "Newton", "state": 5, "steps": 1}, "state: expected the state"),
    ({"query": "path", "landscape": "Bowl", "method": "Newton", "state": {}, "steps": 1}, "no 'point'"),
    (
        {
            "query": "path",
            "landscape": "Bowl",
            "method": "Newton",
            "state": {"point": [1, 1], "reason": 99},
            "steps": 1,
        },
        "reason expected one of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], got 99",
    ),
    (
        {
            "query": "path",
            "landscape": "Bowl",
            "method": "Adam",
            "state": {"point": [0, 0], "count": "many"},
            "steps": 1,
        },
        "count of Adam cannot be",
    ),
    (
        {
            "query": "path",
            "landscape": "Bowl",
            "method": "HeavyBall",
            "state": {"point": [0, 0], "velocity": [1]},
            "steps": 1,
        },
        "velocity of HeavyBall has shape (2,)",
    ),
    ({"query": "cut", "landscape": "Bowl", "method": "Newton", "point": [1, 1], "length": "far"}, "finite number"),
    ({"query": "basins", "landscape": "Bowl", "method": "Newton", "rows": [0], "steps": 3}, "rows: expected"),
    ({"query": "basins", "landscape": "Bowl", "method": "Newton", "rows": [0, 99], "steps": 3}, "0 to 72"),
    ({"query": "path", "landscape": "Bowl", "method": "Newton", "point": [0, 0], "steps": 10_001}, "0 to 10000"),
    ({"query": "path", "landscape": "Bowl", "method": "Newton", "point": [0, 0], "steps": 1.5}, "whole number"),
    ({"query": "field", "landscape": "Bowl", "resolution": [1, 5]}, "2 to 1024"),
    ({"query": "field", "landscape": "Bowl", "resolution": 64}, "resolution"),
    ({"query": "field", "landscape": "Bowl", "window": [[1, 0], [0, 1]]}, "x0 < x1"),
    ({"query": "field", "landscape": "Bowl", "window": "all"}, "window"),
]


@pytest.mark.parametrize(("request_", "message"), BAD, ids=lambda value: str(value)[:60])
def test_a_bad_request_is_answered_with_a_message(request_: Any, message: str) -> None:
    reply = answer(request_)
    assert not reply["ok"]
    assert message in reply["error"]


def test_over_json_arrays_stand_apart_and_what_is_not_finite_is_null() -> None:
    text, arrays = answer_json(json.dumps({"query": "field", "landscape": "Bowl", "resolution": [4, 3]}))
    reply = json.loads(text)
    assert reply["result"]["values"] == {"array": 0, "shape": [3, 4]}
    assert arrays[0].flags.c_contiguous
    assert arrays[0].dtype == np.float64
    request = {"query": "probe", "landscape": {"expression": "log(x)"}, "point": [-1, 0]}
    probe = json.loads(answer_json(json.dumps(request))[0])["result"]
    assert probe["value"] is None
    assert probe["definiteness"] == "not finite"
    assert probe["steps"][1]["point"] is None


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "NaN"])
def test_what_is_not_json_is_answered_too(text: str) -> None:
    reply = json.loads(answer_json(text)[0])
    assert not reply["ok"]
    assert reply["error"]


def test_one_landscape_answers_alike_by_name_and_from_the_package() -> None:
    p = good(query="probe", landscape="Saddle", point=[0.3, -0.8])
    np.testing.assert_array_equal(p["gradient"], Saddle().gradient([0.3, -0.8]))


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("method", STEPPERS)
def test_a_window_whose_square_is_no_double_is_answered(query: str, method: str) -> None:
    tiny = {"expression": "x", "domain": [[0, 1e-170], [0, 1e-170]]}
    request = {
        "query": query,
        "landscape": tiny,
        "point": [5e-171, 5e-171],
        "method": method,
        "methods": [method],
        "steps": 2,
        "rows": [0, 2],
        "resolution": [4, 3],
        "name": "escape",
    }
    assert answer(request)["ok"], answer(request)
    assert json.loads(answer_json(json.dumps(request))[0])["ok"]
