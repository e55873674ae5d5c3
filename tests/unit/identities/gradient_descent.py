"""Formulas of the chapter on gradient descent."""

from __future__ import annotations

import mpmath
import sympy as sp

eta, beta, alpha, rho = sp.symbols("eta beta alpha rho", positive=True)
mu, L, kappa = sp.symbols("mu L kappa", positive=True)
lam, r, a, b, c1 = sp.symbols("lambda r a b c1", real=True)


def error_recursion() -> None:
    h11, h12, h22, x, y, x0, y0 = sp.symbols("h11 h12 h22 x y x0 y0", real=True)
    h, w, goal = sp.Matrix([[h11, h12], [h12, h22]]), sp.Matrix([x, y]), sp.Matrix([x0, y0])
    f = ((w - goal).T * h * (w - goal))[0] / 2
    g = sp.Matrix([sp.diff(f, x), sp.diff(f, y)])
    assert sp.expand(g - h * (w - goal)) == sp.zeros(2, 1)
    after = w - eta * g - goal
    assert sp.expand(after - (sp.eye(2) - eta * h) * (w - goal)) == sp.zeros(2, 1)


def factor_per_direction() -> None:
    angle, first, second, c, d = sp.symbols("phi lambda1 lambda2 c d", real=True)
    v = sp.Matrix([[sp.cos(angle), -sp.sin(angle)], [sp.sin(angle), sp.cos(angle)]])
    h = v * sp.diag(first, second) * v.T
    error = v * sp.Matrix([c, d])
    claimed = v * sp.Matrix([(1 - eta * first) * c, (1 - eta * second) * d])
    assert sp.simplify((sp.eye(2) - eta * h) * error - claimed) == sp.zeros(2, 1)


def speed_limit() -> None:
    x = sp.symbols("x", real=True)
    assert sp.solve_univariate_inequality(sp.Abs(1 - x) < 1, x, relational=False) == sp.Interval.open(0, 2)
    # With x = eta lambda the largest curvature binds first.
    assert (2 / L - 2 / (L + mu)).subs({L: 10, mu: 1}) > 0
    assert sp.simplify((1 - eta * L).subs(eta, 2 / L)) == -1
    assert (1 - eta * L).subs(eta, 1 / L) == 0


def best_rate() -> None:
    found = sp.solve(sp.Eq(1 - eta * mu, eta * L - 1), eta)
    assert sp.simplify(found[0] - 2 / (mu + L)) == 0
    factor = 1 - found[0] * mu
    assert sp.simplify(factor - (L - mu) / (L + mu)) == 0
    assert sp.simplify(factor.subs(L, kappa * mu) - (kappa - 1) / (kappa + 1)) == 0
    # A minimax: no rate on a fine grid does better for curvatures 1 and 10.
    worst = [max(abs(1 - k / 10_000), abs(1 - 10 * k / 10_000)) for k in range(1, 2001)]
    assert min(worst) >= 9 / 11
    assert abs(worst.index(min(worst)) + 1 - 2e4 / 11) < 1


def steps_per_digit() -> None:
    steps = sp.log(10) / sp.log((kappa + 1) / (kappa - 1))
    assert sp.limit(steps / kappa, kappa, sp.oo) == sp.log(10) / 2
    assert abs(float(sp.log(10) / 2) - 1.15) < 0.005
    # Already at ten it is within half a percent.
    assert abs(float(steps.subs(kappa, 10)) / (10 * float(sp.log(10) / 2)) - 1) < 0.005


def escape_steps() -> None:
    x, y = sp.symbols("x y", real=True)
    f = x**2 - y**2
    assert sp.factor(y - eta * sp.diff(f, y)) == y * (2 * eta + 1)
    assert sp.expand(x - eta * sp.diff(f, x) - (1 - 2 * eta) * x) == 0
    start, k = sp.symbols("epsilon k", positive=True)
    solved = sp.solve(sp.Eq(sp.log(start) + k * sp.log(1 + 2 * eta), 0), k)
    assert sp.simplify(solved[0] - sp.log(1 / start) / sp.log(1 + 2 * eta)) == 0
    with mpmath.workdps(40):
        for digits, steps in ((2, 26), (6, 76), (12, 152), (16, 203)):
            assert mpmath.ceil(digits * mpmath.log(10) / mpmath.log(mpmath.mpf("1.2"))) == steps


def two_cycle() -> None:
    def step(x: sp.Expr) -> sp.Expr:
        return sp.Rational(11, 5) * x - sp.Rational(6, 5) * x**3

    x = sp.symbols("x", real=True)
    assert sp.expand(x - sp.Rational(3, 10) * sp.diff((x**2 - 1) ** 2, x) - step(x)) == 0
    difference = sp.cancel(((step(a) - b) - (step(b) - a)) / (a - b))
    total = sp.cancel(((step(a) - b) + (step(b) - a)) / (a + b))
    assert sp.expand(difference - sp.Rational(6, 5) * (sp.Rational(8, 3) - (a**2 + a * b + b**2))) == 0
    assert sp.expand(total - sp.Rational(6, 5) * (1 - (a**2 - a * b + b**2))) == 0
    low = (sp.sqrt(sp.Rational(7, 2)) - sp.sqrt(sp.Rational(1, 6))) / 2
    high = (sp.sqrt(sp.Rational(7, 2)) + sp.sqrt(sp.Rational(1, 6))) / 2
    assert sp.simplify(low * high) == sp.Rational(5, 6)
    assert sp.simplify(low**2 + low * high + high**2) == sp.Rational(8, 3)
    assert sp.simplify(low**2 - low * high + high**2) == 1
    assert sp.simplify(step(low) - high) == 0
    assert sp.simplify(step(high) - low) == 0
    assert sp.simplify(sp.diff(step(x), x).subs(x, low) * sp.diff(step(x), x).subs(x, high)) == -sp.Rational(17, 25)


