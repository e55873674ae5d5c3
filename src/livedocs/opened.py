"""The page whose fences are being made: Markdown's extensions are not told. What fails in one breaks the build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar

from pymdownx.superfences import SuperFencesException

from livedocs.execute import ExecutionError

Format = Callable[..., str]
T = TypeVar("T")


class Runs(Protocol):
    """What the fences need of an executor."""

    def cell(self, page: str, codes: list[str]) -> dict[str, Any]: ...

    def exercise(self, page: str, codes: list[str], name: str, code: str, check: str) -> dict[str, Any]: ...

    def element(self, page: str, expression: str) -> str: ...


class FenceError(SuperFencesException):  # type: ignore[misc]
    """A fence that breaks the build. Superfences swallows every other exception."""


def _no_pages(target: str) -> str:
    raise FenceError(f"{page.name}: {target} cannot be linked to: there are no pages here")


@dataclass
class Opened:
    """Whose fences these are, who executes them, and how to get from there to another page."""

    by: Runs | None = None
    name: str = "page"
    link: Callable[[str], str] = _no_pages

    @property
    def executor(self) -> Runs:
        if self.by is None:
            raise FenceError("no executor: call livedocs.opened.open_page first")
        return self.by


page = Opened()


def open_page(executor: Runs, name: str, link: Callable[[str], str] = _no_pages) -> None:
    """Says whose fences come next."""
    page.by, page.name, page.link = executor, name, link


def loud(format_fence: Format) -> Format:
    """Superfences takes any other exception of a formatter for "not mine" and shows the fence as plain text."""

    @wraps(format_fence)
    def formatted(*args: Any, **options: Any) -> str:
        try:
            return format_fence(*args, **options)
        except SuperFencesException:
            raise
        except Exception as error:
            raise FenceError(f"{page.name}: {type(error).__name__}: {error}") from error

    return formatted


def answered(ask: Callable[[], T]) -> T:
    try:
        return ask()
    except ExecutionError as error:
        raise FenceError(str(error)) from error
