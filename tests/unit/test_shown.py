"""What landscapes and paths show of themselves in a cell, and what they hand to an explorer."""

from __future__ import annotations

import copy
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from landscape import (
    STEPPERS,
    Bowl,
    Expression,
    GradientDescent,
    HeavyBall,
    Himmelblau,
    Landscape,
    Newton,
    Quadratic,
    Rosenbrock,
    Saddle,
    State,
    basins,
    catalogue,
    descend,
    iterates,
)
from landscape.bridge import answer
from landscape.landscapes.base import Value
from landscape.pictures.shown import FIRST, LAST, MOST, written
from landscape.presets import Preset, landscape_card


class Ramp(Landscape):
    """A reader's own, which no explorer can make anew."""

    title = "My ramp"
    about = source = formula = ""
    python = "2.0*x + y"
    domain = ((-1.0, 1.0), (-1.0, 1.0))
    start = (0.5, 0.5)
    stationary_points = ()

    def _value(self, x: Any, y: Any) -> Value:
        return 2.0 * x + y

    def _gradient(self, x: Any, y: Any) -> tuple[Value, Value]:
        return 2.0, 1.0

    def _hessian(self, x: Any, y: Any) -> tuple[Value, Value, Value]:
        return 0.0, 0.0, 0.0


def parsed(shown: Any) -> ElementTree.Element:
    html = shown._repr_html_()
    assert html is not None
    return ElementTree.fromstring(html)


def rows(shown: Any) -> list[list[str]]:
    """The cells of its table, without what only aligns them."""
    return [["".join(cell.itertext()).strip("\u2007\u2008") for cell in row] for row in parsed(shown).iter("tr")]


@pytest.mark.parametrize("f", [*catalogue(), Expression("x*y"), Quadratic((1.0, 3.0)), Ramp()], ids=lambda f: f.name)
def test_every_landscape_shows_its_map_and_its_formula(f: Landscape) -> None:
    said = "".join(next(e for e in parsed(f).iter("p") if e.get("class") == "ls-said").itertext())
    assert said.endswith(f"f(x, y) = {written(f.python)}")
    assert said.startswith(f.title) or f.title == f.python
    assert f.value(f.start) == f.value(f.start)


@pytest.mark.parametrize(
    ("python", "text"),
    [
        ("x**2 - y**2", "x² − y²"),
        ("0.5*x**2 + 5.0*y**2", "0.5 x² + 5 y²"),
        ("(1 - x)**2 + 100*(y - x**2)**2", "(1 − x)² + 100 (y − x²)²"),
        ("x**10*y", "x¹⁰ y"),
        ("x**0.5", "x**0.5"),
        ("sin(3*x) * cos(y)", "sin(3 x) cos(y)"),
        ("10.05*x", "10.05 x"),
    ],
)
def test_formulas_are_written_as_people_write_them(python: str, text: str) -> None:
    assert written(python) == text


def test_a_landscape_hands_itself_over_if_it_can() -> None:
    f = Bowl(eigenvalues=(1.0, 10.0))
    handed = f._element_()
    assert handed is not None
    assert (handed["tag"], handed["label"]) == ("landscape-explorer", "Show in the explorer")
    assert handed["view"] == Preset(f).plain()
    assert handed["view"]["card"] == landscape_card(f)
    # Which methods are there is the reader's choice, not the landscape's.
    assert (handed["view"]["methods"], handed["view"]["point"]) == ([], None)
    assert Ramp()._element_() is None


def test_a_path_shows_its_first_and_last_iterates() -> None:
    path = descend(Saddle(), GradientDescent(0.25), [1.0, 0.5], 20)
    found = rows(path)
    assert found[0] == ["k", "x", "y", "f", "how it went"]
    # x halves at each step, and y grows by half.
    assert found[1:5] == [
        ["0", "1", "0.5", "0.75", "start"],
        ["1", "0.5", "0.75", "−0.3125", "moved"],
        ["2", "0.25", "1.125", "−1.203", "moved"],
        ["3", "0.125", "1.688", "−2.832", "moved"],
    ]
    assert found[5] == ["⋮"]
    assert [row[0] for row in found[6:]] == ["18", "19", "20"]
    assert found[8][1:3] == [f"{0.5**20 * 1e7:.3f} × 10⁻⁷", f"{0.5 * 1.5**20:.0f}"]
    assert [e.text for e in parsed(path).iter("caption")] == ["Gradient descent on Saddle, 20 steps"]
    line = next(e for e in parsed(path).iter() if e.get("class") == "ls-path")
    assert (line.get("d") or "").startswith("M480 180L420 150L390 105")


