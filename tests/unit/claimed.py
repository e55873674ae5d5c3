"""Reads claims for their tests."""

from __future__ import annotations

from landscape.claims import CLAIMS


def stops(name: str, key: str) -> tuple[float, ...]:
    return next(n for n in CLAIMS[name].numbers if n.key == key).stops


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")
