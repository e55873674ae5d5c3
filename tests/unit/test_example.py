"""Every number of the example in the README."""

from __future__ import annotations

import re
from math import cos, sin
from pathlib import Path

import numpy as np
import pytest

from landscape import (
    Bowl,
    Expression,
    GradientDescent,
    Hill,
    Himmelblau,
    Newton,
    Rosenbrock,
    Saddle,
    classify,
    definiteness,
    descend,
    eigenpairs,
)

P = np.array([1.0, 1.0])


def test_the_example_of_the_readme_runs_as_written() -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    exec(compile(code, "README.md", "exec"), {})


def test_value_gradient_and_hessian_of_the_saddle() -> None:
    f = Saddle()
    assert f.value(P) == 0.0
    assert f.gradient(P).tolist() == [2.0, -2.0]
    assert f.hessian(P).tolist() == [[2.0, 0.0], [0.0, -2.0]]


@pytest.mark.parametrize(("landscape", "value"), [(Bowl(), 2.0), (Saddle(), 0.0), (Hill(), -2.0)])
def test_heights_at_one_one(landscape: Bowl, value: float) -> None:
    assert landscape.value(P) == value


def test_newton_lands_on_the_saddle_in_one_step_and_stays() -> None:
    path = descend(Saddle(), Newton(), P, steps=3)
    assert path.point.tolist() == [[1.0, 1.0], [0.0, 0.0], [0.0, 0.0], [0.0, 0.0]]


def test_a_batch_of_gradient_descents() -> None:
    path = descend(Bowl(), GradientDescent(learning_rate=0.1), np.zeros((64, 64, 2)) + P, steps=20)
    assert path.point.shape == (21, 64, 64, 2)
    np.testing.assert_allclose(path.point[-1], 0.8**20, rtol=1e-12)
    assert path.reason.shape == (21, 64, 64)
    assert path.reason.dtype == np.int8


def test_eigenpairs_ascend_with_vectors_in_columns() -> None:
    values, vectors = eigenpairs(Saddle().hessian(P))
    assert values.tolist() == [-2.0, 2.0]
    assert vectors.tolist() == [[0.0, 1.0], [1.0, 0.0]]


def test_definiteness_and_kind() -> None:
    assert [definiteness(f.hessian(P)) for f in (Bowl(), Saddle(), Hill())] == [
        "positive definite",
        "indefinite",
        "negative definite",
    ]
    assert definiteness(np.ones((2, 2))) == "singular"
    assert definiteness(np.full((2, 2), np.nan)) == "not finite"
    assert [classify(f, np.zeros(2)) for f in (Bowl(), Saddle(), Hill())] == ["minimum", "saddle", "maximum"]
    assert classify(Saddle(), P) == "not stationary"
    assert classify(Himmelblau(), np.array([3.0, 2.0])) == "minimum"


def test_the_expression_and_its_exact_derivatives() -> None:
    g = Expression("sin(x)*cos(y) + x**2/10")
    np.testing.assert_allclose(g.value(P), sin(1) * cos(1) + 0.1, rtol=1e-15)
    np.testing.assert_allclose(g.gradient(P), [cos(1) ** 2 + 0.2, -(sin(1) ** 2)], rtol=1e-14)
    mixed = -cos(1) * sin(1)
    np.testing.assert_allclose(g.hessian(P), [[mixed + 0.2, mixed], [mixed, mixed]], rtol=1e-14)


def test_rosenbrock_at_its_published_start() -> None:
    f = Rosenbrock()
    np.testing.assert_allclose(f.value(f.start), 24.2, rtol=1e-14)
    np.testing.assert_allclose(f.gradient(f.start), [-215.6, -88.0], rtol=1e-14)
    np.testing.assert_allclose(f.hessian(f.start), [[1330.0, 480.0], [480.0, 200.0]], rtol=1e-14)
