"""Steppers, by name."""

from __future__ import annotations

from typing import Any

from landscape.steppers.base import Reason, State, Stepper
from landscape.steppers.gradient_descent import GradientDescent
from landscape.steppers.newton import Newton

STEPPERS: dict[str, type[Stepper[Any]]] = {kind.__name__: kind for kind in (GradientDescent, Newton)}
"""Every method, in the order in which a reader meets it."""

__all__ = ["STEPPERS", "GradientDescent", "Newton", "Reason", "State", "Stepper"]
