"""What the one-page version displays."""

from __future__ import annotations

import sympy as sp

x, y, u, v, t = sp.symbols("x y u v t", real=True)
W, D = sp.Matrix([x, y]), sp.Matrix([u, v])
GROUND = sp.exp(x) * sp.sin(y) + x**3 * y**2


def jacobian_of_the_gradient() -> None:
    f = sp.Function("f")(x, y)
    gradient = sp.Matrix([f]).jacobian(W).T
    assert gradient.jacobian(W) == sp.Matrix([[f.diff(x, x), f.diff(x, y)], [f.diff(y, x), f.diff(y, y)]])
    assert sp.simplify(gradient.jacobian(W) - sp.hessian(f, (x, y))) == sp.zeros(2)


def local_model() -> None:
    """Along any line the model agrees with the ground up to second order, and no further."""
    along = GROUND.subs({x: x + t * u, y: y + t * v}, simultaneous=True)
    gradient, hessian = sp.Matrix([GROUND]).jacobian(W).T, sp.hessian(GROUND, (x, y))
    model = GROUND + t * (gradient.T * D)[0] + t**2 * (D.T * hessian * D)[0] / 2
    assert [sp.simplify(sp.diff(along - model, t, k).subs(t, 0)) for k in range(3)] == [0, 0, 0]
    assert sp.simplify(sp.diff(along - model, t, 3).subs(t, 0)) != 0


def newton_step() -> None:
    a, b, c, p, q = sp.symbols("a b c p q", real=True)
    hessian, gradient = sp.Matrix([[a, b], [b, c]]), sp.Matrix([p, q])
    model = (gradient.T * D + D.T * hessian * D / 2)[0]
    level = sp.solve([model.diff(u), model.diff(v)], (u, v), dict=True)
    assert len(level) == 1
    assert sp.simplify(D.subs(level[0]) + hessian.inv() * gradient) == sp.zeros(2, 1)
