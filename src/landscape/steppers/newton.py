"""Newton's method, pure: no damping, no line search, no repair of the Hessian."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np

from landscape.curvature import Model
from landscape.landscapes.base import Landscape
from landscape.steppers.base import Memoryless, State, by_model, move


@final
@dataclass(frozen=True)
class Newton(Memoryless):
    r"""A leap to the stationary point of the local quadratic model, of whatever kind that point is.

    $$p_{k+1} = p_k - H(p_k)^{-1} g(p_k)$$

    It solves $\nabla f = 0$. It goes downhill exactly where $g^\top H^{-1} g > 0$. A Hessian
    that is singular to rounding gives no step.

    >>> from landscape import Saddle, descend
    >>> descend(Saddle(), Newton(), [1.0, 1.0], steps=1).point
    array([[1., 1.],
           [0., 0.]])

    Source: Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, equation 2.15.
    """

    order = 2
    title = "Newton"
    source = "Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, equation 2.15"
    about = "A leap to the stationary point of the local quadratic model, whatever its kind."

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: State) -> State:
        value, g, h = landscape.derivatives(state.point)  #: gradient, Hessian
        model = Model(state.point, value, g, h, landscape.width, landscape.scale)  #: model
        d = model.newton  #: solve
        return move(landscape, state.point, d, by_model(model, d))  #: jump
