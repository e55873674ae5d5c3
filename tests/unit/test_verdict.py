"""The verdicts: each situation that teaching speaks of gets its own words, and a paragraph that explains them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from landscape.bridge import answer
from landscape.words import TOPICS

GUIDE = (Path(__file__).parents[2] / "docs" / "explorer.md").read_text(encoding="utf-8")

# Landscape, method, start, steps, topic, and words that must be said.
CASES: list[tuple[str, Any, list[float], int, str, list[str]]] = [
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
    ("Hill", ("GradientDescent", {"learning_rate": 2.0}), [1.0, 0.5], 1, "diverged", ["Off the map", "every rate leads away"]),
    ("Hill", ("GradientDescent", {"learning_rate": 2.0}), [1.0, 0.5], 60, "diverged", ["Diverged"]),
    ("DoubleWell", ("GradientDescent", {"learning_rate": 0.3}), [0.9, 0.0], 400, "two-cycle", ["2-cycle"]),
    ("Saddle", ("DampedNewton", {"damping": 1.0}), [0.0, 0.5], 3, "two-cycle", ["two steps ago"]),
    ("Saddle", ("DampedNewton", {"damping": 1.0}), [0.3, 1.5], 1, "ascent", ["an ascent direction"]),
    ("Hill", "LineSearchNewton", [0.6, 0.4], 1, "no-descent", ["does not begin"]),
    ("MonkeySaddle", "Newton", [0.0, 0.0], 1, "singular", ["no Newton step"]),
    ("Bowl", ("HeavyBall", {"learning_rate": 0.1, "momentum": 0.9}), [1.0, 0.5], 5, "memory", ["memory"]),
]  # fmt: skip


def walk(landscape: str, method: Any, point: list[float], steps: int) -> dict[str, Any]:
    spec = method if isinstance(method, str) else {"name": method[0], "parameters": method[1]}
    reply = answer({"query": "path", "landscape": landscape, "method": spec, "point": point, "steps": steps})
    assert reply["ok"], reply
    result: dict[str, Any] = reply["result"]
    return result


@pytest.mark.parametrize(("landscape", "method", "point", "steps", "topic", "words"), CASES, ids=str)
def test_a_verdict_names_what_happened(
    landscape: str, method: Any, point: list[float], steps: int, topic: str, words: list[str]
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
    text = (sources / "verdict.py").read_text(encoding="utf-8") + (sources / "words.py").read_text(encoding="utf-8")
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
