"""The trust region: its subproblem against brute force, its radius, its refusals, and where it arrives."""

from __future__ import annotations

from dataclasses import fields
from math import pi, sqrt
from typing import Any

import numpy as np
import pytest

from landscape import (
    BFGS,
    ArmijoGradientDescent,
    Bowl,
    DampedNewton,
    Expression,
    Harmonic,
    Hill,
    Himmelblau,
    Landscape,
    LineSearchNewton,
    Newton,
    Quadratic,
    Reason,
    Rosenbrock,
    Saddle,
    SaddleFreeNewton,
    Stepper,
    TrustRegion,
    classify,
    descend,
    iterates,
)
from landscape.curvature import Model
from landscape.steppers.trust_region import TrustRegionState, lowest

from .under_test import close, name_of, spread, stepped

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


# --- The trust region


def quadratic_models(low: Any, high: Any, along: Any, angle: Any) -> Model:
    """Models with these eigenvalues, and these components of the gradient along their eigenvectors."""
    c, s = np.cos(angle), np.sin(angle)
    vectors = np.stack([np.stack([c, -s], -1), np.stack([s, c], -1)], -2)
    h = np.einsum("...ij,...j,...kj->...ik", vectors, np.stack([low, high], -1), vectors)
    h = 0.5 * (h + h.swapaxes(-1, -2))
    g = np.einsum("...ij,...j->...i", vectors, along)
    return Model(np.zeros_like(g), np.zeros(g.shape[:-1]), g, h, 4.0, 1.0)


def brute(model: Model, radius: Any) -> Any:
    """The model's least value over each disc: a fine grid of angles, refined; and inside, the stationary point."""

    def at(angle: Any) -> Any:
        d = radius[:, None, None] * np.stack([np.cos(angle), np.sin(angle)], -1)
        bent = np.einsum("nij,naj->nai", model.hessian, d)
        return np.einsum("ni,nai->na", model.gradient, d) + 0.5 * np.einsum("nai,nai->na", d, bent)

    angle = np.broadcast_to(np.linspace(0, 2 * pi, 2001), (len(radius), 2001))
    for width in (2 * pi / 2000, 2e-6, 2e-9):
        best = np.take_along_axis(angle, np.argmin(at(angle), axis=1)[:, None], axis=1)
        angle = best + width * np.linspace(-1, 1, 2001)
    least = at(angle).min(axis=1)
    for k in range(len(radius)):
        d = np.linalg.pinv(model.hessian[k], rcond=1e-12) @ -model.gradient[k]
        if np.linalg.norm(d) <= radius[k]:
            least[k] = min(least[k], model.gradient[k] @ d + 0.5 * d @ model.hessian[k] @ d)
    return least


def check_lowest(model: Model, radius: Any, exact: float = 1e-6) -> Any:
    with np.errstate(all="ignore"):
        d = lowest(model, radius)
    assert (np.linalg.norm(d, axis=-1) <= radius * (1 + 1e-10)).all()
    reached, least = model.predicted(d), brute(model, radius)
    scale = np.abs(least) + 1e-12
    assert (reached <= least + exact * scale).all()
    assert (reached >= least - exact * scale).all()
    return d


def test_the_subproblem_against_brute_force() -> None:
    rng = np.random.default_rng(20)
    n = 400
    low, gap = rng.normal(size=n) * 10.0 ** rng.integers(-3, 3, n), rng.exponential(size=n)
    model = quadratic_models(low, low + gap, rng.normal(size=(n, 2)), rng.uniform(0, pi, n))
    check_lowest(model, 10.0 ** rng.uniform(-2, 2, n))


