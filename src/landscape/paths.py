"""Paths: the only loops of the package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from operator import index
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landscape._arrays import Array, norm
from landscape.curvature import Codes, Kind, Model, Word
from landscape.landscapes.base import Landscape
from landscape.steppers.base import Reason, State, Stepper

S = TypeVar("S", bound=State)

LOST = 1e6
"""So many widths of the domain from its centre, a path counts as diverged, although the stepper still follows it."""
HERE = 1e-4
"""A path that ends within this part of the domain's width of a known stationary point has ended in that point."""


def iterates(landscape: Landscape, stepper: Stepper[S], point: ArrayLike) -> Iterator[S]:
    """The states of a path, one by one and without end, the one before the first step first.

    Args:
        landscape: the landscape.
        stepper: the method.
        point: where to start, shape (..., 2).

    >>> from itertools import islice
    >>> from landscape import Bowl, GradientDescent
    >>> [state.point.tolist() for state in islice(iterates(Bowl(), GradientDescent(0.25), [1.0, 2.0]), 3)]
    [[1.0, 2.0], [0.5, 1.0], [0.25, 0.5]]

    Raises:
        ValueError: the points are not of shape (..., 2).
    """
    state = stepper.init(landscape, point)
    while True:
        yield state
        state = stepper.step(landscape, state)


def descend(landscape: Landscape, stepper: Stepper[S], point: ArrayLike | S, steps: int) -> S:
    """Takes steps from every point at once and gives the whole path: a state with a leading time axis.

    Args:
        landscape: the landscape.
        stepper: the method.
        point: where to start, shape (..., 2); or the state of a former path, from which this one goes on.
        steps: how many, zero or more.

    Returns:
        The stepper's state with `point` of shape (steps + 1, ..., 2) and `reason` of shape (steps + 1, ...). Divergence
        and a singular Hessian are results with a reason; such a point stays where it last was finite.

    >>> from landscape import Newton, Saddle
    >>> path = descend(Saddle(), Newton(), [1.0, 1.0], steps=2)
    >>> path.point.tolist()
    [[1.0, 1.0], [0.0, 0.0], [0.0, 0.0]]
    >>> path.reason
    array([0, 0, 5], dtype=int8)

    Raises:
        ValueError: the points are not of shape (..., 2), or steps is not a whole number of at least zero.
    """
    count = _whole(steps)
    state = point if isinstance(point, State) else stepper.init(landscape, point)
    names = [field.name for field in fields(state)]
    past = {name: _room(getattr(state, name), count) for name in names}
    for k in range(1, count + 1):
        before, state = state, stepper.step(landscape, state)
        for name in names:
            past[name][k] = getattr(state, name)
        if _same(before, state):
            for name in names:
                past[name][k + 1 :] = getattr(state, name)
            break
    path = type(state)(**past)
    # Beside the fields: how it shows itself, and nothing that a step is made of.
    object.__setattr__(path, "origin", (landscape, stepper))
    return path


class End(Word):
    """How a path ends: the first codes are those of `Kind`."""

    MINIMUM = 0
    SADDLE = 1
    MAXIMUM = 2
    UNDECIDED = 3
    MOVING = 4
    DIVERGED = 5
    STUCK = 6
    """Not stationary, and a further step changes nothing: there is no step from here, or none that a double shows."""

    @property
    def label(self) -> str:
        return "still moving" if self is End.MOVING else super().label


def basins(
    landscape: Landscape, stepper: Stepper[S], start: ArrayLike | S, steps: int
) -> tuple[S, Codes, NDArray[np.int8]]:
    """Takes steps from every point at once, keeps the last state only, and says how each path ends.

    It can go on from where it left off: two calls of a few steps give exactly what one call of all of them gives.

    Args:
        landscape: the landscape.
        stepper: the method.
        start: points of shape (..., 2), or the state that a former call returned.
        steps: how many, zero or more.

    Returns:
        The state after the last step; the codes of `End`, shape (...); and for each path that ended in one of the
        landscape's known stationary points the index of that point, else -1, shape (...).

    >>> from landscape import GradientDescent, Himmelblau
    >>> from landscape.curvature import words
    >>> state, ends, which = basins(Himmelblau(), GradientDescent(0.01), [[0.5, 0.5], [-3.0, 3.0]], steps=200)
    >>> words(End, ends), Himmelblau().stationary_points[which[0]].point
    (array(['minimum', 'minimum'], dtype='<U12'), (3.0, 2.0))

    Raises:
        ValueError: the points are not of shape (..., 2), or steps is not a whole number of at least zero.
    """
    count = _whole(steps)
    state = start if isinstance(start, State) else stepper.init(landscape, start)
    for _ in range(count):
        before, state = state, stepper.step(landscape, state)
        if _same(before, state):
            break
    # Whether a path goes on is asked of one more step, which is not taken: so it depends on the state alone.
    after = stepper.step(landscape, state)
    ends = np.where(_stays(state, after), np.int8(End.STUCK), np.int8(End.MOVING))
    kind = Model.at(landscape, state.point).kind
    ends = np.where(kind == Kind.NOT_STATIONARY, ends, kind)
    ends = np.where(
        np.isin(after.reason, (Reason.DIVERGED, Reason.UNBOUNDED)) | _lost(landscape, state.point),
        np.int8(End.DIVERGED),
        ends,
    )
    return state, ends, np.where(ends <= End.UNDECIDED, _nearest(landscape, state.point), np.int8(-1))


def _lost(landscape: Landscape, point: Array) -> NDArray[np.bool_]:
    """Where a point is no number, or so far outside that nobody waits for it to come back."""
    (x0, x1), (y0, y1) = landscape.domain
    with np.errstate(all="ignore"):
        offset = np.abs(point - np.array([0.5 * (x0 + x1), 0.5 * (y0 + y1)]))
        return np.asarray(~np.all(offset <= LOST * landscape.width, axis=-1))


def _nearest(landscape: Landscape, point: Array) -> NDArray[np.int8]:
    """Index of the known stationary point that is here, else -1."""
    known = np.array([s.point for s in landscape.stationary_points])
    if not known.size:
        return np.full(point.shape[:-1], -1, dtype=np.int8)
    with np.errstate(all="ignore"):
        away = norm(point[..., None, :] - known)
        return np.where(np.min(away, axis=-1) <= HERE * landscape.width, np.argmin(away, axis=-1), -1).astype(np.int8)


def _stays(before: State, after: State) -> NDArray[np.bool_]:
    """Where a step changed nothing of a state but what it says of itself, shape (...)."""
    stays = np.ones(before.reason.shape, dtype=bool)
    for field in fields(before):
        old, new = np.asarray(getattr(before, field.name)), np.asarray(getattr(after, field.name))
        if field.name != "reason":
            same = (old == new) | ((old != old) & (new != new))
            stays &= np.all(same, axis=tuple(range(stays.ndim, same.ndim)))
    return stays


def _same(before: State, after: State) -> bool:
    """Whether a step changed nothing. It is a pure function of the state, so then no further step will."""
    names = [field.name for field in fields(before)]
    return all(np.array_equal(getattr(after, name), getattr(before, name), equal_nan=True) for name in names)


def _whole(steps: int) -> int:
    try:
        count = -1 if isinstance(steps, bool) else index(steps)
    except TypeError:
        count = -1
    if count < 0:
        raise ValueError(f"steps: expected a whole number of at least 0, got {steps!r:.60}")
    return count


def _room(first: np.ndarray, steps: int) -> np.ndarray:
    out = np.empty((steps + 1, *first.shape), dtype=first.dtype)
    out[0] = first
    return out
