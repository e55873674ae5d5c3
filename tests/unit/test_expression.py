"""What a reader may type, what is refused and how, and that no text hangs or kills the interpreter."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

from landscape import Expression
from landscape.landscapes.grammar import FUNCTIONS

P = np.array([[0.7, 0.4], [1.3, 0.2]])


@pytest.mark.parametrize(
    "text",
    [
        "x**2 - y**2",
        "-x**2",
        "2**-x + (+y)",
        "x**y",
        "pi*x - e*y",
        " ( x + y ) / 3.5e-1 ",
        "x**2**y",
        "1 - 2 - 3*x/4/y",
        *(f"{name}(x*y)" for name in FUNCTIONS),
    ],
)
def test_values_are_those_of_python(text: str) -> None:
    names = {name: getattr(np, name) for name in FUNCTIONS} | {"pi": np.pi, "e": np.e, "x": P[:, 0], "y": P[:, 1]}
    np.testing.assert_allclose(Expression(text).value(P), eval(text, {"__builtins__": {}}, names), rtol=1e-14)


@pytest.mark.parametrize(
    ("text", "token", "column"),
    [
        ("x + z", "'z'", 5),
        ("x ^ 2", "'^'", 3),
        ("2 x", "'x'", 3),
        ("x; y", "';'", 2),
        ("x.real", "'.'", 2),
        ("x == y", "'='", 3),
        ("__import__('os')", "'__import__'", 1),
        ("exec(x)", "'exec'", 1),
        ("sin", "'sin'", 1),
        ("sin x", "'sin'", 1),
        ("sin(x, y)", "','", 6),
        ("(x", "end", 3),
        ("x)", "')'", 2),
        ("x +", "end", 4),
        ("x y", "'y'", 3),
        ("lambda: x", "'lambda'", 1),
        ("[x for x in y]", "'['", 1),
        ("x if y else 1", "'if'", 3),
        ("'x'", '"\'"', 1),
        ("0x10", "'x10'", 2),
        ("1_000", "'_000'", 2),
        ("1j*x", "'j'", 2),
        ("x\x00", "'\\x00'", 2),
        ("٣*x", "'٣'", 1),
        ("x @ y", "'@'", 3),
        ("x // y", "'/'", 4),
        ("* x", "'*'", 1),
        ("()", "')'", 2),
        ("x +* y", "'*'", 4),
        ("True", "'True'", 1),
        ("1e999*x", "1e999", 1),
    ],
)
def test_a_refusal_names_the_token_its_column_and_what_is_allowed(text: str, token: str, column: int) -> None:
    with pytest.raises(ValueError, match="Allowed are numbers, x, y, pi, e") as refused:
        Expression(text)
    message = str(refused.value)
    assert token in message
    assert f"column {column} " in message, message


@pytest.mark.parametrize("text", ["", "   ", "\n", "+".join(["x"] * 600), "(" * 65 + "x" + ")" * 65, "x" * 1001])
def test_what_is_empty_too_long_or_too_deep_is_refused_before_parsing(text: str) -> None:
    with pytest.raises(ValueError, match=r"Allowed are|At most"):
        Expression(text)


@pytest.mark.parametrize("what", [None, 3, b"x", ["x"]])
def test_what_is_no_text_is_refused(what: Any) -> None:
    with pytest.raises(ValueError, match="Expected the text"):
        Expression(what)


def test_as_deep_and_as_long_as_is_promised() -> None:
    assert Expression("(" * 64 + "x" + ")" * 64).value([2.0, 0.0]) == 2.0
    longest = "+".join(["x"] * 500) + "+"
    assert len(longest) == 1000
    assert Expression(longest[:-1]).value([1.0, 0.0]) == 500.0
    assert Expression("-" * 999 + "x").value([1.0, 0.0]) == -1.0
    assert Expression("-" * 900 + "x").hessian([1.0, 0.0]).tolist() == [[0.0, 0.0], [0.0, 0.0]]


# Each of these has hung or killed a parser somewhere. A process of its own, so that a crash is a failure and no crash.
HOSTILE = [
    "9**9**9**9",
    "9**9**9**9*x",
    "x**9**9**9",
    "(" * 5000 + "x",
    "x+" * 50_000 + "x",
    "-" * 100_000 + "x",
    "**".join(["x"] * 300),
    "sin(" * 60 + "x" + ")" * 60,
    "1e308*1e308*x",
    "x" * 10_000_000,
]


def test_no_input_hangs_or_kills_the_interpreter() -> None:
    program = (
        "import sys, json\nfrom landscape import Expression\n"
        "for text in json.load(sys.stdin):\n"
        "    try:\n        f = Expression(text)\n        f.value([1.1, 0.9]), f.hessian([1.1, 0.9])\n"
        "    except ValueError as error:\n        assert str(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(HOSTILE), text=True, capture_output=True, timeout=60
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize(
    ("text", "point"), [("log(x)", [-1.0, 0.0]), ("sqrt(x)", [-1.0, 0.0]), ("1/x", [0.0, 0.0]), ("abs(x)", [0.0, 0.0])]
)
def test_outside_the_domain_and_at_kinks_there_are_no_derivatives(text: str, point: list[float]) -> None:
    assert not np.isfinite(Expression(text).gradient(point)).all()


@pytest.mark.parametrize(
    "domain", [((0, 0), (0, 1)), ((1, 0), (0, 1)), ((0, float("inf")), (0, 1)), (0, 1), "ab", None]
)
def test_a_domain_must_be_a_window(domain: Any) -> None:
    with pytest.raises(ValueError, match="domain: expected"):
        Expression("x", domain=domain)
