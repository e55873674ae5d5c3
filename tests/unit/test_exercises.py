"""Every exercise of the book: its check fails on the code that is given and passes on the solution."""

from __future__ import annotations

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


@pytest.mark.parametrize(("page", "above", "exercise"), FOUND)
def test_the_check_fails_on_the_given_code_and_passes_on_the_solution(
    page: Path, above: list[str], exercise: Exercise
) -> None:
    key = f"exercises of {name(page)}"
    cellrunner.forget(key)
    for index, code in enumerate(above):
        cellrunner.run(key, title(index), code, lambda _stream, _text: None)

    def checked(code: str) -> tuple[object, bool, str]:
        result = cellrunner.run(key, "Exercise", code, lambda _stream, _text: None, exercise.check)
        return result["error"], result["passed"], result["verdict"]

    error, passed, verdict = checked(exercise.code)
    assert error is None
    assert not passed
    # The reader is told what is missing, not only that something is.
    assert len(verdict) > 20
    assert "cannot be checked" not in verdict
    assert checked(exercise.solution) == (None, True, "")
    # Nothing at all is no solution either.
    assert not checked("")[1]
    cellrunner.forget(key)


@pytest.mark.parametrize("page", CHAPTERS, ids=lambda page: page.stem)
def test_each_chapter_has_at_least_two(page: Path) -> None:
    assert len(exercises(page)) >= 2
