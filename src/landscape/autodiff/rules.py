"""Functions of one variable, each with its first two derivatives: rules of a line or three.

Every function takes a jet or an array. Where a function has no derivative, its rule gives NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from landscape.autodiff.forward import Jet, Number

Triple = tuple[Number, Number, Number]


def _positive(u: Number) -> Number:
    return np.where(u > 0.0, u, np.nan)


def _sin(u: Number) -> Triple:
    s = np.sin(u)
    return s, np.cos(u), -s


def _cos(u: Number) -> Triple:
    c = np.cos(u)
    return c, -np.sin(u), -c


def _tan(u: Number) -> Triple:
    t = np.tan(u)
    slope = 1.0 + t * t
    return t, slope, 2.0 * t * slope


def _exp(u: Number) -> Triple:
    e = np.exp(u)
    return e, e, e


def _log(u: Number) -> Triple:
    r = 1.0 / _positive(u)
    return np.log(_positive(u)), r, -r * r


def _sqrt(u: Number) -> Triple:
    # At zero there is a root but no tangent.
    r = np.sqrt(_positive(u))
    return np.sqrt(u), 0.5 / r, -0.25 / (r * r * r)


def _tanh(u: Number) -> Triple:
    # 1 - tanh^2 would cancel where the slope is small.
    t, sech = np.tanh(u), 1.0 / np.cosh(u)
    slope = sech * sech
    return t, slope, -2.0 * t * slope


def _sinh(u: Number) -> Triple:
    s = np.sinh(u)
    return s, np.cosh(u), s


def _cosh(u: Number) -> Triple:
    c = np.cosh(u)
    return c, np.sinh(u), c


def _arctan(u: Number) -> Triple:
    slope = 1.0 / (1.0 + u * u)
    return np.arctan(u), slope, -2.0 * u * slope * slope


def _abs(u: Number) -> Triple:
    # A kink: there is no derivative at zero.
    sign = np.where(u == 0.0, np.nan, np.sign(u))
    return np.abs(u), sign, 0.0 * sign


def _on_jets(name: str, rule: Callable[[Number], Triple], plain: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def function(u: Any) -> Any:
        return u.chain(*rule(u.value)) if isinstance(u, Jet) else plain(u)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{name} of a jet or an array."
    return function


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    name: _on_jets(name, rule, plain)
    for name, rule, plain in (
        ("sin", _sin, np.sin),
        ("cos", _cos, np.cos),
        ("tan", _tan, np.tan),
        ("exp", _exp, np.exp),
        ("log", _log, lambda u: np.log(_positive(u))),
        ("sqrt", _sqrt, np.sqrt),
        ("tanh", _tanh, np.tanh),
        ("sinh", _sinh, np.sinh),
        ("cosh", _cosh, np.cosh),
        ("arctan", _arctan, np.arctan),
        ("abs", _abs, np.abs),
    )
}
"""By the names that a reader types."""
