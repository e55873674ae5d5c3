"""How amounts are written: bytes, seconds, and numbers of any size."""

from __future__ import annotations

import math
from typing import Any

from landscape.words import RAISED, number

YEAR = 365.25 * 86400.0
SECONDS = (
    (YEAR, "years"), (86400.0, "days"), (3600.0, "hours"), (60.0, "minutes"), (1.0, "s"), (1e-3, "ms"), (1e-6, "µs"),
    (1e-9, "ns"), (0.0, "ps"),
)  # fmt: skip
PREFIXES = ("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")


def memory_of(amount: float) -> str:
    """Bytes in the unit that people would use; three digits.

    Args:
        amount: in bytes, at least 0.

    >>> memory_of(4e9), memory_of(4e18)
    ('4 GB', '4 EB')

    Raises:
        ValueError: amount is no finite number of at least 0.
    """
    rounded = float(f"{_amount(amount, 'amount', 'bytes'):.3g}")
    k = min(len(PREFIXES) - 1, math.floor(math.log10(max(1.0, rounded)) / 3.0 + 1e-9))
    return f"{short(rounded / 1000.0**k)} {PREFIXES[k]}"


def time_of(seconds: float) -> str:
    """Seconds in the unit that people would use; three digits.

    Args:
        seconds: at least 0.

    >>> time_of(6e-6), time_of(3.34e11)
    ('6 µs', '10,600 years')

    Raises:
        ValueError: seconds is no finite number of at least 0.
    """
    if _amount(seconds, "seconds", "seconds") == 0.0:
        return "0 s"
    size, unit = next((size, unit) for size, unit in SECONDS if seconds >= 0.9995 * size)
    amount = float(f"{seconds / (size or 1e-12):.3g}")
    if unit.endswith("s") and len(unit) > 2 and amount == 1.0:
        unit = unit[:-1]
    return f"{amount:,.0f} {unit}" if 1000.0 <= amount < 1e6 else f"{short(amount)} {unit}"


def power_of_ten(value: float) -> str:
    """A round number as people write it: as a power of ten, and zero as zero.

    Args:
        value: of any size, finite.

    >>> power_of_ten(10**6), power_of_ten(2 * 10**9), power_of_ten(1e-2), power_of_ten(0)
    ('10⁶', '2 × 10⁹', '10⁻²', '0')

    Raises:
        ValueError: value is no finite number.
    """
    if not _finite(value):
        raise ValueError(f"value: expected a finite number, got {value!r:.60}")
    if value == 0:
        return "0"
    digits, _, exponent = f"{value:.3e}".partition("e")
    return f"{float(digits):g} × 10{str(int(exponent)).translate(RAISED)}".removeprefix("1 × ")


def short(value: float) -> str:
    """Four significant digits; a power of ten stands alone.

    >>> short(1e-12), short(-2.5), short(2e9)
    ('10⁻¹²', '−2.5', '2 × 10⁹')
    """
    return number(value).removeprefix("1 × ")


def _amount(given: float, name: str, what: str) -> float:
    if not _finite(given) or given < 0:
        raise ValueError(f"{name}: expected a number of {what}, at least 0, got {given!r:.60}")
    return given


def _finite(given: Any) -> bool:
    try:
        return math.isfinite(given)
    except (TypeError, ValueError, OverflowError):
        return False
