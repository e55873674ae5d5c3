"""What a page may ask: every query, its shapes, and the answer to requests that make no sense."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from landscape import LANDSCAPES, Expression, Saddle
from landscape.bridge import answer, answer_json


def good(**request: Any) -> dict[str, Any]:
    reply = answer(request)
    assert reply["ok"], reply
    result: dict[str, Any] = reply["result"]
    return result


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
    assert [(m["name"], [p["name"] for p in m["parameters"]]) for m in told["methods"]] == [
        ("GradientDescent", ["learning_rate"]),
        ("Newton", []),
    ]
    (rate,) = told["methods"][0]["parameters"]
    assert rate["minimum"] < rate["default"] < rate["maximum"]


def test_field_is_values_on_a_grid_with_row_zero_below() -> None:
    field = good(query="field", landscape="Saddle", resolution=[5, 3], window=[[-2, 2], [-1, 1]])
    np.testing.assert_array_equal(field["values"][0], np.array([4, 1, 0, 1, 4]) - 1.0)
    assert field["values"].shape == (3, 5)
    assert (field["minimum"], field["maximum"]) == (-1.0, 4.0)
    assert field["levels"] == sorted(field["levels"])
    assert len(field["strong"]) == len(field["levels"])


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


def test_predicted_and_actual_differ_where_the_model_is_not_the_landscape() -> None:
    newton = good(query="probe", landscape="Rosenbrock", point=[-1.2, 1.0])["steps"][1]
    assert newton["predicted"] < 0
    assert newton["predicted"] != pytest.approx(newton["actual"], rel=1e-3)


@pytest.mark.parametrize(
    ("landscape", "point", "words"),
    [
        ("Saddle", [1.0, 0.5], ["saddle", "not a minimum"]),
        ("Hill", [1.0, 0.5], ["climbed", "maximum", "not a minimum"]),
        ("Bowl", [1.0, 0.5], ["landed on the minimum"]),
        ("MonkeySaddle", [0.0, 0.0], ["singular", "no Newton step"]),
    ],
)
def test_the_verdict_on_a_newton_step(landscape: str, point: list[float], words: list[str]) -> None:
    step = good(query="step", landscape=landscape, method="Newton", point=point)
    for word in words:
        assert word in step["message"]
    assert step["probe"]["point"] == step["point"] == step["state"]["point"]
    assert step["from"] == point


def test_a_gradient_step_uses_its_learning_rate_and_tells_of_one_too_long() -> None:
    method = {"name": "GradientDescent", "parameters": {"learning_rate": 1.5}}
    step = good(query="step", landscape="Bowl", method=method, point=[1, 1])
    assert step["point"] == [-2.0, -2.0]
    assert "Too long a step" in step["message"]
    assert "2/2" in step["message"]


def test_a_step_goes_on_from_a_state() -> None:
    first = good(query="step", landscape="Bowl", method="GradientDescent", point=[1, 1])
    second = good(query="step", landscape="Bowl", method="GradientDescent", state=first["state"])
    assert second["point"] == pytest.approx([0.64, 0.64])


def test_a_path_is_an_array_with_reasons() -> None:
    path = good(query="path", landscape="Saddle", method="Newton", point=[1, 1], steps=3)
    assert path["points"].shape == (4, 2)
    assert path["reasons"].tolist() == [0, 0, 5, 5]


@pytest.mark.parametrize("method", ["GradientDescent", "Newton"])
@pytest.mark.parametrize("landscape", ["Saddle", "Rosenbrock", "MonkeySaddle"])
def test_a_path_arrives_where_its_steps_do_and_says_the_same(landscape: str, method: str) -> None:
    point, step = [-1.2, 1.0], None
    for _ in range(4):
        step = good(query="step", landscape=landscape, method=method, point=point)
        point = step["point"]
    path = good(query="path", landscape=landscape, method=method, point=[-1.2, 1.0], steps=4)
    assert step is not None
    assert path["points"][-1].tolist() == point
    assert {key: path[key] for key in ("reason", "message", "probe")} == {
        key: step[key] for key in ("reason", "message", "probe")
    }


def test_a_path_of_no_steps_is_its_start() -> None:
    path = good(query="path", landscape="Bowl", method="Newton", point=[1, 1], steps=0)
    assert path["points"].tolist() == [[1.0, 1.0]]
    assert path["message"] == path["probe"]["message"]


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
    ({"query": "probe", "landscape": {"expression": "x +"}, "point": [0, 0]}, "Allowed are"),
    ({"query": "probe", "landscape": {"expression": 3}, "point": [0, 0]}, "Expected the text"),
    ({"query": "probe", "landscape": {"expression": "x", "domain": 7}, "point": [0, 0]}, "domain"),
    ({"query": "probe", "landscape": {"name": "Bowl", "parameters": {"height": 3}}, "point": [0, 0]}, "no parameter"),
    ({"query": "probe", "landscape": {"name": "Bowl", "parameters": [1]}, "point": [0, 0]}, "must be an object"),
    ({"query": "probe", "landscape": "Bowl", "point": [0, 0], "methods": "Newton"}, "list of at most 20"),
    ({"query": "step", "landscape": "Bowl", "method": "Magic", "point": [0, 0]}, "Known are GradientDescent, Newton"),
    (
        {
            "query": "step",
            "landscape": "Bowl",
            "method": {"name": "GradientDescent", "parameters": {"learning_rate": -1}},
            "point": [0, 0],
        },
        "positive number",
    ),
    ({"query": "step", "landscape": "Bowl", "method": "Newton", "state": 5}, "state"),
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
