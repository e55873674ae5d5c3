"""Landscapes, by name."""

from __future__ import annotations

from functools import cache

from landscape.landscapes.base import Landscape, StationaryPoint, Window
from landscape.landscapes.classics import Himmelblau, Rosenbrock
from landscape.landscapes.degenerate import MonkeySaddle
from landscape.landscapes.expression import Expression
from landscape.landscapes.quadratics import Bowl, Hill, Quadratic, Saddle

LANDSCAPES: dict[str, type[Landscape]] = {
    kind.__name__: kind for kind in (Bowl, Saddle, Hill, Rosenbrock, Himmelblau, MonkeySaddle)
}
"""The catalogue, in the order in which a reader meets it."""


@cache
def catalogue() -> tuple[Landscape, ...]:
    """Every landscape of the catalogue, as it comes."""
    return tuple(kind() for kind in LANDSCAPES.values())


__all__ = [
    "LANDSCAPES",
    "Bowl",
    "Expression",
    "Hill",
    "Himmelblau",
    "Landscape",
    "MonkeySaddle",
    "Quadratic",
    "Rosenbrock",
    "Saddle",
    "StationaryPoint",
    "Window",
    "catalogue",
]
