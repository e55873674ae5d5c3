"""The browser suite, test by test. What is tested stands in `suite/*.mjs`, once for all engines."""

from __future__ import annotations

import json
import subprocess

import pytest

from .conftest import HERE, ROOT, Suite, install

ENGINES = ["chromium"]


def listed() -> list[tuple[str, str]]:
    done = subprocess.run(
        ["node", str(HERE / "run.mjs"), "--list"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [(test["file"], test["name"]) for test in json.loads(done.stdout)]


@pytest.mark.browser
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("file", "name"), [pytest.param(*test, id=f"{test[0][:-4]}: {test[1]}") for test in listed()])
def test_in_browser(engine: str, file: str, name: str, base: str, suites: dict[str, Suite]) -> None:
    install(engine)
    suite = suites.get(engine)
    if suite is None or suite.process.poll() is not None:
        suite = suites[engine] = Suite(engine, base)
    verdict = suite.run(file, name)
    if not verdict["ok"]:
        pytest.fail(verdict["error"], pytrace=False)
