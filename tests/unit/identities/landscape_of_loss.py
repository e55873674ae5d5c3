"""Formulas of the chapter on the landscape of loss."""

from __future__ import annotations

import sympy as sp

t = sp.symbols("t1:5", real=True)
s = sp.symbols("s1:5", real=True)
x, y, h, p, q = sp.symbols("x y h p q", real=True)


def _mean(values: list[sp.Expr]) -> sp.Expr:
    return sum(values, sp.Integer(0)) / len(values)


def _loss(slope: sp.Expr, intercept: sp.Expr) -> sp.Expr:
    """The definition: the mean of the squared errors of four measured points."""
    return _mean([(slope * a + intercept - b) ** 2 for a, b in zip(t, s, strict=True)])


def loss_is_quadratic() -> None:
    tt, ts, ss = (_mean([a * b for a, b in zip(u, v, strict=True)]) for u, v in ((t, t), (t, s), (s, s)))
    claimed = tt * x**2 + 2 * _mean(t) * x * y + y**2 - 2 * ts * x - 2 * _mean(s) * y + ss
    assert sp.expand(_loss(x, y) - claimed) == 0


def loss_along_a_line() -> None:
    slope = 2 * _mean([(x * a + y - b) * (p * a + q) for a, b in zip(t, s, strict=True)])
    bend = _mean([(p * a + q) ** 2 for a in t])
    assert sp.expand(_loss(x + h * p, y + h * q) - (_loss(x, y) + h * slope + h**2 * bend)) == 0
    # It vanishes for some direction only if all places are one.
    assert sp.solve([p * a + q for a in (1, 2)], [p, q]) == {p: 0, q: 0}
    assert bend.subs(dict.fromkeys(t, 1)).subs({p: 1, q: -1}) == 0


def best_line() -> None:
    data = dict(zip((*t, *s), (-1, 0, 1, 2, -1, 1, 0, 2), strict=True))
    f = _loss(x, y).subs(data)
    assert sp.expand(f - (sp.Rational(3, 2) * x**2 + x * y + y**2 - sp.Rational(5, 2) * x - y + sp.Rational(3, 2))) == 0
    assert sp.expand(sp.diff(f, x) - (3 * x + y - sp.Rational(5, 2))) == 0
    assert sp.expand(sp.diff(f, y) - (x + 2 * y - 1)) == 0
    assert sp.solve([sp.diff(f, x), sp.diff(f, y)], [x, y]) == {x: sp.Rational(4, 5), y: sp.Rational(1, 10)}


def below_the_chord() -> None:
    a, fall, part = sp.symbols("f_a fall theta", positive=True)
    b = a - fall
    assert sp.expand((1 - part) * a + part * b - (a + part * (b - a))) == 0
    assert sp.expand(a + part * (b - a) - a).is_negative


def second_difference() -> None:
    coefficients = sp.symbols("c0:7")
    f = sp.Lambda(h, sum(c * h**k for k, c in enumerate(coefficients)))
    quotient = sp.cancel((f(h) - 2 * f(0) + f(-h)) / h**2)
    assert sp.limit(quotient, h, 0) == sp.diff(f(h), h, 2).subs(h, 0)
    for g in (sp.sin, sp.exp, sp.atan):
        assert sp.simplify(sp.limit((g(x + h) - 2 * g(x) + g(x - h)) / h**2, h, 0) - sp.diff(g(x), x, 2)) == 0
