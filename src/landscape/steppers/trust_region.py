"""The trust region: the lowest point of the local quadratic model within a radius, and a radius that learns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landscape._arrays import ROUNDING, Array, apply, norm
from landscape.curvature import ZERO, ZERO_RATIO, Codes, Definiteness, Model
from landscape.landscapes.base import Landscape
from landscape.steppers.base import Reason, State, Stepper, move, positive, real, rest, slider

ITERATIONS = 64
"""Four to six do for the secular equation; next to the hard case, where it bends sharply, some twenty more."""
SOLVED = 1e-12
"""The last Newton correction of the secular equation; convergence is quadratic, so that its square is left."""
RIM = 1e-9
"""A step this close to the radius has its length."""
TINY = 1e-250
"""Components of the gradient below it are zero; their quotients would lose their digits."""


@final
@dataclass(frozen=True)
class TrustRegionState(State):
    """Besides the point, shape (...): the radius for the next step, and of the last step the ratio; (..., 2): proposal.

    The proposal is the point that the step proposed, whether it was taken or not; the ratio is the actual change of
    height there over the predicted one. Both are NaN before the first step.
    """

    radius: Array
    proposal: Array
    ratio: Array


@final
@dataclass(frozen=True)
class TrustRegion(Stepper[TrustRegionState]):
    r"""A step to the lowest point of the local model within a radius, taken only if f falls as the model foretold.

    $$d = \operatorname*{arg\,min}_{|d| \le \Delta}\ g^\top d + \tfrac12 d^\top H d, \qquad
    \rho = \frac{f(p + d) - f(p)}{m(d) - m(0)}$$

    The point moves if $\rho > \rho_{\min}$; else the proposal is refused. The radius shrinks to a quarter if
    $\rho < \tfrac14$, and doubles if $\rho > \tfrac34$ and the step reached the rim. f never rises. Where the gradient
    is zero and the ground curves down some way, the step leads down that way to the rim (the hard case), and the
    point counts as moved.

    Args:
        radius: $\Delta$ of the first step, positive.
        largest: $\Delta_{\max}$, beyond which the radius does not grow; not less than the radius.
        accept: $\rho_{\min}$, the ratio that a proposal must exceed; at least 0 and below 1/4.

    >>> from landscape import Saddle, descend
    >>> path = descend(Saddle(), TrustRegion(), [0.5, 0.0], steps=2)
    >>> path.point.round(4), path.radius
    (array([[0.5   , 0.    ],
           [0.25  , 0.9682],
           [0.1494, 2.9657]]), array([1., 2., 4.]))

    Raises:
        ValueError: a parameter is not in its range.

    Source: Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, algorithm 4.1; the exact subproblem of
    Moré and Sorensen, Computing a trust region step, SIAM J. Sci. Stat. Comput. 4 (1983), 553-572.
    """

    radius: float = field(default=1.0, metadata=slider("Trust radius", "Δ", 1e-2, 10.0, "log"))
    largest: float = field(default=100.0, metadata=slider("Largest radius", "Δ_max", 10.0, 1e3, "log"))
    accept: float = field(default=0.1, metadata=slider("Least ratio", "ρ_min", 0.0, 0.24, "linear"))

    order = 2
    title = "Trust region"
    source = "Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, algorithm 4.1, page 69"
    about = "A step to the lowest point of the local model within a radius, refused if the height falls too little."

    def __post_init__(self) -> None:
        object.__setattr__(self, "radius", positive("radius", self.radius))
        object.__setattr__(self, "largest", positive("largest", self.largest))
        object.__setattr__(self, "accept", real("accept", self.accept, "a number from 0 to below 1/4", -5e-324, 0.25))
        if self.largest < self.radius:
            raise ValueError(f"largest: expected at least the radius, {self.radius!r}, got {self.largest!r}")

    def init(self, landscape: Landscape, point: ArrayLike) -> TrustRegionState:
        start = rest(point)
        unknown = np.full(start.point.shape, np.nan)
        radius = np.full(start.reason.shape, self.radius)
        return TrustRegionState(start.point, start.reason, radius, unknown, unknown[..., 0])

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: TrustRegionState) -> TrustRegionState:
        p, radius = state.point, state.radius
        value, g, h = landscape.derivatives(p)  #: gradient, Hessian
        model = Model(p, value, g, h, landscape.width, landscape.scale)  #: model
        d = lowest(model, radius)  #: solve
        rho = ratio(landscape, model, d)  #: compare
        good = rho > self.accept
        after = move(landscape, p, np.where(good[..., None], d, 0.0), verdict(model, good))  #: jump
        radius = resized(radius, rho, norm(d), self.largest)
        return settled(state, TrustRegionState(after.point, after.reason, radius, p + d, rho))  #: update


def lowest(model: Model, radius: Array) -> Array:
    r"""The step (..., 2) of length at most the radius (...) to the lowest point of the model.

    With eigenpairs and the gradient's components $a_i$, its components are $-a_i / (\lambda_i + \mu)$ for the least
    $\mu \ge 0$ that makes $H + \mu I$ positive semidefinite and the step no longer than the radius. Here $\nu = \mu +
    \lambda_1$ is the unknown, so that nothing cancels where $\mu$ is close to $-\lambda_1$. Of many lowest points
    along an eigenvalue of zero it takes the nearest; of two in the hard case, the one along the eigenvector.

    Source: Nocedal and Wright, theorem 4.1 and section 4.3.
    """
    values, vectors = model.eigenpairs
    along = apply(vectors.swapaxes(-1, -2), model.gradient)
    # What rounding leaves of a zero is none: on a flat floor it would send the step far to the side.
    low = np.where(np.abs(values[..., 0]) <= ROUNDING * np.max(np.abs(values), axis=-1), 0.0, values[..., 0])
    a = np.where(np.abs(along) <= np.maximum(ROUNDING * norm(along), TINY)[..., None], 0.0, along)
    gap = values[..., 1] - low
    floor = np.maximum(low, 0.0)
    inside = np.hypot(*_components(a, gap, floor)) <= radius
    first, second = _components(a, gap, np.where(inside, floor, _secular(a, gap, floor, radius)))
    # The hard case (section 4.3): no slope along the lowest curvature, and room up to the rim.
    rest_of_radius = np.sqrt((radius - second) * (radius + second))
    first = np.where(inside & (low < 0.0), np.where(along[..., 0] > 0.0, -rest_of_radius, rest_of_radius), first)
    step = apply(vectors, np.stack([first, second], axis=-1))
    idle = at_bottom(model) & (model.definiteness == Definiteness.SINGULAR)
    return np.where(idle[..., None], 0.0, step)


def _components(a: Array, gap: Array, nu: Array) -> tuple[Array, Array]:
    """The step's components along both eigenvectors; no slope gives no step, whatever the curvature."""
    first, second = a[..., 0], a[..., 1]
    return np.where(first == 0.0, 0.0, -first / nu), np.where(second == 0.0, 0.0, -second / (nu + gap))


