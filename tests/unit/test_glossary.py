"""The glossary has the words of the book, one sentence each, and the references have a form that can be cited."""

from __future__ import annotations

import re

import pytest

from .book import DOCS

WORDS = """landscape, value, point, coordinates, domain, start, iterate, state, stepper, step, path, direction, slope,
learning rate, damping, step length, velocity, gradient, Jacobian, Hessian, eigenpair, curvature, condition number,
stationary point, minimum, saddle, maximum, undecided, model, trust region, radius, predicted change, actual change,
basin, diverged, cell, explorer, field, probe, timeline, loss"""
TERM = re.compile(r"^## (?P<name>.*?) \{ #(?P<id>[\w-]+) \}\n\n(?P<text>.*?)\n$", re.MULTILINE | re.DOTALL)
TERMS = [m.groupdict() for m in TERM.finditer((DOCS / "glossary.md").read_text("utf-8"))]
ENTRY = re.compile(
    r"^\*\*(?P<name>.*?)\.\*\* (?P<text>.*?)\n\{ #(?P<id>[\w-]+) \.reference \}$", re.MULTILINE | re.DOTALL
)
ENTRIES = [m.groupdict() for m in ENTRY.finditer((DOCS / "references.md").read_text("utf-8"))]


@pytest.mark.parametrize("word", [" ".join(word.split()) for word in WORDS.split(",")])
def test_every_word_of_the_house_is_explained(word: str) -> None:
    assert word.lower() in {term["name"].lower() for term in TERMS}


def test_there_are_many_in_order() -> None:
    names = [term["name"].lower() for term in TERMS]
    assert len(names) >= 45
    assert names == sorted(set(names))
    assert (DOCS / "glossary.md").read_text("utf-8").count("\n## ") == len(TERMS)


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term["id"])
def test_a_word_is_one_sentence_and_a_way_on(term: dict[str, str]) -> None:
    slug = re.sub(r"\s+", "-", re.sub(r"[^\w\s-]", "", term["name"].lower()))
    assert term["id"] == slug
    said = re.fullmatch(r"(.*\.) \[[^\]]+\]\([^)]+\)", term["text"], re.DOTALL)
    assert said is not None, term["text"]
    assert len(re.findall(r"\.(?:\s|$)", said[1])) == 1, said[1]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_a_reference_is_found_by_author_and_year(entry: dict[str, str]) -> None:
    plain = entry["name"].replace("Moré", "More").replace(",", "").replace(".", "").replace(" and ", " ").lower()
    assert entry["id"] == plain.replace(" ", "-")
    assert len(entry["text"]) > 60


def test_no_entry_has_another_form() -> None:
    text = (DOCS / "references.md").read_text("utf-8")
    assert len(ENTRIES) == text.count(" .reference }") == len({entry["id"] for entry in ENTRIES}) > 40


def test_what_is_no_further_reading_is_cited() -> None:
    text = (DOCS / "references.md").read_text("utf-8")
    further = text.partition("## Further reading")[2]
    assert further
    pages = "".join(page.read_text("utf-8") for page in DOCS.rglob("*.md") if page.name != "references.md")
    pages += "".join(page.read_text("utf-8") for page in DOCS.rglob("*.ipynb"))
    for entry in ENTRIES:
        cited = f"references.md#{entry['id']}" in pages or "](reference/" in entry["text"]
        assert cited == (f"#{entry['id']} " not in further), entry["name"]
