"""What a stepper is: frozen hyperparameters, and pure functions from state to state."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import Array, as_points
from landscape.curvature import Codes, Word
from landscape.landscapes.base import Landscape

FAR = 1e12
"""Beyond so many widths of the domain an iterate has diverged. Newton on Rosenbrock strays far and comes back, so
the limit is a generous one; and squares of such coordinates are still finite numbers."""


class Reason(Word):
    """How a step went. At `SINGULAR`, `NOT_FINITE`, `DIVERGED` and `REFUSED` the point stays where it is."""

    MOVED = 0
    SINGULAR = 1
    DIVERGED = 2
    ASCENT = 3
    REFUSED = 4
    STATIONARY = 5
    NOT_FINITE = 6


@dataclass(frozen=True)
class State:
    """Everything that changes: points (..., 2), and as int8 (...) the `Reason` of the step that led to each."""

    point: Array
    reason: Codes


S = TypeVar("S", bound=State)


class Stepper(ABC, Generic[S]):
    """A method: its fields are hyperparameters, its repr is the code that makes it."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What a reader calls it."""

    @property
    @abstractmethod
    def about(self) -> str:
        """One sentence: what it does."""

    @abstractmethod
    def init(self, landscape: Landscape, point: ArrayLike) -> S:
        """The state before the first step, from points (..., 2)."""

    @abstractmethod
    def step(self, landscape: Landscape, state: S) -> S:
        """The state after one more step."""

    @property
    def name(self) -> str:
        """The one key: pages, links and JSON use it."""
        return type(self).__name__


def slider(title: str, symbol: str, minimum: float, maximum: float, scale: str) -> Mapping[str, Any]:
    """What a page needs to show a hyperparameter: metadata of its dataclass field."""
    return {"title": title, "symbol": symbol, "minimum": minimum, "maximum": maximum, "scale": scale}


def rest(point: ArrayLike) -> State:
    """The state of a method without memory, before its first step."""
    points = np.array(as_points(point))
    return State(points, np.zeros(points.shape[:-1], dtype=np.int8))


def move(landscape: Landscape, point: Array, direction: Array, reason: Codes) -> State:
    """Takes the steps that can be taken; the others stay, and the state says why."""
    (x0, x1), (y0, y1) = landscape.domain
    proposed = point + direction
    stays = (reason == Reason.SINGULAR) | (reason == Reason.NOT_FINITE)
    offset = np.abs(proposed - np.array([0.5 * (x0 + x1), 0.5 * (y0 + y1)]))
    # Written so that NaN counts as far.
    near = np.all(offset <= FAR * landscape.width, axis=-1)
    reason = np.where(stays | near, reason, np.int8(Reason.DIVERGED))
    return State(np.where((near & ~stays)[..., None], proposed, point), reason)
