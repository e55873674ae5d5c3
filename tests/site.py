"""Reads the built pages: where their links lead, what their sections say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


@dataclass(frozen=True)
class Page:
    """A page of a built site."""

    root: Path
    file: Path

    @property
    def name(self) -> str:
        return self.file.relative_to(self.root).as_posix()

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.file.read_text(encoding="utf-8"), "html.parser")

    @cached_property
    def ids(self) -> list[str]:
        return [str(tag["id"]) for tag in self.soup.find_all(id=True)]

    @property
    def content(self) -> Tag:
        found = self.soup.select_one("article.md-content__inner")
        assert found is not None, self.name
        return found

    def resolve(self, link: str) -> tuple[Path, str]:
        """The file to which a link of this page leads, and the fragment. An absolute path begins with one folder."""
        base = f"https://site/landscape/{self.name}"
        parts = urlsplit(urljoin(base, link))
        path = unquote(parts.path).removeprefix("/landscape/")
        file = self.root / path
        return (file / "index.html" if file.is_dir() or path.endswith("/") else file), unquote(parts.fragment)

    def section(self, anchor: str) -> str:
        """The words of a section: from its heading to the next one that is not below it, formulas as written."""
        start = self.soup.find(id=anchor)
        assert isinstance(start, Tag), f"{self.name} has no #{anchor}"
        assert start.name in HEADINGS, f"{self.name}#{anchor} is no heading"
        # What is typeset comes with its source, which is what can be searched for.
        words = [start.get_text(" ")]
        for tag in start.find_all_next():
            if tag.name in HEADINGS and HEADINGS.index(tag.name) <= HEADINGS.index(start.name):
                break
            if tag.name in ("p", "li", "td", "samp", "figcaption", "annotation", "dd"):
                words.append(tag.get_text(" "))
        return " ".join(" ".join(words).split())


def pages(root: Path) -> list[Page]:
    return [Page(root, file) for file in sorted(root.rglob("*.html"))]
