"""From the text of a status list to its bits, bounded before memory is spent.

One text gives one list or none: a second GZIP member, bytes after the end, or a missing end would let two
readers see two lists.
"""

from __future__ import annotations

import zlib

from badgekit.errors import LimitExceeded, Malformed
from badgekit.keys.multibase import decode_base64url
from badgekit.status.methods import Method

__all__ = ["decode", "value_at"]

_GZIP, _ZLIB = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"
_CODE = "status.list_encoding"
_TO_URL_ALPHABET = str.maketrans("+/", "-_")
# Base64 of every GZIP stream starts so, hence a prefix before it can be told from the stream.
_PREFIXED = "uH4s"


def decode(text: str, method: Method, *, limit: int) -> bytes:
    """Return the bits of an ``encodedList``.

    Args:
        text: the member as it stands in the list.
        method: how it is packed.
        limit: most bytes of the result.

    Raises:
        Malformed: ``status.list_encoding`` with ``reason``.
        LimitExceeded: ``status.list_too_large``.
    """
    if method.encoding == "multibase":
        if not text.startswith("u"):
            raise Malformed(_CODE, reason="it does not start with u")
        packed = decode_base64url(text[1:], code=_CODE)
    else:
        plain = text[1:] if text.startswith(_PREFIXED) else text
        padding = len(plain) - len(plain.rstrip("="))
        if padding and (padding > 2 or len(plain) % 4):
            raise Malformed(_CODE, reason="padding that no encoder writes")
        plain = plain.rstrip("=")
        if not {"+", "/"}.isdisjoint(plain) and not {"-", "_"}.isdisjoint(plain):
            raise Malformed(_CODE, reason="two alphabets at once")
        packed = decode_base64url(plain.translate(_TO_URL_ALPHABET), code=_CODE)
    window = _ZLIB if method.zlib and not packed.startswith(_GZIP_MAGIC) else _GZIP
    return _inflate(packed, window, limit)


def _inflate(packed: bytes, window: int, limit: int) -> bytes:
    stream = zlib.decompressobj(window)
    try:
        # No more than one byte too much is ever unpacked, whatever the stream promises.
        bits = stream.decompress(packed, limit + 1)
    except zlib.error:
        raise Malformed(_CODE, reason="it is not compressed as it should be") from None
    if len(bits) > limit:
        raise LimitExceeded("status.list_too_large", limit=limit)
    if not stream.eof:
        raise Malformed(_CODE, reason="its end is missing")
    if stream.unused_data:
        raise Malformed(_CODE, reason="something follows its end")
    return bits


def value_at(bits: bytes, index: int, size: int = 1) -> int:
    """Return the value of entry `index`, where each entry has `size` bits; the first bit is the left-most.

    Raises:
        Malformed: ``status.out_of_range`` with ``index`` and ``count`` (entries in the list).
    """
    count = len(bits) * 8 // size
    if not 0 <= index < count:
        raise Malformed("status.out_of_range", index=index, count=count)
    first, last = index * size, (index + 1) * size
    window = int.from_bytes(bits[first // 8 : (last + 7) // 8], "big")
    return (window >> (-last % 8)) & ((1 << size) - 1)
