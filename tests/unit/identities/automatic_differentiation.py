"""Checks of the formulas in the chapter "Automatic differentiation"."""

from __future__ import annotations

import sympy as sp

a, b, c, d, e = sp.symbols("a b c d varepsilon", real=True)
x, y, t, h = sp.symbols("x y t h", real=True)
F, M, eps = sp.symbols("F M epsilon", positive=True)


def _dual(expression: sp.Expr) -> sp.Expr:
    """With every power of the symbol from the second on put to zero."""
    expanded = sp.series(expression, e, 0, 2).removeO()
    return sp.expand(expanded)


def dual_product() -> None:
    assert sp.expand(_dual((a + b * e) * (c + d * e)) - (a * c + (a * d + b * c) * e)) == 0


def dual_function() -> None:
    for f in (sp.sin, sp.exp, sp.atan, lambda u: u**7 - 3 * u**2, lambda u: 1 / (1 + u**2)):
        slope = sp.diff(f(x), x).subs(x, a)
        assert sp.simplify(_dual(f(a + b * e)) - (f(a) + slope * b * e)) == 0


_Q = sp.Matrix([x * sp.cos(y), x * sp.sin(y)])
_P = sp.Matrix([a * b, a + b**2])


def _chain() -> tuple[sp.Matrix, sp.Matrix, sp.Matrix]:
    """Jacobians of p after q, of p at q(w), and of q."""
    inside = {a: _Q[0], b: _Q[1]}
    return _P.subs(inside).jacobian([x, y]), _P.jacobian([a, b]).subs(inside), _Q.jacobian([x, y])


def forward_through_a_chain() -> None:
    whole, outer, inner = _chain()
    v = sp.Matrix([c, d])
    assert sp.simplify(whole * v - outer * (inner * v)) == sp.zeros(2, 1)


def reverse_through_a_chain() -> None:
    whole, outer, inner = _chain()
    v = sp.Matrix([[c, d]])
    assert sp.simplify(v * whole - v * (outer * inner)) == sp.zeros(1, 2)
    assert sp.simplify(v * (outer * inner) - (v * outer) * inner) == sp.zeros(1, 2)


def adjoint_sum() -> None:
    """Three numbers made of u, and an output made of the three."""
    u, w1, w2, w3 = sp.symbols("u w1:4")
    made = {w1: sp.sin(u), w2: u**3, w3: sp.exp(-u)}
    output = w1 * w2 + w2 * w3**2 + sp.cos(w1 * w3)
    total = sp.diff(output.subs(made), u)
    ways = sum(sp.diff(output, w).subs(made) * sp.diff(made[w], u) for w in made)
    assert sp.simplify(total - ways) == 0


def hessian_vector_product() -> None:
    f = sp.exp(x) * sp.sin(x * y) + y**3 / (1 + x**2)
    gradient = sp.Matrix([sp.diff(f, x), sp.diff(f, y)])
    along = gradient.subs({x: x + t * c, y: y + t * d}, simultaneous=True)
    product = sp.hessian(f, (x, y)) * sp.Matrix([c, d])
    assert sp.simplify(sp.diff(along, t).subs(t, 0) - product) == sp.zeros(2, 1)


def forward_difference_error() -> None:
    """The point between is found for a cubic, where it is the third of the way."""
    f = a * x**3 + b * x**2 + c * x + d
    quotient = (f.subs(x, x + h) - f) / h
    second = sp.diff(f, x, 2).subs(x, x + h / 3)
    assert sp.simplify(quotient - sp.diff(f, x) - h / 2 * second) == 0
    # In general the rest is an average of f'' between x and x + h: its weights are positive and add up to h/2.
    for g in (sp.sin(x), sp.exp(2 * x)):
        rest = sp.integrate((h - t) / h * sp.diff(g, x, 2).subs(x, x + t), (t, 0, h))
        step = sp.Symbol("h", positive=True)
        left = (g.subs(x, x + h) - g) / h - sp.diff(g, x) - rest
        assert sp.simplify(sp.expand_trig(left.subs(h, step)).rewrite(sp.exp).expand()) == 0
    assert sp.simplify(sp.integrate((h - t) / h, (t, 0, h)) - h / 2) == 0


def best_forward_step() -> None:
    step = sp.Symbol("h", positive=True)
    bound = M / 2 * step + F * eps / step
    best = sp.sqrt(2 * F * eps / M)
    assert sp.simplify(sp.diff(bound, step).subs(step, best)) == 0
    assert sp.simplify(sp.diff(bound, step, 2)).is_positive
    assert sp.simplify(bound.subs(step, best) - sp.sqrt(2 * F * M * eps)) == 0
    assert 1e-8 < sp.sqrt(2.0**-52) < 2e-8


def central_difference_error() -> None:
    f = sp.Function("f")
    series = sp.series(f(x + h), h, 0, 5).removeO().doit() - sp.series(f(x - h), h, 0, 5).removeO().doit()
    expected = f(x).diff(x) + h**2 / 6 * f(x).diff(x, 3)
    assert sp.simplify(series / (2 * h) - expected) == 0


def best_central_step() -> None:
    step = sp.Symbol("h", positive=True)
    bound = M / 6 * step**2 + F * eps / (2 * step)
    best = sp.cbrt(3 * F * eps / (2 * M))
    assert sp.simplify(sp.diff(bound, step).subs(step, best)) == 0
    assert sp.simplify(sp.diff(bound, step, 2)).is_positive
    assert abs(sp.cbrt(2.0**-52) - 6e-6) < 1e-7


def complex_step() -> None:
    for f in (sp.sin(x), sp.exp(x) * sp.cos(x), 1 / (1 + x**2), x**5 - x):
        imaginary = sp.im(sp.expand(sp.series(f.subs(x, x + sp.I * h), h, 0, 5).removeO(), complex=True))
        expected = h * sp.diff(f, x) - h**3 / 6 * sp.diff(f, x, 3)
        assert sp.simplify(imaginary - expected) == 0
