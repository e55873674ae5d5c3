"""Every exercise of the book: its check fails on the code that is given and passes on the solution."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from livedocs import cellrunner
from livedocs.cells import Exercise
from livedocs.execute import title

from .book import CHAPTERS, PAGES, exercises, name

FOUND = [
    pytest.param(page, above, exercise, id=f"{name(page)}, exercise {k}")
    for page in PAGES
    for k, (above, exercise) in enumerate(exercises(page), 1)
]


Judge = Callable[[Exercise, str], tuple[object, bool, str]]


def judge_of(page: Path, above: list[str]) -> Judge:
    """What a check says of an answer, after the cells above it."""
    key = f"exercises of {name(page)}"
    cellrunner.forget(key)
    for index, code in enumerate(above):
        cellrunner.run(key, title(index), code, lambda _stream, _text: None)

    def judged(exercise: Exercise, code: str) -> tuple[object, bool, str]:
        result = cellrunner.run(key, "Exercise", code, lambda _stream, _text: None, exercise.check)
        return result["error"], result["passed"], result["verdict"]

    return judged


@pytest.mark.parametrize(("page", "above", "exercise"), FOUND)
def test_the_check_fails_on_the_given_code_and_passes_on_the_solution(
    page: Path, above: list[str], exercise: Exercise
) -> None:
    judged = judge_of(page, above)
    error, passed, verdict = judged(exercise, exercise.code)
    assert error is None
    assert not passed
    # The reader is told what is missing, not only that something is.
    assert len(verdict) > 20
    assert "cannot be checked" not in verdict
    assert "Your code fails" not in verdict
    assert judged(exercise, exercise.solution) == (None, True, "")
    # Nothing at all is no solution either.
    assert not judged(exercise, "")[1]


# Answers that readers gave: some look right and are not (with words of the verdict), some are right in another way.
BOWL = "from landscape import Quadratic\n"
SADDLE = "f = Himmelblau()\nw = np.array(f.stationary_points[5].point)\n"
ANSWERS = [
    ("gradient", 3, BOWL + "rate = 1e-12", "Look for the other rate"),
    ("gradient", 3, BOWL + "rate = 202 / 1001", None),
    ("gradient", 2, "d = np.array([0.6, 0.8])", "Scale it"),
    ("gradient", 1, "def feel(f, x, y, h=6e-6):\n    return [(f(x + h, y) - f(x - h, y)) / (2 * h), 0.0]", "is off by"),
    (
        "hessian",
        1,
        "def kind(H):\n    low, high = np.linalg.eigvalsh(H)\n    return 'minimum' if low > 0 else 'maximum'",
        "you say",
    ),
    ("hessian", 2, SADDLE + "d = -eigenpairs(f.hessian(w))[1][:, 0]", None),
    ("hessian", 2, SADDLE + "d = eigenpairs(f.hessian(w))[1][:, 1]", "rises both ways"),
    ("newton", 1, "def step(f, w):\n    return w - 0.1 * f.gradient(w)", "20 steps get down to"),
    (
        "newton",
        2,
        "def length(f, w, d):\n    t = 1.0\n    while f.value(w + t * d) > f.value(w):\n        t /= 2\n    return t",
        "less than Armijo's rule",
    ),
    ("hardware", 2, "def product(w, v):\n    return 1j * v", "is off by"),
]


@pytest.mark.parametrize(("chapter", "number", "code", "said"), ANSWERS)
def test_a_check_takes_what_is_right_and_nothing_else(chapter: str, number: int, code: str, said: str | None) -> None:
    page = next(page for page in CHAPTERS if page.stem == chapter)
    above, exercise = exercises(page)[number - 1]
    _, passed, verdict = judge_of(page, above)(exercise, code)
    assert (passed, verdict) == (True, "") if said is None else not passed and said in verdict, verdict


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: page.stem)
def test_each_chapter_has_at_least_two(page: Path) -> None:
    assert len(exercises(page)) >= 2
