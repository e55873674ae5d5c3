"""The labs: notebooks with genuine output, with which their live cells agree, and without a trace of a machine."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from livedocs import cellrunner, runtime
from livedocs.execute import Executor, title

from .book import DOCS, ROOT
from .pytorch import with_pytorch

LABS = sorted((DOCS / "labs").glob("*.ipynb"))
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
TAG = re.compile(r"<svg.*?</svg>|<[^>]*>", re.DOTALL)
PROGRAM = re.compile(r'```python title="autograd.py"\n(.*?)\n```\n\n```text[^\n]*\n(.*?)\n```', re.DOTALL)
STILL = re.compile(r"^`{6}still [^\n]*\n(.*?)\n#: output\n(.*?)\n`{6}$", re.MULTILINE | re.DOTALL)

lab = pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)


def notebook(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return read


def cells(path: Path, kind: str = "code") -> list[dict[str, Any]]:
    return [cell for cell in notebook(path)["cells"] if cell["cell_type"] == kind]


def needs_torch(cell: dict[str, Any]) -> bool:
    return "torch" in cell["metadata"].get("tags", [])


def text(lines: str | list[str]) -> str:
    return lines if isinstance(lines, str) else "".join(lines)


def stored(cell: dict[str, Any]) -> str:
    """What a cell said: what it wrote and, as text, what it showed."""
    said = ""
    for output in cell["outputs"]:
        said += text(output["text"]) if output["output_type"] == "stream" else text(output["data"]["text/plain"]) + "\n"
    return said.rstrip("\n")


def answered(result: dict[str, Any]) -> str:
    """The same of a cell that ran here: in place of its rich form the plain one."""
    assert result["error"] is None, result["error"]
    shown = [result["value"]] if result["html"] else []
    return "\n".join(part for part in [result["text"], *shown] if part)


def agree(first: str, second: str) -> None:
    assert NUMBER.sub("#", first) == NUMBER.sub("#", second)
    numbers = [[float(n) for n in NUMBER.findall(said)] for said in (first, second)]
    assert numbers[0] == pytest.approx(numbers[1], rel=1e-9, abs=1e-9)


def native(path: Path, index: int, code: str) -> dict[str, Any]:
    return cellrunner.run(path.name, title(index), code, lambda _stream, _text: None)


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    made = Executor(ROOT, runtime.prepare(ROOT, lambda _text: None))
    yield made
    made.close()


def test_there_is_a_lab() -> None:
    assert [path.stem for path in LABS] == ["pytorch"]


@lab
def test_it_is_a_page_of_the_book(path: Path) -> None:
    metadata = notebook(path)["metadata"]
    assert metadata["title"]
    assert 40 <= len(metadata["description"]) <= 160
    code, prose = cells(path), cells(path, "markdown")
    assert sum(not needs_torch(cell) for cell in code) >= 5
    for cell in code:
        assert max(map(len, text(cell["source"]).splitlines())) <= 88, text(cell["source"])
    words = re.sub(r"\$[^$]*\$|`[^`]*`", "", "\n".join(text(cell["source"]) for cell in prose))
    assert "!" not in words
    assert not re.search(r"\b(simply|just|obviously|clearly|easy)\b", words)
    assert text(prose[0]["source"]).startswith("# ")


@lab
def test_it_says_nothing_of_the_machine_that_ran_it(path: Path) -> None:
    read = notebook(path)
    assert read["metadata"]["kernelspec"] == {"display_name": "Python 3", "language": "python", "name": "python3"}
    assert set(read["metadata"]) == {"kernelspec", "language_info", "title", "description", "still"}
    assert read["metadata"]["language_info"] == {"name": "python"}
    for cell in read["cells"]:
        assert set(cell["metadata"]) <= {"tags"}
    assert not re.search(
        r"/(?:home|tmp|usr|work|root|opt|Users)/|site-packages|https?:|0x[0-9a-f]{6}", json.dumps(read)
    )


@lab
def test_it_was_run_whole_and_in_order(path: Path) -> None:
    assert [cell["execution_count"] for cell in cells(path)] == list(range(1, len(cells(path)) + 1))
    for cell in cells(path):
        assert cell["outputs"], text(cell["source"])
        for output in cell["outputs"]:
            assert output["output_type"] in ("stream", "execute_result")
            assert output.get("name", "stdout") == "stdout"


@lab
def test_what_needs_pytorch_is_marked(path: Path) -> None:
    """And only that: every other cell is live."""
    made: set[str] = {"torch"}
    for cell in cells(path):
        tree = ast.parse(text(cell["source"]))
        names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
        read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
        written = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        if needs_torch(cell):
            assert read & made, text(cell["source"])
            made |= written
        else:
            assert "torch" not in text(cell["source"])
            made -= written


@lab
def test_live_cells_say_in_the_page_and_here_what_is_stored(path: Path, executor: Executor) -> None:
    cellrunner.forget(path.name)
    codes: list[str] = []
    for cell in cells(path):
        if needs_torch(cell):
            continue
        codes.append(text(cell["source"]))
        here, page = native(path, len(codes) - 1, codes[-1]), executor.cell(f"labs/{path.name}", codes)
        agree(answered(here), stored(cell))
        agree(answered(page), stored(cell))
        assert bool(page["html"]) == any("text/html" in output.get("data", {}) for output in cell["outputs"])
    cellrunner.forget(path.name)


def test_the_text_has_one_program_with_one_output() -> None:
    """In the one-page version, in the chapter and in the lab, to the letter."""
    first = cells(DOCS / "labs" / "pytorch.ipynb")[0]
    one = (text(first["source"]), stored(first))
    assert one[1] == (
        "dx=2.0, dy=-2.0\n"
        "((tensor([[2.]]), tensor([[0.]])), (tensor([[0.]]), tensor([[-2.]])))\n"
        "tensor([[ 2.,  0.],\n        [ 0., -2.]])"
    )
    assert PROGRAM.findall((DOCS / "jacobian-and-hessian.md").read_text(encoding="utf-8")) == [one]
    assert STILL.findall((DOCS / "chapters" / "automatic-differentiation.md").read_text(encoding="utf-8")) == [one]


@lab
def test_still_cells_name_the_version_that_the_tests_install(path: Path) -> None:
    words = notebook(path)["metadata"]["still"]["torch"]
    assert words["needs"] == "PyTorch"
    (version,) = re.findall(r"\d+\.\d+\.\d+", words["ran"])
    assert f'torch = ["torch=={version}"]' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    template = (DOCS / "templates" / "mkdocs_html" / "notebook.html.j2").read_text(encoding="utf-8")
    assert f"torch=={version}" in template


@with_pytorch
@lab
def test_with_pytorch_every_cell_says_the_same_again(path: Path) -> None:
    import torch

    words = notebook(path)["metadata"]["still"]["torch"]["ran"]
    assert torch.__version__.split("+")[0] in words
    cellrunner.forget(path.name)
    with warnings.catch_warnings():
        # PyTorch warns of itself.
        warnings.simplefilter("ignore")
        for index, cell in enumerate(cells(path)):
            agree(answered(native(path, index, text(cell["source"]))), stored(cell))
    cellrunner.forget(path.name)
