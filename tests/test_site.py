"""The built site as a whole: no link is dead, nothing comes from elsewhere, each page can be found, named and read."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import Tag

from .building import ROOT
from .site import HEADINGS, Page, pages

OWN = "https://landscape.example/landscape/"
"""Where the site says that it is published."""
# The elements of MathML that take a fixed number of children.
CHILDREN = {"msub": 2, "msup": 2, "mfrac": 2, "munder": 2, "mover": 2, "mroot": 2, "msubsup": 3, "munderover": 3}
# Attributes that name a file to fetch or a place to go to.
ADDRESSES = ("href", "src", "poster", "data", "action")


@pytest.fixture(scope="session")
def built_pages(site: Path) -> dict[str, list[Page]]:
    """The pages of both forms of the site. Downloads are no pages of it; in a folder nobody asks for a missing page."""
    hosted = [page for page in pages(site) if not page.name.startswith("downloads/")]
    offline = [page for page in pages(ROOT / "dist" / "landscape-offline") if page.name != "404.html"]
    return {"hosted": hosted, "offline": offline}


def addresses(page: Page) -> Iterator[tuple[Tag, str]]:
    for tag in page.soup.find_all(True):
        for name in ADDRESSES:
            if tag.has_attr(name):
                yield tag, str(tag[name])
        for part in str(tag.get("srcset") or "").split(","):
            if part.strip():
                yield tag, part.split()[0]


def own(address: str) -> str:
    return address.removeprefix(OWN) if address.startswith(OWN) else address


@pytest.mark.parametrize("form", ["hosted", "offline"])
def test_every_link_leads_somewhere(form: str, built_pages: dict[str, list[Page]]) -> None:
    by_file = {page.file: page for page in built_pages[form]}
    dead = []
    for page in built_pages[form]:
        for _, address in addresses(page):
            if urlsplit(own(address)).scheme or own(address).startswith("//"):
                continue
            relative = "/landscape/" + own(address) if address.startswith(OWN) else address
            file, fragment = page.resolve(relative)
            there = by_file.get(file)
            # A view of the explorer is a fragment of its own kind, and the page's beginning is everywhere.
            anchored = not fragment or there is None or fragment in there.ids or "=" in fragment or fragment == "__top"
            if not file.is_file() or not anchored:
                dead.append(f"{page.name}: {address}")
    assert len(built_pages[form]) > 20
    assert dead == []


@pytest.mark.parametrize("form", ["hosted", "offline"])
def test_nothing_is_fetched_from_another_host(form: str, built_pages: dict[str, list[Page]]) -> None:
    """A link may lead elsewhere, for a reader who follows it. Files may not."""
    foreign = [
        f"{page.name}: {tag.name} {address}"
        for page in built_pages[form]
        for tag, address in addresses(page)
        if urlsplit(address).scheme in ("http", "https") or address.startswith("//")
        if tag.name != "a" and not address.startswith(OWN)
    ]
    assert foreign == []


def test_style_sheets_fetch_nothing_from_another_host(site: Path) -> None:
    for file in site.rglob("*.css"):
        found = re.findall(r"(?:url\(|@import\s*)['\"]?((?:https?:)?//[^'\")\s]+)", file.read_text("utf-8"))
        assert found == [], file


@pytest.fixture(scope="session")
def read(built_pages: dict[str, list[Page]]) -> list[Page]:
    """What a reader reads: every hosted page but the one that says there is none."""
    return [page for page in built_pages["hosted"] if page.name != "404.html"]


def test_every_page_has_a_description_of_its_own(read: list[Page]) -> None:
    found = {}
    for page in read:
        meta = page.soup.find("meta", attrs={"name": "description"})
        assert isinstance(meta, Tag), page.name
        found[page.name] = str(meta["content"])
        assert 40 <= len(found[page.name]) <= 200, page.name
    shared = [text for text, count in Counter(found.values()).items() if count > 1]
    assert shared == []


def test_every_page_has_one_title_and_no_gap_in_its_headings(read: list[Page]) -> None:
    wrong = []
    for page in read:
        levels = [HEADINGS.index(tag.name) for tag in page.content.find_all(HEADINGS)]
        if levels.count(0) != 1 or levels[0] != 0:
            wrong.append(f"{page.name}: {levels.count(0)} h1")
        wrong += [f"{page.name}: h{a + 1} then h{b + 1}" for a, b in pairwise(levels) if b > a + 1]
    assert wrong == []


def test_every_title_is_said_once(read: list[Page]) -> None:
    titles = [page.soup.title.get_text() for page in read if page.soup.title]
    assert len(titles) == len(read)
    assert [title for title, count in Counter(titles).items() if count > 1] == []


def named(tag: Tag) -> bool:
    """Whether a picture has a name for those who do not see it, or is none of their business."""
    around = [tag, *tag.parents]
    if any(isinstance(parent, Tag) and parent.get("aria-hidden") == "true" for parent in around):
        return True
    if tag.name == "img":
        return tag.has_attr("alt") and (bool(tag["alt"]) or tag.get("role") == "presentation")
    return bool(tag.get("aria-label") or tag.get("aria-labelledby") or tag.find("title"))


def test_every_picture_has_a_name(read: list[Page]) -> None:
    nameless = [
        f"{page.name}: {str(tag)[:100]}"
        for page in read
        for tag in page.content.find_all(["img", "svg"])
        if not tag.find_parent("svg") and not named(tag)
    ]
    assert nameless == []


def test_formulas_are_well_formed_for_readers_of_mathml(read: list[Page]) -> None:
    """The browser tests cannot hear this: Firefox says the same of a page of which half has come."""
    found = [(page.name, tag) for page in read for tag in page.soup.find_all(list(CHILDREN))]
    assert len(found) > 500
    wrong = [
        f"{name}: {str(tag)[:120]}"
        for name, tag in found
        if len(tag.find_all(True, recursive=False)) != CHILDREN[tag.name]
    ]
    assert wrong == []


@pytest.mark.parametrize("form", ["hosted", "offline"])
def test_every_id_is_given_once(form: str, built_pages: dict[str, list[Page]]) -> None:
    twice = [
        f"{page.name}: {name}" for page in built_pages[form] for name, count in Counter(page.ids).items() if count > 1
    ]
    assert twice == []


def test_the_keyboard_follows_the_page(read: list[Page]) -> None:
    """A positive tabindex would lead out of the order in which the page is read."""
    ahead = [
        f"{page.name}: {str(tag)[:80]}"
        for page in read
        for tag in page.soup.find_all(tabindex=True)
        if str(tag["tabindex"]).isdigit() and int(str(tag["tabindex"])) > 0
    ]
    assert ahead == []


def test_every_page_can_be_searched(site: Path, read: list[Page]) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    found = {entry["location"].partition("#")[0] for entry in index["docs"]}
    assert {page.name.removesuffix("index.html") for page in read} - found == set()


def test_every_page_is_in_the_navigation(read: list[Page]) -> None:
    home = next(page for page in read if page.name == "index.html")
    linked = {home.resolve(str(a["href"]))[0] for a in home.soup.select("nav a[href]")}
    assert [page.name for page in read if page.file not in linked and page is not home] == []
