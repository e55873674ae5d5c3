"""Matrices and tables: four digits, real minus signs, points under points, the same as plain text."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from typing import Any

import numpy as np
import pytest

from landscape import Rosenbrock
from landscape.pictures import Table, matrix, table
from landscape.pictures.numerals import on_point, plain, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-0.0, "0"), (1.0, "1"), (-2.5, "−2.5"), (1 / 3, "0.3333"), (123456.0, "123500"),
        (0.0001, "0.0001"), (0.00001234, "1.234 × 10⁻⁵"), (-1e6, "−1 × 10⁶"), (9.99996e5, "1 × 10⁶"),
        (99.996, "100"), (1e-300, "1 × 10⁻³⁰⁰"), (np.nan, "–"), (np.inf, "∞"), (-np.inf, "−∞"),
    ],
)  # fmt: skip
def test_numbers_have_four_digits_and_real_minus_signs(value: float, text: str) -> None:
    assert shown(value) == text


def test_plain_text_is_read_back_by_python() -> None:
    for value in (0.0, -2.5, 1 / 3, 1.234e-5, -4e17, np.inf):
        assert float(plain(shown(value))) == pytest.approx(value, rel=1e-3)


def test_points_stand_under_points() -> None:
    assert on_point(["1", "−0.25", "12.5"]) == ["1   ", "−0.25", "12.5 "]
    assert on_point(["1", "2 × 10⁻⁹", "0.5"]) == ["1  ", "2 × 10⁻⁹", "0.5"]
    assert on_point(["10", "2"]) == ["10", "2"]


def test_a_matrix_shows_itself_in_brackets() -> None:
    made = matrix(Rosenbrock().hessian([0.5, 0.25]), "H")
    html = ElementTree.fromstring(made._repr_html_())
    assert (html[0].text, html[0].get("class")) == ("H =", "ls-matrix-name")
    assert [e.text for e in html[1]] == ["202", "−200", "−200", "200"]
    assert "repeat(2,auto)" in html[1].get("style", "")
    assert repr(made) == "H = [  202  -200 ]\n    [ -200   200 ]"


def test_a_vector_is_a_column_and_rounding_noise_is_zero() -> None:
    made = matrix([1.0, -0.5, 1e-17])
    html = ElementTree.fromstring(made._repr_html_())
    assert [e.text for e in html[0]] == ["1\u2008\u2007", "−0.5", "0\u2008\u2007"]
    assert "repeat(1,auto)" in html[0].get("style", "")
    assert repr(made) == "[  1   ]\n[ -0.5 ]\n[  0   ]"
    assert [e.text for e in ElementTree.fromstring(matrix([1e-17, 2e-17])._repr_html_())[0]] == [
        "1 × 10⁻¹⁷",
        "2 × 10⁻¹⁷",
    ]


def test_a_matrix_may_have_holes_and_any_shape() -> None:
    assert repr(matrix([[np.nan, np.inf, 1.0]])) == "[ nan  inf  1 ]"
    assert repr(matrix([[np.nan], [np.nan]])) == "[ nan ]\n[ nan ]"
    assert "&lt;b&gt; =" in matrix([1.0], "<b>")._repr_html_()


@pytest.mark.parametrize("a", [3.0, [], [[]], np.zeros((2, 2, 2)), [[1.0], [1.0, 2.0]], ["a"], [1j], [10**400]])
def test_what_is_no_matrix_is_refused(a: Any) -> None:
    with pytest.raises(ValueError, match="matrix: expected"):
        matrix(a)


def cells(made: Table) -> list[list[str]]:
    root = ElementTree.fromstring(made._repr_html_())
    return [["".join(cell.itertext()) for cell in row] for row in root.iter("tr")]


def test_a_table_has_heads_with_scope() -> None:
    made = table({"method": ["gradient", "Newton"], "steps": [1000, -6], "ok": [True, False]}, caption="Two & more")
    root = ElementTree.fromstring(made._repr_html_())
    assert [e.text for e in root.iter("caption")] == ["Two & more"]
    heads = [(e.get("scope"), e.text) for e in root.iter("th")]
    assert heads == [("col", "method"), ("col", "steps"), ("col", "ok"), ("row", "gradient"), ("row", "Newton")]
    assert cells(made)[1:] == [["gradient", "1000", "yes"], ["Newton", "−6", "no"]]
    assert repr(made) == "Two & more\nmethod    steps  ok\ngradient   1000  yes\nNewton       -6  no"


def test_numbers_of_a_table_are_aligned_and_words_are_escaped() -> None:
    made = table({"k": np.arange(2), "f": np.array([1.5, -20.0]), "<i>": ["a<b", "–"]})
    assert cells(made) == [["k", "f", "<i>"], ["0", "1.5", "a<b"], ["1", "−20\u2008\u2007", "–"]]
    assert "<i>" not in made._repr_html_()
    # No words in the first column, no heads of rows.
    assert 'scope="row"' not in made._repr_html_()
    assert repr(made) == "k      f  <i>\n0    1.5  a<b\n1  -20    –"


def test_numbers_and_words_mix() -> None:
    made = table({"value": [1.25, "none", None, np.float64(2.0)]})
    assert [row[0] for row in cells(made)[1:]] == ["1.25", "none", "–", "2\u2008\u2007\u2007"]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({}, "table: expected columns"),
        ([1, 2], "table: expected columns"),
        ({"a": 1}, "table: expected a list of values under 'a'"),
        ({"a": "text"}, "table: expected a list of values under 'a'"),
        ({"a": [[1, 2]]}, "table: expected a list of values under 'a'"),
        ({"a": [1], "b": [1, 2]}, "table: expected columns of one length"),
        ({1: [1], "1": [2]}, "table: expected a head of its own for each column, got '1' twice"),
    ],
)
def test_what_is_no_table_is_refused(columns: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        table(columns)


def test_as_plain_text_words_stay_and_only_numbers_are_rewritten() -> None:
    made = table({"k": ["a – b", 1.0, None, "2 × 10⁻³", -2.5e-9, np.nan]})
    assert [line.strip() for line in repr(made).splitlines()[1:]] == ["a – b", "1", "–", "2 × 10⁻³", "-2.5e-9", "nan"]
