r"""What momentum buys on a bowl.

Along an eigenvector of curvature $\lambda$ the heavy ball's error obeys

$$e_{k+1} = (1 + \beta - \alpha\lambda)\, e_k - \beta\, e_{k-1},$$

so it shrinks like the larger root of $z^2 - (1 + \beta - \alpha\lambda) z + \beta$.

Source: Polyak, USSR Computational Mathematics and Mathematical Physics 4 (1964), 1-17.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from landscape.claims.base import Claim
from landscape.claims.condition import best_rate, digit
from landscape.claims.draggable import Draggable, counted, short
from landscape.landscapes import Bowl
from landscape.presets import Preset
from landscape.steppers import GradientDescent, HeavyBall

START = (1.4, 0.6)


def learning_rate(beta: float, kappa: float) -> float:
    r"""$2(1 + \beta)/(\mu + L)$ with $\mu = 1$: both ends of the spectrum then have roots of one size.

    For $\beta = 0$ it is the best rate of gradient descent, for the best momentum it is Polyak's. With more momentum
    than that there are others as good, and none is better.
    """
    return 2.0 * (1.0 + beta) / (1.0 + kappa)


def shrink(beta: float, alpha: float, curvature: float) -> float:
    r"""Size of the larger root: $\sqrt\beta$ where the two are complex.

    >>> shrink(0.81, 0.1, 1.0)
    0.9
    """
    b = 1.0 + beta - alpha * curvature
    under = b * b - 4.0 * beta
    return math.sqrt(beta) if under < 0.0 else 0.5 * (abs(b) + math.sqrt(under))


def best_momentum(kappa: float) -> float:
    """The momentum with which heavy ball shrinks the distance most, with a learning rate that fits.

    >>> best_momentum(9.0)
    0.25
    """
    root = math.sqrt(kappa)
    return ((root - 1.0) / (root + 1.0)) ** 2


def results(beta: float, kappa: float) -> Mapping[str, str]:
    alpha = learning_rate(beta, kappa)
    rate = max(shrink(beta, alpha, 1.0), shrink(beta, alpha, kappa))
    best = best_momentum(kappa)
    kind = "the roots are complex, of size √β" if beta > best else "the roots are real"
    return {
        "alpha": short(alpha),
        "rate": short(rate),
        "kind": kind,
        "steps": counted(digit(rate), "step"),
        "best": short(best),
        "fewest": counted(digit(math.sqrt(best)), "step"),
        "plain": counted(digit((kappa - 1.0) / (kappa + 1.0)), "step"),
    }


def view(beta: float, kappa: float) -> Preset:
    methods = (HeavyBall(learning_rate(beta, kappa), beta), GradientDescent(best_rate(kappa)))
    return Preset(Bowl((1.0, kappa)), methods, START, steps=40)


MOMENTUM = Claim(
    "momentum",
    "What momentum buys",
    (
        Draggable("kappa", "κ", "Condition number", 100.0, 1.0, 1000.0, "log", 10 ** (1 / 10)),
        Draggable("beta", "β", "Momentum", 0.5, 0.0, 0.98, "linear", 0.01),
    ),
    "With *κ* = {kappa}, *μ* = 1 and a momentum of *β* = {beta}, the best learning rate is *α* = {alpha}, and each "
    "step multiplies the error by about {rate} ({kind}): {steps} for one more digit. The best momentum, {best}, needs "
    "{fewest}, and none at all {plain}.",
    results,
    view,
)
