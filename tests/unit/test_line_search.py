"""Line searches and the methods that use them: Armijo's rule, the strong Wolfe conditions, BFGS."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from landscape import (
    BFGS,
    ArmijoGradientDescent,
    Bowl,
    Expression,
    Hill,
    Himmelblau,
    Landscape,
    LineSearchNewton,
    Quadratic,
    Reason,
    Rosenbrock,
    Saddle,
    Stepper,
    TrustRegion,
    descend,
    iterates,
)
from landscape._arrays import dot
from landscape.steppers.bfgs import updated

from .under_test import LANDSCAPES, name_of, spread, stepped

SEARCHES: list[Stepper[Any]] = [
    ArmijoGradientDescent(),
    ArmijoGradientDescent(learning_rate=8.0, decrease=0.3, shrink=0.8),
    LineSearchNewton(),
    LineSearchNewton(decrease=0.4, shrink=0.2),
    BFGS(),
    BFGS(curvature=1e-9),
    TrustRegion(),
    TrustRegion(radius=10.0, largest=10.0, accept=0.0),
]


def frame(angle: float) -> Any:
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


@pytest.mark.parametrize("method", SEARCHES, ids=name_of)
@pytest.mark.parametrize("f", LANDSCAPES, ids=name_of)
def test_f_never_rises(f: Landscape, method: Stepper[Any]) -> None:
    heights = f.value(descend(f, method, spread(f, (150,), seed=8), steps=40).point)
    assert np.isfinite(heights).all()
    assert (np.diff(heights, axis=0) <= 0).all()


@pytest.mark.parametrize("f", [Rosenbrock(), Himmelblau(), Bowl((1.0, 50.0), 0.4)], ids=name_of)
@pytest.mark.parametrize("method", [m for m in SEARCHES if hasattr(m, "shrink")], ids=name_of)
def test_armijo_takes_the_first_length_that_satisfies_the_rule(f: Landscape, method: Any) -> None:
    points = spread(f, (60,), seed=9)
    after = stepped(f, method, points)
    tried = []
    for p, arrived, reason in zip(points, after.point, after.reason, strict=True):
        g = f.gradient(p)
        newton = isinstance(method, LineSearchNewton)
        d = -np.linalg.solve(f.hessian(p), g) if newton else -g
        if g @ d >= 0:
            assert reason == Reason.NO_DESCENT
            continue
        t, trials = 1.0 if newton else method.learning_rate, 1
        while f.value(p + t * d) > f.value(p) + method.decrease * t * (g @ d):
            t, trials = method.shrink * t, trials + 1
        tried.append(trials)
        np.testing.assert_allclose(arrived, p + t * d, rtol=1e-9, atol=1e-9)
    assert tried
    assert isinstance(f, Bowl) or max(tried) > 1


@pytest.mark.parametrize("height", ["log(x)", "sqrt(x)", "-log(x)"])
def test_heights_that_are_not_finite_are_too_high(height: str) -> None:
    f = Expression(f"{height} + x + y**2")
    for method in (ArmijoGradientDescent(learning_rate=4.0), BFGS(), TrustRegion()):
        path = descend(f, method, [0.3, 0.5], steps=20)
        assert np.isfinite(f.value(path.point)).all()
        assert (path.point[..., 0] > 0).all()


@pytest.mark.parametrize("method", [LineSearchNewton(), LineSearchNewton(decrease=0.4, shrink=0.2)], ids=name_of)
def test_line_search_newton_does_not_begin_where_the_slope_is_not_negative(method: LineSearchNewton) -> None:
    # On x^2 - y^2 the slope along the Newton step is -2 (x^2 - y^2).
    points = np.array([[2.0, 1.0], [0.5, 0.5], [1.0, 2.0]])
    after = stepped(Saddle(), method, points)
    assert after.reason.tolist() == [Reason.MOVED, Reason.NO_DESCENT, Reason.NO_DESCENT]
    assert after.point.tolist() == [[0.0, 0.0], [0.5, 0.5], [1.0, 2.0]]
    # The same in a turned frame, where the zero slope is one of rounding errors.
    turned = Saddle(angle=0.7)
    after = stepped(turned, method, points @ frame(0.7).T)
    assert after.reason.tolist() == [Reason.MOVED, Reason.NO_DESCENT, Reason.NO_DESCENT]
    points = spread(Hill())
    after = stepped(Hill(), method, points)
    assert (after.reason == Reason.NO_DESCENT).all()
    assert (after.point == points).all()


def test_a_long_ascent_step_that_would_pass_by_luck_is_not_taken() -> None:
    f = Expression("cos(x) + y**2")
    p = np.array([1.2, 0.0])
    g, d = f.gradient(p), -f.gradient(p) / [-np.cos(1.2), 2.0]
    assert g @ d > 0
    assert f.value(p + d) <= f.value(p) + 1e-4 * (g @ d)
    after = stepped(f, LineSearchNewton(), p)
    assert after.reason == Reason.NO_DESCENT
    assert after.point.tolist() == [1.2, 0.0]


def test_line_search_newton_goes_no_further_where_h_is_singular() -> None:
    after = stepped(Quadratic((2.0, 0.0)), LineSearchNewton(), [1.0, 1.0])
    assert after.reason == Reason.SINGULAR
    assert after.point.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("method", [LineSearchNewton(), BFGS()], ids=name_of)
def test_rosenbrocks_minimum_from_its_published_start(method: Stepper[Any]) -> None:
    f = Rosenbrock()
    path = descend(f, method, [-1.2, 1.0], steps=49)
    np.testing.assert_allclose(path.point[-1], [1.0, 1.0], atol=1e-10)


@pytest.mark.parametrize("kappa", [1.0, 3.0, 10.0, 100.0])
@pytest.mark.parametrize("angle", [0.0, 0.4, 1.3])
@pytest.mark.parametrize("size", [0.01, 1.0, 7.0])
def test_bfgs_with_an_exact_search_ends_in_two_steps_on_a_quadratic(kappa: float, angle: float, size: float) -> None:
    f = Bowl((size, kappa * size), angle)
    points = spread(f, (80,), seed=10)
    path = descend(f, BFGS(curvature=1e-9), points, steps=2)
    # The search may stop at a slope of 1e-9 of the first one, which the flattest direction makes kappa times as long.
    np.testing.assert_allclose(path.point[-1], np.zeros_like(points), atol=1e-9 * kappa)
    if kappa > 1:
        # The first step is that of exact steepest descent: one step is not enough.
        g = f.gradient(points)
        exact = points - (dot(g, g) / dot(g, np.einsum("...ij,...j", f.hessian(points), g)))[:, None] * g
        np.testing.assert_allclose(path.point[1], exact, atol=1e-9)
        # After two exact steps the approximation is the inverse Hessian (Nocedal and Wright, theorem 6.4).
        steep = np.linalg.norm(path.point[1], axis=-1) > 1e-3
        error = path.inverse[2] @ f.hessian([0.0, 0.0]) - np.eye(2)
        assert np.abs(error[steep]).max() < 1e-4


@pytest.mark.parametrize("method", [BFGS(), BFGS(curvature=0.1), BFGS(0.3, 0.4), BFGS(curvature=1e-3)], ids=name_of)
@pytest.mark.parametrize("f", LANDSCAPES, ids=name_of)
def test_bfgs_satisfies_both_wolfe_conditions_and_the_secant_equation(f: Landscape, method: BFGS) -> None:
    state = method.init(f, spread(f, (60,), seed=11))
    checked = 0
    for _ in range(12):
        before, state = state, method.step(f, state)
        s = state.point - before.point
        # Where rounding does not blur the inequalities themselves.
        clear = np.linalg.norm(s, axis=-1) > 1e-6 * (1 + np.linalg.norm(state.point, axis=-1))
        clear &= np.linalg.norm(state.point, axis=-1) < 1e3
        old, new = f.gradient(before.point), f.gradient(state.point)
        slope, arrived = dot(old, s), dot(new, s)
        blur = 1e-12 * np.abs(f.value(before.point))
        enough = f.value(state.point) <= f.value(before.point) + method.decrease * slope + blur
        noise = 1e-9 * np.linalg.norm(old, axis=-1) * np.linalg.norm(s, axis=-1)
        flat = np.abs(arrived) <= method.curvature * np.abs(slope) + noise
        assert enough[clear].all()
        assert flat[clear].all()
        y = new - old
        assert (dot(s, y)[clear] > 0).all()
        # A matrix that doubles cannot tell from a singular one is not taken; far out, rounding is all there is to tell.
        kept = (state.inverse == before.inverse).all(axis=(-2, -1))
        clear &= ~kept
        missed = np.linalg.norm(np.einsum("...ij,...j", state.inverse, y) - s, axis=-1)
        largest = np.abs(state.inverse).max(axis=(-2, -1)) * np.linalg.norm(y, axis=-1)
        assert (missed <= 1e-9 * np.linalg.norm(s, axis=-1) + 1e-15 * largest)[clear].all()
        assert (state.inverse == state.inverse.swapaxes(-1, -2)).all()
        low, high = np.linalg.eigvalsh(state.inverse).T
        assert (low > np.where(high < 1e13 * low, 0.0, -1e-15 * high)).all()
        assert (np.linalg.det(state.inverse / high[:, None, None]) > 0).all()
        stays = (before.point == state.point).all(axis=-1)
        assert (state.inverse[stays] == before.inverse[stays]).all()
        checked += int(clear.sum())
    assert checked > 0 or isinstance(f, Hill)


def test_the_update_is_the_published_formula() -> None:
    rng = np.random.default_rng(12)
    root = rng.normal(size=(200, 2, 2))
    inverse = root @ root.swapaxes(-1, -2) + 0.1 * np.eye(2)
    s, y = rng.normal(size=(2, 200, 2))
    y = np.where((dot(s, y) > 0)[:, None], y, -y)
    rho = 1 / dot(s, y)[:, None, None]
    left = np.eye(2) - rho * s[:, :, None] * y[:, None, :]
    expected = left @ inverse @ left.swapaxes(-1, -2) + rho * s[:, :, None] * s[:, None, :]
    error = np.abs(updated(inverse, s, y) - expected).max(axis=(-2, -1))
    assert (error <= 1e-11 * np.abs(expected).max(axis=(-2, -1))).all()


@pytest.mark.parametrize("y", [[0.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [1e-13, 1.0], [np.nan, 1.0], [np.inf, 1.0]])
def test_without_positive_curvature_the_update_is_skipped(y: list[float]) -> None:
    inverse = np.array([[2.0, 0.5], [0.5, 1.0]])
    both = np.array([y, [1.0, 1.0]])
    with np.errstate(all="ignore"):
        after = updated(np.stack([inverse, inverse]), np.array([[1.0, 0.0], [1.0, 0.0]]), both)
    assert (after[0] == inverse).all()
    assert (after[1] != inverse).any()


def test_an_update_that_would_be_singular_to_rounding_is_skipped() -> None:
    s = np.array([1.0, 1.0])
    assert (updated(np.eye(2), s, 1e-20 * s) == np.eye(2)).all()
    assert (updated(np.eye(2), s, 1e-6 * s) != np.eye(2)).all()


@pytest.mark.parametrize("f", [Hill(), Saddle()], ids=name_of)
def test_where_f_falls_without_bound_no_length_satisfies_strong_wolfe(f: Landscape) -> None:
    state = stepped(f, BFGS(), [0.1, 1.0])
    assert state.reason == Reason.UNBOUNDED
    assert state.point.tolist() == [0.1, 1.0]
    assert (state.inverse == np.eye(2)).all()


def test_a_minimum_a_hundred_thousand_unit_steps_away_is_reached() -> None:
    # The slope at the start is so gentle that the lowest point is 500,000 times the first trial away.
    f = Expression("x**2/1000000 + y**2")
    path = descend(f, BFGS(), [1.0, 0.0], steps=4)
    assert path.reason.tolist() == [Reason.MOVED, Reason.MOVED, Reason.MOVED, Reason.STATIONARY, Reason.STATIONARY]
    assert 1.0 - path.point[1, 0] > 1e4 * np.abs(f.gradient([1.0, 0.0])[0])
    np.testing.assert_allclose(path.point[-1], [0.0, 0.0], atol=1e-12)


def test_a_failed_search_far_from_a_stationary_point_is_not_called_stationary() -> None:
    # Towards the wall at x = 0 the height falls ever more steeply: nowhere is it flat enough. The first trial is
    # 1/600 of the width, far more than nothing.
    f = Expression("0.01*log(x)")
    state = stepped(f, BFGS(), [1.0, 1.0])
    assert Reason(int(state.reason)) is Reason.NO_DECREASE
    assert state.point.tolist() == [1.0, 1.0]
    assert f.width == 6.0


def test_a_length_too_short_to_change_the_point_is_not_accepted() -> None:
    # By rounding the height has fallen enough, because it has not changed at all.
    state = stepped(Bowl(), ArmijoGradientDescent(learning_rate=1e-17), [1.0, 1.0])
    assert Reason(int(state.reason)) is Reason.NO_DECREASE
    assert state.point.tolist() == [1.0, 1.0]


def test_at_the_end_of_a_path_a_failed_search_is_called_stationary() -> None:
    # The minimum is not of height zero: heights stop telling the way long before the gradient vanishes.
    f = Expression("(x - 0.3)**2 + (y - 0.1)**4 + y**2 - x*y + 7.7")
    for method in (BFGS(), LineSearchNewton()):
        path = descend(f, method, spread(f, (40,)), steps=60)
        assert (path.reason[-1] == Reason.STATIONARY).all()
        assert (path.point[-1] == path.point[-2]).all()


def test_descend_recognises_a_step_that_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = 0
    original = LineSearchNewton.step

    def counted(self: LineSearchNewton, landscape: Landscape, state: Any) -> Any:
        nonlocal taken
        taken += 1
        return original(self, landscape, state)

    monkeypatch.setattr(LineSearchNewton, "step", counted)
    assert (descend(Hill(), LineSearchNewton(), [1.0, 1.0], steps=500).reason[1:] == Reason.NO_DESCENT).all()
    assert taken == 2


def test_bfgs_begins_with_the_identity() -> None:
    state = next(iterates(Bowl(), BFGS(), np.zeros((3, 2, 2))))
    assert state.inverse.shape == (3, 2, 2, 2)
    assert (state.inverse == np.eye(2)).all()


@pytest.mark.parametrize("wrong", [0, 1, -0.1, 2, float("nan"), "0.5", True, None])
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (ArmijoGradientDescent, "decrease"),
        (ArmijoGradientDescent, "shrink"),
        (LineSearchNewton, "decrease"),
        (LineSearchNewton, "shrink"),
        (BFGS, "decrease"),
        (BFGS, "curvature"),
    ],
)
def test_constants_lie_between_zero_and_one(kind: Any, name: str, wrong: Any) -> None:
    with pytest.raises(ValueError, match=f"{name}: expected a number above 0 and below 1"):
        kind(**{name: wrong})
