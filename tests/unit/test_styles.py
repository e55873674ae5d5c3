"""How methods and lines look: as the explorer draws them, and no two alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from landscape import STEPPERS
from landscape.pictures.styles import COLOURS, METHODS, SERIES, styles

ROOT = Path(__file__).parents[2]


def test_styles_are_those_of_the_explorer() -> None:
    table = (ROOT / "web" / "explorer" / "methods.ts").read_text("utf-8")
    rows = re.findall(r'(\w+): \{ hue: "([\w-]+)", dash: \[([\d, ]*)\], end: "(\w+)" \}', table)
    there = {name: (hue, tuple(int(n) for n in dash.split(",") if n.strip()), end) for name, hue, dash, end in rows}
    assert there == {name: (s.hue, s.dash, s.mark) for name, s in METHODS.items()}
    sheet = (ROOT / "docs" / "stylesheets" / "landscape.css").read_text("utf-8").split("@media screen")[0]
    light = dict(re.findall(r"--ls-([\w-]+): (#\w+);", sheet))
    assert {name: light[name] for name in COLOURS} == COLOURS


def test_no_two_lines_look_alike() -> None:
    chosen = styles(["Newton", *(f"line {k}" for k in range(30)), "Adam"])
    assert (chosen[0], chosen[-1]) == (METHODS["Newton"], METHODS["Adam"])
    assert len({(style.hue, style.dash) for style in chosen}) == len(chosen)
    assert len({style.hue for style in chosen[:8]}) == 8


OWNERS = [name for name, style in METHODS.items() if style.hue in {other.hue for other in SERIES}]


@pytest.mark.parametrize(
    "labels",
    [
        [*STEPPERS, "best so far"],
        [*OWNERS, "one", "two"],
        [*(name for name in OWNERS if name != "BFGS"), *(f"line {k}" for k in range(30))],
        ["Newton", "newton", "NEWTON", "mine"],
        [*STEPPERS, *STEPPERS, *(f"line {k}" for k in range(99))],
        ["mine", "mine"],
    ],
    ids=lambda labels: f"{labels[0]} to {labels[-1]}, {len(labels)}",
)
def test_where_methods_take_the_hues_no_two_lines_look_alike_either(labels: list[str]) -> None:
    chosen = styles(labels)
    assert len({(style.hue, style.dash) for style in chosen}) == len(labels)
    # The first of a name has the method's own look, and another of it the same hue.
    named = [(label, style) for label, style in zip(labels, chosen, strict=True) if label in METHODS]
    assert [style for _, style in named][: len({label for label, _ in named})] == [
        METHODS[label] for label in dict.fromkeys(label for label, _ in named)
    ]
    assert all(style.hue == METHODS[label].hue for label, style in named)
