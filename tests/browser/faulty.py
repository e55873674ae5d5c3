"""A good host, and every bad one that a test asks for.

Addresses that begin with `/~FAULT~PART/` serve the same site, but files whose name contains PART arrive as a bad host
would send them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from livedocs.serve import Handler, Server


class FaultyHandler(Handler):
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


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serves a site below a sub-path on a free port, and gives its address."""
    server = FaultyServer(site)
    server.start()
    yield server.url
    server.shutdown()
    server.server_close()
