"""The fences of a live page: cells and elements. Each is a validator and a formatter for pymdownx.superfences.

```python cell                        a live cell; its output is computed by the build
```python cell raises="ValueError"    an error on purpose
```python cell volatile               output that may differ from run to run
```element tag="x-map" place="top"    a custom element; the body is a Python expression with `_repr_html_`
```element tag="x-map" more="page.md"  an attribute that names a page becomes its address, "" on that page itself
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from functools import wraps
from html import escape
from typing import Any, Protocol

from markdown import Markdown
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pymdownx.superfences import SuperFencesException

from livedocs.execute import ExecutionError, title

# What a page's cells may use, whatever the interpreters that run them.
SYNTAX = (3, 11)


class Runs(Protocol):
    """What the fences need of an executor."""

    def cell(self, page: str, codes: list[str]) -> dict[str, Any]: ...

    def element(self, page: str, expression: str) -> str: ...


class FenceError(SuperFencesException):  # type: ignore[misc]
    """A fence that breaks the build. Superfences swallows every other exception."""


_MARK = "<!--element-->"
_OPENING = re.compile(r"^ *`{3,}(?:python cell|element)\b.*", re.MULTILINE)
Format = Callable[..., str]
_executor: Runs | None = None
_page = "page"


def _no_pages(page: str) -> str:
    raise FenceError(f"{_page}: {page} cannot be linked to: there are no pages here")


_link: Callable[[str], str] = _no_pages


def open_page(executor: Runs, page: str, link: Callable[[str], str] = _no_pages) -> None:
    """Says who executes, for which page, and how to get from it to another: Markdown's extensions are not told."""
    global _executor, _page, _link
    _executor, _page, _link = executor, page, link


def _executing() -> Runs:
    if _executor is None:
        raise FenceError("no executor: call livedocs.fences.open_page first")
    return _executor


def cell_validator(
    _language: str, inputs: dict[str, str], options: dict[str, Any], _attrs: dict[str, Any], _md: Markdown
) -> bool:
    """Takes a Python fence with the word `cell`; leaves every other one alone."""
    if "cell" not in inputs:
        return False
    unknown = set(inputs) - {"cell", "raises", "volatile"}
    if unknown:
        raise FenceError(f"{_page}: a cell has no option {sorted(unknown)[0]!r}; it has raises and volatile")
    options.update(inputs)
    return True


def _loud(format_fence: Format) -> Format:
    """Superfences takes any other exception of a formatter for "not mine" and shows the fence as plain text."""

    @wraps(format_fence)
    def formatted(*args: Any, **options: Any) -> str:
        try:
            return format_fence(*args, **options)
        except SuperFencesException:
            raise
        except Exception as error:
            raise FenceError(f"{_page}: {type(error).__name__}: {error}") from error

    return formatted


@_loud
def cell(source: str, _language: str, _css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any) -> str:
    """A cell as HTML: highlighted code with its output, whole without JavaScript.

    Raises:
        FenceError: the cell fails, or does not fail as it promised, or is not Python 3.11.
    """
    codes: list[str] = md.__dict__.setdefault("livedocs_cells", [])
    codes.append(source)
    where = f"{_page}, {title(len(codes) - 1)}"
    raises = options.get("raises", "")
    try:
        ast.parse(source, feature_version=SYNTAX)
    except SyntaxError as error:
        if raises != "SyntaxError":
            raise FenceError(
                f"{where}, line {error.lineno}: {error.msg} (cells are Python {SYNTAX[0]}.{SYNTAX[1]})"
            ) from error
    try:
        result = _executing().cell(_page, codes)
    except ExecutionError as error:
        raise FenceError(str(error)) from error
    failed = result["error"]
    if failed and failed["type"] != raises:
        raise FenceError(
            f"{where}, line {failed['line']}: {failed['type']}: {failed['message']}\n{failed['traceback']}"
        )
    if raises and not failed:
        raise FenceError(f"{where}: promised to raise {raises}, and did not")
    _as_block("python-cell", md)
    code = highlight(source, PythonLexer(stripnl=False), HtmlFormatter(cssclass="highlight", wrapcode=True))
    flags = (f' raises="{escape(raises)}"' if raises else "") + (" volatile" if "volatile" in options else "")
    kind = "cell-output cell-output-error" if failed else "cell-output"
    hidden = "" if result["text"] else " hidden"
    return (
        f'<python-cell class="no-copy" status="static" name="{title(len(codes) - 1)}"{flags}>{code.strip()}'
        f'<pre class="{kind}"{hidden}><samp>{escape(result["text"])}</samp></pre></python-cell>'
    )


def _as_block(tag: str, md: Markdown) -> None:
    """Markdown takes an element that it does not know for a part of a paragraph."""
    if tag not in md.block_level_elements:
        md.block_level_elements.append(tag)


def element_validator(
    _language: str, inputs: dict[str, str], options: dict[str, Any], _attrs: dict[str, Any], _md: Markdown
) -> bool:
    if "-" not in inputs.get("tag", ""):
        raise FenceError(f'{_page}: an element fence needs the tag of a custom element, such as tag="x-map"')
    options.update(inputs)
    return True


@_loud
def element(source: str, _language: str, _css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any) -> str:
    """A custom element whose content is made by the package: what is there without JavaScript.

    Raises:
        FenceError: the expression fails.
    """
    tag = str(options["tag"])
    _as_block(tag, md)
    linked = {k: _link(v) if v.endswith(".md") else v for k, v in options.items() if k != "tag"}
    attributes = "".join(f' {escape(k.replace("_", "-"))}="{escape(v)}"' for k, v in linked.items())
    try:
        html = _executing().element(_page, source.strip())
    except ExecutionError as error:
        raise FenceError(str(error)) from error
    return f'<{tag} status="static"{attributes}>{html}{_MARK}</{tag}>'


def check(markdown: str, html: str, page: str) -> None:
    """Holds that every fence became what it says: one with a slip in its options is plain text to Superfences.

    Raises:
        FenceError: names the page and the first line of what was left over.
    """
    written = _OPENING.findall(markdown)
    made = html.count("<python-cell ") + html.count(_MARK)
    if len(written) != made:
        raise FenceError(
            f"{page}: {len(written)} cells and elements were written and {made} were made. One of these lines cannot "
            'be read (options are name="value"): ' + "; ".join(written)
        )
