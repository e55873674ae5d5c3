"""What a page may ask: plain data in, plain data and arrays out. The only module that knows JSON names.

Nothing here raises: a bad request is answered with a message that names the thing and the way out.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeAlias

import numpy as np

from landscape._arrays import Array
from landscape.curvature import Definiteness, Kind, Model
from landscape.landscapes import LANDSCAPES, Expression, Landscape, catalogue
from landscape.levels import contour_levels, frame
from landscape.paths import descend
from landscape.steppers import STEPPERS, Reason, Stepper
from landscape.steppers.base import MOVES
from landscape.verdict import Ground, after_step, here, preview

Request: TypeAlias = Mapping[str, Any]
LARGEST_GRID, LONGEST_PATH = 1024, 10_000


class BadRequestError(ValueError):
    """The request cannot be answered; the message says why and what would do."""


def _get(request: Request, key: str) -> Any:
    if key not in request:
        raise BadRequestError(f"The request has no {key!r}.")
    return request[key]


def _named(what: str, spec: Any, known: Mapping[str, Callable[..., Any]]) -> Any:
    """An object from "Name" or {"name": ..., "parameters": {...}}."""
    spec = {"name": spec} if isinstance(spec, str) else spec
    if not isinstance(spec, Mapping):
        raise BadRequestError(f"{what}: expected a name or an object with a name, got {spec!r:.100}.")
    name, parameters = _get(spec, "name"), spec.get("parameters") or {}
    if not isinstance(name, str) or name not in known:
        raise BadRequestError(f"{what}: {name!r:.100} is not known. Known are {', '.join(known)}.")
    if not isinstance(parameters, Mapping):
        raise BadRequestError(f"{what}: parameters of {name} must be an object, got {parameters!r:.100}.")
    kind = known[name]
    allowed = [f.name for f in fields(kind) if f.init]  # type: ignore[arg-type]
    unknown = [key for key in parameters if key not in allowed]
    if unknown:
        raise BadRequestError(
            f"{what}: {name} has no parameter {unknown[0]!r:.100}. It has: {', '.join(allowed) or 'none'}."
        )
    given = {key: tuple(value) if isinstance(value, list) else value for key, value in parameters.items()}
    try:
        return kind(**given)
    except (TypeError, ValueError) as error:
        raise BadRequestError(str(error)) from error


def _landscape(request: Request) -> Landscape:
    spec = _get(request, "landscape")
    if isinstance(spec, Mapping) and "expression" in spec:
        try:
            return Expression(spec["expression"], **({"domain": spec["domain"]} if spec.get("domain") else {}))
        except ValueError as error:
            raise BadRequestError(str(error)) from error
    found: Landscape = _named("landscape", spec, LANDSCAPES)
    return found


def _stepper(spec: Any) -> Stepper[Any]:
    found: Stepper[Any] = _named("method", spec, STEPPERS)
    return found


def _point(value: Any, what: str = "point") -> Array:
    numbers = value if isinstance(value, (list, tuple)) else ()
    if len(numbers) != 2 or not all(
        isinstance(n, (int, float)) and not isinstance(n, bool) and math.isfinite(n) for n in numbers
    ):
        raise BadRequestError(f"{what}: expected two finite numbers [x, y], got {value!r:.100}.")
    return np.asarray(numbers, float)


def _whole(request: Request, key: str, most: int, value: Any = None, least: int = 0) -> int:
    number = _get(request, key) if value is None else value
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise BadRequestError(f"{key}: expected a whole number from {least} to {most}, got {number!r:.100}.")
    return number


def _describe(_request: Request) -> dict[str, Any]:
    return {
        "landscapes": [_landscape_card(f) for f in catalogue()],
        "methods": [_method_card(k) for k in STEPPERS.values()],
    }


def _landscape_card(f: Landscape) -> dict[str, Any]:
    known = [{"point": list(s.point), "kind": s.kind, "value": s.value} for s in f.stationary_points]
    card = {key: getattr(f, key) for key in ("name", "title", "formula", "python", "about", "source")}
    return {
        **card,
        "domain": [list(side) for side in f.domain],
        "window": [list(side) for side in frame(f.domain)],
        "start": list(f.start),
        "stationary_points": known,
    }


def _method_card(kind: type[Stepper[Any]]) -> dict[str, Any]:
    method = kind()
    parameters = [{"name": f.name, "default": f.default, **f.metadata} for f in fields(kind)]  # type: ignore[arg-type]
    return {"name": method.name, "title": method.title, "about": method.about, "parameters": parameters}


def _field(request: Request) -> dict[str, Any]:
    f = _landscape(request)
    resolution = request.get("resolution", [128, 128])
    if not isinstance(resolution, (list, tuple)) or len(resolution) != 2:
        raise BadRequestError(f"resolution: expected [columns, rows], got {resolution!r:.100}.")
    columns, rows = (_whole(request, "resolution", LARGEST_GRID, n, 2) for n in resolution)
    window = request.get("window") or f.domain
    if not isinstance(window, (list, tuple)) or len(window) != 2:
        raise BadRequestError(f"window: expected [[x0, x1], [y0, y1]], got {window!r:.100}.")
    (x0, x1), (y0, y1) = (_point(side, "window") for side in window)
    if not (x0 < x1 and y0 < y1):
        raise BadRequestError(f"window: expected x0 < x1 and y0 < y1, got {window!r:.100}.")
    values = f.value(np.stack(np.meshgrid(np.linspace(x0, x1, columns), np.linspace(y0, y1, rows)), axis=-1))
    levels, strong = contour_levels(values)
    finite = values[np.isfinite(values)]
    return {
        "values": values,
        "window": [[float(x0), float(x1)], [float(y0), float(y1)]],
        "levels": levels.tolist(),
        "strong": strong.tolist(),
        "minimum": float(finite.min()) if finite.size else None,
        "maximum": float(finite.max()) if finite.size else None,
    }


def _ground(model: Model) -> Ground:
    low, high = model.eigenpairs[0].tolist()
    return Ground(
        (float(model.point[0]), float(model.point[1])),
        float(model.value),
        Definiteness(int(model.definiteness)).label,
        Kind(int(model.kind)).label,
        (low, high),
    )


def _preview(f: Landscape, stepper: Stepper[Any], model: Model, ground: Ground) -> dict[str, Any]:
    after = stepper.step(f, stepper.init(f, model.point))
    reason = Reason(int(after.reason))
    moved = reason in MOVES
    direction = after.point - model.point
    predicted = float(model.predicted(direction)) if moved else None
    actual = float(f.value(after.point) - model.value) if moved else None
    return {
        "method": stepper.name,
        "point": after.point.tolist() if moved else None,
        "direction": direction.tolist() if moved else None,
        "predicted": predicted,
        "actual": actual,
        "reason": reason.label,
        "message": preview(ground, predicted, actual, reason),
    }


def _probe_at(f: Landscape, model: Model, methods: list[Stepper[Any]]) -> dict[str, Any]:
    ground = _ground(model)
    return {
        "landscape": f.name,
        "point": model.point.tolist(),
        "value": ground.value,
        "gradient": model.gradient.tolist(),
        "hessian": model.hessian.tolist(),
        "eigenvalues": list(ground.eigenvalues),
        "eigenvectors": model.eigenpairs[1].tolist(),
        "definiteness": ground.definiteness,
        "kind": ground.kind,
        "message": here(ground),
        "steps": [_preview(f, stepper, model, ground) for stepper in methods],
    }


def _methods(request: Request) -> list[Stepper[Any]]:
    specs = request.get("methods")
    if specs is None:
        return [kind() for kind in STEPPERS.values()]
    if not isinstance(specs, (list, tuple)) or len(specs) > 20:
        raise BadRequestError(f"methods: expected a list of at most 20 methods, got {specs!r:.100}.")
    return [_stepper(spec) for spec in specs]


def _probe(request: Request) -> dict[str, Any]:
    f = _landscape(request)
    return _probe_at(f, Model.at(f, _point(_get(request, "point"))), _methods(request))


def _step(request: Request) -> dict[str, Any]:
    f, stepper, methods = _landscape(request), _stepper(_get(request, "method")), _methods(request)
    former = request.get("state")
    if former is not None and not isinstance(former, Mapping):
        raise BadRequestError(f"state: expected the state of a former reply, got {former!r:.100}.")
    point = _point(_get(former or request, "point"))
    state = stepper.step(f, stepper.init(f, point))
    arrival = _arrival(f, stepper, point, state.point, Reason(int(state.reason)), methods)
    return {
        "method": stepper.name,
        "state": {"point": state.point.tolist(), "reason": arrival["reason"]},
        "from": point.tolist(),
        "point": state.point.tolist(),
        **arrival,
    }


def _arrival(
    f: Landscape, stepper: Stepper[Any], start: Array, end: Array, reason: Reason, methods: list[Stepper[Any]]
) -> dict[str, Any]:
    """How a step went, in words, and the probe where it ended."""
    before, after = Model.at(f, start), Model.at(f, end)
    predicted = float(before.predicted(end - start))
    message = after_step(f, stepper.name, _ground(before), _ground(after), predicted, reason)
    return {"reason": reason.label, "message": message, "probe": _probe_at(f, after, methods)}


def _path(request: Request) -> dict[str, Any]:
    f, stepper, methods = _landscape(request), _stepper(_get(request, "method")), _methods(request)
    path = descend(f, stepper, _point(_get(request, "point")), _whole(request, "steps", LONGEST_PATH))
    points = path.point
    arrival = _arrival(f, stepper, points[-2:][0], points[-1], Reason(int(path.reason[-1])), methods)
    if len(points) == 1:
        arrival["message"] = arrival["probe"]["message"]
    return {"method": stepper.name, "points": points, "reasons": path.reason, **arrival}


QUERIES: dict[str, Callable[[Request], dict[str, Any]]] = {
    "describe": _describe, "field": _field, "probe": _probe, "step": _step, "path": _path,
}  # fmt: skip


def answer(request: Any) -> dict[str, Any]:
    """Answers one request.

    Args:
        request: `{"query": "describe" | "field" | "probe" | "step" | "path", ...}`; CONTRIBUTING.md has the other keys.

    Returns:
        `{"ok": True, "result": ...}` or `{"ok": False, "error": message}`. Never raises.

    >>> answer({"query": "probe", "landscape": "Saddle", "point": [1, 1]})["result"]["definiteness"]
    'indefinite'
    >>> answer({"query": "weather"})["error"]
    "query: 'weather' is not known. Known are describe, field, probe, step, path."
    """
    try:
        if not isinstance(request, Mapping):
            raise BadRequestError(f"Expected an object, got {request!r:.100}.")
        query = _get(request, "query")
        if not isinstance(query, str) or query not in QUERIES:
            raise BadRequestError(f"query: {query!r:.100} is not known. Known are {', '.join(QUERIES)}.")
        with np.errstate(all="ignore"):
            return {"ok": True, "result": QUERIES[query](request)}
    except (ValueError, TypeError, OverflowError, MemoryError, RecursionError) as error:
        return {"ok": False, "error": str(error) or type(error).__name__}


def answer_json(text: str) -> tuple[str, list[np.ndarray[Any, Any]]]:
    """`answer` over JSON: non-finite numbers are null, arrays stand apart.

    Args:
        text: a request as JSON.

    Returns:
        the answer as JSON, in which `{"array": k, "shape": [...]}` stands for the k-th of the C-contiguous arrays.
    """
    try:
        request = json.loads(text)
    except (ValueError, RecursionError) as error:
        return json.dumps({"ok": False, "error": f"The request is not JSON: {error}."}), []
    arrays: list[np.ndarray[Any, Any]] = []

    def plain(value: Any) -> Any:
        if isinstance(value, np.ndarray):
            arrays.append(np.ascontiguousarray(value))
            return {"array": len(arrays) - 1, "shape": list(value.shape)}
        if isinstance(value, float) and not math.isfinite(value):
            return None
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value

    return json.dumps(plain(answer(request)), allow_nan=False), arrays
