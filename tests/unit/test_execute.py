"""Elements and figures: what an expression shows of itself, and nothing else, goes onto the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from livedocs.execute import ExecutionError, Executor

PREAMBLE = """
print("a word while it starts")
class Shows:
    def __init__(self, html, svg=None):
        self.html, self.svg = html, svg
    def _repr_html_(self):
        print("a word of its own")
        return self.html
    def _repr_svg_(self):
        return self.svg
class Drawn:
    def _repr_svg_(self):
        return "<svg/>"
"""


@pytest.fixture
def executor() -> Iterator[Executor]:
    # Elements need no runtime of the page.
    nothing: Any = SimpleNamespace(packages={}, wheel=Path(), stdlib=Path(), fingerprint=str)
    made = Executor(Path(), nothing, PREAMBLE)
    yield made
    made.close()


def test_html_comes_first_and_a_picture_stands_in(executor: Executor) -> None:
    assert executor.element("p", "Shows('<b>', '<svg/>')") == "<b>"
    assert executor.element("p", "Shows('')") == ""
    assert executor.element("p", "Shows(None, '<svg/>')") == "<svg/>"
    assert executor.element("p", "Drawn()") == "<svg/>"


@pytest.mark.parametrize("expression", ["Shows(None)", "Shows(3)", "object()", "7"])
def test_what_shows_nothing_of_itself_is_an_error(executor: Executor, expression: str) -> None:
    with pytest.raises(ExecutionError, match="shows nothing of itself"):
        executor.element("p", expression)


def test_what_an_expression_prints_is_no_answer(executor: Executor) -> None:
    assert executor.element("p", "print('{}') or Shows('one')") == "one"
    assert executor.element("p", "Shows('two')") == "two"
