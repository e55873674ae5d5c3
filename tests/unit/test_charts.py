"""Line charts: ticks and lines against numbers worked out by hand."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import numpy as np
import pytest

from landscape import STEPPERS
from landscape.pictures import Chart, chart
from landscape.pictures.charts import HEIGHT, WIDTH
from landscape.pictures.ticks import linear, logarithmic

SVG = "{http://www.w3.org/2000/svg}"


def drawn(made: Chart) -> ElementTree.Element:
    return ElementTree.fromstring(made._repr_svg_())


def lines(svg: ElementTree.Element) -> list[list[list[tuple[float, float]]]]:
    """For each line its pieces, in pixels."""
    return [
        [
            [(float(x), float(y)) for x, y in (spot.split() for spot in piece.split("L"))]
            for piece in (e.get("d") or "").split("M")
            if piece
        ]
        for e in svg.iter(f"{SVG}path")
        if e.get("class") == "ls-line"
    ]


def texts(svg: ElementTree.Element) -> list[str]:
    return [e.text or "" for e in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("low", "high", "values", "words"),
    [
        (0.0, 1.0, [0, 0.2, 0.4, 0.6, 0.8, 1.0], ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (-3.0, 7.0, [-2, 0, 2, 4, 6], ["−2", "0", "2", "4", "6"]),
        (0.0, 100.0, [0, 20, 40, 60, 80, 100], ["0", "20", "40", "60", "80", "100"]),
        (0.0, 1.1, [0, 0.25, 0.5, 0.75, 1.0], ["0", "0.25", "0.50", "0.75", "1.00"]),
        (0.0, 4e6, [0, 1e6, 2e6, 3e6, 4e6], ["0", "1 × 10⁶", "2 × 10⁶", "3 × 10⁶", "4 × 10⁶"]),
        (0.0, 4e-5, [0, 1e-5, 2e-5, 3e-5, 4e-5], ["0", "1 × 10⁻⁵", "2 × 10⁻⁵", "3 × 10⁻⁵", "4 × 10⁻⁵"]),
    ],
)
def test_linear_ticks_are_round(low: float, high: float, values: list[float], words: list[str]) -> None:
    axis = linear(low, high)
    assert [value for value, _ in axis.ticks] == pytest.approx(values)
    assert [text for _, text in axis.ticks] == words
    assert axis.low <= low < high <= axis.high
    assert axis.share(np.array([axis.low, (axis.low + axis.high) / 2, axis.high])).tolist() == pytest.approx(
        [0, 0.5, 1]
    )


@pytest.mark.parametrize(
    ("low", "high", "ends", "words"),
    [
        (1e-3, 1.0, (1e-3, 1.0), ["10⁻³", "10⁻²", "10⁻¹", "1"]),
        (3e-4, 40.0, (1e-4, 100.0), ["10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1", "10", "10²"]),
        (2.0, 30.0, (2.0, 50.0), ["2", "5", "10", "20", "50"]),
        (1e-12, 1.0, (1e-12, 1.0), ["10⁻¹²", "10⁻¹⁰", "10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²", "1"]),
        (1.0, 1.0, (0.1, 10.0), ["0.1", "1", "10"]),
    ],
)
def test_logarithmic_ticks_are_round(low: float, high: float, ends: tuple[float, float], words: list[str]) -> None:
    axis = logarithmic(low, high)
    assert (axis.low, axis.high) == pytest.approx(ends, rel=1e-12)
    assert [text for _, text in axis.ticks] == words


@pytest.mark.parametrize("size", [1e-320, 1e-200, 1e-9, 1.0, 3e7, 1e200, 1e308])
@pytest.mark.parametrize("low", [0.0, -1.0, 1.0, 0.999999])
def test_any_numbers_have_an_axis(size: float, low: float) -> None:
    for axis in (linear(low * size, size), linear(low * size, size, exact=True)):
        assert np.isfinite([axis.low, axis.high]).all()
        assert axis.low < axis.high
        assert len(axis.ticks) <= 9
        assert len({text for _, text in axis.ticks}) == len(axis.ticks)
        assert all(axis.low - 1e-9 * size <= value <= axis.high + 1e-9 * size for value, _ in axis.ticks)
    if low > 0.0:
        for axis in (logarithmic(low * size, size), logarithmic(low * size, size, exact=True)):
            assert len({text for _, text in axis.ticks}) == len(axis.ticks) <= 9


def test_a_line_is_where_its_numbers_are() -> None:
    made = chart({"f": [4.0, 2.0, 0.0]}, x=[0.0, 1.0, 2.0])
    # The labels "0" to "4" take 16 + 11.5 at the left; there is none above and none below.
    assert lines(drawn(made)) == [[[(27.5, 14.0), (302.8, 162.0), (578.0, 310.0)]]]
    assert [text for _, text in made.x.ticks] == ["0", "1", "2"]
    assert [text for _, text in made.y.ticks] == ["0", "1", "2", "3", "4"]


def test_on_a_logarithmic_axis_a_power_is_a_straight_line() -> None:
    made = chart({"f": 0.1 ** np.arange(5)}, log=True)
    ((piece,),) = lines(drawn(made))
    heights = [y for _, y in piece]
    assert np.diff(heights) == pytest.approx(np.full(4, (310 - 14) / 4), abs=0.1)
    made = chart({"f": [1e-2, 1e-4, 1e-6]}, x=[1.0, 10.0, 100.0], log=True, log_x=True)
    ((piece,),) = lines(drawn(made))
    assert np.diff([x for x, _ in piece])[0] == pytest.approx(np.diff([x for x, _ in piece])[1], abs=0.11)


def test_where_a_number_is_missing_the_line_has_a_gap() -> None:
    made = chart({"f": [1.0, 2.0, np.nan, 3.0, 4.0, np.inf, 2.0]})
    (pieces,) = lines(drawn(made))
    assert [len(piece) for piece in pieces] == [2, 2, 1]
    # What is alone between two gaps has a mark, however long the line.
    long = np.arange(100.0)
    long[[10, 12]] = np.nan
    svg = drawn(chart({"f": long}))
    assert [len(piece) for piece in lines(svg)[0]] == [10, 1, 87]
    marks = [e.get("d", "") for e in svg.iter(f"{SVG}path") if "a3.4" in e.get("d", "")]
    assert [d.count("M") for d in marks] == [1]


def test_what_is_not_positive_has_no_place_on_a_logarithmic_axis() -> None:
    made = chart({"f": [1.0, 0.1, 0.0, -5.0, 0.01]}, log=True)
    assert [len(piece) for piece in lines(drawn(made))[0]] == [2, 1]
    assert made.y.low == pytest.approx(0.01)
    made = chart({"f": [1.0, 2.0, 3.0]}, x=[0.0, 1.0, 10.0], log_x=True)
    assert [len(piece) for piece in lines(drawn(made))[0]] == [2]


@pytest.mark.parametrize("values", [[np.nan, np.nan], [0.0, -1.0]])
def test_nothing_to_draw_is_said(values: list[float]) -> None:
    made = chart({"f": values}, log=True)
    assert lines(drawn(made)) == []
    assert "f: nothing to draw" in made.label


def test_it_says_what_is_drawn() -> None:
    made = chart(
        {"gradient <1>": [1.0, 0.5, np.nan], "Newton": [1.0, 1e-9]}, x_label="step", y_label="distance & so", log=True
    )
    svg = drawn(made)
    assert svg.get("role") == "img"
    assert svg.get("aria-label") == (
        "Line chart of distance & so over step. gradient <1>: from 1 at 0 to 0.5 at 1. Newton: from 1 at 0 to "
        "1 × 10⁻⁹ at 1."
    )
    assert {"step", "distance & so", "gradient <1>", "Newton"} <= set(texts(svg))
    html = ElementTree.fromstring(made._repr_html_())
    assert ["".join(e.itertext()) for e in html.iter("li")] == ["gradient <1>", "Newton"]
    assert "<1>" not in made._repr_html_()


def test_each_line_has_its_hue_and_its_dash_and_methods_keep_theirs() -> None:
    svg = drawn(chart({label: np.arange(50.0) + k for k, label in enumerate(["mine", "Newton", "yours", "his"])}))
    looks = [
        (e.get("stroke"), e.get("stroke-dasharray")) for e in svg.iter(f"{SVG}path") if e.get("class") == "ls-line"
    ]
    assert looks[1] == ("var(--ls-newton,#00735a)", "7 4")
    assert len({stroke for stroke, _ in looks}) == len({dash for _, dash in looks}) == 4
    # Every colour has a value for places without a style sheet.
    assert not re.findall(r"var\(--ls-[\w-]+\)", ElementTree.tostring(svg).decode())


def test_one_line_needs_no_legend() -> None:
    made = chart({"f": [1.0, 2.0]})
    assert "<li" not in made._repr_html_()
    assert drawn(made).get("viewBox") == f"0 0 {WIDTH} {HEIGHT}"


def test_lines_may_differ_in_length_without_common_abscissae() -> None:
    made = chart({"a": [1.0, 2.0, 3.0], "b": [1.0, 2.0]})
    assert [len(line) for line in made.lines.values()] == [3, 2]
    assert [text for _, text in made.x.ticks] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("series", "options", "words"),
    [
        ({}, {}, "chart: expected lines"),
        ([1.0, 2.0], {}, "chart: expected lines"),
        ({"f": []}, {}, "chart: expected a list of numbers in 'f'"),
        ({"f": [[1.0]]}, {}, "chart: expected a list of numbers in 'f'"),
        ({"f": ["a"]}, {}, "chart: expected numbers in 'f'"),
        ({"f": [1.0, 2.0]}, {"x": [1.0]}, "as many numbers in 'f' as in x, 1, got 2"),
        ({"f": [1.0]}, {"x": "ab"}, "chart: expected"),
        ({"f": [10**400]}, {}, "chart: expected numbers in 'f'"),
        ({1: [1.0], "1": [2.0]}, {}, "a label of its own for each line, got '1' twice"),
    ],
)
def test_what_is_no_line_is_refused(series: Any, options: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        chart(series, **options)


def test_a_line_beside_every_method_is_drawn() -> None:
    made = chart({**{name: [1.0, 2.0] for name in STEPPERS}, "best so far": [1.0, 1.0]})
    looks = {(e.get("stroke"), e.get("stroke-dasharray")) for e in drawn(made).iter() if e.get("class") == "ls-line"}
    assert len(looks) == len(STEPPERS) + 1


@pytest.mark.parametrize("value", [5e-324, 1e-323, 1e308, 1.7e308])
def test_at_the_ends_of_doubles_one_number_has_a_logarithmic_axis(value: float) -> None:
    made = chart({"f": [value, value]}, log=True)
    assert 0.0 < made.y.low <= value <= made.y.high < np.inf
    assert made.y.low < made.y.high
    assert "∞" not in texts(drawn(made))
    ((piece,),) = lines(drawn(made))
    assert np.isfinite(piece).all()
