"""What a cell writes: in order, as it comes, and up to a limit."""

from __future__ import annotations

import io
from collections.abc import Callable

LIMIT = 100_000
"""Characters kept of what one cell prints, and of its last value or its error."""
Write = Callable[[str, str], object]


class Output:
    """What the cell wrote, in order; passed on as it comes and kept up to the limit."""

    def __init__(self, write: Write) -> None:
        self.pieces: list[str] = []
        self.size = 0
        self.full = False
        self._write = write

    def add(self, stream: str, text: str) -> None:
        if self.full or not text:
            return
        if self.size + len(text) > LIMIT:
            text = (
                text[: LIMIT - self.size]
                + f"\n[The output is longer than {LIMIT:,} characters; the rest is not shown.]\n"
            )
            self.full = True
        self.size += len(text)
        self.pieces.append(text)
        self._write(stream, text)

    def add_block(self, stream: str, text: str) -> None:
        """Adds text that begins on a line of its own, and is heard however much came before it."""
        self.full, self.size = False, 0
        last = next((piece for piece in reversed(self.pieces) if piece), "\n")
        self.add(stream, text if last.endswith("\n") else "\n" + text)

    @property
    def text(self) -> str:
        return "".join(self.pieces).rstrip("\n")


class Stream(io.TextIOBase):
    """Stands in for stdout or stderr; gathers a little, because `print` writes each word on its own."""

    def __init__(self, name: str, output: Output, other: Stream | None = None) -> None:
        self.name = name
        self._output = output
        self._waiting: list[str] = []
        self._other = other

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._other is not None:
            self._other.flush()
        self._waiting.append(text)
        if "\n" in text or len(self._waiting) > 200:
            self.flush()
        return len(text)

    def flush(self) -> None:
        if self._waiting:
            text, self._waiting = "".join(self._waiting), []
            self._output.add(self.name, text)
