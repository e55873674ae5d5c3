"""Every displayed formula of the book is either a definition or held by a check, most of them by SymPy.

A page marks each formula on the line above it: `<!-- holds: key -->` names the function of `identities/<chapter>.py`
that checks it, `<!-- defines: key -->` says that there is nothing to check.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from .book import CHAPTERS, DOCS, formulas

BOOK = [DOCS / "jacobian-and-hessian.md", *CHAPTERS, DOCS / "cheat-sheet.md"]


def checks(page: Path) -> dict[str, Callable[[], None]]:
    """The checks of a page, by the key that the page uses."""
    where = f"tests.unit.identities.{page.stem.replace('-', '_')}"
    if importlib.util.find_spec(where) is None:
        return {}
    module = importlib.import_module(where)
    return {
        name.replace("_", "-"): item
        for name, item in vars(module).items()
        if inspect.isfunction(item) and item.__module__ == where and not name.startswith("_")
    }


def marked(page: Path, mark: str) -> list[str]:
    return [key for kind, key, _ in formulas(page) if kind == mark and key is not None]


@pytest.mark.parametrize("page", BOOK, ids=lambda page: page.stem)
def test_every_displayed_formula_says_whether_it_claims_anything(page: Path) -> None:
    assert page.read_text(encoding="utf-8").count("\n$$\n") == 2 * len(formulas(page)), "a $$ stands on its own line"
    assert [tex for mark, _, tex in formulas(page) if mark is None] == []


@pytest.mark.parametrize("page", BOOK, ids=lambda page: page.stem)
def test_claims_and_checks_match(page: Path) -> None:
    assert sorted(set(marked(page, "holds"))) == sorted(checks(page))


CLAIMS = [
    pytest.param(page, key, id=f"{page.stem}: {key}")
    for page in BOOK
    if page.exists()
    for key in sorted(set(marked(page, "holds")))
]


@pytest.mark.parametrize(("page", "key"), CLAIMS)
def test_it_holds(page: Path, key: str) -> None:
    checks(page)[key]()
