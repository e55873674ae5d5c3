"""Executes what pages show: cells by the target, Pyodide under Node; element fences by Python itself.

Outputs of cells are cached by everything they can depend on: the cells of the page so far, the runtime, the package
and the runner.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from livedocs import cache
from livedocs.runtime import Runtime

RUNNER = Path(__file__).with_name("cellrunner")
SECONDS = 60.0


class ExecutionError(Exception):
    """A cell or an element could not be executed at all."""


class Worker:
    """A process that answers one line of JSON with one line of JSON, and is killed if it takes too long."""

    def __init__(self, command: list[str], cwd: Path) -> None:
        self._command = command
        self._cwd = cwd
        self._process: subprocess.Popen[str] | None = None

    def ask(self, request: dict[str, Any], what: str) -> dict[str, Any]:
        """Starts the process if need be.

        Raises:
            ExecutionError: no answer within the time, or the process ended; names `what`.
        """
        if self._process is None:
            self._process = subprocess.Popen(
                self._command, cwd=self._cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
            self._read("the start of the interpreter")
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return self._read(what)

    def _read(self, what: str) -> dict[str, Any]:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        watchdog = threading.Timer(SECONDS, end)
        watchdog.start()
        line = process.stdout.readline()
        watchdog.cancel()
        if not line:
            self.close()
            raise ExecutionError(
                f"{what}: " + (f"no end after {SECONDS:.0f} seconds" if late.is_set() else "the interpreter ended")
            )
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


@dataclass
class Executor:
    """Both interpreters of one build. `preamble` is run before the first element, so that its names are there."""

    root: Path
    runtime: Runtime
    preamble: str = ""
    executed: int = 0
    _cells: Worker = field(init=False)
    _elements: Worker = field(init=False)
    _loaded: tuple[str, list[str]] = ("", [])

    def __post_init__(self) -> None:
        wheels = [*self.runtime.packages.values(), self.runtime.wheel]
        script = self.root / "web" / "build" / "execute.mjs"
        self._cells = Worker(["node", *map(str, (script, self.runtime.stdlib, RUNNER, *wheels))], self.root)
        self._elements = Worker([sys.executable, "-c", _ELEMENTS, self.preamble], self.root)
        self._salt = self.runtime.fingerprint() + cache.sha256(
            b"".join(file.read_bytes() for file in sorted(RUNNER.glob("*.py")))
        )

    def cell(self, page: str, codes: list[str]) -> dict[str, Any]:
        """The result of the last of these cells, after those above it on the same page.

        Raises:
            ExecutionError: the interpreter gave no answer.
        """
        return self._kept([codes], lambda: self._run(page, codes, anew=True))

    def exercise(self, page: str, codes: list[str], name: str, code: str, check: str) -> dict[str, Any]:
        """The result of an exercise, checked, after these cells of the same page; they see nothing of it.

        Raises:
            ExecutionError: the interpreter gave no answer.
        """

        def run() -> dict[str, Any]:
            self._run(page, codes)
            request = {"page": page, "cell": name, "code": code, "check": check, "forget": not codes}
            return self._ask(request, f"{page}, {name}")

        return self._kept([codes, name, code, check], run)

    def _kept(self, asked: list[Any], run: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        key = cache.sha256(json.dumps([self._salt, *asked]).encode())
        kept = cache.folder("cells", key[:2]) / f"{key}.json"
        try:
            result: dict[str, Any] = json.loads(kept.read_text("utf-8"))
            if result.keys() >= {"text", "html", "element", "error", "passed"}:
                return result
        except (OSError, ValueError, AttributeError):
            pass  # not there, or not whole: computed anew
        result = run()
        cache.write(kept, json.dumps(result).encode())
        return result

    def _run(self, page: str, codes: list[str], anew: bool = False) -> dict[str, Any]:
        """Runs what has not run of these cells: after a hit in the cache the interpreter has not seen those above.

        The result is that of the last cell; with `anew` it is run in any case, and all above it if need be.
        """
        before, run = self._loaded
        known = len(run) if before == page and codes[: len(run)] == run else 0
        if anew and known == len(codes):
            known = 0
        result: dict[str, Any] = {}
        self._loaded = ("", [])  # an interpreter that fails is another one afterwards
        for index in range(known, len(codes)):
            request = {"page": page, "cell": title(index), "code": codes[index], "forget": index == 0}
            result = self._ask(request, f"{page}, {title(index)}")
        self._loaded = (page, list(codes))
        return result

    def _ask(self, request: dict[str, Any], what: str) -> dict[str, Any]:
        self.executed += 1
        return self._cells.ask(request, what)

    def element(self, page: str, expression: str) -> str:
        """What the expression of an element or a figure shows of itself.

        Raises:
            ExecutionError: the expression fails or its value cannot show itself.
        """
        answer = self._elements.ask({"expression": expression}, f"{page}, element {expression!r}")
        if "error" in answer:
            raise ExecutionError(f"{page}, element {expression!r}: {answer['error']}")
        return str(answer["html"])

    def close(self) -> None:
        self._cells.close()
        self._elements.close()


def title(index: int) -> str:
    """What the cell is called in tracebacks; the page counts the same way."""
    return f"Cell {index + 1}"


_ELEMENTS = """
import json, sys
# Standard output is the protocol's; what an expression prints is for whoever builds.
answers, sys.stdout = sys.stdout, sys.stderr
namespace = {}
exec(sys.argv[1], namespace)
print(json.dumps({"ready": True}), file=answers, flush=True)
for line in sys.stdin:
    try:
        value = eval(json.loads(line)["expression"], namespace)
        ways = (getattr(value, name, None) for name in ("_repr_html_", "_repr_svg_"))
        html = next((said for said in (way() for way in ways if way) if isinstance(said, str)), None)
        answer = {"error": f"a {type(value).__name__} shows nothing of itself"} if html is None else {"html": html}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), file=answers, flush=True)
"""
