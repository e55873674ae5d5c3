"""What a reader may get wrong on the way to a derivative: refused, in words that name the way out, or answered."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from landscape.autodiff import (
    central_difference,
    differentiate,
    discrepancy,
    forward_difference,
    gradient,
    hvp,
    jacobian,
    jvp,
    primal,
    record,
    vjp,
)

AT = [1.0, 2.0]
V = [1.0, 0.0]

WAYS: dict[str, Callable[[Any, Any], Any]] = {
    "gradient": gradient,
    "hvp": lambda f, p: hvp(f, p, V),
    "jvp": lambda f, p: jvp(f, p, V),
    "record": record,
    "differentiate": differentiate,
}
"""Each runs a function on tracers of its own kind."""
SEVERAL: dict[str, Callable[[Any, Any], Any]] = {"jacobian": jacobian, "vjp": lambda f, p: vjp(f, p, V)}
OF_POINTS: dict[str, Callable[[Any, Any], Any]] = {
    "forward_difference": forward_difference,
    "central_difference": central_difference,
    "discrepancy": lambda f, p: discrepancy(f, lambda q: q, p),
}

product = lambda x, y: x * y  # noqa: E731
pair = lambda x, y: (x * y, x)  # noqa: E731


def forgetful(*_: Any) -> None:
    """A function without its `return`."""


@pytest.mark.parametrize("name", ["differentiate", *OF_POINTS])
@pytest.mark.parametrize("point", [[1.0, 2.0, 3.0], [0.0], 0.0, [], [[1.0], [2.0]]])
def test_where_there_are_two_coordinates_others_are_refused(name: str, point: Any) -> None:
    function = product if name == "differentiate" else lambda p: p[..., 0]
    shape = str(np.shape(point)).replace("(", r"\(").replace(")", r"\)")
    with pytest.raises(ValueError, match=rf"^point: expected shape \(\.\.\., 2\), got shape {shape}$"):
        {**WAYS, **OF_POINTS}[name](function, point)


@pytest.mark.parametrize("name", [*WAYS, *SEVERAL])
@pytest.mark.parametrize("point", [0.0, [], "a", None, [10**400, 1], [[1.0], [1.0, 2.0]]])
def test_what_is_no_point_is_refused(name: str, point: Any) -> None:
    with pytest.raises(ValueError, match=r"^point: expected .*shape \(\.\.\., [N2]\), got"):
        {**WAYS, **SEVERAL}[name](lambda *u: 1.0, point)


@pytest.mark.parametrize("name", [*WAYS, *SEVERAL, *OF_POINTS])
def test_a_forgotten_return_is_no_derivative_of_zero(name: str) -> None:
    with pytest.raises(ValueError, match="the function returned None: is `return` missing"):
        {**WAYS, **SEVERAL, **OF_POINTS}[name](forgetful, AT)


def test_a_forgotten_return_of_the_claim_is_told_too() -> None:
    with pytest.raises(ValueError, match="returned None"):
        discrepancy(lambda p: p[..., 0], forgetful, AT)


@pytest.mark.parametrize("name", WAYS)
def test_what_is_no_output_is_refused(name: str) -> None:
    way = WAYS[name]
    for made in ("x", {}, [[1.0, "a"]], ((1.0, 2.0), None)):
        with pytest.raises(ValueError, match="the function returned"):
            way(lambda x, y, made=made: made, AT)
    with pytest.raises(ValueError, match="empty tuple"):
        way(lambda x, y: (), AT)
    with pytest.raises(ValueError, match=r"return a tuple, and use where in place of np\.where"):
        way(lambda x, y: np.array([x, y]), AT)
    with pytest.raises(ValueError, match=r"use where in place of np\.where"):
        way(lambda x, y: np.where(primal(x) > 0.0, x, y), AT)


@pytest.mark.parametrize("name", ["gradient", "hvp", "differentiate"])
def test_several_outputs_are_sent_to_the_functions_that_take_them(name: str) -> None:
    with pytest.raises(ValueError, match=r"a tuple, 2 outputs, .*: jacobian gives a row for each, vjp"):
        WAYS[name](pair, AT)
    with pytest.raises(ValueError, match=r"a tuple, 1 output, "):
        WAYS[name](lambda x, y: (x,), AT)


@pytest.mark.parametrize("v", [[1.0, 0.0, 99.0], [1.0], 1.0, [[1.0, 2.0]] * 3, "a", None])
def test_weights_are_as_many_as_outputs(v: Any) -> None:
    with pytest.raises(ValueError, match=r"^v, how much each output counts: expected .*shape"):
        vjp(pair, AT, v)
    with pytest.raises(ValueError, match=r"^v, how much each output counts: expected .*shape"):
        record(pair, AT).backward(v)


def test_the_weight_of_a_single_output_has_no_axis() -> None:
    np.testing.assert_array_equal(vjp(product, AT, 3.0)[1], [6.0, 3.0])
    np.testing.assert_array_equal(vjp(product, [AT, AT], [3.0, 1.0])[1], [[6.0, 3.0], [2.0, 1.0]])
    for v in ([3.0], [3.0, 1.0, 2.0]):
        with pytest.raises(ValueError, match=r"expected shape \(\), or one for all points, got shape"):
            vjp(product, AT, v)


def test_weights_for_all_points_stay_one_number_on_the_tape() -> None:
    assert record(product, [AT, AT]).entries[-1].adjoint == 1.0


@pytest.mark.parametrize("v", [[1.0], [1.0, 2.0, 3.0], 1.0, "a", [10**400, 1]])
@pytest.mark.parametrize(
    ("name", "way"),
    [("v", hvp), ("direction", jvp), ("along", lambda f, p, v: record(f, p, along=v))],
    ids=["hvp", "jvp", "record"],
)
def test_a_direction_has_as_many_coordinates_as_the_point(name: str, way: Any, v: Any) -> None:
    with pytest.raises(ValueError, match=rf"^{name}: expected .*shape \(\.\.\., 2\), got"):
        way(product, AT, v)


def test_directions_go_with_points() -> None:
    points = np.ones((3, 2))
    np.testing.assert_array_equal(hvp(product, points, V), [[0.0, 1.0]] * 3)
    np.testing.assert_array_equal(jvp(product, AT, np.eye(2))[1], [2.0, 1.0])
    for name, way in (("v", hvp), ("direction", jvp)):
        with pytest.raises(ValueError, match=rf"^{name}: expected shape \(3, 2\), or one for all points"):
            way(product, points, np.ones((4, 2)))


@pytest.mark.parametrize("shape", [(), (4,), (3, 4)])
def test_the_jacobian_of_a_single_output_is_one_row(shape: tuple[int, ...]) -> None:
    points = np.broadcast_to(AT, (*shape, 2))
    rows = jacobian(product, points)
    assert rows.shape == (*shape, 1, 2)
    np.testing.assert_array_equal(rows[..., 0, :], gradient(product, points))


def test_differences_of_huge_numbers_warn_nobody() -> None:
    """Numbers that are not finite are an answer: warnings are errors here."""
    cubic = lambda p: p[..., 0] ** 2 * p[..., 1]  # noqa: E731
    assert not np.isfinite(forward_difference(cubic, [1e308, 1.0])).any()
    assert not np.isfinite(central_difference(cubic, [1e308, 1.0])).any()
    assert not math.isfinite(discrepancy(cubic, lambda p: p, [1e308, 1.0]))


def test_a_pass_inside_a_pass_is_refused_and_the_next_one_is_not() -> None:
    def f(x: Any) -> Any:
        return x * jvp(lambda y: x + y, [1.0], [1.0])[1]

    # With one epsilon for both, the derivative at 3 would be 2 and not 1.
    with pytest.raises(ValueError, match="mix the two rates: for second derivatives there are hvp"):
        jvp(f, [3.0], [1.0])
    assert jvp(lambda x: x * x, [3.0], [1.0])[1] == 6.0
