"""What unit tests of several files need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from livedocs.cellrunner import forget


@pytest.fixture
def fresh_pages() -> Iterator[None]:
    """Pages "p" and "q" of the cells' runner are forgotten afterwards."""
    yield
    for page in ("p", "q"):
        forget(page)
