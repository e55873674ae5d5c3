"""Drives the browser suite: one Node process and one browser an engine, every test of the suite a test here.

The site is served under a sub-path on a free port. Addresses that begin with `/~FAULT~PART/` serve the same site, but
files whose name contains PART arrive as a bad host would send them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from livedocs.serve import Handler, Server

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SECONDS = 240
# By engine: Debian's packages, and the programs that they bring.
PACKAGES = {
    "chromium": {"chromium": "chromium"},
    "firefox": {"firefox-esr": "firefox-esr"},
    "webkit": {"webkit2gtk-driver": "WebKitWebDriver", "xvfb": "Xvfb"},
}


class FaultyHandler(Handler):
    """A good host, and every bad one that a test asks for."""

    server: FaultyServer

    def send_head(self) -> BytesIO | BinaryIO | None:
        if not self.path.startswith("/~"):
            return super().send_head()
        token, _, rest = self.path[2:].partition("/")
        fault, part = token.split("~")[:2]
        self.path = "/" + rest
        if part not in rest.rpartition("/")[2]:
            return super().send_head()
        file = self.server.site / rest.removeprefix("landscape/")
        once = fault.endswith("-once")
        if once and not self.server.first_time(token):
            return super().send_head()
        return self.spoil(fault.removesuffix("-once"), file)

    def spoil(self, fault: str, file: Path) -> BytesIO | None:
        content = file.read_bytes()
        if fault == "missing":
            return self.whole(b"Not here", "text/plain", HTTPStatus.NOT_FOUND)
        if fault == "html":
            return self.whole(b"<!doctype html><title>Welcome</title>", "text/html", HTTPStatus.OK)
        if fault == "text":
            return self.whole(content, "text/plain", HTTPStatus.OK)
        if fault == "truncated":
            return self.whole(content[: len(content) // 2], "application/octet-stream", HTTPStatus.OK)
        if fault == "corrupted":
            middle = len(content) // 2
            damaged = content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :]
            return self.whole(damaged, "application/octet-stream", HTTPStatus.OK)
        if fault == "cut":
            # Promises all of it, sends half and hangs up.
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2])
            self.close_connection = True
            return None
        raise AssertionError(f"no such fault: {fault}")


class FaultyServer(Server):
    def __init__(self, site: Path) -> None:
        self.site = site
        self.seen: set[str] = set()
        self.lock = threading.Lock()
        super().__init__(site, handler=FaultyHandler)

    def first_time(self, token: str) -> bool:
        with self.lock:
            new = token not in self.seen
            self.seen.add(token)
            return new


@pytest.fixture(scope="session")
def site() -> Path:
    """The site, built strictly as a reader will get it, the offline one with it."""
    built("make", "site")
    return ROOT / "site"


def built(*arguments: str) -> None:
    done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(arguments)} failed\n{done.stdout}\n{done.stderr}"


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


@contextmanager
def serving(site: Path) -> Iterator[str]:
    server = FaultyServer(site)
    server.start()
    yield server.url
    server.shutdown()
    server.server_close()


class Suite:
    """The Node process of one engine."""

    def __init__(self, engine: str, kind: str, base: str) -> None:
        command = ["node", str(HERE / "run.mjs"), engine, kind, base]
        self.process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(self, file: str, name: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        watchdog = threading.Timer(SECONDS, self.process.kill)
        watchdog.start()
        try:
            self.process.stdin.write(json.dumps({"file": file, "name": name}) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        finally:
            watchdog.cancel()
        if not line:
            return {"ok": False, "error": f"the browser's process ended, or the test took more than {SECONDS} seconds"}
        verdict: dict[str, Any] = json.loads(line)
        return verdict

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


@pytest.fixture(scope="session")
def suites() -> Iterator[dict[tuple[str, str], Suite]]:
    running: dict[tuple[str, str], Suite] = {}
    yield running
    for suite in running.values():
        suite.close()


@cache
def install(engine: str) -> None:
    """Debian's browser, where it is missing and this user may install it; else a word on what to do."""
    wanted = PACKAGES[engine]

    def missing() -> list[str]:
        return [package for package, program in wanted.items() if not shutil.which(program)]

    if not missing() or os.environ.get(engine.upper()):
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *missing()]):
            subprocess.run(command, env=environment, capture_output=True, check=False)
    if missing():
        named = "" if engine == "webkit" else f", or name a browser in {engine.upper()}="
        pytest.fail(f"{engine} is not installed: `sudo apt-get install {' '.join(missing())}`{named}")
