"""How methods and lines look, everywhere the same: a hue, a dash, and the name of a mark.

Colours are variables of the style sheet, each with the light scheme's value, for places without one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from landscape.steppers import STEPPERS

COLOURS = {
    "ink": "#1b2430", "muted": "#4a5665", "line": "#d5d8dc", "paper": "#ffffff", "halo": "#fffffff0",
    "contour": "#33445a80", "hole": "#e6e7ea", "wrong": "#a3301f",
    "minimum": "#0068a8", "saddle": "#e08a00", "maximum": "#8a4a9f", "undecided": "#5d6670",
    "gradient": "#b84a00", "newton": "#00735a", "armijo": "#7a3b00", "heavy-ball": "#0068a8", "nesterov": "#2b3fa0",
    "adagrad": "#8a5a00", "rmsprop": "#a3277a", "adam": "#6d3fa9", "coordinate": "#566000", "damped": "#2f7000",
    "saddle-free": "#b3174a", "line-search": "#006a7a", "bfgs": "#3a4250", "trust": "#7d2e5c",
}  # fmt: skip


def colour(name: str) -> str:
    """A colour of the style sheet as CSS.

    >>> colour("gradient")
    'var(--ls-gradient,#b84a00)'
    """
    return f"var(--ls-{name},{COLOURS[name]})"


@dataclass(frozen=True)
class Style:
    """A hue of `COLOURS`, the lengths of dashes and gaps (none: a whole line), and a mark of `marks`."""

    hue: str
    dash: tuple[int, ...]
    mark: str


METHODS = {
    "GradientDescent": Style("gradient", (), "circle"),
    "ArmijoGradientDescent": Style("armijo", (12, 3), "ring"),
    "HeavyBall": Style("heavy-ball", (9, 3, 2, 3), "circle"),
    "Nesterov": Style("nesterov", (3, 3), "triangle"),
    "AdaGrad": Style("adagrad", (1, 5), "diamond"),
    "RMSProp": Style("rmsprop", (10, 3, 1, 3, 1, 3), "ring"),
    "Adam": Style("adam", (5, 3), "triangle"),
    "CoordinateDescent": Style("coordinate", (14, 4, 4, 4), "cross"),
    "Newton": Style("newton", (7, 4), "square"),
    "DampedNewton": Style("damped", (2, 3, 7, 3), "square"),
    "SaddleFreeNewton": Style("saddle-free", (7, 3, 3, 3), "diamond"),
    "LineSearchNewton": Style("line-search", (12, 4, 1, 4), "square"),
    "BFGS": Style("bfgs", (4, 2), "diamond"),
    "TrustRegion": Style("trust", (6, 2, 1, 2), "cross"),
}
"""As the explorer draws them; a test holds the two tables equal."""
SERIES = (
    Style("heavy-ball", (), "circle"),
    Style("gradient", (8, 5), "square"),
    Style("newton", (2, 3), "triangle"),
    Style("rmsprop", (10, 3, 2, 3), "diamond"),
    Style("adagrad", (14, 4), "ring"),
    Style("saddle-free", (5, 2), "cross"),
    Style("line-search", (6, 2, 2, 2), "circle"),
    Style("bfgs", (1, 4), "square"),
)
"""For lines that are no method's: hues of Okabe and Ito, dark enough for thin lines, each with a dash."""
SPARE = (11, 4, 3, 4)
"""In place of the whole line, where a method has that."""
KNOWN = {name.lower(): name for name in METHODS} | {kind().title.lower(): name for name, kind in STEPPERS.items()}
"""Methods by what a reader calls them, in small letters."""


def styles(labels: Sequence[str]) -> list[Style]:
    """A style for each of some lines: a method's own where the label names one, and no two alike.

    >>> [style.hue for style in styles(["mine", "Newton", "yours"])]
    ['heavy-ball', 'newton', 'gradient']
    """
    own = {label: METHODS[KNOWN[label.lower()]] for label in labels if label.lower() in KNOWN}
    taken = {style.hue for style in own.values()}
    dashes = {style.dash for style in own.values()}
    free = [style for style in SERIES if style.hue not in taken]
    count, chosen = 0, []
    for label in labels:
        if label in own:
            chosen.append(own[label])
            continue
        # Where the hues begin again, the dashes are others.
        first = free[count % len(free)]
        other = SERIES[(SERIES.index(first) + count // len(free)) % len(SERIES)]
        chosen.append(Style(first.hue, SPARE if other.dash in dashes else other.dash, other.mark))
        count += 1
    return chosen
