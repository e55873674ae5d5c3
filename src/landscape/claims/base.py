"""A claim: a sentence whose numbers a reader can drag, and whose results follow from them by pure functions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import product
from string import Formatter

from landscape.claims.draggable import Draggable
from landscape.presets import Preset

_ITALIC = re.compile(r"\*([^*]+)\*")


@dataclass(frozen=True)
class Claim:
    """A sentence with numbers to drag and results that follow from them.

    Args:
        name: its key.
        label: what it is about, in a few words.
        numbers: the draggable ones.
        sentence: a template with `{key}` for each number and result, and `*x*` for symbols.
        results: from the numbers, by keyword, to the written results.
        view: from the numbers to what the explorer beside it shows.
        figure: from the numbers to HTML below the sentence.
    """

    name: str
    label: str
    numbers: tuple[Draggable, ...]
    sentence: str
    results: Callable[..., Mapping[str, str]]
    view: Callable[..., Preset] | None = None
    figure: Callable[..., str] | None = None

    @property
    def glued(self) -> str:
        """The template with no line ending between a symbol, its equals sign and its number."""
        return self.sentence.replace("* = {", "*\u00a0=\u00a0{").replace(" = {", " =\u00a0{")

    @property
    def defaults(self) -> dict[str, float]:
        """Where the numbers stand at first, by key."""
        return {n.key: n.default for n in self.numbers}

    def read(self, values: Mapping[str, object]) -> dict[str, float]:
        """All numbers, those that are not given at their defaults.

        Raises:
            ValueError: a name is not known, or a value is not in its range.
        """
        known = {n.key: n for n in self.numbers}
        strange = next((key for key in values if key not in known), None)
        if strange is not None:
            raise ValueError(f"{self.name} has no number {strange!r:.60}. It has: {', '.join(known)}")
        return {key: n.read(values.get(key, n.default)) for key, n in known.items()}

    def written(self, values: Mapping[str, float]) -> dict[str, str]:
        """Numbers and results as they stand in the sentence."""
        return {**{n.key: n.write(values[n.key]) for n in self.numbers}, **self.results(**values)}

    def said(self, **values: float) -> str:
        """The sentence as plain text, at the defaults but for what is given."""
        return _ITALIC.sub(r"\1", self.sentence).format(**self.written(self.read(values)))

    def longest(self) -> str:
        """The sentence at its longest, for a page to keep room for: from stops one by one, and from the corners."""
        found: dict[str, str] = {}
        for values in self._samples():
            for key, text in self.written(values).items():
                found[key] = max(found.get(key, ""), text, key=len)
        return _ITALIC.sub(r"\1", self.glued).format(**found)

    def _samples(self) -> Iterator[dict[str, float]]:
        for n in self.numbers:
            yield from ({**self.defaults, n.key: stop} for stop in n.stops)
        for corner in product(*((n.stops[0], n.stops[-1]) for n in self.numbers)):
            yield {n.key: value for n, value in zip(self.numbers, corner, strict=True)}


@dataclass(frozen=True)
class ClaimStill:
    """A claim with the numbers as they come: whole without JavaScript."""

    claim: Claim

    def __repr__(self) -> str:
        return self.claim.said()

    def _repr_html_(self) -> str:
        claim = self.claim
        written = claim.written(claim.defaults)
        keys = {n.key for n in claim.numbers}
        pieces = []
        for text, key, _, _ in Formatter().parse(claim.glued):
            pieces.append(_ITALIC.sub(r"<i>\1</i>", escape(text, quote=False)))
            if key is not None:
                tag, kind = ("span", "number") if key in keys else ("b", "result")
                pieces.append(f'<{tag} class="ls-claim-{kind}" data-key="{key}">{escape(written[key])}</{tag}>')
        card = {"name": claim.name, "label": claim.label, "numbers": [n.plain() for n in claim.numbers]}
        plain = escape(json.dumps(card, ensure_ascii=False, separators=(",", ":")))
        figure = "" if claim.figure is None else claim.figure(**claim.defaults)
        below = f'<div class="ls-claim-figure">{figure}</div>' if figure else ""
        return (
            f'<div class="ls-claim" data-claim="{plain}"><div class="ls-claim-room" data-longest='
            f'"{escape(claim.longest())}"><p class="ls-claim-words">{"".join(pieces)}</p></div>{below}</div>'
        )
