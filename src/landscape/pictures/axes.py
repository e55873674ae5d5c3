"""What is written on a map: coordinates along two edges, and the heights of the strong contours."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from landscape._arrays import Array
from landscape.landscapes import Window
from landscape.pictures.marks import decimal
from landscape.pictures.numerals import shown
from landscape.pictures.styles import colour
from landscape.pictures.ticks import linear

SIZE = 13
"""Of letters, where no style sheet says otherwise; on a phone they are larger, and need more room."""
TABULAR = "font-variant-numeric:tabular-nums lining-nums"
APART = 60.0
"""Pixels between the heights on a map, at least."""


def word(text: str, x: float, y: float, anchor: str = "middle", ink: str = "ink", look: str = "") -> str:
    """A text with a halo, readable on every ground."""
    return (
        f'<text class="ls-map-word" x="{decimal(x)}" y="{decimal(y)}" text-anchor="{anchor}" fill="{colour(ink)}" '
        f'{look}dominant-baseline="central">{escape(text)}</text>'
    )


def written(words: str) -> str:
    """A group of such texts."""
    return (
        f'<g font-family="var(--ls-sans,sans-serif)" font-size="{SIZE}" stroke="{colour("halo")}" stroke-width="3" '
        f'stroke-linejoin="round" paint-order="stroke" style="{TABULAR}">{words}</g>'
    )


def axes(window: Window, width: float, height: float) -> str:
    """Ticks along the lower and the left edge, and their coordinates."""
    (x0, x1), (y0, y1) = window
    d = words = ""
    for value, text in linear(x0, x1, 6, exact=True).ticks:
        x = (value - x0) / (x1 - x0) * width
        if 50 <= x <= width - 50:
            d += f"M{decimal(x)} {decimal(height)}v-6"
            words += word(text, x, height - 19)
    for value, text in linear(y0, y1, 5, exact=True).ticks:
        y = (y1 - value) / (y1 - y0) * height
        if 36 <= y <= height - 44:
            d += f"M0 {decimal(y)}h6"
            words += word(text, 11, y, "start")
    italic = 'font-style="italic" '
    words += word("x", width - 16, height - 17, look=italic) + word("y", 11, 17, "start", look=italic)
    return f'<path d="{d}" stroke="{colour("ink")}" stroke-width="1.2"/>' + words


def heights(contours: Sequence[tuple[float, Sequence[Array]]], width: float, height: float) -> str:
    """Each strong level says its height once, as far from the others as it can.

    Args:
        contours: level and its lines, each of spots (n, 2).
        width: of the map, and
        height: likewise.
    """
    placed: list[tuple[float, float]] = []
    words = ""
    for level, lines in contours:
        spots = np.concatenate([np.empty((0, 2)), *lines])
        x, y = spots.T
        spots = spots[(x > 60) & (x < width - 50) & (y > 34) & (y < height - 56)]
        if not len(spots):
            continue
        away = np.full(len(spots), 400.0)
        for u, v in placed:
            away = np.minimum(away, np.hypot(spots[:, 0] - u, spots[:, 1] - v))
        # A little to one side, so that of two mirrored spots the last digit does not choose.
        score = away - 0.05 * np.abs(spots[:, 1] - height / 3) - 0.013 * spots[:, 0]
        best = int(np.argmax(score))
        if away[best] < APART:
            continue
        placed.append((float(spots[best, 0]), float(spots[best, 1])))
        words += word(shown(level), *placed[-1], ink="muted")
    return words
