"""The fences of a live page: cells, exercises, figures and elements. Each is a validator and a formatter for
pymdownx.superfences.

```python cell                        a live cell; its output is computed by the build
```python cell raises="ValueError"    an error on purpose
```python cell volatile               output that may differ from run to run
```python exercise                    code, then parts that begin with lines `#: check`, `#: hint`, `#: solution`
```figure caption="What it states."   the body is a Python expression that can show itself
```element tag="x-map" place="top"    a custom element; the body is a Python expression with `_repr_html_`
```element tag="x-map" more="page.md"  an attribute that names a page becomes its address, "" on that page itself
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from markdown import Markdown

from livedocs import cells
from livedocs.execute import title
from livedocs.opened import FenceError, answered, loud, page

# What a page's cells may use, whatever the interpreters that run them.
SYNTAX = (3, 11)
_MARK = "<!--element-->"
_OPENING = re.compile(r"^ *`{3,}(?:python (?:cell|exercise)|element|figure)\b.*", re.MULTILINE)
# What Superfences would take besides: one way of writing is enough for whatever reads the pages.
_LIKE = re.compile(r"^[> \t]*(?:`{3,}|~{3,})[ \t]*(?:python[ \t]+(?:cell|exercise)|element|figure)\b.*", re.MULTILINE)


def cell_validator(
    _language: str, inputs: dict[str, str], options: dict[str, Any], _attrs: dict[str, Any], _md: Markdown
) -> bool:
    """Takes a Python fence with the word `cell` or `exercise`; leaves every other one alone."""
    kind = next((word for word in ("cell", "exercise") if word in inputs), None)
    if kind is None:
        return False
    unknown = set(inputs) - ({"cell", "raises", "volatile"} if kind == "cell" else {"exercise"})
    if unknown:
        has = "raises and volatile" if kind == "cell" else "none"
        raise FenceError(f"{page.name}: an option {sorted(unknown)[0]!r} is not known; a Python {kind} has {has}")
    options.update(inputs)
    return True


@loud
def cell(source: str, _language: str, _css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any) -> str:
    """A cell or an exercise as HTML: highlighted code with its output, whole without JavaScript.

    Raises:
        FenceError: the cell fails, or does not fail as it promised, or is not Python 3.11; an exercise is solved as it
            is given, or not by its solution.
    """
    codes: list[str] = md.__dict__.setdefault("livedocs_cells", [])
    _as_block("python-cell", md)
    if "exercise" in options:
        md.__dict__["livedocs_exercises"] = number = md.__dict__.get("livedocs_exercises", 0) + 1
        return _exercise(source, f"Exercise {number}", codes)
    codes.append(source)
    name, raises = title(len(codes) - 1), str(options.get("raises", ""))
    _readable(source, name, raises)
    result = answered(lambda: page.executor.cell(page.name, codes))
    _held(result, name, raises)
    flags = (f' raises="{escape(raises)}"' if raises else "") + (" volatile" if "volatile" in options else "")
    return cells.html(name, source, result, flags)


def _exercise(source: str, name: str, codes: list[str]) -> str:
    where = f"{page.name}, {name}"
    try:
        exercise = cells.Exercise.read(source)
    except ValueError as error:
        raise FenceError(f"{where}: {error}") from error

    def run(code: str, part: str) -> dict[str, Any]:
        _readable(code, part, "")
        result = answered(lambda: page.executor.exercise(page.name, codes, name, code, exercise.check))
        _held(result, part, "")
        return result

    given, solved = run(exercise.code, name), run(exercise.solution, f"{name}, solution")
    if given["passed"]:
        raise FenceError(f"{where}: the check passes on the code that is given")
    if not solved["passed"]:
        raise FenceError(f"{where}: the check fails on the solution: {solved['verdict']}")
    return cells.html(name, exercise.code, given, " exercise", exercise.folded())


def _readable(source: str, name: str, raises: str) -> None:
    try:
        ast.parse(source, feature_version=SYNTAX)
    except SyntaxError as error:
        if raises != "SyntaxError":
            version = ".".join(map(str, SYNTAX))
            raise FenceError(
                f"{page.name}, {name}, line {error.lineno}: {error.msg} (cells are Python {version})"
            ) from error


def _held(result: Mapping[str, Any], name: str, raises: str) -> None:
    """Holds that a cell fails if and only if it promised to."""
    failed = result["error"]
    if failed and failed["type"] != raises:
        raise FenceError(
            f"{page.name}, {name}, line {failed['line']}: {failed['type']}: {failed['message']}\n{failed['traceback']}"
        )
    if raises and not failed:
        raise FenceError(f"{page.name}, {name}: promised to raise {raises}, and did not")


def _as_block(tag: str, md: Markdown) -> None:
    """Markdown takes an element that it does not know for a part of a paragraph."""
    if tag not in md.block_level_elements:
        md.block_level_elements.append(tag)


def element_validator(
    _language: str, inputs: dict[str, str], options: dict[str, Any], _attrs: dict[str, Any], _md: Markdown
) -> bool:
    if "-" not in inputs.get("tag", ""):
        raise FenceError(f'{page.name}: an element fence needs the tag of a custom element, such as tag="x-map"')
    options.update(inputs)
    return True


@loud
def element(source: str, _language: str, _css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any) -> str:
    """A custom element whose content is made by the package: what is there without JavaScript.

    Raises:
        FenceError: the expression fails.
    """
    tag = str(options["tag"])
    _as_block(tag, md)
    linked = {k: page.link(v) if v.endswith(".md") else v for k, v in options.items() if k != "tag"}
    attributes = "".join(f' {escape(k.replace("_", "-"))}="{escape(v)}"' for k, v in linked.items())
    html = answered(lambda: page.executor.element(page.name, source.strip()))
    return f'<{tag} status="static"{attributes}>{html}{_MARK}</{tag}>'


def figure_validator(
    _language: str, inputs: dict[str, str], options: dict[str, Any], _attrs: dict[str, Any], _md: Markdown
) -> bool:
    if set(inputs) != {"caption"} or not inputs["caption"].strip():
        raise FenceError(f'{page.name}: a figure has one option, caption="The claim that it states."')
    options.update(inputs)
    return True


@loud
def figure(source: str, _language: str, _css_class: str, options: Mapping[str, Any], _md: Markdown, **_: Any) -> str:
    """A figure made by the package, with the claim that it states.

    Raises:
        FenceError: the expression fails.
    """
    html = answered(lambda: page.executor.element(page.name, source.strip()))
    return f'<figure class="ls-figure">{html}{_MARK}<figcaption>{cells.words(options["caption"])}</figcaption></figure>'


def check(markdown: str, html: str, name: str) -> None:
    """Holds that every fence became what it says: one with a slip in its options is plain text to Superfences.

    Raises:
        FenceError: names the page, and the lines among which the slip is.
    """
    other = [line for line in _LIKE.findall(markdown) if not _OPENING.match(line)]
    if other:
        raise FenceError(
            f"{name}: a cell, an exercise, a figure and an element begin with ``` and their word at once (not with "
            "~~~, not in a block quote); these lines do not: " + "; ".join(other)
        )
    written = _OPENING.findall(markdown)
    made = html.count("<python-cell ") + html.count(_MARK)
    if len(written) != made:
        raise FenceError(
            f"{name}: {len(written)} cells and elements were written and {made} were made. One of these lines cannot "
            'be read (options are name="value"): ' + "; ".join(written)
        )
