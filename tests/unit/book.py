"""Reads the pages' sources: cells, exercises, formulas, marks."""

from __future__ import annotations

import re
from pathlib import Path

from livedocs.cells import Exercise

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
CHAPTERS = [
    DOCS / "chapters" / f"{name}.md"
    for name in (
        "landscape-of-loss",
        "gradient",
        "jacobian",
        "hessian",
        "newton",
        "gradient-descent",
        "hardware",
        "automatic-differentiation",
        "summary",
    )
]
_FENCE = re.compile(
    r"^```python (?P<kind>cell|exercise)(?P<options>[^\n]*)\n(?P<code>.*?)\n```$", re.MULTILINE | re.DOTALL
)
_FORMULA = re.compile(
    r"^(?:<!-- (?P<mark>holds|defines): (?P<key>[a-z0-9-]+) -->\n)?\$\$\n(?P<tex>.*?)\n\$\$$", re.MULTILINE | re.DOTALL
)


def name(page: Path) -> str:
    """The page's path below docs/, as the build says it."""
    return page.relative_to(DOCS).as_posix()


def fences(page: Path) -> list[tuple[str, str, str]]:
    """Kind ("cell" or "exercise"), options and code of every live fence, in order."""
    return [(m["kind"], m["options"], m["code"]) for m in _FENCE.finditer(page.read_text(encoding="utf-8"))]


def cells(page: Path) -> list[tuple[str, str]]:
    return [(options, code) for kind, options, code in fences(page) if kind == "cell"]


def exercises(page: Path) -> list[tuple[list[str], Exercise]]:
    """Each exercise with the cells above it."""
    above: list[str] = []
    found: list[tuple[list[str], Exercise]] = []
    for kind, _, code in fences(page):
        if kind == "cell":
            above.append(code)
        else:
            found.append((list(above), Exercise.read(code)))
    return found


def formulas(page: Path) -> list[tuple[str | None, str | None, str]]:
    """Mark ("holds" or "defines"), key and TeX of every displayed formula."""
    return [(m["mark"], m["key"], m["tex"]) for m in _FORMULA.finditer(page.read_text(encoding="utf-8"))]


def prose(page: Path) -> str:
    """The page without code, formulas and comments."""
    text = page.read_text(encoding="utf-8")
    return re.sub(r"```.*?```|\$\$.*?\$\$|\$[^$\n]*\$|`[^`]*`|<!--.*?-->", "", text, flags=re.DOTALL)
