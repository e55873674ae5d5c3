"""Algebra of the plane on arrays: points (..., 2), symmetric matrices (..., 2, 2), closed forms throughout.

LAPACK raises on one singular matrix in a batch natively and gives NaN in the page. Closed forms give the same
numbers in both homes, and a bad matrix spoils only its own result.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
ROUNDING = 1e-14
"""A determinant this small beside its two products is what rounding leaves of a zero: some fifty units in the last
place."""


def as_points(points: ArrayLike, name: str = "point") -> Array:
    """Reads points of shape (..., 2) as floats; anything else is a ValueError that says what came."""
    try:
        array = np.asarray(points, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{name}: expected numbers of shape (..., 2), got {points!r:.80}") from error
    if array.ndim == 0 or array.shape[-1] != 2:
        raise ValueError(f"{name}: expected shape (..., 2), got shape {array.shape}")
    return array


def as_matrices(matrices: ArrayLike, name: str = "hessian") -> Array:
    """Reads symmetric matrices of shape (..., 2, 2) as floats."""
    try:
        array = np.asarray(matrices, dtype=np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{name}: expected numbers of shape (..., 2, 2), got {matrices!r:.80}") from error
    if array.shape[-2:] != (2, 2):
        raise ValueError(f"{name}: expected shape (..., 2, 2), got shape {array.shape}")
    with np.errstate(all="ignore"):
        b, c = array[..., 0, 1], array[..., 1, 0]
        # Rounding may part the two by a little; a matrix that is not symmetric has other eigenvectors altogether.
        if np.any(np.abs(b - c) > 1e-9 * np.max(np.abs(array), axis=(-2, -1))):
            raise ValueError(f"{name}: expected a symmetric matrix, got {array.tolist()!r:.80}")
    return array


def dot(u: Array, v: Array) -> Array:
    r"""$u_x v_x + u_y v_y$ over the last axis."""
    return np.asarray(u[..., 0] * v[..., 0] + u[..., 1] * v[..., 1])


def norm(u: Array) -> Array:
    """Length over the last axis, without overflow in the squares."""
    return np.asarray(np.hypot(u[..., 0], u[..., 1]))


def apply(matrix: Array, u: Array) -> Array:
    """Matrix times vector."""
    x, y = u[..., 0], u[..., 1]
    out = np.empty(np.broadcast_shapes(matrix.shape[:-1], u.shape))
    out[..., 0] = matrix[..., 0, 0] * x + matrix[..., 0, 1] * y
    out[..., 1] = matrix[..., 1, 0] * x + matrix[..., 1, 1] * y
    return out


def _scaled(matrix: Array) -> tuple[Array, NDArray[Any]]:
    """The matrix over a power of two that brings its largest entry into [1/2, 1): exact, and no square overflows."""
    exponent = np.frexp(np.max(np.abs(matrix), axis=(-2, -1)))[1]
    return np.ldexp(matrix, -exponent[..., None, None]), exponent


def solve(matrix: Array, right: Array) -> Array:
    r"""Solves $H d = r$ by Cramer's rule; NaN where H is singular to rounding or an entry is not finite.

    Singular to rounding means $|ad - bc| \le 10^{-14} (|ad| + |bc|)$. Unlike a ratio of eigenvalues that does not
    depend on the units of the axes: far out on Rosenbrock the ratio is 1e-17, and seven digits are still good.

    Args:
        matrix: shape (..., 2, 2), symmetric or not.
        right: shape (..., 2).

    >>> solve(np.array([[2.0, 0.0], [0.0, -2.0]]), np.array([2.0, -2.0]))
    array([1., 1.])
    """
    with np.errstate(all="ignore"):
        m, exponent = _scaled(matrix)
        a, b, c, d = m[..., 0, 0], m[..., 0, 1], m[..., 1, 0], m[..., 1, 1]
        u, v = right[..., 0], right[..., 1]
        ad, bc = a * d, b * c
        determinant = ad - bc
        determinant = np.where(np.abs(determinant) <= ROUNDING * (np.abs(ad) + np.abs(bc)), np.nan, determinant)
        out = np.empty(np.broadcast_shapes(matrix.shape[:-1], right.shape))
        out[..., 0] = (d * u - b * v) / determinant
        out[..., 1] = (a * v - c * u) / determinant
        return np.asarray(np.ldexp(out, -exponent[..., None]))


def eigenpairs(matrix: ArrayLike) -> tuple[Array, Array]:
    r"""Eigenvalues in ascending order and orthonormal eigenvectors, in columns, of symmetric 2 x 2 matrices.

    $$\lambda = \tfrac{a + c}{2} \pm \sqrt{\left(\tfrac{a - c}{2}\right)^2 + b^2}$$

    The eigenvalue of smaller size is taken from the determinant, free of cancellation in graded matrices. In each
    vector the component that is larger in size is positive.

    Args:
        matrix: shape (..., 2, 2), symmetric.

    >>> values, vectors = eigenpairs([[2.0, 0.0], [0.0, -2.0]])
    >>> values
    array([-2.,  2.])
    >>> vectors
    array([[0., 1.],
           [1., 0.]])

    Raises:
        ValueError: not of shape (..., 2, 2), or not symmetric.

    Source: the eigenvalues are those of LAPACK's dlaev2 (Anderson et al., LAPACK Users' Guide, SIAM 1999).
    """
    full = as_matrices(matrix)
    with np.errstate(all="ignore"):
        m, exponent = _scaled(full)
        a, b, c = m[..., 0, 0], m[..., 0, 1], m[..., 1, 1]
        total, difference, twice = a + c, a - c, 2.0 * b
        gap = np.hypot(difference, twice)
        first = np.abs(a) >= np.abs(c)
        large, small = np.where(first, a, c), np.where(first, c, a)
        outer = 0.5 * (total + np.copysign(gap, total))
        inner = np.where(total == 0.0, -outer, (large / outer) * small - (b / outer) * b)
        inner = np.where(outer == 0.0, 0.0, inner)
        values = np.empty(full.shape[:-1])
        values[..., 0] = np.minimum(outer, inner)
        values[..., 1] = np.maximum(outer, inner)
        values = np.ldexp(values, exponent[..., None])

        # The vector of the upper eigenvalue is along (gap + d, 2b) or (2b, gap - d): the sum without cancellation.
        along = gap + np.abs(difference)
        along = np.where(along == 0.0, 1.0, along)
        length = np.hypot(along, twice)
        p, q = along / length, twice / length
        wide = difference > 0.0
        vectors = np.empty(full.shape)
        vectors[..., 0, 0] = np.where(wide, 0.0 - q, p)
        vectors[..., 1, 0] = np.where(wide, p, 0.0 - q)
        vectors[..., 0, 1] = np.where(wide, p, q)
        vectors[..., 1, 1] = np.where(wide, q, p)
        return values, vectors
