"""The pages themselves: cells that agree natively, programs with genuine output, width and words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from livedocs import cellrunner, runtime
from livedocs.execute import Executor, title

from .book import PAGES, ROOT, cells, fences, name, prose
from .pytorch import run, with_pytorch

NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
# Geometry is rounded to what an eye can see, and so may differ by one unit where the text does not differ at all.
TAG = re.compile(r"<svg.*?</svg>|<[^>]*>", re.DOTALL)


def said(result: dict[str, Any]) -> str:
    """The words and numbers of a cell: what it wrote and what it shows."""
    return result["text"] + TAG.sub(" ", result["html"] or "")


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    made = Executor(ROOT, runtime.prepare(ROOT, lambda _text: None))
    yield made
    made.close()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_cells_agree_natively_to_1e_9(page: Path, executor: Executor) -> None:
    codes: list[str] = []
    cellrunner.forget(name(page))
    for index, (options, code) in enumerate(cells(page)):
        codes.append(code)
        native = cellrunner.run(name(page), title(index), code, lambda _stream, _text: None)
        built = executor.cell(name(page), codes)
        if "volatile" in options or "raises" in options:
            continue
        assert NUMBER.sub("#", said(native)) == NUMBER.sub("#", said(built))
        numbers = [[float(n) for n in NUMBER.findall(said(result))] for result in (native, built)]
        assert numbers[0] == pytest.approx(numbers[1], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_cells_fit_their_column(page: Path) -> None:
    for kind, _, code in fences(page):
        longest = max(code.splitlines(), key=len)
        assert len(longest) <= 88, f"{name(page)}, {kind}: {longest}"


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_pages_say_what_they_are_and_keep_the_tone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.search(r"^description: .{40,}$", text, re.MULTILINE)
    words = re.sub(r"^!!! ", "", prose(page).replace("![", ""), flags=re.MULTILINE)
    assert "!" not in words
    assert not re.search(r"\b(simply|just|obviously|clearly)\b", words)


def test_the_chapter_has_all_six_sections() -> None:
    text = (ROOT / "docs" / "jacobian-and-hessian.md").read_text(encoding="utf-8")
    assert re.findall(r"^## \d\. (.*)$", text, re.MULTILINE) == [
        "The landscape of loss",
        "Gradient and Jacobian",
        "The Hessian",
        "The Landscape Explorer",
        "Automatic differentiation",
        "Summary",
    ]
    assert len(cells(ROOT / "docs" / "jacobian-and-hessian.md")) >= 14


def program() -> tuple[str, str]:
    text = (ROOT / "docs" / "jacobian-and-hessian.md").read_text(encoding="utf-8")
    found = re.search(r'```python title="autograd.py"\n(.*?)```\n\n```text[^\n]*\n(.*?)```', text, re.DOTALL)
    assert found is not None
    return found[1], found[2]


def test_the_pytorch_program_shows_what_was_recorded() -> None:
    assert program()[1] == (
        "dx=2.0, dy=-2.0\n"
        "((tensor([[2.]]), tensor([[0.]])), (tensor([[0.]]), tensor([[-2.]])))\n"
        "tensor([[ 2.,  0.],\n        [ 0., -2.]])\n"
    )


@with_pytorch
def test_the_pytorch_program_says_the_same_again() -> None:
    code, shown = program()
    assert run(code, {}) == shown
