"""Inside one step: the lines that lit up are those of the file, the numbers are those of the step."""

from __future__ import annotations

import inspect
import sys
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path
from typing import Any, final

import numpy as np
import pytest
from numpy.typing import ArrayLike

import landscape as package
from landscape import (
    STEPPERS,
    Adam,
    Bowl,
    Expression,
    GradientDescent,
    HeavyBall,
    Himmelblau,
    Landscape,
    MonkeySaddle,
    Nesterov,
    Newton,
    Reason,
    Rosenbrock,
    Saddle,
    State,
    Stepper,
    descend,
    iterates,
)
from landscape.inside import Inside, inside
from landscape.steppers.base import by_slope, move, rest

from .under_test import METHODS, name_of

PACKAGE = Path(package.__file__).parent


def seen(f: Landscape, method: Stepper[Any], point: ArrayLike) -> Inside:
    return inside(f, method, method.init(f, point))


def same(a: Any, b: Any) -> None:
    assert type(a) is type(b)
    for field in fields(a):
        np.testing.assert_array_equal(getattr(a, field.name), getattr(b, field.name), err_msg=field.name)


def value(found: Inside, stage: str, name: str) -> Any:
    (names,) = [s.names for s in found.stages if s.name == stage]
    return dict(names)[name]


@pytest.mark.parametrize("method", [*(kind() for kind in STEPPERS.values()), *METHODS], ids=name_of)
@pytest.mark.parametrize(
    "f", [Bowl((1.0, 50.0), 0.4), Saddle(), Himmelblau(), MonkeySaddle(), Expression("log(x)*y")], ids=name_of
)
def test_a_watched_step_is_the_step_and_its_lines_are_those_of_the_file(f: Landscape, method: Stepper[Any]) -> None:
    start = np.add(f.domain, [[0.4, 0.0], [0.3, 0.0]])[:, 0]
    for state in islice(iterates(f, method, start), 4):
        found = inside(f, method, state)
        same(found.after, method.step(f, state))

        text = (PACKAGE / found.file).read_text(encoding="utf-8").splitlines()
        assert found.lines[0].startswith("def step(self, ")
        for k, line in enumerate(found.lines):
            assert text[found.first - 1 + k].split("#:")[0].strip() == line.strip()
            assert "#:" not in line
        assert text[found.first - 1 + len(found.lines) - 1].strip().startswith("return ")
        for stage in found.stages:
            mark = text[found.first - 1 + stage.line].split("#:")[1]
            assert stage.name in [name.strip() for name in mark.split(",")]
            assert stage.names, f"{stage.name} shows no number"
            for _, number in stage.names:
                assert isinstance(number, float) or (isinstance(number, np.ndarray) and number.ndim)

        # These methods are straight lines: each mark is met, in the order of the text.
        marks = [line.split("#:")[1] for line in text[found.first - 1 :] if "#:" in line]
        assert [s.name for s in found.stages] == [name.strip() for mark in marks for name in mark.split(",")]
        names = [stage.name for stage in found.stages]
        assert names[-1] == "jump" or names[-2:] == ["jump", "update"]
        np.testing.assert_array_equal(value(found, "jump", "point"), found.after.point)
        assert value(found, "jump", "reason") == found.after.reason


def test_newton_on_the_saddle_stage_by_stage() -> None:
    found = seen(Saddle(), Newton(), [1.0, 2.0])
    assert found.file == "steppers/newton.py"
    assert [stage.name for stage in found.stages] == ["gradient", "Hessian", "model", "solve", "jump"]
    assert [stage.line for stage in found.stages] == [1, 1, 2, 3, 4]
    assert [[name for name, _ in stage.names] for stage in found.stages] == [
        ["g"],
        ["h"],
        ["model"],
        ["d"],
        ["point", "reason"],
    ]
    assert value(found, "gradient", "g").tolist() == [2.0, -4.0]
    assert value(found, "Hessian", "h").tolist() == [[2.0, 0.0], [0.0, -2.0]]
    assert value(found, "model", "model").tolist() == [-1.0, -2.0]
    assert value(found, "solve", "d").tolist() == [-1.0, -2.0]
    assert value(found, "jump", "point").tolist() == [0.0, 0.0]
    assert value(found, "jump", "reason") == Reason.ASCENT


