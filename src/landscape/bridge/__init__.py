"""What a page may ask: plain data in, plain data and arrays out. The only part that knows JSON names.

Nothing here raises: a bad request is answered with a message that names the thing and the way out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from landscape.bridge.basins import basin_rows
from landscape.bridge.cards import describe
from landscape.bridge.claims import claim
from landscape.bridge.fields import arrows, curvature, field
from landscape.bridge.maps import plane_map
from landscape.bridge.plain import plain
from landscape.bridge.probe import probe
from landscape.bridge.requests import BadRequestError, Request, get
from landscape.bridge.steps import cut, inside, path

QUERIES: dict[str, Callable[[Request], dict[str, Any]]] = {
    "describe": describe, "field": field, "probe": probe, "path": path, "cut": cut, "inside": inside,
    "curvature": curvature, "arrows": arrows, "basins": basin_rows, "map": plane_map,
    "claim": claim,
}  # fmt: skip


def answer(request: Any) -> dict[str, Any]:
    """Answers one request.

    Args:
        request: `{"query": "probe", ...}`, a key of `QUERIES`; CONTRIBUTING.md has the other keys.

    Returns:
        `{"ok": True, "result": ...}` or `{"ok": False, "error": message}`. Never raises.

    >>> answer({"query": "probe", "landscape": "Saddle", "point": [1, 1]})["result"]["definiteness"]
    'indefinite'
    >>> answer({"query": "weather"})["error"]
    "query: 'weather' is not known. Known are describe, field, probe, path, cut, inside, curvature, arrows, basins,
    map, claim."
    """
    try:
        if not isinstance(request, Mapping):
            raise BadRequestError(f"Expected an object, got {request!r:.100}.")
        query = get(request, "query")
        if not isinstance(query, str) or query not in QUERIES:
            raise BadRequestError(f"query: {query!r:.100} is not known. Known are {', '.join(QUERIES)}.")
        with np.errstate(all="ignore"):
            return {"ok": True, "result": QUERIES[query](request)}
    except Exception as error:  # whatever it is: a page must be answered
        return {"ok": False, "error": str(error) or type(error).__name__}


def answer_json(text: str) -> tuple[str, list[np.ndarray[Any, Any]]]:
    """`answer` over JSON: non-finite numbers are null, arrays stand apart.

    Args:
        text: a request as JSON.

    Returns:
        the answer as JSON, in which `{"array": k, "shape": [...]}` stands for the k-th of the C-contiguous arrays.
    """
    try:
        request = json.loads(text)
    except (ValueError, RecursionError) as error:
        return json.dumps({"ok": False, "error": f"The request is not JSON: {error}."}), []
    arrays: list[np.ndarray[Any, Any]] = []

    def apart(array: np.ndarray[Any, Any]) -> dict[str, Any]:
        arrays.append(np.ascontiguousarray(array))
        return {"array": len(arrays) - 1, "shape": list(array.shape)}

    return json.dumps(plain(answer(request), apart), allow_nan=False), arrays
