"""The strict build as an author meets it: a cell or a formula that is wrong stops it, with a word on where."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
BUILD = """
import logging
import sys
from mkdocs.commands.build import build
from mkdocs.config import load_config
logging.basicConfig(level=logging.WARNING)
docs, site = sys.argv[1:]
build(load_config("mkdocs.yml", docs_dir=docs, site_dir=site, nav=[], strict=True))
"""


def strict_build(tmp_path: Path, text: str) -> subprocess.CompletedProcess[str]:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text(f"# A page\n\n{text}\n", encoding="utf-8")
    command = [sys.executable, "-c", BUILD, str(docs), str(tmp_path / "site")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("```python cell\nimport landscape\nlandscape.Moon()\n```", "index.md, Cell 1, line 2: AttributeError"),
        ('```element tag="x-map"\nexplorer(Moon())\n```', "NameError: name 'Moon' is not defined"),
        ("A formula: $\\nonsense$.", "index.md: the formula"),
        ("A [link](nowhere.md).", "nowhere.md"),
    ],
)
def test_what_is_wrong_stops_the_strict_build(tmp_path: Path, text: str, words: str) -> None:
    done = strict_build(tmp_path, text)
    assert done.returncode != 0
    assert words in done.stderr + done.stdout
