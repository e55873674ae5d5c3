"""A number that a reader can drag, and how numbers are written in claims and spoken.

It goes in stops, so that every value is a round one. A page gets all of them written, and computes nothing.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from landscape.amounts import power_of_ten
from landscape.amounts import short as short

SPOKEN = str.maketrans({raised: plain for plain, raised in zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)})
power = power_of_ten
"""As claims call it."""
_RAISED = re.compile(r"10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")


def counted(n: int, what: str) -> str:
    """How many there are of something, in words.

    >>> counted(1, "step"), counted(1152, "step")
    ('1 step', '1,152 steps')
    """
    return f"{n:,} {what}" if n == 1 else f"{n:,} {what}s"


def spoken(text: str) -> str:
    """What a screen reader should say.

    >>> spoken("5 × 10⁻³"), spoken("−0.5")
    ('5 times 10 to the minus 3', 'minus 0.5')
    """
    text = _RAISED.sub(lambda m: f"10 to the {m[1].translate(SPOKEN)}", text)
    return text.replace("×", "times").replace("−", "minus ").replace("the -", "the minus ")


@dataclass(frozen=True)
class Draggable:
    """A number of a sentence that goes in stops from a minimum to a maximum.

    Args:
        key: its name in the sentence and as an argument.
        symbol: what it is in formulas.
        label: what it is in words.
        default: where it stands at first; one of its stops.
        minimum: its lower end.
        maximum: its upper end.
        scale: "linear", or "log" for stops at equal ratios.
        step: how far one key press goes: a distance, or on a log scale a factor.
        digits: significant ones of a stop on a log scale.
        zero: whether there is one more stop, at 0, below the minimum.
        unit: follows the number when it is spoken.
        write: from a value to its text.

    >>> Draggable("n", "N", "parameters", 1e3, 1e3, 1e5, "log", 10 ** (1 / 3), digits=1).stops
    (1000.0, 2000.0, 5000.0, 10000.0, 20000.0, 50000.0, 100000.0)

    Raises:
        ValueError: the default is none of the stops.
    """

    key: str
    symbol: str
    label: str
    default: float
    minimum: float
    maximum: float
    scale: str
    step: float
    digits: int = 2
    zero: bool = False
    unit: str = ""
    write: Callable[[float], str] = short

    def __post_init__(self) -> None:
        if self.default not in self.stops:
            raise ValueError(f"{self.key}: {self.default} is none of its stops")

    @cached_property
    def stops(self) -> tuple[float, ...]:
        if self.scale == "log":
            count = round(math.log(self.maximum / self.minimum) / math.log(self.step))
            made = [float(f"{self.minimum * self.step**k:.{self.digits - 1}e}") for k in range(count + 1)]
        else:
            count = round((self.maximum - self.minimum) / self.step)
            made = [round(self.minimum + k * self.step, 10) for k in range(count + 1)]
        return (*((0.0,) if self.zero else ()), *made)

    def read(self, value: object) -> float:
        """Reads a value, on a stop or between two.

        Raises:
            ValueError: no finite number from the minimum to the maximum.
        """
        good = isinstance(value, (int, float)) and not isinstance(value, bool)
        if good and (self.minimum <= value <= self.maximum or (self.zero and value == 0)):  # type: ignore[operator]
            return float(value)  # type: ignore[arg-type]
        none = "0, or " if self.zero else ""
        raise ValueError(
            f"{self.key}: expected {none}a number from {self.minimum:g} to {self.maximum:g}, got {value!r:.60}"
        )

    @property
    def leap(self) -> int:
        """Stops of a large key press: a decade, or a tenth of the way."""
        if self.scale == "log":
            return max(2, round(math.log(10.0) / math.log(self.step)))
        return max(2, len(self.stops) // 10)

    def plain(self) -> dict[str, Any]:
        """What a page needs to let it be dragged."""
        texts = [self.write(stop) for stop in self.stops]
        said = [spoken(f"{text} {self.unit}".strip()) for text in texts]
        home = self.stops.index(self.default)
        card = {"key": self.key, "symbol": self.symbol, "label": self.label, "home": home, "leap": self.leap}
        return {**card, "stops": list(self.stops), "texts": texts, **({} if said == texts else {"spoken": said})}
