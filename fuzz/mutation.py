"""Small changes to seeds: what runs where atheris is not installed, and in the tests."""

from __future__ import annotations

import random
from collections.abc import Sequence

__all__ = ["mutated"]

_WORDS = (
    *(
        b'"',
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b",",
        b"\\u0000",
        b"\\ud800",
        b"null",
        b"true",
        b"-0",
        b"1e999",
        b"NaN",
    ),
    *(
        b"\x00",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\x1b[2J",
        b"\xe2\x80\xae",
        b"@id",
        b"@context",
        b"@type",
        b"_:b",
        b"~",
    ),
    *(b".", b"=", b"%2e", b"#", b"@", b"\n", b"<!--", b"<![CDATA[", b"&amp;", b"IEND", b"iTXt", b"9" * 40),
)


def mutated(seed: bytes, others: Sequence[bytes], chance: random.Random, most: int) -> bytes:
    """Return `seed` with one to six changes.

    Args:
        seed: what to change.
        others: further seeds, from which pieces are taken.
        chance: decides.
        most: longest result in bytes.
    """
    data = bytearray(seed[:most])
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        end = min(at + chance.choice((1, 1, 2, 4, 16, 64)), len(data))
        kind = chance.randrange(6)
        if kind == 0 and at < len(data):
            data[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            del data[at:end]
        elif kind == 2:
            data[at:at] = data[at:end] * chance.randint(1, 3)
        elif kind == 3:
            data[at:at] = chance.choice(_WORDS)
        elif kind == 4:
            data[at:end] = chance.choice(_WORDS)
        else:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            data[at:end] = other[start : start + chance.randint(1, 64)]
    return bytes(data[:most])
