"""Derivatives by machine: every operator against differences, and a checker that catches a wrong digit."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest

from landscape import Himmelblau, Landscape
from landscape.autodiff import FUNCTIONS, Jet, central_difference, differentiate, discrepancy, forward_difference

from .under_test import LANDSCAPES, name_of, spread

POINTS = np.random.default_rng(0).uniform(0.3, 1.4, size=(50, 2))

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "add": lambda x, y: x + y * y + 3.0,
    "add to a number": lambda x, y: 3.0 + x + y * y,
    "subtract": lambda x, y: x * x - y - 3.0,
    "subtract from a number": lambda x, y: 3.0 - x * y,
    "negate": lambda x, y: -(x * y * y),
    "plus": lambda x, y: +(x * y),
    "multiply": lambda x, y: (x + 2.0 * y) * (x * y),
    "divide": lambda x, y: (x + y) / (1.0 + x * y),
    "divide by a number": lambda x, y: (x * y) / 7.0,
    "divide a number": lambda x, y: 5.0 / (x + y * y),
    "power 0": lambda x, y: (x * y) ** 0 + y * y,
    "power 1": lambda x, y: (x * y) ** 1,
    "power 3": lambda x, y: (x + y) ** 3,
    "power 7": lambda x, y: (x + 0.5 * y) ** 7,
    "power -2": lambda x, y: (x + y) ** -2,
    "power 1.5": lambda x, y: (x * y) ** 1.5,
    "number to a power": lambda x, y: 3.0 ** (x * y),
    "functions of numpy": lambda x, y: np.sin(x * y) + np.exp(x - y) * np.log(x + y) + np.arctan(np.sqrt(y)),
    "arithmetic of numpy": lambda x, y: np.multiply(np.add(x, y), np.subtract(2.0, y)) + np.divide(x, np.power(y, 3.0)),
    "numpy on one number": lambda x, y: np.square(x) * y - np.reciprocal(y) + np.negative(x) * np.positive(y),
    "size": lambda x, y: abs(x - 3.0) * y + np.abs(y) * np.fabs(x) + np.absolute(y),
    "jet to a jet": lambda x, y: (x + y) ** (x * y),
    **{name: partial(lambda f, x, y: f(x * y - 0.1 * x), f) for name, f in FUNCTIONS.items()},
}


@pytest.mark.parametrize("name", OPERATORS)
def test_every_operator_against_differences(name: str) -> None:
    function = OPERATORS[name]

    def value(p: Any) -> Any:
        return differentiate(function, p)[0]

    def gradient(p: Any) -> Any:
        return differentiate(function, p)[1]

    def hessian(p: Any) -> Any:
        return differentiate(function, p)[2]

    assert discrepancy(value, gradient, POINTS) < 1e-7
    assert discrepancy(gradient, hessian, POINTS) < 1e-6


@pytest.mark.parametrize("name", OPERATORS)
def test_values_are_those_of_plain_arithmetic(name: str) -> None:
    jets = differentiate(OPERATORS[name], POINTS)[0]
    plain = OPERATORS[name](POINTS[:, 0], POINTS[:, 1])
    np.testing.assert_allclose(jets, plain, rtol=1e-14)


def test_derivatives_are_exact_where_differences_never_are() -> None:
    _, gradient, hessian = differentiate(lambda x, y: FUNCTIONS["exp"](x * y), [2.0, 0.5])
    e = math.exp(1.0)
    np.testing.assert_allclose(gradient, [0.5 * e, 2.0 * e], rtol=1e-15)
    np.testing.assert_allclose(hessian, [[0.25 * e, 2.0 * e], [2.0 * e, 4.0 * e]], rtol=1e-15)


def test_numpy_leaves_mixed_arithmetic_to_the_jet() -> None:
    assert isinstance(np.float64(2.0) * Jet(np.ones(3), 1.0, 0.0, 0.0, 0.0, 0.0), Jet)
    assert isinstance(np.ones(3) + Jet(np.ones(3), 1.0, 0.0, 0.0, 0.0, 0.0), Jet)


@pytest.mark.parametrize("error", [1.001, 0.999])
@pytest.mark.parametrize("landscape", LANDSCAPES, ids=name_of)
def test_the_checker_catches_an_error_of_a_thousandth(landscape: Landscape, error: float) -> None:
    points = spread(landscape, (40, 10))
    worst = 1e-5

    def gradient(p: Any, axis: int) -> Any:
        g = landscape.gradient(p)
        g[..., axis] *= error
        return g

    def hessian(p: Any, entries: list[tuple[int, int]]) -> Any:
        h = landscape.hessian(p)
        for i, j in entries:
            h[..., i, j] *= error
        return h

    for axis in range(2):
        if np.any(landscape.gradient(points)[..., axis] != 0.0):
            assert discrepancy(landscape.value, lambda p, k=axis: gradient(p, k), points) > worst
    for entries in ([(0, 0)], [(0, 1), (1, 0)], [(1, 1)]):
        if np.any(landscape.hessian(points)[..., entries[0][0], entries[0][1]] != 0.0):
            assert discrepancy(landscape.gradient, lambda p, e=entries: hessian(p, e), points) > worst


def test_the_checker_catches_a_rosenbrock_without_its_square() -> None:
    points = spread(Himmelblau())
    wrong = lambda p: 2.0 * Himmelblau().gradient(p)  # noqa: E731
    assert discrepancy(Himmelblau().value, wrong, points) > 0.1


def test_differences_have_about_the_digits_that_they_promise() -> None:
    sine = lambda p: np.sin(p[..., 0]) + 0.0 * p[..., 1]  # noqa: E731
    point = [1.0, 0.0]
    truth = math.cos(1.0)
    assert abs(forward_difference(sine, point)[0] - truth) < 2e-8
    assert abs(central_difference(sine, point)[0] - truth) < 3e-11


def test_differences_keep_their_digits_far_from_the_origin() -> None:
    square = lambda p: p[..., 0] * p[..., 0] * p[..., 1]  # noqa: E731
    np.testing.assert_allclose(central_difference(square, [1e6, 1e-3]), [2e3, 1e12], rtol=1e-9)
    np.testing.assert_allclose(forward_difference(square, [1e6, 1e-3]), [2e3, 1e12], rtol=1e-6)


def test_a_step_has_a_floor_as_well_as_a_ceiling() -> None:
    """sin at 1: forward with 1e-12 errs as with 1e-4, central with 1e-12 as with 1e-2."""

    def errors(h: float) -> tuple[float, float]:
        forward = (np.sin(1.0 + h) - np.sin(1.0)) / h
        central = (np.sin(1.0 + h) - np.sin(1.0 - h)) / (2.0 * h)
        return abs(forward - math.cos(1.0)), abs(central - math.cos(1.0))

    assert 0.1 < errors(1e-12)[0] / errors(1e-4)[0] < 10.0
    assert 0.1 < errors(1e-12)[1] / errors(1e-2)[1] < 10.0
    assert errors(1e-8)[0] < 1e-3 * errors(1e-12)[0]


def test_differences_of_a_gradient_are_hessians() -> None:
    f = Himmelblau()
    points = spread(f)
    np.testing.assert_allclose(central_difference(f.gradient, points), f.hessian(points), rtol=1e-7, atol=1e-6)
