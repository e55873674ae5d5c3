"""The tables under test: a new landscape or method is tested by one more line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from landscape import (
    Bowl,
    Expression,
    GradientDescent,
    Hill,
    Himmelblau,
    Landscape,
    MonkeySaddle,
    Newton,
    Quadratic,
    Rosenbrock,
    Saddle,
    Stepper,
)

LANDSCAPES: list[Landscape] = [
    Bowl(),
    Bowl(eigenvalues=(1.0, 50.0), angle=0.4),
    Saddle(),
    Saddle(eigenvalues=(-0.5, 3.0), angle=1.0),
    Hill(),
    Quadratic(eigenvalues=(2.0, 0.0)),
    Rosenbrock(),
    Himmelblau(),
    MonkeySaddle(),
    Expression("sin(x)*cos(y) + x**2/10"),
    Expression("exp(-(x**2 + y**2)/4)*arctan(x*y) - tanh(x)/cosh(y)"),
]

METHODS: list[Stepper[Any]] = [
    GradientDescent(),
    GradientDescent(learning_rate=0.01),
    Newton(),
]

# Stationary points to twelve digits, computed independently of this project with mpmath.
PUBLISHED: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "data" / "stationary_points.json").read_text(encoding="utf-8")
)["landscapes"]


def name_of(item: Any) -> str:
    return repr(item)


def spread(landscape: Landscape, shape: tuple[int, ...] = (6, 5), seed: int = 1) -> np.ndarray[Any, Any]:
    """Points of a domain, scattered."""
    low, high = np.array(landscape.domain).T
    return low + (high - low) * np.random.default_rng(seed).random((*shape, 2))
