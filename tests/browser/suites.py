"""The browsers: where they come from, and the Node process that drives one through its tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SECONDS = 240
# By engine: Debian's packages, and the programs that they bring.
PACKAGES = {
    "chromium": {"chromium": "chromium"},
    "firefox": {"firefox-esr": "firefox-esr"},
    "webkit": {"webkit2gtk-driver": "WebKitWebDriver", "xvfb": "Xvfb"},
}


_installing = threading.Lock()
"""The packages' own tool serves one at a time."""


class Case(NamedTuple):
    """One test of the suite, in one engine, on one kind of site."""

    engine: str
    kind: str
    file: str
    name: str


@cache
def install(engine: str) -> str | None:
    """Debian's browser, where it is missing and this user may install it; else a word on what to do."""
    wanted = PACKAGES[engine]

    def missing() -> list[str]:
        return [package for package, program in wanted.items() if not shutil.which(program)]

    if not missing() or os.environ.get(engine.upper()):
        return None
    if shutil.which("apt-get") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        with _installing:
            for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *missing()]):
                subprocess.run(command, env=environment, capture_output=True, check=False)
    if missing():
        named = "" if engine == "webkit" else f", or name a browser in {engine.upper()}="
        return f"{engine} is not installed: `sudo apt-get install {' '.join(missing())}`{named}"
    return None


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


class Verdicts:
    """What became of each case. The engines run side by side, each with one browser and its cases in order."""

    def __init__(self, cases: Iterable[Case], bases: dict[str, str]) -> None:
        self.bases = bases
        self.found: dict[Case, Future[dict[str, Any]]] = {}
        self.ended = threading.Event()
        engines: defaultdict[str, list[Case]] = defaultdict(list)
        for case in cases:
            self.found[case] = Future()
            engines[case.engine].append(case)
        self.threads = [threading.Thread(target=self.drive, args=item, daemon=True) for item in engines.items()]
        for thread in self.threads:
            thread.start()

    def drive(self, engine: str, cases: list[Case]) -> None:
        suite, kind = None, ""
        missing = install(engine)
        for case in cases:
            if missing is not None or self.ended.is_set():
                self.found[case].set_result({"ok": False, "error": missing or "the tests were ended"})
                continue
            if suite is not None and (kind != case.kind or suite.process.poll() is not None):
                suite.close()
                suite = None
            if suite is None:
                suite, kind = Suite(engine, case.kind, self.bases[case.kind]), case.kind
            try:
                verdict = suite.run(case.file, case.name)
            except OSError as error:
                verdict = {"ok": False, "error": f"the browser's process is gone: {error}"}
            self.found[case].set_result(verdict)
        if suite is not None:
            suite.close()

    def close(self) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()
