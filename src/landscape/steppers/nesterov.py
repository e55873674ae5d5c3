"""Nesterov's accelerated gradient, with a constant momentum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np

from landscape.landscapes.base import Landscape
from landscape.steppers.base import by_slope
from landscape.steppers.memory import Momentum, VelocityState, advance


@final
@dataclass(frozen=True)
class Nesterov(Momentum):
    r"""A ball that looks ahead: the slope is taken where its momentum alone would carry it.

    $$v_{k+1} = \beta\, v_k - \alpha\, g(p_k + \beta\, v_k), \qquad p_{k+1} = p_k + v_{k+1}$$

    Along an eigenvector this is heavy ball with the momentum $\beta (1 - \alpha\lambda)$: steep directions are braked
    more. It is the gradient ahead that decides whether a step is called stationary.

    Args:
        learning_rate: $\alpha$, positive.
        momentum: $\beta$, at least 0 and below 1.

    >>> from landscape import Bowl, Nesterov, descend
    >>> descend(Bowl(), Nesterov(learning_rate=0.1, momentum=0.5), [1.0, 1.0], steps=3).point
    array([[1.   , 1.   ],
           [0.8  , 0.8  ],
           [0.56 , 0.56 ],
           [0.352, 0.352]])

    Raises:
        ValueError: the learning rate is not a positive number, or the momentum not a number of at least 0 and below 1.

    Source: Nesterov, A method of solving a convex programming problem with convergence rate O(1/k^2), Soviet
    Mathematics Doklady 27 (1983); in the form of Sutskever, Martens, Dahl and Hinton, On the importance of
    initialization and momentum in deep learning, ICML 2013, equations 3 and 4.
    """

    title = "Nesterov"
    source = "Nesterov, Soviet Mathematics Doklady 27 (1983), 372-376; Sutskever et al., ICML 2013"
    about = "Momentum with foresight: the gradient is taken at the point where the momentum leads."

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: VelocityState) -> VelocityState:
        ahead = state.point + self.momentum * state.velocity  #: look ahead
        g = landscape.gradient(ahead)  #: gradient
        v = self.momentum * state.velocity - self.learning_rate * g  #: velocity
        return advance(landscape, state, v, by_slope(landscape, g), velocity=v)  #: jump
