"""What the site has to tell: ten questions with their answers, and 24 points that other pages get wrong."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from .site import Page

HERE = Path(__file__).parent
ROOT = HERE.parent
MARK = re.compile(r"^<!-- point: (\d+) -->$", re.MULTILINE)


def table(name: str, key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((HERE / "data" / f"{name}.toml").read_text("utf-8"))[key]
    return found


QUESTIONS, POINTS = table("questions", "question"), table("points", "point")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["asks"])
def test_the_answer_stands_where_it_is_said_to_be(question: dict[str, Any], site: Path) -> None:
    path, anchor = question["place"].split("#")
    said = Page(site, site / path / "index.html").section(anchor)
    assert question["words"]
    for words in question["words"]:
        assert words in said, f"{question['place']} does not say {words!r}, but: {said}"


def test_there_are_ten_questions() -> None:
    assert len({question["asks"] for question in QUESTIONS}) == len(QUESTIONS) >= 10


def test_there_are_24_points() -> None:
    assert [point["number"] for point in POINTS] == list(range(1, 25))


def test_every_mark_is_in_the_table_and_the_other_way_round() -> None:
    marked = {
        (int(number), page.relative_to(ROOT / "docs").as_posix())
        for page in (ROOT / "docs").rglob("*.md")
        for number in MARK.findall(page.read_text("utf-8"))
    }
    assert marked == {(point["number"], page) for point in POINTS for page in point["pages"]}


@cache
def functions(file: Path) -> set[str]:
    """Those at the top of a file, public ones."""
    tree = ast.parse(file.read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}


@pytest.mark.parametrize("point", POINTS, ids=lambda point: f"{point['number']}: {point['says']}")
def test_every_point_is_held_by_tests(point: dict[str, Any]) -> None:
    assert point["tests"]
    for held in point["tests"]:
        file, _, name = held.partition("::")
        assert name in functions(HERE / file), f"{held} does not exist"
        # Derivations are functions that test_identities.py runs; all others are tests of their own.
        assert name.startswith("test_") != file.startswith("unit/identities/"), held
