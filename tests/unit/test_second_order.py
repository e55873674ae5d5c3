"""Methods that use curvature: damped and saddle-free Newton, the trust region; and what all of the new ones share."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from landscape import (
    BFGS,
    ArmijoGradientDescent,
    Bowl,
    DampedNewton,
    Hill,
    Landscape,
    LineSearchNewton,
    MonkeySaddle,
    Quadratic,
    Reason,
    Saddle,
    SaddleFreeNewton,
    Stepper,
    TrustRegion,
    descend,
)

from .under_test import LANDSCAPES, close, name_of, spread, stepped

ALL: list[Stepper[Any]] = [
    ArmijoGradientDescent(),
    DampedNewton(),
    SaddleFreeNewton(),
    LineSearchNewton(),
    BFGS(),
    TrustRegion(),
]


def frame(angle: float) -> Any:
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


# --- Damped Newton


@pytest.mark.parametrize("tau", [0.5, 1.0, 1.5, 30.0])
@pytest.mark.parametrize(("first", "second"), [(2.0, -2.0), (1.0, 100.0), (-3.0, -0.2), (4.0, 0.0)])
def test_damping_multiplies_each_component_by_tau_over_tau_plus_lambda(tau: float, first: float, second: float) -> None:
    f = Quadratic((first, second), 0.7)
    points = spread(f)
    factor = tau / (tau + np.array([first, second]))
    np.testing.assert_allclose(
        stepped(f, DampedNewton(tau), points).point, (points @ frame(0.7) * factor) @ frame(0.7).T, rtol=1e-11
    )


@pytest.mark.parametrize(("tau", "factor"), [(0.5, -1 / 3), (1.0, -1.0), (1.5, -3.0)])
def test_the_published_factors_on_downward_curvature(tau: float, factor: float) -> None:
    path = descend(Saddle(), DampedNewton(tau), [1.0, 0.3], steps=4).point
    close(path[:, 1], 0.3 * factor ** np.arange(5))


@pytest.mark.parametrize("low", [-0.3, -2.0, -40.0])
def test_a_saddle_repels_if_and_only_if_the_damping_exceeds_half_of_the_downward_curvature(low: float) -> None:
    f = Saddle((2.0, low), 0.4)
    start = frame(0.4) @ [0.1, 0.1]
    for share, leaves in [(0.4, False), (0.49, False), (0.51, True), (0.9, True), (1.1, True), (3.0, True)]:
        end = descend(f, DampedNewton(share * -low), start, steps=200).point[-1]
        assert (np.abs(end @ frame(0.4)[:, 1]) > 0.1) == leaves


@pytest.mark.parametrize("low", [-0.3, -2.0, -40.0])
def test_the_step_is_a_descent_direction_if_and_only_if_the_matrix_is_positive_definite(low: float) -> None:
    f = Saddle((2.0, low), 0.4)
    points = spread(f, (300,))
    for share in (0.2, 0.7, 0.99, 1.01, 1.5):
        tau = -share * low
        definite = (np.linalg.eigvalsh(f.hessian([0.0, 0.0]) + tau * np.eye(2)) > 0).all()
        assert definite == (share > 1)
        d = stepped(f, DampedNewton(tau), points).point - points
        down = np.einsum("ni,ni->n", f.gradient(points), d) < 0
        assert down.all() == definite
        ascents = stepped(f, DampedNewton(tau), points).reason == Reason.ASCENT
        assert (ascents == ~down).all()


def test_a_damped_matrix_that_is_singular_gives_no_step() -> None:
    for f in (Saddle(), Hill(), Saddle(angle=0.3)):
        state = stepped(f, DampedNewton(damping=2.0), [1.0, 0.5])
        assert state.reason == Reason.SINGULAR
        assert state.point.tolist() == [1.0, 0.5]
    # A singular Hessian is no hindrance any more.
    assert stepped(Quadratic((2.0, 0.0)), DampedNewton(1.0), [3.0, 1.0]).point.tolist() == [1.0, 1.0]


def test_damped_newton_marks_the_size_of_the_downward_curvature() -> None:
    assert DampedNewton().marks((-2.0, 3.0)) == {"damping": (("|λ_min|", 2.0),)}
    assert DampedNewton().marks((1.0, 3.0)) == DampedNewton().marks((float("nan"), 1.0)) == {}


@pytest.mark.parametrize("tau", [0, -1.0, float("inf"), float("nan"), "1", True, None])
def test_damping_is_a_positive_number(tau: Any) -> None:
    with pytest.raises(ValueError, match="damping: expected a positive number"):
        DampedNewton(tau)


# --- Saddle-free Newton


@pytest.mark.parametrize("angle", [0.0, 0.7, 2.0])
def test_saddle_free_newton_on_the_saddle(angle: float) -> None:
    f = Saddle((2.0, -2.0), angle)
    points = spread(f)
    parts = points @ frame(angle)
    close(stepped(f, SaddleFreeNewton(), points).point, (parts * [0.0, 2.0]) @ frame(angle).T)


def test_saddle_free_newton_doubles_the_distance_on_hills_and_is_newton_in_bowls() -> None:
    for hill in (Hill(), Hill((-0.1, -30.0), 1.1)):
        points = spread(hill)
        close(stepped(hill, SaddleFreeNewton(), points).point, 2 * points)
    points = spread(Bowl((1.0, 50.0), 0.4))
    close(stepped(Bowl((1.0, 50.0), 0.4), SaddleFreeNewton(), points).point, 0 * points)


def test_saddle_free_newton_descends_everywhere() -> None:
    for f in LANDSCAPES:
        points = spread(f, (200,))
        state = stepped(f, SaddleFreeNewton(), points)
        moved = state.reason == Reason.MOVED
        assert not (state.reason == Reason.ASCENT).any()
        assert (np.einsum("ni,ni->n", f.gradient(points), state.point - points)[moved] < 0).all()


@pytest.mark.parametrize(
    ("f", "point"),
    [(Quadratic((2.0, 0.0)), [1.0, 1.0]), (MonkeySaddle(), [0.0, 0.0]), (Quadratic((0.0, -3.0), 0.6), [1.0, 1.0])],
    ids=str,
)
def test_saddle_free_newton_makes_no_step_up_where_an_eigenvalue_is_zero(f: Landscape, point: list[float]) -> None:
    state = stepped(f, SaddleFreeNewton(), point)
    assert state.reason == Reason.SINGULAR
    assert state.point.tolist() == point


# --- All of them


@pytest.mark.parametrize("method", ALL, ids=name_of)
@pytest.mark.parametrize("f", LANDSCAPES, ids=name_of)
def test_batches_are_single_points_side_by_side_for_thirty_steps(f: Landscape, method: Stepper[Any]) -> None:
    points = np.concatenate([spread(f, (4,)), [[np.nan, 0.0], [np.inf, -1e300]]])
    state = method.init(f, points)
    names = [field.name for field in fields(state)]
    for k in range(30):
        before, state = state, method.step(f, state)
        if k in (0, 1, 2, 6, 14, 29):
            for i in (0, 2, 3, 4):
                alone = method.step(f, type(before)(**{name: getattr(before, name)[i] for name in names}))
                for name in names:
                    close(getattr(state, name)[i], getattr(alone, name))
                    assert np.shape(getattr(alone, name)) == getattr(state, name)[i].shape
    assert np.isfinite(state.point[:4]).all()
    assert (state.reason[4:] == Reason.NOT_FINITE).all()
    moved = (before.point != state.point).any(axis=-1)[:4]
    told = np.isin(state.reason[:4], (Reason.MOVED, Reason.ASCENT))
    assert (~moved | told | (state.reason[:4] == Reason.STATIONARY)).all()
    assert (moved | ~told).all()


@pytest.mark.parametrize("method", ALL, ids=name_of)
@pytest.mark.parametrize("f", [Bowl(), Saddle(), Hill(), Quadratic((2.0, 0.0)), MonkeySaddle()], ids=name_of)
def test_where_the_gradient_is_zero(f: Landscape, method: Stepper[Any]) -> None:
    state = stepped(f, method, [0.0, 0.0])
    assert np.isfinite(state.point).all()
    leaves = isinstance(method, TrustRegion) and isinstance(f, (Saddle, Hill))
    singular = isinstance(f, MonkeySaddle) or (isinstance(f, Quadratic) and 0.0 in f.eigenvalues)
    newton = isinstance(method, (SaddleFreeNewton, LineSearchNewton))
    expected = Reason.MOVED if leaves else Reason.SINGULAR if singular and newton else Reason.STATIONARY
    assert Reason(int(state.reason)) is expected
    assert leaves == bool(state.point.any())


def test_orders_say_which_derivatives_are_asked_for() -> None:
    assert {m.name: m.order for m in ALL} == {
        "ArmijoGradientDescent": 1,
        "DampedNewton": 2,
        "SaddleFreeNewton": 2,
        "LineSearchNewton": 2,
        "BFGS": 1,
        "TrustRegion": 2,
    }
