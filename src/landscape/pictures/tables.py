"""Numbers as one writes them: bracketed matrices, column vectors, and tables with heads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import Array
from landscape.pictures.numerals import on_point, plain, shown
from landscape.pictures.styles import colour

WORDS = (str, bool, np.bool_, type(None))
NUMBERS = (int, float, np.integer, np.floating)
_CORNER = "linear-gradient(currentColor,currentColor) {} / .3em 1.5px no-repeat"
BRACKETS = (
    "display:inline-grid;gap:.15em 1.1em;padding:.15em .6em;border:solid;border-width:0 1.5px;text-align:right;"
    "font-variant-numeric:tabular-nums lining-nums;white-space:pre;"
    f"background:{','.join(_CORNER.format(f'{x} {y}') for x in ('left', 'right') for y in ('top', 'bottom'))}"
)
HEAD = f"vertical-align:bottom;color:{colour('muted')};font-weight:600"
CELL = f"padding:.2em .7em;border-bottom:1px solid {colour('line')};"


@dataclass(frozen=True, eq=False)
class Matrix:
    """A matrix (m, n) or a column vector (n,) that shows itself in brackets."""

    a: Array
    name: str

    @property
    def _texts(self) -> list[list[str]]:
        scale = float(np.max(np.abs(self.a[np.isfinite(self.a)]), initial=0.0))
        rows = self.a.reshape(-1, 1) if self.a.ndim == 1 else self.a
        return [[shown(value, scale) for value in row] for row in rows.tolist()]

    def _repr_html_(self) -> str:
        columns = [on_point(column, "\u2007", "\u2008") for column in zip(*self._texts, strict=True)]
        cells = "".join(f"<span>{cell}</span>" for row in zip(*columns, strict=True) for cell in row)
        name = f'<span class="ls-matrix-name">{escape(self.name)} =</span>' if self.name else ""
        return (
            f'<span class="ls-matrix-line" style="display:inline-flex;align-items:center;gap:.5em">{name}'
            f'<span class="ls-brackets" style="{BRACKETS};grid-template-columns:repeat({len(columns)},auto)">{cells}'
            "</span></span>"
        )

    def __repr__(self) -> str:
        columns = [on_point([plain(text) for text in column]) for column in zip(*self._texts, strict=True)]
        widths = [max(map(len, column)) for column in columns]
        rows = ["  ".join(map(str.rjust, row, widths)) for row in zip(*columns, strict=True)]
        head = f"{self.name} = " if self.name else ""
        return "\n".join(f"{head if k == 0 else ' ' * len(head)}[ {row} ]" for k, row in enumerate(rows))


def matrix(a: ArrayLike, name: str = "") -> Matrix:
    """A matrix as one writes it, in brackets; a vector as a column.

    Args:
        a: shape (m, n) or (n,), at least one entry.
        name: what it is called, such as "H".

    >>> matrix([[2.0, 0.5], [0.5, -1.0]], "H")
    H = [ 2     0.5 ]
        [ 0.5  -1   ]

    Raises:
        ValueError: not one or two axes of numbers.
    """
    try:
        numbers = np.array(a, float)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"matrix: expected numbers in rows of one length, got {a!r:.60}") from error
    if numbers.ndim not in (1, 2) or numbers.size == 0:
        raise ValueError(f"matrix: expected shape (m, n) or (n,), got {numbers.shape}")
    return Matrix(numbers, str(name))


@dataclass(frozen=True, eq=False)
class Table:
    """Columns under heads; after `gap` rows a line of dots stands for what is left out."""

    columns: Mapping[str, Sequence[Any]]
    caption: str
    gap: int | None = None

    def _texts(self, values: Sequence[Any]) -> tuple[list[str], bool]:
        """What is written of a column, and whether that is numbers."""
        return [_cell(value) for value in values], not all(isinstance(value, WORDS) for value in values)

    def _repr_html_(self) -> str:
        heads = ""
        columns: list[list[str]] = []
        for name, values in self.columns.items():
            texts, numbers = self._texts(values)
            align = f"{CELL}text-align:{'right' if numbers else 'left'}"
            whole = ";white-space:nowrap" if numbers else ""
            heads += f'<th scope="col" style="{align};{HEAD}">{escape(name)}</th>'
            tag, end = ('th scope="row"', "th") if not columns and not numbers else ("td", "td")
            weight = ";font-weight:400" if end == "th" else ""
            written = on_point(texts, "\u2007", "\u2008") if numbers else texts
            columns.append([f'<{tag} style="{align}{weight}{whole}">{escape(text)}</{end}>' for text in written])
        rows = [f"<tr>{''.join(row)}</tr>" for row in zip(*columns, strict=True)]
        if self.gap is not None:
            dots = f'<tr><td colspan="{len(columns)}" style="{CELL}text-align:center">⋮</td></tr>'
            rows.insert(self.gap, dots)
        caption = f'<caption style="text-align:left">{escape(self.caption)}</caption>' if self.caption else ""
        style = "border-collapse:collapse;font-variant-numeric:tabular-nums lining-nums"
        return (
            f'<div class="ls-data-box" style="overflow-x:auto"><table class="ls-data" style="{style}">{caption}'
            f"<thead><tr>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
        )

    def __repr__(self) -> str:
        columns: list[list[str]] = []
        for name, values in self.columns.items():
            texts, numbers = self._texts(values)
            # Words stay the reader's own: a dash in them is no number.
            texts = [plain(text) if _is_number(value) else text for text, value in zip(texts, values, strict=True)]
            texts = on_point(texts) if numbers else texts
            width = max(map(len, [name, *texts]))
            columns.append([text.rjust(width) if numbers else text.ljust(width) for text in [name, *texts]])
        lines = ["  ".join(row).rstrip() for row in zip(*columns, strict=True)]
        if self.gap is not None:
            lines.insert(self.gap + 1, "...")
        return "\n".join([self.caption, *lines] if self.caption else lines)


def _is_number(value: Any) -> bool:
    return isinstance(value, NUMBERS) and not isinstance(value, bool)


def _cell(value: Any) -> str:
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if value is None:
        return "–"
    if isinstance(value, (int, np.integer)):
        return str(value).replace("-", "−")
    return shown(float(value)) if isinstance(value, (float, np.floating)) else str(value)


def table(columns: Mapping[str, Sequence[Any] | ArrayLike], caption: str = "") -> Table:
    """A table with a head over each column.

    Args:
        columns: by its head, the values of each column: numbers, words, or both; all of one length.
        caption: what stands above it.

    >>> table({"method": ["gradient", "Newton"], "steps": [100, 6], "error": [0.025, 1e-12]})
    method    steps  error
    gradient    100  0.025
    Newton        6  1e-12

    Raises:
        ValueError: there is no column, or one is no list, or their lengths differ, or two have one head.
    """
    if not isinstance(columns, Mapping) or not columns:
        raise ValueError(f'table: expected columns such as {{"k": [0, 1]}}, got {columns!r:.60}')
    read: dict[str, Sequence[Any]] = {}
    for name, values in columns.items():
        flat = list(values) if np.ndim(values) == 1 and not isinstance(values, str) else None  # type: ignore[arg-type]
        if flat is None:
            raise ValueError(f"table: expected a list of values under {name!r}, got {values!r:.60}")
        if str(name) in read:
            raise ValueError(f"table: expected a head of its own for each column, got {str(name)!r:.60} twice")
        read[str(name)] = flat
    lengths = {name: len(values) for name, values in read.items()}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"table: expected columns of one length, got {lengths}")
    return Table(read, str(caption))
