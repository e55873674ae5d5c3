"""Finishes the offline build: the folder, the same folder as a zip, and one page of it as a single file to mail.

python -m livedocs.offline dist/landscape-offline explorer.html
"""

from __future__ import annotations

import argparse
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from livedocs import cache
from livedocs.single import single_file

FOLDER_LIMIT, SINGLE_LIMIT = 16_000_000, 14_000_000
"""Bytes: of the folder beyond its pages, and of the single file."""
MARK = "<!-- offline -->"
"""Where a page says how its Python comes, and offers the download."""


class OfflineError(Exception):
    """The offline build is not what was promised."""


@dataclass(frozen=True)
class Download:
    """One file to fetch from the hosted site."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def megabytes(self) -> str:
        return f"{self.path.stat().st_size / 1e6:.1f} MB"

    @property
    def sha256(self) -> str:
        return cache.sha256(self.path.read_bytes())


def prune(folder: Path) -> None:
    """Drops what only tools and servers read."""
    served = (folder / "404.html", folder / "search" / "search_index.json", *folder.glob("sitemap.xml*"))
    for path in (*folder.rglob("*.map"), *served):
        path.unlink(missing_ok=True)


def beyond_pages(folder: Path) -> int:
    """Bytes of the folder that are not pages."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and path.suffix != ".html")


def zipped(folder: Path) -> Path:
    """The folder as a zip beside it; the same files give the same bytes."""
    target = folder.with_suffix(".zip")
    part = target.with_suffix(".part")
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                member = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", (1980, 1, 1, 0, 0, 0))
                member.external_attr = 0o644 << 16
                archive.writestr(member, path.read_bytes(), zipfile.ZIP_DEFLATED)
    part.replace(target)
    return target


def finish(folder: Path, page: str) -> list[Download]:
    """Prunes, zips and writes the single file.

    Raises:
        OfflineError: the folder or the single file is larger than promised.
    """
    prune(folder)
    size = beyond_pages(folder)
    if size > FOLDER_LIMIT:
        raise OfflineError(f"{folder} has {size / 1e6:.1f} MB beyond its pages; {FOLDER_LIMIT / 1e6:.0f} are promised.")
    alone = folder.parent / page
    cache.write(alone, single_file(folder, page).encode())
    if alone.stat().st_size > SINGLE_LIMIT:
        raise OfflineError(f"{alone} has {alone.stat().st_size} bytes; {SINGLE_LIMIT} are promised.")
    return [Download(zipped(folder)), Download(alone)]


def offer(root: Path, form: str, fetched: int) -> tuple[str, list[Path]]:
    """The words that replace `MARK` on a page, and the files that the site then hands out.

    Args:
        root: the project's folder.
        form: "files" for the hosted site, which offers the other one; "scripts" for the offline site itself.
        fetched: bytes that a first visit to the hosted site fetches.
    """
    if form == "scripts":
        return "Python runs in your browser, out of this very copy: no server, no network, nothing to install.", []
    words = (
        f"Python runs in your browser. The first visit fetches about {fetched / 1e6:.0f} MB from this site; nothing is "
        "installed, nothing is asked of any other host, and what you type stays with you."
    )
    ready = [Download(path) for path in (root / "dist" / "landscape-offline.zip", root / "dist" / "explorer.html")]
    if not all(download.path.is_file() for download in ready):
        return words, []
    folder, alone = ready
    words += (
        "\n\n"
        f"**[Download for offline](downloads/{folder.name}){{ download }}** ({folder.megabytes}): all pages, Python "
        f"included, in a zip. Unpack it anywhere and double-click `index.html`; no server, no network.\n\n"
        f"**[The Explorer in one file](downloads/{alone.name}){{ download }}** ({alone.megabytes}), to mail or to keep."
        "\n\n"
        f'<small class="hashes">SHA-256<br>`{folder.name}` <code>{folder.sha256}</code><br>'
        f"`{alone.name}` <code>{alone.sha256}</code></small>"
    )
    return words, [download.path for download in ready]


def main() -> None:
    parser = argparse.ArgumentParser(description="Finish the offline build.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("page")
    given = parser.parse_args()
    try:
        made = finish(given.folder, given.page)
    except OfflineError as error:
        sys.exit(str(error))
    print(f"Double-click {given.folder / 'index.html'}")
    for download in made:
        print(f"{download.path}: {download.megabytes}, sha256 {download.sha256}")


if __name__ == "__main__":
    main()