def heavy_ball_roots() -> None:
    now, before = sp.symbols("now before")
    after = now - alpha * lam * now + beta * (now - before)
    assert sp.expand(after - ((1 + beta - alpha * lam) * now - beta * before)) == 0
    k = sp.symbols("k", integer=True)
    z = sp.symbols("z", nonzero=True)
    tried = z ** (k + 1) - (1 + beta - alpha * lam) * z**k + beta * z ** (k - 1)
    left = sp.powsimp(sp.expand(tried * z ** (1 - k)))
    assert sp.expand(left - (z**2 - (1 + beta - alpha * lam) * z + beta)) == 0
    roots = sp.solve(r**2 - (1 + beta - alpha * lam) * r + beta, r)
    assert len(roots) == 2
    assert sp.simplify(roots[0] * roots[1] - beta) == 0
    # The values at 1 and -1, of which the text speaks.
    parabola = r**2 - (1 + beta - alpha * lam) * r + beta
    assert sp.expand(parabola.subs(r, 1) - alpha * lam) == 0
    assert sp.expand(parabola.subs(r, -1) - (2 + 2 * beta - alpha * lam)) == 0


def complex_roots() -> None:
    """Both ends make the discriminant vanish, and it opens upward in between; and there the modulus is sqrt(beta)."""
    s = sp.symbols("s", positive=True)
    x = sp.symbols("x", positive=True)
    discriminant = (1 + s**2 - x) ** 2 - 4 * s**2
    assert sp.expand(discriminant - (x - (1 - s) ** 2) * (x - (1 + s) ** 2)) == 0
    half = (1 + s**2 - x) / 2
    across = -discriminant / 4
    assert sp.expand(half**2 + across - s**2) == 0


def best_momentum() -> None:
    p, q, s = sp.symbols("p q s", positive=True)
    root = sp.symbols("root_alpha", positive=True)
    solved = sp.solve([root * p - (1 - s), root * q - (1 + s)], [root, s], dict=True)[0]
    assert sp.simplify(solved[root] ** 2 - (2 / (p + q)) ** 2) == 0
    assert sp.simplify(solved[s].subs(q, p * sp.sqrt(kappa)) - (sp.sqrt(kappa) - 1) / (sp.sqrt(kappa) + 1)) == 0


def no_better_pair() -> None:
    """Bounds from the parabola's values at rho and -rho; then a grid of pairs, none of which beats the best one."""
    parabola = r**2 - (1 + beta - alpha * lam) * r + beta
    at_rho = parabola.subs({r: rho, lam: mu})
    at_minus = parabola.subs({r: -rho, lam: L})
    assert sp.expand(at_rho - (alpha * mu * rho - (1 - rho) * (rho - beta))) == 0
    assert sp.expand(at_minus - ((1 + rho) * (rho + beta) - alpha * L * rho)) == 0
    ratio = (1 + rho) * (rho + beta) / ((1 - rho) * (rho - beta))
    assert sp.simplify(sp.diff(ratio, beta) - 2 * rho * (1 + rho) / ((1 - rho) * (rho - beta) ** 2)) == 0
    assert sp.simplify(ratio.subs(beta, rho**2) - ((1 + rho) / (1 - rho)) ** 2) == 0
    s = sp.symbols("s", positive=True)
    assert sp.simplify(sp.solve(sp.Eq(s, (1 + rho) / (1 - rho)), rho)[0] - (s - 1) / (s + 1)) == 0

    def rate(step: float, momentum: float) -> float:
        sizes = []
        for curvature in (1.0, 10.0):
            half = (1 + momentum - step * curvature) / 2
            root = mpmath.sqrt(half * half - momentum)
            sizes += [abs(half + root), abs(half - root)]
        return float(max(sizes))

    best = float((mpmath.sqrt(10) - 1) / (mpmath.sqrt(10) + 1))
    assert min(rate(0.005 * i, 0.02 * j) for i in range(1, 80) for j in range(50)) >= best
    assert abs(rate(float((2 / (1 + mpmath.sqrt(10))) ** 2), best**2) - best) < 1e-6


def armijo_short_steps() -> None:
    t, slope, rest = sp.symbols("t slope rest", real=True)
    change = t * slope + rest
    assert sp.expand(change - c1 * t * slope - ((1 - c1) * t * slope + rest)) == 0


def bias_correction() -> None:
    gradients = sp.symbols("g1:7")
    mean = sp.Integer(0)
    for k, g in enumerate(gradients, 1):
        mean = beta * mean + (1 - beta) * g
        unrolled = (1 - beta) * sum(beta ** (k - i) * gradients[i - 1] for i in range(1, k + 1))
        assert sp.expand(mean - unrolled) == 0
        same = sp.symbols("g")
        constant = unrolled.subs(dict.fromkeys(gradients, same))
        assert sp.expand(constant - (1 - beta**k) * same) == 0
        assert sp.simplify(constant / (1 - beta**k) - same) == 0
