"""Coordinate descent: one axis at a time, in turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

import numpy as np
from numpy.typing import ArrayLike

from landscape.curvature import Codes
from landscape.landscapes.base import Landscape
from landscape.steppers.base import State, Stepper, by_slope, positive, rest, slider
from landscape.steppers.memory import advance


@final
@dataclass(frozen=True)
class CoordinateState(State):
    """Which coordinate comes next: `coordinate` (...), 0 for x and 1 for y, as int8."""

    coordinate: Codes


@final
@dataclass(frozen=True)
class CoordinateDescent(Stepper[CoordinateState]):
    r"""A gradient step along one axis alone: first x, then y, and so on in turn.

    $$p_{k+1} = p_k - \eta\, (e_i^\top g(p_k))\, e_i, \qquad i = 1 + (k \bmod 2)$$

    With $\eta = 1 / H_{ii}$ a step goes to the minimum along its axis. How well that does depends on the axes: on a
    quadratic that is aligned with them two such steps suffice, on a turned one they zigzag.

    Args:
        learning_rate: $\eta$, positive.

    >>> from landscape import Bowl, CoordinateDescent, descend
    >>> descend(Bowl(), CoordinateDescent(learning_rate=0.5), [1.0, 4.0], steps=2).point
    array([[1., 4.],
           [0., 4.],
           [0., 0.]])

    Raises:
        ValueError: the learning rate is not a positive number.

    Source: Wright, Coordinate descent algorithms, Mathematical Programming 151 (2015), algorithm 1 with cyclic choice.
    """

    learning_rate: float = field(default=0.1, metadata=slider("Learning rate", "η", 1e-4, 2.0, "log"))

    title = "Coordinate descent"
    source = "Wright, Coordinate descent algorithms, Mathematical Programming 151 (2015), 3-34"
    about = "A gradient step along one axis at a time: first x, then y, in turn."

    def __post_init__(self) -> None:
        object.__setattr__(self, "learning_rate", positive("learning_rate", self.learning_rate))

    def init(self, landscape: Landscape, point: ArrayLike) -> CoordinateState:
        first = rest(point)
        return CoordinateState(first.point, first.reason, np.zeros_like(first.reason))

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: CoordinateState) -> CoordinateState:
        g = landscape.gradient(state.point)  #: gradient
        e = np.stack([1 - state.coordinate, state.coordinate], axis=-1)  #: coordinate
        d = -self.learning_rate * e * g  #: step
        return advance(landscape, state, d, by_slope(landscape, g), coordinate=1 - state.coordinate)  #: jump
