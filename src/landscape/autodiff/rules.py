"""Functions of one variable, each with its first two derivatives: rules of a line or three.

Every function takes a tracer of any mode, or an array. Where a function has no derivative, its rule gives NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from landscape.autodiff.guard import CALLED
from landscape.autodiff.tracer import Number, Rule, Tracer, Triple


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


def _on_tracers(name: str, rule: Rule, plain: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def function(u: Any) -> Any:
        return u.function(f"{name}({{0}})", rule) if isinstance(u, Tracer) else plain(u)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{name} of a tracer or an array."
    return function


FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    name: _on_tracers(name, rule, plain)
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
CALLED.update(FUNCTIONS)

sin, cos, tan, exp, log = (FUNCTIONS[name] for name in ("sin", "cos", "tan", "exp", "log"))
sqrt, tanh, sinh, cosh, arctan = (FUNCTIONS[name] for name in ("sqrt", "tanh", "sinh", "cosh", "arctan"))


def where(condition: Any, u: Any, v: Any) -> Any:
    """u where the condition holds and v elsewhere; each a tracer or an array.

    Forward modes pick the derivatives that belong to the number. Reverse mode sends an adjoint of zero into the branch
    that was not taken, and zero times a slope that is not finite is NaN: the value is right and the gradient is lost.

    Args:
        condition: true or false, shape (...); made of `primal(x)`, since a tracer is not compared.
        u: a tracer or an array.
        v: a tracer or an array.
    """
    if isinstance(u, Tracer):
        return u.choose(condition, v)
    return v.choose(np.logical_not(condition), u) if isinstance(v, Tracer) else np.where(condition, u, v)
