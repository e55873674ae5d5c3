"""Formulas of the chapter on the gradient."""

from __future__ import annotations

import sympy as sp

x, y, t, s, eta = sp.symbols("x y t s eta", real=True)
p, q, a1, a2, b1, b2 = sp.symbols("p q a1 a2 b1 b2", real=True)
F = sp.Function("F")
SMOOTH = (x**2 * y - y**2, sp.sin(x) * sp.exp(y), sp.sqrt(1 + x**2 + x * y + y**2))


def _gradient(f: sp.Expr) -> sp.Matrix:
    return sp.Matrix([sp.diff(f, x), sp.diff(f, y)])


def around_the_corner() -> None:
    whole = F(x + t * p, y + t * q) - F(x, y)
    sides = (F(x + t * p, y + t * q) - F(x, y + t * q)) + (F(x, y + t * q) - F(x, y))
    assert sp.expand(whole - sides) == 0


def directional_derivative() -> None:
    """From the limit itself, for each of some smooth functions; and by SymPy's chain rule for one that is not named."""
    for f in SMOOTH:
        moved = f.subs({x: x + t * p, y: y + t * q}, simultaneous=True)
        quotient = sp.series(moved - f, t, 0, 2).removeO() / t
        claimed = p * sp.diff(f, x) + q * sp.diff(f, y)
        assert sp.simplify(quotient - claimed) == 0
    along = sp.diff(F(x + t * p, y + t * q), t).subs(t, 0).doit()
    assert sp.simplify(along - (p * sp.diff(F(x, y), x) + q * sp.diff(F(x, y), y))) == 0


def square_of_a_difference() -> None:
    a, b = sp.Matrix([a1, a2]), sp.Matrix([b1, b2])
    assert sp.expand((a - t * b).dot(a - t * b) - (a.dot(a) - 2 * t * a.dot(b) + t**2 * b.dot(b))) == 0


def cauchy_schwarz() -> None:
    aa, ab = sp.symbols("aa ab", real=True)
    bb = sp.symbols("bb", positive=True)
    parabola = aa - 2 * t * ab + t**2 * bb
    lowest = sp.solve(sp.diff(parabola, t), t)
    assert lowest == [ab / bb]
    assert sp.diff(parabola, t, 2).is_positive
    assert sp.simplify(parabola.subs(t, lowest[0]) - (aa - ab**2 / bb)) == 0
    # In the plane what is left over is a square, and so zero only for parallel vectors.
    a, b = sp.Matrix([a1, a2]), sp.Matrix([b1, b2])
    assert sp.expand(a.dot(a) * b.dot(b) - a.dot(b) ** 2 - (a1 * b2 - a2 * b1) ** 2) == 0


def steepest() -> None:
    g = sp.Matrix([a1, a2])
    angle = sp.symbols("theta", real=True)
    u = sp.Matrix([sp.cos(angle), sp.sin(angle)])
    # |g|^2 - (g.u)^2 is the square of the part of g across u.
    across = a1 * sp.sin(angle) - a2 * sp.cos(angle)
    assert sp.simplify(g.dot(g) - g.dot(u) ** 2 - across**2) == 0
    length = sp.sqrt(a1**2 + a2**2)
    assert sp.simplify(g.dot(g / length) - length) == 0
    assert sp.simplify(g.dot(-g / length) + length) == 0


