"""One page of the offline folder as one HTML file: its styles, letters, scripts and runtime files inside it."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from bs4 import BeautifulSoup
from bs4.element import Tag

_CALL = re.compile(r'__landscapeFile\("([^"]+)","([^"]+)"\);')
_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_URL = re.compile(r'url\(["\']?([^)"\']+)["\']?\)')
_SHEET = "main.single{box-sizing:border-box;width:100%;max-width:62rem;margin:0 auto;padding:.8rem}"
# The theme's own script stays outside: the scheme follows the reader's system.
_SCHEME = """
const dark = matchMedia("(prefers-color-scheme: dark)");
const follow = () => document.body.setAttribute("data-md-color-scheme", dark.matches ? "slate" : "default");
dark.addEventListener("change", follow);
follow();
"""


def single_file(folder: Path, page: str) -> str:
    """The page's article with everything that it needs; asks for no other file."""
    soup = BeautifulSoup((folder / page).read_text("utf-8"), "html.parser")
    article = soup.select_one("article")
    assert article is not None, "Material wraps the content of a page in an article"
    for link in article.select("a[href]"):
        # There is no other page to go to.
        if not str(link["href"]).startswith("#"):
            link.unwrap()
    body = article.decode_contents()
    styles = "".join(_style(folder, link) for link in soup.select('link[rel="stylesheet"]')) + _SHEET
    title = soup.title.decode() if soup.title else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"{title}<style>{_shortened(styles, body)}</style></head>"
        '<body data-md-color-scheme="default" data-md-color-primary="custom" data-md-color-accent="custom">'
        f"<script>{_SCHEME}</script>"
        f'<main class="single md-typeset"><article class="md-content__inner">{body}</article></main>'
        f"{''.join(_scripts(folder / 'live'))}</body></html>\n"
    )


def _style(folder: Path, link: Tag) -> str:
    sheet = folder / str(link["href"])
    text = sheet.read_text("utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return _URL.sub(lambda match: f"url({_inside(sheet.parent, match[1])})", text) + "\n"


def _inside(folder: Path, address: str) -> str:
    """The address itself, or the file that it names as a data: address."""
    path = folder / address.split("?")[0].split("#")[0]
    if address.startswith("data:") or not path.is_file():
        return f'"{address}"'
    kind = {".woff2": "font/woff2", ".svg": "image/svg+xml"}.get(path.suffix, "application/octet-stream")
    return f'"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"'


def _shortened(styles: str, body: str) -> str:
    """Without letters that the page does not use: those of formulas, and slanted ones where nothing is slanted."""

    def keep(face: re.Match[str]) -> str:
        text = face[0]
        formula = "KaTeX" in text and "katex" not in body
        slanted = "italic" in text and ("Serif" not in text or "<em>" not in body)
        return "" if "url(" in text and (formula or slanted) else text

    return _FACE.sub(keep, styles).replace("</", "<\\/")


def _scripts(live: Path) -> list[str]:
    """What is asked for later as blocks that lie still until they are read; then the page's script."""
    blocks, code = [], []
    for path in sorted(live.glob("*.js")):
        text = path.read_text("utf-8")
        if path.name == "iframe-worker.js":
            continue  # search, which one page does not need
        call = _CALL.fullmatch(text)
        if call is not None:
            blocks.append(f'<script type="text/plain" data-file="{call[1]}">{call[2]}</script>')
        else:
            code.append("<script>" + text.replace("</script", "<\\/script") + "</script>")
    return blocks + code
