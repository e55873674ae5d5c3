"""From a notebook to a page: what stays as it was written, what becomes live, what stands still and says why."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

from livedocs import labs, notebooks
from livedocs.opened import FenceError

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "docs" / "templates"
STILL = {"torch": {"needs": "PyTorch", "ran": "PyTorch 2.13.0 on a CPU"}}
TITLE = "# A lab & its parts\n\nThe first paragraph leads."
PROSE = """Less: $a < b$ and `x &lt; y & "z"`, a [link](index.md#here).

$$
a \\& b
$$

| a | b |
|---|---|
| 1 | 2 |"""


def write(path: Path, cells: list[dict[str, Any]], **metadata: Any) -> Path:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    told = {"kernelspec": kernel, "title": "A lab", "description": "A lab to test with.", "still": STILL} | metadata
    named = [{"id": f"cell-{k}", "metadata": {}, **cell} for k, cell in enumerate(cells)]
    path.write_text(
        json.dumps({"cells": named, "metadata": told, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8"
    )
    return path


def prose(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "source": source}


def code(source: str, *outputs: dict[str, Any], tags: tuple[str, ...] = ()) -> dict[str, Any]:
    metadata = {"tags": list(tags)} if tags else {}
    return {
        "cell_type": "code", "source": source, "outputs": list(outputs), "execution_count": 1, "metadata": metadata,
    }  # fmt: skip


def printed(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def shown(text: str) -> dict[str, Any]:
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": text}}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one lab, built as MkDocs builds it."""
    docs = tmp_path_factory.mktemp("docs")
    (docs / "index.md").write_text("# Home\n\n## Here\n\nWords.\n", encoding="utf-8")
    cells = [
        prose(TITLE),
        prose(PROSE),
        code("import torch\nprint('<&>')\ntorch.ones(2)", printed("<&>\n"), shown("tensor([1., 1.])")),
        prose("## A part\n\nWords."),
        code("a = 1 < 2\nprint(a)", printed("True\n")),
        code("b = other()", printed("  indented\n"), tags=("torch",)),
        code("a", shown("True")),
    ]
    write(docs / "lab.ipynb", cells)
    site = docs.parent / f"{docs.name}-site"
    build = """
import logging, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
logging.basicConfig(level=logging.WARNING)
build(load_config("mkdocs.yml", docs_dir=sys.argv[1], site_dir=sys.argv[2], nav=[], strict=True))
"""
    command = [sys.executable, "-c", build, str(docs), str(site)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture(scope="module")
def page(built: Path) -> BeautifulSoup:
    return BeautifulSoup((built / "lab" / "index.html").read_text(encoding="utf-8"), "html.parser")


def test_prose_is_rendered_as_in_a_chapter(page: BeautifulSoup) -> None:
    article = page.select_one("article")
    assert article is not None
    assert article.select_one("h1").get_text().startswith("A lab & its parts")  # type: ignore[union-attr]
    assert article.select_one("p.lead").get_text() == "The first paragraph leads."  # type: ignore[union-attr]
    assert [math["encoding"] for math in article.select("annotation")] == ["application/x-tex"] * 2
    assert [math.get_text(strip=True) for math in article.select("annotation")] == ["a < b", "a \\& b"]
    assert article.select_one("p code").get_text() == 'x &lt; y & "z"'  # type: ignore[union-attr]
    assert article.select_one('a[href="../#here"]') is not None
    assert len(article.select("table td")) == 2
    assert [link.get_text(strip=True) for link in page.select("nav.md-nav--secondary a")] == ["A part"]


def test_code_is_live_and_has_run(page: BeautifulSoup) -> None:
    live = page.select("python-cell")
    assert [cell["name"] for cell in live] == ["Cell 1", "Cell 2"]
    assert [cell.select_one("code").get_text() for cell in live] == ["a = 1 < 2\nprint(a)\n", "a\n"]  # type: ignore[union-attr]
    assert [cell.select_one("samp").get_text() for cell in live] == ["True", "True"]  # type: ignore[union-attr]


def test_what_needs_pytorch_stands_still_and_says_why(page: BeautifulSoup) -> None:
    first, second = page.select(".cell-still")
    assert first.select_one("code").get_text() == "import torch\nprint('<&>')\ntorch.ones(2)\n"  # type: ignore[union-attr]
    assert first.select_one("samp").get_text() == "<&>\ntensor([1., 1.])"  # type: ignore[union-attr]
    assert "PyTorch is too large for this page: this cell stands still." in first.get_text()
    assert "genuine, from PyTorch 2.13.0 on a CPU" in first.get_text()
    assert second.select_one("samp").get_text() == "  indented"  # type: ignore[union-attr]
    assert "This cell stands still too." in second.get_text()
    assert page.find("python-cell", string=re.compile("torch")) is None


def test_the_page_says_what_it_is_and_offers_itself(built: Path, page: BeautifulSoup) -> None:
    assert page.title is not None
    assert page.title.get_text() == "A lab - Landscape"
    assert page.select_one('meta[name="description"]')["content"] == "A lab to test with."  # type: ignore[index]
    link = page.select_one("a[download]")
    assert link is not None
    file = built / "lab" / str(link["href"])
    assert file.suffix == ".ipynb"
    assert f"({file.stat().st_size / 1000:.0f} kB)" in link.parent.get_text()  # type: ignore[union-attr]
    assert json.loads(file.read_text(encoding="utf-8"))["metadata"]["title"] == "A lab"
    assert "torch==" in page.select_one(".admonition pre").get_text()  # type: ignore[union-attr]


def test_no_style_and_no_script_comes_with_it(built: Path, page: BeautifulSoup) -> None:
    article = page.select_one("article")
    assert article is not None
    assert not article.select("style, script, iframe, link, .jp-Cell")
    home = BeautifulSoup((built / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert len(page.select("script, style")) == len(home.select("script, style"))
    assert not page.select("[src^=http], link[href^=http]:not([rel=canonical])")


def test_search_has_words_and_formulas_and_no_markup(built: Path) -> None:
    entries = json.loads((built / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    found = {entry["location"]: entry["text"] for entry in entries}
    assert "a &lt; b" in found["lab/"]
    assert "tensor([1., 1.])" in found["lab/"]
    assert "lab/#a-part" in found
    assert "nbformat" not in json.dumps(entries)


def test_templates_name_no_host() -> None:
    for path in TEMPLATES.rglob("*.j2"):
        assert "//" not in path.read_text(encoding="utf-8"), path


def test_a_notebook_needs_title_and_description(tmp_path: Path) -> None:
    bare = write(tmp_path / "bare.ipynb", [prose("# A")], title="", description="")
    with pytest.raises(FenceError, match=r"bare\.ipynb needs title and description"):
        notebooks.meta(bare)
    assert notebooks.meta(write(tmp_path / "lab.ipynb", [])) == {"title": "A lab", "description": "A lab to test with."}


def still(source: str, **options: str) -> str:
    return notebooks.still(source, "still", "still", options or STILL["torch"], Markdown())


def test_a_still_cell_needs_its_output() -> None:
    assert "<samp>1 &lt; 2</samp>" in still("f()\n#: output\n1 < 2")
    for source in ("f()", "f()\n#: output\n", "f()\n#: output"):
        with pytest.raises(FenceError, match="#: output"):
            still(source)


def test_a_still_fence_has_two_options() -> None:
    options: dict[str, Any] = {}
    assert notebooks.still_validator("still", dict(STILL["torch"]), options, {}, Markdown())
    assert options == STILL["torch"]
    for wrong in ({}, {"needs": "PyTorch"}, STILL["torch"] | {"more": "1"}):
        with pytest.raises(FenceError, match="two options"):
            notebooks.still_validator("still", dict(wrong), {}, {}, Markdown())


def test_the_style_sheet_of_nbconvert_is_cut_off(tmp_path: Path) -> None:
    lab = tmp_path / "lab.ipynb"
    lab.write_bytes(b"x" * 4200)
    body = "# A\n\n&lt;!-- size --&gt;, a &amp;lt; b\n&lt;!-- end of notebook --&gt;\n<style>p { color: red }</style>"
    assert notebooks.markdown(body, lab) == "# A\n\n4 kB, a &lt; b\n"


def test_a_lab_that_has_run_keeps_its_output_and_nothing_of_the_machine(tmp_path: Path) -> None:
    lab = write(
        tmp_path / "lab.ipynb", [prose("# A"), code("a", printed("b\n"), printed("c\n"), shown("1"), tags=("torch",))]
    )
    run = json.loads(lab.read_text(encoding="utf-8"))
    run["metadata"] |= {"language_info": {"name": "python", "version": "3.11.7"}, "widgets": {}}
    run["metadata"]["kernelspec"]["name"] = "mine"
    run["cells"][1]["metadata"]["execution"] = {"iopub.execute_input": "2026-01-01"}
    kept = labs.clean(run)
    assert kept["metadata"]["kernelspec"]["name"] == "python3"
    assert set(kept["metadata"]) == {"kernelspec", "language_info", "title", "description", "still"}
    assert kept["cells"][1]["metadata"] == {"tags": ["torch"]}
    assert kept["cells"][1]["outputs"] == [printed("b\nc\n"), shown("1")]
    assert labs.clean(kept) == kept


@pytest.mark.parametrize(
    "output",
    [
        {"output_type": "error", "ename": "NameError", "evalue": "no a", "traceback": []},
        {"output_type": "stream", "name": "stderr", "text": "NameError: no a"},
    ],
)
def test_a_lab_that_fails_is_not_stored(tmp_path: Path, output: dict[str, Any]) -> None:
    lab = write(tmp_path / "lab.ipynb", [prose("# A"), code("a", output)])
    with pytest.raises(labs.LabError, match="cell 2: NameError: no a"):
        labs.clean(json.loads(lab.read_text(encoding="utf-8")))
