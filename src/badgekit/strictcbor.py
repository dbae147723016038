"""CBOR (RFC 8949), the part that proofs and COSE messages are written in, read strictly.

Whole numbers, byte and text strings, arrays, maps and the three simple words, of known length and with
nothing behind them. What two readers could read differently is refused: names given twice, text that is not
UTF-8, values of unknown length, and floating-point numbers where nobody asks for them.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import Any

from badgekit.errors import LimitExceeded, Malformed

__all__ = ["Tagged", "dumps", "loads"]

_DEPTH = 16
_ITEMS = 100_000
_SIMPLE = {20: False, 21: True, 22: None}
_FLOATS = {25: ">e", 26: ">f", 27: ">d"}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A value with a tag (RFC 8949 section 3.4)."""

    tag: int
    value: Any


def loads(data: bytes, *, tags: frozenset[int] = frozenset(), floats: bool = False) -> Any:
    """Return the one value that `data` is.

    Args:
        data: the bytes.
        tags: the tags that may occur.
        floats: finite floating-point numbers may occur, too, as in the dates of a CWT (RFC 8392 section 2).

    Returns:
        int, float, bytes, str, bool, None, list, dict (with int, str or bytes as keys) or `Tagged`.

    Raises:
        Malformed: ``cbor.malformed`` with ``reason`` and ``offset``.
        LimitExceeded: ``cbor.too_deep``, ``cbor.too_many_items``.
    """
    reader = _Reader(data, tags, floats)
    value = reader.item(0)
    if reader.at != len(data):
        raise reader.malformed("something follows the value")
    return value


class _Reader:
    __slots__ = ("at", "data", "floats", "left", "tags")

    def __init__(self, data: bytes, tags: frozenset[int], floats: bool) -> None:
        self.data = data
        self.tags = tags
        self.floats = floats
        self.at = 0
        self.left = _ITEMS

    def malformed(self, reason: str) -> Malformed:
        return Malformed("cbor.malformed", reason=reason, offset=self.at)

    def item(self, depth: int) -> Any:
        if depth > _DEPTH:
            raise LimitExceeded("cbor.too_deep", limit=_DEPTH)
        self.left -= 1
        if self.left < 0:
            raise LimitExceeded("cbor.too_many_items", limit=_ITEMS)
        kind, count = self.head()
        if kind == 0:
            return count
        if kind == 1:
            return -1 - count
        if kind == 2:
            return self.take(count)
        if kind == 3:
            return self.text(count)
        if kind == 4:
            self.expect(count)
            return [self.item(depth + 1) for _ in range(count)]
        if kind == 5:
            return self.map(count, depth)
        if kind == 6:
            if count not in self.tags:
                raise self.malformed(f"tag {count} has no place here")
            return Tagged(count, self.item(depth + 1))
        return _SIMPLE[count] if count in _SIMPLE else self.floating(count)

    def head(self) -> tuple[int, int]:
        first = self.take(1)[0]
        kind, info = first >> 5, first & 31
        if kind == 7:
            if info not in _SIMPLE and not (self.floats and info in _FLOATS):
                raise self.malformed("a kind of value that has no place here")
            return kind, info
        if info < 24:
            return kind, info
        if info > 27:
            raise self.malformed("a value of unknown length")
        return kind, int.from_bytes(self.take(1 << (info - 24)), "big")

    def floating(self, info: int) -> float:
        packed = _FLOATS[info]
        (value,) = struct.unpack(packed, self.take(struct.calcsize(packed)))
        if not math.isfinite(value):
            raise self.malformed("a number that is not finite")
        return float(value)

    def take(self, count: int) -> bytes:
        self.expect(count)
        start = self.at
        self.at += count
        return self.data[start : self.at]

    def expect(self, count: int) -> None:
        # Whatever is announced needs a byte at least, so nothing is set aside for what is not there.
        if count > len(self.data) - self.at:
            raise self.malformed("it ends too early")

    def text(self, count: int) -> str:
        try:
            return self.take(count).decode("utf-8")
        except UnicodeDecodeError:
            raise self.malformed("a text is not UTF-8") from None

    def map(self, count: int, depth: int) -> dict[Any, Any]:
        self.expect(2 * count)
        found: dict[Any, Any] = {}
        for _ in range(count):
            name = self.item(depth + 1)
            # True and 1 would be one name to Python.
            if isinstance(name, bool) or not isinstance(name, int | str | bytes):
                raise self.malformed("the name of a member is no number, text or bytes")
            if name in found:
                raise self.malformed("a name is given twice")
            found[name] = self.item(depth + 1)
        return found


def dumps(value: Any) -> bytes:
    """Return the deterministic encoding (RFC 8949 section 4.2.1) of a value as `loads` returns it.

    Raises:
        TypeError: it is none.
    """
    if value is None or isinstance(value, bool):
        return b"\xf6" if value is None else b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, float) and math.isfinite(value):
        return _shortest(value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, str):
        encoded = value.encode("utf-8")
        return _head(3, len(encoded)) + encoded
    if isinstance(value, list | tuple):
        return _head(4, len(value)) + b"".join(map(dumps, value))
    if isinstance(value, dict):
        members = sorted((dumps(name), dumps(member)) for name, member in value.items())
        return _head(5, len(members)) + b"".join(name + member for name, member in members)
    if isinstance(value, Tagged):
        return _head(6, value.tag) + dumps(value.value)
    raise TypeError(type(value).__name__)


def _shortest(value: float) -> bytes:
    for info, packed in _FLOATS.items():
        try:
            written = struct.pack(packed, value)
        except OverflowError:
            continue
        if struct.unpack(packed, written)[0] == value:
            return bytes([7 << 5 | info]) + written
    raise AssertionError("the last form holds every float")


def _head(kind: int, count: int) -> bytes:
    if count < 24:
        return bytes([kind << 5 | count])
    for info, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if count < 1 << (8 * size):
            return bytes([kind << 5 | info]) + count.to_bytes(size, "big")
    raise TypeError("the number has more than 64 bits")
