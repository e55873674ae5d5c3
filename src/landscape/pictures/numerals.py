"""How pictures and tables write a number, and how numbers stand under each other."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from landscape.words import RAISED

ZERO = 1e-12
"""A number this small beside what it is compared with is shown as zero."""
LOWERED = {raised: digit for digit, raised in RAISED.items()}


def shown(value: float, scale: float = 0.0) -> str:
    """Four significant digits with a real minus sign; zero where it is zero beside `scale`.

    >>> shown(-1 / 3), shown(12500.0), shown(2.5e-9), shown(1e-17, scale=1.0)
    ('−0.3333', '12500', '2.5 × 10⁻⁹', '0')
    """
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if abs(value) <= ZERO * scale:
        return "0"
    digits, _, exponent = f"{value:.3e}".partition("e")
    if value != 0.0 and not -4 <= int(exponent) < 6:
        text = f"{float(digits):g} × 10{str(int(exponent)).translate(RAISED)}"
    else:
        text = np.format_float_positional(float(f"{value:.3e}"), trim="-")
    return text.replace("-", "−")


def plain(text: str) -> str:
    """What `shown` writes, as a terminal and Python write it.

    >>> plain("−2.5 × 10⁻⁹")
    '-2.5e-9'
    """
    return text.replace(" × 10", "e").translate(LOWERED).replace("−", "-").replace("–", "nan").replace("∞", "inf")


def on_point(texts: Sequence[str], digit: str = " ", point: str = " ") -> list[str]:
    """Numbers of one column, padded on the right so that their decimal points stand under each other.

    Args:
        texts: the numbers; what is no plain number ends where the longest one does.
        digit: what is as wide as a digit.
        point: what is as wide as a decimal point.
    """
    usual = [text for text in texts if "×" not in text and "e" not in text]
    longest = max((len(text.partition(".")[2]) for text in usual), default=0)
    padded = []
    for text in texts:
        _, dot, decimals = text.partition(".")
        missing = longest - len(decimals)
        plain = text in usual and missing > 0 and text[-1:].isdigit()
        padded.append(text + (("" if dot else point) + digit * missing if plain else ""))
    return padded


def counted(count: int, word: str) -> str:
    """So many of something.

    >>> counted(1, "step"), counted(2, "step")
    ('1 step', '2 steps')
    """
    return f"{count} {word}{'' if count == 1 else 's'}"
