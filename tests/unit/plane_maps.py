"""The maps under test: a new one is tested by one more line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from landscape.autodiff import cos, sin, tanh
from landscape.maps import Layer, PlaneMap, Polar, Product

OTHER = Layer(weights=((-2.0, 0.3), (0.7, 0.9)), bias=(0.0, 0.5))
# Each map with its formulas a second time, as autodiff reads them.
TABLE: list[tuple[PlaneMap, Callable[..., Any]]] = [
    (Polar(), lambda r, t: (r * cos(t), r * sin(t))),
    (Product(), lambda x, y: (x * y, x + y * y)),
    (Layer(), lambda x, y: (tanh(1.2 * x - 0.6 * y + 0.1), tanh(0.5 * x + y - 0.2))),
    (OTHER, lambda x, y: (tanh(-2.0 * x + 0.3 * y), tanh(0.7 * x + 0.9 * y + 0.5))),
]
ALL = [f for f, _ in TABLE]


def name_of(f: PlaneMap) -> str:
    return repr(f)
