"""The pages themselves: cells that agree natively, programs with genuine output, width and words."""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from livedocs import cellrunner, runtime
from livedocs.execute import Executor, title

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").glob("*.md"))
CELL = re.compile(r"^```python cell(?P<options>[^\n]*)\n(?P<code>.*?)\n```$", re.MULTILINE | re.DOTALL)
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")


def cells(page: Path) -> list[tuple[str, str]]:
    return [(m["options"], m["code"]) for m in CELL.finditer(page.read_text(encoding="utf-8"))]


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    made = Executor(ROOT, runtime.prepare(ROOT, lambda _text: None))
    yield made
    made.close()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_cells_agree_natively_to_1e_9(page: Path, executor: Executor) -> None:
    codes: list[str] = []
    cellrunner.forget(page.name)
    for index, (options, code) in enumerate(cells(page)):
        codes.append(code)
        native = cellrunner.run(page.name, title(index), code, lambda _stream, _text: None)
        built = executor.cell(page.name, codes)
        if "volatile" in options or "raises" in options:
            continue
        assert NUMBER.sub("#", native["text"]) == NUMBER.sub("#", built["text"])
        numbers = [[float(n) for n in NUMBER.findall(result["text"])] for result in (native, built)]
        assert numbers[0] == pytest.approx(numbers[1], rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_cells_fit_their_column(page: Path) -> None:
    for index, (_, code) in enumerate(cells(page)):
        longest = max(code.splitlines(), key=len)
        assert len(longest) <= 88, f"{page.name}, {title(index)}: {longest}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_say_what_they_are_and_keep_the_tone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.search(r"^description: .{40,}$", text, re.MULTILINE)
    prose = re.sub(r"```.*?```|`[^`]*`|<!--.*?-->", "", text, flags=re.DOTALL)
    assert "!" not in prose.replace("![", "")
    assert not re.search(r"\b(simply|just|obviously|clearly)\b", prose)


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


def test_the_pytorch_program_shows_its_genuine_output() -> None:
    """PyTorch is an optional extra: without it only the recorded words are compared."""
    code, shown = program()
    assert shown == (
        "dx=2.0, dy=-2.0\n"
        "((tensor([[2.]]), tensor([[0.]])), (tensor([[0.]]), tensor([[-2.]])))\n"
        "tensor([[ 2.,  0.],\n        [ 0., -2.]])\n"
    )
    if not os.environ.get("TORCH"):
        return
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code, "autograd.py", "exec"), {})
    assert said.getvalue() == shown
