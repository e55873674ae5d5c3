"""Answers about a sentence whose numbers a reader drags: what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from landscape.bridge.requests import BadRequestError, Request, get
from landscape.claims import CLAIMS


def claim(request: Request) -> dict[str, Any]:
    name, given = get(request, "name"), request.get("values") or {}
    if not isinstance(name, str) or name not in CLAIMS:
        raise BadRequestError(f"name: {name!r:.60} is not known. Known are {', '.join(CLAIMS)}.")
    if not isinstance(given, Mapping):
        raise BadRequestError(f"values: expected an object of numbers, got {given!r:.60}.")
    found = CLAIMS[name]
    try:
        values = found.read(given)
    except ValueError as error:
        raise BadRequestError(f"values: {error}.") from error
    return {
        "values": values,
        "results": dict(found.results(**values)),
        "view": None if found.view is None else found.view(**values).plain(),
        "html": None if found.figure is None else found.figure(**values),
    }
