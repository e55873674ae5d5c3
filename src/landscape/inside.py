"""What happens inside one step: the lines of the method's own code, and the numbers that each of them gave."""

from __future__ import annotations

import ast
import inspect
import io
import sys
import textwrap
import tokenize
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from types import FrameType
from typing import Any, final

import numpy as np

from landscape._arrays import Array
from landscape.curvature import Model
from landscape.landscapes.base import Landscape
from landscape.steppers.base import State, Stepper

MARK = "#:"
"""Begins the comment behind a line of `step` that names what the line computes."""
LETTERS = {"gradient": "g", "Hessian": "h"}
"""Where a line gives several things at once, the variable that holds the one that a stage is about."""
JUMP = "jump"
"""The stage that gives the new point and the reason; a method may update its memory afterwards."""

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SCOPES = (*_DEFINITIONS, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@final
@dataclass(frozen=True)
class Stage:
    """A marked line that ran: its index in the listing, what it computes, and each name with its value."""

    line: int
    name: str
    names: tuple[tuple[str, Array | float], ...]


@final
@dataclass(frozen=True)
class Inside:
    """One step, seen from inside.

    `file` is the path within the package, `first` the number in that file of the first of the `lines`, which are those
    of `step` from its `def` on, without indentation and marks. Without a source there are no lines and no stages.
    """

    file: str
    first: int
    lines: tuple[str, ...]
    stages: tuple[Stage, ...]
    after: State


@final
@dataclass(frozen=True)
class _Listing:
    """The source of a step: its lines, the statement that each belongs to, and the marks, all by index."""

    first: int
    lines: tuple[str, ...]
    statements: Mapping[int, ast.stmt]
    marks: Mapping[int, tuple[str, ...]]


def inside(landscape: Landscape, stepper: Stepper[Any], state: State) -> Inside:
    """Takes one real step of a single point and watches it line by line.

    Args:
        landscape: the landscape.
        stepper: the method.
        state: where it is, with a point of shape (2,).

    >>> from landscape import Newton, Saddle
    >>> seen = inside(Saddle(), Newton(), Newton().init(Saddle(), [1.0, 2.0]))
    >>> [stage.name for stage in seen.stages]
    ['gradient', 'Hessian', 'model', 'solve', 'jump']
    >>> seen.lines[seen.stages[3].line].strip(), seen.stages[3].names
    ('d = model.newton', (('d', array([-1., -2.])),))

    Raises:
        ValueError: the state is not that of a single point.
    """
    if np.shape(state.point) != (2,):
        raise ValueError(f"state: expected a single point of shape (2,), got shape {np.shape(state.point)}")
    function = inspect.unwrap(type(stepper).step)
    listing = _listing(function)
    after, ran = _watched(lambda: stepper.step(landscape, state), function, listing)
    stages = [
        Stage(line, name, _reported(name, listing.statements[line], values, after))
        for line, values in ran.items()
        for name in listing.marks[line]
    ]
    return Inside(_file(function), listing.first, listing.lines, tuple(stages), after)


def _watched(
    step: Callable[[], State], function: Callable[..., Any], listing: _Listing
) -> tuple[State, dict[int, dict[str, Any]]]:
    """Calls a step; also the variables after each marked line that ran, in the order of their last run."""
    ran: dict[int, dict[str, Any]] = {}
    running: ast.stmt | None = None

    def each_line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal running
        # An event comes before its line runs. A statement has ended when another one begins, or the function ends.
        statement = listing.statements.get(frame.f_lineno - listing.first) if event == "line" else None
        if event in ("line", "return") and statement is not running:
            for line in [line for line in listing.marks if listing.statements[line] is running]:
                ran.pop(line, None)
                ran[line] = {k: np.copy(v) if isinstance(v, np.ndarray) else v for k, v in frame.f_locals.items()}
            running = statement
        return each_line

    def each_call(frame: FrameType, event: str, _: Any) -> Any:
        return each_line if frame.f_code is getattr(function, "__code__", None) else None

    former = sys.gettrace()
    sys.settrace(each_call)
    try:
        after = step()
    finally:
        sys.settrace(former)
    return after, ran


def _reported(
    stage: str, statement: ast.stmt, values: Mapping[str, Any], after: State
) -> tuple[tuple[str, Array | float], ...]:
    """What a reader sees of a stage: the variables that its line gave a value, or the state that it returned."""
    if isinstance(statement, ast.Return) and stage != JUMP:
        memory = [field.name for field in fields(after) if field.name not in ("point", "reason")]
        return tuple(pair for name in memory for pair in _shown(name, getattr(after, name)))
    if isinstance(statement, ast.Return):
        return tuple(_shown("after", after))
    names = list(dict.fromkeys(name for name in _assigned(statement) if name in values))
    if LETTERS.get(stage) in names:
        names = [LETTERS[stage]]
    return tuple(pair for name in names for pair in _shown(name, values[name]))


def _shown(name: str, value: Any) -> Iterator[tuple[str, Array | float]]:
    """A variable as arrays and numbers, a model as its Newton step; of yes and no, and of the rest, nothing."""
    if isinstance(value, Model):
        yield "model", value.newton
    elif isinstance(value, State):
        yield "point", np.array(value.point)
        yield "reason", float(value.reason)
    elif isinstance(value, (int, float, np.ndarray, np.number)) and not isinstance(value, bool):
        array = np.asarray(value)
        if np.issubdtype(array.dtype, np.number):
            yield name, array if array.ndim else float(array)


def _assigned(statement: ast.stmt) -> Iterator[str]:
    """The variables that a statement gives a value, or a new entry, in the order of the text."""
    parts = _header(statement)
    while parts:
        node = parts.pop(0)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, ast.Store):
            base: ast.expr = node
            while isinstance(base, (ast.Subscript, ast.Attribute)):
                base = base.value
            if isinstance(base, ast.Name):
                yield base.id
        elif not isinstance(node, _SCOPES):
            parts = [*ast.iter_child_nodes(node), *parts]


