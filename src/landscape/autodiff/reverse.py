"""Derivatives in reverse mode: a tape, read backwards once, or once for each row.

Source: Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 3.2.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from landscape.autodiff.doors import one_output, spread, vectors
from landscape.autodiff.tape import Array, Function, Tape, record


def gradient(function: Function, point: ArrayLike) -> Array:
    """The gradient, (..., N), of a function of N coordinates: one pass forwards and one backwards.

    Args:
        function: takes the coordinates one by one; made of `+ - * / **` and the functions of this package.
        point: shape (..., N).

    >>> gradient(lambda x, y: x * x * y, [1.0, 2.0])
    array([4., 1.])

    Raises:
        ValueError: the point is of another shape, or the function returned something else than one number.
    """
    return _record_one(function, point).gradient


def vjp(function: Function, point: ArrayLike, v: ArrayLike) -> tuple[Array, Array]:
    r"""Value and vector-Jacobian product $v^\mathsf{T} J$, (..., N), of a function with M outputs.

    Args:
        function: takes the coordinates one by one; made of `+ - * / **` and the functions of this package.
        point: shape (..., N).
        v: the weight of each output, shape (..., M); of the only one, where it is no tuple, shape (...).

    Returns:
        Value and product, of shape (..., M) and (..., N); the value of a single output has shape (...).

    >>> vjp(lambda x, y: (x * y, x + y * y), [2.0, 3.0], [1.0, -2.0])
    (array([ 6., 11.]), array([  1., -10.]))

    Raises:
        ValueError: point or weights are of another shape, or the function returned something else than numbers.
    """
    tape = record(function, point)
    return tape.value, tape.backward(v).gradient


def jacobian(function: Function, point: ArrayLike) -> Array:
    """The Jacobian, (..., M, N), of a function with M outputs: one pass forwards, and one backwards for each row.

    A single output gives one row.

    Args:
        function: takes the coordinates one by one; made of `+ - * / **` and the functions of this package.
        point: shape (..., N).

    >>> jacobian(lambda x, y: (x * y, x + y * y), [2.0, 3.0])
    array([[3., 2.],
           [1., 6.]])

    Raises:
        ValueError: the point is of another shape, or the function returned something else than numbers.
    """
    tape = record(function, point)
    rows = np.eye(len(tape.outputs)) if tape.several else np.ones(1)
    return np.stack([tape.backward(row).gradient for row in rows], axis=-2)


def hvp(function: Function, point: ArrayLike, v: ArrayLike) -> Array:
    """The Hessian-vector product H v, (..., N), without the Hessian: tangents carried over the tape and back.

    Args:
        function: takes the coordinates one by one; made of `+ - * / **` and the functions of this package.
        point: shape (..., N).
        v: shape (..., N), or one for all points.

    >>> hvp(lambda x, y: x * x * y, [1.0, 2.0], [1.0, 0.0])
    array([4., 2.])

    Raises:
        ValueError: point or v is of another shape, or the function returned something else than one number.
    """
    p = vectors(point, "point")
    return _record_one(function, p, spread(vectors(v, "v", p.shape[-1]), "v", p.shape)).product


def _record_one(function: Function, point: ArrayLike, along: ArrayLike | None = None) -> Tape:
    tape = record(function, point, along)
    one_output(tape.several, len(tape.outputs))
    return tape
