"""The formulas of the chapter *What the hardware allows*."""

from __future__ import annotations

from typing import Any

import sympy as sp

from landscape import costs

N, j, k = sp.symbols("N j k", integer=True, positive=True)
t, alpha, beta = sp.symbols("t alpha beta", real=True)


def _symbols(name: str, n: int) -> Any:
    return sp.Matrix(sp.symbols(f"{name}_1:{n + 1}", real=True))


def _symmetric(name: str, n: int) -> Any:
    return sp.Matrix(n, n, lambda i, k: sp.Symbol(f"{name}_{min(i, k)}{max(i, k)}", real=True))


def _lower(n: int) -> Any:
    return sp.Matrix(n, n, lambda i, k: sp.Symbol(f"L_{i}{k}", positive=True) if i >= k else 0)


def cholesky_entry() -> None:
    """Of a product of any L with its transpose; and what the rule builds is SymPy's own factor."""
    n = 4
    factor = _lower(n)
    product = factor * factor.T
    for i in range(n):
        for col in range(i + 1):
            claimed = sum(factor[i, m] * factor[col, m] for m in range(col)) + factor[i, col] * factor[col, col]
            assert sp.expand(product[i, col] - claimed) == 0
    matrix = sp.Matrix([[4, 2, -2], [2, 10, 2], [-2, 2, 5]])
    built = sp.zeros(3, 3)
    for col in range(3):
        for i in range(col, 3):
            rest = matrix[i, col] - sum(built[i, m] * built[col, m] for m in range(col))
            built[i, col] = sp.sqrt(rest) if i == col else rest / built[col, col]
    assert sp.simplify(built - matrix.cholesky()) == sp.zeros(3, 3)


def cholesky_multiplications() -> None:
    assert sp.expand(sp.summation(j * (N - j), (j, 0, N - 1)) - (N**3 - N) / 6) == 0
    for n in range(1, 30):
        counted = sum(1 for col in range(n) for _row in range(col, n) for _ in range(col))
        assert counted == costs.cholesky_multiplications(n)


def cholesky_total() -> None:
    operations = 2 * (N**3 - N) / 6 + N * (N - 1) / 2 + N
    squares = sp.summation(k**2, (k, 1, N))
    assert sp.expand(operations - squares) == 0
    assert sp.expand(squares - (N**3 / 3 + N**2 / 2 + N / 6)) == 0
    assert [costs.cholesky_operations(n) for n in range(1, 30)] == [
        sum(i * i for i in range(n + 1)) for n in range(1, 30)
    ]


def lu_total() -> None:
    """Each round divides k entries and updates a square of k^2, with a product and a difference each."""
    total = sp.summation(2 * k**2 + k, (k, 1, N - 1))
    assert sp.expand(total - (2 * N**3 / 3 - N**2 / 2 - N / 6)) == 0
    for n in range(1, 30):
        counted = 0
        for column in range(n):
            for _row in range(column + 1, n):
                counted += 1 + 2 * (n - column - 1)
        assert counted == costs.lu_operations(n) == total.subs(N, n)


def product_without_the_matrix() -> None:
    x, y, z = sp.symbols("x y z", real=True)
    w, v = sp.Matrix([x, y, z]), _symbols("v", 3)
    f = sp.sin(x * y) + sp.exp(x - z) * y**2 + z**4
    slope = sp.Matrix([f]).jacobian(w).T
    along = slope.subs(dict(zip(w, w + t * v, strict=True)), simultaneous=True)
    assert sp.simplify(along.diff(t).subs(t, 0) - sp.hessian(f, list(w)) * v) == sp.zeros(3, 1)


def price_of_a_rate() -> None:
    a, b, da, db, e = sp.symbols("a b da db varepsilon")
    product = sp.expand((a + da * e) * (b + db * e))
    assert sp.expand(product.coeff(e, 0) - a * b) == 0
    assert sp.expand(product.coeff(e, 1) - (da * b + a * db)) == 0
    assert product.coeff(e, 2) == da * db, "what counts as nothing"


def length_along_a_line() -> None:
    n = 3
    hessian, g, d, p = _symmetric("h", n), _symbols("g", n), _symbols("d", n), _symbols("p", n)

    def model(at: Any) -> Any:
        return (at.T * hessian * at)[0] / 2 + g.dot(at)

    found = sp.solve(sp.diff(model(d + alpha * p), alpha), alpha)
    residual = -g - hessian * d
    assert len(found) == 1
    assert sp.simplify(found[0] - residual.dot(p) / (p.T * hessian * p)[0]) == 0


