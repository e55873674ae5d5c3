"""Steppers, by name."""

from __future__ import annotations

from typing import Any

from landscape.steppers.adagrad import AdaGrad
from landscape.steppers.adam import Adam
from landscape.steppers.armijo import ArmijoGradientDescent
from landscape.steppers.base import Reason, State, Stepper
from landscape.steppers.bfgs import BFGS
from landscape.steppers.coordinate_descent import CoordinateDescent
from landscape.steppers.damped_newton import DampedNewton
from landscape.steppers.gradient_descent import GradientDescent
from landscape.steppers.heavy_ball import HeavyBall
from landscape.steppers.line_search_newton import LineSearchNewton
from landscape.steppers.nesterov import Nesterov
from landscape.steppers.newton import Newton
from landscape.steppers.rmsprop import RMSProp
from landscape.steppers.saddle_free_newton import SaddleFreeNewton
from landscape.steppers.trust_region import TrustRegion

STEPPERS: dict[str, type[Stepper[Any]]] = {
    kind.__name__: kind
    for kind in (
        GradientDescent,
        ArmijoGradientDescent,
        HeavyBall,
        Nesterov,
        AdaGrad,
        RMSProp,
        Adam,
        CoordinateDescent,
        Newton,
        DampedNewton,
        SaddleFreeNewton,
        LineSearchNewton,
        BFGS,
        TrustRegion,
    )
}
"""Every method, in the order in which a reader meets it."""

__all__ = [
    "BFGS",
    "STEPPERS",
    "AdaGrad",
    "Adam",
    "ArmijoGradientDescent",
    "CoordinateDescent",
    "DampedNewton",
    "GradientDescent",
    "HeavyBall",
    "LineSearchNewton",
    "Nesterov",
    "Newton",
    "RMSProp",
    "Reason",
    "SaddleFreeNewton",
    "State",
    "Stepper",
    "TrustRegion",
]
