"""Every claim against closed forms, exact fractions, mpmath, or a walk."""

from __future__ import annotations

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from bs4 import BeautifulSoup

from landscape import Bowl, DampedNewton, GradientDescent, HeavyBall, Saddle, descend
from landscape.claims import (
    CLAIMS,
    condition,
    cost,
    damping,
    difference,
    escape,
    momentum,
    units,
)
from landscape.claims.draggable import short

from .claimed import plain, stops


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
