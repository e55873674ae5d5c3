"""Closed forms of the plane: as good as LAPACK where it can be compared, and good where it fails."""

from __future__ import annotations

import numpy as np
import pytest

from landscape import eigenpairs
from landscape._arrays import Array, apply, as_points, dot, norm, solve


def symmetric(count: int, seed: int = 0) -> Array:
    """Random symmetric matrices of sizes from 1e-6 to 1e6."""
    rng = np.random.default_rng(seed)
    a, b, c = rng.normal(size=(3, count)) * 10.0 ** rng.integers(-6, 7, size=count)
    return np.moveaxis(np.array([[a, b], [b, c]]), -1, 0)


def test_eigenpairs_agree_with_lapack() -> None:
    m = symmetric(2000)
    values, vectors = eigenpairs(m)
    size = np.abs(m).max(axis=(1, 2))
    assert np.all(np.abs(values - np.linalg.eigvalsh(m)) <= 4e-15 * size[:, None])
    assert np.all(values[:, 0] <= values[:, 1])
    identity = np.swapaxes(vectors, -1, -2) @ vectors
    np.testing.assert_allclose(identity, np.broadcast_to(np.eye(2), m.shape), atol=4e-16)
    assert np.all(np.abs(m @ vectors - vectors * values[:, None, :]) <= 8e-15 * size[:, None, None])


@pytest.mark.parametrize(
    ("matrix", "values", "vectors"),
    [
        ([[2, 0], [0, 2]], [2, 2], [[1, 0], [0, 1]]),
        ([[0, 0], [0, 0]], [0, 0], [[1, 0], [0, 1]]),
        ([[-3, 0], [0, 5]], [-3, 5], [[1, 0], [0, 1]]),
        ([[5, 0], [0, -3]], [-3, 5], [[0, 1], [1, 0]]),
        ([[0, 1], [1, 0]], [-1, 1], [[0.5**0.5, 0.5**0.5], [-(0.5**0.5), 0.5**0.5]]),
        ([[1, 1], [1, 1]], [0, 2], [[0.5**0.5, 0.5**0.5], [-(0.5**0.5), 0.5**0.5]]),
    ],
)
def test_eigenpairs_of_matrices_known_by_heart(matrix: object, values: object, vectors: object) -> None:
    found = eigenpairs(np.array(matrix, dtype=float))
    np.testing.assert_allclose(found[0], np.array(values), atol=1e-15)
    np.testing.assert_allclose(found[1], np.array(vectors), atol=1e-15)
    assert not np.signbit(found[1][found[1] == 0.0]).any(), "no negative zero is shown to a reader"


@pytest.mark.parametrize("size", [1e-320, 1e-300, 1e-160, 1.0, 1e160, 1e300, 1.7e308])
def test_eigenpairs_neither_overflow_nor_underflow(size: float) -> None:
    values, vectors = eigenpairs(np.array([[size, 0.0], [0.0, -size]]))
    assert values.tolist() == [-size, size]
    assert vectors.tolist() == [[0.0, 1.0], [1.0, 0.0]]


def test_the_small_eigenvalue_of_a_graded_matrix_is_not_lost() -> None:
    assert eigenpairs([[1.0, 0.0], [0.0, 1e-25]])[0].tolist() == [1e-25, 1.0]
    values, _ = eigenpairs([[1e20, 1.0], [1.0, 1.0]])
    np.testing.assert_allclose(values, [1.0, 1e20], rtol=1e-15)


def test_one_bad_matrix_spoils_only_its_own_result() -> None:
    m = np.stack([np.eye(2), np.full((2, 2), np.nan), np.zeros((2, 2)), np.full((2, 2), np.inf), 2 * np.eye(2)])
    values, vectors = eigenpairs(m)
    assert np.isnan(values).any(axis=-1).tolist() == [False, True, False, True, False]
    assert values[4].tolist() == [2.0, 2.0]
    assert np.isfinite(vectors[[0, 2, 4]]).all()
    steps = solve(m, np.ones((5, 2)))
    assert np.isfinite(steps).all(axis=-1).tolist() == [True, False, False, False, True]
    assert steps[4].tolist() == [0.5, 0.5]


@pytest.mark.parametrize("matrix", [[[1, 2], [3, 4]], [1, 2], [[1, 2, 3]], "saddle", [[10**400, 0], [0, 1]]])
def test_what_is_not_symmetric_is_refused(matrix: object) -> None:
    with pytest.raises(ValueError, match=r"hessian: expected"):
        eigenpairs(matrix)  # type: ignore[arg-type]


def test_solve_agrees_with_lapack() -> None:
    m, right = symmetric(2000, 1), np.random.default_rng(2).normal(size=(2000, 2))
    found = solve(m, right)
    expected = np.linalg.solve(m, right[..., None])[..., 0]
    good = np.linalg.cond(m) < 1e4
    assert good.sum() > 1900
    np.testing.assert_allclose(found[good], expected[good], rtol=1e-9)


@pytest.mark.parametrize(
    "matrix", [[[1, 1], [1, 1]], [[2.0, 0.2], [0.2, 0.1 * 0.2]], [[0, 0], [0, 0]], [[3, 0], [0, 0]]]
)
def test_solve_gives_nan_where_rounding_leaves_nothing(matrix: object) -> None:
    assert np.isnan(solve(np.array(matrix, dtype=float), np.ones(2))).all()


@pytest.mark.parametrize("size", [1e-300, 1e300])
def test_solve_neither_overflows_nor_underflows(size: float) -> None:
    np.testing.assert_allclose(solve(size * np.array([[2.0, 1.0], [1.0, -3.0]]), size * np.array([3.0, -2.0])), [1, 1])


def test_small_products() -> None:
    u, v = np.array([[3.0, 4.0], [1.0, 0.0]]), np.array([2.0, 1.0])
    assert dot(u, v).tolist() == [10.0, 2.0]
    assert norm(u).tolist() == [5.0, 1.0]
    assert norm(np.array([3e200, 4e200])) == pytest.approx(5e200, rel=1e-15)
    assert apply(np.array([[0.0, 1.0], [2.0, 0.0]]), u).tolist() == [[4.0, 6.0], [0.0, 2.0]]


@pytest.mark.parametrize("points", [1.0, [1, 2, 3], [[1], [2]], "ab", None, [["a", "b"]], {}, [1j, 2], [10**400, 1]])
def test_what_is_no_point_is_refused(points: object) -> None:
    with pytest.raises(ValueError, match=r"point: expected .* \(\.\.\., 2\)"):
        as_points(points)  # type: ignore[arg-type]
