"""A landscape that a reader types, with exact derivatives from our own forward mode."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, final

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import Array, as_points
from landscape.autodiff import Jet, jets
from landscape.autodiff.forward import power
from landscape.landscapes.base import Landscape, StationaryPoint, Window
from landscape.landscapes.grammar import Operation, latex, parse

Rule = Callable[[Any], tuple[Any, Any, Any]]


def _positive(u: Any) -> Any:
    return np.where(u > 0, u, np.nan)


def _tan(u: Any) -> tuple[Any, Any, Any]:
    t = np.tan(u)
    slope = 1 + t * t
    return t, slope, 2 * t * slope


def _tanh(u: Any) -> tuple[Any, Any, Any]:
    t = np.tanh(u)
    slope = 1 - t * t
    return t, slope, -2 * t * slope


def _arctan(u: Any) -> tuple[Any, Any, Any]:
    slope = 1 / (1 + u * u)
    return np.arctan(u), slope, -2 * u * slope * slope


def _sqrt(u: Any) -> tuple[Any, Any, Any]:
    root = np.sqrt(_positive(u))
    return np.sqrt(u), 1 / (2 * root), -1 / (4 * root * root * root)


def _log(u: Any) -> tuple[Any, Any, Any]:
    safe = _positive(u)
    return np.log(u), 1 / safe, -1 / (safe * safe)


def _abs(u: Any) -> tuple[Any, Any, Any]:
    # A kink: there is no derivative at zero, and none is made up.
    sign = np.where(u == 0, np.nan, np.sign(u))
    return np.abs(u), sign, sign * 0


# Each function with its first and second derivative. Outside the real domain NaN comes out by itself.
RULES: dict[str, Rule] = {
    "sin": lambda u: (np.sin(u), np.cos(u), -np.sin(u)),
    "cos": lambda u: (np.cos(u), -np.sin(u), -np.cos(u)),
    "tan": _tan,
    "exp": lambda u: (np.exp(u), np.exp(u), np.exp(u)),
    "log": _log,
    "sqrt": _sqrt,
    "tanh": _tanh,
    "sinh": lambda u: (np.sinh(u), np.cosh(u), np.sinh(u)),
    "cosh": lambda u: (np.cosh(u), np.sinh(u), np.cosh(u)),
    "arctan": _arctan,
    "abs": _abs,
}


def _raise(base: Any, exponent: Any) -> Any:
    if isinstance(base, Jet) or isinstance(exponent, Jet):
        return base**exponent
    if np.ndim(exponent) == 0 and np.ndim(base) > 0:
        return power(base, float(exponent))
    return np.power(base, exponent)


BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "**": _raise,
}


@final
@dataclass(frozen=True)
class Expression(Landscape):
    r"""A landscape from text such as `"sin(x)*cos(y) + x**2/10"`, differentiated exactly.

    Args:
        text: made of numbers, x, y, pi, e, + - * / **, parentheses and the functions sin cos tan exp log sqrt tanh sinh
            cosh arctan abs; at most 1,000 characters and 64 nested brackets.
        domain: the window to look at.

    >>> f = Expression("x**2 - y**2")
    >>> f.value([1.0, 1.0]), f.gradient([1.0, 1.0]).tolist(), f.hessian([1.0, 1.0]).tolist()
    (np.float64(0.0), [2.0, -2.0], [[2.0, 0.0], [0.0, -2.0]])

    Raises:
        ValueError: names the token that cannot be read, its column and what is allowed.
    """

    text: str
    domain: Window = ((-3.0, 3.0), (-3.0, 3.0))
    operations: tuple[Operation, ...] = field(init=False, repr=False, compare=False)

    @property
    def title(self) -> str:
        return self.text

    @property
    def about(self) -> str:
        return "A landscape of your own."

    @property
    def source(self) -> str:
        return "typed by the reader"

    @property
    def stationary_points(self) -> tuple[StationaryPoint, ...]:
        return ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "operations", parse(self.text))
        try:
            (x0, x1), (y0, y1) = ((float(low), float(high)) for low, high in self.domain)
        except (TypeError, ValueError) as error:
            raise ValueError(f"domain: expected ((x0, x1), (y0, y1)), got {self.domain!r}") from error
        if not (all(map(math.isfinite, (x0, x1, y0, y1))) and x0 < x1 and y0 < y1):
            raise ValueError(f"domain: expected finite x0 < x1 and y0 < y1, got {self.domain!r}")
        object.__setattr__(self, "domain", ((x0, x1), (y0, y1)))

    @property
    def formula(self) -> str:
        return latex(self.operations)

    @property
    def python(self) -> str:
        return self.text

    @property
    def start(self) -> tuple[float, float]:
        (x0, x1), (y0, y1) = self.domain
        return x0 + 0.8 * (x1 - x0), y0 + 0.7 * (y1 - y0)

    def _value(self, x: Any, y: Any) -> Any:
        stack: list[Any] = []
        for kind, what in self.operations:
            if kind == "number":
                # A NumPy number: 1/0 and 9**9**9**9 are inf, where Python's own would raise or never end.
                stack.append(np.float64(what))
            elif kind == "variable":
                stack.append(x if what == "x" else y)
            elif kind == "negate":
                stack.append(-stack.pop())
            elif kind == "function":
                u = stack.pop()
                stack.append(u.chain(*RULES[what](u.value)) if isinstance(u, Jet) else RULES[what](u)[0])
            else:
                right = stack.pop()
                stack.append(BINARY[what](stack.pop(), right))
        return stack[-1]

    def _jet(self, x: Any, y: Any) -> Jet:
        result = self._value(*jets(np.asarray(x, float), np.asarray(y, float)))
        if isinstance(result, Jet):
            return result
        zero = np.zeros_like(x)
        return Jet(zero + result, zero, zero, zero, zero, zero)

    def _gradient(self, x: Any, y: Any) -> tuple[Any, Any]:
        jet = self._jet(x, y)
        return jet.x, jet.y

    def _hessian(self, x: Any, y: Any) -> tuple[Any, Any, Any]:
        jet = self._jet(x, y)
        return jet.xx, jet.xy, jet.yy

    def derivatives(self, point: ArrayLike) -> tuple[Array, Array, Array]:
        """Value, gradient and Hessian from one pass of forward mode."""
        p = as_points(point)
        with np.errstate(all="ignore"):
            jet = self._jet(p[..., 0], p[..., 1])
        return jet.value, jet.gradient, jet.hessian
