"""What is known of a point and of the step that would be taken there; and the words for both."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, NamedTuple

from landscape.landscapes.base import Landscape
from landscape.steppers.base import Reason, Stepper
from landscape.words import AT_KIND, GROUND, NO_STEP, number


@dataclass(frozen=True)
class Ground:
    """What is known at one point: the numbers that the words are about."""

    point: tuple[float, float]
    value: float
    definiteness: str
    kind: str
    eigenvalues: tuple[float, float]
    newton: bool
    """Whether there is a Newton step."""


@dataclass(frozen=True)
class Step:
    """What is known of a step; of a refused one, of its proposal."""

    stepper: Stepper[Any]
    reason: Reason
    slope: float
    predicted: float
    actual: float
    moves: bool
    """Whether the point moves by more than what counts as nothing."""
    radius: float | None = None


class Verdict(NamedTuple):
    message: str
    topic: str


def outside(landscape: Landscape, point: tuple[float, float]) -> bool:
    """Whether a point has left the window."""
    return not all(low <= at <= high for at, (low, high) in zip(point, landscape.domain, strict=True))


def here(ground: Ground) -> Verdict:
    """What the probe stands on."""
    if ground.definiteness == "not finite" or not math.isfinite(ground.value):
        return Verdict(GROUND["not finite"] + ". Place the probe somewhere else.", "not-finite")
    if ground.kind in AT_KIND:
        said = AT_KIND[ground.kind]
        return Verdict(said[0].upper() + said[1:] + ".", ground.kind)
    singular = ground.definiteness == "singular"
    said = GROUND["graded" if singular and ground.newton else ground.definiteness]
    return Verdict(f"Not stationary: the gradient is not zero. {said}.", "singular" if singular else "not-stationary")


def aim(ground: Ground) -> str:
    """The kind of the model's stationary point."""
    low, high = ground.eigenvalues
    return "minimum" if low > 0.0 else "maximum" if high < 0.0 else "saddle"


def preview(step: Step) -> str:
    """What the next step of a method would do, in a few words."""
    if step.reason is Reason.SINGULAR:
        return f"No step: {matrix(step)} is singular here."
    if step.reason in NO_STEP:
        return f"No step: {NO_STEP[step.reason]}."
    if step.reason is Reason.STATIONARY and not step.moves:
        return "No step: the gradient is zero."
    if step.reason is Reason.DIVERGED:
        return "The step leads too far away to be followed."
    if not math.isfinite(step.actual):
        return "The step leads to where f is not finite."
    if step.actual == 0.0 and step.reason is not Reason.REFUSED:
        return f"Goes along a level; the model predicts {number(step.predicted)}."
    way = "down" if step.actual < 0 else "up" if step.actual > 0 else "along a level"
    if step.reason is Reason.REFUSED:
        return (
            f"Will be refused: f would go {way} by {number(abs(step.actual))}, "
            f"and the model predicts {number(step.predicted)}."
        )
    return f"Goes {way} by {number(abs(step.actual))}; the model predicts {number(step.predicted)}."


def matrix(step: Step) -> str:
    """What the method solves with."""
    return "H + τI" if step.stepper.name == "DampedNewton" else "H"
