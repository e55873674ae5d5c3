"""How long gradient descent hesitates at a saddle."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from landscape.claims.base import Claim
from landscape.claims.draggable import Draggable, counted, power, short
from landscape.landscapes import Saddle
from landscape.paths import iterates
from landscape.presets import Preset
from landscape.steppers import GradientDescent

ON_AXIS = 30
"""Steps that a view takes where there is no end to them: the way along the axis, into the saddle."""


@lru_cache(maxsize=64)
def steps(eps: float, eta: float) -> int | None:
    """Steps until |y| >= 1, by walking; None where y stays exactly zero.

    >>> steps(1e-12, 0.1), steps(0.0, 0.1)
    (152, None)
    """
    for k, state in enumerate(iterates(Saddle(), GradientDescent(eta), (1.0, eps))):
        y = abs(float(state.point[1]))
        if y >= 1.0:
            return k
        if y == 0.0:
            return None
    raise AssertionError("iterates has no end")


def results(eps: float, eta: float) -> Mapping[str, str]:
    count = steps(eps, eta)
    left = "is never left" if count is None else f"is left after {counted(count, 'step')}"
    return {"left": left, "factor": short(1.0 + 2.0 * eta)}


def view(eps: float, eta: float) -> Preset:
    return Preset(Saddle(), (GradientDescent(eta),), (1.0, eps), steps=steps(eps, eta) or ON_AXIS)


ESCAPE = Claim(
    "escape",
    "Steps until gradient descent leaves a saddle",
    (
        Draggable("eps", "ε", "Distance from the axis", 1e-12, 1e-16, 1e-1, "log", 10.0, zero=True, write=power),
        Draggable("eta", "η", "Learning rate", 0.1, 0.05, 0.45, "linear", 0.01),
    ),
    "From (1, {eps}), with a learning rate of *η* = {eta}, each step multiplies the distance from the axis by "
    "1 + 2*η* = {factor}, and the saddle {left}.",
    results,
    view,
)
