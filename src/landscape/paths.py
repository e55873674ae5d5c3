"""Paths: the only loops of the package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from operator import index
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike

from landscape.landscapes.base import Landscape
from landscape.steppers.base import State, Stepper

S = TypeVar("S", bound=State)


def iterates(landscape: Landscape, stepper: Stepper[S], point: ArrayLike) -> Iterator[S]:
    """The states of a path, one by one and without end, the one before the first step first."""
    state = stepper.init(landscape, point)
    while True:
        yield state
        state = stepper.step(landscape, state)


def descend(landscape: Landscape, stepper: Stepper[S], point: ArrayLike, steps: int) -> S:
    """Takes steps from every point at once and gives the whole path: a state with a leading time axis.

    Args:
        landscape: the landscape.
        stepper: the method.
        point: where to start, shape (..., 2).
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
    try:
        count = -1 if isinstance(steps, bool) else index(steps)
    except TypeError:
        count = -1
    if count < 0:
        raise ValueError(f"steps: expected a whole number of at least 0, got {steps!r:.60}")
    state = stepper.init(landscape, point)
    names = [field.name for field in fields(state)]
    past = {name: _room(getattr(state, name), count) for name in names}
    for k in range(1, count + 1):
        before, state = state, stepper.step(landscape, state)
        for name in names:
            past[name][k] = getattr(state, name)
        # A step is a pure function of the state: one that changes nothing will never change anything.
        if all(np.array_equal(getattr(state, name), getattr(before, name), equal_nan=True) for name in names):
            for name in names:
                past[name][k + 1 :] = getattr(state, name)
            break
    return type(state)(**past)


def _room(first: np.ndarray, steps: int) -> np.ndarray:
    out = np.empty((steps + 1, *first.shape), dtype=first.dtype)
    out[0] = first
    return out
