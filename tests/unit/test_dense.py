"""Bytes as dense text: what Python writes and what the page reads."""

from __future__ import annotations

import random

import pytest

from livedocs import dense

from .reading import decoded


def test_the_page_reads_what_was_written() -> None:
    some = random.Random(1)
    contents = [
        *(some.randbytes(length) for length in range(60)),
        *(bytes([value]) * length for value in (0, 255) for length in range(1, 14)),
        bytes(range(256)),
        some.randbytes(100_000),
    ]
    assert decoded(*(dense.encode(content) for content in contents)) == contents


def test_the_text_needs_no_escape_and_is_short() -> None:
    assert len(dense.ALPHABET) == 91
    assert set(dense.ALPHABET).isdisjoint('"\\<&\n\r\0')
    assert dense.ALPHABET.isascii()
    assert dense.ALPHABET.isprintable()
    content = random.Random(2).randbytes(130_000)
    text = dense.encode(content)
    assert len(text) == 160_000
    assert set(text) <= set(dense.ALPHABET)


@pytest.mark.parametrize("length", [50, 54], ids=["pairs alone", "a digit left alone"])
def test_no_damage_reads_as_the_same_bytes(length: int) -> None:
    content = bytes(range(40, 40 + length))
    text = dense.encode(content)
    # What belongs to the alphabet reads as other bytes; what does not ends the bytes there.
    others = [text[:k] + ("B" if text[k] == "A" else "A") + text[k + 1 :] for k in range(len(text))]
    foreign = [text[:k] + wrong + text[k + 1 :] for k in range(len(text)) for wrong in '"&<\\\n\0\x7fäﬀ€😀']
    shorter = [text[:k] for k in range(len(text))]
    moved = [text[:k] + text[k + 1 :] for k in range(len(text))]
    assert content not in decoded(*others, *foreign, *shorter, *moved)
    for k, read in enumerate(decoded(*(text[:k] + "<" + text[k + 1 :] for k in range(len(text))))):
        assert read == content[: 13 * (k // 2) // 8]


def test_no_pair_is_larger_than_its_bits() -> None:
    # The largest pair of digits is no 13 bits, and the largest digit that is left alone no six.
    last, content = dense.ALPHABET[-1], bytes(range(13))
    assert decoded(last * 2, dense.encode(content) + last * 2, last, dense.encode(content) + last) == [
        b"",
        content,
        b"",
        content,
    ]
