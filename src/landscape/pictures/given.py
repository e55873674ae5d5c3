"""What a picture is asked of is a thing that was made, not its name or its class."""

from __future__ import annotations

from typing import Any


def made(given: Any, kind: type, name: str, example: str) -> None:
    """Refuses what is of another kind.

    Args:
        given: what came.
        kind: what it should be one of.
        name: of the argument.
        example: one of its kind, as it is written.

    >>> made("Saddle", str, "landscape", "Saddle()")

    Raises:
        ValueError: it is not; the message says what to write.
    """
    if isinstance(given, kind):
        return
    what = name.replace("_", " ")
    if isinstance(given, type) and issubclass(given, kind):
        raise ValueError(f"{name}: expected a {what}, got its class; write {given.__name__}()")
    raise ValueError(f"{name}: expected a {what} such as {example}, got {given!r:.60}")
