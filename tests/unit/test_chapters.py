"""The shape of a chapter: a question to try, an explorer, live cells, exercises, and what to remember."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .book import CHAPTERS, PAGES, cells

EXPLORER = re.compile(r'^```element tag="(?:landscape|jacobian)-explorer"', re.MULTILINE)


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: page.stem)
def test_a_chapter_opens_with_a_question_and_an_explorer(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    question = text.index('!!! question "Try first"')
    explorer = EXPLORER.search(text)
    assert explorer is not None
    first = re.search(r"^## ", text, re.MULTILINE)
    assert first is not None
    assert question < explorer.start() < first.start()


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: page.stem)
def test_a_chapter_ends_with_what_to_remember(page: Path) -> None:
    headings = re.findall(r"^## (.*?)(?: \{.*)?$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[-2:] == ["Your turn", "What to remember"]
    assert 5 <= len(headings) <= 16


@pytest.mark.parametrize("page", CHAPTERS[:-1], ids=lambda page: page.stem)
def test_a_chapter_is_live(page: Path) -> None:
    assert len(cells(page)) >= 5


def test_the_book_has_at_least_forty_live_cells() -> None:
    assert sum(len(cells(page)) for page in PAGES) >= 40
