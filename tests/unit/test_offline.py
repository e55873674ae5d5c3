"""The offline build: the same zip from the same files, limits that are held, one file that asks for no other."""

from __future__ import annotations

import base64
import gzip
import re
import zipfile
from pathlib import Path

import pytest

from livedocs import bundle, offline
from livedocs.single import single_file

from .reading import decoded

PAGE = """<!doctype html><html><head><title>Map</title><link rel="stylesheet" href="style/site.css"></head>
<body><nav><a href="index.html">Home</a></nav><article><h1>Map</h1><p>See <a href="index.html">the start</a> and
<a href="#map">the map</a>.</p></article><script src="live/landscape.js"></script></body></html>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for name, text in {
        "map.html": PAGE,
        "index.html": "<h1>Home</h1>",
        "style/site.css": '/* words */ @font-face { font-family: "KaTeX_Main"; src: url("../live/k.woff2") }'
        ' h1 { background: url("../live/dot.svg") }',
        "live/landscape.js": 'globalThis.page = "</script>";',
        "live/numbers.js": '__landscapeFile("numbers.js"," A\'%>C ");',
        "live/dot.svg": "<svg/>",
        "live/k.woff2": "font",
        "live/landscape.js.map": "{}",
        "search/search_index.json": "{}",
        "sitemap.xml": "<urlset/>",
        "404.html": "Not found",
    }.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return site


def test_what_only_tools_and_servers_read_is_dropped(folder: Path) -> None:
    offline.prune(folder)
    left = {path.name for path in folder.rglob("*") if path.is_file()}
    assert left.isdisjoint({"landscape.js.map", "search_index.json", "sitemap.xml", "404.html"})
    assert {"landscape.js", "map.html"} <= left


def test_the_same_files_give_the_same_zip(folder: Path) -> None:
    first = offline.zipped(folder).read_bytes()
    for path in folder.rglob("*"):
        path.touch()
    assert offline.zipped(folder).read_bytes() == first
    with zipfile.ZipFile(folder.with_suffix(".zip")) as archive:
        assert archive.testzip() is None
        assert all(name.startswith("site/") for name in archive.namelist())


def test_one_file_has_everything_in_it(folder: Path) -> None:
    text = single_file(folder, "map.html")
    assert not re.findall(r'(?:src|href)="(?!#)[^"]*"', text)
    assert "data:image/svg+xml;base64," + base64.b64encode(b"<svg/>").decode() in text
    assert '<script type="text/plain" data-file="numbers.js"> A\'%>C </script>' in text
    assert text.index("data-file") < text.index("globalThis.page"), "what the page's script asks for is there before"
    assert '"<\\/script>"' in text, "a script may not end its own element"
    assert "KaTeX" not in text, "no letters of formulas where there are none"
    assert "the start" in text
    assert '<a href="#map">' in text


@pytest.mark.parametrize("limit", ["FOLDER_LIMIT", "SINGLE_LIMIT"])
def test_limits_are_held(folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    made = offline.finish(folder, "map.html")
    assert [download.path.name for download in made] == ["site.zip", "map.html"]
    monkeypatch.setattr(offline, limit, 10)
    with pytest.raises(offline.OfflineError, match="promised"):
        offline.finish(folder, "map.html")


def test_a_script_carries_the_packed_bytes() -> None:
    entry, stored = bundle.pack("numbers", b"0123456789" * 100)
    scripted, text = bundle.as_script(entry, stored)
    found = re.fullmatch(r'__landscapeFile\("([^"]+)","([^"]+)"\);', text.decode())
    assert found is not None
    assert found[1] == scripted["file"]
    assert scripted["file"].endswith(".js")
    assert gzip.decompress(*decoded(found[2])) == b"0123456789" * 100
    assert scripted["bytes"] == len(text)
    assert scripted["sha256"] == entry["sha256"], "of the content, however it travels"


def test_the_hosted_site_offers_what_is_there(tmp_path: Path) -> None:
    words, files = offline.offer(tmp_path, "files", 11_000_000)
    assert "11 MB" in words
    assert files == []
    (tmp_path / "dist").mkdir()
    for name in ("landscape-offline.zip", "explorer.html"):
        (tmp_path / "dist" / name).write_bytes(name.encode())
    words, files = offline.offer(tmp_path, "files", 11_000_000)
    assert [path.name for path in files] == ["landscape-offline.zip", "explorer.html"]
    assert all(offline.Download(path).sha256 in words for path in files)
    assert "no server" in offline.offer(tmp_path, "scripts", 0)[0]
