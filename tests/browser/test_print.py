"""Pages on paper, from the offline build: code and outputs whole, maths not clipped, figures sharp, paper white."""

from __future__ import annotations

import json
import re
import subprocess
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pypdfium2 as pdfium
import pytest

from .suites import HERE, ROOT, install

PAGES = ["index", "jacobian-and-hessian", "explorer"]
ONE_SHEET = "cheat-sheet"
SHARP = 300
"""Dots an inch of a figure, at least."""


@pytest.fixture(scope="module")
def printed(offline: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[str]]]:
    assert install("chromium") is None, install("chromium")
    folder = tmp_path_factory.mktemp("printed")
    command = ["node", str(HERE / "print.mjs"), offline, str(folder), *PAGES, ONE_SHEET]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder, json.loads(done.stdout)


def squeezed(text: str) -> str:
    """Without spaces and line ends: a line that is too long is folded on paper."""
    return re.sub(r"\s+", "", text)


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_code_and_outputs_are_whole(page: str, printed: tuple[Path, dict[str, list[str]]], offline: str) -> None:
    document = pdfium.PdfDocument(printed[0] / f"{page}.pdf")
    paper = squeezed("".join(sheet.get_textpage().get_text_bounded() for sheet in document))
    document.close()
    html = (Path(unquote(urlsplit(offline).path)) / f"{page}.html").read_text("utf-8")
    cells = re.findall(r"<python-cell .*?</python-cell>", html, re.DOTALL)
    assert len(cells) == html.count("<python-cell ")
    for cell in cells:
        code, output = (
            re.search(pattern, cell, re.DOTALL) for pattern in (r"<code.*?>(.*?)</code>", r"<samp>(.*?)</samp>")
        )
        for found in (code, output):
            assert found is not None
            for line in text_of(found[1]).splitlines():
                assert squeezed(line) in paper, f"{page}: {line!r} is not on paper"


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_clipped(page: str, printed: tuple[Path, dict[str, list[str]]]) -> None:
    assert printed[1][page] == []


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES)
def test_figures_are_sharp_and_paper_is_white(page: str, printed: tuple[Path, dict[str, list[str]]]) -> None:
    document = pdfium.PdfDocument(printed[0] / f"{page}.pdf")
    figures = []
    for sheet in document:
        for image in sheet.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=8):
            left, _, right, _ = image.get_bounds()
            figures.append(image.get_px_size()[0] / (right - left) * 72)
        corner = sheet.render(scale=0.2).to_numpy()[0, 0]
        assert corner.min() >= 250, f"{page}: the corner of a sheet is {corner}"
    document.close()
    assert len(figures) == 1, f"{page}: one explorer, {len(figures)} figures"
    assert min(figures) >= SHARP


@pytest.mark.browser
def test_the_cheat_sheet_is_one_sheet(printed: tuple[Path, dict[str, list[str]]]) -> None:
    assert printed[1][ONE_SHEET] == []
    document = pdfium.PdfDocument(printed[0] / f"{ONE_SHEET}.pdf")
    assert len(document) == 1
    width, height = document[0].get_size()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    sheet = document[0].get_textpage().get_text_bounded()
    document.close()
    html = (ROOT / "docs" / f"{ONE_SHEET}.md").read_text("utf-8")
    headings = [re.sub(r"\[(.*?)\]\([^)]*\)", r"\1", h) for h in re.findall(r"^## (.*)$", html, re.MULTILINE)]
    # All of it is there, and what is meant for the screen is not.
    assert len(headings) >= 10
    for heading in headings:
        assert squeezed(heading) in squeezed(sheet), heading
    assert "Print this page" not in sheet
