"""What is not arithmetic asked of a traced number: refused, in words that name the way out, or answered."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from landscape.autodiff import (
    FUNCTIONS,
    Dual,
    coordinates,
    differentiate,
    exp,
    gradient,
    jvp,
    primal,
    record,
    sin,
    where,
)

AT = [1.0, 2.0]
V = [1.0, 0.0]

TRACERS = {"Variable": gradient, "Jet": differentiate, "Dual": lambda f, p: jvp(f, p, V)}


@pytest.mark.parametrize("name", TRACERS)
@pytest.mark.parametrize(
    "asked",
    [
        lambda x, y: x == 1.0, lambda x, y: x != y, lambda x, y: x > 0.0, lambda x, y: x <= y,
        lambda x, y: x >= 2, lambda x, y: x < y, lambda x, y: np.float64(1.0) == x, lambda x, y: np.ones(3) > x,
        lambda x, y: np.equal(x, y), lambda x, y: max(x, y), lambda x, y: x in [y],
    ],
)  # fmt: skip
def test_a_comparison_names_the_way_out(name: str, asked: Any) -> None:
    with pytest.raises(TypeError, match=rf"^a {name} is not compared with .*primal\(x\) .* where\(condition, u, v\)$"):
        TRACERS[name](lambda x, y: x if asked(x, y) else y, AT)


@pytest.mark.parametrize("name", TRACERS)
@pytest.mark.parametrize(
    "asked",
    [lambda x, y: x if x else y, lambda x, y: x and y, lambda x, y: where(x, 1.0, y), lambda x, y: np.logical_not(x)],
)
def test_a_tracer_is_neither_true_nor_false(name: str, asked: Any) -> None:
    with pytest.raises(TypeError, match=rf"^a {name} is neither true nor false: .*primal\(x\)"):
        TRACERS[name](asked, AT)


@pytest.mark.parametrize("name", TRACERS)
def test_the_way_out_leads_on(name: str) -> None:
    found = TRACERS[name](lambda x, y: where(primal(x) == 1.0, x * x, y), AT)
    chosen = TRACERS[name](lambda x, y: x * x if primal(x) == 1.0 else y, AT)
    for a, b in zip(found, chosen, strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_tracer_is_still_a_key() -> None:
    x, y = coordinates(np.array(1.0), np.array(2.0))
    assert {x: "x", y: "y"}[y] == "y"
    assert x in {x, y}
    assert x in [x, y]


@pytest.mark.parametrize("name", TRACERS)
@pytest.mark.parametrize(
    "slip", [lambda x, y: math.sin(x), lambda x, y: float(x) * y, lambda x, y: np.array([x, y], dtype=float)]
)
def test_functions_of_math_are_sent_to_those_of_the_package(name: str, slip: Any) -> None:
    with pytest.raises(TypeError, match=rf"^a {name} is no plain number, .*use sin, cos, .* of landscape\.autodiff"):
        TRACERS[name](slip, AT)


@pytest.mark.parametrize("name", TRACERS)
@pytest.mark.parametrize(
    ("called", "slip"),
    [
        ("maximum", lambda x, y: np.maximum(x, 0.0)), ("sign", lambda x, y: np.sign(x)),
        ("remainder", lambda x, y: np.float64(7.0) % x), ("add.reduce", lambda x, y: np.add.reduce(x)),
        ("matmul", lambda x, y: np.ones((2, 2)) @ x), ("sin", lambda x, y: np.sin(x, where=True)),
        ("add", lambda x, y: np.add(x, y, out=np.zeros(()))),
    ],
)  # fmt: skip
def test_other_functions_of_numpy_name_those_that_there_are(name: str, called: str, slip: Any) -> None:
    with pytest.raises(TypeError, match=rf"^np\.{called} has no rule for a {name}\. .*sin, cos, tan, .*abs, and where"):
        TRACERS[name](slip, AT)


@pytest.mark.parametrize("name", TRACERS)
def test_functions_of_numpy_are_those_of_the_package_to_the_last_bit(name: str) -> None:
    points = np.random.default_rng(0).uniform(0.3, 1.4, (20, 2))
    for called, function in FUNCTIONS.items():
        ours = TRACERS[name](lambda x, y, f=function: 2.0 * f(x * y), points)
        of_numpy = getattr(np, called)
        numpys = TRACERS[name](lambda x, y, f=of_numpy: np.float64(2.0) * f(x * y), points)
        for a, b in zip(ours, numpys, strict=True):
            np.testing.assert_array_equal(a, b)


def test_numpy_writes_the_same_tape() -> None:
    ours = record(lambda x, y: exp(sin(x) * y) - abs(y), AT)
    numpys = record(lambda x, y: np.subtract(np.exp(np.multiply(np.sin(x), y)), np.abs(y)), AT)
    assert repr(numpys) == repr(ours)
    assert "abs(y)" in repr(ours)


def test_a_sum_may_begin_as_an_array() -> None:
    def total(x: Any, y: Any) -> Any:
        amount = np.zeros(())
        amount += x
        amount *= y
        return amount

    np.testing.assert_array_equal(gradient(total, AT), [2.0, 1.0])
    np.testing.assert_array_equal(gradient(lambda x, y: np.sum([x, y * y]), AT), [1.0, 4.0])


@pytest.mark.parametrize("name", TRACERS)
@pytest.mark.parametrize("other", ["a", None, {}, 1j, [[1.0], [1.0, 2.0]]])
@pytest.mark.parametrize(
    ("sign", "operation"),
    [
        (r"\+", lambda x, u: x + u), ("-", lambda x, u: x - u), (r"\*", lambda x, u: x * u), ("/", lambda x, u: x / u),
        (r"\*\*", lambda x, u: x**u), (r"\+", lambda x, u: u + x), ("-", lambda x, u: u - x), ("/", lambda x, u: u / x),
        (r"\*\*", lambda x, u: u**x),
    ],
)  # fmt: skip
def test_arithmetic_with_what_is_no_number_names_both_types(name: str, sign: str, operation: Any, other: Any) -> None:
    kind = type(other).__name__
    both = rf"unsupported operand type\(s\) for {sign}.*: ('{name}' and '{kind}'|'{kind}' and '{name}')"
    of_texts = rf"can('t multiply| only concatenate) .*\b{name}\b"
    with pytest.raises(TypeError, match=f"^({both}|{of_texts})"):
        TRACERS[name](lambda x, y: operation(x, other), AT)


def test_arrays_of_tracers_are_no_numbers() -> None:
    with pytest.raises(TypeError, match=r"np\.multiply got a Variable and ndarray that holds no numbers"):
        gradient(lambda x, y: np.array([x, y]) * x, AT)


@pytest.mark.parametrize("name", TRACERS)
def test_an_exponent_is_one_number(name: str) -> None:
    for exponent in (np.array([2.0, 3.0]), [2.0], np.ones((1, 1))):
        with pytest.raises(TypeError, match=r"^expected one number as the exponent, or a tracer, got shape \("):
            TRACERS[name](lambda x, y, n=exponent: x**n, AT)


def test_numbers_of_every_kind_take_part() -> None:
    points = np.array([[1.0, 2.0], [3.0, 4.0]])
    kinds: list[Any] = [2, np.float32(2.0), np.int64(2), Fraction(2), np.array(2.0), [2.0, 2.0], np.full(2, 2)]
    for two in kinds:
        np.testing.assert_array_equal(gradient(lambda x, y, u=two: x * u + y, points), [[2.0, 1.0]] * 2)
        np.testing.assert_array_equal(gradient(lambda x, y, u=two: y - u - x / u, points), [[-0.5, 1.0]] * 2)
    assert (Dual(3.0, 1.0) * np.float64(2.0)).tangent == 2.0
