"""Newton's method with the same curvature added in every direction."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import final

import numpy as np

from landscape._arrays import solve
from landscape.curvature import Model
from landscape.landscapes.base import Landscape
from landscape.steppers.base import Marks, Memoryless, State, by_model, move, positive, slider


@final
@dataclass(frozen=True)
class DampedNewton(Memoryless):
    r"""A Newton step with damping: the larger it is, the shorter the step and the closer to the gradient's direction.

    $$p_{k+1} = p_k - (H(p_k) + \tau I)^{-1} g(p_k)$$

    On a quadratic each error component along an eigenvector is multiplied by $\tau / (\tau + \lambda)$: a saddle is
    left only if $\tau > |\lambda_{\min}|/2$. The step is sure to go downhill if $\tau > -\lambda_{\min}$, because then
    $H + \tau I$ is positive definite. A matrix $H + \tau I$ that is singular to rounding gives no step.

    Args:
        damping: $\tau$, positive. It is the same everywhere.

    >>> from landscape import Saddle, descend
    >>> descend(Saddle(), DampedNewton(damping=1.5), [1.0, 1.0], steps=1).point.round(4)
    array([[ 1.    ,  1.    ],
           [ 0.4286, -3.    ]])

    Raises:
        ValueError: the damping is not a positive number.

    Source: Levenberg, A method for the solution of certain non-linear problems in least squares, Quarterly of Applied
    Mathematics 2 (1944), 164-168; for Newton's method Goldfeld, Quandt and Trotter, Econometrica 34 (1966), 541-551.
    """

    damping: float = field(default=1.0, metadata=slider("Damping", "τ", 1e-2, 1e3, "log"))

    order = 2
    title = "Damped Newton"
    source = "Goldfeld, Quandt and Trotter, Maximization by quadratic hill-climbing, Econometrica 34 (1966), 541-551"
    about = "A Newton step with the damping added to every curvature: shorter, and nearer to the gradient's direction."

    def __post_init__(self) -> None:
        object.__setattr__(self, "damping", positive("damping", self.damping))

    def marks(self, eigenvalues: tuple[float, float]) -> Marks:
        low = eigenvalues[0]
        return {"damping": (("|λ_min|", -low),)} if -math.inf < low < 0.0 else {}

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: State) -> State:
        value, g, h = landscape.derivatives(state.point)  #: gradient, Hessian
        model = Model(state.point, value, g, h, landscape.width, landscape.scale)  #: model
        tau = self.damping
        d = -solve(h + tau * np.eye(2), g)  #: solve
        return move(landscape, state.point, d, by_model(model, d))  #: jump
