"""Finite differences: the step has a floor as well as a ceiling."""

from __future__ import annotations

import math
from collections.abc import Mapping

from landscape.claims.base import Claim
from landscape.claims.draggable import Draggable, power, short

AT = 1.0
ROUNDING = 2.0**-53 * math.sin(AT)
"""What rounding may leave in one value of the function."""


def errors(h: float) -> tuple[float, float]:
    """Errors of the forward and the central difference of sin at 1.

    >>> [f"{error:.0e}" for error in errors(1e-4)]
    ['4e-05', '9e-10']
    """
    here = math.sin(AT)
    forward = (math.sin(AT + h) - here) / h
    central = (math.sin(AT + h) - math.sin(AT - h)) / (2.0 * h)
    return abs(forward - math.cos(AT)), abs(central - math.cos(AT))


def causes(h: float) -> tuple[str, str]:
    """Which of the two is larger: what the formula leaves out, or what rounding puts in."""
    bend, twist = 0.5 * h * math.sin(AT), h * h / 6.0 * math.cos(AT)
    rounding = ROUNDING / h
    return tuple("the step is too long" if gap > rounding else "rounding" for gap in (bend, twist))  # type: ignore[return-value]


def results(h: float) -> Mapping[str, str]:
    forward, central = (short(float(f"{error:.0e}")) for error in errors(h))
    why, why_central = causes(h)
    return {"forward": forward, "central": central, "why": why, "why_central": why_central}


DIFFERENCE = Claim(
    "difference",
    "The error of a finite difference",
    (Draggable("h", "h", "Step of the difference", 1e-4, 1e-16, 1e-1, "log", 10 ** (1 / 3), digits=1, write=power),),
    "With a step of *h* = {h}, the forward difference of sin at 1 is wrong by {forward} ({why}), and the central one "
    "by {central} ({why_central}).",
    results,
)
