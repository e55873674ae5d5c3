"""What there is to choose from: the cards of landscapes and methods."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from landscape.bridge.requests import Request, landscape
from landscape.landscapes import catalogue
from landscape.presets import landscape_card
from landscape.steppers import STEPPERS, Stepper


def describe(request: Request) -> dict[str, Any]:
    if "landscape" in request:
        return landscape_card(landscape(request))
    return {
        "landscapes": [landscape_card(f) for f in catalogue()],
        "methods": [method_card(k) for k in STEPPERS.values()],
    }


def method_card(kind: type[Stepper[Any]]) -> dict[str, Any]:
    stepper = kind()
    parameters = [{"name": f.name, "default": f.default, **f.metadata} for f in fields(kind)]  # type: ignore[arg-type]
    card = {key: getattr(stepper, key) for key in ("name", "title", "button", "about", "source", "order")}
    return {**card, "parameters": parameters}
