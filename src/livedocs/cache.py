"""Where downloads and computed outputs are kept between builds: outside the tree, safe to delete."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path


def folder(*parts: str) -> Path:
    """The cache folder of one purpose, made if it is missing. `LANDSCAPE_CACHE` moves all of them."""
    named = os.environ.get("LANDSCAPE_CACHE")
    base = Path(named) if named else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "landscape"
    path = base.joinpath(*parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write(path: Path, content: bytes) -> None:
    """Writes a whole file or none: a build that is interrupted, or two at once, leave no half of it behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
