"""Full steps that have a closed form: on the catalogue's landscapes, and on the same ones typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from landscape import (
    DoubleWell,
    Expression,
    FlatValley,
    GradientDescent,
    Harmonic,
    Landscape,
    MonkeySaddle,
    Newton,
    PseudoHuber,
    Quartic,
    Reason,
    State,
    classify,
    definiteness,
    descend,
)

from .under_test import spread

Points = np.ndarray[Any, Any]


def newton(f: Landscape, points: Any) -> State:
    return Newton().step(f, Newton().init(f, points))


def along_x(map_of_x: Callable[[Points], Points]) -> Callable[[Points], Points]:
    """The landscape is a function of x, plus y^2: a Newton step is exact in y."""
    return lambda p: np.stack([map_of_x(p[..., 0]), 0.0 * p[..., 1]], axis=-1)


def in_the_complex_plane(p: Points) -> Points:
    z = p[..., 0] + 1j * p[..., 1]
    after = z - (z**3 - 1.0) / (3.0 * z**2)
    return np.stack([after.real, after.imag], axis=-1)


MAPS: list[tuple[Landscape, Callable[[Points], Points]]] = [
    (MonkeySaddle(), lambda p: p / 2.0),
    (Quartic(), lambda p: 2.0 * p / 3.0),
    (PseudoHuber(), along_x(lambda x: -(x**3))),
    (DoubleWell(), along_x(lambda x: 2.0 * x**3 / (3.0 * x**2 - 1.0))),
    (Harmonic(), in_the_complex_plane),
]
BOTH = [
    pytest.param(made, exact, id=f"{f.name}, {how}")
    for f, exact in MAPS
    for how, made in (("catalogue", f), ("typed", Expression(f.python, domain=f.domain)))
]


@pytest.mark.parametrize(("f", "exact"), BOTH)
def test_the_full_newton_step(f: Landscape, exact: Callable[[Points], Points]) -> None:
    points = spread(f, (400,))
    expected = exact(points)
    # Where H is nearly singular a step is long, and rounding grows with it.
    near = np.hypot(*(expected - points).T) < 20.0 * f.width
    points, expected = points[near], expected[near]
    assert len(points) > 380
    found = newton(f, points)
    np.testing.assert_allclose(found.point, expected, rtol=1e-12, atol=1e-12)
    assert set(found.reason.tolist()) <= {Reason.MOVED, Reason.ASCENT}
    for point, after in zip(points[:5], expected[:5], strict=True):
        np.testing.assert_allclose(newton(f, point).point, after, rtol=1e-12, atol=1e-12)


def test_on_the_quartic_newton_is_linear_and_ends_undecided() -> None:
    f = Quartic()
    path = descend(f, Newton(), f.start, steps=60)
    np.testing.assert_allclose(path.point[1:31] / path.point[:30], 2.0 / 3.0, rtol=1e-12)
    assert path.reason[-1] == Reason.SINGULAR
    assert classify(f, path.point[-1]) == "undecided"


def test_on_pseudo_huber_every_hessian_is_positive_definite_and_newton_diverges() -> None:
    f = PseudoHuber()
    path = descend(f, Newton(), f.start, steps=6)
    np.testing.assert_allclose(path.point[:5, 0], [1.2, -(1.2**3), 1.2**9, -(1.2**27), 1.2**81], rtol=1e-11)
    assert set(definiteness(f.hessian(path.point[:4]))) == {"positive definite"}
    assert (f.value(path.point[2:5]) > f.value(path.point[1:4])).all()
    assert path.reason[-1] == Reason.DIVERGED
    assert classify(f, descend(f, Newton(), [0.9, 1.0], steps=6).point[-1]) == "minimum"


def test_beside_its_singular_line_the_double_well_throws_newton_to_both_sides() -> None:
    f, x = DoubleWell(), 1.0 / np.sqrt(3.0)
    assert definiteness(f.hessian([x, 0.5])) == "singular"
    left, right = newton(f, [[x - 1e-6, 0.5], [x + 1e-6, 0.5]]).point[:, 0]
    assert left < -1e5
    assert right > 1e5
    # On the line itself H is zero or what rounding leaves of it: no step, or one that is too long to be taken.
    at = newton(f, [x, 0.5])
    assert at.point.tolist() == [x, 0.5]
    assert at.reason in (Reason.SINGULAR, Reason.DIVERGED)


def test_the_double_well_has_a_cycle_that_repels_newton() -> None:
    f, x = DoubleWell(), 1.0 / np.sqrt(5.0)
    np.testing.assert_allclose(newton(f, [[x, 0.0], [-x, 0.0]]).point, [[-x, 0.0], [x, 0.0]], rtol=1e-14)
    # Each step multiplies the distance from the cycle by -6.
    off = 1e-6
    np.testing.assert_allclose((newton(f, [x + off, 0.0]).point[0] + x) / off, -6.0, rtol=1e-4)
    path = descend(f, Newton(), [x + 1e-15, 0.0], steps=60).point
    left = np.abs(np.abs(path[:, 0]) - x) > 0.1
    assert 17 <= int(np.argmax(left)) <= 21
    assert classify(f, path[-1]) != "not stationary"


@pytest.mark.parametrize("start", [[0.9, 0.3], [0.2, -1.0], [1.2, 1.0]])
def test_gradient_descent_has_a_stable_cycle_on_the_double_well(start: list[float]) -> None:
    path = descend(DoubleWell(), GradientDescent(0.3), start, steps=400).point
    np.testing.assert_allclose(np.sort(path[-2:, 0]), [0.73129, 1.13954], atol=5e-6)
    np.testing.assert_allclose(path[-1], path[-3], rtol=1e-12, atol=1e-12)
    # Once around the cycle an error is multiplied by less than one.
    assert abs(np.prod(1.0 - 0.3 * DoubleWell().hessian(path[-2:])[:, 0, 0])) < 1.0


def test_on_the_harmonic_landscape_every_end_is_a_saddle() -> None:
    f = Harmonic()
    starts = spread(f, (60, 60))
    path = descend(f, Newton(), starts, steps=60)
    kinds = classify(f, path.point[-1])
    assert set(np.ravel(kinds)) <= {"saddle", "not stationary"}
    assert np.mean(np.asarray(kinds) == "saddle") > 0.99
    roots = np.exp(2j * np.pi * np.arange(3) / 3)
    ends = path.point[-1][np.asarray(kinds) == "saddle"]
    nearest = np.abs(ends[:, :1] + 1j * ends[:, 1:] - roots)
    np.testing.assert_allclose(nearest.min(axis=-1), 0.0, atol=1e-9)
    # The window has the symmetry of the axes and not of the roots; each still has its share.
    assert (np.bincount(nearest.argmin(axis=-1)) > 0.25 * len(ends)).all()


def test_in_the_flat_valley_there_is_no_newton_step_from_anywhere() -> None:
    f = FlatValley()
    for points in (spread(f), np.array(f.start), np.array([0.0, 0.5])):
        state = newton(f, points)
        np.testing.assert_array_equal(state.point, points)
        assert np.all(state.reason == Reason.SINGULAR)
    assert set(np.ravel(definiteness(f.hessian(spread(f))))) == {"singular"}
