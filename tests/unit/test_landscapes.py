"""The landscapes: derivatives by machine, by differences and by published points; and what they say of themselves."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from landscape import (
    LANDSCAPES as CATALOGUE,
)
from landscape import (
    Beale,
    Bowl,
    DoubleWell,
    Expression,
    FlatValley,
    GradientDescent,
    Harmonic,
    Hill,
    Landscape,
    McCormick,
    Newton,
    PseudoHuber,
    Quadratic,
    Reason,
    Saddle,
    StyblinskiTang,
    ThreeHumpCamel,
    catalogue,
    classify,
    descend,
    eigenpairs,
)
from landscape.autodiff import discrepancy

from .under_test import LANDSCAPES, PUBLISHED, name_of, spread


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=name_of)
@pytest.mark.parametrize("shape", [(), (1,), (7,), (3, 4), (2, 0, 3)])
def test_leading_axes_mean_many(landscape: Landscape, shape: tuple[int, ...]) -> None:
    points = spread(landscape, shape)
    value, gradient, hessian = landscape.derivatives(points)
    assert (np.shape(value), gradient.shape, hessian.shape) == (shape, (*shape, 2), (*shape, 2, 2))
    for found in (value, gradient, hessian):
        assert np.asarray(found).dtype == np.float64
    np.testing.assert_array_equal(value, landscape.value(points))
    np.testing.assert_array_equal(gradient, landscape.gradient(points))
    np.testing.assert_array_equal(hessian, landscape.hessian(points))


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=name_of)
def test_a_point_alone_is_as_it_is_in_a_batch_and_a_bad_one_spoils_none(landscape: Landscape) -> None:
    points = spread(landscape)
    clean = landscape.derivatives(points)
    points[2, 3], points[0, 1], points[4, 4] = np.nan, np.inf, 1e308
    for whole, before in zip(landscape.derivatives(points), clean, strict=True):
        for index in ((0, 0), (1, 2), (5, 4)):
            np.testing.assert_array_equal(whole[index], before[index])
    for index in ((0, 0), (1, 2)):
        for alone, many in zip(landscape.derivatives(points[index]), clean, strict=True):
            np.testing.assert_allclose(alone, many[index], rtol=1e-13, atol=1e-15)


# Beside its axes a second derivative vanishes, and the error of the difference, h^2, is compared with almost nothing.
COARSE = {"Quartic": 1e-5}


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=name_of)
def test_derivatives_by_differences(landscape: Landscape) -> None:
    points = spread(landscape, (40, 10))
    bound = COARSE.get(landscape.name, 3e-7)
    assert discrepancy(landscape.value, landscape.gradient, points) < bound
    assert discrepancy(landscape.gradient, landscape.hessian, points) < bound


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=name_of)
def test_derivatives_by_forward_mode_of_the_python_formula(landscape: Landscape) -> None:
    points = spread(landscape, (20, 5))
    typed = Expression(landscape.python)
    for ours, machine in zip(landscape.derivatives(points), typed.derivatives(points), strict=True):
        np.testing.assert_allclose(ours, machine, rtol=1e-12, atol=1e-12 * np.max(np.abs(machine)))


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=name_of)
def test_hessians_are_symmetric(landscape: Landscape) -> None:
    h = landscape.hessian(spread(landscape))
    np.testing.assert_array_equal(h[..., 0, 1], h[..., 1, 0])


def check_published(landscape: Landscape, published: dict[str, Any]) -> None:
    for known in published["stationary_points"]:
        value, gradient, hessian = landscape.derivatives(known["point"])
        size = max(1.0, *np.abs(known["eigenvalues"]))
        assert abs(value - known["value"]) <= 1e-11 * max(1.0, abs(known["value"]))
        assert np.all(np.abs(gradient) <= 1e-11 * size), "its coordinates are good to twelve digits"
        np.testing.assert_allclose(eigenpairs(hessian)[0], known["eigenvalues"], rtol=1e-7)
        assert classify(landscape, known["point"]) == known["kind"]


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_points_of_the_typed_formula(name: str) -> None:
    published = PUBLISHED[name]
    check_published(Expression(published["expression"], domain=published["domain"]), published)


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_points_of_the_catalogue(name: str) -> None:
    landscape, published = CATALOGUE[name](), PUBLISHED[name]
    check_published(landscape, published)
    assert [list(side) for side in landscape.domain] == published["domain"]
    ours = {(s.kind, *np.round(s.point, 11), float(f"{s.value:.10g}")) for s in landscape.stationary_points}
    theirs = {
        (s["kind"], *np.round(s["point"], 11), float(f"{s['value']:.10g}")) for s in published["stationary_points"]
    }
    assert ours == theirs


@pytest.mark.parametrize("landscape", catalogue(), ids=name_of)
def test_its_own_stationary_points(landscape: Landscape) -> None:
    for known in landscape.stationary_points:
        assert classify(landscape, known.point) == known.kind
        np.testing.assert_allclose(landscape.value(known.point), known.value, rtol=1e-11, atol=1e-11)


def winding_number(landscape: Landscape, count: int = 4000) -> int:
    """Turns of the gradient along the edge of the domain, counterclockwise."""
    (x0, x1), (y0, y1) = landscape.domain
    t = np.linspace(0.0, 1.0, count, endpoint=False)
    right, up = x0 + (x1 - x0) * t, y0 + (y1 - y0) * t
    edge = [(right, y0 + 0 * t), (x1 + 0 * t, up), (right[::-1], y1 + 0 * t), (x0 + 0 * t, up[::-1])]
    g = landscape.gradient(np.concatenate([np.stack(side, axis=-1) for side in edge]))
    angle = np.unwrap(np.append(np.arctan2(g[:, 1], g[:, 0]), np.arctan2(g[0, 1], g[0, 0])))
    return round(float(angle[-1] - angle[0]) / (2.0 * np.pi))


INDEX = {"minimum": 1, "saddle": -1, "maximum": 1}


@pytest.mark.parametrize(
    ("name", "expected"), [("Himmelblau", 1), ("MonkeySaddle", -2), ("Beale", -1), ("McCormick", 1)]
)
def test_published_winding_numbers(name: str, expected: int) -> None:
    published = PUBLISHED[name]
    assert winding_number(Expression(published["expression"], domain=published["domain"])) == expected
    assert winding_number(CATALOGUE[name]()) == expected


# Where the Hessian does not decide, the index is that of the landscape: -2 about a monkey saddle, 1 about a minimum.
UNDECIDED = {"MonkeySaddle": -2, "Quartic": 1}


@pytest.mark.parametrize("landscape", [f for f in catalogue() if f.name != "FlatValley"], ids=name_of)
def test_no_stationary_point_is_missing(landscape: Landscape) -> None:
    index = {**INDEX, "undecided": UNDECIDED.get(landscape.name, 0)}
    assert winding_number(landscape) == sum(index[known.kind] for known in landscape.stationary_points)


def test_a_flat_valley_has_a_line_of_stationary_points_and_lists_none() -> None:
    f, y = FlatValley(), np.linspace(-2.0, 2.0, 9)
    assert f.stationary_points == ()
    assert set(classify(f, np.stack([0.0 * y, y], axis=-1))) == {"undecided"}
    assert set(classify(f, np.stack([0.0 * y + 0.1, y], axis=-1))) == {"not stationary"}


# Where Newton and gradient descent with some learning rate lead from a landscape's own start.
LESSONS: list[tuple[Landscape, str, float, str]] = [
    (Beale(), "saddle (0, 1)", 0.02, "minimum (3, 0.5)"),
    (ThreeHumpCamel(), "saddle (1.070542292, -0.535271146)", 0.1, "minimum (1.747552346, -0.873776173)"),
    (McCormick(), "saddle (1.547197551, 0.547197551)", 0.1, "minimum (-0.547197551, -1.547197551)"),
    (StyblinskiTang(), "maximum (0.156731257, 0.156731257)", 0.02, "minimum (2.746802771, 2.746802771)"),
    (DoubleWell(), "saddle (0, 0)", 0.1, "minimum (1, 0)"),
    (Harmonic(), "saddle (1, 0)", 0.1, "diverged"),
    (PseudoHuber(), "diverged", 0.1, "minimum (0, 0)"),
    (FlatValley(), "not stationary (1.4, 0.6)", 0.1, "undecided (0, 0.6)"),
]


@pytest.mark.parametrize(("landscape", "leap", "rate", "small_steps"), LESSONS, ids=str)
def test_what_a_start_teaches(landscape: Landscape, leap: str, rate: float, small_steps: str) -> None:
    for method, expected in ((Newton(), leap), (GradientDescent(rate), small_steps)):
        path = descend(landscape, method, landscape.start, steps=4000)
        x, y = np.round(path.point[-1], 9) + 0.0
        end = f"{classify(landscape, path.point[-1])} ({x:.10g}, {y:.10g})"
        assert ("diverged" if path.reason[-1] == Reason.DIVERGED else end) == expected


def test_along_and_across_the_trough_mccormick_is_a_wave_and_a_parabola() -> None:
    f = McCormick()
    x, y = np.moveaxis(spread(f), -1, 0)
    s, d = x + y, x - y
    np.testing.assert_allclose(f.value(spread(f)), np.sin(s) + s / 2.0 + (d - 1.0) ** 2, rtol=1e-12, atol=1e-12)
    assert f.start[0] - f.start[1] != 1.0, "its line of symmetry"


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=name_of)
def test_what_a_landscape_says_of_itself(landscape: Landscape) -> None:
    (x0, x1), (y0, y1) = landscape.domain
    x, y = landscape.start
    assert x0 < x < x1
    assert y0 < y < y1
    assert x != 0.0 != y
    assert abs(x) != abs(y), "a start on a line of symmetry is a lucky one"
    assert landscape.about.endswith(".")
    assert "!" not in landscape.about
    assert landscape.title
    assert landscape.source
    assert landscape.formula.count("{") == landscape.formula.count("}")
    assert landscape.width == max(x1 - x0, y1 - y0)
    assert landscape.scale > 0.0


@pytest.mark.parametrize("landscape", LANDSCAPES, ids=name_of)
def test_a_landscape_is_a_frozen_value_and_its_repr_makes_it(landscape: Landscape) -> None:
    assert eval(repr(landscape), vars(__import__("landscape"))) == landscape
    assert hash(landscape) == hash(dataclasses.replace(landscape))  # type: ignore[type-var]
    with pytest.raises(dataclasses.FrozenInstanceError):
        landscape.domain = ((0.0, 1.0), (0.0, 1.0))  # type: ignore[misc]


def test_the_catalogue_in_its_order() -> None:
    assert [f.name for f in catalogue()] == [
        *("Bowl", "Saddle", "Hill", "Rosenbrock", "Himmelblau", "MonkeySaddle", "DoubleWell", "Beale"),
        *("ThreeHumpCamel", "McCormick", "StyblinskiTang", "Quartic", "FlatValley", "PseudoHuber", "Harmonic"),
    ]
    assert [f.title for f in catalogue()][:3] == ["Bowl", "Saddle", "Hill"]
    assert list(CATALOGUE) == [f.name for f in catalogue()]
    assert set(PUBLISHED) <= set(CATALOGUE)


@pytest.mark.parametrize(
    ("landscape", "formula", "python"),
    [
        (Bowl(), "x^2 + y^2", "x**2 + y**2"),
        (Saddle(), "x^2 - y^2", "x**2 - y**2"),
        (Hill(), "-x^2 - y^2", "-x**2 - y**2"),
        (Quadratic((1.0, 20.0)), "0.5 x^2 + 10 y^2", "0.5*x**2 + 10.0*y**2"),
        (Quadratic((0.0, 0.0)), "0", "0"),
    ],
)
def test_formulas_of_quadratics(landscape: Landscape, formula: str, python: str) -> None:
    assert (landscape.formula, landscape.python) == (formula, python)


def test_bowl_saddle_and_hill_are_quadratics_of_eigenvalues_and_angle() -> None:
    f = Quadratic(eigenvalues=(1.0, 9.0), angle=0.3)
    values, vectors = eigenpairs(f.hessian([0.0, 0.0]))
    np.testing.assert_allclose(values, [1.0, 9.0], rtol=1e-14)
    np.testing.assert_allclose(vectors[:, 0], [np.cos(0.3), np.sin(0.3)], rtol=1e-14)
    assert all(isinstance(g, Quadratic) for g in (Bowl(), Saddle(), Hill()))


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        (Bowl, {"eigenvalues": (1.0, -1.0)}),
        (Bowl, {"eigenvalues": (1.0, 0.0)}),
        (Saddle, {"eigenvalues": (1.0, 1.0)}),
        (Hill, {"eigenvalues": (-1.0, 1.0)}),
        (Quadratic, {"eigenvalues": (1.0,)}),
        (Quadratic, {"eigenvalues": (1.0, 2.0, 3.0)}),
        (Quadratic, {"eigenvalues": 3}),
        (Quadratic, {"eigenvalues": "ab"}),
        (Quadratic, {"eigenvalues": (1.0, float("nan"))}),
        (Quadratic, {"eigenvalues": (1.0, 10**400)}),
        (Quadratic, {"angle": float("inf")}),
        (Quadratic, {"angle": None}),
    ],
)
def test_bad_parameters_are_refused_at_the_door(kind: type[Quadratic], arguments: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=kind.__name__):
        kind(**arguments)


@pytest.mark.parametrize("points", [3.0, [1.0, 2.0, 3.0], "xy", None])
def test_bad_points_are_refused_at_the_door(points: Any) -> None:
    for ask in (Saddle().value, Saddle().gradient, Saddle().hessian, Expression("x").derivatives):
        with pytest.raises(ValueError, match="point: expected"):
            ask(points)


def test_each_quadratic_has_a_start_of_its_own_and_a_repr_without_it() -> None:
    assert (Bowl().start, Saddle().start, Hill().start) == ((-1.4, 0.9), (1.4, 0.6), (0.6, 0.4))
    for f in (Bowl(), Saddle(), Hill(), Quadratic()):
        assert eval(repr(f)) == f
        assert "start" not in repr(f)