@pytest.mark.parametrize("slope", [0.0, 1e-300, 1e-15, 1e-8, 1e-3])
@pytest.mark.parametrize("angle", [0.0, 0.9])
def test_the_subproblem_in_the_hard_case_and_next_to_it(slope: float, angle: float) -> None:
    # No slope along the lowest curvature: short of the rim, exactly at it, and beyond it.
    second = np.array([0.0, 0.3, 2.9999999, 3.0, 3.0000001, 5.0])
    n = len(second)
    along = np.stack([np.full(n, slope), second], -1)
    model = quadratic_models(np.full(n, -1.0), np.full(n, 2.0), along, np.full(n, angle))
    d = check_lowest(model, np.ones(n))
    close(np.linalg.norm(d, axis=-1), np.ones(n))
    v = np.array([np.cos(angle), np.sin(angle)])
    np.testing.assert_allclose(np.abs(d[1] @ v), sqrt(1 - 0.1**2), rtol=1e-2)


@pytest.mark.parametrize("along", [(0.0, 1.0), (0.0, 5.0), (1e-9, 1.0), (1.0, 0.0), (1.0, 1.0)])
@pytest.mark.parametrize("high", [0.0, 2.0])
def test_the_subproblem_with_a_singular_hessian(along: tuple[float, float], high: float) -> None:
    zero = np.zeros(3)
    model = quadratic_models(zero, zero + high, np.tile(along, (3, 1)), np.array([0.0, pi / 2, 0.3]))
    check_lowest(model, np.array([1.0, 0.1, 20.0]))


def test_within_the_region_the_step_is_newtons() -> None:
    f = Bowl((1.0, 50.0), 0.4)
    close(stepped(f, TrustRegion(radius=10.0), spread(f)).point, stepped(f, Newton(), spread(f)).point)


def test_a_refused_proposal_leaves_the_point_and_quarters_the_radius() -> None:
    # From here the model's lowest point within radius 10 is the Newton step, which raises f.
    f = Rosenbrock()
    states = iterates(f, TrustRegion(radius=10.0), [-1.2, 1.0])
    first = next(states)
    assert np.isnan(first.proposal).all()
    assert np.isnan(first.ratio)
    taken = next(states)
    assert taken.reason == Reason.MOVED
    refused = next(states)
    assert refused.reason == Reason.REFUSED
    assert (refused.point == taken.point).all()
    assert refused.radius == taken.radius / 4
    close(refused.proposal, stepped(f, Newton(), taken.point).point)
    model = Model.at(f, taken.point)
    d = refused.proposal - taken.point
    np.testing.assert_allclose(refused.ratio, (f.value(refused.proposal) - model.value) / model.predicted(d), rtol=1e-9)
    assert refused.ratio < 0


def test_the_radius_doubles_after_a_good_step_to_the_rim_up_to_the_largest() -> None:
    path = descend(Hill(), TrustRegion(radius=0.5, largest=3.0), [0.3, 0.4], steps=5)
    close(path.ratio[1:], np.ones(5))
    assert path.radius.tolist() == [0.5, 1.0, 2.0, 3.0, 3.0, 3.0]
    close(np.linalg.norm(np.diff(path.point, axis=0), axis=-1), [0.5, 1.0, 2.0, 3.0, 3.0])
    # Good, but short of the rim: the radius stays.
    assert descend(Bowl(), TrustRegion(radius=5.0), [1.0, 1.0], steps=1).radius.tolist() == [5.0, 5.0]


@pytest.mark.parametrize(
    ("cube", "ratio", "radius"),
    [(0.8, 0.2, 0.25), (0.7, 0.3, 1.0), (0.4, 0.6, 1.0), (0.26, 0.74, 1.0), (0.24, 0.76, 2.0)],
)
def test_the_radius_shrinks_below_a_quarter_and_grows_above_three_quarters(
    cube: float, ratio: float, radius: float
) -> None:
    # From the origin the model predicts a fall of 1 at the rim, and f falls by 1 less the cube's coefficient.
    state = stepped(Expression(f"{cube}*x**3 - x + y**2"), TrustRegion(radius=1.0), [0.0, 0.0])
    close(state.point, [1.0, 0.0])
    close(state.ratio, ratio)
    assert state.radius == radius


