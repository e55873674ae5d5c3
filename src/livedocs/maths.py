"""Typesets maths while the site is built: pages are whole without JavaScript, and nothing moves when they load."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from livedocs.bundle import File
from livedocs.execute import Worker

# What pymdownx.arithmatex (generic) leaves behind.
_FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\s*(?:\\\((?P<inline>.*?)\\\)|\\\[(?P<display>.*?)\\\])\s*</(?P=tag)>',
    re.DOTALL,
)


class MathsError(Exception):
    """A formula that cannot be typeset; names page and formula."""


class Typesetter:
    """KaTeX in one Node process a build."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._worker = Worker(["node", str(root / "web" / "build" / "maths.mjs")], root)

    def typeset(self, html: str, page: str) -> str:
        """The same HTML with every formula as KaTeX's HTML and MathML.

        Raises:
            MathsError: KaTeX refuses a formula.
        """
        found = list(_FORMULA.finditer(html))
        if not found:
            return html
        formulas = [{"tex": unescape(m["inline"] or m["display"] or ""), "display": m["tag"] == "div"} for m in found]
        answers = iter(self._worker.ask({"formulas": formulas}, f"{page}, maths")["answers"])
        texts = iter(formulas)

        def replaced(match: re.Match[str]) -> str:
            answer, formula = next(answers), next(texts)
            if "error" in answer:
                raise MathsError(f"{page}: the formula {formula['tex']!r} cannot be typeset: {answer['error']}")
            return f'<{match["tag"]} class="arithmatex">{answer["html"]}</{match["tag"]}>'

        return _FORMULA.sub(replaced, html)

    def close(self) -> None:
        self._worker.close()


def assets(root: Path) -> tuple[list[File], str]:
    """KaTeX's fonts as files beside its style sheet, and the style sheet itself with only these fonts in it."""
    dist = root / "node_modules" / "katex" / "dist"
    style = (dist / "katex.min.css").read_text("utf-8")
    # Every browser that runs WebAssembly reads woff2.
    style = re.sub(r",url\([^)]*\.(?:woff|ttf)\) format\([^)]*\)", "", style)
    return [File(f"fonts/{path.name}", path) for path in sorted((dist / "fonts").glob("*.woff2"))], style
