"""Find the badge in a PNG picture: a bounded walk over its chunks, no pixel is ever decoded.

PNG (W3C Recommendation, third edition) sections 5 and 11.3.3; Open Badges 3.0 section 5.3.1; Open Badges 2.0
Baking. The walk goes through the whole file, because what a second tool finds further down matters too.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from badgekit.containers import text
from badgekit.containers.payload import Payload
from badgekit.containers.sniff import PNG_SIGNATURE, SPACE
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.limits import Limits

KEYWORD = b"openbadgecredential"
"""Open Badges 3.0; PNG keywords are compared exactly, case and all."""
OB2_KEYWORD = b"openbadges"
"""Open Badges 0.5 to 2.1."""
_KEYWORDS = frozenset({KEYWORD, OB2_KEYWORD, b"clrcredential"})
_TEXT_CHUNKS = frozenset({b"iTXt", b"tEXt", b"zTXt"})
_LONGEST = max(map(len, _KEYWORDS))
_CHUNK = struct.Struct(">I4s")
_MOST_LENGTH = 2**31 - 1


@dataclass(frozen=True, slots=True)
class BadgeChunk:
    """A text chunk with a badge keyword; `start` and `end` bound its data, before the CRC."""

    kind: bytes
    keyword: bytes
    start: int
    end: int

    @property
    def location(self) -> str:
        """Where it lies, for people."""
        return f"{self.kind.decode()} chunk {self.keyword.decode()}"


def unpack(data: bytes, limits: Limits) -> Payload:
    """Return the badge of the PNG picture `data`.

    Raises:
        Malformed: ``png.*`` for a damaged file or badge chunk, ``input.ambiguous`` for more than one badge
            chunk of any generation (even identical ones), and what `text.read_embedded` raises.
        Unsupported: ``input.no_badge``.
        LimitExceeded: ``png.too_many_chunks``, ``png.inflated_too_large``, and for the text.
    """
    chunks, end = walk(data, limits)
    if len(chunks) > 1:
        raise Malformed("input.ambiguous", count=len(chunks))
    if not chunks:
        raise Unsupported("input.no_badge", container="PNG")
    chunk = chunks[0]
    if zlib.crc32(memoryview(data)[chunk.start - 4 : chunk.end]) != int.from_bytes(
        data[chunk.end : chunk.end + 4], "big"
    ):
        raise Malformed("png.checksum", chunk=chunk.location)
    warnings: list[Problem] = []
    if chunk.kind == b"iTXt":
        raw = _international_text(data, chunk, limits, warnings)
    elif chunk.kind == b"tEXt" and chunk.keyword == OB2_KEYWORD:
        # The legacy place (Open Badges 1.0): Latin-1 by the PNG standard.
        raw = data[chunk.start + len(chunk.keyword) + 1 : chunk.end].decode("latin-1").encode()
    else:
        # A conforming reader finds no badge here. Nobody is known to write it, zTXt needs inflating, and
        # tEXt cannot carry UTF-8: we would call verified what others cannot see.
        raise Malformed("png.wrong_chunk", chunk=chunk.location)
    if not raw.strip(SPACE):
        raise Malformed("png.empty_badge", chunk=chunk.location)
    if end < len(data):
        warnings.append(Malformed("png.trailing_bytes", count=len(data) - end))
    return text.read_embedded(
        raw,
        limits,
        container="png",
        location=chunk.location,
        address_allowed=chunk.keyword == OB2_KEYWORD,
        warnings=tuple(warnings),
    )


def walk(data: bytes, limits: Limits) -> tuple[list[BadgeChunk], int]:
    """Return the badge chunks of a PNG picture and the offset after its IEND chunk.

    Raises:
        Malformed: ``png.no_header``, ``png.truncated``, ``png.chunk_length``, ``png.chunk_type``,
            ``png.data_after_end``.
        LimitExceeded: ``png.too_many_chunks``.
    """
    found: list[BadgeChunk] = []
    position, size = len(PNG_SIGNATURE), len(data)
    for number in range(limits.png_chunks):
        if position + 12 > size:
            raise Malformed("png.truncated", offset=position)
        length, kind = _CHUNK.unpack_from(data, position)
        if length > _MOST_LENGTH or (kind == b"IEND" and length):
            raise Malformed("png.chunk_length", offset=position)
        if not kind.isalpha():
            raise Malformed("png.chunk_type", offset=position)
        start = position + 8
        end = start + length
        if end + 4 > size:
            raise Malformed("png.truncated", offset=position)
        if number == 0 and (kind != b"IHDR" or length != 13):
            raise Malformed("png.no_header")
        if kind in _TEXT_CHUNKS:
            keyword = data[start : min(end, start + _LONGEST + 1)].split(b"\0", 1)[0]
            if keyword in _KEYWORDS:
                found.append(BadgeChunk(kind, keyword, start, end))
        position = end + 4
        if kind == b"IEND":
            _check_tail(data, position)
            return found, position
    raise LimitExceeded("png.too_many_chunks", limit=limits.png_chunks)


def _check_tail(data: bytes, position: int) -> None:
    """Refuse a badge after the end: some tools stop at IEND, others read on and would show that one."""
    if position == len(data):
        return
    for kind in _TEXT_CHUNKS:
        for keyword in _KEYWORDS:
            if data.find(kind + keyword, position) >= 0:
                raise Malformed("png.data_after_end")


def _international_text(data: bytes, chunk: BadgeChunk, limits: Limits, warnings: list[Problem]) -> bytes:
    """Return the UTF-8 text of an iTXt chunk (PNG 11.3.3.4)."""
    body = data[chunk.start + len(chunk.keyword) : chunk.end]
    # separator, compression flag, compression method, language tag, 0, translated keyword, 0, text
    language_end = body.find(b"\0", 3)
    translated_end = body.find(b"\0", language_end + 1)
    if language_end < 0 or translated_end < 0:
        raise Malformed("png.separators", chunk=chunk.location)
    flag, method = body[1], body[2]
    raw = body[translated_end + 1 :]
    if flag > 1 or (flag == 1 and method != 0):
        raise Malformed("png.flags", chunk=chunk.location)
    if flag == 1:
        raw = _inflate(raw, limits)
        warnings.append(Malformed("png.compressed_chunk"))
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Malformed("png.not_utf8", chunk=chunk.location, offset=error.start) from None
    return raw


def _inflate(compressed: bytes, limits: Limits) -> bytes:
    stream = zlib.decompressobj()
    try:
        plain = stream.decompress(compressed, limits.json_bytes + 1)
    except zlib.error:
        raise Malformed("png.compression") from None
    if len(plain) > limits.json_bytes:
        raise LimitExceeded("png.inflated_too_large", limit=limits.json_bytes)
    if not stream.eof or stream.unused_data:
        raise Malformed("png.compression")
    return plain
