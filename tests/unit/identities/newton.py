"""The formulas of the chapter *Newton's method*."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

x, y, u, e, tau = sp.symbols("x y u e tau", real=True)
a, b, c, gx, gy, dx, dy = sp.symbols("a b c g_x g_y d_x d_y", real=True)
lam = sp.symbols("lambda", real=True, nonzero=True)
H = sp.Matrix([[a, b], [b, c]])
G = sp.Matrix([gx, gy])
D = sp.Matrix([dx, dy])
MODEL = (G.T * D)[0] + (D.T * H * D)[0] / 2


def _newton(f: Any) -> Any:
    """The point after a full step in one variable."""
    return sp.simplify(x - sp.diff(f, x) / sp.diff(f, x, 2))


def _plane(f: Any) -> Any:
    """The point after a full step in the plane."""
    w = sp.Matrix([x, y])
    gradient = sp.Matrix([f]).jacobian(w).T
    return sp.simplify(w - sp.hessian(f, (x, y)).LUsolve(gradient))


def newton_step() -> None:
    gradient = sp.Matrix([MODEL]).jacobian(D).T
    assert sp.expand(gradient - G - H * D) == sp.zeros(2, 1)
    step = H.LUsolve(-G)
    assert sp.simplify(gradient.subs(dict(zip(D, step, strict=True)))) == sp.zeros(2, 1)


def newton_in_one_dimension() -> None:
    # The tangent of f' at x, down to the axis.
    end = sp.symbols("N", real=True)
    for f in (x**4 - 3 * x, sp.exp(x) - 2 * x, sp.cos(x)):
        slope, bend = sp.diff(f, x), sp.diff(f, x, 2)
        root = sp.solve(slope + bend * (end - x), end)
        assert len(root) == 1
        assert sp.simplify(root[0] - (x - slope / bend)) == 0


def one_step() -> None:
    star = sp.Matrix(sp.symbols("x_star y_star", real=True))
    w = sp.Matrix([x, y])
    f = ((w - star).T * H * (w - star))[0] / 2
    assert sp.expand(sp.Matrix([f]).jacobian(w).T - H * (w - star)) == sp.zeros(2, 1)
    assert sp.simplify(w - H.LUsolve(H * (w - star)) - star) == sp.zeros(2, 1)


def slope_along_newton() -> None:
    step = H.LUsolve(-G)
    number = (G.T * H.inv() * G)[0]
    assert sp.simplify((G.T * step)[0] + number) == 0
    change = MODEL.subs(dict(zip(D, step, strict=True)))
    assert sp.simplify(change + number / 2) == 0


def saddle_slope() -> None:
    g, h = sp.Matrix([2 * x, -2 * y]), sp.diag(2, -2)
    assert sp.expand((g.T * h.inv() * g)[0] - 2 * (x**2 - y**2)) == 0


def pseudo_huber() -> None:
    f = sp.sqrt(1 + x**2)
    assert sp.simplify(sp.diff(f, x) - x / sp.sqrt(1 + x**2)) == 0
    assert sp.simplify(sp.diff(f, x, 2) - (1 + x**2) ** sp.Rational(-3, 2)) == 0
    assert ((1 + x**2) ** sp.Rational(-3, 2)).is_positive
    assert sp.simplify(sp.diff(f, x) / sp.diff(f, x, 2) - x * (1 + x**2)) == 0
    assert _newton(f) == -(x**3)


def taylor_of_the_slope() -> None:
    # Exact for a slope that is a cubic, with a place in between that can be written down: f''' is linear there.
    k = sp.symbols("k1:4", real=True)
    slope = k[0] * x + k[1] * x**2 + k[2] * x**3
    between = x - e / 3
    right = slope - e * sp.diff(slope, x) + e**2 / 2 * sp.diff(slope, x, 2).subs(x, between)
    assert sp.expand(slope.subs(x, x - e) - right) == 0


def quadratic_convergence() -> None:
    # x* = 0 and x = e; `between` is Taylor's place for a cubic slope, and lies between x and x*.
    k = sp.symbols("k1:4", real=True)
    slope = k[0] * e + k[1] * e**2 + k[2] * e**3
    bend, third = sp.diff(slope, e), sp.diff(slope, e, 2)
    after = e - slope / bend
    between = e - e / 3
    assert sp.simplify(after - third.subs(e, between) / (2 * bend) * e**2) == 0
    # In the limit the constant is f''' / 2 f'' at the goal.
    assert sp.simplify(sp.limit(after / e**2, e, 0) - k[1] / k[0]) == 0


def euler() -> None:
    w = sp.Matrix([x, y])
    for f, degree in (
        (3 * x**2 + x * y - y**2, 2),
        (x**3 - 3 * x * y**2, 3),
        (x**4 + y**4, 4),
        (x**5 - 2 * x * y**4 + y**5, 5),
    ):
        gradient = sp.Matrix([f]).jacobian(w).T
        assert sp.expand(sp.hessian(f, (x, y)) * w - (degree - 1) * gradient) == sp.zeros(2, 1)
        assert sp.simplify(_plane(f) - sp.Rational(degree - 2, degree - 1) * w) == sp.zeros(2, 1)


def double_well() -> None:
    after = _newton((x**2 - 1) ** 2)
    assert sp.simplify(after - 2 * x**3 / (3 * x**2 - 1)) == 0
    for sign in (1, -1):
        assert sp.simplify(after.subs(x, sign / sp.sqrt(5)) + sign / sp.sqrt(5)) == 0
        assert sp.simplify(sp.diff(after, x).subs(x, sign / sp.sqrt(5))) == -6


def complex_newton() -> None:
    z = sp.symbols("z")
    energy = z**4 / 4 - z
    step = sp.diff(energy, z) / sp.diff(energy, z, 2)
    assert sp.simplify(step - (z**3 - 1) / (3 * z**2)) == 0
    height = sp.expand(sp.re(sp.expand(energy.subs(z, x + sp.I * y))))
    slope = sp.expand(sp.diff(energy, z).subs(z, x + sp.I * y))
    assert sp.expand(slope - (sp.diff(height, x) - sp.I * sp.diff(height, y))) == 0
    assert sp.expand(sp.diff(height, x, 2) + sp.diff(height, y, 2)) == 0
    # The step in the plane is the step for z.
    plane = _plane(height)
    wanted = (z - step).subs(z, x + sp.I * y)
    for spot in ({x: sp.Rational(-3, 5), y: sp.Rational(1, 5)}, {x: sp.Rational(1, 3), y: sp.Rational(-7, 4)}):
        both = (plane[0] + sp.I * plane[1]).subs(spot)
        assert sp.simplify(both - wanted.subs(spot)) == 0


def damping_factor() -> None:
    assert sp.simplify(u - lam * u / (lam + tau) - tau / (lam + tau) * u) == 0
    # In the plane, whatever the angle: the eigenvectors of H + tau I are those of H.
    turn = sp.Matrix([[sp.cos(e), -sp.sin(e)], [sp.sin(e), sp.cos(e)]])
    first, second = sp.symbols("lambda_1 lambda_2", real=True)
    h = turn * sp.diag(first, second) * turn.T
    start = turn * sp.Matrix([u, y])
    after = start - (h + tau * sp.eye(2)).LUsolve(h * start)
    components = sp.simplify(turn.T * after)
    assert sp.simplify(components - sp.Matrix([tau * u / (tau + first), tau * y / (tau + second)])) == sp.zeros(2, 1)


def saddle_free() -> None:
    for sign, factor in ((1, 0), (-1, 2)):
        size = sp.symbols("size", positive=True)
        value = sign * size
        assert sp.simplify(u - value / sp.Abs(value) * u - factor * u) == 0
    g, sizes = sp.Matrix([2 * x, -2 * y]), sp.diag(2, 2)
    assert sp.Matrix([x, y]) - sizes.LUsolve(g) == sp.Matrix([0, 2 * y])


def trust_region() -> None:
    # Lagrange on the rim: the derivative of m(d) + tau (|d|^2 - Delta^2) / 2 by d.
    radius = sp.symbols("Delta", positive=True)
    lagrangian = MODEL + tau * ((D.T * D)[0] - radius**2) / 2
    gradient = sp.Matrix([lagrangian]).jacobian(D).T
    assert sp.expand(gradient - (H + tau * sp.eye(2)) * D - G) == sp.zeros(2, 1)
    # And as numbers: the lowest of many points of the disc fulfils all three conditions.
    angle = np.linspace(0.0, 2.0 * np.pi, 40_001)
    for h in (
        [[2.0, 0.0], [0.0, -2.0]],
        [[1.0, 3.0], [3.0, -4.0]],
        [[5.0, 1.0], [1.0, 2.0]],
        [[-3.0, 0.4], [0.4, -1.0]],
    ):
        matrix, g = np.array(h), np.array([0.3, -0.8])
        rim = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
        model = rim @ g + 0.5 * np.sum((rim @ matrix) * rim, axis=-1)
        d = rim[np.argmin(model)]
        inside = np.linalg.solve(matrix, -g)
        if np.linalg.eigvalsh(matrix)[0] > 0 and np.hypot(*inside) < 1:
            d = inside
        multiplier = -(g + matrix @ d) @ d / (d @ d)
        assert np.allclose((matrix + multiplier * np.eye(2)) @ d, -g, atol=2e-3)
        assert multiplier > -1e-9
        assert np.linalg.eigvalsh(matrix + multiplier * np.eye(2))[0] > -1e-3
        assert abs(multiplier * (1 - np.hypot(*d))) < 1e-9


def trust_region_enough() -> None:
    # With g = -(H + tau I) d*, the difference m(d) + tau |d|^2/2 - (m(d*) + tau |d*|^2/2) is half of
    # (d - d*) (H + tau I) (d - d*), which is not negative.
    star = sp.Matrix(sp.symbols("s_x s_y", real=True))
    shifted = H + tau * sp.eye(2)
    g = -shifted * star

    def lifted(d: Any) -> Any:
        return (g.T * d)[0] + (d.T * H * d)[0] / 2 + tau * (d.T * d)[0] / 2

    square = ((D - star).T * shifted * (D - star))[0] / 2
    assert sp.expand(lifted(D) - lifted(star) - square) == 0
