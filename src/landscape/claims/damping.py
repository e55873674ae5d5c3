"""What damping does to Newton's method at a saddle."""

from __future__ import annotations

from collections.abc import Mapping

from landscape.claims.base import Claim
from landscape.claims.draggable import Draggable, short
from landscape.landscapes import Saddle
from landscape.presets import Preset
from landscape.steppers import DampedNewton

CURVATURE = -2.0
START = (0.9, 0.2)


def factor(tau: float) -> float | None:
    """What a step multiplies the component along curvature -2 by; None where H + tau I is singular.

    >>> factor(0.5), factor(1.0), factor(1.5), factor(2.0)
    (-0.3333333333333333, -1.0, -3.0, None)
    """
    shifted = round(tau + CURVATURE, 12)
    return None if shifted == 0.0 else tau / shifted


def words(tau: float) -> str:
    if tau < 1.0:
        return "The saddle attracts: y swings from side to side and dies out"
    if tau == 1.0:
        return "It swings from side to side for ever, and comes no nearer"
    if tau < 2.0:
        return "The saddle repels, but along y every step goes uphill first"
    if tau == 2.0:
        return "The damped Hessian is singular"
    return "The saddle repels, and every step goes downhill: the damped Hessian is positive definite"


def results(tau: float) -> Mapping[str, str]:
    multiplied = factor(tau)
    does = "no damped Newton step exists" if multiplied is None else f"each step multiplies y by {short(multiplied)}"
    return {"shifted": short(round(tau + CURVATURE, 12)), "does": does, "words": words(tau)}


def view(tau: float) -> Preset:
    return Preset(Saddle(), (DampedNewton(tau),), START, steps=2)


DAMPING = Claim(
    "damping",
    "What damping does at a saddle",
    (Draggable("tau", "τ", "Damping", 1.5, 0.1, 6.0, "linear", 0.1),),
    "With a damping of *τ* = {tau}, the curvature −2 counts as {shifted}, and {does}. {words}.",
    results,
    view,
)
