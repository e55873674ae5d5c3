"""Axes: where they begin and end, and the round numbers on them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from landscape._arrays import Array
from landscape.levels import nice_step
from landscape.pictures.numerals import shown
from landscape.words import RAISED

CLOSE = 20.0
"""On a logarithmic axis numbers are close below this ratio: then 1, 2 and 5 of each power of ten are round."""

LEVEL, TINY = 1e-12, 1e-290
"""Numbers that differ by less than this part of their size, or by less than that, are all the same on an axis."""


@dataclass(frozen=True)
class Axis:
    """An interval, linear or logarithmic, with ticks: pairs of value and text."""

    low: float
    high: float
    log: bool
    ticks: tuple[tuple[float, str], ...]

    def share(self, values: Array) -> Array:
        """How far along the axis values lie, 0 to 1; NaN for what has no place on it."""
        with np.errstate(all="ignore"):
            if not self.log:
                # Halves, so that no difference of two doubles overflows.
                return np.asarray((values / 2 - self.low / 2) / (self.high / 2 - self.low / 2))
            logs = np.log10(np.where(values > 0.0, values, np.nan))
            return np.asarray((logs - math.log10(self.low)) / (math.log10(self.high) - math.log10(self.low)))


def linear(low: float, high: float, most: int = 6, whole: bool = False, exact: bool = False) -> Axis:
    """A linear axis that holds two numbers and everything between.

    Args:
        low: the least.
        high: the largest.
        most: about how many ticks there may be.
        whole: whether only whole numbers are there to be ticked.
        exact: whether it ends with them, instead of at the next round number or half-way to it.

    >>> axis = linear(-0.3, 1.1)
    >>> axis.low, axis.high, [text for _, text in axis.ticks]
    (-0.5, 1.25, ['−0.5', '0', '0.5', '1.0'])
    """
    size = max(abs(low), abs(high))
    if not high / 2 - low / 2 > max(LEVEL * size, TINY):
        spread = size / 2 if size > TINY else 1.0
        low, high = low - spread, high + spread
    # Written and read, so that a power of ten is the nearest double to it.
    step = float(f"{nice_step((high / 2 - low / 2) / max(1, most - 1) * 2):.2e}")
    step = max(1.0, step) if whole else step
    if not exact:
        half = step / 2
        ends = math.floor(low / half + 1e-9) * half, math.ceil(high / half - 1e-9) * half
        low, high = ends if all(map(math.isfinite, ends)) else (low, high)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    values = [k * step for k in range(first, last + 1)]
    return Axis(low, high, False, tuple(zip(values, _texts(values, step), strict=True)))


def _texts(values: list[float], step: float) -> list[str]:
    """Ticks with as many decimals as their distance asks for, all the same."""
    largest = max(map(abs, values), default=0.0)
    if not 1e-4 <= largest < 1e6:
        texts = [shown(value, largest) for value in values]
        return texts if len(set(texts)) == len(texts) else [f"{value:.15g}".replace("-", "−") for value in values]
    decimals = next((d for d in range(17) if abs(round(step, d) - step) <= 1e-9 * step), 17)
    texts = [f"{value:.{decimals}f}" for value in values]
    return ["0" if float(text) == 0.0 else text.replace("-", "−") for text in texts]


def power(exponent: int) -> str:
    """A power of ten as one writes it.

    >>> power(-3), power(0), power(1)
    ('10⁻³', '1', '10')
    """
    return {0: "1", 1: "10"}.get(exponent, f"10{str(exponent).translate(RAISED)}")


def logarithmic(low: float, high: float, most: int = 7, exact: bool = False) -> Axis:
    """A logarithmic axis that holds two positive numbers: from one power of ten to another, or 1, 2 and 5 of them.

    >>> [text for _, text in logarithmic(3e-4, 40.0).ticks]
    ['10⁻⁴', '10⁻³', '10⁻²', '10⁻¹', '1', '10', '10²']
    >>> [text for _, text in logarithmic(0.3, 4.0).ticks]
    ['0.2', '0.5', '1', '2', '5']
    """
    fine = high / low < CLOSE
    steps = (1.0, 2.0, 5.0) if fine else (1.0,)
    first, last = math.floor(math.log10(low) + 1e-9), math.floor(math.log10(high) - 1e-9)
    round_ones = [float(f"{m:.0f}e{e}") for e in range(first, last + 2) for m in steps]
    round_ones = [value for value in round_ones if 0.0 < value < math.inf]
    below = max((v for v in round_ones if v <= low * (1 + 1e-9)), default=low)
    above = min((v for v in round_ones if v >= high * (1 - 1e-9)), default=high)
    if below == above:
        # A power of ten to either side, as far as doubles go.
        round_ones = [value for value in (below / 10, below, above * 10) if 0.0 < value < math.inf]
        below, above = round_ones[0], round_ones[-1]
    start, end = (low, high) if exact and low < high else (below, above)
    ticks = [v for v in round_ones if start * (1 - 1e-9) <= v <= end * (1 + 1e-9)]
    if len(ticks) < 2:
        # So close that even steps are as good.
        return Axis(start, end, True, linear(start, end, 4, exact=True).ticks)
    if fine:
        return Axis(start, end, True, tuple((v, shown(v)) for v in ticks))
    every = next(n for n in (1, 2, 3, 4, 5, 10, 20, 50, 100, 200) if len(ticks) / n <= most)
    exponents = [(v, round(math.log10(v))) for v in ticks]
    return Axis(start, end, True, tuple((v, power(e)) for v, e in exponents if e % every == 0))
