"""Bytes as text that may stand in a script and in a page, 23 % longer than they are; `web/runtime/dense.ts` reads it.

Two characters carry 13 bits: 91 squared is a little more than 2 to the 13th. Base64 is 33 % longer, base85 25 %.
"""

from __future__ import annotations

ALPHABET = "".join(character for character in map(chr, range(32, 127)) if character not in '"&<\\')
"""What needs no escape: neither between the quotes of a script nor in an element of a page."""
WIDTH = 13
MASK = 2**WIDTH - 1
# The low digit first.
_PAIRS = [low + high for high in ALPHABET for low in ALPHABET][: MASK + 1]


def encode(content: bytes) -> str:
    """The bytes as a row of bits, lowest first, in pairs of digits; six bits or fewer at the end are one digit."""
    parts: list[str] = []
    # So many bytes fill eight pairs.
    for start in range(0, len(content), WIDTH):
        block = content[start : start + WIDTH]
        bits = int.from_bytes(block, "little")
        parts += [_PAIRS[bits >> shift & MASK] for shift in range(0, 8 * len(block), WIDTH)]
    text = "".join(parts)
    return text[:-1] if 1 <= 8 * len(content) % WIDTH <= 6 else text
