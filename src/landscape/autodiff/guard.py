"""What Python and NumPy ask of a tracer besides `+ - * / **`: an answer where there is one, or the way out."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from numbers import Real
from typing import Any, NoReturn, TypeVar, cast

import numpy as np

Operator = TypeVar("Operator", bound=Callable[..., Any])

CALLED: dict[str, Callable[[Any], Any]] = {}
"""The functions of one variable, by the names that a reader types; `rules` fills it."""
ARITHMETIC = {
    "add": "add", "subtract": "sub", "multiply": "mul", "divide": "truediv", "power": "pow", "float_power": "pow",
}  # fmt: skip
"""From NumPy's names of operations to Python's."""
ALONE: dict[str, Callable[[Any], Any]] = {
    "negative": lambda u: -u,
    "positive": lambda u: +u,
    "reciprocal": lambda u: 1.0 / u,
    "square": lambda u: u**2,
    "absolute": abs,
    "fabs": abs,
}
COMPARED = {
    "equal": "==", "not_equal": "!=", "less": "<", "less_equal": "<=", "greater": ">", "greater_equal": ">=",
}  # fmt: skip


class Guard:
    """A number whose comparisons would answer about the object and not about the number: they are refused."""

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, out: Any = None, **keywords: Any) -> Any:
        name = ufunc.__name__
        # `total += x` on an array offers its memory; what comes back takes its place, as a plain number would.
        if method == "__call__" and not keywords and (out is None or out[0] is inputs[0]):
            rule = ALONE.get(name) or CALLED.get(name)
            if rule is not None:
                return rule(self)
            if name in COMPARED:
                _refuse_comparison(self, COMPARED[name])
            if name.startswith("logical_"):
                bool(self)
            if name in ARITHMETIC:
                left, right = inputs
                # Not `left + right`: an array on the left would ask here again.
                ours, other, mark = (left, right, "") if isinstance(left, Guard) else (right, left, "r")
                made = getattr(ours, f"__{mark}{ARITHMETIC[name]}__")(other)
                if made is NotImplemented:
                    raise TypeError(f"np.{name} got {_a(self)} and {type(other).__name__} that holds no numbers")
                return made
        raise TypeError(
            f"np.{name}{f'.{method}' * (method != '__call__')} has no rule for {_a(self)}. There are + - * / **, the "
            f"functions {', '.join(CALLED)}, and where(condition, u, v) to choose between two"
        )

    def __abs__(self) -> Any:
        return CALLED["abs"](self)

    def __float__(self) -> float:
        raise TypeError(
            f"{_a(self)} is no plain number, as the functions of math and float() want: use {', '.join(CALLED)} of "
            "landscape.autodiff; primal(x) is the number beneath"
        )

    def __bool__(self) -> bool:
        raise TypeError(
            f"{_a(self)} is neither true nor false: ask the number beneath it, primal(x), and choose between two "
            "results with where(condition, u, v)"
        )

    def __eq__(self, other: object) -> bool:
        _refuse_comparison(self, "==")

    def __ne__(self, other: object) -> bool:
        _refuse_comparison(self, "!=")

    def __lt__(self, other: object) -> bool:
        _refuse_comparison(self, "<")

    def __le__(self, other: object) -> bool:
        _refuse_comparison(self, "<=")

    def __gt__(self, other: object) -> bool:
        _refuse_comparison(self, ">")

    def __ge__(self, other: object) -> bool:
        _refuse_comparison(self, ">=")

    __hash__ = object.__hash__


def _refuse_comparison(tracer: Guard, sign: str) -> NoReturn:
    raise TypeError(
        f"{_a(tracer)} is not compared with {sign}: compare the number beneath it, as in primal(x) {sign} 1.0, and "
        "choose between two results with where(condition, u, v)"
    )


def _a(tracer: Guard) -> str:
    return f"a {type(tracer).__name__}"


def is_number(u: Any) -> bool:
    """Whether it may take part in arithmetic: a tracer, a real number, or real numbers in an array."""
    if isinstance(u, (float, int, Guard)):
        return True
    try:
        return np.asarray(u).dtype.kind in "biuf" or isinstance(u, Real)
    except ValueError:
        return False  # rows of different lengths


def of_numbers(operator: Operator) -> Operator:
    """An operator with one operand besides its own; what is no number is left to Python, which names both types."""

    @wraps(operator)
    def checked(self: Any, other: Any) -> Any:
        if not is_number(other):
            return NotImplemented
        return operator(self, np.asarray(other) if isinstance(other, (list, tuple)) else other)

    return cast(Operator, checked)
