r"""Finite differences: no way to compute a derivative here, but a way to catch a wrong one.

The step has a floor as well as a ceiling: truncation falls with $h$, rounding grows with $1/h$. For central
differences the best is near $\epsilon^{1/3} \max(1, |x|)$.

Source: Nocedal and Wright, *Numerical Optimization*, 2nd edition, section 8.1.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from landscape._arrays import Array, dot, norm

STEP = float(np.finfo(float).eps) ** (1 / 3)


def _steps(points: Array) -> Array:
    return np.asarray(STEP * np.maximum(1.0, np.abs(points)))


def difference_gradient(function: Callable[[Array], Array], points: Array) -> Array:
    """Central differences of a scalar function.

    Args:
        function: takes points (..., 2), gives values (...).
        points: shape (..., 2).

    Returns:
        an approximate gradient, shape (..., 2), right to about 10 digits.

    >>> difference_gradient(lambda p: p[..., 0] * p[..., 1], np.array([2.0, 3.0])).round(8).tolist()
    [3.0, 2.0]
    """
    h = _steps(points)
    columns = []
    for axis in range(2):
        shift = np.zeros_like(points)
        shift[..., axis] = h[..., axis]
        columns.append((function(points + shift) - function(points - shift)) / (2 * h[..., axis]))
    return np.stack(columns, axis=-1)


def difference_hessian(gradient: Callable[[Array], Array], points: Array) -> Array:
    """Central differences of a gradient: the Hessian is the Jacobian of the gradient.

    Args:
        gradient: takes points (..., 2), gives gradients (..., 2).
        points: shape (..., 2).

    Returns:
        approximate Hessians, shape (..., 2, 2); not made symmetric, so that asymmetry shows.
    """
    h = _steps(points)
    columns = []
    for axis in range(2):
        shift = np.zeros_like(points)
        shift[..., axis] = h[..., axis]
        columns.append((gradient(points + shift) - gradient(points - shift)) / (2 * h[..., axis, None]))
    return np.stack(columns, axis=-1)


def directional_error(
    value: Callable[[Array], Array], gradient: Callable[[Array], Array], points: Array, directions: Array
) -> Array:
    """How far a gradient is from the function's own change along some directions, relative to its size.

    Args:
        value: takes points (..., 2), gives values (...).
        gradient: the claim, takes points (..., 2), gives (..., 2).
        points: shape (..., 2).
        directions: unit vectors, shape (..., 2).

    Returns:
        relative errors (...): below 1e-7 for a right gradient, 1e-3 and more for one that is 0.1 % off.
    """
    h = STEP * np.maximum(1.0, norm(points))
    change = (value(points + h[..., None] * directions) - value(points - h[..., None] * directions)) / (2 * h)
    claim = gradient(points)
    return np.asarray(np.abs(change - dot(claim, directions)) / np.maximum(1.0, norm(claim)))
