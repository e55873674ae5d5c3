"""What every mode of automatic differentiation shares: a number that remembers where it comes from.

A tracer stands in for a number while a function runs. It answers sums, products and functions of one variable; all
other arithmetic is made of these three here, once, from rules that the modes share.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from landscape.autodiff.guard import Guard, of_numbers

Number = Any
"""An array, or a plain number where a part is the same everywhere: zeros of fresh coordinates cost nothing."""
Triple = tuple[Number, Number, Number]
Rule = Callable[[Number], Triple]
"""A function of one variable with its first and second derivatives, at a number."""
T = TypeVar("T", bound="Tracer")


class Tracer(Guard, ABC):
    """A number under observation.

    NumPy's functions lead to those of this package where there are any: `np.sin(x)` is `sin(x)`. Comparisons raise a
    TypeError: compare `primal(x)`, the number beneath, and choose with `where`.
    """

    value: Number

    @abstractmethod
    def function(self: T, name: str, rule: Rule) -> T:
        """A function of one variable, by the chain rule. In `name`, {0} stands for this tracer."""

    @abstractmethod
    def choose(self: T, condition: Any, other: T | Number) -> T:
        """This tracer where the condition holds, the other number elsewhere."""

    @abstractmethod
    def __add__(self: T, other: T | Number) -> T: ...

    @abstractmethod
    def __mul__(self: T, other: T | Number) -> T: ...

    def __radd__(self: T, other: Number) -> T:
        return self.__add__(other)

    def __rmul__(self: T, other: Number) -> T:
        return self.__mul__(other)

    def __pos__(self: T) -> T:
        return self

    def __neg__(self: T) -> T:
        return self.function("-{0}", lambda u: (-u, -1.0, 0.0))

    @of_numbers
    def __sub__(self: T, other: T | Number) -> T:
        return self.__add__(-other)

    def __rsub__(self: T, other: Number) -> T:
        return (-self).__add__(other)

    @of_numbers
    def __truediv__(self: T, other: T | Number) -> T:
        if isinstance(other, Tracer):
            return self.__mul__(other.reciprocal())
        d = nonzero(other)
        return self.function(f"{{0}} / {shown(other)}", lambda u: (u / d, 1.0 / d, 0.0))

    def __rtruediv__(self: T, other: Number) -> T:
        return self.reciprocal().__mul__(other)

    def reciprocal(self: T) -> T:
        return self.function("1 / {0}", _reciprocal)

    @of_numbers
    def __pow__(self: T, exponent: T | Number) -> T:
        if isinstance(exponent, Tracer):
            return _general_power(self, exponent)
        if np.ndim(exponent):
            raise TypeError(f"expected one number as the exponent, or a tracer, got shape {np.shape(exponent)}")
        n = float(exponent)
        return self.function(f"{{0}} ** {shown(n)}", lambda u: _power(u, n))

    @of_numbers
    def __rpow__(self: T, base: Number) -> T:
        return self.function(f"{shown(base)} ** {{0}}", lambda v: _exponential(base, v))


def primal(u: Number) -> Number:
    """The plain number beneath a tracer, or beneath a tracer of a tracer."""
    return primal(u.value) if isinstance(u, Tracer) else u


def shown(constant: Number) -> str:
    """A constant as it stands in the name of an operation."""
    return f"{float(constant):g}" if np.ndim(constant) == 0 else "constants"


def nonzero(u: Number) -> Number:
    """NaN in place of zero: a pole is outside the real domain."""
    return np.where(u == 0.0, np.nan, u)


def power(u: Number, n: float) -> Number:
    """u to a constant power; small whole powers as products, which agree to the last bit wherever they are computed."""
    if n < 0.0:
        return 1.0 / power(nonzero(u), -n)
    if n == 0.0:
        return np.ones_like(u)
    if n in (1.0, 2.0, 3.0, 4.0):
        square = u * u
        return (u, square, square * u, square * square)[int(n) - 1]
    return np.power(u, n)


def positive_power(u: Number, v: Number) -> Number:
    """u to a power that varies: real for u >= 0 only, even where v happens to be a whole number."""
    return np.power(np.where(u < 0.0, np.nan, u), v)


def _reciprocal(u: Number) -> Triple:
    r = 1.0 / nonzero(u)
    return r, -r * r, 2.0 * r * r * r


def _power(u: Number, n: float) -> Triple:
    # A factor of zero wins over an infinite power: x**1 has no second derivative at 0, and not 0 * inf.
    first = 0.0 if n == 0.0 else n * power(u, n - 1.0)
    second = 0.0 if n in (0.0, 1.0) else n * (n - 1.0) * power(u, n - 2.0)
    return power(u, n), first, second


def _exponential(base: Number, v: Number) -> Triple:
    w, logarithm = positive_power(base, v), np.log(np.float64(base))
    return w, w * logarithm, w * logarithm * logarithm


def _logarithm(u: Number) -> Triple:
    base = np.where(u > 0.0, u, np.nan)
    r = 1.0 / base
    return np.log(base), r, -r * r


def _general_power(u: T, v: Number) -> T:
    """exp(v log u): derivatives for positive u only, though 0 to a power has a value."""
    w = positive_power(primal(u), primal(v))
    return u.function("log({0})", _logarithm).__mul__(v).function("exp({0})", lambda _: (w, w, w))
