"""Reverse mode against forward mode, differences and closed forms; its tape; a checker that catches a wrong digit."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from landscape import Expression
from landscape.autodiff import (
    FUNCTIONS,
    Dual,
    Tape,
    cos,
    differentiate,
    discrepancy,
    exp,
    gradient,
    hvp,
    jacobian,
    jvp,
    log,
    primal,
    record,
    sin,
    sqrt,
    tanh,
    vjp,
    where,
)

from .test_autodiff import OPERATORS, POINTS

V = np.array([0.6, -1.7])


def polar(r: Any, t: Any) -> Any:
    return r * cos(t), r * sin(t)


@pytest.mark.parametrize("name", OPERATORS)
def test_both_modes_and_differences_agree(name: str) -> None:
    function = OPERATORS[name]
    value, exact, hessian = differentiate(function, POINTS)
    tape = record(function, POINTS)
    np.testing.assert_allclose(tape.value, value, rtol=1e-14)
    np.testing.assert_allclose(tape.gradient, exact, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(hvp(function, POINTS, V), hessian @ V, rtol=1e-11, atol=1e-11)
    value, slope = jvp(function, POINTS, V)
    np.testing.assert_allclose(value, tape.value, rtol=1e-14)
    np.testing.assert_allclose(slope, exact @ V, rtol=1e-12, atol=1e-12)
    assert discrepancy(lambda p: record(function, p).value, lambda p: gradient(function, p), POINTS) < 1e-7
    assert discrepancy(lambda p: gradient(function, p), lambda p: hessians(function, p), POINTS) < 1e-6


def hessians(function: Any, points: Any) -> Any:
    """From two Hessian-vector products."""
    return np.stack([hvp(function, points, e) for e in np.eye(2)], axis=-1)


def thousandth(tape: Tape, index: int, error: float) -> Tape:
    """The same tape with one local derivative wrong, by a factor."""
    entry = tape.entries[index]
    wrong = replace(entry, slopes=(entry.slopes[0] * error, *entry.slopes[1:]))
    return replace(tape, entries=(*tape.entries[:index], wrong, *tape.entries[index + 1 :])).backward()


@pytest.mark.parametrize("error", [1.001, 0.999])
@pytest.mark.parametrize("name", OPERATORS)
def test_an_error_of_a_thousandth_in_any_entry_is_caught(name: str, error: float) -> None:
    function = OPERATORS[name]
    value = lambda p: record(function, p).value  # noqa: E731
    tape = record(function, POINTS)
    caught = 0
    for index in range(2, len(tape.entries)):
        # Behind (x * y) ** 0 nothing that is wrong can be seen.
        if np.any(thousandth(tape, index, error).gradient != tape.gradient):
            wrong = lambda p, k=index: thousandth(record(function, p), k, error).gradient  # noqa: E731
            assert discrepancy(value, wrong, POINTS) > 1e-5, tape.entries[index].operation
            caught += 1
    assert caught >= 1


def test_the_text_of_the_book_is_one_tape() -> None:
    tape = record(lambda x, y: x**2 - y**2, [1.0, 1.0])
    assert [(e.name, e.operation) for e in tape.entries] == [
        ("x", ""), ("y", ""), ("v1", "x ** 2"), ("v2", "y ** 2"), ("v3", "v1 - v2"),
    ]  # fmt: skip
    assert [float(e.adjoint or 0.0) for e in tape.entries] == [2.0, -2.0, 1.0, -1.0, 1.0]
    assert [e.inputs for e in tape.entries] == [(), (), (0,), (1,), (2, 3)]
    assert len(tape) == 3
    np.testing.assert_array_equal(tape.gradient, [2.0, -2.0])


def test_many_inputs_one_pass() -> None:
    """A sum of products of neighbours, with 200 inputs; its gradient is the sum of the neighbours."""
    w = np.random.default_rng(1).normal(size=200)
    function = lambda *u: sum((u[k] * u[k + 1] for k in range(199)), 0.0)  # noqa: E731
    exact = np.append(w[1:], 0.0) + np.append(0.0, w[:-1])
    tape = record(function, w)
    np.testing.assert_allclose(tape.gradient, exact, rtol=1e-14)
    assert len(tape) == 398
    v = np.random.default_rng(2).normal(size=200)
    np.testing.assert_allclose(hvp(function, w, v), np.append(v[1:], 0.0) + np.append(0.0, v[:-1]), rtol=1e-13)


def test_a_map_by_rows_and_by_columns() -> None:
    r, t = 1.3, 0.4
    exact = np.array([[math.cos(t), -r * math.sin(t)], [math.sin(t), r * math.cos(t)]])
    np.testing.assert_allclose(jacobian(polar, [r, t]), exact, rtol=1e-15)
    value, row = vjp(polar, [r, t], V)
    np.testing.assert_allclose(row, V @ exact, rtol=1e-14)
    np.testing.assert_allclose(value, [r * math.cos(t), r * math.sin(t)], rtol=1e-15)
    np.testing.assert_allclose(jvp(polar, [r, t], V)[1], exact @ V, rtol=1e-14)


def test_leading_axes_mean_many() -> None:
    points = np.random.default_rng(3).uniform(0.5, 1.5, (4, 3, 2))
    assert jacobian(polar, points).shape == (4, 3, 2, 2)
    assert vjp(polar, points, V)[1].shape == (4, 3, 2)
    np.testing.assert_allclose(jacobian(polar, points)[2, 1], jacobian(polar, points[2, 1]), rtol=1e-15)
    np.testing.assert_allclose(gradient(lambda x, y: 3.0 * x, points), np.broadcast_to([3.0, 0.0], (4, 3, 2)))
    weights = np.random.default_rng(4).normal(size=(4, 3, 2))
    np.testing.assert_allclose(
        vjp(polar, points, weights)[1], np.einsum("...i,...ij->...j", weights, jacobian(polar, points)), rtol=1e-13
    )


def test_an_expression_of_a_reader_runs_on_the_tape() -> None:
    f = Expression("sin(x)*cos(y) + x**2/10 + 2/(x + y)**1.5 + x**y")
    np.testing.assert_allclose(gradient(f._run, POINTS), f.gradient(POINTS), rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(hvp(f._run, POINTS, V), f.hessian(POINTS) @ V, rtol=1e-11, atol=1e-12)


def test_a_constant_has_derivative_zero() -> None:
    tape = record(lambda x, y: 4.0, [1.0, 2.0])
    assert float(tape.value) == 4.0
    np.testing.assert_array_equal(tape.gradient, [0.0, 0.0])
    np.testing.assert_array_equal(jacobian(lambda x, y: (x, 4.0), [1.0, 2.0]), [[1.0, 0.0], [0.0, 0.0]])


def test_an_output_may_also_be_an_input_of_others() -> None:
    def both(x: Any, y: Any) -> Any:
        u = x * y
        return u, u * u

    np.testing.assert_array_equal(vjp(both, [2.0, 3.0], [1.0, 10.0])[1], [3 + 20 * 6 * 3, 2 + 20 * 6 * 2])


def test_what_is_not_used_does_not_spoil_the_rest() -> None:
    def function(x: Any, y: Any) -> Any:
        log(x - 5.0)  # NaN, and nobody asks
        return x * y

    np.testing.assert_array_equal(gradient(function, [2.0, 3.0]), [3.0, 2.0])


def test_kinks_have_no_derivative() -> None:
    kink = lambda x, y: FUNCTIONS["abs"](x) + y  # noqa: E731
    np.testing.assert_array_equal(gradient(kink, [0.0, 1.0]), [math.nan, 1.0])
    # Forward mode multiplies every tangent by the slope that is not there, zeros too.
    assert np.isnan(differentiate(kink, [0.0, 1.0])[1]).all()
    np.testing.assert_array_equal(gradient(kink, [-2.0, 1.0]), [-1.0, 1.0])


def test_a_choice_is_right_forwards_and_may_be_lost_backwards() -> None:
    """The derivative of a choice is that of what was chosen; in reverse, 0 times an infinite slope is NaN."""
    branch = lambda x, y: where(primal(x) > 1.0, x * x * y, 3.0 * x)  # noqa: E731
    points = [[0.5, 2.0], [2.0, 5.0]]
    for found in (gradient(branch, points), differentiate(branch, points)[1]):
        np.testing.assert_array_equal(found, [[3.0, 0.0], [20.0, 4.0]])
    np.testing.assert_array_equal(differentiate(branch, points)[2], [[[0, 0], [0, 0]], [[10, 4], [4, 0]]])
    np.testing.assert_array_equal(hvp(branch, points, [1.0, 1.0]), [[0.0, 0.0], [14.0, 4.0]])
    other_way = lambda x, y: where(x.value <= 1.0, 3.0, x)  # noqa: E731
    np.testing.assert_array_equal(gradient(other_way, points), [[0.0, 0.0], [1.0, 0.0]])

    root = lambda x, y: where(x.value > 0.0, sqrt(x), 0.0 * x)  # noqa: E731
    assert jvp(root, [-1.0, 0.0], [1.0, 0.0])[1] == 0.0
    assert math.isnan(gradient(root, [-1.0, 0.0])[0])
    safe = lambda x, y: where(x.value > 0.0, sqrt(where(x.value > 0.0, x, 1.0)), 0.0 * x)  # noqa: E731
    np.testing.assert_array_equal(gradient(safe, [-1.0, 0.0]), [0.0, 0.0])
    assert where(np.array([True, False]), 1.0, 2.0).tolist() == [1.0, 2.0]


def test_dual_numbers_multiply_as_the_product_rule() -> None:
    z = Dual(2.0, 3.0) * Dual(5.0, 7.0)
    assert (z.value, z.tangent) == (10.0, 29.0)
    assert (Dual(0.0, 1.0) * Dual(0.0, 1.0)).tangent == 0.0
    assert isinstance(np.float64(2.0) * z, Dual)


def test_numbers_of_two_recordings_do_not_mix() -> None:
    with pytest.raises(ValueError, match="of one recording"):
        record(lambda x, y: x * record(lambda a, b: a * x, [1.0, 2.0]).value, [1.0, 2.0])


def test_several_outputs_ask_how_much_each_counts() -> None:
    tape = record(polar, [1.0, 2.0])
    with pytest.raises(ValueError, match=r"2 outputs: say how much each counts"):
        _ = tape.gradient
    assert "Backwards" not in repr(tape)
    assert "Backwards" in repr(tape.backward([1.0, 0.0]))


def test_a_tape_shows_itself_forwards_and_backwards() -> None:
    tape = record(lambda x, y: x * y + sin(x) - 3.0, [2.0, 5.0])
    said = repr(tape)
    forwards, backwards = said.split("\n\n")
    assert [line.split()[0] for line in forwards.splitlines()[2:]] == ["x", "y", "v1", "v2", "v3", "v4"]
    assert [line.split()[0] for line in backwards.splitlines()[2:]] == ["v4", "v3", "v2", "v1", "y", "x"]
    assert "dv1/dx = 5, dv1/dy = 2" in forwards
    assert backwards.splitlines()[-1].endswith("1 * 5 from v1, 1 * (-0.4161) from v2")
    assert not any(line != line.rstrip() for line in said.splitlines())
    html = tape._repr_html_()
    assert html.count("<table ") == 2
    assert html.count("<tr>") == 2 * 7
    assert "<td>∂v1/∂x = 5, ∂v1/∂y = 2</td>" in html.replace("&nbsp;", " ")
    assert "(−0.4161)" in html
    assert '<th scope="row"><code>v3</code></th><td><code>v1 + v2</code></td>' in html


def test_a_long_tape_is_shown_without_its_middle_and_with_many_points_short() -> None:
    tape = record(lambda *u: sum(u, 0.0), np.ones(100))
    assert "... 160 more" in repr(tape)
    assert len(repr(tape).splitlines()) < 100
    many = record(lambda x, y: tanh(x) * exp(y), POINTS)
    assert max(map(len, repr(many).splitlines())) < 160


def test_tangents_are_shown_on_the_tape() -> None:
    tape = record(lambda x, y: x * x * y, [1.0, 2.0], along=[1.0, 0.0])
    np.testing.assert_array_equal(tape.product, [4.0, 2.0])
    assert "4 + 4 ε" in repr(tape)
