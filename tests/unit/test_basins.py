"""Basins against a loop over points and steps, in slices and in one go, and against what is known of them."""

from __future__ import annotations

from dataclasses import fields
from math import hypot
from typing import Any

import numpy as np
import pytest

from landscape import (
    STEPPERS,
    Adam,
    Bowl,
    DoubleWell,
    End,
    Expression,
    GradientDescent,
    Harmonic,
    HeavyBall,
    Hill,
    Himmelblau,
    Landscape,
    MonkeySaddle,
    Newton,
    Quadratic,
    Reason,
    Rosenbrock,
    Saddle,
    Stepper,
    basins,
    descend,
)
from landscape.curvature import words

from .under_test import name_of


def grid(f: Landscape, columns: int = 15, rows: int = 12, times: float = 1.0) -> Any:
    (x0, x1), (y0, y1) = f.domain
    xs, ys = np.linspace(x0, x1, columns), np.linspace(y0, y1, rows)
    return times * np.stack(np.meshgrid(xs, ys), axis=-1)


def mirrored(f: Landscape, half: int = 8) -> Any:
    """A grid that is its own mirror image in both axes, to the last bit."""
    side = np.linspace(0.01, 0.97 * f.domain[0][1], half)
    side = np.concatenate([-side[::-1], side])
    return np.stack(np.meshgrid(side, side), axis=-1)


def slow(f: Landscape, method: Stepper[Any], point: Any, steps: int) -> tuple[int, int, Any]:
    """One point, step by step; what its end is called, from LAPACK and the definitions."""
    state = method.init(f, point)
    for _ in range(steps):
        state = method.step(f, state)
    after = method.step(f, state)
    p, centre = state.point, np.mean(f.domain, axis=1)
    if after.reason == Reason.DIVERGED or not all(abs(p[i] - centre[i]) <= 1e6 * f.width for i in (0, 1)):
        return End.DIVERGED, -1, p
    g, h = f.gradient(p), f.hessian(p)
    stationary = False
    if np.isfinite(g).all() and np.isfinite(h).all():
        low, high = np.linalg.eigvalsh(h)
        sizes = sorted([abs(low), abs(high)])
        zero = sizes[0] <= 1e-9 * sizes[1] or sizes[1] < 1e-12 * f.scale / f.width**2
        if zero:
            stationary = hypot(*g) <= 1e-12 * f.scale / f.width
        else:
            stationary = hypot(*np.linalg.solve(h, g)) <= 1e-8 * f.width
    if not stationary:
        memory = [field.name for field in fields(state) if field.name != "reason"]
        stays = all(np.array_equal(getattr(state, n), getattr(after, n), equal_nan=True) for n in memory)
        return (End.STUCK if stays else End.MOVING), -1, p
    kind = End.UNDECIDED if zero else End.MINIMUM if low > 0 else End.MAXIMUM if high < 0 else End.SADDLE
    known = [hypot(p[0] - s.point[0], p[1] - s.point[1]) for s in f.stationary_points]
    which = known.index(min(known)) if known and min(known) <= 1e-4 * f.width else -1
    return kind, which, p


CASES: list[tuple[Landscape, Stepper[Any], int, set[End]]] = [
    (Himmelblau(), Newton(), 30, {End.MINIMUM, End.SADDLE, End.MAXIMUM}),
    (Himmelblau(), Newton(), 4, {End.MINIMUM, End.SADDLE, End.MAXIMUM, End.MOVING}),
    (Expression("(x**4 - 6*x**2*y**2 + y**4)/4 - x", domain=((-2, 2), (-2, 2))), Newton(), 25, {End.SADDLE}),
    (Himmelblau(), GradientDescent(0.01), 60, {End.MINIMUM, End.MOVING}),
    (Saddle(), GradientDescent(0.1), 100, {End.DIVERGED}),
    (Saddle(), GradientDescent(0.1), 60, {End.MOVING}),
    (Hill(), GradientDescent(0.1), 90, {End.DIVERGED, End.MOVING}),
    (Hill(), GradientDescent(1.0), 60, {End.DIVERGED}),
    (Quadratic((2.0, 0.0)), Newton(), 5, {End.STUCK}),
    (MonkeySaddle(), Newton(), 60, {End.UNDECIDED}),
    (Expression("log(x) + y**2"), GradientDescent(0.1), 40, {End.STUCK, End.MOVING}),
    (DoubleWell(), HeavyBall(), 80, {End.MOVING}),
    (Himmelblau(), Adam(), 30, {End.MOVING}),
    (Himmelblau(), STEPPERS["TrustRegion"](), 20, {End.MINIMUM}),
]


