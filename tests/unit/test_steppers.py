"""Steppers on quadratics (to 1e-12, alone and in batches), their reasons, and the paths that they make."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from math import ceil, log, sqrt
from typing import Any

import numpy as np
import pytest

from landscape import (
    STEPPERS,
    Bowl,
    Expression,
    GradientDescent,
    Hill,
    Himmelblau,
    Landscape,
    MonkeySaddle,
    Newton,
    Quadratic,
    Reason,
    Rosenbrock,
    Saddle,
    Stepper,
    descend,
    iterates,
)

from .under_test import LANDSCAPES, METHODS, close, name_of, spread, stepped


@pytest.mark.parametrize(
    "f", [Bowl(), Saddle(), Hill(), Bowl((1.0, 1e6), 0.3), Quadratic((-3.0, 0.2), 1.0)], ids=name_of
)
def test_newton_solves_every_non_singular_quadratic_in_one_step(f: Landscape) -> None:
    points = spread(f)
    tolerance = 1e-12 * np.linalg.cond(f.hessian([0.0, 0.0]))
    np.testing.assert_allclose(stepped(f, Newton(), points).point, np.zeros_like(points), atol=tolerance)


@pytest.mark.parametrize("rate", [0.01, 0.1, 0.9, 1.3])
@pytest.mark.parametrize("f", [Bowl(), Saddle(), Hill(), Bowl((1.0, 10.0))], ids=name_of)
def test_gradient_descent_multiplies_each_component_by_one_minus_rate_times_curvature(f: Any, rate: float) -> None:
    points = spread(f)
    close(stepped(f, GradientDescent(rate), points).point, points * (1 - rate * np.asarray(f.eigenvalues)))


def test_gradient_descent_in_a_turned_frame() -> None:
    f = Quadratic((1.0, -3.0), 0.7)
    c, s = np.cos(0.7), np.sin(0.7)
    frame = np.array([[c, -s], [s, c]])
    points = spread(f)
    expected = (points @ frame * (1 - 0.2 * np.array([1.0, -3.0]))) @ frame.T
    close(stepped(f, GradientDescent(0.2), points).point, expected)


@pytest.mark.parametrize(("rate", "converges"), [(0.199, True), (0.201, False), (0.15, True), (0.0999, True)])
def test_two_over_l_is_the_limit_on_a_bowl(rate: float, converges: bool) -> None:
    f = Bowl((1.0, 10.0))
    heights = f.value(descend(f, GradientDescent(rate), [1.0, 1.0], steps=4000).point[-1])
    assert (heights < 1e-6) == converges


def test_the_best_fixed_rate_has_the_published_factor() -> None:
    mu, large = 1.0, 9.0
    path = descend(Bowl((mu, large)), GradientDescent(2 / (mu + large)), [1.0, 1.0], steps=10).point
    close(np.abs(path[1:] / path[:-1]), np.full((10, 2), (large / mu - 1) / (large / mu + 1)))


@pytest.mark.parametrize(("eps", "published"), [(1e-2, 26), (1e-6, 76), (1e-12, 152), (1e-16, 203)])
def test_steps_to_escape_a_saddle(eps: float, published: int) -> None:
    assert ceil(log(1 / eps) / log(1.2)) == published
    y = descend(Saddle(), GradientDescent(0.1), [1.0, eps], steps=400).point[:, 1]
    assert int(np.argmax(np.abs(y) >= 1)) == published


def test_from_the_axis_a_saddle_is_never_left() -> None:
    assert (descend(Saddle(), GradientDescent(0.1), [1.0, 0.0], steps=400).point[:, 1] == 0).all()


def test_rosenbrock_second_newton_step_is_published() -> None:
    f = Rosenbrock()
    heights = f.value(descend(f, Newton(), [-1.2, 1.0], steps=6).point)
    assert round(heights[2] / heights[1]) == 298
    assert heights[6] < 1e-10


def test_newton_reaches_rosenbrocks_minimum_from_everywhere_in_its_window() -> None:
    points = np.stack(np.meshgrid(np.linspace(-2, 2, 61), np.linspace(-1, 3, 61)), axis=-1)
    end = descend(Rosenbrock(), Newton(), points, steps=60).point[-1]
    np.testing.assert_allclose(end, np.ones_like(end), atol=1e-8)


def test_on_the_hill_newton_climbs_and_says_so() -> None:
    state = stepped(Hill(), Newton(), [1.0, 0.5])
    assert state.point.tolist() == [0.0, 0.0]
    assert state.reason == Reason.ASCENT


@pytest.mark.parametrize(
    ("f", "point", "reason"),
    [
        (Quadratic((2.0, 0.0)), [1.0, 1.0], Reason.SINGULAR),
        (MonkeySaddle(), [0.0, 0.0], Reason.SINGULAR),
        (Expression("log(x)"), [-1.0, 0.0], Reason.NOT_FINITE),
        (Expression("x**3 + y**2"), [0.0, 1.0], Reason.SINGULAR),
        (Bowl(), [0.0, 0.0], Reason.STATIONARY),
    ],
    ids=str,
)
def test_where_newton_has_no_step_the_point_stays_with_a_reason(
    f: Landscape, point: list[float], reason: Reason
) -> None:
    state = stepped(f, Newton(), point)
    assert state.point.tolist() == point
    assert Reason(int(state.reason)) is reason


@pytest.mark.parametrize("width", [1e6, 1.0, 1e-6])
@pytest.mark.parametrize(("share", "reason"), [(0.9e-12, Reason.STATIONARY), (1.1e-12, Reason.MOVED)])
def test_a_gradient_is_zero_beside_the_height_over_the_width(width: float, share: float, reason: Reason) -> None:
    f = Expression(f"1 + {share / width!r}*x", domain=((0.0, width), (0.0, width)))
    assert f.scale == pytest.approx(1.0)
    for method in (GradientDescent(), STEPPERS["HeavyBall"](), STEPPERS["Adam"]()):
        assert Reason(int(stepped(f, method, [0.5 * width, 0.5 * width]).reason)) is reason


def test_divergence_is_a_result() -> None:
    path = descend(Hill(), GradientDescent(1.0), [1.0, 1.0], steps=200)
    assert np.isfinite(path.point).all()
    assert path.reason[-1] == Reason.DIVERGED
    assert abs(path.point[-1, 0]) > 1e10


@pytest.mark.parametrize("method", METHODS, ids=name_of)
@pytest.mark.parametrize("f", LANDSCAPES, ids=name_of)
def test_one_bad_point_never_spoils_the_others(f: Landscape, method: Stepper[Any]) -> None:
    points = spread(f, (7,))
    alone = np.stack([stepped(f, method, point).point for point in points])
    mixed = points.copy()
    mixed[2], mixed[4] = np.nan, [np.inf, 1e300]
    batch = stepped(f, method, mixed)
    good = np.array([0, 1, 3, 5, 6])
    close(batch.point[good], alone[good])
    assert batch.reason[2] == Reason.NOT_FINITE
    assert batch.reason.shape == (7,)


@pytest.mark.parametrize("method", METHODS, ids=name_of)
def test_a_stepper_is_frozen_and_its_repr_makes_it(method: Stepper[Any]) -> None:
    assert eval(repr(method), dict(STEPPERS)) == method
    for name in [*(field.name for field in fields(method)), "anything_else"]:  # type: ignore[arg-type]
        with pytest.raises(FrozenInstanceError):
            setattr(method, name, 3)


@pytest.mark.parametrize("rate", [0, -0.1, float("nan"), float("inf"), "0.1", True, None])
def test_a_learning_rate_is_a_positive_number(rate: Any) -> None:
    with pytest.raises(ValueError, match="learning_rate: expected a positive number"):
        GradientDescent(rate)


@pytest.mark.parametrize("steps", [-1, 2.5, "3", True, None])
def test_steps_are_a_whole_number(steps: Any) -> None:
    with pytest.raises(ValueError, match="steps: expected a whole number"):
        descend(Bowl(), Newton(), [1.0, 1.0], steps=steps)


def test_a_path_is_its_iterates() -> None:
    path = descend(Himmelblau(), GradientDescent(0.01), [0.5, 0.5], steps=8)
    for k, state in zip(range(9), iterates(Himmelblau(), GradientDescent(0.01), [0.5, 0.5]), strict=False):
        np.testing.assert_array_equal(path.point[k], state.point)
    assert descend(Bowl(), Newton(), np.zeros((3, 0, 2)), steps=2).point.shape == (3, 3, 0, 2)
    assert descend(Bowl(), Newton(), [1.0, sqrt(2)], steps=0).point.shape == (1, 2)
