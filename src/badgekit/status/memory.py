"""Decoded lists that are kept for the badges that follow: a list of ten million entries costs memory once."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

__all__ = ["DecodedLists"]

_MOST_BYTES = 64 * 1024 * 1024
_Key = tuple[str, bytes, str]


class DecodedLists:
    """A bounded table of decoded lists; may be shared by threads.

    A list stands under its address, the SHA-256 of the very bytes that were verified and the method by which
    they were read, so another answer of the same address is another list. Whether the bytes are signed and
    still hold is checked each time.

    Args:
        most_bytes: all lists together; the one that was not used for longest goes first.
    """

    __slots__ = ("_bytes", "_known", "_lock", "_most_bytes")

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._known: OrderedDict[_Key, bytes] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, url: str, digest: bytes, method: str) -> bytes | None:
        """Return the bits of the list at `url` whose body has the SHA-256 `digest`, read by `method`."""
        key = (url, digest, method)
        with self._lock:
            bits = self._known.get(key)
            if bits is not None:
                self._known.move_to_end(key)
            return bits

    def keep(self, url: str, digest: bytes, method: str, bits: bytes) -> None:
        """Remember `bits`; a list that is larger than the whole table is not kept."""
        if len(bits) > self._most_bytes:
            return
        key = (url, digest, method)
        with self._lock:
            earlier = self._known.pop(key, b"")
            self._known[key] = bits
            self._bytes += len(bits) - len(earlier)
            while self._bytes > self._most_bytes:
                _, oldest = self._known.popitem(last=False)
                self._bytes -= len(oldest)