def along_a_contour() -> None:
    """A contour as a curve: exactly on ellipses; and anywhere by the slope of an implicit function."""
    ellipse = x**2 / 2 + 3 * y**2
    curve = {x: sp.sqrt(2) * sp.cos(s), y: sp.sin(s) / sp.sqrt(3)}
    assert sp.simplify(sp.diff(ellipse.subs(curve), s)) == 0
    velocity = sp.Matrix([sp.diff(curve[x], s), sp.diff(curve[y], s)])
    assert sp.simplify(_gradient(ellipse).subs(curve).dot(velocity)) == 0
    for f in SMOOTH:
        implicit = sp.idiff(f - sp.Symbol("c"), y, x)
        assert sp.simplify(_gradient(f).dot(sp.Matrix([1, implicit]))) == 0
    u, v = sp.Function("u")(s), sp.Function("v")(s)
    for f in SMOOTH:
        on_curve = {x: u, y: v}
        chain = sp.diff(f, x).subs(on_curve) * sp.diff(u, s) + sp.diff(f, y).subs(on_curve) * sp.diff(v, s)
        assert sp.simplify(sp.diff(f.subs(on_curve), s) - chain) == 0


def steepest_in_a_metric() -> None:
    root = sp.Matrix([[p, q], [0, t]])
    metric = root.T * root
    g, d = sp.Matrix([a1, a2]), sp.Matrix([b1, b2])
    best = metric.inv() * g
    assert sp.simplify((best.T * metric * d)[0] - g.dot(d)) == 0
    gap = (best.T * metric * best)[0] * (d.T * metric * d)[0] - g.dot(d) ** 2
    assert sp.simplify(gap - metric.det() * (best[0] * b2 - best[1] * b1) ** 2) == 0
    # Other units: y counted as s y.
    units = sp.diag(1, s**2)
    assert units.inv() * g == sp.Matrix([a1, a2 / s**2])


def small_step() -> None:
    """On a quadratic exactly; for others the first two Taylor coefficients of the heights along the step."""
    curving = sp.Matrix([[a1, b1], [b1, a2]])
    w = sp.Matrix([x, y])
    quadratic = (w.T * curving * w)[0] / 2 + p * x + q * y
    for f, exact in ((quadratic, True), (SMOOTH[0], False), (SMOOTH[1], False)):
        g = _gradient(f)
        moved = f.subs({x: x - eta * g[0], y: y - eta * g[1]}, simultaneous=True)
        bend = (g.T * sp.hessian(f, (x, y)) * g)[0]
        if exact:
            assert sp.expand(moved - (f - eta * g.dot(g) + eta**2 * bend / 2)) == 0
        assert sp.simplify(sp.diff(moved, eta).subs(eta, 0) + g.dot(g)) == 0
        assert sp.simplify(sp.diff(moved, eta, 2).subs(eta, 0) - bend) == 0


def descent_lemma() -> None:
    large, gg, rate = sp.symbols("L gg rate", positive=True)
    bound = -rate * gg + rate**2 * large * gg / 2
    assert sp.expand(bound + rate * (1 - rate * large / 2) * gg) == 0
    assert sp.solve(sp.Eq(bound, 0), rate) == [2 / large]
    assert bound.subs(rate, 1 / large).is_negative
    # Along the steepest curvature of a quadratic the bound is met.
    assert (
        sp.simplify((large * (x - rate * large * x) ** 2 / 2 - large * x**2 / 2) - bound.subs(gg, (large * x) ** 2))
        == 0
    )


def taylor() -> None:
    phi = sp.Function("phi")
    length = sp.symbols("length", positive=True)
    # Integrated by parts: the remainder's derivative in t is taken back by the product rule.
    inner = (length - t) * sp.diff(phi(t), t) + phi(t)
    assert sp.simplify(sp.diff(inner, t) - (length - t) * sp.diff(phi(t), t, 2)) == 0
    ends = inner.subs(t, length) - inner.subs(t, 0)
    assert sp.simplify(ends - (phi(length) - phi(0) - length * sp.diff(phi(t), t).subs(t, 0))) == 0
    assert sp.integrate(length - t, (t, 0, length)) == length**2 / 2
    for f in (sp.exp(t), sp.sin(3 * t), t**4):
        rest = sp.integrate((length - t) * sp.diff(f, t, 2), (t, 0, length))
        claimed = f.subs(t, 0) + length * sp.diff(f, t).subs(t, 0) + rest
        assert sp.simplify(f.subs(t, length) - claimed) == 0
