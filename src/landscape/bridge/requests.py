"""Reads requests: names, parameters, points, states. What is wrong is named, with the way out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from landscape._arrays import Array
from landscape.landscapes import Expression, Landscape, Window
from landscape.presets import BY_NAME
from landscape.steppers import STEPPERS, Reason, State, Stepper

Request: TypeAlias = Mapping[str, Any]
LARGEST_GRID, LONGEST_PATH, MOST_METHODS = 1024, 10_000, 20
LARGEST = sys.float_info.max


class BadRequestError(ValueError):
    """The request cannot be answered; the message says why and what would do."""


class Method(NamedTuple):
    """A stepper, and the state from which it goes on: none where it begins."""

    stepper: Stepper[Any]
    state: State | None
    before: Array | None
    """The iterate before that of the state."""


def get(request: Request, key: str) -> Any:
    if key not in request:
        raise BadRequestError(f"The request has no {key!r}.")
    return request[key]


def named(what: str, spec: Any, known: Mapping[str, Callable[..., Any]]) -> Any:
    """An object from "Name" or {"name": ..., "parameters": {...}}."""
    spec = {"name": spec} if isinstance(spec, str) else spec
    if not isinstance(spec, Mapping):
        raise BadRequestError(f"{what}: expected a name or an object with a name, got {spec!r:.100}.")
    name, parameters = get(spec, "name"), spec.get("parameters") or {}
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


def landscape(request: Request) -> Landscape:
    spec = get(request, "landscape")
    if isinstance(spec, Mapping) and "expression" in spec:
        try:
            return Expression(spec["expression"], **({"domain": spec["domain"]} if spec.get("domain") else {}))
        except ValueError as error:
            raise BadRequestError(str(error)) from error
    found: Landscape = named("landscape", spec, BY_NAME)
    return found


def _finite(n: Any) -> bool:
    """Whether it is a number that a double can hold: a whole number may be too large for one."""
    return isinstance(n, (int, float)) and not isinstance(n, bool) and -LARGEST <= n <= LARGEST


def point(value: Any, what: str = "point") -> Array:
    numbers = value if isinstance(value, (list, tuple)) else ()
    if len(numbers) != 2 or not all(map(_finite, numbers)):
        raise BadRequestError(f"{what}: expected two finite numbers [x, y], got {value!r:.100}.")
    return np.asarray(numbers, float)


def method(f: Landscape, spec: Any, request: Request | None = None, at: Array | None = None) -> Method:
    """A method with its state, which stands in its spec or beside it in the request, and must be of the point `at`."""
    stepper: Stepper[Any] = named("method", spec, STEPPERS)
    where = {**(request or {}), **(spec if isinstance(spec, Mapping) else {})}
    before = where.get("before")
    former = where.get("state")
    read = None if former is None else state(f, stepper, former)
    if at is not None and read is not None and not np.array_equal(read.point, at):
        raise BadRequestError(f"state: it is of the point {read.point.tolist()}, and the request of {at.tolist()}.")
    return Method(stepper, read, None if before is None else point(before, "before"))


def methods(f: Landscape, request: Request, at: Array | None = None) -> list[Method]:
    specs = request.get("methods")
    if specs is None:
        specs = ["GradientDescent", "Newton"]
    if not isinstance(specs, (list, tuple)) or len(specs) > MOST_METHODS:
        raise BadRequestError(f"methods: expected a list of at most {MOST_METHODS} methods, got {specs!r:.100}.")
    return [method(f, spec, at=at) for spec in specs]


def state(f: Landscape, stepper: Stepper[Any], given: Any) -> State:
    """The state of a former reply, field by field; null stands for what is not finite."""
    if not isinstance(given, Mapping):
        raise BadRequestError(f"state: expected the state of a former reply, got {given!r:.100}.")
    start: State = stepper.init(f, point(get(given, "point")))
    read = {}
    for field in fields(start):
        template = np.asarray(getattr(start, field.name))
        value = given.get(field.name, template.tolist())
        try:
            array = np.asarray(value, dtype=np.float64).astype(template.dtype)
        except (TypeError, ValueError, OverflowError) as error:
            raise BadRequestError(f"state: {field.name} of {stepper.name} cannot be {value!r:.60}.") from error
        if array.shape != template.shape:
            raise BadRequestError(
                f"state: {field.name} of {stepper.name} has shape {template.shape}, got shape {array.shape}."
            )
        read[field.name] = array
    if int(read["reason"]) not in set(Reason):
        raise BadRequestError(f"state: reason expected one of {list(map(int, Reason))}, got {int(read['reason'])}.")
    return type(start)(**read)


def whole(request: Request, key: str, most: int, value: Any = None, least: int = 0) -> int:
    number = get(request, key) if value is None else value
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise BadRequestError(f"{key}: expected a whole number from {least} to {most}, got {number!r:.100}.")
    return number


def real(request: Request, key: str, default: float) -> float:
    number = request.get(key, default)
    if not _finite(number):
        raise BadRequestError(f"{key}: expected a finite number, got {number!r:.100}.")
    return float(number)


def grid(request: Request, f: Landscape, default: tuple[int, int]) -> tuple[Window, Array, Array]:
    """The window, and the coordinates of the columns and of the rows of a grid over it."""
    resolution = request.get("resolution", default)
    if not isinstance(resolution, (list, tuple)) or len(resolution) != 2:
        raise BadRequestError(f"resolution: expected [columns, rows], got {resolution!r:.100}.")
    columns, rows = (whole(request, "resolution", LARGEST_GRID, n, 2) for n in resolution)
    window = request.get("window") or f.domain
    if not isinstance(window, (list, tuple)) or len(window) != 2:
        raise BadRequestError(f"window: expected [[x0, x1], [y0, y1]], got {window!r:.100}.")
    (x0, x1), (y0, y1) = (point(side, "window").tolist() for side in window)
    if not (x0 < x1 and y0 < y1):
        raise BadRequestError(f"window: expected x0 < x1 and y0 < y1, got {window!r:.100}.")
    return ((x0, x1), (y0, y1)), np.linspace(x0, x1, columns), np.linspace(y0, y1, rows)
