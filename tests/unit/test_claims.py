"""Every claim against closed forms, exact fractions, mpmath, or a walk; and what a page gets of it."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from typing import Any

import mpmath
import numpy as np
import pytest
from bs4 import BeautifulSoup

from landscape import Bowl, DampedNewton, GradientDescent, HeavyBall, Saddle, descend
from landscape.bridge import answer, answer_json
from landscape.claims import (
    CLAIMS,
    Claim,
    Draggable,
    claim,
    condition,
    cost,
    damping,
    difference,
    escape,
    momentum,
    units,
)
from landscape.claims.draggable import power, short, spoken

from .under_test import good

ALL = pytest.mark.parametrize("made", CLAIMS.values(), ids=list(CLAIMS))


def stops(name: str, key: str) -> tuple[float, ...]:
    return next(n for n in CLAIMS[name].numbers if n.key == key).stops


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


# What they say


@pytest.mark.parametrize(("eps", "steps"), [(1e-2, 26), (1e-6, 76), (1e-12, 152), (1e-16, 203), (0.0, None)])
def test_escape_says_the_published_numbers(eps: float, steps: int | None) -> None:
    assert escape.steps(eps, 0.1) == steps
    left = "is never left" if steps is None else f"is left after {steps} steps"
    assert plain(CLAIMS["escape"].said(eps=eps)).endswith(f"and the saddle {left}.")


def test_escape_is_the_formula_wherever_it_can_be_dragged() -> None:
    with mpmath.workdps(50):
        for eta in stops("escape", "eta"):
            for eps in stops("escape", "eps")[1:]:
                exact = mpmath.log(1 / mpmath.mpf(eps)) / mpmath.log(1 + 2 * mpmath.mpf(eta))
                # Rounding may decide only where the exact number is whole to rounding.
                allowed = {int(mpmath.ceil(exact - mpmath.mpf("1e-9"))), int(mpmath.ceil(exact + mpmath.mpf("1e-9")))}
                assert escape.steps(eps, eta) in allowed, (eps, eta)
    assert all(escape.steps(0.0, eta) is None for eta in stops("escape", "eta"))


def test_rate_says_what_one_step_does_and_what_becomes_of_it() -> None:
    for eta in stops("rate", "eta"):
        told = CLAIMS["rate"].results(eta=eta)
        step = descend(Bowl((1.0, 10.0)), GradientDescent(eta), [1.0, 1.0], steps=1).point[-1]
        assert [told["flat"], told["steep"]] == [short(round(x, 12)) for x in step.tolist()]
        # In fractions, because the borders are met exactly.
        steep = 1 - 10 * Fraction(str(eta))
        words = told["words"]
        assert ("diverges" in words) == (steep < -1)
        assert ("from side to side" in words) == (steep == -1)
        assert ("changes sign at every step, and shrinks" in words) == (-1 < steep < 0)
        assert ("gone after one step" in words) == (steep == 0)
        assert ("neither changes sign" in words) == (steep > 0)
        path = descend(Bowl((1.0, 10.0)), GradientDescent(eta), [1.0, 1.0], steps=400).point[:, 1]
        assert (abs(path[-1]) > 10) == (steep < -1)


def test_condition_is_what_gradient_descent_and_newton_do() -> None:
    for kappa in stops("condition", "kappa"):
        told = CLAIMS["condition"].results(kappa=kappa)
        rate = condition.best_rate(kappa)
        factor = (kappa - 1) / (kappa + 1)
        points = descend(Bowl((1.0, kappa)), GradientDescent(rate), [1.0, 1.0], steps=5).point
        np.testing.assert_allclose(np.abs(points[1:]), factor ** np.arange(1, 6)[:, None] * [[1, 1]], atol=1e-11)
        assert told["factor"] == short(factor)
        assert told["newton"] == "1 step"
        # No other rate has a smaller worst factor.
        worse = [max(abs(1 - r), abs(1 - r * kappa)) for r in (0.99 * rate, 1.01 * rate)]
        assert min(worse) > factor - 1e-15
        steps = condition.digit(factor)
        with mpmath.workdps(40):
            exact = (mpmath.mpf(kappa) - 1) / (mpmath.mpf(kappa) + 1)
            assert exact**steps <= mpmath.mpf("0.1") * (1 + mpmath.mpf("1e-9"))
            assert steps == 1 or exact ** (steps - 1) > mpmath.mpf("0.1")


def test_damping_is_what_damped_newton_does() -> None:
    for tau in stops("damping", "tau"):
        told = CLAIMS["damping"].results(tau=tau)
        exact = Fraction(str(tau))
        step = descend(Saddle(), DampedNewton(tau), [0.0, 1.0], steps=1)
        y = float(step.point[-1, 1])
        if exact == 2:
            assert told == {"shifted": "0", "does": "no damped Newton step exists", "words": damping.words(2.0)}
            assert "singular" in told["words"]
            assert y == 1.0, "it stays"
            continue
        factor = exact / (exact - 2)
        assert damping.factor(tau) == pytest.approx(float(factor), rel=1e-12)
        assert y == pytest.approx(float(factor), rel=1e-12)
        assert told["does"] == f"each step multiplies y by {short(float(factor))}"
        words = told["words"]
        assert ("repels" in words) == (abs(factor) > 1) == (exact > 1)
        assert ("attracts" in words) == (abs(factor) < 1)
        assert ("for ever" in words) == (factor == -1)
        slope = float(Saddle().gradient([0.0, 1.0])[1]) * (y - 1.0)
        assert ("goes downhill" in words) == (slope < 0) == (exact > 2)
        if "uphill" in words:
            assert slope > 0
    assert [short(damping.factor(tau) or 0.0) for tau in (0.5, 1.0, 1.5)] == ["−0.3333", "−1", "−3"]


@pytest.mark.parametrize("kappa", [1.0, 10.0, 100.0, 1000.0])
def test_momentum_is_the_larger_root(kappa: float) -> None:
    best = momentum.best_momentum(kappa)
    root = mpmath.sqrt(kappa)
    assert best == pytest.approx(float(((root - 1) / (root + 1)) ** 2))
    for beta in stops("momentum", "beta")[::7]:
        alpha = momentum.learning_rate(beta, kappa)
        sizes = []
        for curvature in (1.0, kappa):
            roots = mpmath.polyroots([1, -(1 + beta - alpha * curvature), beta], maxsteps=200, extraprec=200)
            size = float(max(abs(z) for z in roots))
            assert momentum.shrink(beta, alpha, curvature) == pytest.approx(size, rel=1e-7)
            sizes.append(size)
        assert sizes[0] == pytest.approx(sizes[1], rel=1e-7)
        # No other learning rate does better for this momentum.
        for other in (0.7, 0.98, 1.02, 1.2):
            assert max(momentum.shrink(beta, other * alpha, c) for c in (1.0, kappa)) >= max(sizes) - 1e-12
        told = CLAIMS["momentum"].results(beta=beta, kappa=kappa)
        assert ("complex" in told["kind"]) == (beta > best)
        if beta > best:
            assert max(sizes) == pytest.approx(math.sqrt(beta))
    polyak = (2 / (1 + math.sqrt(kappa))) ** 2
    assert momentum.learning_rate(best, kappa) == pytest.approx(polyak, rel=1e-12)
    assert momentum.learning_rate(0.0, kappa) == condition.best_rate(kappa)


def test_momentum_is_what_the_ball_does() -> None:
    for beta, kappa in ((0.3, 100.0), (0.9, 100.0)):
        alpha = momentum.learning_rate(beta, kappa)
        points = descend(Bowl((1.0, kappa)), HeavyBall(alpha, beta), [1.0, 0.5], steps=300).point
        # Complex roots turn: the envelope is what shrinks.
        sizes = np.maximum.accumulate(np.abs(points)[::-1], axis=0)[::-1].max(axis=1)
        rate = (sizes[280] / sizes[80]) ** (1 / 200)
        assert rate == pytest.approx(momentum.shrink(beta, alpha, 1.0), rel=5e-3)


def test_units_is_the_steepest_way_among_all_of_one_length_in_those_units() -> None:
    """By trying: of all displacements whose length, measured on the map, is one, which gains most height?"""
    angles = np.radians(np.arange(0.0, 90.0, 0.001))
    for s in stops("units", "s"):
        gradient = Bowl().gradient([units.PLACE, units.PLACE])
        dx, dy = np.cos(angles), np.sin(angles) / s  # on the ground; on the map (cos, sin)
        best = int(np.argmax(gradient[0] * dx + gradient[1] * dy))
        on_map, on_ground = units.angles(s)
        assert on_map == pytest.approx(np.degrees(angles[best]), abs=0.01)
        assert on_ground == pytest.approx(np.degrees(np.arctan2(dy[best], dx[best])), abs=0.01)
        # The map shows the same heights.
        assert units.ground(s).value([0.3, s * -0.7]) == pytest.approx(Bowl().value([0.3, -0.7]))


def test_difference_has_a_floor_and_a_ceiling() -> None:
    def decade(h: float, which: int) -> int:
        return round(math.log10(difference.errors(h)[which]))

    assert decade(1e-12, 0) == decade(1e-4, 0) == -4
    assert abs(decade(1e-12, 1) - decade(1e-2, 1)) <= 1
    for h in stops("difference", "h"):
        forward, central = difference.errors(h)
        why, why_central = difference.causes(h)
        with mpmath.workdps(50):
            x, step = mpmath.mpf(1), mpmath.mpf(h)
            left_out = abs((mpmath.sin(x + step) - mpmath.sin(x)) / step - mpmath.cos(x))
            left_out_central = abs((mpmath.sin(x + step) - mpmath.sin(x - step)) / (2 * step) - mpmath.cos(x))
        # Where the formula is to blame, the error is what the formula leaves out, and else it is larger.
        if h >= 1e-6:
            assert why == "the step is too long"
            assert forward == pytest.approx(float(left_out), rel=1e-3)
        if h >= 1e-4:
            assert why_central == "the step is too long"
            assert central == pytest.approx(float(left_out_central), rel=2e-2)
        if h <= 1e-9:
            assert (why, why_central) == ("rounding", "rounding")
            assert central > 2 * float(left_out_central)


def test_cost_says_what_costs_what() -> None:
    said = plain(CLAIMS["cost"].said())
    assert "The gradient takes 4 GB and 6 µs. The Hessian takes 4 EB: it fills 50,000,000 of them." in said
    assert "One solve takes 10,600 years, one product Hv 18 µs." in said
    small = CLAIMS["cost"].said(n=1e3)
    assert "The Hessian takes 4 MB: it fits in one of them." in small
    assert pytest.approx(10_600, rel=5e-3) == 10**18 / 3 * 1e9 / 1e15 / (365.25 * 86400)
    rows = BeautifulSoup(cost.figure(1e9, 1e15, 80.0), "html.parser").select("tbody tr")
    texts = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in rows]
    assert texts == [
        ["g gradient", "4 GB", "1", "6 µs"],
        ["J Jacobian of 1,000 outputs", "4 TB", "50", "4 ms"],
        ["H Hessian", "4 EB", "50,000,000", "5 hours"],
        ["H d = −g solve, once H is there", "4 EB", "50,000,000", "10,600 years"],
        ["H v product, without H", "4 GB", "1", "18 µs"],
    ]
    assert [bool(row.select(".ls-over")) for row in rows] == [False, True, True, True, False]
    heads = BeautifulSoup(cost.figure(1e9, 1e15, 80.0), "html.parser").select("thead th")
    assert [head.get_text() for head in heads] == ["derivative", "memory", "accelerators", "time"]


def test_cost_bars_are_logarithmic_and_never_leave_their_box() -> None:
    for n in stops("cost", "n"):
        for memory in stops("cost", "memory"):
            shares = [
                float(part.split(":")[1].rstrip("%"))
                for bar in BeautifulSoup(cost.figure(n, 1e15, memory), "html.parser").select(".ls-cost-bar > span")
                for part in str(bar["style"]).split(";")
            ]
            assert all(0 <= share <= 100 for share in shares)
            assert 0 < shares[1] < 100
    # Six decades of memory are as far as any other six.
    part = 100 * 6 / math.log10(cost.MOST / cost.LEAST)
    bars = [cost.figure(n, 1e15, 80.0).split("--share:")[1].split("%")[0] for n in (1e3, 1e9)]
    assert float(bars[1]) - float(bars[0]) == pytest.approx(part, abs=0.2)


# How they are dragged


@ALL
def test_stops_rise_and_are_written_differently(made: Claim) -> None:
    assert len({n.key for n in made.numbers}) == len(made.numbers)
    for n in made.numbers:
        assert list(n.stops) == sorted(set(n.stops))
        assert n.default in n.stops
        texts = n.plain()["texts"]
        assert len(set(texts)) == len(texts)
        assert n.stops[-1] == n.maximum
        assert n.stops[1 if n.zero else 0] == n.minimum
        assert 2 <= n.leap < len(n.stops)
        for stop in n.stops:
            assert n.read(stop) == stop


def test_stops_on_a_log_scale_are_round() -> None:
    assert stops("cost", "n")[:6] == (1e3, 2e3, 5e3, 1e4, 2e4, 5e4)
    assert stops("escape", "eps")[:3] == (0.0, 1e-16, 1e-15)
    assert stops("condition", "kappa")[:11] == (1.0, 1.3, 1.6, 2.0, 2.5, 3.2, 4.0, 5.0, 6.3, 7.9, 10.0)
    assert stops("cost", "memory") == (10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0)


def test_a_default_off_the_stops_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^x: 0\.55 is none of its stops"):
        Draggable("x", "x", "x", 0.55, 0.0, 1.0, "linear", 0.1)


@pytest.mark.parametrize(
    ("value", "text", "said"),
    [
        (1e-12, "10⁻¹²", "10 to the minus 12"),
        (5e9, "5 × 10⁹", "5 times 10 to the 9"),
        (0.0, "0", "0"),
        (1.0, "10⁰", "10 to the 0"),
    ],
)
def test_powers_are_written_and_spoken(value: float, text: str, said: str) -> None:
    assert power(value) == text
    assert spoken(text) == said


# What a page gets


@ALL
def test_a_still_is_whole_and_has_no_dead_controls(made: Claim) -> None:
    page = BeautifulSoup(claim(made.name)._repr_html_(), "html.parser")
    words = page.select_one(".ls-claim-words")
    assert words is not None
    assert plain(words.get_text()) == plain(made.said())
    assert not page.select("[role], [tabindex], button, input")
    frame = page.select_one(".ls-claim")
    assert frame is not None
    card = json.loads(str(frame["data-claim"]))
    assert card["name"] == made.name
    assert [n["key"] for n in card["numbers"]] == [e["data-key"] for e in words.select(".ls-claim-number")]
    for n in card["numbers"]:
        element = words.select_one(f'[data-key="{n["key"]}"]')
        assert element is not None
        assert element.get_text() == n["texts"][n["home"]]
        assert len(n["stops"]) == len(n["texts"]) == len(n.get("spoken", n["texts"]))
    assert {e["data-key"] for e in words.select(".ls-claim-result")} == set(made.results(**made.defaults))
    assert bool(page.select(".ls-claim-figure table")) == (made.figure is not None)


@ALL
def test_room_is_kept_for_the_longest_sentence(made: Claim) -> None:
    room = len(made.longest())
    for n in made.numbers:
        assert all(len(made.said(**{n.key: stop})) <= room for stop in n.stops)


@ALL
def test_the_bridge_says_the_same(made: Claim) -> None:
    for at in (0, -1):
        values = {n.key: n.stops[at] for n in made.numbers}
        told = good(query="claim", name=made.name, values=values)
        assert told["values"] == values
        assert told["results"] == made.results(**values)
        assert (told["view"] is None) == (made.view is None)
        assert (told["html"] is None) == (made.figure is None)
    text, arrays = answer_json(json.dumps({"query": "claim", "name": made.name}))
    assert json.loads(text)["result"]["values"] == made.defaults
    assert not arrays


@ALL
def test_the_views_can_be_walked(made: Claim) -> None:
    if made.view is None:
        return
    for n in made.numbers:
        for stop in (n.stops[0], n.stops[len(n.stops) // 2], n.stops[-1]):
            view = good(query="claim", name=made.name, values={n.key: stop})["view"]
            assert view["steps"] <= 400
            for method in view["methods"]:
                path = good(
                    query="path", landscape=view["landscape"], method=method, point=view["point"], steps=view["steps"]
                )
                assert len(path["points"]) == view["steps"] + 1


def test_the_view_of_escape_ends_where_the_sentence_says() -> None:
    view: Any = good(query="claim", name="escape", values={"eps": 1e-6})["view"]
    points = np.asarray(
        good(
            query="path",
            landscape=view["landscape"],
            method=view["methods"][0],
            point=view["point"],
            steps=view["steps"],
        )["points"]
    )
    assert abs(points[-1, 1]) >= 1 > abs(points[-2, 1])


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"name": "weather"}, "name: 'weather' is not known. Known are escape, rate,"),
        ({"name": 3}, "name: 3 is not known."),
        ({}, "The request has no 'name'."),
        ({"name": "rate", "values": [1]}, "values: expected an object of numbers, got [1]."),
        ({"name": "rate", "values": {"x": 1}}, "values: rate has no number 'x'. It has: eta."),
        ({"name": "rate", "values": {"eta": 9}}, "values: eta: expected a number from 0.01 to 0.25, got 9."),
        ({"name": "rate", "values": {"eta": "1"}}, "values: eta: expected a number from 0.01 to 0.25, got '1'."),
        ({"name": "rate", "values": {"eta": True}}, "values: eta: expected a number"),
        ({"name": "rate", "values": {"eta": float("nan")}}, "values: eta: expected a number"),
        ({"name": "escape", "values": {"eps": 1e-20}}, "values: eps: expected 0, or a number from 1e-16 to 0.1,"),
    ],
)
def test_a_bad_request_is_told_why(request_: dict[str, Any], message: str) -> None:
    reply = answer({"query": "claim", **request_})
    assert not reply["ok"]
    assert reply["error"].startswith(message)


def test_an_unknown_claim_is_told_why() -> None:
    with pytest.raises(ValueError, match=r"^claim: 'wind' is not known\. Known are escape, rate,"):
        claim("wind")
