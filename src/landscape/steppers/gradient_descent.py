"""Gradient descent."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import final

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import norm
from landscape.curvature import ZERO
from landscape.landscapes.base import Landscape
from landscape.steppers.base import Reason, State, Stepper, move, rest, slider


@final
@dataclass(frozen=True)
class GradientDescent(Stepper[State]):
    r"""A small step straight downhill, as long as the slope is steep.

    $$p_{k+1} = p_k - \eta\, g(p_k)$$

    On a quadratic each error component along an eigenvector is multiplied by $1 - \eta\lambda$.

    Args:
        learning_rate: $\eta$, positive.

    >>> from landscape import Bowl, descend
    >>> descend(Bowl(), GradientDescent(learning_rate=0.1), [1.0, 1.0], steps=2).point
    array([[1.  , 1.  ],
           [0.8 , 0.8 ],
           [0.64, 0.64]])

    Raises:
        ValueError: the learning rate is not a positive number.

    Source: Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées, Comptes rendus 25 (1847).
    """

    learning_rate: float = field(default=0.1, metadata=slider("Learning rate", "η", 1e-4, 2.0, "log"))

    title = "Gradient step"
    about = "A step against the gradient, of length learning rate times slope."

    def __post_init__(self) -> None:
        try:
            rate = float(self.learning_rate)
        except (TypeError, ValueError, OverflowError):
            rate = math.nan
        if isinstance(self.learning_rate, (bool, str)) or not 0.0 < rate < math.inf:
            raise ValueError(f"learning_rate: expected a positive number, got {self.learning_rate!r:.60}")
        object.__setattr__(self, "learning_rate", rate)

    def init(self, landscape: Landscape, point: ArrayLike) -> State:
        return rest(point)

    def step(self, landscape: Landscape, state: State) -> State:
        g = landscape.gradient(state.point)
        with np.errstate(all="ignore"):
            slope = norm(g)
            # A label, no halt: the move is made, so that a path may leave a saddle from however near.
            reason = np.where(slope <= ZERO * landscape.scale / landscape.width, Reason.STATIONARY, Reason.MOVED)
            reason = np.where(np.isfinite(slope), reason, Reason.NOT_FINITE).astype(np.int8)
            return move(landscape, state.point, -self.learning_rate * g, reason)
