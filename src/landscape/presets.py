"""Presets: how an explorer is asked to look, as plain data that a page or a cell hands over."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from operator import index
from typing import Any, TypeAlias

from landscape._arrays import as_points
from landscape.landscapes import LANDSCAPES, Expression, Landscape, Quadratic
from landscape.levels import frame
from landscape.steppers import STEPPERS, Stepper

Spec: TypeAlias = str | dict[str, Any]
"""A landscape as plain data: "Name", {"name", "parameters"}, or {"expression", "domain"}."""

MOST_STEPS = 2000
"""More of them no reader follows, and a page has to take them all at its start."""
OVERLAYS = ("pins", "definiteness", "model", "cross", "gradients", "basins", "region")
"""What can be laid over the map, in the order of its switches."""
PANELS = ("methods", "overlays", "cut", "chart", "surface", "inside", "table")
"""What opens below the map, in the order in which it stands."""
BY_NAME: dict[str, type[Landscape]] = {**LANDSCAPES, "Quadratic": Quadratic}
"""What can be made anew from a name and parameters: the catalogue, and the class that three of it are made of."""


def spec(landscape: Landscape) -> Spec:
    """A landscape as plain data, from which the bridge makes an equal one.

    Args:
        landscape: one of the catalogue with whatever parameters, a `Quadratic`, or an `Expression`.

    >>> from landscape import Bowl, Saddle
    >>> spec(Saddle()), spec(Bowl(eigenvalues=(1.0, 10.0)))
    ('Saddle', {'name': 'Bowl', 'parameters': {'eigenvalues': [1.0, 10.0], 'angle': 0.0}})

    Raises:
        ValueError: of another class, such as a reader's own, which lives where it was defined and cannot be handed
            over; or a class.
    """
    if type(landscape) is Expression:
        return {"expression": landscape.text, "domain": [list(side) for side in landscape.domain]}
    if isinstance(landscape, type):
        raise ValueError(f"landscape: expected a landscape, got its class; write {landscape.__name__}()")
    kind = BY_NAME.get(type(landscape).__name__)
    if type(landscape) is not kind:
        raise ValueError(
            f"landscape: an explorer takes one of {', '.join(BY_NAME)}, or an Expression; "
            f"{type(landscape).__name__} lives only where it was defined"
        )
    given = {f.name: getattr(landscape, f.name) for f in fields(kind)}  # type: ignore[arg-type]
    if landscape.name in LANDSCAPES and landscape == kind():
        return landscape.name
    return {"name": landscape.name, "parameters": {k: list(v) if isinstance(v, tuple) else v for k, v in given.items()}}


def landscape_card(f: Landscape) -> dict[str, Any]:
    """What a page shows of a landscape: titles, formulas, windows and known points, as plain data.

    Args:
        f: any landscape.
    """
    known = [{"point": list(s.point), "kind": s.kind, "value": s.value} for s in f.stationary_points]
    minima = [s.value for s in f.stationary_points if s.kind == "minimum"]
    card = {key: getattr(f, key) for key in ("name", "title", "formula", "python", "about", "source")}
    return {
        **card,
        "domain": [list(side) for side in f.domain],
        "window": [list(side) for side in frame(f.domain)],
        "start": list(f.start),
        "stationary_points": known,
        "least": min(minima, default=None),
        "goal": "minimum" if minima else "stationary point" if known else None,
    }


def method_spec(stepper: Stepper[Any]) -> dict[str, Any]:
    """A method as plain data: its name and all of its hyperparameters.

    Args:
        stepper: one of the package's methods.

    Raises:
        ValueError: not one of the package's methods.
    """
    if STEPPERS.get(getattr(stepper, "name", "")) is not type(stepper):
        raise ValueError(f"methods: an explorer takes steppers such as Newton(), got {stepper!r:.60}")
    return {"name": stepper.name, "parameters": {f.name: getattr(stepper, f.name) for f in fields(stepper)}}  # type: ignore[arg-type]


@dataclass(frozen=True)
class Preset:
    """An explorer's landscape, point, methods, steps, overlays and panels.

    Args:
        landscape: as `spec` takes it.
        methods: steppers, each class once; none leaves the choice to the explorer.
        point: where the probe stands, or where all methods set out, shape (2,); None for the landscape's start.
        steps: so many have all methods taken from the point, 0 to 2000.
        overlays: names among `OVERLAYS`.
        panels: names among `PANELS` of those that are open.
        lead: name of the method with which the probe goes; None for the first.

    >>> from landscape import GradientDescent, Saddle
    >>> Preset(Saddle(), (GradientDescent(0.2),), (1.0, 0.5), steps=3).plain()["methods"]
    [{'name': 'GradientDescent', 'parameters': {'learning_rate': 0.2}}]

    Raises:
        ValueError: one of them is not what it should be.
    """

    landscape: Landscape
    methods: tuple[Stepper[Any], ...] = ()
    point: tuple[float, float] | None = None
    steps: int = 0
    overlays: tuple[str, ...] = ()
    panels: tuple[str, ...] = ()
    lead: str | None = None

    def __post_init__(self) -> None:
        spec(self.landscape)
        methods = _tuple("methods", self.methods, "a tuple of steppers such as (Newton(),)")
        names = [method_spec(stepper)["name"] for stepper in methods]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise ValueError(f"methods: expected each class once, got {twice} twice")
        if self.lead is not None and self.lead not in names:
            raise ValueError(f"lead: expected one of the methods ({', '.join(names) or 'none'}), got {self.lead!r:.60}")
        object.__setattr__(self, "methods", methods)
        object.__setattr__(self, "point", _point(self.point))
        object.__setattr__(self, "steps", _steps(self.steps))
        object.__setattr__(self, "overlays", _words("overlays", self.overlays, OVERLAYS))
        object.__setattr__(self, "panels", _words("panels", self.panels, PANELS))

    def plain(self) -> dict[str, Any]:
        """The same as JSON knows it: what an explorer of the page reads."""
        return {
            "landscape": spec(self.landscape),
            "card": landscape_card(self.landscape),
            "point": None if self.point is None else list(self.point),
            "methods": [method_spec(stepper) for stepper in self.methods],
            "lead": self.lead,
            "steps": self.steps,
            "overlays": list(self.overlays),
            "panels": list(self.panels),
        }


def _point(given: Any) -> tuple[float, float] | None:
    if given is None:
        return None
    points = as_points(given)
    if points.shape != (2,) or not all(map(math.isfinite, points.tolist())):
        raise ValueError(f"point: expected two finite numbers (x, y), got {given!r:.60}")
    x, y = points.tolist()
    return x, y


def _steps(given: Any) -> int:
    try:
        count = -1 if isinstance(given, bool) else index(given)
    except TypeError:
        count = -1
    if not 0 <= count <= MOST_STEPS:
        raise ValueError(f"steps: expected a whole number from 0 to {MOST_STEPS}, got {given!r:.60}")
    return count


def _tuple(what: str, given: Any, expected: str) -> tuple[Any, ...]:
    """As a tuple first: what is made as it is read could not be read a second time."""
    try:
        return tuple(given)
    except TypeError:
        raise ValueError(f"{what}: expected {expected}, got {given!r:.60}") from None


def _words(what: str, given: Any, known: Sequence[str]) -> tuple[str, ...]:
    expected = f"names among {', '.join(known)}"
    words = (given,) if isinstance(given, str) else _tuple(what, given, expected)
    for word in words:
        if not (isinstance(word, str) and word in known):
            raise ValueError(f"{what}: expected {expected}, got {word!r:.60}")
    return words
