"""Heavy ball and Nesterov on quadratics: linear maps of two numbers, their limits and their best settings."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, inf, log, nan, sqrt
from typing import Any

import numpy as np
import pytest

from landscape import (
    AdaGrad,
    Adam,
    Bowl,
    CoordinateDescent,
    HeavyBall,
    Hill,
    Nesterov,
    Quadratic,
    Reason,
    RMSProp,
    Saddle,
    descend,
)

from .under_test import METHODS, at, name_of, same

FIRST_ORDER = (HeavyBall, Nesterov, AdaGrad, RMSProp, Adam, CoordinateDescent)
OURS = [method for method in METHODS if isinstance(method, FIRST_ORDER)]
QUADRATICS = [Bowl(), Bowl((1.0, 9.0), 0.4), Saddle((-0.5, 3.0), 1.0), Hill(), Quadratic((2.0, 0.0), 0.3)]


def heavy_ball_matrix(alpha: float, beta: float, curvature: float) -> Any:
    """(error, velocity) to the next pair, along an eigenvector."""
    return np.array([[1 - alpha * curvature, beta], [-alpha * curvature, beta]])


def nesterov_matrix(alpha: float, beta: float, curvature: float) -> Any:
    kept = 1 - alpha * curvature
    return np.array([[kept, beta * kept], [-alpha * curvature, beta * kept]])


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
