"""The reference's reading of docstrings: examples become highlighted code, a source a line of its own, names lead on.

Docstrings are written for people who read them in a terminal, with bare `>>>` lines as doctest wants them. Markdown
would take these for quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from griffe import Extension, Module, Object

_EXAMPLE = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)
_SOURCE = re.compile(r"^Source: .*(?:\n.+)*", re.MULTILINE)
_NAME = re.compile(r"^>>>.*|^```.*?^```|`([A-Za-z_][\w.]*)`", re.MULTILINE | re.DOTALL)


def readable(text: str, package: str = "", names: frozenset[str] = frozenset()) -> str:
    """A docstring as Markdown, in which the package's names are links, where there is a place to go to."""

    def linked(match: re.Match[str]) -> str:
        name = match[1] or ""
        if name.split(".")[0] not in names:
            return match[0]
        return f'<autoref identifier="{package}.{name}" optional><code>{name}</code></autoref>'

    text = _EXAMPLE.sub(r"```pycon\n\g<0>\n```", text)
    text = _SOURCE.sub(r"\g<0>\n{ .doc-source }", text)
    return _NAME.sub(linked, text)


def objects(within: Object) -> Iterator[Object]:
    """An object and all that is defined in it."""
    yield within
    for member in within.members.values():
        if not member.is_alias:
            yield from objects(member)  # type: ignore[arg-type]


class Readable(Extension):
    """What mkdocs.yml names."""

    def on_package(self, *, pkg: Module, **_: Any) -> None:
        for item in objects(pkg):
            if item.docstring is not None:
                # A part of the package that has public names of its own uses these first.
                part = pkg.members.get(item.canonical_path.split(".")[1]) if "." in item.canonical_path else None
                where = part if isinstance(part, Module) and part.name in ("autodiff", "maps", "pictures") else pkg
                names = frozenset(str(name) for name in (where.exports or ()))
                item.docstring.value = readable(item.docstring.value, where.path, names)
