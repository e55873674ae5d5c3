"""AdaGrad: a learning rate for each coordinate, which only ever shrinks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

import numpy as np
from numpy.typing import ArrayLike

from landscape.landscapes.base import Landscape
from landscape.steppers.base import Stepper, by_slope, positive, slider
from landscape.steppers.memory import SquaresState, advance


@final
@dataclass(frozen=True)
class AdaGrad(Stepper[SquaresState]):
    r"""Each component of the gradient is divided by the root of the sum of all its squares so far.

    $$s_{k+1} = s_k + g_k^2, \qquad p_{k+1} = p_k - \eta\, \frac{g_k}{\sqrt{s_{k+1}} + \varepsilon}$$

    Squares, root and quotient are taken component by component. The first step has length $\eta$ along each axis,
    however steep it is; later ones shrink like $\eta / \sqrt k$ where the slope stays the same.

    Args:
        learning_rate: $\eta$, positive.
        epsilon: $\varepsilon$, positive; keeps the quotient finite where there was no slope yet.

    >>> from landscape import AdaGrad, Bowl, descend
    >>> descend(Bowl(), AdaGrad(learning_rate=0.5), [1.0, 4.0], steps=2).point.round(4)
    array([[1.    , 4.    ],
           [0.5   , 3.5   ],
           [0.2764, 3.1707]])

    Raises:
        ValueError: a hyperparameter is not a positive number.

    Source: Duchi, Hazan and Singer, Adaptive subgradient methods for online learning and stochastic optimization,
    Journal of Machine Learning Research 12 (2011), with diagonal matrices; epsilon is their delta.
    """

    learning_rate: float = field(default=0.5, metadata=slider("Learning rate", "η", 1e-4, 2.0, "log"))
    epsilon: float = field(default=1e-8, metadata=slider("Epsilon", "ε", 1e-12, 1.0, "log"))

    title = "AdaGrad"
    source = "Duchi, Hazan and Singer, Journal of Machine Learning Research 12 (2011), 2121-2159"
    about = "Each coordinate has a rate of its own, which shrinks with every slope met along it."

    def __post_init__(self) -> None:
        object.__setattr__(self, "learning_rate", positive("learning_rate", self.learning_rate))
        object.__setattr__(self, "epsilon", positive("epsilon", self.epsilon))

    def init(self, landscape: Landscape, point: ArrayLike) -> SquaresState:
        return SquaresState.at(point)

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: SquaresState) -> SquaresState:
        g = landscape.gradient(state.point)  #: gradient
        s = state.squares + g * g  #: moments
        d = -self.learning_rate * g / (np.sqrt(s) + self.epsilon)  #: step
        return advance(landscape, state, d, by_slope(landscape, g), squares=s)  #: jump