@pytest.mark.parametrize(("f", "method", "steps", "found"), CASES, ids=lambda item: str(item)[:60])
def test_many_at_once_are_each_on_its_own(f: Landscape, method: Stepper[Any], steps: int, found: set[End]) -> None:
    points = grid(f)
    state, ends, which = basins(f, method, points, steps)
    assert ends.dtype == which.dtype == np.int8
    assert ends.shape == which.shape == points.shape[:-1]
    assert {End(int(end)) for end in np.unique(ends)} >= found
    for place in np.ndindex(ends.shape):
        end, index, point = slow(f, method, points[place], steps)
        assert (End(int(ends[place])), which[place]) == (end, index), f"from {points[place]}"
        np.testing.assert_allclose(state.point[place], point, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("method", [kind() for kind in STEPPERS.values()], ids=name_of)
@pytest.mark.parametrize("f", [Himmelblau(), Saddle(), MonkeySaddle(), Expression("log(x)*y")], ids=name_of)
def test_slices_are_the_whole(f: Landscape, method: Stepper[Any]) -> None:
    points = grid(f, 9, 7)
    whole = basins(f, method, points, 21)
    state: Any = points
    for steps in (0, 8, 1, 12, 0):
        state, *said = basins(f, method, state, steps)
    for field in fields(state):
        np.testing.assert_array_equal(getattr(state, field.name), getattr(whole[0], field.name), err_msg=field.name)
    np.testing.assert_array_equal(said, whole[1:])
    path = descend(f, method, points, 21)
    np.testing.assert_array_equal(state.point, path.point[-1])
    np.testing.assert_array_equal(state.reason, path.reason[-1])


def test_newton_on_the_three_quadratics_ends_in_one_step() -> None:
    for f, end in ((Bowl(), End.MINIMUM), (Saddle(), End.SADDLE), (Hill(), End.MAXIMUM)):
        _, ends, which = basins(f, Newton(), grid(f), 1)
        assert (ends == end).all()
        assert (which == 0).all()


def test_newton_reaches_rosenbrocks_minimum_from_its_whole_window() -> None:
    _, ends, which = basins(Rosenbrock(), Newton(), grid(Rosenbrock(), 60, 40), 60)
    assert (ends == End.MINIMUM).all()
    assert (which == 0).all()


def test_on_a_harmonic_landscape_newton_is_the_fractal_of_the_cube_roots_and_each_end_a_saddle() -> None:
    f = Harmonic()
    points = mirrored(f, 20)
    state, ends, which = basins(f, Newton(), points, 60)
    assert (ends == End.SADDLE).all()
    assert set(np.unique(which)) == {0, 1, 2}
    # Newton's method for z^3 = 1 in complex numbers.
    z = points[..., 0] + 1j * points[..., 1]
    for _ in range(60):
        z = z - (z * z * z - 1) / (3 * z * z)
    roots = np.array([complex(*s.point) for s in f.stationary_points])
    agree = which == np.abs(z[..., None] - roots).argmin(axis=-1)
    # On the fractal's boundary a last bit decides.
    assert agree.mean() > 0.995
    # The mirror image in y belongs to the conjugate root.
    conjugate = np.abs(roots.conj()[:, None] - roots).argmin(axis=1)
    np.testing.assert_array_equal(which[::-1], conjugate[which])
    np.testing.assert_array_equal(state.point[::-1] * [1, -1], state.point)


@pytest.mark.parametrize("method", [GradientDescent(0.05), HeavyBall(), Adam(), Newton()], ids=name_of)
@pytest.mark.parametrize("f", [DoubleWell(), Saddle()], ids=name_of)
def test_a_symmetric_landscape_has_symmetric_basins(f: Landscape, method: Stepper[Any]) -> None:
    state, ends, _ = basins(f, method, mirrored(f), 50)
    np.testing.assert_array_equal(ends, ends[::-1])
    np.testing.assert_array_equal(ends, ends[:, ::-1])
    np.testing.assert_array_equal(state.point, state.point[:, ::-1] * [-1, 1])
    np.testing.assert_array_equal(state.point, state.point[::-1] * [1, -1])


def test_the_two_wells_divide_the_plane_at_the_ridge() -> None:
    f = DoubleWell()
    points = mirrored(f)
    points = points[(np.abs(points) < 1.5).all(axis=-1)]
    _, ends, which = basins(f, GradientDescent(0.05), points, 2000)
    assert (ends == End.MINIMUM).all()
    x = np.array([s.point[0] for s in f.stationary_points])[which]
    np.testing.assert_array_equal(x, np.sign(points[..., 0]))


def test_starts_that_are_no_numbers_have_diverged_and_spoil_nothing() -> None:
    f = Himmelblau()
    points = np.array([[3.1, 2.1], [np.nan, 0.0], [np.inf, 1.0], [1e300, 1e300], [1e9, 0.0], [3.1, 2.1]])
    state, ends, which = basins(f, Newton(), points, 6)
    assert ends.tolist() == [End.MINIMUM, End.DIVERGED, End.DIVERGED, End.DIVERGED, End.DIVERGED, End.MINIMUM]
    assert which[0] == which[5] >= 0
    assert (which[1:5] == -1).all()
    np.testing.assert_array_equal(state.point[0], state.point[5])


def test_an_end_belongs_to_a_known_point_only_within_a_ten_thousandth_of_the_width() -> None:
    # Every point of the line x = 0 is stationary, and only the origin is a known one; the width is 4.
    f = Quadratic((2.0, 0.0))
    starts = [[0.0, 0.0], [0.0, 3.9e-4], [0.0, 4.1e-4], [0.0, 4e-3], [0.0, 1.0]]
    _, ends, which = basins(f, GradientDescent(0.1), starts, 5)
    assert (ends == End.UNDECIDED).all()
    assert which.tolist() == [0, 0, -1, -1, -1]


def test_a_step_too_small_for_a_double_is_stuck_and_a_cycle_is_not() -> None:
    _, ends, _ = basins(Bowl(), GradientDescent(1e-20), [1.0, 1.0], 3)
    assert ends == End.STUCK
    # Gradient descent on the double well with this rate goes to and fro for ever.
    _, ends, _ = basins(DoubleWell(), GradientDescent(0.3), [0.9, 0.0], 4000)
    assert ends == End.MOVING


def test_where_no_step_leads_on_it_is_said_before_one_is_taken() -> None:
    # A leap too far to be followed, and a Hessian without an inverse: the point stays, for two different reasons.
    for steps in (0, 1, 5):
        assert basins(Bowl(), GradientDescent(1e15), [1.0, 1.0], steps)[1] == End.DIVERGED
        assert basins(Quadratic((2.0, 0.0)), Newton(), [1.0, 1.0], steps)[1] == End.STUCK


def test_shapes_words_and_doors() -> None:
    state, ends, which = basins(Saddle(), Newton(), [1.0, 1.0], 1)
    assert (state.point.shape, ends.shape, which.shape) == ((2,), (), ())
    assert basins(Saddle(), Newton(), np.zeros((0, 3, 2)), 2)[1].shape == (0, 3)
    assert words(End, np.arange(7, dtype=np.int8)).tolist() == [  # type: ignore[union-attr]
        "minimum",
        "saddle",
        "maximum",
        "undecided",
        "still moving",
        "diverged",
        "stuck",
    ]
    for steps in (-1, 2.5, "3", True, None):
        with pytest.raises(ValueError, match="steps: expected a whole number"):
            basins(Bowl(), Newton(), [1.0, 1.0], steps)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="expected shape"):
        basins(Bowl(), Newton(), [1.0, 1.0, 1.0], 1)
