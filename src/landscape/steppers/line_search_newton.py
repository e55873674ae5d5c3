"""Newton's direction, and a length along it at which f has fallen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

import numpy as np

from landscape.curvature import Model
from landscape.landscapes.base import Landscape
from landscape.steppers.base import Memoryless, State, by_model, move, slider
from landscape.steppers.line_search import Ray, armijo, part


@final
@dataclass(frozen=True)
class LineSearchNewton(Memoryless):
    r"""A Newton step that is shortened until f has fallen enough, where its direction goes downhill at all.

    $$p_{k+1} = p_k + t\, d, \qquad d = -H^{-1} g, \qquad
    t = \max \{\rho^j : f(p_k + t d) \le f(p_k) + c_1\, t\, g^\top d,\ j = 0, 1, \ldots\}$$

    f never rises. Where $g^\top d \ge 0$ the search does not begin and the point stays: no descent. No other direction
    is taken in its place.

    Args:
        decrease: $c_1$, the part of the fall along the tangent that f must fall; between 0 and 1.
        shrink: $\rho$, the factor from one trial to the next; between 0 and 1.

    >>> from landscape import Rosenbrock, Saddle, descend
    >>> Rosenbrock().value(descend(Rosenbrock(), LineSearchNewton(), [-1.2, 1.0], steps=3).point).round(3)
    array([24.2  ,  4.732,  4.087,  3.229])
    >>> descend(Saddle(), LineSearchNewton(), [0.5, 0.5], steps=1).reason
    array([0, 7], dtype=int8)

    Raises:
        ValueError: a parameter is not in its range.

    Source: Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, algorithm 3.1 and section 3.3.
    """

    decrease: float = field(default=1e-4, metadata=slider("Sufficient decrease", "c₁", 1e-6, 0.9, "log"))
    shrink: float = field(default=0.5, metadata=slider("Shrink factor", "ρ", 0.1, 0.9, "linear"))

    order = 2
    title = "Line-search Newton"
    source = "Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, algorithm 3.1, page 37"
    about = "The Newton step, shortened until the height has fallen enough; none where its direction goes uphill."

    def __post_init__(self) -> None:
        object.__setattr__(self, "decrease", part("decrease", self.decrease))
        object.__setattr__(self, "shrink", part("shrink", self.shrink))

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: State) -> State:
        value, g, h = landscape.derivatives(state.point)  #: gradient, Hessian
        model = Model(state.point, value, g, h, landscape.width, landscape.scale)  #: model
        d = model.newton  #: solve
        ray = Ray.along(landscape, state.point, g, d)
        t = armijo(ray, 1.0, self.decrease, self.shrink)  #: search
        return move(landscape, state.point, t[..., None] * d, ray.reason(by_model(model, d), t))  #: jump
