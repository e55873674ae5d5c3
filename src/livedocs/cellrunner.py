"""Runs one cell of a page: the same file at build time under Node, live in the worker, and natively in the tests.

Standard library only. What a cell prints, its last value and its error become one text, the same everywhere. A value
that can show itself as HTML or SVG, by the names that Jupyter knows, is shown so in place of its repr.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import json
import linecache
import sys
import traceback
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

LIMIT = 100_000
"""Characters kept of what one cell prints, and of its last value or its error."""

_namespaces: dict[str, dict[str, Any]] = {}
_titles: set[str] = set()
"""The cells' file names: whatever else stands in a traceback is not the reader's."""
Write = Callable[[str, str], object]


class _Output:
    """What the cell wrote, in order; passed on as it comes and kept up to the limit."""

    def __init__(self, write: Write) -> None:
        self.pieces: list[str] = []
        self.size = 0
        self.full = False
        self._write = write

    def add(self, stream: str, text: str) -> None:
        if self.full or not text:
            return
        if self.size + len(text) > LIMIT:
            text = (
                text[: LIMIT - self.size]
                + f"\n[The output is longer than {LIMIT:,} characters; the rest is not shown.]\n"
            )
            self.full = True
        self.size += len(text)
        self.pieces.append(text)
        self._write(stream, text)

    def add_block(self, stream: str, text: str) -> None:
        """Adds text that begins on a line of its own, and is heard however much came before it."""
        self.full, self.size = False, 0
        last = next((piece for piece in reversed(self.pieces) if piece), "\n")
        self.add(stream, text if last.endswith("\n") else "\n" + text)

    @property
    def text(self) -> str:
        return "".join(self.pieces).rstrip("\n")


class _Stream(io.TextIOBase):
    """Stands in for stdout or stderr; gathers a little, because `print` writes each word on its own."""

    def __init__(self, name: str, output: _Output, other: _Stream | None = None) -> None:
        self.name = name
        self._output = output
        self._waiting: list[str] = []
        self._other = other

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._other is not None:
            self._other.flush()
        self._waiting.append(text)
        if "\n" in text or len(self._waiting) > 200:
            self.flush()
        return len(text)

    def flush(self) -> None:
        if self._waiting:
            text, self._waiting = "".join(self._waiting), []
            self._output.add(self.name, text)


def forget(page: str) -> None:
    """Drops what the cells of a page have defined."""
    _namespaces.pop(page, None)


def run(page: str, cell: str, code: str, write: Write, check: str | None = None) -> dict[str, Any]:
    """Runs a cell in its page's namespace.

    Args:
        page: whose namespace; cells of one page share it.
        cell: the cell's title in tracebacks, such as "Cell 2".
        code: what the reader wrote.
        write: gets ("stdout" or "stderr", text) as output comes.
        check: makes it an exercise: code that is run after it and says by `assert` what is missing. Both see what the
            page's cells have defined, and the page sees nothing of theirs: no name, and no change in its lists, dicts,
            sets and arrays and in objects of its own classes.

    Returns:
        `text`: all output in order; `value`: the repr of the last expression or None; `html`: what it shows of itself
        in place of its repr, or None; `element`: what it would show in an element of the page, as JSON, or None;
        `error`: None, or type, message, traceback and the line of the cell at fault; `passed` and `verdict`: of the
        check, None where there is none.
    """
    shared = _namespaces.setdefault(page, {"__name__": "__main__", "__builtins__": builtins})
    if check is None:
        return _run(cell, code, write, shared) | {"passed": None, "verdict": None}
    with _lent(shared) as namespace:
        result = _run(cell, code, write, namespace)
        passed, verdict = (False, "") if result["error"] else _checked(check, cell, namespace)
    return result | {"passed": passed, "verdict": verdict}


def _run(cell: str, code: str, write: Write, namespace: dict[str, Any]) -> dict[str, Any]:
    output = _Output(write)
    stdout = _Stream("stdout", output)
    stderr = _Stream("stderr", output, stdout)
    stdout._other = stderr
    shown: dict[str, str | None] = {"value": None, "html": None, "element": None}
    error: dict[str, Any] | None = None
    # Where Python remembers of which line it has warned: each run warns anew.
    namespace.pop("__warningregistry__", None)
    try:
        with _stage(stdout, stderr, cell, code):
            shown |= _execute(cell, code, namespace)
    except BaseException as caught:
        _flush(stdout, stderr)
        error = _explain(caught, cell)
        output.add_block("stderr", error["traceback"] + "\n")
    else:
        _flush(stdout, stderr)
        if shown["value"] is not None and shown["html"] is None:
            output.add_block("stdout", shown["value"] + "\n")
    return {"text": output.text, **shown, "error": error}


@contextlib.contextmanager
def _lent(shared: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The names of a page, for an exercise; what it changes in what they hold is put back when it is over.

    Put back, and not copied before: of copies, a list would part from the functions and objects that fill it.
    """
    array: Any = getattr(sys.modules.get("numpy"), "ndarray", ())
    kinds: tuple[Any, ...] = (dict, list, set, array)
    held: dict[int, tuple[Any, Any]] = {}
    waiting: list[Any] = [shared]
    while waiting:
        one = waiting.pop()
        of = type(one)
        # Numbers and texts cannot change, and there may be many of them.
        if of in (float, int, str) or id(one) in held:
            continue
        kind = next((kind for kind in kinds if issubclass(of, kind)), None)
        # What cannot be copied or put back stays as it is.
        with contextlib.suppress(Exception):
            if kind is not None:
                held[id(one)] = one, kind.copy(one)
            if kind is dict:
                waiting += dict.values(one)
            elif kind is list or issubclass(of, tuple):
                waiting += one
            elif of.__module__ == "__main__":
                waiting.append(vars(one))
    try:
        yield dict(shared)
    finally:
        for one, before in held.values():
            with contextlib.suppress(Exception):
                if isinstance(before, (list, array)):
                    one[... if isinstance(before, array) else slice(None)] = before
                else:
                    one.clear()
                    one.update(before)


