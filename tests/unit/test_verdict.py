"""The verdicts: each situation that teaching speaks of gets its own words, and a paragraph that explains them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from landscape import LANDSCAPES, STEPPERS, Reason, Saddle
from landscape.bridge import answer
from landscape.prospect import Ground, Step
from landscape.verdict import after_step
from landscape.words import TOPICS

GUIDE = (Path(__file__).parents[2] / "docs" / "explorer.md").read_text(encoding="utf-8")

# Landscape, method, start, steps, topic, and words that must be said.
CASES: list[tuple[Any, Any, list[float], int, str, list[str]]] = [
    ("Saddle", "Newton", [1.4, 0.6], 1, "saddle", ["landed on the saddle", "not a minimum"]),
    ("Hill", "Newton", [0.6, 0.4], 1, "maximum", ["climbed to the maximum", "not a minimum"]),
    ("Bowl", "Newton", [1.0, 0.5], 1, "minimum", ["landed on the minimum"]),
    ("Bowl", "Newton", [1.0, 0.5], 2, "minimum", ["No step", "nothing lower nearby"]),
    ("Rosenbrock", "Newton", [-1.2, 1.0], 1, "descent", ["gᵀH⁻¹g", "a descent direction"]),
    ("Rosenbrock", "Newton", [-1.2, 1.0], 2, "overshoot", ["a descent direction", "rose"]),
    ("Himmelblau", "Newton", [0.5, 0.5], 1, "ascent", ["an ascent direction", "rose"]),
    ("FlatValley", "Newton", [1.4, 0.6], 1, "singular", ["H is singular", "none is made up"]),
    ("FlatValley", "DampedNewton", [1.4, 0.6], 1, "descent", ["Downhill"]),
    ("Bowl", ("GradientDescent", {"learning_rate": 1.3}), [1.0, 0.5], 1, "overshoot", ["below 2/2"]),
    ("Saddle", "GradientDescent", [1.0, 0.5], 1, "descent", ["closer along the upward curvature"]),
    (
        "Hill",
        ("GradientDescent", {"learning_rate": 2.0}),
        [1.0, 0.5],
        1,
        "diverged",
        ["Off the map", "every rate leads away"],
    ),
    ("Hill", ("GradientDescent", {"learning_rate": 2.0}), [1.0, 0.5], 60, "diverged", ["Diverged"]),
    ("DoubleWell", ("GradientDescent", {"learning_rate": 0.3}), [0.9, 0.0], 400, "two-cycle", ["2-cycle"]),
    ("Saddle", ("DampedNewton", {"damping": 1.0}), [0.0, 0.5], 3, "two-cycle", ["two steps ago"]),
    ("Saddle", ("DampedNewton", {"damping": 1.0}), [0.3, 1.5], 1, "ascent", ["an ascent direction"]),
    ("Hill", "LineSearchNewton", [0.6, 0.4], 1, "no-descent", ["does not begin"]),
    ("MonkeySaddle", "Newton", [0.0, 0.0], 1, "singular", ["no Newton step"]),
    ("Hill", "BFGS", [0.6, 0.4], 1, "diverged", ["falls without bound"]),
    (
        "Saddle",
        ("DampedNewton", {"damping": 2.0}),
        [0.6, 0.4],
        1,
        "singular",
        ["H + τI is singular", "Try another damping"],
    ),
    ("Quartic", "Newton", [1.0, 1e-5], 1, "descent", ["to the minimum of its local model"]),
    (
        {"expression": "sqrt(x)*y"},
        "Newton",
        [1.0, 1.0],
        1,
        "not-finite",
        ["Newton led from 1 to a point where f is not finite"],
    ),
    (
        {"expression": "log(x)"},
        ("GradientDescent", {"learning_rate": 2.0}),
        [1.0, 0.0],
        1,
        "not-finite",
        ["where f is not finite"],
    ),
    ("Bowl", ("GradientDescent", {"learning_rate": 1.0}), [1.0, 1.0], 1, "not-stationary", ["kept the height, 2."]),
    ("Bowl", ("HeavyBall", {"learning_rate": 0.1, "momentum": 0.9}), [1.0, 0.5], 5, "memory", ["memory"]),
]


def walk(landscape: Any, method: Any, point: list[float], steps: int) -> dict[str, Any]:
    spec = method if isinstance(method, str) else {"name": method[0], "parameters": method[1]}
    reply = answer({"query": "path", "landscape": landscape, "method": spec, "point": point, "steps": steps})
    assert reply["ok"], reply
    result: dict[str, Any] = reply["result"]
    return result


@pytest.mark.parametrize(("landscape", "method", "point", "steps", "topic", "words"), CASES, ids=str)
def test_a_verdict_names_what_happened(
    landscape: Any, method: Any, point: list[float], steps: int, topic: str, words: list[str]
) -> None:
    told = walk(landscape, method, point, steps)
    assert told["topic"] == topic, told["message"]
    for word in words:
        assert word in told["message"]


def test_a_refusal_says_what_the_model_promised_and_what_was_true() -> None:
    """Some trust-region step on some landscape is refused; which one, the method decides."""
    spec = ("TrustRegion", {"radius": 2.0})
    for steps in range(1, 30):
        told = walk("Rosenbrock", spec, [-1.2, 1.0], steps)
        if told["reason"] == "refused":
            assert told["topic"] == "refused"
            assert "the model predicted" in told["message"]
            assert "The radius is now" in told["message"]
            return
    raise AssertionError("no step was refused")


def test_every_topic_has_its_paragraph_and_its_case() -> None:
    assert re.findall(r"^### .*\{ #([a-z-]+) \}$", GUIDE, flags=re.MULTILINE) == list(TOPICS)
    elsewhere = {"refused", "no-decrease", "not-finite", "not-stationary", "undecided"}
    assert {case[4] for case in CASES} | elsewhere == set(TOPICS)


def test_every_word_for_a_topic_in_the_sources_is_one() -> None:
    sources = Path(__file__).parents[2] / "src" / "landscape"
    text = "".join((sources / name).read_text(encoding="utf-8") for name in ("prospect.py", "verdict.py", "words.py"))
    written = re.findall(r'"([a-z]+(?:-[a-z]+)+)"', text)
    assert written
    assert set(written) <= set(TOPICS)


def test_what_the_probe_stands_on_has_a_topic() -> None:
    for landscape, point, topic in [
        ("MonkeySaddle", [0.0, 0.0], "undecided"),
        ("Bowl", [0.3, 0.4], "not-stationary"),
        ("FlatValley", [1.0, 0.0], "singular"),
        ({"expression": "log(x)"}, [-1.0, 0.0], "not-finite"),
    ]:
        reply = answer({"query": "probe", "landscape": landscape, "point": point})
        assert reply["result"]["topic"] == topic


def previews(landscape: Any, point: list[float], *methods: Any) -> list[str]:
    specs = [m if isinstance(m, str) else {"name": m[0], "parameters": m[1]} for m in methods]
    reply = answer({"query": "probe", "landscape": landscape, "point": point, "methods": specs})
    assert reply["ok"], reply
    return [step["message"] for step in reply["result"]["steps"]]


def rate(value: float) -> Any:
    return ("GradientDescent", {"learning_rate": value})


def test_a_preview_says_which_way_a_step_goes() -> None:
    down, level, up = previews("Bowl", [1.0, 1.0], rate(0.5), rate(1.0), rate(1.5))
    assert down == "Goes down by 2; the model predicts −2."
    assert level.startswith("Goes along a level")
    assert up == "Goes up by 6; the model predicts 6."


def test_a_preview_says_why_there_is_no_step() -> None:
    (damped,) = previews("Saddle", [0.6, 0.4], ("DampedNewton", {"damping": 2.0}))
    assert damped == "No step: H + τI is singular here."
    newton, descent = previews("FlatValley", [1.0, 0.0], "Newton", ("DampedNewton", {"damping": 2.0}))
    assert newton == "No step: H is singular here."
    assert descent.startswith("Goes down")
    assert previews("Hill", [0.6, 0.4], "BFGS") == ["No step: f falls without bound along the direction."]
    assert previews({"expression": "sqrt(x)*y"}, [1.0, 1.0], "Newton") == ["The step leads to where f is not finite."]
    assert previews("Bowl", [0.0, 0.0], "Newton", "HeavyBall") == ["No step: the gradient is zero."] * 2


def test_a_ball_moves_on_where_the_gradient_is_zero() -> None:
    ball = {"name": "HeavyBall", "parameters": {"learning_rate": 0.5, "momentum": 0.9}}
    ask = {"query": "path", "landscape": "Bowl", "method": ball, "methods": [ball], "point": [1.0, 1.0]}
    first, second = (answer({**ask, "steps": steps})["result"] for steps in (1, 2))
    assert first["probe"]["point"] == first["probe"]["gradient"] == [0.0, 0.0]
    assert first["probe"]["steps"][0]["message"].startswith("Goes up by 1.62")
    assert second["points"][2].any()
    assert "No step" not in second["message"]
    assert not first["settled"]
    assert not second["settled"]


def test_the_damping_and_not_h_is_what_makes_the_matrix_singular() -> None:
    told = walk("Saddle", ("DampedNewton", {"damping": 2.0}), [0.6, 0.4], 1)
    assert "H is singular" not in told["message"]
    assert "the damping cancels an eigenvalue of H" in told["message"]
    assert walk("Hill", "BFGS", [0.6, 0.4], 1)["reason"] == "unbounded"


RIM = "Off the map: the height fell from {}, and the probe left the window{}. Reset to begin again."
FAR = "; along negative curvature every rate leads away"
TURNED = {"name": "Bowl", "parameters": {"eigenvalues": [1.0, 10.0], "angle": 0.3}}


@pytest.mark.parametrize(
    ("landscape", "method", "point", "said"),
    [
        ("Hill", rate(2.0), [1.0, 0.5], RIM.format("−1.25 to −31.25", FAR)),
        ("Saddle", rate(0.5), [0.5, 1.5], RIM.format("−2 to −9", FAR)),
        # Not the rate's doing, and no negative curvature.
        ("Hill", "SaddleFreeNewton", [1.5, 0.0], RIM.format("−2.25 to −9", "")),
        (TURNED, rate(0.19), [1.9, 1.9], RIM.format("10.68 to 8.218", "")),
    ],
    ids=str,
)
def test_off_the_map_word_for_word(landscape: Any, method: Any, point: list[float], said: str) -> None:
    told = walk(landscape, method, point, 1)
    assert told["message"] == said
    assert told["topic"] == "diverged"


def test_a_probe_that_was_outside_does_not_leave_the_window_again() -> None:
    for method in (rate(2.0), "SaddleFreeNewton"):
        told = walk("Hill", method, [1.5, 0.0], 2)
        assert told["message"].startswith("Downhill from")
        assert told["topic"] == "descent"


@pytest.mark.parametrize("point", [[1.0, 1.0], [0.1, 1.0]])
def test_a_safe_rate_is_that_of_the_steepest_curvature(point: list[float]) -> None:
    bowl = {"name": "Bowl", "parameters": {"eigenvalues": [1.0, 8.0]}}
    told = walk(bowl, rate(0.3), point, 1)
    assert "The curvature reaches 8; a safe rate is below 2/8 = 0.25. Try a smaller step." in told["message"]


def test_a_ball_that_passes_a_place_twice_is_in_no_cycle() -> None:
    told = walk("Bowl", ("HeavyBall", {"learning_rate": 1.45, "momentum": 0.9}), [1.0, 1.0], 2)
    assert np.abs(told["points"][2] - told["points"][0]).max() < 1e-12
    assert told["topic"] != "two-cycle"


def grid(name: str) -> list[list[float]]:
    (x0, x1), (y0, y1) = LANDSCAPES[name]().domain
    inside = [[x, y] for x in np.linspace(x0, x1, 9).tolist() for y in np.linspace(y0, y1, 7).tolist()]
    # Where one curvature is small beside the other, and where one is zero.
    return [*inside, [1.0, 1e-5], [1e-5, 1.0], [1e-8, 1.0], [1.0, 1e-12], [1.0, 0.0], [3**-0.5, 0.5]]


@pytest.mark.parametrize("landscape", LANDSCAPES)
def test_the_ground_has_no_newton_step_exactly_where_newton_has_none(landscape: str) -> None:
    for point in grid(landscape):
        reply = answer({"query": "probe", "landscape": landscape, "point": point, "methods": ["Newton"]})["result"]
        (newton,) = reply["steps"]
        singular = newton["message"] == "No step: H is singular here."
        assert singular == (newton["reason"] == "singular"), point
        if reply["kind"] == "not stationary":
            assert ("there is no Newton step" in reply["message"]) == singular, point
            assert (reply["model"]["point"] is None) == singular, point


@pytest.mark.parametrize("kind", ["saddle", "maximum"])
@pytest.mark.parametrize("method", STEPPERS)
def test_only_solvers_look_for_gradient_zero(method: str, kind: str) -> None:
    curved = {"saddle": (-2.0, 2.0), "maximum": (-2.0, -2.0)}[kind]
    before = Ground((1.0, 0.0), 1.0, "indefinite", "not stationary", curved, True)
    after = Ground((0.0, 0.0), 0.0, "indefinite", kind, curved, True)
    step = Step(STEPPERS[method](), Reason.MOVED, slope=-2.0, predicted=-1.0, actual=-1.0, moves=True)
    said = after_step(Saddle(), step, before, after)
    assert said.topic == kind
    assert "the height fell from 1 to 0" in said.message
    solver = method in ("Newton", "DampedNewton", "LineSearchNewton")
    assert ("it looks for gradient zero" in said.message) == solver


RISES = {"Downhill": -1, "fell": -1, "Uphill": 1, "Too long": 1, "rose": 1, "kept the height": 0, "height stayed": 0}


@pytest.mark.parametrize("landscape", LANDSCAPES)
def test_verdicts_say_only_what_is_so(landscape: str) -> None:
    f = LANDSCAPES[landscape]()
    low, high = np.array(f.domain).T
    scattered = low + (high - low) * np.random.default_rng(30).random((2, 2))
    for method in STEPPERS:
        for start in ([*f.start], *scattered.tolist()):
            ask = {"query": "path", "landscape": landscape, "point": start, "steps": 1, "methods": [method]}
            spec: dict[str, Any] = {"name": method}
            for _ in range(10):
                told = answer({**ask, "method": spec})["result"]
                said = told["message"]
                for text in (said, told["probe"]["message"], *(step["message"] for step in told["probe"]["steps"])):
                    assert text.endswith("."), text
                    assert not re.search("nan|inf|None|[{}]", text), text
                assert {told["topic"], told["probe"]["topic"]} <= set(TOPICS)
                change = np.sign(np.diff(told["values"])[0])
                assert all(change == sign for word, sign in RISES.items() if word in said), (method, start, said)
                if told["settled"]:
                    break
                spec = {"name": method, "state": told["states"][1], "before": told["states"][0]["point"]}


def test_heights_that_read_alike_are_told_by_their_difference() -> None:
    kinked = {"expression": "x**2/2 + abs(x) + y**2", "domain": [[-2, 2], [-1.4, 1.4]]}
    request = {"query": "path", "landscape": kinked, "method": "Newton", "point": [0.9, 0.5], "steps": 2}
    message = answer(request)["result"]["message"]
    assert re.search(r"rose from 1\.5 by \d", message) or "stayed at 1.5" in message, message
    assert "from 1.5 to 1.5" not in message
