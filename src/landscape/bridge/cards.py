"""What there is to choose from: the cards of landscapes and methods."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from landscape.bridge.requests import Request
from landscape.landscapes import Landscape, catalogue
from landscape.levels import frame
from landscape.steppers import STEPPERS, Stepper


def describe(_request: Request) -> dict[str, Any]:
    return {
        "landscapes": [landscape_card(f) for f in catalogue()],
        "methods": [method_card(k) for k in STEPPERS.values()],
    }


def landscape_card(f: Landscape) -> dict[str, Any]:
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


def method_card(kind: type[Stepper[Any]]) -> dict[str, Any]:
    stepper = kind()
    parameters = [{"name": f.name, "default": f.default, **f.metadata} for f in fields(kind)]  # type: ignore[arg-type]
    card = {key: getattr(stepper, key) for key in ("name", "title", "button", "about", "source", "order")}
    return {**card, "parameters": parameters}
