"""Adam: momentum and a rate for each coordinate, both corrected for their beginning at zero."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landscape._arrays import Array
from landscape.landscapes.base import Landscape
from landscape.steppers.base import State, Stepper, by_slope, positive, rest, share, slider
from landscape.steppers.memory import advance


@final
@dataclass(frozen=True)
class AdamState(State):
    """Running means of the gradient and of its squares, (..., 2), and how many steps were taken, (...)."""

    first: Array
    second: Array
    count: NDArray[np.int64]


@final
@dataclass(frozen=True)
class Adam(Stepper[AdamState]):
    r"""A running mean of the gradient, divided by the root of a running mean of its squares.

    $$m_k = \beta_1 m_{k-1} + (1 - \beta_1)\, g_k, \qquad s_k = \beta_2 s_{k-1} + (1 - \beta_2)\, g_k^2$$

    $$p_{k+1} = p_k - \eta\, \frac{\hat m_k}{\sqrt{\hat s_k} + \varepsilon}, \qquad
    \hat m_k = \frac{m_k}{1 - \beta_1^k}, \quad \hat s_k = \frac{s_k}{1 - \beta_2^k}$$

    Squares, root and quotients are taken component by component. Both means begin at zero, and the quotients by
    $1 - \beta^k$ correct that: the first step is $\eta\, |g| / (|g| + \varepsilon)$ along each axis.

    Args:
        learning_rate: $\eta$, positive.
        beta1: $\beta_1$, at least 0 and below 1: how long the mean of the gradient lasts.
        beta2: $\beta_2$, at least 0 and below 1: how long the mean of its squares lasts.
        epsilon: $\varepsilon$, positive.

    >>> from landscape import Adam, Bowl, descend
    >>> descend(Bowl(), Adam(learning_rate=0.1), [1.0, 4.0], steps=3).point.round(4)
    array([[1.    , 4.    ],
           [0.9   , 3.9   ],
           [0.8004, 3.8001],
           [0.7016, 3.7003]])

    Raises:
        ValueError: the learning rate or epsilon is not a positive number, or a beta is not at least 0 and below 1.

    Source: Kingma and Ba, Adam: a method for stochastic optimization, ICLR 2015, algorithm 1; their alpha is the
    learning rate, and their second moment v is s.
    """

    learning_rate: float = field(default=0.1, metadata=slider("Learning rate", "η", 1e-4, 2.0, "log"))
    beta1: float = field(default=0.9, metadata=slider("First decay", "β₁", 0.0, 0.99, "linear"))
    beta2: float = field(default=0.999, metadata=slider("Second decay", "β₂", 0.0, 0.9999, "linear"))
    epsilon: float = field(default=1e-8, metadata=slider("Epsilon", "ε", 1e-12, 1.0, "log"))

    title = "Adam"
    source = "Kingma and Ba, Adam: a method for stochastic optimization, ICLR 2015, algorithm 1"
    about = (
        "Momentum, with a rate of its own for each coordinate; both means are corrected for their beginning at zero."
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "learning_rate", positive("learning_rate", self.learning_rate))
        object.__setattr__(self, "beta1", share("beta1", self.beta1))
        object.__setattr__(self, "beta2", share("beta2", self.beta2))
        object.__setattr__(self, "epsilon", positive("epsilon", self.epsilon))

    def init(self, landscape: Landscape, point: ArrayLike) -> AdamState:
        first = rest(point)
        zeros = np.zeros_like(first.point)
        return AdamState(first.point, first.reason, zeros, zeros, np.zeros(zeros.shape[:-1], dtype=np.int64))

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: AdamState) -> AdamState:
        g = landscape.gradient(state.point)  #: gradient
        m, s = (  #: moments
            self.beta1 * state.first + (1 - self.beta1) * g,
            self.beta2 * state.second + (1 - self.beta2) * g * g,
        )
        k = state.count + 1
        m_hat, s_hat = m / (1 - self.beta1**k)[..., None], s / (1 - self.beta2**k)[..., None]  #: correction
        d = -self.learning_rate * m_hat / (np.sqrt(s_hat) + self.epsilon)  #: step
        return advance(landscape, state, d, by_slope(landscape, g), first=m, second=s, count=k)  #: jump