def _header(statement: ast.stmt) -> list[ast.AST]:
    """The parts of a statement that are not statements again."""
    inner = (ast.stmt, ast.ExceptHandler, ast.match_case)
    return [node for node in ast.iter_child_nodes(statement) if not isinstance(node, inner)]


def _file(function: Callable[..., Any]) -> str:
    """landscape.steppers.newton as steppers/newton.py; of a method defined elsewhere, the name of its module."""
    return str(getattr(function, "__module__", "")).removeprefix("landscape.").replace(".", "/") + ".py"


@lru_cache(maxsize=64)
def _listing(function: Callable[..., Any]) -> _Listing:
    try:
        raw, first = inspect.getsourcelines(function)
        text = textwrap.dedent("".join(raw))
        tree = next(node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef))
        comments = [t for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.type == tokenize.COMMENT]
    except (OSError, TypeError, ValueError, SyntaxError, StopIteration, tokenize.TokenError):
        # No source: a method typed in where none is kept, or a package without its .py files.
        return _Listing(getattr(getattr(function, "__code__", None), "co_firstlineno", 0), (), {}, {})
    top = tree.lineno  # the line of `def`, below the decorators
    statements = {line - top: statement for line, statement in _lines_of(tree.body)}
    lines, marks = text.splitlines(), {}
    for comment in comments:
        row, column = comment.start
        if comment.string.startswith(MARK):
            lines[row - 1] = lines[row - 1][:column].rstrip()
            if row - top in statements:
                marks[row - top] = tuple(name.strip() for name in comment.string.removeprefix(MARK).split(","))
    return _Listing(first + top - 1, tuple(lines[top - 1 :]), statements, marks)


def _lines_of(body: list[ast.stmt]) -> Iterator[tuple[int, ast.stmt]]:
    """Line numbers with the innermost statement that each belongs to."""
    for statement in body:
        for line in range(statement.lineno, (statement.end_lineno or statement.lineno) + 1):
            yield line, statement
        if not isinstance(statement, _DEFINITIONS):
            blocks = [getattr(statement, name, []) for name in ("body", "orelse", "finalbody")]
            handlers = [part.body for part in [*getattr(statement, "handlers", []), *getattr(statement, "cases", [])]]
            for block in blocks + handlers:
                yield from _lines_of(block)
