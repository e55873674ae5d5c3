"""A small static server for the built site: what `make serve` opens and what the browser tests drive.

Like any static host it sends no special headers. It serves under the site's own sub-path, and rewrites the sitemap
to its own origin: Material's instant navigation believes the sitemap, and would reload every page without that.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import threading
import webbrowser
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit


class Handler(SimpleHTTPRequestHandler):
    """Files of `directory` below `prefix`, the site's own page for what is not there."""

    def __init__(self, *args: Any, prefix: str, **kwargs: Any) -> None:
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def send_head(self) -> BytesIO | BinaryIO | None:
        path = urlsplit(self.path).path
        if path in ("/", self.prefix.rstrip("/")) and self.prefix != "/":
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", self.prefix)
            self.end_headers()
            return None
        if not path.startswith(self.prefix):
            return self.missing()
        self.path = "/" + self.path[len(self.prefix) :]
        file = Path(self.translate_path(self.path))
        if file.name == "sitemap.xml" and file.is_file():
            return self.sitemap(file)
        if not file.exists():
            return self.missing()
        return super().send_head()

    def sitemap(self, file: Path) -> BytesIO:
        origin = f"http://{self.headers.get('Host', 'localhost')}{self.prefix}"
        text = file.read_text("utf-8")
        published = re.search(r"<loc>(https?://[^<]*/)[^</]*</loc>", text)
        if published is not None:
            # The first address listed is the home page: its folder is the published base.
            text = text.replace(published.group(1), origin)
        return self.whole(text.encode(), "application/xml", HTTPStatus.OK)

    def missing(self) -> BytesIO:
        page = Path(self.directory) / "404.html"
        return self.whole(page.read_bytes() if page.is_file() else b"Not found", "text/html", HTTPStatus.NOT_FOUND)

    def whole(self, content: bytes, kind: str, status: HTTPStatus) -> BytesIO:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def end_headers(self) -> None:
        # Always asked again, so that a rebuilt site is seen at once; unchanged files still cost no bytes.
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet: the browser's own tools show requests better."""


class Server(ThreadingHTTPServer):
    """Serves one site on this machine only; `port` 0 takes any free one."""

    daemon_threads = True

    def __init__(
        self, site: Path, port: int = 0, prefix: str = "/landscape/", handler: type[Handler] = Handler
    ) -> None:
        super().__init__(("127.0.0.1", port), partial(handler, directory=str(site), prefix=prefix))
        self.url = f"http://127.0.0.1:{self.server_address[1]}{prefix}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who closes a tab in the middle of a file is not an error of ours."""
        if not isinstance(sys.exception(), (BrokenPipeError, ConnectionResetError)):
            super().handle_error(request, client_address)

    def start(self) -> Server:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the built site on this machine.")
    parser.add_argument("site", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    given = parser.parse_args()
    try:
        server = Server(given.site, given.port)
    except OSError:
        server = Server(given.site)
    print(f"The site is at {server.url}  (Ctrl+C ends it)", flush=True)
    # Without a screen a text browser would take over the terminal.
    if given.open and (
        sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        threading.Thread(target=webbrowser.open, args=(server.url,), daemon=True).start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()


if __name__ == "__main__":
    main()
