"""Summary: the completed square of the model, and one factor for every method."""

from __future__ import annotations

import sympy as sp


def completed_square() -> None:
    f, a, b, c, p, q, u, v = sp.symbols("f a b c p q u v", real=True)
    hessian, gradient, d = sp.Matrix([[a, b], [b, c]]), sp.Matrix([p, q]), sp.Matrix([u, v])

    def model(step: sp.Matrix) -> sp.Expr:
        return f + (gradient.T * step)[0] + (step.T * hessian * step)[0] / 2

    newton = -hessian.inv() * gradient
    rest = d - newton
    assert sp.simplify(model(d) - model(newton) - (rest.T * hessian * rest)[0] / 2) == 0
    assert sp.simplify(model(newton) - f + (gradient.T * hessian.inv() * gradient)[0] / 2) == 0


def one_line_for_all() -> None:
    u, eta, tau = sp.symbols("u eta tau", positive=True)
    s = sp.Symbol("s", real=True)
    eigenvalue = sp.Symbol("lambda", real=True, nonzero=True)
    # The slope along an eigenvector, u away from the level place of the quadratic, is the derivative of its parabola.
    slope = sp.diff(eigenvalue * u**2 / 2, u)
    after = u - s * slope
    assert sp.expand(after - (1 - s * eigenvalue) * u) == 0
    # And the factors of the table.
    factor = sp.simplify(after / u)
    up, down = sp.Symbol("lambda", positive=True), sp.Symbol("lambda", negative=True)
    assert sp.simplify(factor.subs(s, eta) - (1 - eta * eigenvalue)) == 0
    assert sp.simplify(factor.subs(s, 1 / eigenvalue)) == 0
    assert sp.simplify(factor.subs(s, 1 / (eigenvalue + tau)) - tau / (eigenvalue + tau)) == 0
    for sign, expected in ((up, 0), (down, 2)):
        assert sp.simplify(factor.subs({s: 1 / sp.Abs(sign), eigenvalue: sign})) == expected
    # Damping makes a saddle repel exactly above half of its negative curvature.
    assert sp.solve(sp.Eq(tau / (tau - eta), -1), tau) == [eta / 2]
