"""The glue to MkDocs, small on purpose: everything it calls works without MkDocs."""

from __future__ import annotations

import logging
import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from pymdownx.superfences import SuperFencesException

from livedocs import bundle, fences, fonts, maths, notebooks, offline, opened, runtime
from livedocs.execute import Executor

log = logging.getLogger("mkdocs.livedocs")
FOLDER = "live"


@dataclass
class Build:
    """What one build keeps open."""

    executor: Executor
    typesetter: maths.Typesetter
    files: list[bundle.File]
    styles: str
    offer: str


_build: Build | None = None


def _open() -> Build:
    assert _build is not None, "MkDocs calls on_config first"
    return _build


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Gets the runtime, bundles the scripts and opens the interpreters."""
    global _build
    on_shutdown()
    root = Path(config.config_file_path).resolve().parent
    try:
        found = runtime.prepare(root, log.info)
        form = config.extra.get("form", "files")
        scripts = bundle.build(root, found, root / "build" / form / FOLDER, form)
    except (runtime.RuntimeFilesError, bundle.BundleError) as error:
        raise PluginError(str(error)) from error
    notebooks.use(root / "docs" / "templates")
    math_files, math_style = maths.assets(root)
    font_files, font_style = fonts.assets(root)
    # A browser does not preload from a folder, and complains.
    config.extra["preload"] = [f"{FOLDER}/{name}" for name in fonts.preloaded(font_files)] if form == "files" else []
    preamble = str(config.extra.get("element_preamble", ""))
    words, downloads = offline.offer(root, form, sum(file.path.stat().st_size for file in scripts))
    _build = Build(
        Executor(root, found, preamble),
        maths.Typesetter(root),
        [*scripts, *math_files, *font_files, *(bundle.File(f"../downloads/{path.name}", path) for path in downloads)],
        font_style + math_style,
        words,
    )
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds what was made by the build to the site."""
    build = _open()
    for file in build.files:
        files.append(
            File.generated(config, posixpath.normpath(f"{FOLDER}/{file.name}"), content=file.path.read_bytes())
        )
    files.append(File.generated(config, f"{FOLDER}/type.css", content=build.styles))
    return files


def on_page_markdown(markdown: str, page: Page, files: Files, **_: Any) -> str:
    """Tells the fences whose page they are on, and puts in how Python comes to this form of the site."""

    def link(target: str) -> str:
        file = files.get_file_from_path(target)
        if file is None:
            raise opened.FenceError(f"{page.file.src_uri}: there is no page {target}")
        return "" if file == page.file else get_relative_url(file.url, page.url)

    opened.open_page(_open().executor, page.file.src_uri, link)
    if notebooks.is_one(page):
        page.meta.update(notebooks.meta(notebooks.source(page)))
    return markdown.replace(offline.MARK, _open().offer)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Renders what a notebook has become, and lets no fence get lost on the way."""
    if notebooks.is_one(page):
        html = notebooks.render(html, page, config, files)
    fences.check(page.markdown or "", html, page.file.src_uri)
    return html


def on_post_page(output: str, page: Page, **_: Any) -> str:
    """Typesets the maths last of all, so that the search index has the formulas as they were written."""
    try:
        return _open().typesetter.typeset(output, page.file.src_uri)
    except maths.MathsError as error:
        raise PluginError(str(error)) from error


def on_build_error(error: Exception, **_: Any) -> None:
    """A fence that failed is the author's to mend: a message, not a traceback of MkDocs."""
    on_shutdown()
    if isinstance(error, SuperFencesException):
        raise PluginError(str(error)) from None


def on_shutdown() -> None:
    global _build
    if _build is not None:
        _build.executor.close()
        _build.typesetter.close()
        _build = None
