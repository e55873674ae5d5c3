"""Notebooks as pages. mkdocs-jupyter makes Markdown of a notebook by the template in `docs/templates`; MkDocs then
renders it as it renders a chapter: the same live cells, formulas, links and headings.

A cell that needs what no page can carry stands still, with its stored output:

```still needs="PyTorch" ran="PyTorch 2.13.0 on a CPU"
code
#: output
what it said
```
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape, unescape
from pathlib import Path
from typing import Any

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs_jupyter.config import settings

from livedocs import cells
from livedocs.opened import FenceError

OUTPUT = "\n#: output\n"
SIZE = "<!-- size -->"
END = "<!-- end of notebook -->"
"""mkdocs-jupyter adds nbconvert's style sheet behind it."""


def use(templates: Path) -> None:
    """Has mkdocs-jupyter take its templates from here: its own carry styles and addresses of other hosts."""
    settings.templates_dir = str(templates)


def is_one(page: Page) -> bool:
    return page.file.src_uri.endswith(".ipynb")


def source(page: Page) -> Path:
    assert page.file.abs_src_path is not None, "a notebook is a file"
    return Path(page.file.abs_src_path)


def meta(notebook: Path) -> dict[str, str]:
    """Title and description of a page, which a notebook has among its metadata.

    Raises:
        FenceError: one of them is missing.
    """
    found = json.loads(notebook.read_text("utf-8"))["metadata"]
    missing = [key for key in ("title", "description") if not found.get(key)]
    if missing:
        raise FenceError(f"{notebook.name} needs {' and '.join(missing)} in its metadata")
    return {key: found[key] for key in ("title", "description")}


def markdown(body: str, notebook: Path) -> str:
    """The Markdown of a notebook, out of what mkdocs-jupyter gives back."""
    return unescape(body).split(END)[0].replace(SIZE, f"{notebook.stat().st_size / 1000:.0f} kB").strip() + "\n"


def render(body: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The page's HTML, by MkDocs' own way from Markdown, which mkdocs-jupyter has put aside for this page."""
    page.markdown = markdown(body, source(page))
    Page.render(page, config, files)
    return page.content or ""


def still_validator(
    _language: str, inputs: dict[str, str], options: dict[str, Any], _attrs: dict[str, Any], _md: Markdown
) -> bool:
    if set(inputs) != {"needs", "ran"}:
        raise FenceError('a fence that stands still has two options, needs="PyTorch" and ran="PyTorch 2.13.0 on a CPU"')
    options.update(inputs)
    return True


def still(source: str, _language: str, _css_class: str, options: Mapping[str, Any], md: Markdown, **_: Any) -> str:
    """Code that does not run in the page, with what it said elsewhere; the first on a page says why.

    Raises:
        FenceError: there is no output.
    """
    code, mark, output = f"{source}\n".partition(OUTPUT)
    if not mark or not output.strip():
        raise FenceError("a fence that stands still needs a line `#: output` and what its code said")
    ran = escape(str(options["ran"]))
    why = f"This cell stands still too. Its output is from {ran}."
    if not md.__dict__.get("livedocs_still"):
        md.__dict__["livedocs_still"] = True
        needs = escape(str(options["needs"]))
        why = f"{needs} is too large for this page: this cell stands still. Its output is genuine, from {ran}."
    return (
        f'<div class="cell-still">{cells.highlighted(code)}<pre class="cell-output"><samp>{escape(output.rstrip())}'
        f'</samp></pre><p class="cell-why">{why}</p></div>'
    )