def conjugate() -> None:
    """The first form in general; the second on exact steps, to the end, for matrices in fractions."""
    hessian, p, after = _symmetric("h", 3), _symbols("p", 3), _symbols("r", 3)
    share = sp.solve(((after + beta * p).T * hessian * p)[0], beta)
    assert sp.simplify(share[0] + (after.T * hessian * p)[0] / (p.T * hessian * p)[0]) == 0
    matrix = sp.Matrix([[4, 1, 0, 1], [1, 3, 1, 0], [0, 1, 5, 2], [1, 0, 2, 6]])
    g = sp.Matrix([1, -2, 3, 1])
    d = sp.zeros(4, 1)
    r = -g
    p, former = r, []
    for _ in range(4):
        length = r.dot(r) / (p.T * matrix * p)[0]
        assert length == r.dot(p) / (p.T * matrix * p)[0]
        former.append(p)
        d, before = d + length * p, r
        r = r - length * matrix * p
        if r != sp.zeros(4, 1):
            first = -(r.T * matrix * p)[0] / (p.T * matrix * p)[0]
            assert first == r.dot(r) / before.dot(before)
            p = r + first * p
            assert [(p.T * matrix * q)[0] for q in former] == [0] * len(former)
    assert matrix * d == -g, "after N steps it is solved"


def secant() -> None:
    n = 3
    hessian, g, w, s = _symmetric("h", n), _symbols("g", n), _symbols("w", n), _symbols("s", n)

    def gradient(at: Any) -> Any:
        return hessian * at + g

    assert sp.expand(gradient(w + s) - gradient(w) - hessian * s) == sp.zeros(n, 1)


def bfgs_secant() -> None:
    n = 3
    old, s, y = _symmetric("b", n), _symbols("s", n), _symbols("y", n)
    rho = 1 / y.dot(s)
    left = sp.eye(n) - rho * s * y.T
    new = left * old * (sp.eye(n) - rho * y * s.T) + rho * s * s.T
    assert sp.simplify(new * y - s) == sp.zeros(n, 1)
    assert sp.simplify(new - new.T) == sp.zeros(n, n)


def gauss_newton() -> None:
    a, b = sp.symbols("a b", real=True)
    w = sp.Matrix([a, b])
    residuals = sp.Matrix([a * sp.exp(-b) - 1, sp.sin(a * b), a**2 - b**3])
    f = residuals.dot(residuals) / 2
    jacobian = residuals.jacobian(w)
    assert sp.simplify(sp.Matrix([f]).jacobian(w).T - jacobian.T * residuals) == sp.zeros(2, 1)
    rest = sum((r * sp.hessian(r, (a, b)) for r in residuals), sp.zeros(2, 2))
    assert sp.simplify(sp.hessian(f, (a, b)) - jacobian.T * jacobian - rest) == sp.zeros(2, 2)


def never_negative() -> None:
    jacobian = sp.Matrix(3, 2, sp.symbols("J_1:7", real=True))
    v = _symbols("v", 2)
    image = jacobian * v
    assert sp.expand((v.T * jacobian.T * jacobian * v)[0] - image.dot(image)) == 0
    assert image.dot(image).is_nonnegative


def kronecker() -> None:
    first, second = sp.Matrix(2, 2, sp.symbols("a_1:5")), sp.Matrix(3, 3, sp.symbols("s_1:10"))
    product = sp.kronecker_product(first, second)
    # Blocks, as the page says.
    assert product[:3, 3:] == first[0, 1] * second
    inverse = sp.kronecker_product(first.inv(), second.inv())
    assert sp.simplify(product * inverse - sp.eye(6)) == sp.zeros(6, 6)
    matrix = sp.Matrix(3, 2, sp.symbols("v_1:7"))
    assert sp.expand(product * matrix.vec() - (second * matrix * first.T).vec()) == sp.zeros(6, 1)


def random_direction() -> None:
    """The sum for any rotation of three perpendicular directions; the mean by an integral over the sphere."""
    u, v, w = sp.symbols("u v w", real=True)
    frame = sp.rot_axis3(u) * sp.rot_axis1(v) * sp.rot_axis3(w)
    p, q = sp.symbols("p q", real=True)
    direction = sp.Matrix([sp.cos(p) * sp.cos(q), sp.sin(p) * sp.cos(q), sp.sin(q)])
    assert sp.simplify((frame * direction).dot(frame * direction)) == 1
    angle = sp.Symbol("theta", real=True)
    for n in range(2, 8):
        # The sphere's part at angle theta from a direction is proportional to sin^(n-2).
        weight = sp.sin(angle) ** (n - 2)
        mean = sp.integrate(sp.cos(angle) ** 2 * weight, (angle, 0, sp.pi)) / sp.integrate(weight, (angle, 0, sp.pi))
        assert sp.simplify(mean - sp.Rational(1, n)) == 0
