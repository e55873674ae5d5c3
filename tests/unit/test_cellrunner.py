"""The runner of cells, in CPython: namespaces, output in order, tracebacks of the reader's own lines."""

from __future__ import annotations

import sys
import warnings

import pytest

from livedocs.cellrunner import LIMIT, forget, run

from .running import cell

pytestmark = pytest.mark.usefixtures("fresh_pages")


def test_what_is_printed_then_the_last_value() -> None:
    result = cell("print('a', end='')\nx = 3\nx * 2")
    assert (result["text"], result["value"], result["error"]) == ("a\n6", "6", None)
    assert cell("x")["text"] == "3"
    assert cell("None")["text"] == ""
    assert cell("")["text"] == ""
    assert cell("# words")["text"] == ""


def test_pages_share_nothing_and_can_be_forgotten() -> None:
    cell("x = 1")
    assert cell("x", page="q")["error"]["type"] == "NameError"
    forget("p")
    assert cell("x")["error"]["type"] == "NameError"


def test_output_streams_in_order() -> None:
    heard: list[tuple[str, str]] = []
    code = "import sys\nprint('one')\nprint('two', file=sys.stderr)\nsys.stdout.write('three')\n_ = 0"
    result = run("p", "Cell 1", code, lambda stream, text: heard.append((stream, text)))
    assert result["text"] == "one\ntwo\nthree"
    assert [stream for stream, _ in heard] == ["stdout", "stderr", "stdout"]
    assert sys.stdout is sys.__stdout__ or sys.stdout.name != "stdout"


def test_a_traceback_has_the_readers_lines_only() -> None:
    cell("def half(n):\n    return n / 0", name="Cell 1")
    error = cell("import json\n\nhalf(3)", name="Cell 2")["error"]
    assert error["type"] == "ZeroDivisionError"
    assert error["line"] == 3
    assert 'File "Cell 2", line 3' in error["traceback"]
    assert 'File "Cell 1", line 2' in error["traceback"]
    assert "return n / 0" in error["traceback"]
    assert "cellrunner" not in error["traceback"]


def test_a_library_error_shows_the_readers_line_alone() -> None:
    error = cell("import json\njson.loads('{')")["error"]
    assert error["line"] == 2
    assert "decoder.py" not in error["traceback"]
    assert "JSONDecodeError" in error["traceback"]


def test_a_syntax_error_names_its_line() -> None:
    error = cell("x = 1\nprint(x")["error"]
    assert error["type"] == "SyntaxError"
    assert error["line"] == 2


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        ("import pandas_", "ModuleNotFoundError", "NumPy"),
        ("input('name')", "RuntimeError", "no keyboard"),
        ("raise SystemExit(3)", "SystemExit", "Python goes on"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", "KeyboardInterrupt"),
        ("def f(): f()\nf()", "RecursionError", "recursion"),
        ("class E(Exception):\n    def __str__(self): raise ValueError\nraise E", "E", "E"),
        ("raise ExceptionGroup('g', [ValueError(1)])", "ExceptionGroup", "ValueError"),
    ],
)
def test_every_way_to_fail_ends_in_words(code: str, kind: str, words: str) -> None:
    result = cell(code)
    assert result["error"]["type"] == kind
    assert words in result["text"]
    assert cell("1 + 1")["text"] == "2"


def test_a_flood_is_cut_with_a_word() -> None:
    text = cell("for k in range(100_000): print('line', k)")["text"]
    assert len(text) < LIMIT + 200
    assert "the rest is not shown" in text


@pytest.mark.parametrize(("last", "words"), [("1 / 0", "ZeroDivisionError: division by zero"), ("6 * 7", "42")])
def test_what_comes_after_a_flood_is_shown(last: str, words: str) -> None:
    text = cell(f"print('x' * {2 * LIMIT + 1})\n{last}")["text"]
    assert "the rest is not shown.]\n" in text
    assert text.endswith(words)
    assert len(text) < LIMIT + 400


def test_a_last_value_that_is_a_flood_is_cut_too() -> None:
    text = cell(f"'x' * {2 * LIMIT}")["text"]
    assert len(text) < LIMIT + 100
    assert "the rest is not shown" in text


def test_each_run_warns_anew() -> None:
    code = "import warnings\nfor _ in range(3): warnings.warn('mind the gap')"
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("default")
        cell(code)
        assert len(heard) == 1
        cell(code)
        assert len(heard) == 2


def test_a_repr_that_fails_is_the_cells_error() -> None:
    error = cell("class R:\n    def __repr__(self):\n        raise KeyError('r')\nR()")["error"]
    assert error["type"] == "KeyError"


SHOWS = """
class Shows:
    def __init__(self, html=None, svg=None, element=None):
        self.html, self.svg, self.element = html, svg, element
    def _repr_html_(self):
        return self.html
    def _repr_svg_(self):
        return self.svg
    def _element_(self):
        return self.element
    def __repr__(self):
        return "plain"
"""


@pytest.mark.parametrize(
    ("given", "text", "html"),
    [
        ("html='<b>h</b>', svg='<svg/>'", "", "<b>h</b>"),
        ("svg='<svg/>'", "", "<svg/>"),
        ("", "plain", None),
    ],
)
def test_a_value_shows_itself_in_place_of_its_repr(given: str, text: str, html: str | None) -> None:
    cell(SHOWS)
    result = cell(f"Shows({given})")
    assert (result["text"], result["html"], result["value"]) == (text, html, "plain")
    assert cell(f"print('first')\nShows({given})")["text"] == f"first\n{text}".rstrip()
    assert cell("Shows")["html"] is None


def test_a_value_may_know_an_element_that_shows_it() -> None:
    cell(SHOWS)
    assert cell("Shows(element={'tag': 'x-map', 'view': [1]})")["element"] == '{"tag": "x-map", "view": [1]}'
    assert cell("Shows()")["element"] is None


def test_a_value_that_answers_to_every_name_is_shown_by_its_repr() -> None:
    result = cell("from unittest.mock import MagicMock\nMagicMock(name='any')")
    assert result["error"] is None
    assert (result["html"], result["element"]) == (None, None)
    assert result["text"].startswith("<MagicMock name='any'")


@pytest.mark.parametrize("element", ["{'view': object()}", "{'view': float('nan')}", "['x-map']", "{1j: 2}"])
def test_what_cannot_be_written_down_is_no_element(element: str) -> None:
    cell(SHOWS)
    result = cell(f"Shows(element={element})")
    assert (result["error"], result["element"], result["text"]) == (None, None, "plain")


def test_what_fails_while_it_shows_itself_is_an_error_of_the_cell() -> None:
    result = cell("class Bad:\n    def _repr_html_(self):\n        return 1 / 0\nBad()")
    assert result["error"]["type"] == "ZeroDivisionError"
    assert result["html"] is None
