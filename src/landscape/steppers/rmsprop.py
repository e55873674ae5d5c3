"""RMSProp: a learning rate for each coordinate, which forgets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

import numpy as np
from numpy.typing import ArrayLike

from landscape.landscapes.base import Landscape
from landscape.steppers.base import Stepper, by_slope, positive, share, slider
from landscape.steppers.memory import SquaresState, advance


@final
@dataclass(frozen=True)
class RMSProp(Stepper[SquaresState]):
    r"""Each component of the gradient is divided by the root of a running mean of its squares.

    $$s_{k+1} = \rho\, s_k + (1 - \rho)\, g_k^2, \qquad
    p_{k+1} = p_k - \eta\, \frac{g_k}{\sqrt{s_{k+1}} + \varepsilon}$$

    Squares, root and quotient are taken component by component. The mean begins at zero and is not corrected, so the
    first step is $1 / \sqrt{1 - \rho}$ times as long as those on an even slope. Near a minimum it does not settle: its
    steps keep a length of about $\eta$.

    Args:
        learning_rate: $\eta$, positive.
        decay: $\rho$, at least 0 and below 1; with 0 only the signs of the gradient count.
        epsilon: $\varepsilon$, positive.

    >>> from landscape import Bowl, RMSProp, descend
    >>> descend(Bowl(), RMSProp(learning_rate=0.1, decay=0.75), [1.0, 4.0], steps=2).point.round(4)
    array([[1.    , 4.    ],
           [0.8   , 3.8   ],
           [0.6643, 3.6522]])

    Raises:
        ValueError: the learning rate or epsilon is not a positive number, or the decay is not at least 0 and below 1.

    Source: Tieleman and Hinton, Neural networks for machine learning, lecture 6.5, Coursera 2012; there without
    epsilon, which is added outside the root as in Adam.
    """

    learning_rate: float = field(default=0.05, metadata=slider("Learning rate", "η", 1e-4, 2.0, "log"))
    decay: float = field(default=0.9, metadata=slider("Decay", "ρ", 0.0, 0.999, "linear"))
    epsilon: float = field(default=1e-8, metadata=slider("Epsilon", "ε", 1e-12, 1.0, "log"))

    title = "RMSProp"
    source = "Tieleman and Hinton, Neural networks for machine learning, lecture 6.5, Coursera 2012"
    about = "Each coordinate has a rate of its own: the slope is divided by its recent root mean square."

    def __post_init__(self) -> None:
        object.__setattr__(self, "learning_rate", positive("learning_rate", self.learning_rate))
        object.__setattr__(self, "decay", share("decay", self.decay))
        object.__setattr__(self, "epsilon", positive("epsilon", self.epsilon))

    def init(self, landscape: Landscape, point: ArrayLike) -> SquaresState:
        return SquaresState.at(point)

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: SquaresState) -> SquaresState:
        g = landscape.gradient(state.point)  #: gradient
        s = self.decay * state.squares + (1 - self.decay) * g * g  #: moments
        d = -self.learning_rate * g / (np.sqrt(s) + self.epsilon)  #: step
        return advance(landscape, state, d, by_slope(landscape, g), squares=s)  #: jump
