"""The sentences about points and steps, and how a number is written in them."""

from __future__ import annotations

import math

from landscape.steppers.base import Reason

TOPICS = (
    "not-stationary", "minimum", "saddle", "maximum", "undecided", "singular", "not-finite", "descent", "ascent",
    "overshoot", "memory", "two-cycle", "refused", "no-descent", "no-decrease", "diverged",
)  # fmt: skip
"""What a verdict can be about; each has a paragraph of this name in the Explorer's page."""
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
    "graded": "An eigenvalue of the Hessian is all but zero beside the other: the Newton step goes far along it",
    "not finite": "A derivative does not exist here, or is too large for a double: there is no step to take",
}


NO_STEP = {
    Reason.NOT_FINITE: "a derivative is not finite here",
    Reason.NO_DESCENT: "the direction does not go down, so the line search does not begin",
    Reason.NO_DECREASE: "no step length is accepted",
    Reason.UNBOUNDED: "f falls without bound along the direction",
}
STAYED = {
    Reason.NOT_FINITE: (
        "not-finite",
        "A derivative is not finite here, so there is no step. Place the probe somewhere else.",
    ),
    Reason.SINGULAR: (
        "singular",
        "{matrix} is singular here: {why}, so there is no {title} step, and none is made up. {way_out}.",
    ),
    Reason.DIVERGED: (
        "diverged",
        "Diverged: the step leads too far away to be followed, so the probe stays. Reset to begin again.",
    ),
    Reason.REFUSED: (
        "refused",
        "Refused: {change}, where the model predicted {predicted}. The probe stays.{radius} Step again.",
    ),
    Reason.NO_DESCENT: (
        "no-descent",
        "No step: the direction does not go down, so the line search does not begin. Try a gradient step, or |H|.",
    ),
    Reason.NO_DECREASE: (
        "no-decrease",
        "No step: the line search tried shorter and shorter lengths and found none that its rule accepts.",
    ),
    Reason.UNBOUNDED: (
        "diverged",
        "No step: along the direction f falls without bound, so there is no length at which it is flat enough. No "
        "minimum lies that way; place the probe somewhere else.",
    ),
}
TRY = {
    "minimum": "There is nothing lower nearby; look elsewhere by placing the probe.",
    "saddle": "Place the probe a little to the side and take gradient steps: they lead away.",
    "maximum": "Place the probe a little to the side and take gradient steps: they lead down.",
    "undecided": "Place the probe a little to the side and watch both steps.",
}


RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float | None) -> str:
    """Four significant digits with a real minus sign."""
    if value is None or not math.isfinite(value):
        return "not finite"
    text = f"{value:.4g}"
    digits, _, exponent = text.partition("e")
    power = f" × 10{str(int(exponent)).translate(RAISED)}" if exponent else ""
    return digits.replace("-", "−") + power
