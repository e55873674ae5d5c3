"""Runs code as the cells of a page."""

from __future__ import annotations

from typing import Any

from livedocs.cellrunner import run


def cell(code: str, page: str = "p", name: str = "Cell 1") -> dict[str, Any]:
    return run(page, name, code, lambda stream, text: None)
