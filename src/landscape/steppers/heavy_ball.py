"""Gradient descent with momentum, as Polyak gave it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import final

import numpy as np

from landscape.landscapes.base import Landscape
from landscape.steppers.base import Marks, by_slope
from landscape.steppers.memory import Momentum, VelocityState, advance


@final
@dataclass(frozen=True)
class HeavyBall(Momentum):
    r"""A ball that rolls: each step is a share of the last one and a push downhill.

    $$v_{k+1} = \beta\, v_k - \alpha\, g(p_k), \qquad p_{k+1} = p_k + v_{k+1}$$

    On a quadratic with eigenvalues from $\mu > 0$ to $L$ it converges exactly if $0 < \alpha L < 2 + 2\beta$. It is
    fastest with $\alpha^* = \left(2 / (\sqrt\mu + \sqrt L)\right)^2$ and $\beta^* = \left((\sqrt\kappa - 1) /
    (\sqrt\kappa + 1)\right)^2$, where $\kappa = L/\mu$: the error then shrinks like $\sqrt{\beta^*}^{\,k}$, up to a
    factor $k$.

    Args:
        learning_rate: $\alpha$, positive.
        momentum: $\beta$, at least 0 and below 1.

    >>> from landscape import Bowl, HeavyBall, descend
    >>> descend(Bowl(), HeavyBall(learning_rate=0.1, momentum=0.5), [1.0, 1.0], steps=3).point
    array([[1.   , 1.   ],
           [0.8  , 0.8  ],
           [0.54 , 0.54 ],
           [0.302, 0.302]])

    Raises:
        ValueError: the learning rate is not a positive number, or the momentum not a number of at least 0 and below 1.

    Source: Polyak, Some methods of speeding up the convergence of iteration methods, USSR Computational Mathematics
    and Mathematical Physics 4 (1964).
    """

    title = "Heavy ball"
    source = "Polyak, USSR Computational Mathematics and Mathematical Physics 4 (1964), 1-17"
    about = "A step against the gradient, and a share of the step before: the point has momentum."

    def marks(self, eigenvalues: tuple[float, float]) -> Marks:
        if not 0.0 < eigenvalues[0] <= eigenvalues[1] < math.inf:
            return {}
        large = eigenvalues[1]
        low, high = math.sqrt(eigenvalues[0]), math.sqrt(large)
        # (sqrt(κ) - 1) / (sqrt(κ) + 1), without the quotient κ, which may be too large for a double.
        rate = (high - low) / (high + low)
        return {
            "learning_rate": (
                ("(2+2β)/L", (2 + 2 * self.momentum) / large),
                ("α*", 2 / (low + high) * 2 / (low + high)),
            ),
            "momentum": (("β*", rate * rate),),
        }

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: VelocityState) -> VelocityState:
        g = landscape.gradient(state.point)  #: gradient
        v = self.momentum * state.velocity - self.learning_rate * g  #: velocity
        return advance(landscape, state, v, by_slope(landscape, g), velocity=v)  #: jump
