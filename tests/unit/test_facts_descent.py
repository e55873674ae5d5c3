"""Numbers in the prose of three chapters (landscape of loss, gradient, gradient descent) that no cell shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import pytest

from landscape import (
    AdaGrad,
    Adam,
    ArmijoGradientDescent,
    DoubleWell,
    Expression,
    GradientDescent,
    HeavyBall,
    Himmelblau,
    Newton,
    Quadratic,
    Reason,
    RMSProp,
    Saddle,
    Stepper,
    StyblinskiTang,
    descend,
    eigenpairs,
)

CHAPTERS = Path(__file__).parents[2] / "docs" / "chapters"
OBLONG = "x**2 - 2*x*y + 2.5*y**2"
TURNED = "1.4*x**2 - 3.6*x*y + 4.1*y**2"
LINE = "1.5*x**2 + x*y + y**2 - 2.5*x - y + 1.5"


def says(chapter: str, *parts: str) -> None:
    """Holds that the chapter still says what is tested here, whatever its line breaks."""
    text = " ".join((CHAPTERS / f"{chapter}.md").read_text(encoding="utf-8").split())
    for part in parts:
        assert part in text, part


def test_the_first_walk_does_not_end_in_the_deepest_of_four_valleys() -> None:
    says("landscape-of-loss", "explorer(StyblinskiTang(), GradientDescent(0.02), point=(1.0, 0.6))", "has four valleys")
    heights = sorted(s.value for s in StyblinskiTang().stationary_points if s.kind == "minimum")
    end = descend(StyblinskiTang(), GradientDescent(0.02), [1.0, 0.6], steps=200).point[-1]
    assert StyblinskiTang().value(end) == pytest.approx(heights[-1])
    assert len({round(h, 6) for h in heights}) == 3
    assert [s.value for s in Himmelblau().stationary_points if s.kind == "minimum"] == [0.0] * 4


def test_twelve_steps_down_the_bowl_of_a_line_all_but_fit_it() -> None:
    says("landscape-of-loss", "Twelve steps down this bowl", LINE, "point=(-0.6, 1.6), steps=12")
    f = Expression(LINE)
    path = descend(f, GradientDescent(0.2), [-0.6, 1.6], steps=12).point
    assert f.value(path[0]) > 3.5
    assert f.value(path[-1]) - 0.45 < 0.002


def test_tangent_and_parabola_of_the_double_well_at_0_8() -> None:
    says("landscape-of-loss", "0.1296 - 1.152 * (u - 0.8) + 1.84 * (u - 0.8)**2")
    value, g, h = DoubleWell().derivatives([0.8, 0.0])
    assert [value, g[0], h[0, 0] / 2] == pytest.approx([0.1296, -1.152, 1.84], rel=1e-12)
    u = np.linspace(0.55, 1.25, 57)
    says("landscape-of-loss", "np.linspace(0.55, 1.25, 57)", "stays with the ground for longer")
    tangent = value + g[0] * (u - 0.8)
    ground, parabola = (u**2 - 1) ** 2, tangent + h[0, 0] / 2 * (u - 0.8) ** 2
    assert np.all(np.abs(parabola - ground) <= np.abs(tangent - ground))


def test_the_chords_of_the_figure_end_on_their_curves() -> None:
    says(
        "landscape-of-loss", "u**4 / 4 + u**2 / 4 + 1.4", "2.2784 + (1.9 - 2.2784) * (u + 1.2) / 2.2", "(1.0 - u) / 2.2"
    )
    for u, chord in ((-1.2, 2.2784), (1.0, 1.9)):
        assert u**4 / 4 + u**2 / 4 + 1.4 == pytest.approx(chord)
    assert [(u**2 - 1) ** 2 for u in (-1.2, 1.0)] == pytest.approx([0.1936, 0.0])


def test_beyond_a_tilt_of_1_54_the_double_well_has_one_floor() -> None:
    says("landscape-of-loss", "Beyond a tilt of 1.54")
    steepest = 8 / (3 * mpmath.sqrt(3))
    assert float(steepest) == pytest.approx(1.54, abs=0.001)
    for tilt, minima in ((1.53, 2), (1.55, 1)):
        ends = descend(
            Expression(f"(x**2 - 1)**2 + y**2 + {tilt}*x"), GradientDescent(0.02), [[-1.5, 0], [1.5, 0]], 9000
        )
        assert len(np.unique(np.round(ends.point[-1, :, 0], 3))) == minima


def test_level_along_the_axes_and_yet_not_level() -> None:
    says("gradient", "$x^2 y / (x^2 + y^2)$, with 0 at the origin", "the direction $(p, q)$ is $p^2 q$")

    def f(x: mpmath.mpf, y: mpmath.mpf) -> mpmath.mpf:
        return x * x * y / (x * x + y * y)

    t = mpmath.mpf("1e-20")
    for angle in (0.0, 0.3, 1.1, 2.5, float(mpmath.pi / 2)):
        p, q = mpmath.cos(angle), mpmath.sin(angle)
        assert f(t * p, t * q) / t == pytest.approx(p * p * q, abs=1e-15)


def test_from_the_axes_of_the_ellipses_the_arrow_leads_to_the_centre_and_from_nowhere_else() -> None:
    says("gradient", f'explorer(Expression("{OBLONG}"', "only on the two axes of the ellipses does the arrow lead")
    f, tilt = Expression(OBLONG), float(np.arctan(0.5))
    assert eigenpairs(f.hessian([0.0, 0.0]))[0] == pytest.approx([1.0, 6.0])
    around = np.linspace(0, np.pi, 721)[:-1]
    w = np.stack([np.cos(around), np.sin(around)], axis=-1)
    g = f.gradient(w)
    beside = np.abs(w[:, 0] * g[:, 1] - w[:, 1] * g[:, 0])
    on_axis = np.isin(np.arange(720), [round(np.degrees(a) * 4) for a in (tilt, tilt + np.pi / 2)])
    assert beside[on_axis].max() < beside[~on_axis].min() + 1e-3
    for angle in (tilt, tilt + np.pi / 2):
        axis = np.array([np.cos(angle), np.sin(angle)])
        across = f.gradient(axis)
        assert abs(axis[0] * across[1] - axis[1] * across[0]) < 1e-12


def test_on_a_cone_every_step_is_as_long_as_the_rate() -> None:
    says("gradient", "A step of gradient descent on the cone is $\\eta$ long")
    cone = Expression("sqrt(x**2 + y**2)")
    path = descend(cone, GradientDescent(0.3), [1.0, 0.75], steps=50).point
    assert np.hypot(*np.diff(path, axis=0).T) == pytest.approx(0.3)
    assert np.all(np.isnan(cone.gradient([0.0, 0.0])))
    # It ends between two places, for good.
    assert path[-1] == pytest.approx(path[-3])
    assert np.hypot(*(path[-1] - path[-2])) == pytest.approx(0.3)


def test_a_loss_in_other_units_lengthens_the_gradient_step_and_not_newtons() -> None:
    says("gradient", "$g$ is a hundred times as long")
    euros, cents = Quadratic(eigenvalues=(1.0, 6.0), angle=0.5), Quadratic(eigenvalues=(100.0, 600.0), angle=0.5)
    w = np.array([1.3, -0.2])
    assert cents.gradient(w) == pytest.approx(100 * euros.gradient(w))
    one, other = (descend(f, Newton(), w, steps=1).point[-1] for f in (euros, cents))
    assert one == pytest.approx(other, abs=1e-12)


def test_with_0_19_twenty_steps_do_not_arrive_and_the_limit_is_0_2() -> None:
    says("gradient-descent", f'explorer(Expression("{TURNED}"', "GradientDescent(0.19), point=(0.6, 1.4), steps=20")
    f = Expression(TURNED)
    assert eigenpairs(f.hessian([0.0, 0.0]))[0] == pytest.approx([1.0, 10.0])
    end = {rate: descend(f, GradientDescent(rate), [0.6, 1.4], steps=20).point[-1] for rate in (0.18, 0.19, 0.201)}
    distance = {rate: np.hypot(*w) for rate, w in end.items()}
    assert distance[0.18] < 0.5 * distance[0.19]
    assert distance[0.19] > 0.05
    assert np.hypot(*descend(f, GradientDescent(0.201), [0.6, 1.4], steps=2000).point[-1]) > 1e3


def test_after_120_steps_gradient_descent_is_at_0_09() -> None:
    says("gradient-descent", "is still at 0.09 by then")
    path = descend(Quadratic(eigenvalues=(1.0, 100.0)), GradientDescent(2 / 101), [1.0, 1.0], steps=120).point
    assert float(np.abs(path[-1]).max()) == pytest.approx(float((mpmath.mpf(99) / 101) ** 120))
    assert np.abs(path[-1]).max() == pytest.approx(0.09, abs=0.001)


def test_the_heavy_ball_is_stable_up_to_2_plus_2_beta_and_may_rise() -> None:
    says("gradient-descent", "$0 < \\alpha L < 2 + 2\\beta$", "the ball may rise on its way")
    f = Quadratic(eigenvalues=(1.0, 10.0))
    for beta in (0.0, 0.3, 0.8):
        limit = (2 + 2 * beta) / 10.0
        inside, outside = (
            descend(f, HeavyBall(limit * part, beta), [1.0, 1.0], steps=3000).point[-1] for part in (0.99, 1.01)
        )
        assert np.abs(inside).max() < 1e-4
        assert np.abs(outside).max() > 1e4
    heights = f.value(descend(f, HeavyBall(0.02, 0.9), [1.0, 1.0], steps=100).point)
    assert np.any(np.diff(heights) > 0)
    assert heights[-1] < 1e-3


def test_for_less_than_the_best_momentum_the_best_rate_balances_both_ends() -> None:
    says("gradient-descent", "For a smaller $\\beta$ the best rate is $\\alpha = 2(1 + \\beta)/(\\mu + L)$")

    def slowest(alpha: float, beta: float) -> float:
        half = (1 + beta - alpha * np.array([1.0, 100.0])) / 2
        return float(np.abs(np.abs(half) + np.sqrt(half**2 - beta + 0j)).max())

    for beta in (0.0, 0.3, 0.6):
        balanced = 2 * (1 + beta) / 101
        assert all(slowest(balanced, beta) <= slowest(balanced * part, beta) for part in np.linspace(0.5, 1.5, 101))


def test_adaptive_methods_depend_on_the_axes_and_gradient_descent_does_not() -> None:
    says("gradient-descent", "turn the landscape, and their paths are others")
    c, s = np.cos(0.7), np.sin(0.7)
    turn = np.array([[c, -s], [s, c]])
    straight, turned = Quadratic(eigenvalues=(1.0, 10.0)), Quadratic(eigenvalues=(1.0, 10.0), angle=0.7)
    start = np.array([1.0, 0.4])
    methods: dict[Stepper[Any], bool] = {
        GradientDescent(0.05): True,
        HeavyBall(0.05, 0.5): True,
        AdaGrad(0.1): False,
        RMSProp(0.1): False,
        Adam(0.1): False,
    }
    for method, follows in methods.items():
        path = descend(straight, method, start, steps=10).point @ turn.T
        other = descend(turned, method, turn @ start, steps=10).point
        assert bool(np.abs(path - other).max() < 1e-12) is follows, method.name


def test_armijo_ends_along_the_gradient_and_does_not_begin_on_level_ground() -> None:
    says("gradient-descent", "halving comes to an end")
    for start in ([1.0, 0.3], [0.2, 1.4]):
        reasons = descend(Saddle(), ArmijoGradientDescent(), start, steps=3).reason
        assert set(reasons[1:].tolist()) <= {Reason.MOVED, Reason.UNBOUNDED, Reason.DIVERGED}
    assert descend(Saddle(), ArmijoGradientDescent(), [0.0, 0.0], steps=1).reason[-1] in (
        Reason.STATIONARY,
        Reason.NO_DESCENT,
    )
