"""Momentum, adaptive rates and coordinate descent against closed forms and against the formulas of their papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields
from itertools import islice
from math import inf, nan, sqrt
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

from .under_test import LANDSCAPES, METHODS, at, name_of, same, spread

FIRST_ORDER = (HeavyBall, Nesterov, AdaGrad, RMSProp, Adam, CoordinateDescent)
OURS = [method for method in METHODS if isinstance(method, FIRST_ORDER)]
QUADRATICS = [Bowl(), Bowl((1.0, 9.0), 0.4), Saddle((-0.5, 3.0), 1.0), Hill(), Quadratic((2.0, 0.0), 0.3)]


def test_every_method_of_this_file_is_under_test() -> None:
    assert {type(method) for method in OURS} == set(FIRST_ORDER)


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
