"""The browser suite, test by test. What is tested stands in `suite/*.mjs`, once for all engines and kinds of site."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from .suites import HERE, ROOT, Case, Verdicts

# Which engine visits which kind of site (conftest.py has a fixture of each name), and which suites are run there.
VISITS = {
    ("chromium", "hosted"): None,
    # Explorer and exercises are the same code wherever their page lies; how Python and the scripts come to it is not.
    ("chromium", "offline"): {
        "cells.mjs",
        "claims.mjs",
        "explorer.mjs",
        "jacobian.mjs",
        "package.mjs",
        "pages.mjs",
        "start.mjs",
        "surface.mjs",
        "take.mjs",
    },
    ("chromium", "flat"): {"pages.mjs"},
    ("chromium", "single"): {"explorer.mjs", "package.mjs", "take.mjs"},
    ("firefox", "hosted"): None,
    ("firefox", "offline"): {"cells.mjs", "explorer.mjs", "package.mjs", "pages.mjs", "start.mjs", "take.mjs"},
    ("firefox", "single"): {"package.mjs", "take.mjs"},
}


def listed() -> list[dict[str, Any]]:
    command = ["node", str(HERE / "run.mjs"), "--list"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def cases() -> Iterator[Any]:
    tests = listed()
    for (engine, kind), files in VISITS.items():
        for test in tests:
            if (files is None or test["file"] in files) and (
                test["only"] is None or {engine, kind, f"{engine} {kind}"} & set(test["only"])
            ):
                name = f"{engine}, {kind}, {test['file'][:-4]}: {test['name']}"
                yield pytest.param(Case(engine, kind, test["file"], test["name"]), id=name)


@pytest.mark.browser
@pytest.mark.parametrize("case", list(cases()))
def test_in_browser(case: Case, verdicts: Verdicts) -> None:
    verdict = verdicts.found[case].result()
    if not verdict["ok"]:
        pytest.fail(verdict["error"], pytrace=False)
