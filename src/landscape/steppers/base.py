"""What a stepper is: frozen hyperparameters, and pure functions from state to state."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import Array, as_points, norm
from landscape.curvature import ZERO, Codes, Definiteness, Model, Word
from landscape.landscapes.base import Landscape

FAR = 1e12
"""Beyond so many widths of the domain an iterate has diverged. Newton on Rosenbrock strays far and comes back, so
the limit is a generous one; and squares of such coordinates are still finite numbers."""
ASCENT = 1e-12
"""A slope along the step that is this small beside |g||d| is zero: neither up nor down."""


class Reason(Word):
    """How a step went. The point moves at `MOVED`, `ASCENT` and `STATIONARY`; else it stays where it is."""

    MOVED = 0
    SINGULAR = 1
    DIVERGED = 2
    ASCENT = 3
    """It moved along a direction in which the slope is positive."""
    REFUSED = 4
    """A proposal was made and not taken: f fell too little beside what the model predicted."""
    STATIONARY = 5
    NOT_FINITE = 6
    NO_DESCENT = 7
    """A line search does not begin: the slope along the direction is not negative."""
    NO_DECREASE = 8
    """A line search found no step length that its rule accepts."""
    UNBOUNDED = 9
    """A line search went on and on, and f still fell: there is no length at which it is flat enough."""


MOVES = (Reason.MOVED, Reason.ASCENT, Reason.STATIONARY)


@dataclass(frozen=True)
class State:
    """Everything that changes from step to step.

    Args:
        point: shape (..., 2).
        reason: the `Reason` of the step that led there, as int8, shape (...).
    """

    point: Array
    reason: Codes

    origin: ClassVar[tuple[Landscape, Stepper[Any]] | None] = None
    """Of a whole path: where it runs, and by which method. No field, for it says nothing of a step."""

    def _repr_html_(self) -> str | None:
        """A notebook shows a path on its map; of a state that is no path, the repr."""
        from landscape.pictures.shown import path_html

        return path_html(self)

    def _element_(self) -> dict[str, Any] | None:
        """What a page's explorer is handed; None where it could not take these steps anew."""
        from landscape.pictures.shown import path_element

        return path_element(self)


S = TypeVar("S", bound=State)


class Stepper(ABC, Generic[S]):
    """A method: its fields are hyperparameters, its repr is the code that makes it.

    In the source of `step`, a comment `#: stage` names what the line before it computes; a page shows these lines, one
    after the other, with the numbers that they gave.
    """

    order: ClassVar[int] = 1
    """The highest derivative that it asks for."""
    source: ClassVar[str] = ""
    """Where it was published."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What a reader calls it."""

    @property
    @abstractmethod
    def about(self) -> str:
        """One sentence: what it does."""

    @property
    def button(self) -> str:
        """The name of the button that takes one step."""
        return f"{self.title} step"

    def marks(self, eigenvalues: tuple[float, float]) -> Marks:
        """What theory says of a hyperparameter where the Hessian has these ascending eigenvalues, by field name."""
        return {}

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


class Memoryless(Stepper[State]):
    """A method whose next step depends on the point alone."""

    def init(self, landscape: Landscape, point: ArrayLike) -> State:
        return rest(point)


Marks: TypeAlias = Mapping[str, Sequence[tuple[str, float]]]
"""For a field: label and value of each remarkable setting, such as ("2/L", 0.2)."""


def slider(title: str, symbol: str, minimum: float, maximum: float, scale: str) -> Mapping[str, Any]:
    """What a page needs to show a hyperparameter: metadata of its dataclass field."""
    return {"title": title, "symbol": symbol, "minimum": minimum, "maximum": maximum, "scale": scale}


def real(name: str, value: object, what: str, low: float, high: float) -> float:
    """Reads a hyperparameter that lies strictly between two limits; else a ValueError says what was expected."""
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if isinstance(value, (bool, str)) or not low < number < high:
        raise ValueError(f"{name}: expected {what}, got {value!r:.60}")
    return number


def positive(name: str, value: object) -> float:
    """Reads a finite number above zero."""
    return real(name, value, "a positive number", 0.0, math.inf)


def share(name: str, value: object) -> float:
    """Reads a number of at least 0 and below 1, such as a momentum."""
    return real(name, value, "a number of at least 0 and below 1", -5e-324, 1.0)


def rest(point: ArrayLike) -> State:
    """The state of a method without memory, before its first step."""
    points = np.array(as_points(point))
    return State(points, np.zeros(points.shape[:-1], dtype=np.int8))


def by_slope(landscape: Landscape, gradient: Array) -> Codes:
    """`STATIONARY` where the gradient is zero beside the landscape's own scale, `NOT_FINITE` where it is no number.

    The first is a label and no halt: the move is made, so that a path may leave a saddle from however near.
    """
    slope = norm(gradient)
    reason = np.where(slope <= ZERO * landscape.scale / landscape.width, Reason.STATIONARY, Reason.MOVED)
    return np.where(np.isfinite(slope), reason, Reason.NOT_FINITE).astype(np.int8)


def by_model(model: Model, direction: Array) -> Codes:
    """What a step says that comes from the Hessian: ascent, stationary, singular (no direction), or not finite."""
    up = model.slope(direction) > ASCENT * norm(model.gradient) * norm(direction)
    reason = np.where(up, Reason.ASCENT, Reason.MOVED)
    reason = np.where(model.stationary, Reason.STATIONARY, reason)
    reason = np.where(np.isnan(direction[..., 0]), Reason.SINGULAR, reason)
    finite = (model.definiteness != Definiteness.NOT_FINITE) & np.isfinite(norm(model.gradient))
    return np.where(finite, reason, Reason.NOT_FINITE).astype(np.int8)


def move(landscape: Landscape, point: Array, direction: Array, reason: Codes) -> State:
    """Takes the steps that can be taken; the others stay, and the state says why."""
    (x0, x1), (y0, y1) = landscape.domain
    proposed = point + direction
    stays = ~np.isin(reason, MOVES)
    offset = np.abs(proposed - np.array([0.5 * (x0 + x1), 0.5 * (y0 + y1)]))
    # Written so that NaN counts as far.
    near = np.all(offset <= FAR * landscape.width, axis=-1)
    reason = np.where(stays | near, reason, np.int8(Reason.DIVERGED))
    return State(np.where((near & ~stays)[..., None], proposed, point), reason)
