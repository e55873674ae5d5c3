"""A map with paths on it: which line is whose, and what is said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from html import escape
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from landscape._arrays import Array, as_points
from landscape.landscapes import Landscape
from landscape.pictures.given import made
from landscape.pictures.marks import framed, key_html, key_svg
from landscape.pictures.numerals import counted, shown
from landscape.pictures.plane import HEIGHT, MISSING, WIDTH, Scale
from landscape.pictures.scenes import Line, map_svg, probe
from landscape.pictures.styles import METHODS, Style, styles
from landscape.steppers import State, Stepper


@dataclass(frozen=True, eq=False)
class Picture:
    """A map with paths: points (n, 2), or (n, m, 2) for m of them in one style; and labels, "" where there is none."""

    landscape: Landscape
    paths: tuple[Array, ...]
    labels: tuple[str, ...]
    styles: tuple[Style, ...]
    point: tuple[float, float] | None

    @property
    def key(self) -> list[tuple[str, Style, bool]]:
        """Label, style, and whether the iterates have marks."""
        pairs = zip(self.labels, self.styles, self.paths, strict=True)
        return [(label, style, path.ndim == 2) for label, style, path in pairs if label]

    @property
    def label(self) -> str:
        """What the picture says to those who do not see it."""
        told = [f"Map of {self.landscape.title}: f(x, y) = {self.landscape.python}."]
        for label, path in zip(self.labels, self.paths, strict=True):
            name, steps = label or "A path", counted(len(path) - 1, "step")
            if path.ndim > 2:
                told.append(f"{name}: {counted(path.shape[1], 'path')} of {steps}.")
            else:
                told.append(f"{name}: {steps} from {_pair(path[0])} to {_pair(path[-1])}.")
        if self.point is not None:
            told.append(f"The probe stands at {_pair(self.point)}.")
        return " ".join(told)

    def __repr__(self) -> str:
        return self.label

    def svg(self, under: str = "", height: int = 0) -> str:
        """The map alone, or with something below it that takes so much room.

        Raises:
            ImportError: contourpy is not there; the message says how to get it.
        """
        lines = [Line(path, style) for path, style in zip(self.paths, self.styles, strict=True)]
        over = "" if self.point is None else probe(self.point, Scale.of(self.landscape))
        return map_svg(self.landscape, lines, over, self.label, under, height)

    def _repr_svg_(self) -> str | None:
        try:
            return self.svg(*key_svg(self.key, WIDTH, HEIGHT + 12))
        except ImportError:
            return None

    def _repr_html_(self) -> str:
        return self.html()

    def html(self, below: str = "") -> str:
        """The map with the meaning of its lines, and what else is said below it."""
        try:
            return framed("ls-still-map", self.svg(), key_html(self.key) + below)
        except ImportError:
            return f'<div class="ls-picture"><p>{escape(MISSING)}</p>{below}</div>'


def _pair(point: ArrayLike) -> str:
    return f"({', '.join(map(shown, np.asarray(point, float).tolist()))})"


def picture(
    landscape: Landscape,
    *paths: State | ArrayLike,
    labels: Sequence[str] = (),
    point: ArrayLike | None = None,
) -> Picture:
    """A map with paths: each with its iterates, a ring where it begins and a larger mark where it ends.

    Args:
        landscape: what the map shows, in the window of its domain.
        paths: what `descend` returned, or points (n, 2); with further axes, (n, ..., 2), many thin lines in one style.
        labels: one for each path; if left out, the method of each, where there is more than one.
        point: where a probe stands, shape (2,).

    Raises:
        ValueError: the landscape or a path is none, or there are not as many labels as paths.
    """
    made(landscape, Landscape, "landscape", "Saddle()")
    points = [_points(path) for path in paths]
    owners = [getattr(path, "origin", None) for path in paths]
    named = _labels([owner and owner[1] for owner in owners], points)
    if labels and len(labels) != len(paths):
        raise ValueError(f"labels: expected {len(paths)}, one for each path, got {len(labels)}")
    own = [type(owner[1]).__name__ if owner else "" for owner in owners]
    distinct = all(own) and len(set(own)) == len(own) and set(own) <= set(METHODS)
    chosen = [METHODS[name] for name in own] if distinct else styles([str(label) for label in labels] or named)
    spot = None if point is None else as_points(point)
    if spot is not None and spot.shape != (2,):
        raise ValueError(f"point: expected two numbers (x, y), got {point!r:.60}")
    texts = tuple(map(str, labels)) if labels else tuple(named) if len(named) > 1 else ("",) * len(named)
    at = None if spot is None else (float(spot[0]), float(spot[1]))
    return Picture(landscape, tuple(points), texts, tuple(chosen), at)


def _points(path: State | ArrayLike) -> Array:
    points = as_points(path.point if isinstance(path, State) else path)
    if points.ndim < 2 or not points.size:
        raise ValueError(f"paths: expected points of shape (n, 2) or (n, ..., 2), got {points.shape}")
    return points if points.ndim == 2 else points.reshape(len(points), -1, 2)


def _labels(steppers: Sequence[Stepper[Any] | None], points: Sequence[Array]) -> list[str]:
    """Methods by title; where one comes twice, with the hyperparameters or else the starts in which they differ."""
    count = Counter(type(stepper) for stepper in steppers)
    named = []
    for k, (stepper, path) in enumerate(zip(steppers, points, strict=True)):
        if stepper is None:
            named.append(f"path {k + 1}")
            continue
        label = stepper.title
        if count[type(stepper)] > 1:
            alike = [other for other in steppers if type(other) is type(stepper)]
            differ = [f for f in fields(stepper) if len({getattr(other, f.name) for other in alike}) > 1]  # type: ignore[arg-type]
            told = [f"{f.metadata.get('symbol', f.name)} = {shown(getattr(stepper, f.name))}" for f in differ]
            label += ", " + (", ".join(told) or f"from {_pair(path.reshape(len(path), -1, 2)[0, 0])}")
        named.append(label)
    return named