def test_momentum_and_adam_show_what_they_remember() -> None:
    f = Bowl()
    path = descend(f, HeavyBall(0.1, 0.5), [1.0, 2.0], steps=1)
    state = type(path)(path.point[1], path.reason[1], path.velocity[1])
    found = inside(f, HeavyBall(0.1, 0.5), state)
    np.testing.assert_allclose(value(found, "gradient", "g"), [1.6, 3.2], rtol=1e-15)
    np.testing.assert_allclose(value(found, "velocity", "v"), [-0.26, -0.52], rtol=1e-15)
    found = inside(f, Nesterov(0.1, 0.5), state)
    np.testing.assert_allclose(value(found, "gradient", "g"), [1.4, 2.8], rtol=1e-15)

    found = seen(f, Adam(0.1), [1.0, -2.0])
    np.testing.assert_allclose(value(found, "moments", "m"), [0.2, -0.4])
    np.testing.assert_allclose(value(found, "moments", "s"), [0.004, 0.016])
    np.testing.assert_allclose(value(found, "correction", "m_hat"), [2.0, -4.0])
    np.testing.assert_allclose(value(found, "step", "d"), [-0.1, 0.1])


@final
@dataclass(frozen=True)
class Wordy(Stepper[State]):
    """Statements over several lines, loops and branches, names that hide in comprehensions, text like a mark."""

    title = "Wordy"
    about = "A method with every kind of line."
    ends: bool = True

    def init(self, landscape: Landscape, point: ArrayLike) -> State:
        return rest(point)

    @np.errstate(all="ignore")
    def step(self, landscape: Landscape, state: State) -> State:
        note = "no #: mark"
        g = landscape.gradient(
            state.point,
        )  #: gradient
        d = (  #: step
            sum([k for k in (1.0, 2.0) if k < 1.5]) * -0.25 * g
        )
        k = 0
        while k < 3:
            k += 1  #: count
            if k == 2:
                d[0] = 0.5 * d[0]  #: halved
            elif k == 7:
                never = note  #: never
        for scale in (1.0, 0.5):  #: scale
            for _ in range(2):
                size = scale * k  #: size, words
        d, flag, word = d, k > 2, note  #: mixed
        if self.ends:
            return move(  #: jump
                landscape,
                state.point,
                d,
                by_slope(landscape, g),
            )
        raise ArithmeticError(f"{size} {flag} {word} {never}")


def test_statements_of_several_lines_loops_and_branches() -> None:
    f, method = Bowl(), Wordy()
    found = seen(f, method, [1.0, 2.0])
    same(found.after, method.step(f, method.init(f, [1.0, 2.0])))
    shown = [(stage.name, [name for name, _ in stage.names]) for stage in found.stages]
    assert shown == [
        ("gradient", ["g"]),
        ("step", ["d"]),
        ("halved", ["d"]),
        ("count", ["k"]),
        ("size", ["size"]),
        ("words", ["size"]),
        ("scale", ["scale"]),
        ("mixed", ["d"]),
        ("jump", ["point", "reason"]),
    ]
    assert value(found, "gradient", "g").tolist() == [2.0, 4.0]
    # As it was then, though the array was changed later.
    assert value(found, "step", "d").tolist() == [-0.5, -1.0]
    assert value(found, "halved", "d").tolist() == [-0.25, -1.0]
    assert value(found, "count", "k") == 3.0
    assert value(found, "size", "size") == 1.5
    assert 'note = "no #: mark"' in found.lines[1]
    source = inspect.getsource(inspect.unwrap(Wordy.step)).splitlines()[1:]
    for stage in found.stages:
        assert f"#: {stage.name}" in source[stage.line] or f", {stage.name}" in source[stage.line]
    assert found.file.endswith("test_inside.py")


def test_without_a_source_the_step_is_taken_all_the_same() -> None:
    code = (
        "class Typed(Base):\n    title, about = 'Typed', 'Typed in.'\n"
        "    def init(self, landscape, point):\n        return rest(point)\n"
        "    def step(self, landscape, state):\n"
        "        return move(landscape, state.point, state.point, state.reason)  #: jump\n"
    )
    space: dict[str, Any] = {"Base": Stepper, "rest": rest, "move": move, "__name__": "typed"}
    exec(compile(code, "<typed>", "exec"), space)
    found = seen(Bowl(), space["Typed"](), [1.0, 2.0])
    assert found.lines == found.stages == ()
    assert found.file == "typed.py"
    assert found.after.point.tolist() == [2.0, 4.0]


@pytest.mark.parametrize("ends", [True, False])
def test_the_trace_function_of_before_is_put_back(ends: bool) -> None:
    def mine(frame: Any, event: str, arg: Any) -> None:
        return None

    before = sys.gettrace()
    sys.settrace(mine)
    try:
        method = Wordy(ends)
        state = method.init(Bowl(), [1.0, 2.0])
        if ends:
            inside(Bowl(), method, state)
        else:
            with pytest.raises(UnboundLocalError):
                inside(Bowl(), method, state)
        assert sys.gettrace() is mine
    finally:
        sys.settrace(before)


@pytest.mark.parametrize("shape", [(1, 2), (3, 2), (0, 2)])
def test_one_point_at_a_time(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="expected a single point of shape"):
        seen(Rosenbrock(), GradientDescent(), np.zeros(shape))
