"""Newton's method without a Hessian: what the gradients on the way tell of the curvature."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import ROUNDING, Array, apply, dot, norm
from landscape.landscapes.base import Landscape
from landscape.steppers.base import State, Stepper, by_slope, move, rest, slider
from landscape.steppers.line_search import Ray, part, strong_wolfe

CURVED = 1e-12
"""Where s.y is this small beside |s||y|, the curvature along the step is not positive to rounding."""


@final
@dataclass(frozen=True)
class BFGSState(State):
    """Besides the point, the approximation of the inverse Hessian, shape (..., 2, 2): symmetric, positive definite."""

    inverse: Array


@final
@dataclass(frozen=True)
class BFGS(Stepper[BFGSState]):
    r"""A Newton step with an inverse Hessian that is learnt from the gradients at both ends of each step.

    $$p_{k+1} = p_k - t B_k g_k, \qquad
    B_{k+1} = (I - \rho s y^\top) B_k (I - \rho y s^\top) + \rho s s^\top, \qquad \rho = 1 / s^\top y$$

    with $s = p_{k+1} - p_k$, $y = g_{k+1} - g_k$ and $B_0 = I$; t satisfies the strong Wolfe conditions. Then
    $s^\top y > 0$ and B stays positive definite. Where $s^\top y \le 0$ to rounding, or the new matrix would be
    singular to rounding, the update is skipped and B stays.

    The first B is not rescaled by $s^\top y / y^\top y$ (equation 6.20): the search finds the length, and the state
    need not know which step is the first. With an exact search (a tiny `curvature`) a positive definite quadratic in
    the plane takes two steps, with or without rescaling.

    Args:
        decrease: $c_1$ of the strong Wolfe conditions; between 0 and 1.
        curvature: $c_2$; between 0 and 1. Lengths exist for sure only where it is larger than $c_1$, and on quadratics
            where $c_1 \le 1/2$.

    >>> from landscape import Bowl, descend
    >>> descend(Bowl((1.0, 10.0)), BFGS(curvature=1e-9), [1.0, 0.1], steps=2).point.round(6)
    array([[ 1.      ,  0.1     ],
           [ 0.818182, -0.081818],
           [ 0.      , -0.      ]])

    Raises:
        ValueError: a parameter is not in its range.

    Source: Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, algorithm 6.1; found in 1970 by Broyden,
    Fletcher, Goldfarb and Shanno independently.
    """

    decrease: float = field(default=1e-4, metadata=slider("Sufficient decrease", "c₁", 1e-6, 0.5, "log"))
    curvature: float = field(default=0.9, metadata=slider("Flat enough", "c₂", 1e-9, 0.99, "log"))

    order = 1
    title = "BFGS"
    source = "Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, algorithm 6.1, page 140"
    about = "A Newton step with an inverse Hessian that is learnt from gradients, and a line search along it."

    def __post_init__(self) -> None:
        object.__setattr__(self, "decrease", part("decrease", self.decrease))
        object.__setattr__(self, "curvature", part("curvature", self.curvature))

    def init(self, landscape: Landscape, point: ArrayLike) -> BFGSState:
        start = rest(point)
        return BFGSState(start.point, start.reason, np.zeros((*start.point.shape, 2)) + np.eye(2))

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: BFGSState) -> BFGSState:
        p, g = state.point, landscape.gradient(state.point)  #: gradient
        d = -apply(state.inverse, g)  #: solve
        ray = Ray.along(landscape, p, g, d)
        t = strong_wolfe(ray, self.decrease, self.curvature)  #: search
        after = move(landscape, p, t[..., None] * d, ray.reason(by_slope(landscape, g), t))  #: jump
        s, y = after.point - p, landscape.gradient(after.point) - g
        return BFGSState(after.point, after.reason, updated(state.inverse, s, y))  #: update


def updated(inverse: Array, s: Array, y: Array) -> Array:
    r"""Equation 6.17 in the plane; the same matrix where the update is skipped.

    There $I - \rho s y^\top = \rho\, m n^\top$ with m across y and n across s, so that the new matrix is a sum of two
    squares, $\rho s s^\top + \rho^2 (n^\top B n)\, m m^\top$: positive definite without cancellation. Where f hardly
    curves along s, its entries grow so large that doubles cannot tell it from a singular one; such an update is skipped
    as well.
    """
    curvature = dot(s, y)
    m, n = across(y) / curvature[..., None], across(s)
    new = outer(s, s) / curvature[..., None, None] + dot(n, apply(inverse, n))[..., None, None] * outer(m, m)
    diagonal, corner = new[..., 0, 0] * new[..., 1, 1], new[..., 0, 1] * new[..., 1, 0]
    fits = (curvature > CURVED * norm(s) * norm(y)) & (diagonal - corner > ROUNDING * (diagonal + corner))
    return np.where(fits[..., None, None], new, inverse)


def across(u: Array) -> Array:
    """The vector turned by a right angle."""
    return np.stack([u[..., 1], -u[..., 0]], axis=-1)


def outer(u: Array, v: Array) -> Array:
    r"""$u v^\top$ over the last axis."""
    return np.asarray(u[..., :, None] * v[..., None, :])
