"""Reads what a reader types: checked token by token, parsed by `ast`, turned into a list of stack operations.

Text is never evaluated as code. Length and nesting are bounded before Python's parser sees the text, because deep input
can kill the interpreter of the page; what follows needs no recursion, so that a long sum cannot exhaust it either.
"""

from __future__ import annotations

import ast
import math
import re
from typing import Any, TypeAlias

LONGEST, DEEPEST = 1000, 64
CONSTANTS = {"pi": math.pi, "e": math.e}
VARIABLES = ("x", "y")
FUNCTIONS = ("sin", "cos", "tan", "exp", "log", "sqrt", "tanh", "sinh", "cosh", "arctan", "abs")
ALLOWED = (
    "Allowed are numbers, x, y, pi, e, the operators + - * / **, parentheses, "
    f"and the functions {', '.join(FUNCTIONS)}."
)

_TOKEN = re.compile(
    r"\s+|(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?P<name>[^\W\d]\w*)|(?P<operator>\*\*|[-+*/()])"
)
_BINARY: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}
_HINTS = {
    "^": " A power is written **.",
    "=": " Only the right-hand side of f(x, y) is wanted.",
    ",": " A decimal point is a dot; functions take one argument.",
}

Operation: TypeAlias = tuple[str, Any]
"""("number", 2.0), ("variable", "x"), ("binary", "+"), ("negate", None) or ("function", "sin")."""


def _wrong(text: str, column: int, what: str, hint: str = "") -> ValueError:
    """An error that names the token, its column (from 1) and what is allowed."""
    return ValueError(f"{what} at column {column + 1} of {text!r} cannot be read.{hint} {ALLOWED}")


def check(text: str) -> None:
    """Refuses whatever is not made of allowed tokens, too long or too deep.

    Raises:
        ValueError: names the token, its column and what is allowed.
    """
    if not isinstance(text, str):
        raise ValueError(f"Expected the text of an expression, got {type(text).__name__}. {ALLOWED}")
    if len(text) > LONGEST:
        raise ValueError(
            f"The expression has {len(text)} characters; column {LONGEST + 1} is the first too many. "
            f"At most {LONGEST} are read. {ALLOWED}"
        )
    if not text.strip():
        raise ValueError(f"The expression is empty (column 1). {ALLOWED}")
    position, depth = 0, 0
    before: re.Match[str] | None = None
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None:
            character = text[position]
            raise _wrong(text, position, repr(character), _HINTS.get(character, ""))
        word = token.group()
        if token["name"] and word not in (*CONSTANTS, *VARIABLES, *FUNCTIONS):
            raise _wrong(text, position, f"The name {word!r}")
        if token["number"] and not math.isfinite(float(word)):
            raise _wrong(text, position, f"The number {word}", " It is too large for a double.")
        if word == "(":
            depth += 1
            if depth > DEEPEST:
                raise _wrong(text, position, "'('", f" Brackets may be nested {DEEPEST} deep.")
        depth -= word == ")"
        if depth < 0:
            raise _wrong(text, position, "')'", " It closes nothing.")
        if token.lastgroup is not None:
            _neighbours(text, before, token)
            before = token
        position = token.end()
    if before is not None and before["name"] in FUNCTIONS:
        raise _wrong(text, before.start(), f"The function {before.group()!r}", " It needs an argument in parentheses.")
    if depth > 0:
        raise _wrong(text, len(text), "The end", " A parenthesis is still open.")
    if before is not None and before["operator"] not in (None, ")"):
        raise _wrong(text, len(text), "The end", f" {before.group()!r} needs something after it.")


def _neighbours(text: str, before: re.Match[str] | None, token: re.Match[str]) -> None:
    """Operands or operators side by side, a function without parenthesis: better words than Python's parser has."""
    word = token.group()
    if word in ("*", "/", "**", ")") and (before is None or before["operator"] not in (None, ")")):
        raise _wrong(text, token.start(), repr(word), " There is nothing before it.")
    if before is None:
        return
    if before["name"] in FUNCTIONS:
        if word != "(":
            raise _wrong(
                text, before.start(), f"The function {before.group()!r}", " It needs an argument in parentheses."
            )
        return
    ends = before["number"] or before["name"] or before.group() == ")"
    begins = token["number"] or token["name"] or word == "("
    if ends and begins:
        raise _wrong(text, token.start(), repr(word), f" Write a * between {before.group()!r} and {word!r}.")


