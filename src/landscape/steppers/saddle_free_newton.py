"""Newton's method with the sizes of the eigenvalues in place of the eigenvalues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

import numpy as np

from landscape._arrays import Array, apply
from landscape.curvature import Definiteness, Model
from landscape.landscapes.base import Landscape
from landscape.steppers.base import Memoryless, State, by_model, move


@final
@dataclass(frozen=True)
class SaddleFreeNewton(Memoryless):
    r"""A Newton step whose part along downward curvature is turned around, so that it leads away from saddles.

    $$p_{k+1} = p_k - |H(p_k)|^{-1} g(p_k), \qquad |H| = \sum_i |\lambda_i|\, v_i v_i^\top$$

    It goes downhill wherever the gradient is not zero. On a quadratic, the component along upward curvature vanishes
    and the one along downward curvature doubles. A zero eigenvalue gives no step.

    >>> from landscape import Saddle, descend
    >>> descend(Saddle(), SaddleFreeNewton(), [1.0, 1.0], steps=2).point
    array([[1., 1.],
           [0., 2.],
           [0., 4.]])

    Source: Dauphin et al., Identifying and attacking the saddle point problem in high-dimensional non-convex
    optimization, NeurIPS 2014, section 6. The step here is the plain one, in the whole plane and without damping.
    """

    order = 2
    title = "Saddle-free Newton"
    source = "Dauphin et al., Identifying and attacking the saddle point problem, NeurIPS 2014, section 6"
    about = "A Newton step with the size of every curvature: downward curvature repels it, where it attracts Newton."

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: State) -> State:
        value, g, h = landscape.derivatives(state.point)  #: gradient, Hessian
        model = Model(state.point, value, g, h, landscape.width, landscape.scale)  #: model
        d = -over_sizes(model)  #: solve
        return move(landscape, state.point, d, by_model(model, d))  #: jump


def over_sizes(model: Model) -> Array:
    r"""$|H|^{-1} g$, by eigenpairs, shape (..., 2); NaN where an eigenvalue is zero and H cannot be
    solved."""
    values, vectors = model.eigenpairs
    along = apply(vectors.swapaxes(-1, -2), model.gradient)
    singular = (model.definiteness == Definiteness.SINGULAR) & np.isnan(model.newton[..., 0])
    return np.where(singular[..., None], np.nan, apply(vectors, along / np.abs(values)))
