r"""Finite differences: no way to get derivatives here, but a way to catch wrong ones.

The step has a floor as well as a ceiling: the error of the formula falls with $h$, rounding grows with $1/h$.

$$h_\text{forward} = \sqrt{\varepsilon}\,\max(1, |x|), \qquad h_\text{central} = \sqrt[3]{\varepsilon}\,\max(1, |x|)$$

Source: Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, section 8.1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landscape.autodiff.doors import returned, vectors

Array = NDArray[np.float64]
Function = Callable[[Any], Any]

FORWARD = 2.0**-26
CENTRAL = 2.0**-17
"""Powers of two near the roots of the machine epsilon 2**-52: 1.5e-8 and 7.6e-6."""


def forward_difference(function: Function, point: ArrayLike) -> Array:
    """Forward differences: one extra evaluation a coordinate, right to about seven digits.

    Args:
        function: takes points (..., 2), gives values (...) or vectors (..., 2).
        point: shape (..., 2).

    Returns:
        Derivatives with one more axis at the end, of length 2: a gradient, or the Jacobian of a vector.

    >>> forward_difference(lambda p: p[..., 0] * p[..., 1], [2.0, 3.0]).round(6)
    array([3., 2.])

    Raises:
        ValueError: the point is of another shape, or the function returned None.
    """
    p = vectors(point, "point", 2)
    here = _at(function, p)
    return _columns(p, FORWARD, lambda q, h: (_at(function, q) - here, h))


def central_difference(function: Function, point: ArrayLike) -> Array:
    """Central differences: two extra evaluations a coordinate, right to about ten digits.

    Args:
        function: takes points (..., 2), gives values (...) or vectors (..., 2).
        point: shape (..., 2).

    Returns:
        Derivatives with one more axis at the end, of length 2: a gradient, or the Jacobian of a vector.

    >>> central_difference(lambda p: p[..., 0] * p[..., 1], [2.0, 3.0]).round(9)
    array([3., 2.])

    Raises:
        ValueError: the point is of another shape, or the function returned None.
    """
    p = vectors(point, "point", 2)

    def both(q: Array, h: Array) -> tuple[Array, Array]:
        return _at(function, q) - _at(function, 2.0 * p - q), 2.0 * h

    return _columns(p, CENTRAL, both)


def _at(function: Function, p: Array) -> Array:
    with np.errstate(all="ignore"):
        return np.asarray(returned(function(p)))


@np.errstate(all="ignore")
def _columns(p: Array, unit: float, rise: Callable[[Array, Array], tuple[Array, Array]]) -> Array:
    columns = []
    for axis in range(2):
        q = p.copy()
        q[..., axis] += unit * np.maximum(1.0, np.abs(p[..., axis]))
        # The step that was really made: what rounding left of it.
        change, run = rise(q, q[..., axis] - p[..., axis])
        columns.append(change / run.reshape(run.shape + (1,) * (change.ndim - run.ndim)))
    return np.stack(columns, axis=-1)


def discrepancy(function: Function, derivative: Function, point: ArrayLike, seed: int = 0) -> float:
    r"""How far a claimed derivative is from the function's own change, along random directions.

    The claim $Df\,v$ is compared with the central difference of $f$ along $v$. The result is the largest difference
    over all points, relative to the sizes of the terms that the claim is the sum of.

    Args:
        function: takes points (..., 2), gives values (...) or vectors (..., 2).
        derivative: the claim: a gradient (..., 2), or the Jacobian (..., 2, 2) of a vector.
        point: shape (..., 2); the more the better.
        seed: of the directions.

    Returns:
        About 1e-9 for a right derivative of a well-scaled function, 1e-4 or more where one entry is 0.1 % wrong.

    >>> points = [[1.0, 2.0], [0.5, -1.0]]
    >>> discrepancy(lambda p: p[..., 0] * p[..., 1], lambda p: p[..., ::-1], points) < 1e-8
    True

    Raises:
        ValueError: the points are of another shape, or one of the two returned None.
    """
    p = vectors(point, "point", 2)
    angle = np.random.default_rng(seed).uniform(0.0, 2.0 * np.pi, p.shape[:-1])
    v = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    with np.errstate(all="ignore"):
        h = CENTRAL * np.maximum(1.0, np.hypot(p[..., 0], p[..., 1]))[..., None]
        change = _at(function, p + h * v) - _at(function, p - h * v)
        claim = _at(derivative, p)
        rows = claim.ndim == p.ndim + 1
        terms = claim * (v[..., None, :] if rows else v)
        slope = change / (2.0 * h if rows else 2.0 * h[..., 0])
        error = np.abs(slope - terms.sum(axis=-1))
        size = np.abs(terms).sum(axis=-1)
        return float(np.max(error / np.where(size == 0.0, 1.0, size)))
