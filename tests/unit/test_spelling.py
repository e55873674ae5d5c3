"""No slip of the pen, in prose or in code, and British spelling in what readers read."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import codespell_lib
import pytest

from .book import PAGES, ROOT, name, prose

PLACES = ["docs", "src", "web", "tests", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
SKIPPED = ["*.png", "*.svg", "*.pyc", "test_spelling.py"]
# Words that look like slips: to and fro, a trough; a folder's German name and an option's slip, on purpose.
RIGHT = ["fro", "trough", "ordner", "rasies"]
# By American spelling, those that are British as well, in one sense or another.
BOTH = {"program", "programs", "check", "checks", "draft", "meter", "story", "practice", "license", "tire", "inquiry"}


def codespell(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "codespell_lib", "--builtin", "clear,rare", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_nothing_is_misspelt() -> None:
    done = codespell("--skip", ",".join(SKIPPED), "--ignore-words-list", ",".join(RIGHT), *PLACES)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_slip_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("The eigenvalues of a seperate matrix.\n", encoding="utf-8")
    assert codespell(str(page)).returncode != 0


def american() -> set[str]:
    """American spellings, from the dictionary that turns British ones into them."""
    file = Path(codespell_lib.__file__).parent / "data" / "dictionary_en-GB_to_en-US.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    pairs = [line.partition("->")[::2] for line in lines if "->" in line]
    words = {word.strip() for _, after in pairs for word in after.split(",") if word.strip()}
    return words - {before for before, _ in pairs} - BOTH


def docstrings(source: Path) -> Iterator[str]:
    """What a module says of itself, without examples and without the titles of its sources."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            text = ast.get_docstring(node) or ""
            yield re.sub(r"^(?:>>>|Source:).*?(?:\n\n|\Z)|`[^`]*`|\$[^$]*\$", "", text, flags=re.MULTILINE | re.DOTALL)


def spelt(text: str, words: set[str]) -> list[str]:
    return sorted({word for word in re.findall(r"[a-z]+", text) if word in words})


# Titles of books and articles are spelt as they were published.
@pytest.mark.parametrize("page", [page for page in PAGES if page.stem != "references"], ids=name)
def test_pages_are_british(page: Path) -> None:
    assert spelt(prose(page), american()) == []


@pytest.mark.parametrize("source", sorted((ROOT / "src").rglob("*.py")), ids=lambda path: path.stem)
def test_docstrings_are_british(source: Path) -> None:
    assert spelt(" ".join(docstrings(source)), american()) == []


def test_an_american_spelling_would_be_found() -> None:
    assert spelt("the color at the center was optimized", american()) == ["center", "color", "optimized"]
