"""Fences to HTML, and every way in which a wrong one breaks the build."""

from __future__ import annotations

from typing import Any

import pytest
from markdown import Markdown
from pymdownx.superfences import SuperFencesException

from livedocs import fences
from livedocs.execute import ExecutionError
from livedocs.opened import open_page


class Canned:
    """Answers as an executor would."""

    def __init__(self, **result: Any) -> None:
        self.result = {"text": "", "value": None, "html": None, "element": None, "error": None} | result
        self.asked: list[list[str]] = []

    def cell(self, page: str, codes: list[str]) -> dict[str, Any]:
        self.asked.append(list(codes))
        if self.result["text"] == "late":
            raise ExecutionError(f"{page}: no end after 60 seconds")
        return self.result

    def exercise(self, page: str, codes: list[str], name: str, code: str, check: str) -> dict[str, Any]:
        self.asked.append([*codes, code, check])
        passed = self.result.get("solved", "x = 2" in code)
        return self.result | {"passed": passed, "verdict": "" if passed else "x is not 2"}

    def element(self, page: str, expression: str) -> str:
        if expression == "wrong()":
            raise ExecutionError("NameError: wrong")
        if expression == "bug()":
            raise KeyError("a bug of our own")
        return f"<p>{expression}</p>"


EXERCISE = """```python exercise
x = 1
#: check
assert x == 2, "<b>"
#: hint
Add `1`, $x+1$.
#: solution
x = 2
```"""


def html(text: str, executor: Any) -> str:
    custom = [
        {"name": "python", "class": "cell", "validator": fences.cell_validator, "format": fences.cell},
        {"name": "figure", "class": "figure", "validator": fences.figure_validator, "format": fences.figure},
        {"name": "element", "class": "element", "validator": fences.element_validator, "format": fences.element},
    ]
    open_page(executor, "page.md")
    extensions = ["pymdownx.superfences"]
    markdown = Markdown(extensions=extensions, extension_configs={"pymdownx.superfences": {"custom_fences": custom}})
    made = markdown.convert(text)
    fences.check(text, made, "page.md")
    return made


def test_a_cell_is_highlighted_code_with_its_output() -> None:
    page = html('```python cell\nprint("<b>")\n```', Canned(text="<b>"))
    assert page.startswith('<python-cell class="no-copy" status="static" name="Cell 1">')
    assert '<span class="nb">print</span>' in page
    assert '<pre class="cell-output"><samp>&lt;b&gt;</samp></pre>' in page
    assert "<p>" not in page


def test_cells_are_counted_and_executed_with_those_above() -> None:
    executor = Canned()
    page = html("```python cell\na = 1\n```\n\nWords.\n\n```python cell volatile\na\n```", executor)
    assert executor.asked == [["a = 1"], ["a = 1", "a"]]
    assert 'name="Cell 2" volatile>' in page
    assert page.count(" hidden>") == 2


def test_a_plain_fence_is_left_alone() -> None:
    executor = Canned()
    assert "python-cell" not in html("```python\nx\n```", executor)
    assert executor.asked == []


def failed(kind: str) -> dict[str, Any]:
    return {"type": kind, "message": "m", "traceback": "t", "line": 1}


def test_an_error_on_purpose() -> None:
    page = html('```python cell raises="ValueError"\nx\n```', Canned(text="t", error=failed("ValueError")))
    assert 'raises="ValueError"' in page
    assert "cell-output-error" in page


