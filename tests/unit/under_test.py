"""The tables under test: a new landscape or method is tested by one more line."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from landscape import (
    BFGS,
    AdaGrad,
    Adam,
    ArmijoGradientDescent,
    Beale,
    Bowl,
    CoordinateDescent,
    DampedNewton,
    DoubleWell,
    Expression,
    FlatValley,
    GradientDescent,
    Harmonic,
    HeavyBall,
    Hill,
    Himmelblau,
    Landscape,
    LineSearchNewton,
    McCormick,
    MonkeySaddle,
    Nesterov,
    Newton,
    PseudoHuber,
    Quadratic,
    Quartic,
    RMSProp,
    Rosenbrock,
    Saddle,
    SaddleFreeNewton,
    Stepper,
    StyblinskiTang,
    ThreeHumpCamel,
    TrustRegion,
)
from landscape.bridge import answer

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
    DoubleWell(),
    Beale(),
    ThreeHumpCamel(),
    McCormick(),
    StyblinskiTang(),
    Quartic(),
    FlatValley(),
    PseudoHuber(),
    Harmonic(),
    Expression("sin(x)*cos(y) + x**2/10"),
    Expression("exp(-(x**2 + y**2)/4)*arctan(x*y) - tanh(x)/cosh(y)"),
]

METHODS: list[Stepper[Any]] = [
    GradientDescent(),
    GradientDescent(learning_rate=0.01),
    HeavyBall(),
    HeavyBall(learning_rate=0.1, momentum=0.5),
    Nesterov(),
    AdaGrad(),
    RMSProp(),
    Adam(),
    Adam(learning_rate=0.01, beta1=0.0, beta2=0.9, epsilon=1e-6),
    CoordinateDescent(),
    Newton(),
    ArmijoGradientDescent(),
    DampedNewton(),
    DampedNewton(damping=20.0),
    SaddleFreeNewton(),
    LineSearchNewton(),
    BFGS(),
    BFGS(curvature=0.1),
    TrustRegion(),
    TrustRegion(radius=0.1, largest=0.5, accept=0.0),
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


def stepped(f: Landscape, method: Stepper[Any], points: Any) -> Any:
    """The state after the first step."""
    return method.step(f, method.init(f, points))


def close(actual: Any, expected: Any) -> None:
    """To twelve digits."""
    np.testing.assert_allclose(actual, expected, rtol=1e-12, atol=1e-12)


def good(**request: Any) -> dict[str, Any]:
    """What the bridge answers to a request that it can answer."""
    reply = answer(request)
    assert reply["ok"], reply
    result: dict[str, Any] = reply["result"]
    return result


def at(state: Any, place: Any) -> Any:
    return type(state)(**{field.name: getattr(state, field.name)[place] for field in fields(state)})


def same(a: Any, b: Any) -> None:
    for field in fields(a):
        np.testing.assert_array_equal(getattr(a, field.name), getattr(b, field.name), err_msg=field.name)
