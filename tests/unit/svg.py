"""Reads what is drawn."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: str | None) -> ElementTree.Element:
    assert svg is not None
    return ElementTree.fromstring(svg)


def classed(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [e for e in root.iter() if name in (e.get("class") or "").split()]


def points(d: str) -> list[list[tuple[float, float]]]:
    """The pieces of a path that is made of M and L only."""
    assert set(re.findall("[A-Za-z]", d)) <= {"M", "L"}
    return [
        [(float(x), float(y)) for x, y in (spot.split() for spot in piece.split("L"))]
        for piece in d.split("M")
        if piece
    ]
