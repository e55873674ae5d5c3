"""What the bridge says of steps: the next ones, paths, the cut along a step, the inside of one."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from landscape import LANDSCAPES, STEPPERS
from landscape.bridge import answer, answer_json

from .under_test import good


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
        path = good(
            query="path",
            landscape=landscape,
            method=spec,
            point=list(point),
            steps=1,
            methods=[spec],
            **({"state": spec["state"]} if "state" in spec else {}),
        )
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
    assert path["reasons"] == ["moved", "moved", "stationary", "stationary"]


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


def test_factors_are_what_a_step_makes_of_each_component_of_the_error() -> None:
    methods = [
        {"name": "GradientDescent", "parameters": {"learning_rate": 0.1}},
        "Newton",
        "SaddleFreeNewton",
        {"name": "DampedNewton", "parameters": {"damping": 0.5}},
    ]
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
