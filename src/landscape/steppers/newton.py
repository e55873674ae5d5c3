"""Newton's method, pure: no damping, no line search, no repair of the Hessian."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import norm
from landscape.curvature import Definiteness, Model
from landscape.landscapes.base import Landscape
from landscape.steppers.base import Reason, State, Stepper, move, rest

_ASCENT = 1e-12
"""A slope along the step that is this small beside |g||d| is zero: neither up nor down."""


@final
@dataclass(frozen=True)
class Newton(Stepper[State]):
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

    title = "Newton step"
    about = "A leap to the stationary point of the local quadratic model, whatever its kind."

    def init(self, landscape: Landscape, point: ArrayLike) -> State:
        return rest(point)

    def step(self, landscape: Landscape, state: State) -> State:
        model = Model.at(landscape, state.point)
        direction = model.newton
        with np.errstate(all="ignore"):
            up = model.slope(direction) > _ASCENT * norm(model.gradient) * norm(direction)
            reason = np.where(up, Reason.ASCENT, Reason.MOVED)
            reason = np.where(model.stationary, Reason.STATIONARY, reason)
            reason = np.where(np.isnan(direction[..., 0]), Reason.SINGULAR, reason)
            finite = (model.definiteness != Definiteness.NOT_FINITE) & np.isfinite(norm(model.gradient))
            reason = np.where(finite, reason, Reason.NOT_FINITE).astype(np.int8)
            return move(landscape, state.point, direction, reason)
