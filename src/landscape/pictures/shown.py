"""What landscapes and paths show of themselves in a cell, here and in a notebook."""

from __future__ import annotations

import re
from dataclasses import fields
from html import escape
from typing import Any

import numpy as np

from landscape.curvature import words
from landscape.landscapes import Landscape
from landscape.pictures.maps import Picture, picture
from landscape.pictures.numerals import counted
from landscape.pictures.styles import METHODS, SERIES
from landscape.pictures.tables import Table
from landscape.presets import MOST_STEPS, Preset
from landscape.steppers import Reason, State, Stepper
from landscape.words import RAISED

FIRST, LAST = 4, 3
"""So many rows of iterates are shown of the beginning and of the end."""
MOST = 64
"""More lines than these nobody tells apart."""


def written(python: str) -> str:
    """A formula in Python as people write it.

    >>> written("2.0*x**2 - x*y**10")
    '2 x² − x y¹⁰'
    """
    text = re.sub(r"\*\*(\d+)(?![\d.])", lambda power: power[1].translate(RAISED), python)
    text = re.sub(r"(\d)\.0(?!\d)", r"\1", text)
    return re.sub(r"\s*(?<!\*)\*(?!\*)\s*", " ", text).replace("-", "−")


def landscape_html(landscape: Landscape) -> str:
    """The map of a landscape with its title and its formula."""
    formula = f"f(x, y) = {written(landscape.python)}"
    title = "" if landscape.title == landscape.python else f"<strong>{escape(landscape.title)}</strong> "
    return picture(landscape).html(f'<p class="ls-said" style="margin:.5em 0 0">{title}{escape(formula)}</p>')


def landscape_element(landscape: Landscape) -> dict[str, Any] | None:
    """The landscape in an explorer; None where it lives only in the cell that made it."""
    return _element(lambda: Preset(landscape))


def path_html(path: State) -> str | None:
    """The map with a path and its first and last iterates, or with many paths; None for a state that is no path."""
    if path.origin is None:
        return None
    landscape, stepper = path.origin
    steps = len(path.point) - 1
    many = path.point.reshape(steps + 1, -1, 2)
    count = many.shape[1]
    drawn = many[:, 0] if count == 1 else many[:, :MOST]
    map_of = Picture(landscape, (drawn,), ("",), (METHODS.get(stepper.name, SERIES[0]),), None)
    if count == 1:
        return map_of.html(_iterates(path, landscape, stepper))
    left = "" if count <= MOST else f", of which {MOST} are drawn"
    told = f"{stepper.title} on {landscape.title}: {counted(count, 'path')} of {counted(steps, 'step')}{left}"
    return map_of.html(f'<p class="ls-said" style="margin:.5em 0 0">{escape(told)}</p>')


def _iterates(path: State, landscape: Landscape, stepper: Stepper[Any]) -> str:
    points, reasons = path.point.reshape(-1, 2), path.reason.reshape(-1)
    steps = len(points) - 1
    rows = list(range(steps + 1))
    if len(rows) > FIRST + LAST + 1:
        rows = [*rows[:FIRST], *rows[-LAST:]]
    at = points[rows]
    how = ["start", *np.asarray(words(Reason, reasons[1:])).tolist()]
    columns = {
        "k": rows, "x": at[:, 0].tolist(), "y": at[:, 1].tolist(), "f": landscape.value(at).tolist(),
        "how it went": [how[k] for k in rows],
    }  # fmt: skip
    caption = f"{stepper.title} on {landscape.title}, {counted(steps, 'step')}"
    return Table(columns, caption, FIRST if len(rows) <= steps else None)._repr_html_()


def path_element(path: State) -> dict[str, Any] | None:
    """A path in an explorer, which takes the same steps; None where it would not be the same path."""
    if path.origin is None or path.point.shape[1:] != (2,):
        return None
    landscape, stepper = path.origin
    steps = len(path.point) - 1
    if steps > MOST_STEPS or not np.isfinite(path.point[0]).all():
        return None
    first = stepper.init(landscape, path.point[0])
    # One that went on from a former state has a memory that no explorer begins with.
    names = [field.name for field in fields(first) if field.name != "reason"]
    if not all(np.array_equal(getattr(first, name), getattr(path, name)[0], equal_nan=True) for name in names):
        return None
    x, y = path.point[0].tolist()
    return _element(lambda: Preset(landscape, (stepper,), (x, y), steps))


def _element(preset: Any) -> dict[str, Any] | None:
    try:
        view = preset().plain()
    except ValueError:
        return None
    return {"tag": "landscape-explorer", "label": "Show in the explorer", "view": view}