@pytest.mark.parametrize(
    ("text", "executor", "words"),
    [
        ("```python cell\nx\n```", Canned(error=failed("NameError")), "page.md, Cell 1, line 1: NameError: m"),
        ('```python cell raises="ValueError"\nx\n```', Canned(error=failed("KeyError")), "KeyError"),
        ('```python cell raises="ValueError"\nx\n```', Canned(), "promised to raise ValueError, and did not"),
        ("```python cell\nx = (\n```", Canned(), "line 1"),
        ("```python cell\ndef f[T](x: T): ...\n```", Canned(), "cells are Python 3.11"),
        ('```python cell rasies="1"\nx\n```', Canned(), "'rasies' is not known"),
        ("```python cell raises=1\nx\n```", Canned(), "1 cells and elements were written and 0 were made"),
        ("~~~python cell\nx\n~~~", Canned(), r"not with ~~~, not in a block quote.*: ~~~python cell"),
        ("> ```python cell\n> x\n> ```", Canned(), "not in a block quote.*: > ```python cell"),
        ("``` python cell\nx\n```", Canned(), "begin with ``` and their word at once.*: ``` python cell"),
        ('~~~element tag="x-map"\nf()\n~~~', Canned(), "not with ~~~.*: ~~~element tag"),
        ("```python cell\nx\n```", Canned(text="late"), "no end after 60 seconds"),
        ('```element tag="x-map"\nwrong()\n```', Canned(), "NameError: wrong"),
        ('```element tag="x-map"\nbug()\n```', Canned(), "KeyError"),
        ('```element tag="map"\nf()\n```', Canned(), "tag of a custom element"),
        ("```figure\nf()\n```", Canned(), "a figure has one option"),
        ('```figure caption="C"\nwrong()\n```', Canned(), "NameError: wrong"),
        ("```python exercise\nx = 1\n```", Canned(), "Exercise 1: expected one part `#: check`, got 0"),
        (EXERCISE.replace("#: hint\nAdd `1`, $x+1$.\n", ""), Canned(), "expected at least one part `#: hint`"),
        (EXERCISE, Canned(solved=True), "the check passes on the code that is given"),
        (EXERCISE, Canned(solved=False), "the check fails on the solution: x is not 2"),
        (EXERCISE.replace("x = 1\n", "x = (\n"), Canned(), "Exercise 1, line 1"),
        (EXERCISE, Canned(error={"type": "NameError", "message": "m", "traceback": "t", "line": 1}), "NameError: m"),
        (EXERCISE.replace("exercise", "exercise volatile"), Canned(), "'volatile' is not known"),
        ("```python cell\nx\n```", None, "no executor"),
    ],
)
def test_a_wrong_fence_breaks_the_build(text: str, executor: Any, words: str) -> None:
    with pytest.raises(SuperFencesException, match=words.replace("(", r"\(")):
        html(text, executor)


def test_an_element_is_a_block_with_attributes() -> None:
    page = html('```element tag="x-map" place="a&quot;b"\nf()\n```', Canned())
    assert page.startswith('<x-map status="static" place=')
    assert "<p>f()</p>" in page
    assert page.endswith("</x-map>")
    assert "<p><x-map" not in page


def test_what_a_value_shows_stands_after_the_text_and_is_no_text() -> None:
    page = html("```python cell\nx\n```", Canned(text="a", html="<svg/>", element='{"tag": "x-map"}'))
    assert '<samp>a</samp></pre><div class="cell-rich"><svg/></div></python-cell>' in page
    assert 'data-element="{&quot;tag&quot;: &quot;x-map&quot;}"' in page


def test_an_exercise_has_its_check_hints_and_solution_and_leaves_the_cells_alone() -> None:
    executor = Canned(text="1")
    page = html(f"```python cell\na = 1\n```\n\n{EXERCISE}\n\n```python cell\na\n```", executor)
    check = 'assert x == 2, "<b>"'
    assert executor.asked == [["a = 1"], ["a = 1", "x = 1", check], ["a = 1", "x = 2", check], ["a = 1", "a"]]
    assert '<python-cell class="no-copy" status="static" name="Exercise 1" exercise>' in page
    assert "assert x == 2, &quot;&lt;b&gt;&quot;</pre>" in page
    assert "<summary>Hint</summary><p>Add <code>1</code>, " in page
    assert r'<span class="arithmatex">\(x+1\)</span>' in page
    assert page.index("cell-hint") < page.index("cell-solution") < page.index('name="Cell 2"')


def test_the_lines_that_part_an_exercise_may_end_in_blanks() -> None:
    blanks = EXERCISE.replace("#: check\n", "#: check \n").replace("#: hint\n", "#: hint\t\n")
    assert html(blanks, Canned()) == html(EXERCISE, Canned())


def test_a_figure_states_its_claim() -> None:
    page = html('```figure caption="Where $f$ is < 1."\nf()\n```', Canned())
    assert page.startswith('<figure class="ls-figure"><p>f()</p>')
    assert "<figcaption>Where <span" in page
    assert "is &lt; 1.</figcaption></figure>" in page
