"""Puts into words what a point is and what a step did: what happened, why, what to try."""

from __future__ import annotations

import math
from dataclasses import dataclass

from landscape.landscapes.base import Landscape
from landscape.steppers.base import Reason

AT_KIND = {
    "minimum": "the gradient is zero and both eigenvalues are positive: a minimum",
    "saddle": "the gradient is zero, but the eigenvalues have opposite signs: a saddle, not a minimum",
    "maximum": "the gradient is zero and both eigenvalues are negative: a maximum, not a minimum",
    "undecided": "the gradient is zero and so is an eigenvalue: second derivatives do not decide what this is",
}
GROUND = {
    "positive definite": "The ground curves up in every direction: the Newton step heads for the model's minimum",
    "negative definite": "The ground curves down in every direction: the Newton step climbs to the model's maximum",
    "indefinite": "The ground curves up one way and down another: the Newton step aims at the model's saddle",
    "singular": "An eigenvalue of the Hessian is zero: there is no Newton step",
    "not finite": "A derivative does not exist here, or is too large for a double: there is no step to take",
}


def number(value: float | None) -> str:
    """Four significant digits with a real minus sign."""
    if value is None or not math.isfinite(value):
        return "not finite"
    text = f"{value:.4g}"
    if "e" in text:
        digits, exponent = text.split("e")
        text = f"{digits} × 10^{int(exponent)}"
    return text.replace("-", "−")


@dataclass(frozen=True)
class Ground:
    """What is known at one point: the numbers that the words are about."""

    point: tuple[float, float]
    value: float
    definiteness: str
    kind: str
    eigenvalues: tuple[float, float]


def outside(landscape: Landscape, point: tuple[float, float]) -> bool:
    """Whether a point has left the window."""
    return not all(low <= at <= high for at, (low, high) in zip(point, landscape.domain, strict=True))


def here(ground: Ground) -> str:
    """What the probe stands on."""
    if ground.definiteness == "not finite":
        return GROUND["not finite"] + ". Place the probe somewhere else."
    if ground.kind in AT_KIND:
        said = AT_KIND[ground.kind]
        return said[0].upper() + said[1:] + "."
    return f"Not stationary: the gradient is not zero. {GROUND[ground.definiteness]}."


def preview(ground: Ground, predicted: float | None, actual: float | None, reason: Reason) -> str:
    """What the next step of a method would do, in a few words."""
    if reason is Reason.NOT_FINITE:
        return "No step: a derivative is not finite here."
    if reason is Reason.SINGULAR:
        return "No step: H is singular here."
    if reason is Reason.STATIONARY:
        return "No step: the gradient is zero."
    if reason is Reason.DIVERGED or actual is None or not math.isfinite(actual):
        return "The step leads too far away to be followed."
    way = "down" if actual < 0 else "up" if actual > 0 else "along a level"
    return f"Goes {way} by {number(abs(actual))}; the model predicts {number(predicted)}."


def after_step(
    landscape: Landscape, method: str, before: Ground, after: Ground, predicted: float | None, reason: Reason
) -> str:
    """The verdict on a step that was just pressed.

    Args:
        landscape: where it happened.
        method: the method's key.
        before: the ground where the step began.
        after: the ground where it ended.
        predicted: the change of height that the local quadratic model foretold.
        reason: what the stepper says of it.
    """
    if reason is Reason.NOT_FINITE:
        return "A derivative is not finite here, so there is no step. Place the probe somewhere else."
    if reason is Reason.SINGULAR:
        return (
            "H is singular here: an eigenvalue is zero, so there is no Newton step, and none is made up. "
            "Try a gradient step, or another point."
        )
    if reason is Reason.DIVERGED:
        return "Diverged: the step leads too far away to be followed, so the probe stays. Reset to begin again."
    if reason is Reason.STATIONARY and before.kind in AT_KIND:
        return f"No step: {AT_KIND[before.kind]}. {_try_at(before.kind)}"
    return (_newton if method == "Newton" else _descent)(landscape, before, after, predicted)


def _heights(before: Ground, after: Ground) -> str:
    return f"from {number(before.value)} to {number(after.value)}"


def _try_at(kind: str) -> str:
    return {
        "minimum": "There is nothing lower nearby; look elsewhere by placing the probe.",
        "saddle": "Place the probe a little to the side and take gradient steps: they lead away.",
        "maximum": "Place the probe a little to the side and take gradient steps: they lead down.",
        "undecided": "Place the probe a little to the side and watch both steps.",
    }.get(kind, "Place the probe somewhere else.")


def _newton(landscape: Landscape, before: Ground, after: Ground, predicted: float | None) -> str:
    way = "fell" if after.value < before.value else "rose" if after.value > before.value else "stayed"
    change = (
        f"the height {way} {_heights(before, after)}"
        if way != "stayed"
        else f"the height stayed at {number(after.value)}"
    )
    if after.kind == "minimum":
        return f"Newton landed on the minimum: gradient zero, both eigenvalues positive; {change}."
    if after.kind in ("saddle", "maximum"):
        did = "landed on the saddle" if after.kind == "saddle" else "climbed to the maximum"
        return f"Newton {did}, which is not a minimum: it looks for gradient zero, and {change}. {_try_at(after.kind)}"
    if after.kind == "undecided":
        return f"Newton came to a point where the gradient is zero and H is singular: its kind is undecided; {change}."
    goal = {"positive definite": "minimum", "negative definite": "maximum"}.get(before.definiteness, "saddle")
    foretold = f"the model predicted a change of {number(predicted)}"
    away = " The probe has left the window." if outside(landscape, after.point) else ""
    return f"Newton jumped to the {goal} of its local model: {change}, where {foretold}.{away} Step again."


def _descent(landscape: Landscape, before: Ground, after: Ground, predicted: float | None) -> str:
    change = _heights(before, after)
    if after.kind == "minimum":
        return (
            f"Arrived at a minimum: the gradient is zero and both eigenvalues are positive; the height went {change}."
        )
    if after.value > before.value:
        steepest = max(before.eigenvalues)
        limit = (
            f" The curvature here reaches {number(steepest)}; a safe rate is below 2/{number(steepest)}."
            if steepest > 0
            else ""
        )
        return f"Too long a step: the height rose {change}.{limit} Try a smaller learning rate."
    if outside(landscape, after.point):
        why = (
            "along negative curvature every learning rate leads away"
            if min(after.eigenvalues) < 0
            else "the step was long"
        )
        return f"Off the map: the height fell {change}, and the probe left the window; {why}. Reset to begin again."
    if before.definiteness == "negative definite":
        return f"Downhill {change}: on a hill the gradient grows, so each step is longer than the last. Step on."
    if before.definiteness == "indefinite":
        return f"Downhill {change}: closer along the upward curvature, further away along the downward one. Step on."
    foretold = f"the model predicted {number(predicted)}"
    return f"Downhill {change}; {foretold}. Safe but slow: step again, or compare with Newton."
