"""A tape as a reader sees it: two tables, forwards as it ran and backwards with the adjoints; as text and as HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from landscape.autodiff.dual import Dual
from landscape.autodiff.variable import Entry

LINES = 40
"""A longer tape is shown without its middle."""
NUMERIC = {"value", "adjoint"}
Rows = list[tuple[str, ...]]


def number(value: Any) -> str:
    """Four digits; of many points the first three; a dual number with its tangent."""
    if isinstance(value, Dual):
        tangent = number(value.tangent)
        joined = f" - {tangent[1:]}" if tangent.startswith("-") else f" + {tangent}"
        return f"{number(value.value)}{joined} ε"
    flat = np.asarray(value, np.float64).ravel()
    shown = [f"{v + 0.0:.4g}" for v in flat[:3]]
    if np.ndim(value) == 0:
        return shown[0]
    return f"[{', '.join(shown)}{', ...' if flat.size > 3 else ''}]"


def forwards(entries: Sequence[Entry]) -> Rows:
    """Name, operation, value and local derivatives of every entry, in the order in which they came."""
    rows: Rows = []
    for entry in entries:
        names = dict.fromkeys(entries[k].name for k in entry.inputs)
        slopes = [
            f"d{entry.name}/d{name} = "
            + " + ".join(number(s) for k, s in zip(entry.inputs, entry.slopes, strict=True) if entries[k].name == name)
            for name in names
        ]
        rows.append((entry.name, entry.operation or "input", number(entry.value), ", ".join(slopes)))
    return rows


def backwards(entries: Sequence[Entry], outputs: Sequence[int]) -> Rows:
    """Name, adjoint and where it came from, from the last entry to the first."""
    received: list[list[str]] = [[] for _ in entries]
    for entry in entries:
        for k, slope in zip(entry.inputs, entry.slopes, strict=True):
            received[k].append(f"{_factor(entry.adjoint, first=True)} * {_factor(slope)} from {entry.name}")
    rows: Rows = []
    for k, entry in reversed(list(enumerate(entries))):
        given = [*(["the output"] if k in outputs else []), *received[k]]
        rows.append((entry.name, number(entry.adjoint), ", ".join(given) or "not used"))
    return rows


def _factor(value: Any, first: bool = False) -> str:
    shown = number(value)
    return f"({shown})" if isinstance(value, Dual) or (shown.startswith("-") and not first) else shown


def _tables(entries: Sequence[Entry], outputs: Sequence[int]) -> list[tuple[str, tuple[str, ...], Rows]]:
    tables: list[tuple[str, tuple[str, ...], Rows]] = [
        ("Forwards", ("name", "operation", "value", "local derivatives"), forwards(entries))
    ]
    if all(entry.adjoint is not None for entry in entries):
        tables.append(("Backwards", ("name", "adjoint", "received"), backwards(entries, outputs)))
    return [(title, head, _shortened(rows)) for title, head, rows in tables]


def _shortened(rows: Rows) -> Rows:
    if len(rows) <= LINES:
        return rows
    half = LINES // 2
    gap = (f"... {len(rows) - 2 * half} more", *[""] * (len(rows[0]) - 1))
    return [*rows[:half], gap, *rows[-half:]]


def text(entries: Sequence[Entry], outputs: Sequence[int]) -> str:
    """Both tables as aligned text."""
    blocks = []
    for title, head, rows in _tables(entries, outputs):
        lines = [head, *rows]
        widths = [max(len(line[k]) for line in lines) for k in range(len(head))]
        aligned = ["  ".join(part.ljust(width) for part, width in zip(line, widths, strict=True)) for line in lines]
        blocks.append("\n".join([title, *(line.rstrip() for line in aligned)]))
    return "\n\n".join(blocks)


def html(entries: Sequence[Entry], outputs: Sequence[int]) -> str:
    """Both tables as HTML, for pages and notebooks."""
    return f'<div class="ls-tape">{"".join(_table(*table) for table in _tables(entries, outputs))}</div>'


def _table(title: str, head: tuple[str, ...], rows: Rows) -> str:
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = ""
    for first, *rest in rows:
        cells = "".join(_cell(name, part) for name, part in zip(head[1:], rest, strict=True))
        body += f'<tr><th scope="row">{_code(first)}</th>{cells}</tr>'
    head_row = f"<thead><tr>{top}</tr></thead>"
    return f'<table class="ls-tape-side"><caption>{title}</caption>{head_row}<tbody>{body}</tbody></table>'


def _cell(column: str, part: str) -> str:
    if column == "operation":
        return f"<td>{_code(part)}</td>"
    return f'<td class="ls-number">{_maths(part)}</td>' if column in NUMERIC else f"<td>{_maths(part)}</td>"


_SLOPE = re.compile(r"\bd(\w+)/d(\w+)")


def _code(part: str) -> str:
    return f"<code>{escape(part)}</code>" if part and part != "input" else escape(part)


def _maths(part: str) -> str:
    """Plain text with real minus signs, products and partial derivatives."""
    signs = re.sub(r"(?<!e)-(?=[\d.in])|(?<= )-(?= )", "\N{MINUS SIGN}", part).replace(" * ", " · ")
    # A derivative does not break at its equals sign.
    return _SLOPE.sub("∂\\1/∂\\2", escape(signs).replace(" = ", "&nbsp;=&nbsp;"))
