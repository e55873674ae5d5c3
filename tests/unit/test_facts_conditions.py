"""The conditions that the prose names: where a rule ends, and what happens beyond it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from landscape import (
    Expression,
    FlatValley,
    GradientDescent,
    Newton,
    Reason,
    classify,
    definiteness,
    descend,
    eigenpairs,
)


@pytest.mark.parametrize(("formula", "start"), [("(x*y - 1)**2", (2.0, 0.7)), ("(x**2 + y**2 - 1)**2", (1.1, 0.6))])
def test_in_a_curved_valley_the_digits_double_though_h_is_singular_at_the_goal(formula: str, start: Any) -> None:
    f = Expression(formula)
    heights = f.value(descend(f, Newton(), np.array(start), steps=6).point)
    digits = -np.log10(np.maximum(heights, 1e-300))[2:5]
    assert (digits[1:] > 1.7 * digits[:-1]).all(), digits
    end = descend(f, Newton(), np.array(start), steps=5).point[-1]
    low, high = eigenpairs(f.hessian(end))[0]
    assert abs(low) < 1e-6 * high


def test_in_a_straight_valley_with_a_level_floor_there_is_no_step() -> None:
    f = FlatValley()
    assert definiteness(f.hessian(np.array([0.7, 0.4]))) == "singular"
    assert descend(f, Newton(), np.array([0.7, 0.4]), steps=1).reason[-1] == Reason.SINGULAR


def test_of_several_negative_eigenvalues_the_one_of_smallest_size_decides_whether_a_damped_saddle_repels() -> None:
    eigenvalues = np.array([2.0, -1.5, -4.0])
    repels = {tau: bool((np.abs(tau / (eigenvalues + tau)) > 1).any()) for tau in (0.7, 0.8, 1.0, 1.9, 2.1)}
    assert repels == {0.7: False, 0.8: True, 1.0: True, 1.9: True, 2.1: True}


def test_a_zero_beside_both_signs_is_a_saddle() -> None:
    f = lambda x, y, z: x**2 - y**2 + z**4  # noqa: E731
    assert f(1e-3, 0, 0) > 0 > f(0, 1e-3, 0)


def test_the_pair_that_the_division_loses_is_exchanged_and_repels() -> None:
    a = np.sqrt(8.0 / 3.0)
    assert 2.2 * a - 1.2 * a**3 == pytest.approx(-a, rel=1e-14)
    assert abs((2.2 - 3.6 * a**2) ** 2) > 1


def test_gradient_descent_may_arrive_from_ground_that_curves_down_where_it_is_no_quadratic() -> None:
    f = Expression("(x**2 - 1)**2 + y**2")
    start = np.array([0.1, 0.5])
    assert f.hessian(start)[0, 0] < 0
    end = descend(f, GradientDescent(learning_rate=0.1), start, steps=200).point[-1]
    assert classify(f, np.round(end, 9)) == "minimum"


def conjugate_gradients(product: Any, g: Any) -> tuple[int, float]:
    """Products until the residual is below 1e-12, and its size after as many as there are unknowns."""
    r = p = -g
    after = np.inf
    for k in range(1, 2000):
        curving = product @ p
        alpha = r @ r / (p @ curving)
        before, r = r @ r, r - alpha * curving
        p = r + r @ r / before * p
        if k == len(g):
            after = float(np.sqrt(r @ r))
        if np.sqrt(r @ r) < 1e-12:
            return k, after
    return 2000, after


def test_rounding_makes_conjugate_gradients_take_more_products_where_the_condition_number_is_large() -> None:
    rng = np.random.default_rng(0)
    turn, _ = np.linalg.qr(rng.normal(size=(40, 40)))
    g = rng.normal(size=40)
    few, _ = conjugate_gradients((turn * np.linspace(1.0, 4.0, 40)) @ turn.T, g)
    many, left = conjugate_gradients((turn * np.logspace(0, 6, 40)) @ turn.T, g)
    assert few <= 40
    assert many > 80
    assert left > 1e-3


def test_gauss_newton_has_no_step_with_fewer_residuals_than_parameters() -> None:
    jacobian = np.array([[1.0, 2.0, 0.0]])
    assert np.linalg.matrix_rank(jacobian) == 1
    np.testing.assert_allclose(np.linalg.eigvalsh(jacobian.T @ jacobian), [0.0, 0.0, 5.0], atol=1e-12)
