"""Marks at iterates, pieces of lines for a legend, and the frame around a picture."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from landscape._arrays import Array
from landscape.pictures.styles import Style, colour

Key = Sequence[tuple[str, Style, bool]]
"""Label, style, and whether the line bears marks."""
ROW = 24
LETTER = 7.2
LIST = "display:flex;flex-wrap:wrap;gap:.15em 1.3em;list-style:none;margin:.4em 0 0;padding:0"
ITEM = "display:inline-flex;align-items:center;gap:.45em;margin:0"

OUTLINES: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),
    "diamond": ((0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)),
    "triangle": ((0, -1.3), (1.2, 0.9), (-1.2, 0.9)),
    "cross": (
        (-1.3, -0.45), (-0.45, -0.45), (-0.45, -1.3), (0.45, -1.3), (0.45, -0.45), (1.3, -0.45),
        (1.3, 0.45), (0.45, 0.45), (0.45, 1.3), (-0.45, 1.3), (-0.45, 0.45), (-1.3, 0.45),
    ),
}  # fmt: skip


def decimal(value: float, digits: int = 1) -> str:
    """A coordinate of a drawing, as short as it goes.

    >>> decimal(12.04), decimal(-0.04), decimal(3.25, 2)
    ('12', '0', '3.25')
    """
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _outline(mark: str, radius: float) -> str:
    """The way around a mark, from its centre and back to it."""
    if mark not in OUTLINES:
        r, d = decimal(radius), decimal(2 * radius)
        return f"m-{r} 0a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0-{d} 0z"
    x0, y0 = 0.0, 0.0
    moves = []
    for x, y in OUTLINES[mark]:
        moves.append(f"{decimal((x - x0) * radius)} {decimal((y - y0) * radius)}")
        x0, y0 = x, y
    return f"m{moves[0]}l{' '.join(moves[1:])}z".replace(" -", "-")


def marks(style: Style, spots: Array, radius: float) -> str:
    """Marks at spots (n, 2) of a picture, as one path of SVG."""
    if not len(spots):
        return ""
    outline = _outline(style.mark, radius)
    d = "".join(f"M{decimal(x)} {decimal(y)}{outline}" for x, y in spots.tolist())
    ring = style.mark == "ring"
    fill, edge = colour("halo" if ring else style.hue), colour(style.hue if ring else "halo")
    order = "" if ring else ' paint-order="stroke"'
    return f'<path d="{d}" fill="{fill}" stroke="{edge}" stroke-width="{1.8 if ring else 2}"{order}/>'


def dashed(style: Style) -> str:
    """The attribute for a line's dashes, or nothing."""
    return f' stroke-dasharray="{" ".join(map(str, style.dash))}"' if style.dash else ""


def sample(style: Style, mark: bool = True) -> str:
    """A piece of the line for a legend, as the content of an SVG of 34 by 12."""
    line = f'<path d="M1 6H33" fill="none" stroke="{colour(style.hue)}" stroke-width="2.4"{dashed(style)}/>'
    return line + (marks(style, np.array([[17.0, 6.0]]), 3.4) if mark else "")


def swatch(style: Style, mark: bool = True) -> str:
    """The same as an SVG that stands in a line of text."""
    size = 'viewBox="0 0 34 12" width="34" height="12"'
    return f'<svg {size} aria-hidden="true" style="flex:none">{sample(style, mark)}</svg>'


def key_html(key: Key) -> str:
    """The labels with a piece of each line, as a list that wraps."""
    items = "".join(
        f'<li style="{ITEM}">{swatch(style, marked)}{escape(label)}</li>' for label, style, marked in key if label
    )
    return f'<ul class="ls-key" style="{LIST}">{items}</ul>' if items else ""


def key_svg(key: Key, width: float, top: float) -> tuple[str, int]:
    """The same inside of a drawing, from `top` downwards, and how much room it takes."""
    x, y, drawn = 8.0, top, ""
    for label, style, marked in key:
        wide = 34 + 8 + LETTER * len(label)
        if x > 8.0 and x + wide > width:
            x, y = 8.0, y + ROW
        drawn += (
            f'<g transform="translate({x:g},{y:g})">{sample(style, marked)}<text x="42" y="10.5" font-size="13" '
            f'font-family="var(--ls-sans,sans-serif)" fill="{colour("ink")}">{escape(label)}</text></g>'
        )
        x += round(wide) + 18
    return drawn, round(y - top) + ROW if drawn else 0


def framed(kind: str, svg: str, below: str = "") -> str:
    """A drawing as wide as its place, up to a limit, with what belongs below it."""
    sized = svg.replace("<svg ", f'<svg class="{kind}" style="display:block;width:100%;height:auto" ', 1)
    return f'<div class="ls-picture" style="max-width:36rem">{sized}{below}</div>'
