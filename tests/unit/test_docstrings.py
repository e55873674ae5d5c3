"""Printed numbers in the docstrings are what the code prints."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import landscape

MODULES = ["landscape", *(found.name for found in pkgutil.walk_packages(landscape.__path__, "landscape."))]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0


def test_every_public_name_says_what_it_is() -> None:
    for name in landscape.__all__:
        item = getattr(landscape, name)
        assert isinstance(item, dict) or (item.__doc__ or "").strip(), name
