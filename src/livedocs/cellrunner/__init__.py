"""Runs one cell of a page: the same files at build time under Node, live in the worker, and natively in the tests.

Standard library only. What a cell prints, its last value and its error become one text, the same everywhere. A value
that can show itself as HTML or SVG, by the names that Jupyter knows, is shown so in place of its repr.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import json
import linecache
import sys
import traceback
from collections.abc import Iterator
from types import CodeType
from typing import Any

from livedocs.cellrunner.lending import lent
from livedocs.cellrunner.outputs import LIMIT, Output, Stream, Write

__all__ = ["LIMIT", "forget", "run"]

_namespaces: dict[str, dict[str, Any]] = {}
_titles: set[str] = set()
"""The cells' file names: whatever else stands in a traceback is not the reader's."""


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
    with lent(shared) as namespace:
        result = _run(cell, code, write, namespace)
        passed, verdict = (False, "") if result["error"] else _checked(check, cell, namespace)
    return result | {"passed": passed, "verdict": verdict}


def _run(cell: str, code: str, write: Write, namespace: dict[str, Any]) -> dict[str, Any]:
    output = Output(write)
    stdout = Stream("stdout", output)
    stderr = Stream("stderr", output, stdout)
    stdout._other = stderr
    shown: dict[str, str | None] = {"value": None, "html": None, "element": None}
    error: dict[str, Any] | None = None
    # Where Python remembers of which line it has warned: each run warns anew.
    namespace.pop("__warningregistry__", None)
    try:
        with _stage(stdout, stderr, cell, code):
            shown |= _execute(cell, code, namespace)
    except BaseException as caught:
        stdout.flush()
        stderr.flush()
        error = _explain(caught, cell)
        output.add_block("stderr", error["traceback"] + "\n")
    else:
        stdout.flush()
        stderr.flush()
        if shown["value"] is not None and shown["html"] is None:
            output.add_block("stdout", shown["value"] + "\n")
    return {"text": output.text, **shown, "error": error}


def _checked(check: str, cell: str, namespace: dict[str, Any]) -> tuple[bool, str]:
    """Whether the reader's code does what an exercise asks for, and else what is missing, in words."""
    unheard = Output(lambda _stream, _text: None)
    stdout, stderr = Stream("stdout", unheard), Stream("stderr", unheard)
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


@contextlib.contextmanager
def _stage(stdout: Stream, stderr: Stream, cell: str, code: str) -> Iterator[None]:
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
