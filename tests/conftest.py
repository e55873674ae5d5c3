"""The site that the tests read and visit, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from .building import ROOT, built


@pytest.fixture(scope="session")
def site() -> Path:
    """The site, built strictly as a reader will get it, the offline one with it."""
    built("make", "site")
    return ROOT / "site"