def parse(text: str) -> tuple[Operation, ...]:
    """The expression as stack operations, in the order in which they are done.

    Raises:
        ValueError: names the token, its column and what is allowed.
    """
    check(text)
    # Line breaks inside an expression are blanks to a reader.
    line = re.sub(r"\s", " ", text)
    blanks = len(line) - len(line.lstrip())
    try:
        tree: ast.AST = ast.parse(line.strip(), mode="eval").body
    except (SyntaxError, ValueError) as error:
        column = blanks + max(0, (getattr(error, "offset", None) or 1) - 1)
        found = repr(text[column]) if column < len(text) else "The end"
        raise _wrong(text, min(column, len(text)), found) from None
    except (MemoryError, RecursionError):
        raise ValueError(f"The expression, from column 1 on, is nested too deeply to be read. {ALLOWED}") from None
    return _operations(tree, text, blanks)


def _operations(tree: ast.AST, text: str, blanks: int) -> tuple[Operation, ...]:
    operations: list[Operation] = []
    # Walks the tree from the right, operator before operands; read backwards that is the order of a stack machine.
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                operations.append(("number", float(value)))
            case ast.Name(id=name) if name in VARIABLES:
                operations.append(("variable", name))
            case ast.Name(id=name) if name in CONSTANTS:
                operations.append(("number", CONSTANTS[name]))
            case ast.UnaryOp(op=ast.UAdd()):
                waiting.append(node.operand)
            case ast.UnaryOp(op=ast.USub()):
                operations.append(("negate", None))
                waiting.append(node.operand)
            case ast.BinOp() if type(node.op) in _BINARY:
                operations.append(("binary", _BINARY[type(node.op)]))
                waiting += [node.left, node.right]
            case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in FUNCTIONS:
                operations.append(("function", name))
                waiting.append(argument)
            case _:
                column = blanks + getattr(node, "col_offset", 0)
                raise _wrong(
                    text, column, repr(text[column : getattr(node, "end_col_offset", column) + blanks or None])
                )
    return tuple(reversed(operations))


def latex(operations: tuple[Operation, ...]) -> str:
    """The expression in LaTeX."""
    stack: list[tuple[str, int]] = []

    def bracket(item: tuple[str, int], least: int) -> str:
        return item[0] if item[1] >= least else rf"\left({item[0]}\right)"

    for kind, what in operations:
        if kind == "number":
            name = {math.pi: r"\pi", math.e: "e"}.get(what, f"{what:.12g}")
            if "e" in name and name != "e":
                digits, exponent = name.split("e")
                name = rf"{digits} \cdot 10^{{{int(exponent)}}}"
            stack.append((name, 4))
        elif kind == "variable":
            stack.append((what, 4))
        elif kind == "negate":
            stack.append(("-" + bracket(stack.pop(), 2), 1))
        elif kind == "function":
            inner = stack.pop()[0]
            shapes = {"sqrt": r"\sqrt{%s}", "abs": r"\left|%s\right|", "exp": "e^{%s}", "log": r"\ln\left(%s\right)"}
            stack.append((shapes.get(what, rf"\{what}\left(%s\right)") % inner, 3 if what == "exp" else 4))
        else:
            right, left = stack.pop(), stack.pop()
            if what == "/":
                stack.append((rf"\frac{{{left[0]}}}{{{right[0]}}}", 3))
            elif what == "**":
                stack.append((f"{bracket(left, 4)}^{{{right[0]}}}", 3))
            elif what == "*":
                stack.append((rf"{bracket(left, 2)} \, {bracket(right, 2)}", 2))
            else:
                stack.append((f"{bracket(left, 1)} {what} {bracket(right, 2)}", 1))
    return stack[-1][0]