def _secular(a: Array, gap: Array, floor: Array, radius: Array) -> Array:
    r"""The root of $1/\Delta - 1/|d(\nu)|$ above the floor, by Newton's method (equation 4.43).

    The function is concave and increasing: from a lower bound of the root the iterates rise to it and never pass it.
    """
    size = np.abs(a)
    nu = np.maximum(floor, np.maximum(size[..., 0] / radius, size[..., 1] / radius - gap))
    for _ in range(ITERATIONS):
        first, second = _components(a, gap, nu)
        length = np.hypot(first, second)
        fall = np.where(first == 0.0, 0.0, first * first / nu) + second * second / (nu + gap)
        correction = np.maximum((length / radius - 1.0) * length * length / fall, 0.0)
        # One that is solved stays as it is: no point depends on how many rounds its neighbours need.
        on = np.isfinite(correction) & (correction > SOLVED * nu)
        nu = nu + np.where(on, correction, 0.0)
        if not np.any(on):
            break
    return nu


def ratio(landscape: Landscape, model: Model, direction: Array) -> Array:
    """The actual change of height over the predicted one; a height that is not finite is too high."""
    there = np.asarray(landscape.value(model.point + direction))
    quotient = (there - landscape.value(model.point)) / model.predicted(direction)
    return np.where(np.isfinite(there) | np.isnan(quotient), quotient, -np.inf)


def at_bottom(model: Model) -> NDArray[np.bool_]:
    """Whether the gradient is zero and no curvature is negative: the model has nowhere to go."""
    low, high = model.eigenpairs[0][..., 0], model.eigenpairs[0][..., 1]
    nothing = np.maximum(ZERO_RATIO * np.abs(high), ZERO * model.curvature_scale)
    return model.stationary & (low >= -nothing)


def verdict(model: Model, good: NDArray[np.bool_]) -> Codes:
    """How the step goes; at the bottom nothing is refused, because there the ratio is one of rounding errors."""
    reason = np.where(good, Reason.MOVED, Reason.REFUSED)
    reason = np.where(at_bottom(model), Reason.STATIONARY, reason)
    finite = (model.definiteness != Definiteness.NOT_FINITE) & np.isfinite(norm(model.gradient))
    return np.where(finite, reason, Reason.NOT_FINITE).astype(np.int8)


def resized(radius: Array, rho: Array, length: Array, largest: float) -> Array:
    """Algorithm 4.1: a quarter after a poor prediction, the double after a good one at the rim. NaN is poor."""
    wider = (rho > 0.75) & (length >= (1.0 - RIM) * radius)
    kept = np.where(wider, np.minimum(2.0 * radius, largest), radius)
    return np.where(rho >= 0.25, kept, 0.25 * radius)


def settled(before: TrustRegionState, after: TrustRegionState) -> TrustRegionState:
    """The state after a step: where there was none, only the reason is new; a refused one has changed the radius."""
    none = (after.reason == Reason.NOT_FINITE) | (after.reason == Reason.DIVERGED)
    radius = np.where(none | (after.reason == Reason.STATIONARY), before.radius, after.radius)
    proposal = np.where(none[..., None], before.proposal, after.proposal)
    return TrustRegionState(after.point, after.reason, radius, proposal, np.where(none, before.ratio, after.ratio))
