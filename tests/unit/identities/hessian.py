"""The formulas of the chapter *Hessian*."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy as sp

from landscape import Beale, Expression, Himmelblau, Landscape, McCormick, MonkeySaddle

x, y, t = sp.symbols("x y t", real=True)
p, q = sp.symbols("d_x d_y", real=True)
low, high = sp.symbols("lambda_1 lambda_2", real=True)
W = sp.Matrix([x, y])
D = sp.Matrix([p, q])
# As general as a page needs them: sums, products, powers, and functions that bend.
SAMPLES = [x**4 * y - 3 * x * y**2 + 7 * x - 2, sp.exp(x * y) * sp.sin(x - 2 * y), sp.sqrt(1 + x**2 + 3 * y**4)]
PEANO = x * y * (x**2 - y**2) / (x**2 + y**2)


def _gradient(f: Any) -> Any:
    return sp.Matrix([f]).jacobian(W).T


def _along(f: Any) -> Any:
    """The height along a line."""
    return f.subs({x: x + t * p, y: y + t * q}, simultaneous=True)


def _symmetric() -> Any:
    """A general symmetric matrix by its eigenpairs: the first eigenvector at an angle of a."""
    a = sp.symbols("a", real=True)
    turn = sp.Matrix([[sp.cos(a), -sp.sin(a)], [sp.sin(a), sp.cos(a)]])
    return turn * sp.diag(low, high) * turn.T, turn


def slope_along_a_line() -> None:
    for f in SAMPLES:
        slope = sp.diff(_along(f), t).subs(t, 0)
        assert sp.simplify(slope - (D.T * _gradient(f))[0]) == 0
        assert sp.simplify(slope - p * sp.diff(f, x) - q * sp.diff(f, y)) == 0


def curvature_along_a_line() -> None:
    for f in SAMPLES:
        bend = sp.diff(_along(f), t, 2).subs(t, 0)
        by_parts = p * (sp.diff(f, x, x) * p + sp.diff(f, x, y) * q) + q * (sp.diff(f, y, x) * p + sp.diff(f, y, y) * q)
        assert sp.simplify(bend - by_parts) == 0
        assert sp.simplify(bend - (D.T * sp.hessian(f, (x, y)) * D)[0]) == 0


def jacobian_of_the_gradient() -> None:
    for f in SAMPLES:
        assert sp.simplify(_gradient(f).jacobian(W) - sp.hessian(f, (x, y))) == sp.zeros(2, 2)


def taylor_with_remainder() -> None:
    for phi in (t**5 - 2 * t**2 + t, sp.exp(-2 * t), sp.sin(3 * t)):
        at = [sp.diff(phi, t, k) for k in range(3)]
        one = phi.subs(t, 1)
        first = phi.subs(t, 0) + sp.integrate(at[1], (t, 0, 1))
        second = phi.subs(t, 0) + at[1].subs(t, 0) + sp.integrate((1 - t) * at[2], (t, 0, 1))
        assert sp.simplify(one - first) == 0
        assert sp.simplify(one - second) == 0


def cubic_remainder() -> None:
    assert sp.integrate((1 - t) * t, (t, 0, 1)) == sp.Rational(1, 6)
    # A function with a third derivative of at most C = 8 along lines of length 1: cos(2x), whatever the start and step.
    starts, steps = np.meshgrid(np.linspace(-3.0, 3.0, 61), np.linspace(-2.0, 2.0, 81))
    model = np.cos(2 * starts) - 2 * np.sin(2 * starts) * steps - 2 * np.cos(2 * starts) * steps**2
    error = np.abs(np.cos(2 * (starts + steps)) - model)
    bound = 8 / 6 * np.abs(steps) ** 3
    assert (error <= bound + 1e-12).all()
    # The bound is reached: a smaller constant would not do.
    assert (error > 0.98 * bound)[np.abs(steps) > 0.1].any()


def mixed_partials() -> None:
    h, k = sp.symbols("h k", positive=True)
    for f in SAMPLES:
        delta = (
            f.subs({x: x + h, y: y + k}, simultaneous=True)
            - f.subs({x: x + h}, simultaneous=True)
            - f.subs({y: y + k}, simultaneous=True)
            + f
        )
        limit = delta.subs({x: sp.Rational(2, 5), y: sp.Rational(1, 3)})
        mixed = sp.diff(f, x, y).subs({x: sp.Rational(2, 5), y: sp.Rational(1, 3)})
        assert sp.diff(f, x, y).equals(sp.diff(f, y, x))
        # The lowest term in h and k is the mixed partial, in whichever order they shrink.
        for first, then in ((h, k), (k, h)):
            lowest = sp.diff(sp.diff(limit, first).subs(first, 0), then).subs(then, 0)
            assert sp.simplify(lowest - mixed) == 0
        # And each value in between is taken on: within a rectangle the mixed partial goes below and above delta / hk.
        grid = sp.lambdify((x, y), sp.diff(f, x, y))(*np.meshgrid(np.linspace(0.4, 0.6, 41), np.linspace(0.3, 0.7, 41)))
        mean = float(delta.subs({x: 0.4, y: 0.3, h: 0.2, k: 0.4})) / 0.08
        assert grid.min() <= mean <= grid.max()


def peano_polar() -> None:
    r, a = sp.symbols("r theta", positive=True)
    polar = PEANO.subs({x: r * sp.cos(a), y: r * sp.sin(a)})
    assert sp.simplify(polar - r**2 * sp.sin(4 * a) / 4) == 0


def peano_slopes() -> None:
    # At the origin by the definition of a derivative: f is zero on both axes, and so are its slopes there.
    assert PEANO.subs(y, 0) == 0
    assert PEANO.subs(x, 0) == 0
    on_y = sp.limit(PEANO / x, x, 0)
    on_x = sp.limit(PEANO / y, y, 0)
    assert sp.simplify(on_y + y) == 0
    assert sp.simplify(on_x - x) == 0
    assert (sp.diff(on_y, y), sp.diff(on_x, x)) == (-1, 1)
    # Elsewhere they agree, and are different constants on the two axes.
    mixed = sp.simplify(sp.diff(PEANO, x, y))
    assert sp.simplify(mixed - sp.diff(PEANO, y, x)) == 0
    assert (sp.simplify(mixed.subs(y, 0)), sp.simplify(mixed.subs(x, 0))) == (1, -1)


def turning() -> None:
    a, b, c = sp.symbols("a b c", real=True)
    h = sp.Matrix([[a, b], [b, c]])
    u = sp.Matrix([sp.cos(t), sp.sin(t)])
    across = sp.diff(u, t)
    assert (u.T * across)[0] == 0
    q_ = (u.T * h * u)[0]
    both = (across.T * h * u + u.T * h * across)[0]
    assert sp.simplify(sp.diff(q_, t) - both) == 0
    assert sp.simplify(both - 2 * (across.T * h * u)[0]) == 0


def eigen_equation() -> None:
    h, turn = _symmetric()
    for k, value in enumerate((low, high)):
        u = turn[:, k]
        assert sp.simplify(h * u - value * u) == sp.zeros(2, 1)
        assert sp.simplify((u.T * h * u)[0] - value) == 0
    assert sp.simplify((turn[:, 0].T * turn[:, 1])[0]) == 0


def curvature_by_angle() -> None:
    h, turn = _symmetric()
    u = turn * sp.Matrix([sp.cos(t), sp.sin(t)])
    assert sp.simplify((u.T * h * u)[0] - low * sp.cos(t) ** 2 - high * sp.sin(t) ** 2) == 0


def level_model() -> None:
    h, turn = _symmetric()
    u, v = sp.symbols("u v", real=True)
    d = turn * sp.Matrix([u, v])
    assert sp.simplify((d.T * h * d)[0] / 2 - (low * u**2 + high * v**2) / 2) == 0


def sufficient_condition() -> None:
    c, size = sp.symbols("C d", positive=True)
    least = sp.symbols("lambda_1", positive=True)
    gain = least * size**2 / 2 - c * size**3 / 6
    assert sp.expand(gain - size**2 / 2 * (least - c / 3 * size)) == 0
    assert sp.solve(gain, size) == [3 * least / c]
    assert gain.subs(size, 3 * least / c / 2).is_positive
    # d H d >= lambda_1 |d|^2: what is left over is a square times the difference of the eigenvalues.
    h, turn = _symmetric()
    d = turn * sp.Matrix([p, q])
    assert sp.simplify((d.T * h * d)[0] - low * (d.T * d)[0] - (high - low) * q**2) == 0


def convex_iff() -> None:
    # d H d = lambda_1 a^2 + lambda_2 b^2 in the components along the eigenvectors: negative for some d iff one of
    # them is. As numbers, for matrices with all signs:
    angles = np.linspace(0.0, np.pi, 181)
    u = np.stack([np.cos(angles), np.sin(angles)], axis=-1)
    for a, b, c in np.random.default_rng(4).normal(size=(200, 3)):
        h = np.array([[a, b], [b, c]])
        least = np.linalg.eigvalsh(h)[0]
        curvature = np.sum((u @ h) * u, axis=-1)
        assert np.isclose(curvature.min(), least, atol=2e-3)
        assert curvature.min() >= least - 1e-12


def above_the_tangent() -> None:
    # Convex ground that is not quadratic, and one step further: with a negative curvature it fails.
    points = np.random.default_rng(5).uniform(-2.0, 2.0, size=(2, 400, 2))
    w, d = points[0], points[1] - points[0]
    for text, convex in (("exp(x) + (x - y)**4", True), ("sqrt(1 + x**2) + y**2", True), ("x**2 - y**2", False)):
        f = Expression(text)
        plane = f.value(w) + np.sum(f.gradient(w) * d, axis=-1)
        assert (f.value(w + d) >= plane - 1e-12).all() == convex, text


def contour_axes() -> None:
    c, first, second = sp.symbols("c lambda_1 lambda_2", positive=True)
    u = sp.sqrt(2 * c / first)
    v = sp.sqrt(2 * c / second)
    assert sp.simplify(first * u**2 / 2 - c) == 0
    assert sp.simplify(second * v**2 / 2 - c) == 0
    assert sp.simplify(u / v - sp.sqrt(second / first)) == 0


def _turns(f: Landscape) -> int:
    """Turns of the gradient along the edge of the domain, exactly: signed crossings of the direction (1, 0).

    On each side both slopes are functions of one variable. Where f_y changes its sign while f_x is positive the arrow
    passes through (1, 0), forward where f_y grows.
    """
    (x0, x1), (y0, y1) = f.domain
    formula = sp.sympify(f.python, locals={"x": x, "y": y})
    total = 0
    for side, fixed, start, end in ((y, y0, x0, x1), (x, x1, y0, y1), (y, y1, x1, x0), (x, x0, y1, y0)):
        free = x if side == y else y
        fx, fy = (
            sp.lambdify(free, g.subs(side, sp.nsimplify(fixed))) for g in (sp.diff(formula, x), sp.diff(formula, y))
        )
        s = np.linspace(start, end, 400_001)
        right, up = (np.broadcast_to(g(s), s.shape) for g in (fx, fy))
        crossing = np.flatnonzero((up[:-1] < 0) != (up[1:] < 0))
        for k in crossing:
            # Halve the piece until f_x has one sign on all of it.
            a, b = s[k], s[k + 1]
            while right[k] * right[k + 1] <= 0 and float(fx(a)) * float(fx(b)) <= 0:
                middle = 0.5 * (a + b)
                assert abs(b - a) > 1e-14, "the gradient is zero on the edge"
                a, b = (a, middle) if (float(fy(a)) < 0) != (float(fy(middle)) < 0) else (middle, b)
            total += int(np.sign(up[k + 1] - up[k])) if float(fx(a)) > 0 else 0
    return total


def turns() -> None:
    signs = {"minimum": 1, "saddle": -1, "maximum": 1}
    for f in (Himmelblau(), McCormick(), Beale()):
        assert _turns(f) == sum(signs[known.kind] for known in f.stationary_points), f.name
    # A singular one has an index of its own: the gradient of Re z^3 is the conjugate of 3 z^2.
    assert _turns(MonkeySaddle()) == -2
