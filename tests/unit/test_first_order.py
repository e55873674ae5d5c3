"""Momentum, adaptive rates and coordinate descent against closed forms and against the formulas of their papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import islice
from math import ceil, inf, log, nan, sqrt
from typing import Any

import numpy as np
import pytest

from landscape import (
    AdaGrad,
    Adam,
    Bowl,
    CoordinateDescent,
    Expression,
    HeavyBall,
    Hill,
    Himmelblau,
    Landscape,
    Nesterov,
    Quadratic,
    Reason,
    RMSProp,
    Saddle,
    Stepper,
    descend,
    iterates,
)
from landscape.steppers.base import MOVES

from .under_test import LANDSCAPES, METHODS, name_of, spread

FIRST_ORDER = (HeavyBall, Nesterov, AdaGrad, RMSProp, Adam, CoordinateDescent)
OURS = [method for method in METHODS if isinstance(method, FIRST_ORDER)]
QUADRATICS = [Bowl(), Bowl((1.0, 9.0), 0.4), Saddle((-0.5, 3.0), 1.0), Hill(), Quadratic((2.0, 0.0), 0.3)]


def heavy_ball_matrix(alpha: float, beta: float, curvature: float) -> Any:
    """(error, velocity) to the next pair, along an eigenvector."""
    return np.array([[1 - alpha * curvature, beta], [-alpha * curvature, beta]])


def nesterov_matrix(alpha: float, beta: float, curvature: float) -> Any:
    kept = 1 - alpha * curvature
    return np.array([[kept, beta * kept], [-alpha * curvature, beta * kept]])


def test_every_method_of_this_file_is_under_test() -> None:
    assert {type(method) for method in OURS} == set(FIRST_ORDER)


# Momentum on quadratics: a linear map of two numbers along each eigenvector.


@pytest.mark.parametrize(("alpha", "beta"), [(0.1, 0.5), (0.02, 0.9), (0.3, 0.0), (0.25, 0.25)])
@pytest.mark.parametrize(("kind", "matrix"), [(HeavyBall, heavy_ball_matrix), (Nesterov, nesterov_matrix)])
@pytest.mark.parametrize("f", QUADRATICS, ids=name_of)
def test_momentum_on_a_quadratic_is_the_power_of_a_matrix(
    f: Any, kind: Any, matrix: Callable[..., Any], alpha: float, beta: float
) -> None:
    curvatures, frame = np.linalg.eigh(f.hessian([0.0, 0.0]))
    start = np.array([1.3, -0.7])
    path = descend(f, kind(alpha, beta), start, steps=40)
    error, velocity = path.point @ frame, path.velocity @ frame
    for i, curvature in enumerate(curvatures):
        m = matrix(alpha, beta, curvature)
        expected = np.array([np.linalg.matrix_power(m, k) @ [error[0, i], 0.0] for k in range(41)])
        # Relative to the largest state so far: a rotated frame mixes the two components' rounding.
        size = np.maximum.accumulate(np.abs(np.concatenate([error, velocity], axis=1)).max(axis=1))
        assert (np.abs(error[:, i] - expected[:, 0]) <= 1e-12 * size).all()
        assert (np.abs(velocity[:, i] - expected[:, 1]) <= 1e-12 * size).all()


@pytest.mark.parametrize(("mu", "large"), [(1.0, 9.0), (0.5, 32.0), (2.0, 100.0)])
def test_the_best_heavy_ball_has_the_published_rate(mu: float, large: float) -> None:
    alpha = (2 / (sqrt(mu) + sqrt(large))) ** 2
    beta = ((sqrt(large / mu) - 1) / (sqrt(large / mu) + 1)) ** 2
    # Both outer eigenvalues have a double root there, +-sqrt(beta): an error of (a + b k) (+-sqrt(beta))^k.
    path = descend(Bowl((mu, large)), HeavyBall(alpha, beta), [1.0, 1.0], steps=60).point
    k = np.arange(61)
    for i, (curvature, root) in enumerate([(mu, sqrt(beta)), (large, -sqrt(beta))]):
        growth = (1 - alpha * curvature) / root - 1
        np.testing.assert_allclose(path[:, i] / root**k, 1 + growth * k, rtol=1e-5)


def slowest(alpha: float, beta: float, f: Bowl) -> float:
    """The factor per step over a long stretch, measured."""
    errors = np.abs(descend(f, HeavyBall(alpha, beta), [1.0, 1.0], steps=400).point).max(axis=1)
    return float((errors[380:].max() / errors[180:201].max()) ** (1 / 200))


@pytest.mark.parametrize(("by", "and_by"), [(1.1, 1.0), (0.9, 1.0), (1.0, 1.1), (1.0, 0.9), (1.1, 1.1), (0.9, 0.9)])
def test_no_other_setting_is_better(by: float, and_by: float) -> None:
    f = Bowl((1.0, 9.0))
    best = slowest(0.25, 0.25, f)
    assert best == pytest.approx(0.5, rel=5e-3)
    assert slowest(0.25 * by, 0.25 * and_by, f) > best * 1.01


@pytest.mark.parametrize("beta", [0.0, 0.3, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(("part", "converges"), [(0.99, True), (1.01, False)])
def test_heavy_ball_is_stable_below_two_plus_two_beta_over_l(beta: float, part: float, converges: bool) -> None:
    large = 10.0
    path = descend(Bowl((1.0, large)), HeavyBall(part * (2 + 2 * beta) / large, beta), [1.0, 1.0], steps=4000)
    if converges:
        assert np.abs(path.point[-1]).max() < 1e-6
    else:
        assert path.reason[-1] == Reason.DIVERGED


@pytest.mark.parametrize("beta", [0.4, 0.5, 0.9])
def test_complex_roots_have_the_modulus_root_beta(beta: float) -> None:
    alpha, curvature = 0.1, 2.0
    middle = 1 + beta - alpha * curvature
    assert middle * middle < 4 * beta
    e = descend(Bowl((curvature, curvature)), HeavyBall(alpha, beta), [1.0, 1.0], steps=60).point[:, 0]
    # A positive definite form of two errors in a row, exactly when the roots are complex; each step shrinks it by beta.
    size = e[1:] * e[1:] - middle * e[1:] * e[:-1] + beta * e[:-1] * e[:-1]
    assert (size > 0).all()
    np.testing.assert_allclose(size[1:] / size[:-1], beta, rtol=1e-9)


@pytest.mark.parametrize("rate", [1e-3, 1e-2, 0.1, 1.0, 30.0])
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.95])
def test_along_negative_curvature_heavy_ball_diverges_for_every_rate(rate: float, beta: float) -> None:
    middle = 1 + beta + 2 * rate
    root = (middle + sqrt(middle * middle - 4 * beta)) / 2
    assert root > 1
    steps = ceil(log(1e6) / log(root)) + 20
    y = descend(Saddle(), HeavyBall(rate, beta), [0.0, 1e-6], steps=steps).point[:, 1]
    y = y[np.abs(y) < 1e9]
    assert (y[1:] > y[:-1]).all()
    assert y[-1] > 0.1
    assert y[-1] / y[-2] == pytest.approx(root, rel=1e-6)


def test_what_theory_marks_on_the_sliders() -> None:
    marks = HeavyBall(momentum=0.5).marks((1.0, 9.0))
    assert {name: [label for label, _ in found] for name, found in marks.items()} == {
        "learning_rate": ["(2+2β)/L", "α*"],
        "momentum": ["β*"],
    }
    assert [value for _, value in marks["learning_rate"]] == pytest.approx([1 / 3, 0.25])
    assert [value for _, value in marks["momentum"]] == pytest.approx([0.25])
    for eigenvalues in [(-1.0, 2.0), (0.0, 1.0), (1.0, inf), (nan, nan), (-2.0, -1.0)]:
        assert HeavyBall().marks(eigenvalues) == {}
    for method in (Nesterov(), AdaGrad(), RMSProp(), Adam(), CoordinateDescent()):
        assert method.marks((1.0, 9.0)) == {}


# Adaptive rates against loops over plain numbers, transcribed from the papers.

Slope = Callable[[float, float], tuple[float, float]]
LOOPS: list[tuple[Landscape, tuple[float, float], Slope]] = [
    (Bowl((1.0, 50.0)), (2.0, -1.0), lambda x, y: (x, 50 * y)),
    (Saddle(), (1.0, 0.01), lambda x, y: (2 * x, -2 * y)),
    (
        Himmelblau(),
        (0.5, -1.5),
        lambda x, y: (4 * x * (x * x + y - 11) + 2 * (x + y * y - 7), 2 * (x * x + y - 11) + 4 * y * (x + y * y - 7)),
    ),
]


def adagrad(slope: Slope, p: list[float], eta: float, delta: float) -> Iterator[list[float]]:
    """Duchi et al. 2011, figure 1 with the diagonal: s_i = |g_{1:t,i}|_2, H_t = delta I + diag(s_t)."""
    seen: list[tuple[float, float]] = []
    while True:
        yield list(p)
        seen.append(slope(*p))
        for i in (0, 1):
            p[i] -= eta * seen[-1][i] / (delta + sqrt(sum(g[i] ** 2 for g in seen)))


def rmsprop(slope: Slope, p: list[float], eta: float, rho: float, epsilon: float) -> Iterator[list[float]]:
    """Tieleman and Hinton 2012, slide 29: MeanSquare(w, t) = 0.9 MeanSquare(w, t-1) + 0.1 (dE/dw)^2."""
    mean = [0.0, 0.0]
    while True:
        yield list(p)
        g = slope(*p)
        for i in (0, 1):
            mean[i] = rho * mean[i] + (1 - rho) * g[i] ** 2
            p[i] -= eta * g[i] / (sqrt(mean[i]) + epsilon)


def adam(slope: Slope, p: list[float], alpha: float, b1: float, b2: float, eps: float) -> Iterator[list[float]]:
    """Kingma and Ba 2015, algorithm 1."""
    m, v, t = [0.0, 0.0], [0.0, 0.0], 0
    while True:
        yield list(p)
        t += 1
        g = slope(*p)
        for i in (0, 1):
            m[i] = b1 * m[i] + (1 - b1) * g[i]
            v[i] = b2 * v[i] + (1 - b2) * g[i] ** 2
            p[i] -= alpha * (m[i] / (1 - b1**t)) / (sqrt(v[i] / (1 - b2**t)) + eps)


@pytest.mark.parametrize(
    ("kind", "loop", "settings"),
    [
        (AdaGrad, adagrad, (0.5, 1e-8)),
        (AdaGrad, adagrad, (0.1, 0.3)),
        (RMSProp, rmsprop, (0.05, 0.9, 1e-8)),
        (RMSProp, rmsprop, (0.01, 0.5, 0.1)),
        (Adam, adam, (0.1, 0.9, 0.999, 1e-8)),
        (Adam, adam, (0.02, 0.5, 0.9, 0.1)),
    ],
)
@pytest.mark.parametrize(("f", "start", "slope"), LOOPS, ids=["bowl", "saddle", "himmelblau"])
def test_adaptive_methods_are_those_of_their_papers(
    f: Landscape, start: tuple[float, float], slope: Slope, kind: Any, loop: Any, settings: tuple[float, ...]
) -> None:
    expected = list(islice(loop(slope, list(start), *settings), 51))
    np.testing.assert_allclose(descend(f, kind(*settings), start, steps=50).point, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("epsilon", [1e-8, 1e-3, 0.5])
def test_the_first_step_of_adam_and_adagrad_hardly_knows_how_steep_it_is(epsilon: float) -> None:
    sizes = [10.0**k for k in range(-170, 151, 8)]
    for a, b in zip(sizes, reversed(sizes), strict=True):
        plane = Expression(f"{a!r}*x - {b!r}*y")
        g = np.array([a, -b])
        expected = -0.3 * g / (np.abs(g) + epsilon)
        for method in (Adam(0.3, epsilon=epsilon), AdaGrad(0.3, epsilon=epsilon)):
            after = method.step(plane, method.init(plane, [0.0, 0.0]))
            # The square of a slope of 1e-160 would be lost, but beside epsilon the slope does not count either.
            np.testing.assert_allclose(after.point, expected, rtol=1e-12, atol=0)


def test_a_square_too_large_for_a_double_is_said() -> None:
    cliff = Expression("1e200*x + y")
    for method in (AdaGrad(), RMSProp(), Adam()):
        before = method.init(cliff, [0.0, 0.0])
        after = method.step(cliff, before)
        assert after.point.tolist() == [0.0, 0.0]
        assert after.reason == Reason.NOT_FINITE


# Coordinate descent.


@pytest.mark.parametrize("f", LANDSCAPES, ids=name_of)
def test_one_coordinate_a_step_x_first(f: Landscape) -> None:
    path = descend(f, CoordinateDescent(0.01), spread(f), steps=9)
    changed = path.point[1:] != path.point[:-1]
    assert not changed[0::2, ..., 1].any()
    assert not changed[1::2, ..., 0].any()
    g = f.gradient(path.point[:-1])
    moved = np.isin(path.reason, MOVES)
    assert moved[1].any()
    for k in range(9):
        i = k % 2
        expected = np.where(moved[k + 1], path.point[k, ..., i] - 0.01 * g[k, ..., i], path.point[k, ..., i])
        np.testing.assert_array_equal(path.point[k + 1, ..., i], expected)


def test_with_the_inverse_curvature_a_coordinate_is_done_in_one_step() -> None:
    points = spread(Bowl())
    assert not descend(Bowl(), CoordinateDescent(1 / 2), points, steps=2).point[-1].any()
    f = Bowl((1.0, 8.0))
    assert not descend(f, CoordinateDescent(1.0), points, steps=1).point[-1, ..., 0].any()
    assert not descend(f, CoordinateDescent(1 / 8), points, steps=2).point[-1, ..., 1].any()


def test_exact_coordinate_descent_on_a_turned_bowl_is_gauss_seidel() -> None:
    # H = [[2, -1], [-1, 2]] after a turn by 45 degrees; each sweep multiplies the error by H_xy^2 / (H_xx H_yy) = 1/4.
    f = Bowl((1.0, 3.0), np.pi / 4)
    np.testing.assert_allclose(np.abs(f.hessian([0.0, 0.0])), [[2, 1], [1, 2]], atol=1e-15)
    y = descend(f, CoordinateDescent(1 / 2), [0.3, 1.0], steps=20).point[::2, 1]
    np.testing.assert_allclose(y[1:] / y[:-1], 1 / 4, rtol=1e-9)


# What every method owes its reader.


def at(state: Any, place: Any) -> Any:
    return type(state)(**{field.name: getattr(state, field.name)[place] for field in fields(state)})


def same(a: Any, b: Any) -> None:
    for field in fields(a):
        np.testing.assert_array_equal(getattr(a, field.name), getattr(b, field.name), err_msg=field.name)


@pytest.mark.parametrize("method", OURS, ids=name_of)
@pytest.mark.parametrize("f", LANDSCAPES, ids=name_of)
def test_thirty_steps_everywhere_alone_and_in_batches(f: Landscape, method: Stepper[Any]) -> None:
    path = descend(f, method, spread(f), steps=30)
    assert np.isfinite(path.point).all()
    assert np.isin(path.reason, [Reason.MOVED, Reason.STATIONARY, Reason.DIVERGED, Reason.NOT_FINITE]).all()
    assert path.point.dtype == np.float64
    assert path.reason.dtype == np.int8
    for k in (0, 1, 7, 29):
        for place in ((0, 0), (3, 2), (5, 4)):
            after = method.step(f, at(path, (k, *place)))
            for field in fields(after):
                actual, batched = getattr(after, field.name), getattr(path, field.name)[(k + 1, *place)]
                assert np.shape(actual) == np.shape(batched)
                np.testing.assert_allclose(actual, batched, rtol=1e-12, atol=1e-12, err_msg=field.name)


@pytest.mark.parametrize("method", OURS, ids=name_of)
@pytest.mark.parametrize("f", LANDSCAPES, ids=name_of)
def test_bad_points_stay_and_leave_the_others_alone(f: Landscape, method: Stepper[Any]) -> None:
    points = spread(f, (8,))
    mixed = points.copy()
    mixed[[1, 4, 6]] = [nan, 0.5], [inf, 1.0], [1e300, -1e300]
    clean, path = descend(f, method, points, steps=30), descend(f, method, mixed, steps=30)
    good = [0, 2, 3, 5, 7]
    same(at(path, (slice(None), good)), at(clean, (slice(None), good)))
    for k in (1, 30):
        np.testing.assert_array_equal(path.point[k, [1, 4, 6]], mixed[[1, 4, 6]])
        assert np.isin(path.reason[k, [1, 4, 6]], [Reason.NOT_FINITE, Reason.DIVERGED]).all()
    assert (path.reason[1:, 1] == Reason.NOT_FINITE).all()


@pytest.mark.parametrize("method", OURS, ids=name_of)
@pytest.mark.parametrize("point", [[nan, 1.0], [inf, 0.0], [1e14, 1.0]], ids=str)
def test_where_the_point_stays_the_memory_stays(method: Stepper[Any], point: list[float]) -> None:
    before, once, twice = islice(iterates(Hill(), method, point), 3)
    assert once.reason in (Reason.NOT_FINITE, Reason.DIVERGED)
    same(once, twice)
    for field in fields(before):
        if field.name != "reason":
            np.testing.assert_array_equal(getattr(once, field.name), getattr(before, field.name))


@pytest.mark.parametrize("kind", [HeavyBall, Nesterov])
def test_a_ball_that_has_run_away_is_at_its_end(kind: Any) -> None:
    path = descend(Hill(), kind(0.5, 0.9), [1.0, 1.0], steps=200)
    assert path.reason[-1] == Reason.DIVERGED
    assert np.abs(path.point[-1]).max() > 1e9
    assert np.abs(path.velocity[-1]).max() > 1e8
    same(at(path, -1), at(path, -2))


def test_momentum_carries_a_point_through_a_stationary_one() -> None:
    path = descend(Bowl(), HeavyBall(0.5, 0.5), [1.0, 0.0], steps=2)
    assert path.point[:, 0].tolist() == [1.0, 0.0, -0.5]
    assert path.reason.tolist() == [Reason.MOVED, Reason.MOVED, Reason.STATIONARY]


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, field.name) for kind in FIRST_ORDER for field in fields(kind)],
)
def test_hyperparameters_are_checked(kind: Any, name: str) -> None:
    shares = {"momentum", "decay", "beta1", "beta2"}
    wanted = "a number of at least 0 and below 1" if name in shares else "a positive number"
    for value in (-0.1, nan, inf, "0.5", True, None, 1.0 if name in shares else 0.0):
        with pytest.raises(ValueError, match=f"{name}: expected {wanted}"):
            kind(**{name: value})
    assert getattr(kind(**{name: 0.25}), name) == 0.25


@pytest.mark.parametrize("kind", FIRST_ORDER)
def test_a_slider_holds_its_default(kind: Any) -> None:
    for field in fields(kind):
        shown = field.metadata
        assert shown["minimum"] <= field.default <= shown["maximum"]
        assert shown["scale"] in ("log", "linear")
        assert shown["scale"] == "linear" or shown["minimum"] > 0
        assert kind(**{field.name: shown["minimum"]})
        assert kind(**{field.name: shown["maximum"]})
