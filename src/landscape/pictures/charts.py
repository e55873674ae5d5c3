"""Line charts: round ticks, a hue and a dash for each line, gaps where a number is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import Array
from landscape.pictures.marks import dashed, decimal, framed, key_html, key_svg, marks
from landscape.pictures.numerals import shown
from landscape.pictures.styles import Style, colour, styles
from landscape.pictures.ticks import Axis, linear, logarithmic

WIDTH, HEIGHT = 600, 340
LETTER = 11.5
"""Room for a letter of a tick, on a phone, where the picture is small and its letters are not."""
MARKED = 40
"""Up to so many points each has its mark."""
TEXT = 'font-family="var(--ls-sans,sans-serif)" font-size="12.5" style="font-variant-numeric:tabular-nums lining-nums"'


@dataclass(frozen=True, eq=False)
class Chart:
    """Lines over common abscissae: `lines` by label as points (n, 2), NaN where there is nothing to draw."""

    lines: Mapping[str, Array]
    x: Axis
    y: Axis
    x_label: str
    y_label: str

    @property
    def key(self) -> list[tuple[str, Style, bool]]:
        """Label, style, and whether each point has its mark."""
        return [
            (label, style, int(np.isfinite(line[:, 1]).sum()) <= MARKED)
            for (label, line), style in zip(self.lines.items(), styles(list(self.lines)), strict=True)
        ]

    @property
    def label(self) -> str:
        """What the picture says to those who do not see it."""
        over = f"{self.y_label or 'value'} over {self.x_label or 'index'}"
        told = [f"Line chart of {over}."]
        for label, line in self.lines.items():
            drawn = line[np.isfinite(line).all(axis=-1)]
            name = label or "The line"
            if not len(drawn):
                told.append(f"{name}: nothing to draw.")
                continue
            (x0, y0), (x1, y1) = drawn[[0, -1]].tolist()
            told.append(f"{name}: from {shown(y0)} at {shown(x0)} to {shown(y1)} at {shown(x1)}.")
        return " ".join(told)

    def __repr__(self) -> str:
        return self.label

    def _repr_svg_(self) -> str:
        key = [(label, style, marked) for label, style, marked in self.key if label]
        under, height = key_svg(key, WIDTH, HEIGHT + 8) if len(self.lines) > 1 else ("", 0)
        return self._svg(under, height)

    def _repr_html_(self) -> str:
        return framed("ls-line-chart", self._svg(), key_html(self.key) if len(self.lines) > 1 else "")

    def _svg(self, under: str = "", height: int = 0) -> str:
        left = 16 + LETTER * max((len(text) for _, text in self.y.ticks), default=1)
        top, bottom = (34.0 if self.y_label else 14.0), HEIGHT - (54.0 if self.x_label else 30.0)
        right = WIDTH - 22.0
        drawn = self._axes(left, right, top, bottom)
        for (_, style, marked), line in zip(self.key, self.lines.values(), strict=True):
            spots = np.stack(
                [
                    left + (right - left) * self.x.share(line[:, 0]),
                    bottom - (bottom - top) * self.y.share(line[:, 1]),
                ],
                axis=-1,
            )
            drawn += _curve(spots, style, marked)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT + height}" role="img" '
            f'aria-label="{escape(self.label)}"><g {TEXT}>{drawn}</g>{under}</svg>'
        )

    def _axes(self, left: float, right: float, top: float, bottom: float) -> str:
        grid = heads = ""
        for value, text in self.y.ticks:
            y = decimal(bottom - (bottom - top) * float(self.y.share(np.asarray(value))))
            strong = not self.y.log and value == 0.0
            grid += f'<path d="M{decimal(left)} {y}H{decimal(right)}"{_zero(strong)}/>'
            heads += f'<text x="{decimal(left - 8)}" y="{y}" dy=".35em" text-anchor="end">{text}</text>'
        for value, text in self.x.ticks:
            x = decimal(left + (right - left) * float(self.x.share(np.asarray(value))))
            grid += f'<path d="M{x} {decimal(bottom)}v5" stroke="{colour("muted")}"/>'
            heads += f'<text x="{x}" y="{decimal(bottom + 22)}" text-anchor="middle">{text}</text>'
        grid += f'<path d="M{decimal(left)} {decimal(bottom)}H{decimal(right)}" stroke="{colour("muted")}"/>'
        if self.x_label:
            x = decimal((left + right) / 2)
            heads += f'<text x="{x}" y="{HEIGHT - 8}" text-anchor="middle" {_STRONG}>{escape(self.x_label)}</text>'
        if self.y_label:
            heads += f'<text x="4" y="18" {_STRONG}>{escape(self.y_label)}</text>'
        return f'<g stroke="{colour("line")}">{grid}</g><g fill="{colour("muted")}">{heads}</g>'


_STRONG = f'fill="{colour("ink")}"'


def _zero(strong: bool) -> str:
    return f' stroke="{colour("muted")}" stroke-opacity=".6"' if strong else ""


def _curve(spots: Array, style: Style, marked: bool) -> str:
    """A line that is broken where a spot is no number; a spot between two gaps is a mark."""
    there: list[bool] = np.asarray(np.all(np.isfinite(spots), axis=-1)).tolist()
    d, last = "", ""
    for spot, seen, before in zip(spots.tolist(), there, [False, *there[:-1]], strict=True):
        if seen:
            at = f"{decimal(spot[0])} {decimal(spot[1])}"
            if at != last or not before:
                d += f"{'L' if before else 'M'}{at}"
            last = at
    beside = [before or after for before, after in zip([False, *there[:-1]], [*there[1:], False], strict=True)]
    dots = spots[[seen and (marked or not near) for seen, near in zip(there, beside, strict=True)]]
    look = 'stroke-width="2.2" stroke-linejoin="round" stroke-linecap="round" vector-effect="non-scaling-stroke"'
    line = (
        f'<path class="ls-line" d="{d}" fill="none" stroke="{colour(style.hue)}" {look}{dashed(style)}/>' if d else ""
    )
    return line + marks(style, dots, 3.4)


def chart(
    series: Mapping[str, ArrayLike],
    x: ArrayLike | None = None,
    x_label: str = "",
    y_label: str = "",
    log: bool = False,
    log_x: bool = False,
) -> Chart:
    """A line chart.

    Args:
        series: by its label, the numbers (n,) of each line; one named after a method has that method's colour.
        x: abscissae (n,) common to all; 0, 1, 2, ... if left out, and then lines may differ in length.
        x_label: what the numbers below are.
        y_label: what the numbers beside are.
        log: a logarithmic vertical axis, on which what is not positive has no place.
        log_x: likewise for the horizontal one.

    Raises:
        ValueError: there is no line, or one is no list of numbers, or not as long as `x`, or two have one label.
    """
    if not isinstance(series, Mapping) or not series:
        raise ValueError(f'chart: expected lines such as {{"f": [4.0, 2.0, 1.0]}}, got {series!r:.60}')
    common = None if x is None else _numbers("x", x)
    lines: dict[str, Array] = {}
    for label, values in series.items():
        if str(label) in lines:
            raise ValueError(f"chart: expected a label of its own for each line, got {str(label)!r:.60} twice")
        y = _numbers(repr(label), values)
        if common is not None and len(common) != len(y):
            raise ValueError(f"chart: expected as many numbers in {label!r} as in x, {len(common)}, got {len(y)}")
        points = np.stack([np.arange(float(len(y))) if common is None else common, y], axis=-1)
        gone = ~np.isfinite(points).all(axis=-1) | (log & (points[:, 1] <= 0.0)) | (log_x & (points[:, 0] <= 0.0))
        lines[str(label)] = np.where(gone[:, None], np.nan, points)
    xs, ys = np.concatenate(list(lines.values())).T
    whole = bool(np.all(np.mod(xs[np.isfinite(xs)], 1.0) == 0.0))
    return Chart(lines, _axis(xs, log_x, whole, exact=True), _axis(ys, log, False, exact=False), x_label, y_label)


def _numbers(name: str, values: ArrayLike) -> Array:
    try:
        numbers = np.asarray(values, float)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"chart: expected numbers in {name}, got {values!r:.60}") from error
    if numbers.ndim != 1 or not numbers.size:
        raise ValueError(f"chart: expected a list of numbers in {name}, got shape {numbers.shape}")
    return numbers


def _axis(values: Array, log: bool, whole: bool, exact: bool) -> Axis:
    seen = values[np.isfinite(values)]
    low, high = (float(seen.min()), float(seen.max())) if seen.size else (1.0, 10.0) if log else (0.0, 1.0)
    return logarithmic(low, high, exact=exact) if log else linear(low, high, whole=whole, exact=exact)
