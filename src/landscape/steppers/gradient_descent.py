"""Gradient descent."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import final

import numpy as np

from landscape.landscapes.base import Landscape
from landscape.steppers.base import Marks, Memoryless, State, by_slope, move, positive, slider


@final
@dataclass(frozen=True)
class GradientDescent(Memoryless):
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

    title = "Gradient descent"
    button = "Gradient step"
    source = "Cauchy, Comptes rendus 25 (1847), 536-538"
    about = "A step against the gradient, of length learning rate times slope."

    def __post_init__(self) -> None:
        object.__setattr__(self, "learning_rate", positive("learning_rate", self.learning_rate))

    def marks(self, eigenvalues: tuple[float, float]) -> Marks:
        mu, large = eigenvalues
        if not 0.0 < mu <= large < math.inf:
            return {}
        return {"learning_rate": (("1/L", 1 / large), ("2/(μ+L)", 2 / (mu + large)), ("2/L", 2 / large))}

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: State) -> State:
        g = landscape.gradient(state.point)  #: gradient
        d = -self.learning_rate * g  #: step
        return move(landscape, state.point, d, by_slope(landscape, g))  #: jump
