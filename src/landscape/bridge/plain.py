"""Answers as JSON knows them: no number that is not finite, and no array."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np


def plain(value: Any, array: Callable[[np.ndarray[Any, Any]], Any] | None = None) -> Any:
    """The same as lists, dictionaries, words and finite numbers; None stands for a number that is not finite.

    Args:
        value: an answer, or a part of one.
        array: what stands for an array, from the array; if left out, its numbers in lists.

    >>> plain({"point": (1.0, math.inf), "path": np.zeros((1, 2))})
    {'point': [1.0, None], 'path': [[0.0, 0.0]]}
    """
    if isinstance(value, np.ndarray):
        return plain(value.tolist()) if array is None else array(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: plain(item, array) for key, item in value.items()}
    return [plain(item, array) for item in value] if isinstance(value, (list, tuple)) else value
