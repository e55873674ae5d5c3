"""Landscapes of two variables, their derivatives, and the steppers that cross them."""

from landscape._arrays import eigenpairs
from landscape.curvature import Definiteness, Kind, Model, classify, definiteness
from landscape.landscapes import (
    LANDSCAPES,
    Bowl,
    Expression,
    Hill,
    Himmelblau,
    Landscape,
    MonkeySaddle,
    Quadratic,
    Rosenbrock,
    Saddle,
    StationaryPoint,
    catalogue,
)
from landscape.paths import descend, iterates
from landscape.steppers import STEPPERS, GradientDescent, Newton, Reason, State, Stepper

__all__ = [
    "LANDSCAPES",
    "STEPPERS",
    "Bowl",
    "Definiteness",
    "Expression",
    "GradientDescent",
    "Hill",
    "Himmelblau",
    "Kind",
    "Landscape",
    "Model",
    "MonkeySaddle",
    "Newton",
    "Quadratic",
    "Reason",
    "Rosenbrock",
    "Saddle",
    "State",
    "StationaryPoint",
    "Stepper",
    "catalogue",
    "classify",
    "definiteness",
    "descend",
    "eigenpairs",
    "iterates",
]
