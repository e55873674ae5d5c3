"""Tests that need PyTorch: run when `make test TORCH=1` asks for them, else skipped with a word on it."""

from __future__ import annotations

import contextlib
import io
import os
import warnings
from typing import Any

import pytest

with_pytorch = pytest.mark.skipif(
    not os.environ.get("TORCH"), reason="not run: it needs PyTorch, which `make test TORCH=1` installs and asks for"
)


def run(code: str, namespace: dict[str, Any]) -> str:
    """What a program prints. PyTorch warns of itself, and here a warning would be an error."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(code, "autograd.py", "exec"), namespace)
    return said.getvalue()
