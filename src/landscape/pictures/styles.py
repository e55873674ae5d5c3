"""How methods and lines look, everywhere the same: a hue, a dash, and the name of a mark.

Colours are variables of the style sheet, each with the light scheme's value, for places without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

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
"""In place of the whole line, where a method has that; with a longer dash, what else there is when all are taken."""
KNOWN = {name.lower(): name for name in METHODS} | {kind().title.lower(): name for name, kind in STEPPERS.items()}
"""Methods by what a reader calls them, in small letters."""


def styles(labels: Sequence[str]) -> list[Style]:
    """A style for each of some lines: a method's own where the label names one, and no two alike.

    >>> [style.hue for style in styles(["mine", "Newton", "yours"])]
    ['heavy-ball', 'newton', 'gradient']
    """
    names = [KNOWN.get(label.lower(), "") for label in labels]
    own = {name: METHODS[name] for name in names if name}
    others = _others(list(own.values()))
    taken = {(style.hue, style.dash) for style in own.values()}
    chosen = []
    for k, name in enumerate(names):
        if name and name not in names[:k]:
            chosen.append(own[name])
            continue
        looks = _spares(own[name]) if name else others
        style = next(look for look in looks if (look.hue, look.dash) not in taken)
        taken.add((style.hue, style.dash))
        chosen.append(style)
    return chosen


def _others(own: Sequence[Style]) -> Iterator[Style]:
    """Looks for lines that are no method's, beside those that are."""
    hues, dashes = {style.hue for style in own}, {style.dash for style in own}
    free = [style for style in SERIES if style.hue not in hues] or SERIES
    for turn in range(len(SERIES)):
        for first in free:
            # Where the hues begin again, the dashes are others.
            other = SERIES[(SERIES.index(first) + turn) % len(SERIES)]
            yield Style(first.hue, SPARE if other.dash in dashes else other.dash, other.mark)
    for spares in zip(*map(_spares, free), strict=True):
        yield from spares


def _spares(style: Style) -> Iterator[Style]:
    """One hue and one mark with ever longer dashes."""
    return (Style(style.hue, (first, *SPARE[1:]), style.mark) for first in count(SPARE[0], 5))
