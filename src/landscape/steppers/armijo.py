"""Gradient descent that finds its own step length."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

import numpy as np

from landscape.landscapes.base import Landscape
from landscape.steppers.base import Memoryless, State, by_slope, move, positive, slider
from landscape.steppers.line_search import Ray, armijo, part


@final
@dataclass(frozen=True)
class ArmijoGradientDescent(Memoryless):
    r"""Straight downhill, with a step that is shortened until f has fallen enough.

    $$p_{k+1} = p_k - t\, g(p_k), \qquad
    t = \max \{\eta \rho^j : f(p_k - t g) \le f(p_k) - c_1\, t\, |g|^2,\ j = 0, 1, \ldots\}$$

    f never rises. Where no length satisfies the rule, the point stays: no decrease.

    Args:
        learning_rate: $\eta$, the length tried first, positive.
        decrease: $c_1$, the part of the fall along the tangent that f must fall; between 0 and 1.
        shrink: $\rho$, the factor from one trial to the next; between 0 and 1.

    >>> from landscape import Bowl, descend
    >>> descend(Bowl((1.0, 8.0)), ArmijoGradientDescent(), [1.0, 1.0], steps=2).point
    array([[ 1.    ,  1.    ],
           [ 0.75  , -1.    ],
           [ 0.5625,  1.    ]])

    Raises:
        ValueError: a parameter is not in its range.

    Source: Armijo, Minimization of functions having Lipschitz continuous first partial derivatives, Pacific Journal of
    Mathematics 16 (1966), 1-3.
    """

    learning_rate: float = field(default=1.0, metadata=slider("First learning rate", "η", 1e-3, 10.0, "log"))
    decrease: float = field(default=1e-4, metadata=slider("Sufficient decrease", "c₁", 1e-6, 0.9, "log"))
    shrink: float = field(default=0.5, metadata=slider("Shrink factor", "ρ", 0.1, 0.9, "linear"))

    order = 1
    title = "Armijo gradient"
    source = "Armijo, Pacific Journal of Mathematics 16 (1966), 1-3; Nocedal and Wright 2006, algorithm 3.1, page 37"
    about = "A step against the gradient, shortened until the height has fallen enough."

    def __post_init__(self) -> None:
        object.__setattr__(self, "learning_rate", positive("learning_rate", self.learning_rate))
        object.__setattr__(self, "decrease", part("decrease", self.decrease))
        object.__setattr__(self, "shrink", part("shrink", self.shrink))

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: State) -> State:
        g = landscape.gradient(state.point)  #: gradient
        d = -g
        ray = Ray.along(landscape, state.point, g, d)
        t = armijo(ray, self.learning_rate, self.decrease, self.shrink)  #: search
        return move(landscape, state.point, t[..., None] * d, ray.reason(by_slope(landscape, g), t))  #: jump
