"""Landscapes, by name."""

from __future__ import annotations

from functools import cache

from landscape.landscapes.base import Landscape, StationaryPoint, Window
from landscape.landscapes.classics import Beale, Rosenbrock
from landscape.landscapes.degenerate import FlatValley, MonkeySaddle, Quartic
from landscape.landscapes.expression import Expression
from landscape.landscapes.lessons import DoubleWell, Harmonic, PseudoHuber
from landscape.landscapes.multimodal import Himmelblau, McCormick, StyblinskiTang, ThreeHumpCamel
from landscape.landscapes.quadratics import Bowl, Hill, Quadratic, Saddle

LANDSCAPES: dict[str, type[Landscape]] = {
    kind.__name__: kind
    for kind in (
        Bowl,
        Saddle,
        Hill,
        Rosenbrock,
        Himmelblau,
        MonkeySaddle,
        DoubleWell,
        Beale,
        ThreeHumpCamel,
        McCormick,
        StyblinskiTang,
        Quartic,
        FlatValley,
        PseudoHuber,
        Harmonic,
    )
}
"""The catalogue, in the order in which a reader meets it."""


@cache
def catalogue() -> tuple[Landscape, ...]:
    """Every landscape of the catalogue, as it comes.

    >>> len(catalogue()), catalogue()[0]
    (15, Bowl(eigenvalues=(2.0, 2.0), angle=0.0))
    """
    return tuple(kind() for kind in LANDSCAPES.values())


__all__ = [
    "LANDSCAPES",
    "Beale",
    "Bowl",
    "DoubleWell",
    "Expression",
    "FlatValley",
    "Harmonic",
    "Hill",
    "Himmelblau",
    "Landscape",
    "McCormick",
    "MonkeySaddle",
    "PseudoHuber",
    "Quadratic",
    "Quartic",
    "Rosenbrock",
    "Saddle",
    "StationaryPoint",
    "StyblinskiTang",
    "ThreeHumpCamel",
    "Window",
    "catalogue",
]
