"""Answers about one point: its numbers, and the next step of each method from it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from landscape._arrays import Array, norm
from landscape.bridge.requests import Method, Request, get, landscape, methods, point
from landscape.curvature import STATIONARY, Definiteness, Kind, Model
from landscape.landscapes import Landscape
from landscape.prospect import Ground, Step, aim, here, preview
from landscape.steppers import Reason, State
from landscape.steppers.base import MOVES


def ground(model: Model) -> Ground:
    low, high = model.eigenpairs[0].tolist()
    return Ground(
        (float(model.point[0]), float(model.point[1])),
        float(model.value),
        Definiteness(int(model.definiteness)).label,
        Kind(int(model.kind)).label,
        (low, high),
        bool(np.all(np.isfinite(model.newton))),
    )


def taken(f: Landscape, way: Method, model: Model) -> tuple[Step, State, Array]:
    """The next step of a method from the model's point, the state after it, and where it goes or wanted to go."""
    former = way.stepper.init(f, model.point) if way.state is None else way.state
    after = way.stepper.step(f, former)
    reason = Reason(int(after.reason))
    proposal = np.asarray(getattr(after, "proposal", after.point) if reason is Reason.REFUSED else after.point)
    direction = proposal - model.point
    step = Step(
        way.stepper,
        reason,
        slope=float(model.slope(direction)),
        predicted=float(model.predicted(direction)),
        actual=float(f.value(proposal) - model.value),
        moves=float(norm(after.point - model.point)) > STATIONARY * f.width,
        radius=float(after.radius) if hasattr(after, "radius") else None,
    )
    return step, after, proposal


def _next(f: Landscape, way: Method, model: Model, at: Ground) -> dict[str, Any]:
    step, after, proposal = taken(f, way, model)
    moved, refused = step.reason in MOVES, step.reason is Reason.REFUSED
    direction = proposal - model.point
    values, vectors = model.eigenpairs
    # What the step makes of each component of the error, the vector from the model's stationary point.
    factors = 1.0 + values * (vectors.T @ direction) / (vectors.T @ model.gradient)
    told = moved or refused
    return {
        "method": way.stepper.name,
        "point": after.point.tolist() if moved else None,
        "direction": direction.tolist() if told else None,
        "proposal": proposal.tolist() if refused else None,
        "radius": float(way.state.radius if way.state is not None else way.stepper.radius)  # type: ignore[attr-defined]
        if step.radius is not None
        else None,
        "predicted": step.predicted if told else None,
        "actual": step.actual if told else None,
        "slope": step.slope if told else None,
        "factors": factors.tolist() if moved else [None, None],
        "marks": {
            key: [[label, value] for label, value in marks if math.isfinite(value)]
            for key, marks in way.stepper.marks((at.eigenvalues[0], at.eigenvalues[1])).items()
        },
        "reason": step.reason.label,
        "message": preview(step),
    }


def probe_at(f: Landscape, model: Model, ways: list[Method]) -> dict[str, Any]:
    at = ground(model)
    said = here(at)
    goal = aim(at) if at.newton else None
    values, vectors = model.eigenpairs
    return {
        "landscape": f.name,
        "point": model.point.tolist(),
        "value": at.value,
        "gradient": model.gradient.tolist(),
        "hessian": model.hessian.tolist(),
        "eigenvalues": list(at.eigenvalues),
        "eigenvectors": vectors.tolist(),
        "definiteness": at.definiteness,
        "kind": at.kind,
        "message": said.message,
        "topic": said.topic,
        "model": {
            "point": (model.point + model.newton).tolist() if goal is not None else None,
            "kind": goal,
            "value": float(model.value + model.predicted(model.newton)) if goal is not None else None,
        },
        "cross": [
            {
                "vector": vectors[:, i].tolist(),
                "half": float(np.sqrt(2.0 / np.abs(values[i]))),
                "eigenvalue": float(values[i]),
            }
            for i in range(2)
        ],
        "steps": [_next(f, way, model, at) for way in ways],
    }


def probe(request: Request) -> dict[str, Any]:
    f = landscape(request)
    at = point(get(request, "point"))
    return probe_at(f, Model.at(f, at), methods(f, request, at))
