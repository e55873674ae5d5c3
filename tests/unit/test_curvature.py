"""Definiteness and kinds, with the thresholds of the contract."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from landscape import (
    Definiteness,
    Expression,
    Kind,
    Landscape,
    Model,
    MonkeySaddle,
    Quadratic,
    Rosenbrock,
    Saddle,
    classify,
    definiteness,
)

from .under_test import LANDSCAPES, name_of, spread


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1.0, 1.0, "positive definite"),
        (1.01e-9, 1.0, "positive definite"),
        (1e-9, 1.0, "singular"),
        (0.0, 1.0, "singular"),
        (-1e-9, 1.0, "singular"),
        (-1.01e-9, 1.0, "indefinite"),
        (-1.0, 1e-10, "singular"),
        (-1.0, -0.5, "negative definite"),
        (-1.0, -1e-9, "singular"),
        (0.0, 0.0, "singular"),
        (1e-200, 1e-200, "positive definite"),
        (float("nan"), 1.0, "not finite"),
        (1.0, float("inf"), "not finite"),
    ],
)
def test_definiteness_by_the_signs_of_both_eigenvalues(low: float, high: float, expected: str) -> None:
    assert definiteness([[low, 0.0], [0.0, high]]) == expected
    assert definiteness([[high, 0.0], [0.0, low]]) == expected


def test_both_eigenvalues_count_as_zero_at_the_landscapes_scale() -> None:
    tiny = 1e-13 * np.eye(2)
    assert definiteness(tiny) == "positive definite"
    assert definiteness(tiny, scale=1.0) == "singular"
    assert definiteness(tiny, scale=0.05) == "positive definite"


def test_definiteness_of_a_batch_is_an_array_of_the_same_words() -> None:
    found = definiteness(np.array([[np.eye(2), -np.eye(2)], [np.ones((2, 2)), np.full((2, 2), np.nan)]]))
    assert np.asarray(found).tolist() == [["positive definite", "negative definite"], ["singular", "not finite"]]


def test_the_words_are_those_of_the_contract() -> None:
    assert [word.label for word in Definiteness] == [
        "positive definite",
        "negative definite",
        "indefinite",
        "singular",
        "not finite",
    ]
    assert [word.label for word in Kind] == ["minimum", "saddle", "maximum", "undecided", "not stationary"]


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=name_of)
def test_a_batch_is_classified_as_its_points_are(landscape: Landscape) -> None:
    points = spread(landscape)
    points[0, 0] = np.nan
    for known in landscape.stationary_points:
        points[1, 1] = known.point
        kinds = np.asarray(classify(landscape, points))
        assert kinds[1, 1] == known.kind
        assert kinds[0, 0] == "not stationary"
        assert all(classify(landscape, points[i]) == kinds[i] for i in np.ndindex(kinds.shape))


@pytest.mark.parametrize(("offset", "kind"), [(3e-8, "saddle"), (5e-8, "not stationary")])
def test_stationary_means_a_newton_step_of_less_than_1e_8_widths(offset: float, kind: str) -> None:
    assert Saddle().width == 4.0
    assert classify(Saddle(), [offset, 0.0]) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("x**2", "undecided"),
        ("x**4 + y**4", "undecided"),
        ("x**3 - 3*x*y**2", "undecided"),
        ("x**3 + y**2", "undecided"),
        ("7", "undecided"),
        ("sin(x)**2 + cos(x)**2", "undecided"),
        ("x + y**2", "not stationary"),
        ("abs(x) + y**2", "not stationary"),
        ("sqrt(x**2 + y**2)", "not stationary"),
        ("1e6*(x**2 + y**2)", "minimum"),
        ("1e-9*(x**2 - y**2)", "saddle"),
        ("cos(x) + cos(y)", "maximum"),
        ("exp(-(x**2 + y**2))", "maximum"),
    ],
)
def test_degenerate_and_scaled_landscapes_at_the_origin(text: str, kind: str) -> None:
    assert classify(Expression(text), [0.0, 0.0]) == kind


def test_a_small_gradient_is_not_a_stationary_point() -> None:
    far = Expression("exp(-(x**2 + y**2))", domain=((-6.0, 6.0), (-6.0, 6.0)))
    assert np.hypot(*far.gradient([5.0, 3.0])) < 1e-13
    assert classify(far, [5.0, 3.0]) == "not stationary"


def test_rosenbrock_is_positive_definite_exactly_below_its_parabola() -> None:
    x = np.linspace(-2.0, 2.0, 81)
    edge = x * x + 1.0 / 200.0
    f = Rosenbrock()
    for offset, expected in ((-1e-4, "positive definite"), (1e-4, "indefinite")):
        assert np.all(definiteness(f.hessian(np.stack([x, edge + offset], axis=-1))) == expected)
    grid = np.stack(np.meshgrid(np.linspace(-2, 2, 301), np.linspace(-1, 3, 301)), axis=-1)
    share = np.mean(np.asarray(definiteness(f.hessian(grid))) != "positive definite")
    assert abs(share - 0.43) < 0.005


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=name_of)
def test_the_model_is_taylors_to_second_order(landscape: Landscape) -> None:
    points = spread(landscape)
    model = Model.at(landscape, points)
    direction = 1e-3 * np.random.default_rng(4).normal(size=points.shape)
    actual = landscape.value(points + direction) - landscape.value(points)
    # The third order that is left is |d|^3 times third derivatives, and those go with the landscape's heights.
    assert np.all(np.abs(model.predicted(direction) - actual) <= 1e-6 * landscape.scale)
    np.testing.assert_array_equal(model.predicted(np.zeros(2)), 0.0)


@pytest.mark.parametrize("landscape", [Quadratic((3.0, -0.7), 0.3), Quadratic((1.0, 100.0), 1.1)], ids=name_of)
def test_on_a_quadratic_the_model_is_the_landscape(landscape: Landscape) -> None:
    points = spread(landscape)
    model = Model.at(landscape, points)
    actual = landscape.value(points + model.newton) - model.value
    np.testing.assert_allclose(model.predicted(model.newton), actual, rtol=1e-11, atol=1e-12)


def test_the_newton_direction_descends_exactly_where_its_quadratic_form_is_positive() -> None:
    points: list[Any] = [[2.0, 1.0], [1.0, 2.0], [0.5, 0.5]]
    model = Model.at(Saddle(), points)
    assert model.slope(model.newton).tolist() == [-6.0, 6.0, 0.0]
    changes = Saddle().value(points + model.newton) - Saddle().value(points)
    assert changes.tolist() == [-3.0, 3.0, 0.0]


def test_the_centre_of_the_monkey_saddle_has_no_newton_step() -> None:
    assert np.isnan(Model.at(MonkeySaddle(), [0.0, 0.0]).newton).all()