@pytest.mark.parametrize("method", [TrustRegion(), TrustRegion(radius=0.1, largest=0.5, accept=0.0)], ids=name_of)
def test_batches_of_the_trust_region_are_single_points_to_the_last_bit(method: TrustRegion) -> None:
    points = spread(Harmonic(), (30,), seed=21)
    together = descend(Harmonic(), method, points, steps=30)
    for i, point in enumerate(points):
        alone = descend(Harmonic(), method, point, steps=30)
        for field in fields(alone):
            batch = getattr(together, field.name)[:, i]
            np.testing.assert_array_equal(batch, getattr(alone, field.name), err_msg=field.name)


@pytest.mark.parametrize("method", [TrustRegion(), TrustRegion(radius=0.1, largest=0.5, accept=0.0)], ids=name_of)
@pytest.mark.parametrize("f", [Rosenbrock(), Himmelblau()], ids=name_of)
def test_the_trust_region_reaches_minima_from_everywhere(f: Landscape, method: TrustRegion) -> None:
    path = descend(f, method, spread(f, (200,)), steps=150)
    assert (classify(f, path.point[-1]) == "minimum").all()
    known = np.array([s.point for s in f.stationary_points if s.kind == "minimum"])
    assert np.min(np.abs(path.point[-1][:, None] - known).max(axis=-1), axis=1).max() < 1e-9
    assert (path.reason[-1] == Reason.STATIONARY).all()


@pytest.mark.parametrize("angle", [0.0, 0.8])
@pytest.mark.parametrize("distance", [0.0, 0.3, 0.9])
def test_the_trust_region_leaves_a_saddle_from_its_ridge(angle: float, distance: float) -> None:
    f = Saddle(angle=angle)
    path = descend(f, TrustRegion(), frame(angle) @ [distance, 0.0], steps=3)
    assert (path.reason[1:] == Reason.MOVED).all()
    assert (np.diff(f.value(path.point)) < -0.1).all()
    assert abs(path.point[-1] @ frame(angle)[:, 1]) > 3


def test_a_turned_valley_floor_is_stationary_for_the_trust_region() -> None:
    f = Quadratic((2.0, 0.0), 0.7)
    path = descend(f, TrustRegion(), spread(f), steps=12)
    assert (path.reason[-1] == Reason.STATIONARY).all()
    assert (path.point[-1] == path.point[-2]).all()
    close(path.point[-1] @ frame(0.7)[:, 1], spread(f) @ frame(0.7)[:, 1])


def test_where_nothing_is_finite_the_trust_region_changes_nothing() -> None:
    f = Expression("log(x) + y**2")
    path = descend(f, TrustRegion(), [-1.0, 0.5], steps=3)
    assert (path.reason[1:] == Reason.NOT_FINITE).all()
    assert (path.radius == 1.0).all()
    assert np.isnan(path.proposal).all()


def test_the_state_of_a_trust_region() -> None:
    state = TrustRegion(radius=0.5).init(Bowl(), np.zeros((3, 4, 2)))
    assert isinstance(state, TrustRegionState)
    assert [f.name for f in fields(state)] == ["point", "reason", "radius", "proposal", "ratio"]
    assert (state.radius.shape, state.proposal.shape, state.ratio.shape) == ((3, 4), (3, 4, 2), (3, 4))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"radius": 0.0}, "radius: expected a positive number"),
        ({"largest": float("inf")}, "largest: expected a positive number"),
        ({"radius": 5.0, "largest": 4.0}, "largest: expected at least the radius"),
        ({"accept": 0.25}, "accept: expected a number from 0 to below 1/4"),
        ({"accept": -0.1}, "accept: expected a number from 0 to below 1/4"),
    ],
)
def test_the_trust_regions_parameters(given: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        TrustRegion(**given)
    assert TrustRegion(accept=0).accept == 0.0
