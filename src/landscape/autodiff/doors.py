"""What comes in from a reader: points, directions, and what a function returned. The rest may rely on their shapes."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from landscape.autodiff.guard import is_number
from landscape.autodiff.tracer import Number

Array = NDArray[np.float64]


def vectors(given: ArrayLike, name: str, n: int | None = None) -> Array:
    """Reads vectors of n coordinates, or of any number of them but none.

    Args:
        given: shape (..., n).
        name: what the caller calls it.
        n: how many coordinates there must be; None for at least one.

    Raises:
        ValueError: no numbers, or of another shape; the message says what came.
    """
    expected = f"shape (..., {'N' if n is None else n})"
    array = _floats(given, name, expected)
    if array.ndim == 0 or array.shape[-1] == 0 or array.shape[-1] != (n or array.shape[-1]):
        raise ValueError(f"{name}: expected {expected}, got shape {array.shape}")
    return array


def spread(array: Array, name: str, shape: tuple[int, ...]) -> Array:
    """An array as it is for every point: broadcast to a shape.

    Raises:
        ValueError: it does not fit.
    """
    try:
        return np.broadcast_to(array, shape)
    except ValueError:
        raise ValueError(f"{name}: expected shape {shape}, or one for all points, got shape {array.shape}") from None


def read_weights(given: ArrayLike, points: tuple[int, ...], outputs: int | None) -> Array:
    """Reads how much each output counts.

    Args:
        given: shape (..., M); of the only output, shape (...).
        points: the shape (...) of the points; fewer axes are for all of them.
        outputs: M; None for one that is no tuple.

    Raises:
        ValueError: of another shape.
    """
    what = "v, how much each output counts"
    array = _floats(given, what, "shape (...)") if outputs is None else vectors(given, what, outputs)
    spread(array, what, points if outputs is None else (*points, outputs))
    return array


def _floats(given: ArrayLike, name: str, expected: str) -> Array:
    try:
        return np.asarray(given, np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"{name}: expected numbers of {expected}, got {given!r:.80}") from error


def returned(made: Any) -> Any:
    """What a function returned, if it returned anything.

    Raises:
        ValueError: it is None.
    """
    if made is None:
        raise ValueError("the function returned None: is `return` missing?")
    return made


def output(made: Any) -> Number:
    """What a function returned, if that is a number.

    Raises:
        ValueError: it is none.
    """
    if is_number(returned(made)):
        return made
    raise ValueError(
        f"the function returned {_told(made)}, expected a number or a tuple of numbers, made of `+ - * / **` and the "
        "functions of landscape.autodiff"
    )


def outputs(made: Any) -> tuple[list[Number], bool]:
    """What a function returned, as a list, and whether it is a tuple of outputs.

    Raises:
        ValueError: there is none, or one of them is no number.
    """
    several = isinstance(made, tuple | list)
    parts = list(made) if several else [made]
    if not parts:
        raise ValueError("the function returned an empty tuple, expected at least one output")
    return [output(part) for part in parts], several


def one_output(several: bool, count: int) -> None:
    """Refuses several outputs where there is room for the derivatives of one.

    Raises:
        ValueError: names the functions that take several.
    """
    if several:
        raise ValueError(
            f"the function returned a tuple, {count} output{'s' * (count != 1)}, expected a number: jacobian gives a "
            "row for each, vjp the sum of the rows with weights"
        )


def _told(made: Any) -> str:
    if isinstance(made, np.ndarray) and made.dtype.kind == "O":
        return "an array that NumPy made of tracers (return a tuple, and use where in place of np.where)"
    return f"{made!r:.60}"