def _checked(check: str, cell: str, namespace: dict[str, Any]) -> tuple[bool, str]:
    """Whether the reader's code does what an exercise asks for, and else what is missing, in words."""
    unheard = _Output(lambda _stream, _text: None)
    stdout, stderr = _Stream("stdout", unheard), _Stream("stderr", unheard)
    try:
        with _stage(stdout, stderr, "Check", check):
            _execute("Check", check, namespace)
    except BaseException as error:
        told = traceback.TracebackException.from_exception(error, compact=True)
        said = ": ".join(filter(None, (type(error).__name__, str(told))))
        # A function of the reader's may be what fails, and then the check has nothing to say.
        where = next((frame for frame in reversed(told.stack) if frame.filename in (cell, "Check")), None)
        if where is not None and where.filename == cell:
            return False, f"Your code fails at line {where.lineno} when it is checked: {said}"
        if isinstance(error, AssertionError):
            return False, str(told) or "That is not it yet."
        if isinstance(error, NameError) and error.name:
            return False, f"The name {error.name!r} is needed to check this, and is not defined any more."
        return False, f"What is there cannot be checked: {said}"
    return True, ""


def _flush(*streams: _Stream) -> None:
    for stream in streams:
        stream.flush()


@contextlib.contextmanager
def _stage(stdout: _Stream, stderr: _Stream, cell: str, code: str) -> Iterator[None]:
    """The surroundings of a cell: its streams, its source for tracebacks, no keyboard."""

    def no_keyboard(prompt: object = "") -> str:
        raise RuntimeError("input() has no keyboard to read from here: write the value into the code instead")

    _titles.add(cell)
    # The None keeps `linecache.checkcache` from dropping a source that is no file.
    linecache.cache[cell] = (len(code), None, code.splitlines(keepends=True), cell)
    before = sys.stdout, sys.stderr, builtins.input
    sys.stdout, sys.stderr = stdout, stderr
    builtins.input = no_keyboard
    try:
        yield
    finally:
        sys.stdout, sys.stderr, builtins.input = before


def _execute(cell: str, code: str, namespace: dict[str, Any]) -> dict[str, str | None]:
    tree = ast.parse(code, cell)
    last = tree.body[-1] if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    if last is not None:
        tree.body.pop()
    exec(_compiled(tree, cell), namespace)
    result = None if last is None else eval(_compiled(ast.Expression(last.value), cell), namespace)
    if result is None:
        return {}
    namespace["_"] = result
    html = _asked(result, "_repr_html_", str) or _asked(result, "_repr_svg_", str)
    return {"value": repr(result), "html": html, "element": _written(_asked(result, "_element_", dict))}


def _written(element: dict[str, Any] | None) -> str | None:
    """An element as JSON; what cannot be written so is none."""
    with contextlib.suppress(TypeError, ValueError, RecursionError):
        return None if element is None else json.dumps(element, allow_nan=False)
    return None


def _asked(value: object, name: str, kind: type) -> Any:
    """What a value says of itself, if it says it in this kind; a class shows nothing of its instances."""
    method = None if isinstance(value, type) else getattr(value, name, None)
    said = method() if callable(method) else None
    return said if isinstance(said, kind) else None


def _compiled(tree: ast.Module | ast.Expression, cell: str) -> CodeType:
    mode = "exec" if isinstance(tree, ast.Module) else "eval"
    return compile(tree, cell, mode, dont_inherit=True)


def _explain(error: BaseException, cell: str) -> dict[str, Any]:
    """An error in the reader's terms: only frames of cells, and where it happened in this one."""
    if isinstance(error, SystemExit):
        said = f"SystemExit: {error.code if error.code is not None else 0}. The cell ended itself; Python goes on."
        return {"type": "SystemExit", "message": str(error.code), "traceback": said, "line": None}
    told = traceback.TracebackException.from_exception(error, compact=True)
    _cut(told)
    text = "".join(told.format()).rstrip("\n")
    if isinstance(error, ModuleNotFoundError):
        text += "\nPython's standard library, NumPy and this site's own package are here; nothing else is."
    lines = [frame.lineno for frame in told.stack if frame.filename == cell]
    line = lines[0] if lines else None
    if isinstance(error, SyntaxError) and error.filename == cell:
        line = error.lineno
    return {"type": type(error).__name__, "message": str(told), "traceback": text, "line": line}


def _cut(told: traceback.TracebackException) -> None:
    """Drops the frames that are not the reader's, along the chain of causes too."""
    waiting, seen = [told], set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        one.stack[:] = [frame for frame in one.stack if frame.filename in _titles]
        waiting += [cause for cause in (one.__cause__, one.__context__) if cause is not None]
        waiting += one.exceptions or []
