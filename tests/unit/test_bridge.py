"""What a page may ask: every query, its shapes, and the answer to requests that make no sense."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from landscape import LANDSCAPES, STEPPERS, End, Expression, HeavyBall, Saddle, basins
from landscape.bridge import QUERIES, answer, answer_json


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
    path = good(query="path", landscape=landscape, method="Newton", point=point, steps=1)
    for word in words:
        assert word in path["message"]
    assert path["probe"]["point"] == path["points"][-1].tolist() == path["states"][-1]["point"]
    assert path["points"][0].tolist() == path["states"][0]["point"] == point


def test_a_gradient_step_uses_its_learning_rate_and_tells_of_one_too_long() -> None:
    method = {"name": "GradientDescent", "parameters": {"learning_rate": 1.5}}
    step = good(query="path", landscape="Bowl", method=method, point=[1, 1], steps=1)
    assert step["points"][-1].tolist() == [-2.0, -2.0]
    assert "Too long a step" in step["message"]
    assert "2/2" in step["message"]


@pytest.mark.parametrize("method", STEPPERS)
def test_a_path_goes_on_from_a_state_as_if_it_had_never_stopped(method: str) -> None:
    whole = good(query="path", landscape="Rosenbrock", method=method, point=[0.3, -0.2], steps=6)
    first = good(query="path", landscape="Rosenbrock", method=method, point=[0.3, -0.2], steps=4)
    # By JSON, as a page keeps it.
    state = json.loads(json.dumps(first["states"][-1]).replace("NaN", "null"))
    rest = good(query="path", landscape="Rosenbrock", method=method, state=state, steps=2)
    np.testing.assert_array_equal(rest["points"], whole["points"][4:])
    np.testing.assert_array_equal(first["points"], whole["points"][:5])
    assert json.dumps(rest["states"][-1]) == json.dumps(whole["states"][-1])
    assert rest["message"] == whole["message"]


@pytest.mark.parametrize("method", STEPPERS)
@pytest.mark.parametrize("landscape", ["Saddle", "Himmelblau", "PseudoHuber"])
def test_the_next_step_that_is_drawn_is_the_step_that_is_taken(method: str, landscape: str) -> None:
    point, spec = LANDSCAPES[landscape]().start, {"name": method}
    for _ in range(5):
        (shown,) = good(query="probe", landscape=landscape, point=list(point), methods=[spec])["steps"]
        path = good(query="path", landscape=landscape, method=spec, point=list(point), steps=1, methods=[spec],
                    **({"state": spec["state"]} if "state" in spec else {}))  # fmt: skip
        arrived = path["points"][-1].tolist()
        assert (shown["point"] or list(point)) == arrived
        if shown["point"] is not None:
            assert shown["predicted"] == pytest.approx(path["predicted"][-1])
            assert shown["actual"] == pytest.approx(np.diff(path["values"])[-1])
        point, spec = arrived, {"name": method, "state": path["states"][-1]}  # type: ignore[dict-item]
        # Where the path ended, the drawn step goes on from its state.
        (after,) = good(query="probe", landscape=landscape, point=arrived, methods=[spec])["steps"]
        assert path["probe"]["steps"][0]["point"] == after["point"]


def test_a_path_is_an_array_with_reasons() -> None:
    path = good(query="path", landscape="Saddle", method="Newton", point=[1, 1], steps=3)
    assert path["points"].shape == (4, 2)
    assert path["reasons"].tolist() == [0, 0, 5, 5]


@pytest.mark.parametrize("method", ["GradientDescent", "Newton"])
@pytest.mark.parametrize("landscape", ["Saddle", "Rosenbrock", "MonkeySaddle"])
def test_a_path_arrives_where_single_steps_do_and_says_the_same(landscape: str, method: str) -> None:
    point, step = [-1.2, 1.0], None
    for _ in range(4):
        step = good(query="path", landscape=landscape, method=method, point=point, steps=1)
        point = step["points"][-1].tolist()
    path = good(query="path", landscape=landscape, method=method, point=[-1.2, 1.0], steps=4)
    assert step is not None
    assert path["points"][-1].tolist() == point
    for key in ("reason", "message", "topic", "probe"):
        # As text: NaN is not equal to itself.
        assert json.dumps(path[key]) == json.dumps(step[key])


def test_a_path_has_every_number_of_every_iterate() -> None:
    f = LANDSCAPES["Himmelblau"]()
    path = good(query="path", landscape="Himmelblau", method="Newton", point=[2.5, 2.5], steps=4)
    points = path["points"]
    np.testing.assert_array_equal(path["values"], f.value(points))
    np.testing.assert_allclose(path["slopes"], np.linalg.norm(f.gradient(points), axis=-1))
    np.testing.assert_allclose(path["distances"], np.linalg.norm(points - [3.0, 2.0], axis=-1))
    np.testing.assert_allclose(path["eigenvalues"], np.linalg.eigvalsh(f.hessian(points)))
    moves = np.diff(points, axis=0)
    g, h = f.gradient(points[:-1]), f.hessian(points[:-1])
    model = np.einsum("ki,ki->k", g, moves) + 0.5 * np.einsum("ki,kij,kj->k", moves, h, moves)
    np.testing.assert_allclose(path["predicted"][1:], model)
    assert np.isnan(path["predicted"][0])
    assert np.isnan(path["proposals"]).all()


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


def test_factors_are_what_a_step_makes_of_each_component_of_the_error() -> None:
    methods = [{"name": "GradientDescent", "parameters": {"learning_rate": 0.1}}, "Newton", "SaddleFreeNewton",
               {"name": "DampedNewton", "parameters": {"damping": 0.5}}]  # fmt: skip
    steps = good(query="probe", landscape="Saddle", point=[1.2, 0.7], methods=methods)["steps"]
    for step, factors in zip(steps, [(1.2, 0.8), (0, 0), (2, 0), (-1 / 3, 0.2)], strict=True):
        assert step["factors"] == pytest.approx(factors, abs=1e-12), step["method"]


def test_the_cross_is_where_the_model_bends_by_one() -> None:
    p = good(query="probe", landscape="Rosenbrock", point=[-1.2, 1.0])
    f = LANDSCAPES["Rosenbrock"]()
    for axis in p["cross"]:
        d = axis["half"] * np.array(axis["vector"])
        assert abs(0.5 * d @ f.hessian([-1.2, 1.0]) @ d) == pytest.approx(1.0)


def test_the_models_stationary_point_is_where_newton_jumps() -> None:
    for name, kind in (("Bowl", "minimum"), ("Saddle", "saddle"), ("Hill", "maximum")):
        p = good(query="probe", landscape=name, point=[1.0, 0.5])
        assert p["model"]["kind"] == kind
        assert p["model"]["point"] == p["steps"][1]["point"]
    flat = good(query="probe", landscape="FlatValley", point=[1.0, 0.5])
    assert flat["model"] == {"point": None, "kind": None, "value": None}


def test_marks_are_those_of_theory_and_only_where_it_holds() -> None:
    bowl = {"name": "Bowl", "parameters": {"eigenvalues": [1.0, 10.0]}}
    (step,) = good(query="probe", landscape=bowl, point=[1, 1], methods=["GradientDescent"])["steps"]
    assert dict(step["marks"]["learning_rate"]) == pytest.approx({"1/L": 0.1, "2/(μ+L)": 2 / 11, "2/L": 0.2})
    gd, damped = good(query="probe", landscape="Saddle", point=[1, 1], methods=["GradientDescent", "DampedNewton"])[
        "steps"
    ]
    assert gd["marks"] == {}
    assert damped["marks"] == {"damping": [["|λ_min|", 2.0]]}


def test_the_cut_has_the_landscape_its_tangent_its_model_and_armijos_rule() -> None:
    f = LANDSCAPES["Rosenbrock"]()
    point = np.array([-1.2, 1.0])
    cut = good(query="cut", landscape="Rosenbrock", method="GradientDescent", point=point.tolist(), length=0.25)
    g, h = f.gradient(point), f.hessian(point)
    d, t = -0.1 * g, cut["lengths"]
    assert {0.0, 1.0} <= set(t.tolist())
    np.testing.assert_allclose(cut["direction"], d)
    np.testing.assert_allclose(cut["values"], f.value(point + t[:, None] * d))
    np.testing.assert_allclose(cut["tangent"], f.value(point) + t * (g @ d))
    np.testing.assert_allclose(cut["model"], f.value(point) + t * (g @ d) + 0.5 * t * t * (d @ h @ d))
    rule = (t > 0) & (cut["values"] <= f.value(point) + 1e-4 * t * (g @ d))
    np.testing.assert_array_equal(cut["accepted"], rule)
    at = cut["at"]
    assert at["actual"] == pytest.approx(f.value(at["point"]) - f.value(point))
    assert at["predicted"] == pytest.approx(0.25 * g @ d + 0.5 * 0.0625 * d @ h @ d)
    assert at["accepted"] == bool(at["actual"] <= 1e-4 * 0.25 * g @ d)
    assert cut["decrease"] == 1e-4
    np.testing.assert_allclose(cut["armijo"], f.value(point) + 1e-4 * t * (g @ d), rtol=1e-12)
    (whole,) = cut["armijo"][t == 1.0]
    assert whole == cut["value"] + 1e-4 * cut["slope"]


def test_there_is_no_cut_where_there_is_no_step_and_none_is_accepted_uphill() -> None:
    assert good(query="cut", landscape="FlatValley", method="Newton", point=[1, 1])["direction"] is None
    uphill = good(query="cut", landscape="Hill", method="Newton", point=[1, 0.5])
    assert uphill["slope"] > 0
    assert not uphill["accepted"].any()
    # Along a level the height satisfies the rule with a slope of zero, which is no descent.
    level = good(query="cut", landscape="Saddle", method="Newton", point=[0.5, 0.5], length=0.5)
    assert level["slope"] == 0
    assert level["values"].tolist() == level["armijo"].tolist()
    assert not level["accepted"].any()
    assert not level["at"]["accepted"]


def test_curvature_and_arrows_are_those_of_the_landscape() -> None:
    f = LANDSCAPES["Rosenbrock"]()
    told = good(query="curvature", landscape="Rosenbrock", resolution=[9, 7])
    assert told["low"].shape == told["high"].shape == (7, 9)
    xs, ys = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-1, 3, 7))
    np.testing.assert_array_equal(told["low"] > 0, ys < xs**2 + 1 / 200)
    arrows = good(query="arrows", landscape="Rosenbrock", resolution=[4, 3])
    np.testing.assert_array_equal(arrows["gradients"], f.gradient(arrows["points"]))
    assert arrows["points"].shape == (12, 2)
    assert (np.abs(arrows["points"][:, 0]) < 2).all()


@pytest.mark.parametrize("method", ["Newton", "GradientDescent", "Adam", "TrustRegion"])
@pytest.mark.parametrize("landscape", ["Himmelblau", "Saddle", "FlatValley"])
def test_basins_come_in_rows_that_go_on_to_the_same_end(landscape: str, method: str) -> None:
    f = LANDSCAPES[landscape]()
    (x0, x1), (y0, y1) = f.domain
    starts = np.stack(np.meshgrid(np.linspace(x0, x1, 24), np.linspace(y0, y1, 16)), axis=-1)
    _, kinds, which = basins(f, STEPPERS[method](), starts, 40)
    ask = {"query": "basins", "landscape": landscape, "method": method, "resolution": [24, 16]}
    for rows, steps in (([0, 3], 5), ([2, 9], 11), ([9, 16], 40), ([0, 16], 22), ([0, 16], 40)):
        told = good(**ask, rows=rows, steps=steps)
        assert told["milliseconds"] > 0
    np.testing.assert_array_equal(told["kinds"], kinds)
    np.testing.assert_array_equal(told["which"], which)
    # Fewer steps than were taken already: from the start, to the same end.
    early = good(**ask, rows=[0, 16], steps=5)
    np.testing.assert_array_equal(early["kinds"], basins(f, STEPPERS[method](), starts, 5)[1])


def test_a_path_that_lingers_at_a_saddle_is_not_ended() -> None:
    # Beside the saddle, in its window of four by four, by less than what counts as stationary.
    side = [1e-9, 2e-9]
    ask = {"query": "basins", "landscape": "Saddle", "method": "GradientDescent", "resolution": [2, 2]}
    early = good(**ask, window=[side, side], rows=[0, 2], steps=1)
    assert (early["kinds"] == End.SADDLE).all()
    late = good(**ask, window=[side, side], rows=[0, 2], steps=300)
    starts = np.stack(np.meshgrid(side, side), axis=-1)
    np.testing.assert_array_equal(late["kinds"], basins(Saddle(), STEPPERS["GradientDescent"](), starts, 300)[1])
    assert (late["kinds"] == End.DIVERGED).all()


def test_a_minimum_is_no_end_for_a_method_with_memory() -> None:
    method = {"name": "HeavyBall", "parameters": {"learning_rate": 0.5, "momentum": 0.9}}
    ask = {"query": "basins", "landscape": "Bowl", "method": method, "resolution": [6, 4], "rows": [0, 4]}
    assert (good(**ask, steps=1)["kinds"] == End.MINIMUM).all()
    xs, ys = (np.linspace(-2, 2, n) for n in (6, 4))
    starts = np.stack(np.meshgrid(xs, ys), axis=-1)
    for steps in (2, 3):
        fresh = basins(LANDSCAPES["Bowl"](), HeavyBall(0.5, 0.9), starts, steps)[1]
        np.testing.assert_array_equal(good(**ask, steps=steps)["kinds"], fresh)
        assert (fresh == End.MOVING).all()


def test_more_work_than_a_page_asks_for_is_refused_with_the_numbers() -> None:
    ask = {"query": "basins", "landscape": "Bowl", "method": "Newton", "resolution": [1024, 1024]}
    reply = answer({**ask, "rows": [0, 1024], "steps": 10_000})
    assert not reply["ok"]
    assert "at most 20000000 starts times steps, got 10485760000" in reply["error"]
    reply = answer({**ask, "rows": [5, 7], "steps": 9_766})
    assert "got 20000768" in reply["error"]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("method", STEPPERS)
def test_a_window_whose_square_is_no_double_is_answered(query: str, method: str) -> None:
    tiny = {"expression": "x", "domain": [[0, 1e-170], [0, 1e-170]]}
    request = {"query": query, "landscape": tiny, "point": [5e-171, 5e-171], "method": method, "methods": [method],
               "steps": 2, "rows": [0, 2], "resolution": [4, 3]}  # fmt: skip
    assert answer(request)["ok"], answer(request)
    assert json.loads(answer_json(json.dumps(request))[0])["ok"]


@pytest.mark.parametrize(
    ("landscape", "method", "point"),
    [
        ("DoubleWell", {"name": "GradientDescent", "parameters": {"learning_rate": 0.3}}, [0.7312984280643, 0.0]),
        ("Saddle", {"name": "DampedNewton", "parameters": {"damping": 1.0}}, [0.0, 0.5]),
    ],
    ids=str,
)
def test_a_cycle_is_seen_step_by_step_with_the_iterate_before(landscape: str, method: Any, point: list[float]) -> None:
    if landscape == "DoubleWell":
        # Onto the cycle, to the last digits.
        point = good(query="path", landscape=landscape, method=method, point=point, steps=2000)["points"][-1].tolist()
    first = good(query="path", landscape=landscape, method=method, point=point, steps=1)
    assert first["topic"] != "two-cycle"
    ask = {"query": "path", "landscape": landscape, "method": method, "state": first["states"][-1], "steps": 1}
    assert good(**ask, before=point)["topic"] == "two-cycle"
    assert good(**ask)["topic"] != "two-cycle"
    assert good(**ask, before=[1.9, 1.9])["topic"] != "two-cycle"
    with_state = {**method, "state": first["states"][-1], "before": point}
    assert good(**{**ask, "method": with_state})["topic"] == "two-cycle"


def test_a_state_is_that_of_the_point_in_question() -> None:
    (there,) = good(query="path", landscape="Bowl", method="HeavyBall", point=[1.5, -0.5], steps=0)["states"]
    spec = {"name": "HeavyBall", "state": there}
    for query in ("probe", "cut", "inside"):
        ask = {"query": query, "landscape": "Bowl", "method": spec, "methods": [spec]}
        reply = answer({**ask, "point": [1.0, 1.0]})
        assert not reply["ok"]
        assert reply["error"] == "state: it is of the point [1.5, -0.5], and the request of [1.0, 1.0]."
        assert answer({**ask, "point": [1.5, -0.5]})["ok"]


def test_the_inside_of_a_step_is_the_step() -> None:
    told = good(query="inside", landscape="Saddle", method="Newton", point=[1.4, 0.6])
    assert [stage["name"] for stage in told["stages"]] == ["gradient", "Hessian", "model", "solve", "jump"]
    assert told["file"] == "steppers/newton.py"
    assert told["point"] == [0.0, 0.0]
    for stage in told["stages"]:
        assert told["lines"][stage["line"]].strip()
    text, _ = answer_json(
        json.dumps({"query": "inside", "landscape": "FlatValley", "method": "Newton", "point": [1, 1]})
    )
    assert json.loads(text)["result"]["reason"] == "singular"


def test_a_minimum_is_no_end_where_steps_are_too_long() -> None:
    # Beside the minimum by less than what counts as stationary; with this rate each step doubles the distance.
    side = [1e-9, 2e-9]
    rate = {"learning_rate": 1.5}
    ask = {"query": "basins", "landscape": "Bowl", "method": {"name": "GradientDescent", "parameters": rate}}
    ask |= {"resolution": [2, 2], "rows": [0, 2], "window": [side, side]}
    assert (good(**ask, steps=1)["kinds"] == 0).all()
    late = good(**ask, steps=300)
    starts = np.stack(np.meshgrid(side, side), axis=-1)
    fresh = basins(LANDSCAPES["Bowl"](), STEPPERS["GradientDescent"](**rate), starts, 300)
    np.testing.assert_array_equal(late["kinds"], fresh[1])
