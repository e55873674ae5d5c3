"""Maps of the plane: Jacobians against autodiff, differences and closed forms."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import mpmath
import numpy as np
import pytest

from landscape.autodiff import central_difference, discrepancy
from landscape.autodiff import jacobian as traced
from landscape.maps import MAPS, Layer, PlaneMap, Polar, Product
from landscape.maps.base import is_singular

from .plane_maps import ALL, TABLE, name_of
from .under_test import good

RANDOM = np.random.default_rng(3)
POINTS = RANDOM.uniform(-1.5, 1.5, size=(200, 2))
VECTORS = RANDOM.normal(size=(200, 2))


def test_the_table_has_every_map() -> None:
    assert {f.name for f in ALL} == set(MAPS) == {"Polar", "Product", "Layer"}
    assert all(kind().name == name for name, kind in MAPS.items())


@pytest.mark.parametrize(("f", "function"), TABLE, ids=map(name_of, ALL))
def test_values_and_jacobians_are_those_of_autodiff(f: PlaneMap, function: Callable[..., Any]) -> None:
    np.testing.assert_allclose(f.jacobian(POINTS), traced(function, POINTS), rtol=1e-13, atol=1e-15)
    x, y = POINTS.T
    np.testing.assert_allclose(f.value(POINTS), np.stack(function(x, y), axis=-1), rtol=1e-14, atol=1e-16)


@pytest.mark.parametrize("f", ALL, ids=name_of)
def test_jacobians_against_differences(f: PlaneMap) -> None:
    np.testing.assert_allclose(f.jacobian(POINTS), central_difference(f.value, POINTS), rtol=1e-8, atol=1e-9)
    assert discrepancy(f.value, f.jacobian, POINTS) < 1e-7


@pytest.mark.parametrize("f", ALL, ids=name_of)
@pytest.mark.parametrize("entry", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_an_entry_that_is_wrong_by_a_thousandth_is_caught(f: PlaneMap, entry: tuple[int, int]) -> None:
    def wrong(p: Any) -> Any:
        j = f.jacobian(p)
        j[..., entry[0], entry[1]] *= 1.001
        return j

    assert discrepancy(f.value, wrong, POINTS) > 1e-4


@pytest.mark.parametrize("f", ALL, ids=name_of)
def test_products_are_those_of_the_matrix_and_of_differences(f: PlaneMap) -> None:
    j = f.jacobian(POINTS)
    forward, backward = f.jvp(POINTS, VECTORS), f.vjp(POINTS, VECTORS)
    np.testing.assert_allclose(forward, np.einsum("nij,nj->ni", j, VECTORS), rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(backward, np.einsum("ni,nij->nj", VECTORS, j), rtol=1e-13, atol=1e-15)
    h = 2.0**-17
    slopes = (f.value(POINTS + h * VECTORS) - f.value(POINTS - h * VECTORS)) / (2 * h)
    np.testing.assert_allclose(forward, slopes, rtol=1e-7, atol=1e-8)
    # One vector for many points, and one point for many vectors.
    assert f.jvp(POINTS, [1.0, 0.0]) == pytest.approx(j[:, :, 0])
    assert f.vjp(POINTS[0], np.eye(2)) == pytest.approx(j[0])


def test_a_layer_multiplies_without_its_jacobian(monkeypatch: pytest.MonkeyPatch) -> None:
    def formed(*_: Any) -> Any:
        raise AssertionError("J was formed")

    monkeypatch.setattr(Layer, "_jacobian", formed)
    assert Layer().jvp(POINTS, VECTORS).shape == Layer().vjp(POINTS, VECTORS).shape == (200, 2)


def test_determinants_are_the_closed_forms() -> None:
    x, y = POINTS.T
    np.testing.assert_allclose(Polar().determinant(POINTS), x, rtol=1e-14)
    np.testing.assert_allclose(Product().determinant(POINTS), 2 * y**2 - x, rtol=1e-12, atol=1e-15)
    a, b = Layer().value(POINTS).T
    np.testing.assert_allclose(Layer().determinant(POINTS), (1 - a**2) * (1 - b**2) * 1.5, rtol=1e-12)
    assert isinstance(Polar().determinant([1.0, 2.0]), np.float64)


@pytest.mark.parametrize("f", ALL, ids=name_of)
def test_the_curve_of_singular_jacobians(f: PlaneMap) -> None:
    curve = f.singular_curve()
    assert f.determinant(curve) == pytest.approx(np.zeros(len(curve)), abs=1e-15)
    assert (len(curve) > 0) == (f.singular != "nowhere")
    assert Layer(weights=((1.0, 2.0), (2.0, 4.0))).singular == "everywhere"


def test_a_layer_is_written_as_a_person_would() -> None:
    assert Layer().python == ("tanh(1.2*x - 0.6*y + 0.1)", "tanh(0.5*x + y - 0.2)")
    assert Layer(((-1.0, 0.0), (0.0, 0.0)), (0.0, -2.0)).python == ("tanh(-x)", "tanh(-2.0)")
    assert Layer(((0.0, 0.0), (1.0, -1.0)), (0.0, 1.0)).python == ("tanh(0.0)", "tanh(x - y + 1.0)")


def test_on_the_fold_the_image_is_a_cusp() -> None:
    """Where x = 2y^2 the outputs are (2y^3, 3y^2): 27 a^2 = 4 b^3."""
    a, b = Product().value(Product().singular_curve()).T
    np.testing.assert_allclose(27 * a**2, 4 * b**3, rtol=1e-12, atol=1e-14)


def test_a_saturated_layer_keeps_its_digits() -> None:
    with mpmath.workdps(40):
        expected = [float(w * mpmath.sech(mpmath.mpf("18.1")) ** 2) for w in (1.2, -0.6)]
    np.testing.assert_allclose(Layer().jacobian([15.0, 0.0])[0], expected, rtol=1e-13)
    assert not Layer().jacobian([1e6, 0.0]).any()


@pytest.mark.parametrize("f", ALL, ids=name_of)
def test_what_is_not_finite_is_data(f: PlaneMap) -> None:
    assert not np.isfinite(f.value([np.nan, 0.0])).all()
    assert np.isnan(f.jacobian([np.nan, np.nan])).any()
    with pytest.raises(ValueError, match=r"shape \(\.\.\., 2\)"):
        f.value([1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match=r"v: expected shape"):
        f.vjp([1.0, 2.0], [1.0])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"weights": ((1.0, 2.0),)}, r"expected shapes \(2, 2\)"),
        ({"weights": "W"}, "expected a 2 x 2 matrix"),
        ({"bias": (1.0, 2.0, 3.0)}, r"and \(3,\)"),
        ({"bias": (1.0, math.inf)}, "must be finite"),
    ],
)
def test_a_layer_that_makes_no_sense_is_refused(given: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Layer(**given)


@pytest.mark.parametrize("f", ALL, ids=name_of)
def test_a_map_tells_its_story(f: PlaneMap) -> None:
    assert f.title
    assert f.about.endswith(".")
    assert f.source
    made = [
        eval(text, {"cos": np.cos, "sin": np.sin, "tanh": np.tanh}, dict(zip(f.inputs, POINTS.T, strict=True)))
        for text in f.python
    ]
    np.testing.assert_allclose(np.stack(made, axis=-1), f.value(POINTS), rtol=1e-14)
    windows = np.array([f.input_window, f.output_window])
    (width, height), same = np.diff(windows)[0, :, 0], np.diff(windows)[1, :, 0]
    assert width / height == pytest.approx(1.25)
    assert [width, height] == pytest.approx(same.tolist()), "the planes have one scale"
    for (low, high), (a, b), s in zip(f.domain, f.input_window, f.start, strict=True):
        assert a <= low < s < high <= b


@pytest.mark.parametrize(
    ("matrix", "singular"),
    [
        ([[0.1, 0.7], [0.3, 2.1]], True), ([[1.0, 2.0], [2.0, 4.0]], True), ([[0.0, 0.0], [1.0, 2.0]], True),
        ([[1e200, 1e200], [1e200, 2e200]], False), ([[1e200, 1e200], [1e200, 1e200]], True),
        ([[1e-200, 0.0], [0.0, 1e-200]], False), ([[1e200, 0.0], [0.0, 1e-200]], False),
        ([[1e200, 1.0], [1e-200, 2.0]], False), ([[1.0, 1e-200], [1.0, 2e-200]], False),
        ([[1.0, 2.0], [2.0, 4.0 + 1e-9]], False), ([[1.0, 2.0], [2.0, 4.0 + 1e-14]], True),
    ],
)  # fmt: skip
def test_a_matrix_is_singular_to_rounding_whatever_its_units(matrix: Any, singular: bool) -> None:
    assert is_singular(np.array(matrix)) == singular
    # A layer says the same of itself, and the page of its J, which is W where the slopes are one.
    layer = Layer(weights=tuple(map(tuple, matrix)), bias=(0.0, 0.0))
    assert layer.singular == ("everywhere" if singular else "nowhere")
    assert (
        good(query="map", map={"name": "Layer", "parameters": {"weights": matrix, "bias": [0, 0]}}, point=[0, 0])[
            "singular"
        ]
        == singular
    )


def test_what_is_not_finite_is_not_singular() -> None:
    for entry in (np.inf, np.nan):
        assert not is_singular(np.array([[entry, 1.0], [1.0, 1.0]]))
