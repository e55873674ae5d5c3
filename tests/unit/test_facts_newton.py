"""What the chapters *Hessian* and *Newton's method* say in their prose, where no cell beside it shows the number."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp

from landscape import (
    DampedNewton,
    DoubleWell,
    End,
    Expression,
    GradientDescent,
    Harmonic,
    Hill,
    Himmelblau,
    LineSearchNewton,
    Newton,
    PseudoHuber,
    Quadratic,
    Rosenbrock,
    Saddle,
    SaddleFreeNewton,
    TrustRegion,
    basins,
    classify,
    definiteness,
    descend,
    eigenpairs,
)

x, y = sp.symbols("x y", real=True)


def grid(f: Any, n: int) -> Any:
    (x0, x1), (y0, y1) = f.domain
    return np.stack(np.meshgrid(np.linspace(x0, x1, n), np.linspace(y0, y1, n)), axis=-1)


def test_himmelblaus_hessian_is_nowhere_zero_so_no_way_leads_from_hill_to_bowl_without_mixed_signs() -> None:
    formula = sp.sympify(Himmelblau().python, locals={"x": x, "y": y})
    h = sp.hessian(formula, (x, y))
    assert sp.solve([h[0, 0], h[0, 1], h[1, 1]], [x, y]) == []
    # On the grid too: no two neighbours are positive and negative definite.
    codes = np.asarray(definiteness(Himmelblau().hessian(grid(Himmelblau(), 601))))
    sign = np.where(codes == "positive definite", 1, np.where(codes == "negative definite", -1, 0))
    assert {-1, 0, 1} == set(np.unique(sign))
    for a, b in ((sign[1:], sign[:-1]), (sign[:, 1:], sign[:, :-1])):
        assert (a * b >= 0).all()


def test_ackleys_minimum_is_the_tip_of_a_cone_and_has_no_gradient() -> None:
    f = Expression("20 + e - 20*exp(-0.2*sqrt((x**2 + y**2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)")
    angles = np.radians(np.arange(0, 360, 15))
    around = 1e-7 * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    slopes = (f.value(around) - f.value([0.0, 0.0])) / 1e-7
    np.testing.assert_allclose(slopes, 4.0 / np.sqrt(2.0), rtol=1e-5)
    assert np.isnan(f.gradient([0.0, 0.0])).any()
    assert (f.value(grid(f, 201)) >= f.value([0.0, 0.0]) - 1e-12).all()


def test_the_tangent_of_the_figure_meets_zero_where_its_caption_says() -> None:
    f = (x**2 - 1) ** 2
    slope, bend = (float(sp.diff(f, x, k).subs(x, 1.6)) for k in (1, 2))
    assert (slope, bend) == pytest.approx((9.984, 26.72), rel=1e-12)
    assert round(1.6 - slope / bend, 3) == 1.226
    np.testing.assert_allclose(
        descend(DoubleWell(), Newton(), [1.6, 0.0], 1).point[-1, 0], 1.6 - slope / bend, rtol=1e-12
    )


def test_rosenbrock_is_not_positive_definite_on_43_percent_of_its_window() -> None:
    h = sp.hessian(sp.sympify(Rosenbrock().python, locals={"x": x, "y": y}), (x, y))
    # H_yy = 200 is positive, so only the determinant is left.
    assert h[1, 1] == 200
    assert sp.expand(h.det() - 80000 * (x**2 + sp.Rational(1, 200) - y)) == 0
    edge = sp.sqrt(3 - sp.Rational(1, 200))
    area = sp.integrate(3 - x**2 - sp.Rational(1, 200), (x, -edge, edge))
    assert round(100 * float(area / 16)) == 43


def test_newton_reaches_rosenbrocks_minimum_from_all_of_360_000_starts() -> None:
    _, ends, which = basins(Rosenbrock(), Newton(), grid(Rosenbrock(), 600), steps=30)
    assert ends.size == 360_000
    assert (ends == End.MINIMUM).all()
    assert (which == 0).all()


def test_gradient_descent_needs_a_million_steps_for_a_digit_where_newton_needs_one() -> None:
    kappa = 1e6
    best = (kappa - 1.0) / (kappa + 1.0)
    assert 1.0e6 < -np.log(10.0) / np.log(best) < 1.2e6
    f = Quadratic(eigenvalues=(1.0, kappa), angle=0.3)
    assert np.hypot(*descend(f, Newton(), [1.4, 0.6], 1).point[-1]) < 1e-9
    # The same rate of progress as the formula: the slow component after 100 steps.
    slow = descend(Quadratic(eigenvalues=(1.0, kappa)), GradientDescent(2.0 / (1.0 + kappa)), [1.0, 1.0], 100).point[-1]
    np.testing.assert_allclose(np.abs(slow), best**100, rtol=1e-8)


def test_the_classic_start_of_rosenbrock() -> None:
    f = Rosenbrock()
    path = descend(f, Newton(), [-1.2, 1.0], steps=6).point
    heights = f.value(path)
    assert set(np.ravel(definiteness(f.hessian(path)))) == {"positive definite"}
    assert round(heights[2] / heights[1]) == 298
    assert classify(f, path[-1]) == "minimum"


def test_from_within_one_newton_arrives_on_pseudo_huber_and_from_outside_it_leaves() -> None:
    ends = basins(PseudoHuber(), Newton(), [[s, 1.0] for s in (-0.99, 0.5, 0.99, 1.01, -2.0)], steps=40)[1]
    assert ends.tolist() == [End.MINIMUM] * 3 + [End.DIVERGED] * 2


def test_between_the_points_of_the_cycle_lies_the_basin_of_the_saddle() -> None:
    edge = 1.0 / np.sqrt(5.0)
    starts = np.linspace(-edge, edge, 203)[1:-1]
    ends = basins(DoubleWell(), Newton(), np.stack([starts, 0.3 * np.ones_like(starts)], axis=-1), steps=60)[1]
    assert (ends == End.SADDLE).all()
    near = [edge * (1.0 - 1e-9), edge * (1.0 + 1e-9)]
    path = descend(DoubleWell(), Newton(), [[s, 0.0] for s in near], steps=4).point[..., 0]
    np.testing.assert_allclose(np.diff(np.abs(path) - edge, axis=0) / (np.abs(path[:-1]) - edge), 5.0, rtol=1e-3)


def test_where_two_basins_of_the_fractal_meet_the_third_is_there_as_well() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.uniform(-1.4, 1.4, size=(2, 400, 2))

    def root(points: Any) -> Any:
        return basins(Harmonic(), Newton(), points, steps=60)[2]

    differ = (root(a) != root(b)) & (root(a) >= 0) & (root(b) >= 0)
    a, b = a[differ][:40], b[differ][:40]
    for _ in range(24):
        middle = 0.5 * (a + b)
        same = (root(middle) == root(a))[:, None]
        a, b = np.where(same, middle, a), np.where(same, b, middle)
    disc = 1e-4 * rng.uniform(-1.0, 1.0, size=(2000, 1, 2))
    found = root(a + disc)
    assert len(a) == 40
    for k in range(3):
        assert (found == k).any(axis=0).all()


@pytest.mark.parametrize("low", [-2.0, -0.5, -8.0])
def test_damping_has_two_thresholds(low: float) -> None:
    f = Quadratic(eigenvalues=(3.0, low), angle=0.4)
    start = np.array([0.3, 0.9])
    across = eigenpairs(f.hessian(start))[1][:, 0]
    for part, repels, descends in ((0.45, False, False), (0.55, True, False), (0.95, True, False), (1.05, True, True)):
        tau = part * abs(low)
        after = descend(f, DampedNewton(tau), start, 1).point[-1]
        assert (abs(across @ after) > abs(across @ start)) == repels
        assert (eigenpairs(f.hessian(start) + tau * np.eye(2))[0][0] > 0) == descends
        # Between the two thresholds it leaps across the saddle.
        assert ((across @ after) * (across @ start) < 0) == (part < 1)


def test_with_much_damping_the_step_is_a_gradient_step() -> None:
    f, start, tau = Himmelblau(), [1.0, 2.5], 1e7
    step = descend(f, DampedNewton(tau), start, 1).point[-1] - start
    np.testing.assert_allclose(step, -f.gradient(start) / tau, rtol=1e-4)


def test_on_its_own_valley_line_the_saddle_draws_in_saddle_free_newton_as_well() -> None:
    path = descend(Saddle(), SaddleFreeNewton(), [0.7, 0.0], 3).point
    assert path[-1].tolist() == [0.0, 0.0]
    assert descend(Saddle(), TrustRegion(), [0.7, 0.0], 3).point[-1, 1] != 0.0


def test_near_a_minimum_the_line_search_takes_full_steps() -> None:
    start = [3.1, 2.1]
    pure = descend(Himmelblau(), Newton(), start, 5).point
    searched = descend(Himmelblau(), LineSearchNewton(), start, 5).point
    np.testing.assert_allclose(searched[:4], pure[:4], rtol=1e-14)


def test_no_step_of_line_search_and_trust_region_raises_the_height() -> None:
    for f in (Rosenbrock(), Himmelblau(), DoubleWell(), Saddle()):
        for method in (LineSearchNewton(), TrustRegion()):
            heights = f.value(descend(f, method, grid(f, 12), 40).point)
            assert (np.diff(heights, axis=0) <= 1e-12 * f.scale).all(), (f.name, method.name)


def test_the_factors_of_damping_that_the_page_names() -> None:
    for tau, factor in ((0.5, -1 / 3), (1.5, -3.0)):
        after = descend(Saddle(), DampedNewton(tau), [1.0, 0.5], 1).point[-1]
        assert after[1] / 0.5 == pytest.approx(factor, rel=1e-12)
    to_and_fro = descend(Saddle(), DampedNewton(1.0), [1.0, 0.5], 4).point[:, 1]
    np.testing.assert_allclose(to_and_fro, [0.5, -0.5, 0.5, -0.5, 0.5], rtol=1e-12)


def test_on_the_hill_gradient_descent_runs_away_whatever_its_rate_and_newton_climbs() -> None:
    f, start = Hill(), np.array([0.6, 0.4])
    for rate in (0.01, 0.1, 1.0):
        away = descend(f, GradientDescent(rate), start, steps=10).point
        np.testing.assert_allclose(away[-1], start * (1 + 2 * rate) ** 10, rtol=1e-12)
        assert np.all(np.diff(f.value(away)) < 0)
    assert descend(f, Newton(), start, steps=1).point[-1].tolist() == [0.0, 0.0]
