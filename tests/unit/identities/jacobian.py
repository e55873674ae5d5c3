"""The displayed formulas of the chapter "Jacobian", by SymPy."""

from __future__ import annotations

import sympy as sp

x, y, r, t, h, k = sp.symbols("x y r t h k", real=True)
v1, v2, s = sp.symbols("v1 v2 s", real=True)
POLAR = sp.Matrix([r * sp.cos(t), r * sp.sin(t)])
PRODUCT = sp.Matrix([x * y, x + y**2])
A, B, C, D, E, F = sp.symbols("a b c d e f", real=True)
LAYER = sp.Matrix([sp.tanh(A * x + B * y + E), sp.tanh(C * x + D * y + F)])


def _zero(expression: sp.Expr | sp.Matrix) -> bool:
    return bool(sp.simplify(expression) == 0 * expression)


def polar_jacobian() -> None:
    found = sp.Matrix(2, 2, lambda i, j: sp.diff(POLAR[i], (r, t)[j]))
    assert found == sp.Matrix([[sp.cos(t), -r * sp.sin(t)], [sp.sin(t), r * sp.cos(t)]])


def linear_approximation() -> None:
    """The rest over |v| goes to zero along every direction, and so does the rest over its square stay finite."""
    v = sp.Matrix([v1, v2])
    for f, inputs in ((POLAR, (r, t)), (PRODUCT, (x, y)), (LAYER, (x, y))):
        moved = f.subs({name: name + s * part for name, part in zip(inputs, v, strict=True)}, simultaneous=True)
        for i in range(2):
            rest = moved[i] - f[i] - (f.jacobian(inputs) * v)[i] * s
            # To first order in s nothing is left: the limit of rest / s is the derivative of the rest at 0.
            assert _zero(rest.subs(s, 0))
            assert _zero(sp.diff(rest, s).subs(s, 0))
    # And J is the only such matrix: another one leaves a rest of first order.
    other = POLAR.jacobian((r, t)) + sp.Matrix([[1, 0], [0, 0]])
    moved = POLAR.subs({r: r + s * v1, t: t + s * v2}, simultaneous=True)
    assert sp.simplify(sp.diff(moved[0] - POLAR[0] - (other * v)[0] * s, s).subs(s, 0)) == -v1


def product_rest() -> None:
    moved = PRODUCT.subs({x: x + v1, y: y + v2}, simultaneous=True)
    rest = moved - PRODUCT - PRODUCT.jacobian((x, y)) * sp.Matrix([v1, v2])
    assert rest.expand() == sp.Matrix([v1 * v2, v2**2])


def parallelogram() -> None:
    box = (A + B) * (C + D) - 2 * B * C - A * C - B * D
    assert sp.expand(box - (A * D - B * C)) == 0
    assert sp.Matrix([[A, B], [C, D]]).det() == A * D - B * C
    # The same area by the corners' own formula, for sides (a, c) and (b, d).
    corners = [(0, 0), (A, C), (A + B, C + D), (B, D)]
    cross = sum(p[0] * q[1] - p[1] * q[0] for p, q in zip(corners, [*corners[1:], corners[0]], strict=True))
    assert sp.expand(cross / 2 - (A * D - B * C)) == 0


def polar_determinant() -> None:
    chain = sp.cos(t) * r * sp.cos(t) + r * sp.sin(t) * sp.sin(t)
    assert sp.expand(POLAR.jacobian((r, t)).det() - chain) == 0
    assert _zero(chain - r)


def ring() -> None:
    sector = k / 2 * ((r + h) ** 2 - r**2)
    assert sp.expand(sector - (r + h / 2) * h * k) == 0
    # It is the area: the integral of the determinant over the rectangle of wiggles.
    assert sp.expand(sp.integrate(r, (r, r, r + h), (t, 0, k)) - sector) == 0


