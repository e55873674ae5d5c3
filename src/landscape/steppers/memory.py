"""Methods that remember: states with a memory beside the point, and how point and memory advance together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landscape._arrays import Array
from landscape.curvature import Codes
from landscape.landscapes.base import Landscape
from landscape.steppers.base import MOVES, Reason, State, Stepper, move, positive, rest, share, slider

M = TypeVar("M", bound=State)


@final
@dataclass(frozen=True)
class VelocityState(State):
    """Points that keep some of their last step: `velocity` (..., 2)."""

    velocity: Array

    @classmethod
    def at(cls, point: ArrayLike) -> VelocityState:
        """At rest."""
        first = rest(point)
        return cls(first.point, first.reason, np.zeros_like(first.point))


@final
@dataclass(frozen=True)
class SquaresState(State):
    """Points that remember how steep it was along each axis: `squares` (..., 2) of gradient components."""

    squares: Array

    @classmethod
    def at(cls, point: ArrayLike) -> SquaresState:
        """Nothing seen yet."""
        first = rest(point)
        return cls(first.point, first.reason, np.zeros_like(first.point))


@dataclass(frozen=True)
class Momentum(Stepper[VelocityState]):
    """A method with a velocity: the hyperparameters and the start that heavy ball and Nesterov share."""

    learning_rate: float = field(default=0.02, metadata=slider("Learning rate", "α", 1e-4, 2.0, "log"))
    momentum: float = field(default=0.9, metadata=slider("Momentum", "β", 0.0, 0.99, "linear"))

    def __post_init__(self) -> None:
        object.__setattr__(self, "learning_rate", positive("learning_rate", self.learning_rate))
        object.__setattr__(self, "momentum", share("momentum", self.momentum))

    def init(self, landscape: Landscape, point: ArrayLike) -> VelocityState:
        return VelocityState.at(point)


def advance(landscape: Landscape, state: M, direction: Array, reason: Codes, **memory: NDArray[Any]) -> M:
    """Takes the steps that can be taken, and their new memory with them; where the point stays, so does the memory.

    A memory that is too large for a double is as bad as a gradient that is: with an infinite sum of squares each later
    step would be zero, and nobody would say why.

    Args:
        landscape: the landscape.
        state: where each point is, and what it remembers.
        direction: the step, shape (..., 2).
        reason: what the method says of the step, shape (...).
        memory: the new value of each further field of the state, shape (..., 2) or (...).
    """
    for new in memory.values():
        finite = np.isfinite(new) if new.ndim == reason.ndim else np.all(np.isfinite(new), axis=-1)
        reason = np.where(finite, reason, np.int8(Reason.NOT_FINITE))
    after = move(landscape, state.point, direction, reason)
    moved = np.isin(after.reason, MOVES)
    kept = {
        name: np.where(moved if new.ndim == moved.ndim else moved[..., None], new, getattr(state, name))
        for name, new in memory.items()
    }
    return replace(state, point=after.point, reason=after.reason, **kept)
