"""Cells and exercises as HTML, whole without JavaScript. Pure: nothing is executed here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

_PART = re.compile(r"^#: (check|hint|solution)[ \t]*\n", re.MULTILINE)
_WORDS = re.compile(r"`([^`]+)`|\$([^$]+)\$")


def html(name: str, source: str, result: Mapping[str, Any], flags: str = "", more: str = "") -> str:
    """The element of a cell: its code, what it wrote, what it shows, and what belongs to it besides."""
    kind = "cell-output cell-output-error" if result["error"] else "cell-output"
    hidden = "" if result["text"] else " hidden"
    rich = f'<div class="cell-rich">{result["html"]}</div>' if result.get("html") else ""
    handed = f' data-element="{escape(result["element"])}"' if result.get("element") else ""
    return (
        f'<python-cell class="no-copy" status="static" name="{name}"{flags}{handed}>{highlighted(source)}'
        f'<pre class="{kind}"{hidden}><samp>{escape(result["text"])}</samp></pre>{rich}{more}</python-cell>'
    )


def highlighted(source: str) -> str:
    made: str = highlight(source, PythonLexer(stripnl=False), HtmlFormatter(cssclass="highlight", wrapcode=True))
    return made.strip()


@dataclass(frozen=True)
class Exercise:
    """What a reader is given, what is asked of it, and the way there."""

    code: str
    check: str
    hints: tuple[str, ...]
    solution: str

    @classmethod
    def read(cls, source: str) -> Exercise:
        """Reads the parts of an exercise's fence.

        Raises:
            ValueError: one of them is missing, or there are two of what may be there once.
        """
        code, *rest = _PART.split(source)
        found: dict[str, list[str]] = {"check": [], "hint": [], "solution": []}
        for kind, text in zip(rest[::2], rest[1::2], strict=True):
            found[kind].append(text.strip("\n"))
        for kind in ("check", "solution"):
            if len(found[kind]) != 1:
                raise ValueError(f"expected one part `#: {kind}`, got {len(found[kind])}")
        if not found["hint"]:
            raise ValueError("expected at least one part `#: hint`")
        return cls(code.strip("\n"), found["check"][0], tuple(found["hint"]), found["solution"][0])

    def folded(self) -> str:
        """The check, which nobody sees, and hints and solution, each of which opens on its own."""
        check = f'<pre class="cell-check" hidden data-search-exclude>{escape(self.check)}</pre>'
        hints = ""
        for k, hint in enumerate(self.hints, 1):
            name = f"Hint {k}" if len(self.hints) > 1 else "Hint"
            hints += f'<details class="cell-hint"><summary>{name}</summary><p>{words(hint)}</p></details>'
        solution = f'<details class="cell-solution"><summary>Solution</summary>{highlighted(self.solution)}</details>'
        return check + hints + solution


def words(text: str) -> str:
    """Plain words as HTML, with `code` and $formulas$ in them."""

    def marked(match: re.Match[str]) -> str:
        code, formula = match.groups()
        return f"<code>{code}</code>" if code else rf'<span class="arithmatex">\({formula}\)</span>'

    return _WORDS.sub(marked, escape(text, quote=False))
