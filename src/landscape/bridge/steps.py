"""Answers about steps: paths, the cut along a step, the inside of a step."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np

from landscape._arrays import Array, norm
from landscape.bridge.probe import ground, probe_at, taken
from landscape.bridge.requests import LONGEST_PATH, Method, Request, get, landscape, method, methods, point, real, whole
from landscape.curvature import Model, words
from landscape.inside import inside as look_inside
from landscape.landscapes import Landscape
from landscape.paths import descend
from landscape.prospect import preview
from landscape.steppers import Reason, State
from landscape.steppers.base import MOVES
from landscape.verdict import after_step

DECREASE = 1e-4
"""Armijo's constant on the cut (Nocedal and Wright, page 33)."""
SAMPLES = 126
"""From -1/2 to 2 in fiftieths: 0 and 1 are among them."""


def distances(f: Landscape, points: Array) -> Array:
    """To the nearest known minimum, or the nearest stationary point where no minimum is known."""
    known = [s.point for s in f.stationary_points if s.kind == "minimum"] or [s.point for s in f.stationary_points]
    if not known:
        return np.full(points.shape[:-1], np.nan)
    away: Array = np.min(norm(points[..., None, :] - np.asarray(known)), axis=-1)
    return away


def path(request: Request) -> dict[str, Any]:
    f = landscape(request)
    way, others = method(f, get(request, "method"), request), methods(f, request)
    steps = whole(request, "steps", LONGEST_PATH)
    start: Array | State = point(get(request, "point")) if way.state is None else way.state
    states = descend(f, way.stepper, start, steps)
    models = Model.at(f, states.point)
    moves = np.diff(states.point, axis=0)
    predicted = np.full(steps + 1, np.nan)
    predicted[1:] = _each(models, slice(None, -1)).predicted(moves)
    proposals = np.where((states.reason == Reason.REFUSED)[:, None], getattr(states, "proposal", states.point), np.nan)
    arrival = _arrival(f, way, others, states, steps)
    columns = {field.name: np.asarray(getattr(states, field.name)).tolist() for field in fields(states)}
    return {
        "method": way.stepper.name,
        "points": states.point,
        "reasons": np.asarray(words(Reason, states.reason)).tolist(),
        "values": models.value,
        "slopes": norm(models.gradient),
        "distances": distances(f, states.point),
        "eigenvalues": models.eigenpairs[0],
        "predicted": predicted,
        "proposals": proposals,
        "states": [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)],
        **arrival,
    }


def _each(models: Model, chosen: Any) -> Model:
    point, value, gradient, hessian = (
        getattr(models, name)[chosen] for name in ("point", "value", "gradient", "hessian")
    )
    return Model(point, value, gradient, hessian, models.width, models.scale)


def _arrival(f: Landscape, way: Method, others: list[Method], states: State, steps: int) -> dict[str, Any]:
    """How the last step went, in words, and the probe where it ended."""
    states_at = [_moment(states, k) for k in range(max(0, steps - 1), steps + 1)]
    last = states_at[-1]
    there = Model.at(f, last.point)
    # The next step of this method goes on from its own state.
    ways = [Method(o.stepper, last, None) if o.stepper == way.stepper else o for o in others]
    arrived = probe_at(f, there, ways)
    reply = {"reason": Reason(int(last.reason)).label, "probe": arrived, "settled": False}
    if steps == 0:
        return {**reply, "message": arrived["message"], "topic": arrived["topic"]}
    former = states_at[0]
    before = Model.at(f, former.point)
    step, _, _ = taken(f, Method(way.stepper, former, None), before)
    older = states.point[-3] if steps > 1 else way.before
    moved = float(norm(last.point - former.point))
    # Only where the point is the whole state: with a velocity a path may pass the same place twice.
    bare = len(fields(last)) == 2
    cycle = bare and older is not None and norm(last.point - older) <= 1e-9 * f.width < 1e3 * 1e-9 * f.width < moved
    said = after_step(f, step, ground(before), ground(there), cycle=bool(cycle))
    names = [field.name for field in fields(last) if field.name != "reason"]
    still = all(np.array_equal(getattr(last, n), getattr(former, n), equal_nan=True) for n in names)
    arrived_low = step.reason is Reason.STATIONARY and arrived["kind"] == "minimum" and moved <= 1e-9 * f.width
    return {**reply, "message": said.message, "topic": said.topic, "settled": bool(still or arrived_low)}


def _moment(states: State, k: int) -> State:
    return type(states)(**{field.name: getattr(states, field.name)[k] for field in fields(states)})


def cut(request: Request) -> dict[str, Any]:
    """The landscape along one step, p + t d, with what tangent, model and Armijo's rule say of it."""
    f = landscape(request)
    model = Model.at(f, point(get(request, "point")))
    way = method(f, get(request, "method"), at=model.point)
    held = real(request, "length", 1.0)
    step, _, proposal = taken(f, way, model)
    d = proposal - model.point
    there = step.reason in (*MOVES, Reason.REFUSED) and bool(np.any(d != 0.0))
    t = np.round(np.linspace(-0.5, 2.0, SAMPLES), 12)
    slope, bend = step.slope, 2.0 * (step.predicted - step.slope)

    def accepted(lengths: Array, values: Array) -> np.ndarray:
        return (lengths > 0) & (slope < 0) & (values <= model.value + DECREASE * lengths * slope)

    values = f.value(model.point + t[:, None] * d)
    spot = model.point + held * d
    value = f.value(spot)
    return {
        "method": way.stepper.name,
        "direction": d.tolist() if there else None,
        "reason": step.reason.label,
        "message": preview(step),
        "value": float(model.value),
        "slope": slope,
        "curvature": bend,
        "decrease": DECREASE,
        "lengths": t,
        "values": values,
        "tangent": model.value + t * slope,
        "model": model.value + t * slope + 0.5 * t * t * bend,
        "armijo": model.value + DECREASE * t * slope,
        "accepted": accepted(t, values).astype(np.int8),
        "at": {
            "length": held,
            "point": spot.tolist(),
            "value": float(value),
            "predicted": held * slope + 0.5 * held * held * bend,
            "actual": float(value - model.value),
            "accepted": bool(accepted(np.asarray(held), value)),
        },
    }


def inside(request: Request) -> dict[str, Any]:
    """One step of a method, stage by stage, beside its own source."""
    f = landscape(request)
    at = point(get(request, "point"))
    way = method(f, get(request, "method"), at=at)
    start = way.stepper.init(f, at) if way.state is None else way.state
    seen = look_inside(f, way.stepper, start)
    return {
        "method": way.stepper.name,
        "file": seen.file,
        "first": seen.first,
        "lines": list(seen.lines),
        "stages": [
            {
                "line": stage.line,
                "name": stage.name,
                "names": [{"name": name, "value": np.asarray(value).tolist()} for name, value in stage.names],
            }
            for stage in seen.stages
        ],
        "point": seen.after.point.tolist(),
        "reason": Reason(int(seen.after.reason)).label,
    }
