"""The sites that the browser tests visit: hosted, hosted with pages by file name, a folder, and a single file."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..building import built
from .faulty import serving
from .suites import ROOT, Case, Verdicts


@pytest.fixture(scope="session")
def hosted(site: Path) -> Iterator[str]:
    with serving(site) as url:
        yield url


@pytest.fixture(scope="session")
def flat(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The hosted site with `use_directory_urls: false`."""
    folder = tmp_path_factory.mktemp("flat")
    built(
        sys.executable, "-m", "mkdocs", "--quiet", "build", "--strict", "--no-directory-urls", "--site-dir", str(folder)
    )
    with serving(folder) as url:
        yield url


@pytest.fixture(scope="session")
def offline(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The zip, unpacked where a reader might: an awkward name, and nothing in it can be written."""
    folder = tmp_path_factory.mktemp("home") / "Ünser Ordner #1, 100 % (neu)"
    with zipfile.ZipFile(ROOT / "dist" / "landscape-offline.zip") as archive:
        archive.extractall(folder)
    inside = [folder, *folder.rglob("*")]
    for path in inside:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield (folder / "landscape-offline").as_uri() + "/"
    for path in inside:
        path.chmod(0o755 if path.is_dir() else 0o644)


@pytest.fixture(scope="session")
def single(site: Path) -> str:
    return (ROOT / "dist" / "explorer.html").as_uri()


@pytest.fixture(scope="session")
def verdicts(request: pytest.FixtureRequest) -> Iterator[Verdicts]:
    """All chosen tests of the suite, under way."""
    chosen = [item for item in request.session.items if getattr(item, "originalname", "") == "test_in_browser"]
    cases = [item.callspec.params["case"] for item in chosen if isinstance(item, pytest.Function)]
    assert all(isinstance(case, Case) for case in cases)
    running = Verdicts(cases, {case.kind: request.getfixturevalue(case.kind) for case in cases})
    yield running
    running.close()
