"""The small server: sub-path, sitemap of its own origin, and the page for what is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from livedocs.serve import Server


@pytest.fixture(params=[("", "explorer/"), ("index.html", "explorer.html")], ids=["folders", "files"])
def server(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    (tmp_path / "index.html").write_text("home")
    (tmp_path / "404.html").write_text("not here")
    (tmp_path / "a.wasm").write_bytes(b"\0asm")
    base = "https://landscape.example/landscape/"
    entries = "".join(f"<url><loc>{base}{page}</loc></url>" for page in request.param)
    (tmp_path / "sitemap.xml").write_text(f"<urlset>{entries}</urlset>")
    running = Server(tmp_path).start()
    yield running
    running.shutdown()
    running.server_close()


def test_the_site_is_below_its_sub_path(server: Server) -> None:
    assert server.url.endswith("/landscape/")
    assert requests.get(server.url, timeout=5).text == "home"
    root = server.url.removesuffix("landscape/")
    assert requests.get(root, timeout=5).url == server.url
    assert requests.get(root + "landscape", timeout=5).url == server.url
    assert requests.get(root + "elsewhere", timeout=5).status_code == 404


def test_the_sitemap_names_this_origin(server: Server) -> None:
    text = requests.get(server.url + "sitemap.xml", timeout=5).text
    assert text.count(f"<loc>{server.url}") == 2
    assert f"<loc>{server.url}explorer" in text
    assert "landscape.example" not in text


def test_what_is_missing_gets_the_sites_own_page(server: Server) -> None:
    answer = requests.get(server.url + "nothing", timeout=5)
    assert (answer.status_code, answer.text) == (404, "not here")
    assert requests.get(server.url + "../../etc/passwd", timeout=5).status_code == 404


def test_types_are_those_of_any_static_host(server: Server) -> None:
    assert requests.get(server.url + "a.wasm", timeout=5).headers["Content-Type"] == "application/wasm"
    assert "Cross-Origin-Embedder-Policy" not in requests.get(server.url, timeout=5).headers
