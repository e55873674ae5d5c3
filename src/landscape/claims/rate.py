"""What a learning rate does to each part of the error."""

from __future__ import annotations

from collections.abc import Mapping

from landscape.claims.base import Claim
from landscape.claims.draggable import Draggable, short
from landscape.landscapes import Bowl
from landscape.presets import Preset
from landscape.steppers import GradientDescent

FLAT, STEEP = 1.0, 10.0
START = (1.4, 0.6)


def factor(eta: float, curvature: float) -> float:
    """What one step multiplies a part of the error by; rounded to where rates of two digits differ.

    >>> factor(0.15, STEEP), factor(0.2, STEEP)
    (-0.5, -1.0)
    """
    return round(1.0 - eta * curvature, 12)


def words(steep: float) -> str:
    """What becomes of the steep part; the flat one shrinks for all rates below 2."""
    if steep > 0.0:
        return "both shrink, and neither changes sign"
    if steep == 0.0:
        return "the steep part is gone after one step"
    if steep > -1.0:
        return "the steep part changes sign at every step, and shrinks all the same"
    if steep == -1.0:
        return "the steep part swings from side to side and never shrinks"
    return "the steep part grows at every step, so gradient descent diverges"


def results(eta: float) -> Mapping[str, str]:
    steep = factor(eta, STEEP)
    return {"flat": short(factor(eta, FLAT)), "steep": short(steep), "words": words(steep)}


def view(eta: float) -> Preset:
    return Preset(Bowl((FLAT, STEEP)), (GradientDescent(eta),), START, steps=20)


RATE = Claim(
    "rate",
    "What a learning rate does to each part of the error",
    (Draggable("eta", "η", "Learning rate", 0.15, 0.01, 0.25, "linear", 0.01),),
    "On a bowl with curvatures 1 and 10, a learning rate of *η* = {eta} multiplies the flat part of the error by "
    "1 − *η* = {flat} at each step, and the steep part by 1 − 10*η* = {steep}: {words}.",
    results,
    view,
)
