"""What the condition number costs gradient descent, and what it costs Newton's method."""

from __future__ import annotations

import math
from collections.abc import Mapping

from landscape.claims.base import Claim
from landscape.claims.draggable import Draggable, counted, short
from landscape.landscapes import Bowl
from landscape.paths import iterates
from landscape.presets import Preset
from landscape.steppers import GradientDescent, Newton

START = (1.4, 0.6)
ARRIVED = 1e-9
MOST = 60
"""Steps of a view: enough to see, however many more a digit takes."""


def best_rate(kappa: float) -> float:
    r"""$2/(\mu + L)$ with $\mu = 1$."""
    return 2.0 / (1.0 + kappa)


def digit(shrink: float) -> int:
    """Steps that divide the error by ten, where each multiplies it by `shrink`.

    >>> digit(0.5), digit(0.0)
    (4, 1)
    """
    return 1 if shrink <= 0.1 else math.ceil(math.log(10.0) / -math.log(shrink) - 1e-9)


def newton_steps(kappa: float) -> int:
    """Newton steps until the bottom, by walking."""
    path = iterates(Bowl((1.0, kappa)), Newton(), START)
    return next(k for k, state in enumerate(path) if max(map(abs, state.point.tolist())) <= ARRIVED)


def results(kappa: float) -> Mapping[str, str]:
    shrink = (kappa - 1.0) / (kappa + 1.0)
    return {
        "rate": short(best_rate(kappa)),
        "factor": short(shrink),
        "steps": counted(digit(shrink), "step"),
        "newton": counted(newton_steps(kappa), "step"),
    }


def view(kappa: float) -> Preset:
    steps = min(MOST, digit((kappa - 1.0) / (kappa + 1.0)))
    methods = (GradientDescent(best_rate(kappa)), Newton())
    return Preset(Bowl((1.0, kappa)), methods, START, steps=steps)


CONDITION = Claim(
    "condition",
    "What the condition number costs",
    (Draggable("kappa", "κ", "Condition number", 10.0, 1.0, 1000.0, "log", 10 ** (1 / 10)),),
    "With *μ* = 1 and a condition number of *κ* = {kappa}, the best fixed learning rate is 2/(*μ* + *L*) = {rate}. "
    "Each step multiplies the error by (*κ* − 1)/(*κ* + 1) = {factor}, and one more digit takes {steps}. Newton is at "
    "the bottom after {newton}.",
    results,
    view,
)
