"""Answers about basins: how every start of a grid ends, a few rows and a few steps at a time."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, fields
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from landscape._arrays import norm
from landscape.bridge.requests import LONGEST_PATH, BadRequestError, Request, get, grid, landscape, method, whole
from landscape.landscapes import Landscape
from landscape.paths import End, basins
from landscape.steppers import State, Stepper

KEPT = 6
ENDED = (End.DIVERGED, End.STUCK)
"""From these no path comes back; at a saddle it may only linger."""
MOST = 20_000_000
"""Starts times steps of one request: a page asks for far less."""


@dataclass
class Picture:
    """How far every start of a grid has come. Arrays of shape (rows, columns, ...); `done`: steps, by row."""

    state: State
    kinds: NDArray[np.int8]
    which: NDArray[np.int8]
    live: NDArray[np.bool_]
    done: NDArray[np.int64]


_pictures: OrderedDict[str, Picture] = OrderedDict()
"""A memo and no state: what is not in it is computed from the start, to the same end."""


def basin_rows(request: Request) -> dict[str, Any]:
    """How the starts of some rows of a grid end. More steps of the same rows go on from where fewer ended."""
    began = perf_counter()
    f = landscape(request)
    stepper = method(f, get(request, "method")).stepper
    window, xs, ys = grid(request, f, (108, 72))
    rows = get(request, "rows")
    if not isinstance(rows, (list, tuple)) or len(rows) != 2:
        raise BadRequestError(f"rows: expected [first, after the last], got {rows!r:.100}.")
    first, end = (whole(request, "rows", ys.size, n) for n in rows)
    steps = whole(request, "steps", LONGEST_PATH)
    if (end - first) * xs.size * steps > MOST:
        raise BadRequestError(
            f"rows and steps: at most {MOST} starts times steps, got {(end - first) * xs.size * steps}."
        )
    key = repr((f, stepper, window, xs.size, ys.size))
    picture = _pictures.pop(key, None)
    if picture is None or np.any(picture.done[first:end] > steps):
        picture = _begin(f, stepper, np.stack(np.meshgrid(xs, ys), axis=-1))
    for done in np.unique(picture.done[first:end]).tolist():
        if done < steps:
            behind = first + np.flatnonzero(picture.done[first:end] == done)
            _advance(f, stepper, picture, behind, steps - done)
    _pictures[key] = picture
    while len(_pictures) > KEPT:
        _pictures.popitem(last=False)
    return {
        "kinds": picture.kinds[first:end].copy(),
        "which": picture.which[first:end].copy(),
        "rows": [first, end],
        # The page asks for as much at once as a probe may have to wait for.
        "milliseconds": 1e3 * (perf_counter() - began),
    }


def _begin(f: Landscape, stepper: Stepper[Any], points: NDArray[np.float64]) -> Picture:
    shape = points.shape[:-1]
    state = stepper.init(f, points)
    kinds, which = np.full(shape, End.MOVING, np.int8), np.full(shape, -1, np.int8)
    return Picture(state, kinds, which, np.ones(shape, bool), np.zeros(shape[0], np.int64))


def _rests(f: Landscape, stepper: Stepper[Any], state: State) -> NDArray[np.bool_]:
    """Whether a path at a minimum comes no further from it: one with a velocity may, and one with too long a step."""
    if len(fields(state)) > 2:
        return np.zeros(state.reason.shape, bool)
    after = stepper.step(f, state)
    return np.asarray(norm(f.gradient(after.point)) <= norm(f.gradient(state.point)))


def _advance(f: Landscape, stepper: Stepper[Any], picture: Picture, rows: NDArray[np.intp], steps: int) -> None:
    """Only what still moves is stepped: a few lingering starts of many rows cost as little as a few."""
    row, column = np.nonzero(picture.live[rows])
    at = (rows[row], column)
    names = [field.name for field in fields(picture.state)]
    former = type(picture.state)(**{name: getattr(picture.state, name)[at] for name in names})
    state, kinds, which = basins(f, stepper, former, steps)
    for name in names:
        getattr(picture.state, name)[at] = getattr(state, name)
    picture.kinds[at], picture.which[at] = kinds, which
    picture.live[at] = ~(np.isin(kinds, ENDED) | ((kinds == End.MINIMUM) & _rests(f, stepper, state)))
    picture.done[rows] += steps