def cusp() -> None:
    assert sp.solve(PRODUCT.jacobian((x, y)).det(), x) == [2 * y**2]
    image = PRODUCT.subs(x, 2 * y**2)
    assert image == sp.Matrix([2 * y**3, 3 * y**2])
    assert sp.expand(27 * image[0] ** 2 - 4 * image[1] ** 3) == 0
    # Three inputs where 4 b^3 > 27 a^2 (above the curve), one where it is less: the discriminant of a = b y - y^3.
    a, b = sp.symbols("a b")
    assert sp.expand(sp.discriminant(y**3 - b * y + a, y) - (4 * b**3 - 27 * a**2)) == 0


def chain_rule() -> None:
    """For every pair of the chapter's maps, and for functions of which nothing is known."""
    for f, inputs in ((POLAR, (r, t)), (PRODUCT, (x, y))):
        for g in (PRODUCT, LAYER):
            whole = g.subs({x: f[0], y: f[1]}, simultaneous=True)
            product = g.jacobian((x, y)).subs({x: f[0], y: f[1]}, simultaneous=True) * f.jacobian(inputs)
            assert _zero(whole.jacobian(inputs) - product)
    u, w = sp.Function("u")(x, y), sp.Function("w")(x, y)
    p, q = sp.symbols("p q")
    outer = sp.Function("G")
    whole = sp.Matrix([outer(u, w)]).jacobian((x, y))
    rows = sp.Matrix([[sp.diff(outer(p, q), p), sp.diff(outer(p, q), q)]]).subs({p: u, q: w})
    assert _zero(whole.doit() - (rows * sp.Matrix([u, w]).jacobian((x, y))).doit())


def brackets() -> None:
    first, second, third = (sp.Matrix(2, 2, sp.symbols(f"{name}:4")) for name in "fgh")
    row = sp.Matrix([[v1, v2]])
    left, right = ((row * third) * second) * first, row * (third * (second * first))
    assert sp.expand(left - right) == sp.zeros(1, 2)
    assert sp.expand(left - row * third * second * first) == sp.zeros(1, 2)


def multiplications() -> None:
    """Counted as they happen, one by one, for several widths and depths."""
    for n in (1, 2, 5, 9):
        for d in (1, 2, 4):
            done = 0

            def times(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
                nonlocal done
                out = [[0] * len(b[0]) for _ in a]
                for i, row in enumerate(a):
                    for m, one in enumerate(row):
                        for j, other in enumerate(b[m]):
                            out[i][j] += one * other
                            done += 1
                return out

            square = [[i - j for j in range(n)] for i in range(n)]
            row = [[1] * n]
            left = row
            for _ in range(d):
                left = times(left, square)
            assert done == d * n**2
            done, right = 0, square
            for _ in range(d - 1):
                right = times(square, right)
            assert times(row, right) == left
            assert done == (d - 1) * n**3 + n**2


def layer() -> None:
    weights, given = sp.Matrix([[A, B], [C, D]]), sp.Matrix([x, y])
    slopes = LAYER.applyfunc(lambda a: 1 - a**2)
    jacobian = LAYER.jacobian((x, y))
    assert _zero(jacobian - sp.diag(*slopes) * weights)
    row = sp.Matrix([v1, v2])
    weighed = row.multiply_elementwise(slopes)
    assert _zero(row.T * jacobian - weighed.T * weights)
    by_weights = sp.Matrix(2, 2, lambda i, j: sp.diff((row.T * LAYER)[0], weights[i, j]))
    assert _zero(by_weights - weighed * given.T)


def layer_determinant() -> None:
    expected = (1 - LAYER[0] ** 2) * (1 - LAYER[1] ** 2) * (A * D - B * C)
    assert _zero(LAYER.jacobian((x, y)).det() - expected)


def hessian() -> None:
    f = sp.Function("f")(x, y)
    gradient = sp.Matrix([sp.diff(f, x), sp.diff(f, y)])
    entries = sp.Matrix([[sp.diff(f, x, x), sp.diff(f, x, y)], [sp.diff(f, y, x), sp.diff(f, y, y)]])
    assert gradient.jacobian((x, y)) == entries == sp.hessian(f, (x, y))
