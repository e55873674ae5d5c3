"""The reference: every public name is in it, with its docstring, its examples and its formulas."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

import landscape
from livedocs import docstrings

PARTS = ["landscape", "landscape.autodiff", "landscape.claims", "landscape.maps", "landscape.pictures"]
NAMES = [f"{part}.{name}" for part in PARTS for name in importlib.import_module(part).__all__]


@pytest.fixture(scope="module")
def described(site: Path) -> dict[str, Tag]:
    """Everything with an id in the reference, by that id."""
    found = {}
    for file in sorted((site / "reference").rglob("index.html")):
        for tag in BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").find_all(id=True):
            found[str(tag["id"])] = tag
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_is_described(name: str, described: dict[str, Tag]) -> None:
    assert name in described
    heading = described[name]
    if heading.name == "code":  # one of the elementary functions, which share a paragraph
        return
    body = heading.find_parent(class_="doc-object")
    assert isinstance(body, Tag)
    contents = body.find(class_="doc-contents")
    assert contents is not None, f"{name} has no words"
    first = contents.find("p")
    assert first is not None, f"{name} has no words"
    assert len(first.get_text()) >= 8, name
    # No mark-up is left over for a reader to decipher.
    words = (text for tag in contents.find_all(["p", "dd"]) for text in tag.find_all(string=True))
    said = " ".join(text for text in words if not text.find_parent(["code", "math"]))
    assert not re.search(r"\$|>>>|\\[a-z]+|\*\*|``", said), f"{name}: {said}"


def test_nothing_private_is_described(described: dict[str, Tag]) -> None:
    members = [name for name in described if name.startswith("landscape.")]
    assert [name for name in members if name.rpartition(".")[2].startswith("_")] == []
    # What a landscape can be asked, and what a code means, is there.
    assert {"landscape.Landscape.hessian", "landscape.Stepper.step", "landscape.Reason.REFUSED"} <= set(members)


def test_formulas_and_examples_are_typeset(described: dict[str, Tag]) -> None:
    body = described["landscape.Adam"].find_parent(class_="doc-object")
    assert isinstance(body, Tag)
    assert len(body.select(".katex-display")) == 2
    assert body.select_one(".language-pycon .gp, .highlight .gp") is not None
    source = body.select_one(".doc-source")
    assert source is not None
    assert source.get_text().startswith("Source: Kingma and Ba")


@pytest.mark.parametrize("name", [n for n in landscape.__all__ if n in landscape.STEPPERS])
def test_every_method_tells_rule_source_and_code(name: str, described: dict[str, Tag]) -> None:
    text = inspect.getdoc(getattr(landscape, name)) or ""
    assert "$$" in text
    assert ">>>" in text
    assert "\nSource: " in text
    body = described[f"landscape.{name}"].find_parent(class_="doc-object")
    assert isinstance(body, Tag)
    code = body.select_one("details.doc-code code")
    assert code is not None
    assert f"class {name}(" in code.get_text()


@pytest.mark.parametrize("name", sorted(landscape.LANDSCAPES))
def test_every_landscape_tells_an_example_and_its_source(name: str) -> None:
    text = inspect.getdoc(getattr(landscape, name)) or ""
    assert ">>>" in text
    assert "\nSource: " in text


@pytest.mark.parametrize("name", NAMES)
def test_arguments_are_described_as_they_are_called(name: str) -> None:
    """Arguments that a docstring tells are those of the signature, in their order."""
    part, _, short = name.rpartition(".")
    item = getattr(importlib.import_module(part), short)
    text = inspect.getdoc(item) or ""
    told = re.search(r"^Args:\n((?:    .*\n?|\n)+)", text, re.MULTILINE)
    if not callable(item) or told is None:
        return
    names = re.findall(r"^    (\w+):", told[1], re.MULTILINE)
    taken = [parameter for parameter in inspect.signature(item).parameters if parameter != "_"]
    assert [n for n in names if n not in taken] == []
    assert names == [n for n in taken if n in names]


def test_docstrings_become_markdown() -> None:
    written = "A sum, like `add` and `len`.\n\n>>> add(1, 1)\n2\n\nArgs:\n    x: one.\n\nSource: Euclid,\nbook 7."
    assert docstrings.readable(written, "sums", frozenset({"add"})) == (
        'A sum, like <autoref identifier="sums.add" optional><code>add</code></autoref> and `len`.\n\n'
        "```pycon\n>>> add(1, 1)\n2\n```\n\nArgs:\n    x: one.\n\nSource: Euclid,\nbook 7.\n{ .doc-source }"
    )
