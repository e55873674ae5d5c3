"""Puts into words what a step did: what happened, why, what to try.

Each verdict has a topic, the name of the paragraph that explains it (`docs/explorer.md`).
"""

from __future__ import annotations

import math
from typing import Any

from landscape.landscapes.base import Landscape
from landscape.prospect import Ground, Step, Verdict, aim, matrix, outside
from landscape.steppers.base import Reason, Stepper
from landscape.steppers.gradient_descent import GradientDescent
from landscape.words import AT_KIND, STAYED, TRY, number

SOLVERS = ("Newton", "DampedNewton", "LineSearchNewton")
"""These look for gradient zero, of whatever kind."""


def after_step(landscape: Landscape, step: Step, before: Ground, after: Ground, *, cycle: bool = False) -> Verdict:
    """The verdict on a step that was taken, or not.

    Args:
        landscape: where it happened.
        step: the method, what it says of the step, and the numbers of the step.
        before: the ground where the step began.
        after: the ground where it ended.
        cycle: whether it is back where it was two steps ago.
    """
    title, reason = step.stepper.title, step.reason
    if reason in STAYED:
        topic, words = STAYED[reason]
        return Verdict(words.format(title=title, **_heights(step), **_singular(step)), topic)
    if reason is Reason.STATIONARY and before.kind in AT_KIND and not step.moves:
        return Verdict(f"No step: {AT_KIND[before.kind]}. {TRY[before.kind]}", before.kind)
    if not math.isfinite(after.value):
        led = f"{title} led from {number(before.value)} to a point where f is not finite."
        return Verdict(f"{led} Place the probe somewhere else.", "not-finite")
    if cycle:
        return Verdict(
            f"Back where it was two steps ago: {title} goes to and fro between two points, a 2-cycle, and comes no "
            "closer. Try a smaller step, or another start.",
            "two-cycle",
        )
    if after.kind in AT_KIND:
        return Verdict(_arrived(step.stepper, before, after), after.kind)
    way = _newton if step.stepper.name == "Newton" else _other
    return way(landscape, step, before, after)


def _singular(step: Step) -> dict[str, str]:
    damped = step.stepper.name == "DampedNewton"
    why = "the damping cancels an eigenvalue of H" if damped else "an eigenvalue is zero"
    way_out = "Try another damping" if damped else "Try a gradient step, or another point"
    return {"matrix": matrix(step), "why": why, "way_out": way_out}


def _heights(step: Step) -> dict[str, str]:
    way = "risen" if step.actual > 0 else "fallen" if step.actual < 0 else "changed"
    known = math.isfinite(step.actual)
    change = f"f would have {way} by {number(abs(step.actual))}" if known else "f is not finite at the proposal"
    radius = "" if step.radius is None else f" The radius is now {number(step.radius)}."
    return {"change": change, "predicted": number(step.predicted), "radius": radius}


def _change(before: Ground, after: Ground) -> str:
    if after.value == before.value:
        return f"the height stayed at {number(after.value)}"
    way = "fell" if after.value < before.value else "rose"
    return f"the height {way} {_from_to(before, after)}"


def _from_to(before: Ground, after: Ground) -> str:
    """Two heights that read alike, and are not, are told by their difference."""
    start, end = number(before.value), number(after.value)
    return f"from {start} to {end}" if start != end else f"from {start} by {number(abs(after.value - before.value))}"


def _arrived(stepper: Stepper[Any], before: Ground, after: Ground) -> str:
    title, change = stepper.title, _change(before, after)
    if after.kind == "minimum":
        did = f"{title} landed on the minimum" if stepper.order == 2 else "Arrived at a minimum"
        return f"{did}: gradient zero, both eigenvalues positive; {change}."
    if after.kind == "undecided":
        return f"{title} came to a point where the gradient is zero and H is singular: its kind is undecided; {change}."
    did = "landed on the saddle" if after.kind == "saddle" else "climbed to the maximum"
    if stepper.order == 1:
        did = f"came to the {after.kind}"
    why = "it looks for gradient zero, and " if stepper.name in SOLVERS else ""
    return f"{title} {did}, which is not a minimum: {why}{change}. {TRY[after.kind]}"


def _newton(landscape: Landscape, step: Step, before: Ground, after: Ground) -> Verdict:
    way, topic = _direction(step, "gᵀH⁻¹g", -step.slope)
    left = " The probe has left the window." if _leaves(landscape, before, after) else ""
    return Verdict(
        f"Newton jumped to the {aim(before)} of its local model, {way}: {_change(before, after)}, where the model "
        f"predicted a change of {number(step.predicted)}.{left} Step again.",
        "overshoot" if topic == "descent" and after.value > before.value else topic,
    )


def _leaves(landscape: Landscape, before: Ground, after: Ground) -> bool:
    return outside(landscape, after.point) and not outside(landscape, before.point)


def _direction(step: Step, name: str, value: float) -> tuple[str, str]:
    if step.reason is Reason.ASCENT:
        return f"an ascent direction ({name} = {number(value)})", "ascent"
    if step.slope < 0.0:
        return f"a descent direction ({name} = {number(value)})", "descent"
    return f"a direction of no slope ({name} = 0)", "ascent"


def _other(landscape: Landscape, step: Step, before: Ground, after: Ground) -> Verdict:
    change = _from_to(before, after)
    title = step.stepper.title
    if step.reason is Reason.ASCENT:
        return Verdict(
            f"{title} took an ascent direction: the slope along it is {number(step.slope)}, and the height went "
            f"{change}. With more damping, or |H|, the direction would descend.",
            "ascent",
        )
    if after.value == before.value:
        return Verdict(f"{title} kept the height, {number(after.value)}. Step on.", "not-stationary")
    rate = step.stepper.learning_rate if isinstance(step.stepper, GradientDescent) else None
    if after.value > before.value:
        if step.slope >= 0.0:
            why = f"{title} moved on by its memory, against the slope"
            return Verdict(f"Uphill {change}: {why}. Such methods do not promise descent. Step on.", "memory")
        steepest, limit = max(*before.eigenvalues, *after.eigenvalues), ""
        if rate is not None and rate * steepest > 2.0 and min(before.eigenvalues) > 0.0:
            safe = f"2/{number(steepest)} = {number(2.0 / steepest)}"
            limit = f" The curvature reaches {number(steepest)}; a safe rate is below {safe}."
        return Verdict(f"Too long a step: the height rose {change}.{limit} Try a smaller step.", "overshoot")
    if _leaves(landscape, before, after):
        curved = rate is not None and min(before.eigenvalues) < 0.0
        why = "; along negative curvature every rate leads away" if curved else ""
        return Verdict(
            f"Off the map: the height fell {change}, and the probe left the window{why}. Reset to begin again.",
            "diverged",
        )
    if rate is not None and before.definiteness == "negative definite":
        why = "on a hill the gradient grows away from the top, and each step is longer"
    elif rate is not None and before.definiteness == "indefinite" and rate * max(before.eigenvalues) < 2.0:
        why = "closer along the upward curvature, further away along the downward one"
    else:
        why = f"the model predicted {number(step.predicted)}"
    again = "Step on." if rate is None else "Safe but slow: step again, or compare with Newton."
    return Verdict(f"Downhill {change}: {why}. {again}", "descent")
