"""An exercise in the runner: its check, and the page that it leaves as it was."""

from __future__ import annotations

from typing import Any

import pytest

from livedocs.cellrunner import run

from .running import cell

pytestmark = pytest.mark.usefixtures("fresh_pages")


def exercise(code: str, check: str) -> dict[str, Any]:
    return run("p", "Exercise 1", code, lambda stream, text: None, check)


def test_an_exercise_is_checked_and_sees_the_cells_and_keeps_to_itself() -> None:
    cell("base = 2")
    check = "assert answer == base, f'{answer} is not {base}'"
    assert {k: exercise("answer = 2", check)[k] for k in ("passed", "verdict")} == {"passed": True, "verdict": ""}
    assert exercise("answer = 3; base = 2", check)["verdict"] == "3 is not 2"
    assert cell("answer")["error"]["type"] == "NameError"
    exercise("base = 7\nanswer = 7", check)
    assert cell("base")["text"] == "2"
    assert cell("base")["passed"] is None


HELD = """
import numpy as np
from collections import Counter, OrderedDict
L, D, S, A, Z = [[1]], {"a": [1]}, {1}, np.zeros(2), np.array(5.0)
C, O = Counter("aab"), OrderedDict(x=1, y=2)
same, pair = L, (L, [0])
class Box:
    def __init__(self):
        self.inside = [1]
box = Box()
def fill(): L.append("filled")
def lose():
    global D
    D = None
"""


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ("L.append(1)", "L"),
        ("L[0].append(1)", "L"),
        ("L.clear()", "L"),
        ("D['b'] = 2; del D['a']", "D"),
        ("D['a'] += [2]", "D"),
        ("S.add(2)", "S"),
        ("A += 1", "A"),
        ("A[:] = 7; L = 3", "A, L"),
        ("Z[...] = 6", "Z"),
        ("C.update('b'); O.pop('x'); O['z'] = 3", "C, list(O.items())"),
        ("pair[1].append(1)", "pair"),
        ("box.inside.append(2); box.more = 1", "vars(box)"),
        ("fill()", "L"),
        ("L.append(1); 1 / 0", "L"),
    ],
)
def test_what_an_exercise_changes_in_the_pages_values_is_put_back(change: str, name: str) -> None:
    cell(HELD)
    before = cell(name)["text"]
    seen = exercise(f"{change}\nprint({name})", "fill()")
    assert (seen["error"] or {"type": None})["type"] == ("ZeroDivisionError" if "1 / 0" in change else None)
    assert seen["text"] != before
    assert cell(name)["text"] == before
    assert cell("L is same and pair[0] is L")["text"] == "True"


def test_an_exercise_sees_the_pages_values_as_they_hang_together() -> None:
    cell(HELD)
    seen = exercise("L.append(2); fill()", "assert same is L and pair[0] is L and L == [[1], 2, 'filled'], L")
    assert seen["verdict"] == ""
    assert seen["passed"]
    assert exercise("lose()", "")["error"] is None
    assert cell("D")["text"] == "{'a': [1]}"


def test_values_that_cannot_be_put_back_disturb_nothing() -> None:
    cell("import numpy as np, sys\nA = np.zeros(2)\nA.flags.writeable = False\nendless = [0]\nendless.append(endless)")
    cell("class Closed:\n    __slots__ = ('x',)\nclosed, count = Closed(), iter([1, 2])")
    assert exercise("closed.x = len(endless)", "assert closed.x == 2")["passed"]
    assert cell("len(endless), A.tolist(), next(count)")["text"] == "(2, [0.0, 0.0], 1)"


@pytest.mark.parametrize(
    ("code", "check", "verdict"),
    [
        (
            "def f(x):\n    return rte * x",
            "assert f(2) == 4",
            "Your code fails at line 2 when it is checked: NameError: name 'rte' is not defined",
        ),
        (
            "def f(x): return x / 0",
            "assert f(2) == 4",
            "Your code fails at line 1 when it is checked: ZeroDivisionError: division by zero",
        ),
        (
            "def f(x):\n    assert x > 3, 'mine'",
            "f(2)",
            "Your code fails at line 2 when it is checked: AssertionError: mine",
        ),
        ("def f(x): assert x > 3", "f(2)", "Your code fails at line 1 when it is checked: AssertionError"),
        # In a library that the reader calls, and in a cell above.
        ("import json\ndef f(x): return json.loads(x)", "f('{')", "Your code fails at line 2 when it is checked: JSON"),
        ("def f(x): return half(x)", "f(2)", "Your code fails at line 1 when it is checked: ZeroDivisionError"),
        # The check itself, also when the reader's code calls it back, and what the check calls of the cells above.
        ("def f(call): call()", "def no(): assert False, 'asked too often'\nf(no)", "asked too often"),
        ("x = 1", "half(1)", "What is there cannot be checked: ZeroDivisionError: division by zero"),
        (
            "def f(): pass",
            "f(2)",
            "What is there cannot be checked: TypeError: f() takes 0 positional arguments but 1 ",
        ),
        ("x = 1", "raise NameError('who')", "What is there cannot be checked: NameError: who"),
        (
            "class E(Exception):\n    def __str__(self): raise ValueError\n",
            "raise E",
            "What is there cannot be checked: E",
        ),
    ],
)
def test_a_verdict_says_whose_code_failed(code: str, check: str, verdict: str) -> None:
    cell("def half(n):\n    return n / 0")
    result = exercise(code, check)
    assert (result["error"], result["passed"]) == (None, False)
    assert result["verdict"].startswith(verdict)


def test_a_check_that_cannot_be_made_says_why() -> None:
    assert "'answer' is needed" in exercise("", "assert answer == 2")["verdict"]
    assert "ZeroDivisionError" in exercise("n = 0", "1 / n")["verdict"]
    assert exercise("x = 1", "assert x == 2")["verdict"] == "That is not it yet."
    failed = exercise("1 / 0", "pass")
    assert (failed["passed"], failed["verdict"], failed["error"]["type"]) == (False, "", "ZeroDivisionError")
    assert exercise("x = 1", "print('unheard')\nassert x == 1")["text"] == ""