def test_a_short_path_is_shown_whole() -> None:
    path = descend(Saddle(), Newton(), [1.0, 1.0], FIRST + LAST)
    found = rows(path)
    assert [row[0] for row in found[1:]] == [str(k) for k in range(FIRST + LAST + 1)]
    assert [row[-1] for row in found[1:4]] == ["start", "moved", "stationary"]
    assert rows(descend(Saddle(), Newton(), [1.0, 1.0], 0))[1:] == [["0", "1", "1", "0", "start"]]


def test_a_path_may_leave_and_break_off() -> None:
    path = descend(Saddle(), GradientDescent(1e3), [1.0, 1.0], 100)
    assert rows(path)[-1][-1] == "diverged"
    path = descend(Expression("log(x)"), GradientDescent(1.0), [-1.0, 0.0], 3)
    assert rows(path)[1][3] == "–"
    assert path._repr_html_() is not None


def test_many_paths_are_drawn_together() -> None:
    starts = np.random.default_rng(3).uniform(-4.0, 4.0, (10, 8, 2))
    path = descend(Himmelblau(), GradientDescent(0.01), starts, 30)
    said = "".join(next(e for e in parsed(path).iter("p") if e.get("class") == "ls-said").itertext())
    assert said == f"Gradient descent on Himmelblau: 80 paths of 30 steps, of which {MOST} are drawn"
    line = next(e for e in parsed(path).iter() if e.get("class") == "ls-paths")
    assert (line.get("d") or "").count("M") == MOST
    assert path._element_() is None
    # One path in an array of one is one path.
    one = descend(Himmelblau(), GradientDescent(0.01), [[0.5, 0.5]], 3)
    assert len(rows(one)) == 5


def test_a_state_is_no_path() -> None:
    f = Saddle()
    path = descend(f, GradientDescent(), [1.0, 0.5], 3)
    state = next(iterates(f, GradientDescent(), [1.0, 0.5]))
    for other in (
        state,
        basins(f, GradientDescent(), [[1.0, 0.5]], 3)[0],
        State(path.point, path.reason),
        replace(path),
    ):
        assert other._repr_html_() is None
        assert other._element_() is None
    assert [field.name for field in fields(path)] == ["point", "reason"]
    assert copy.copy(path)._repr_html_() is not None
    assert State.origin is None


@pytest.mark.parametrize("kind", STEPPERS.values(), ids=lambda kind: kind.__name__)
def test_an_explorer_takes_the_very_steps_of_a_path(kind: Any) -> None:
    f, stepper = Rosenbrock(), kind()
    path = descend(f, stepper, [-1.2, 1.0], 12)
    handed = path._element_()
    assert handed is not None
    view = handed["view"]
    assert (view["steps"], view["point"]) == (12, [-1.2, 1.0])
    asked = {
        "query": "path",
        **{key: view[key] for key in ("landscape", "point", "steps")},
        "method": view["methods"][0],
    }
    np.testing.assert_array_equal(answer(asked)["result"]["points"], path.point)


def test_a_path_that_no_explorer_would_take_is_not_handed_over() -> None:
    f = Bowl()
    rolling = descend(f, HeavyBall(0.1, 0.9), [1.0, 1.0], 5)
    last = type(rolling)(*(getattr(rolling, field.name)[-1] for field in fields(rolling)))
    # It goes on with a velocity; without memory, a point is all there is.
    assert descend(f, HeavyBall(0.1, 0.9), last, 5)._element_() is None
    plain = descend(f, GradientDescent(), [1.0, 1.0], 5)
    again = descend(f, GradientDescent(), State(plain.point[-1], plain.reason[-1]), 5)
    assert again._element_() is not None
    assert descend(Ramp(), GradientDescent(), [0.0, 0.0], 5)._element_() is None
    assert descend(f, GradientDescent(), [1.0, 1.0], 2001)._element_() is None
    assert descend(f, GradientDescent(), [np.nan, 1.0], 2)._element_() is None


def test_what_is_shown_needs_no_style_sheet_and_no_script() -> None:
    html = descend(Himmelblau(), Newton(), [0.5, 0.5], 9)._repr_html_() or ""
    assert not re.findall(r"var\(--ls-[\w-]+\)", html)
    assert "<script" not in html
    assert "<style" not in html
