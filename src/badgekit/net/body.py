"""Reading the body of an answer: bounded on the wire, bounded after decoding, and complete or refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from badgekit.errors import LimitExceeded, Unavailable

__all__ = ["check_framing", "read_body"]

_STEP = 64 * 1024


def check_framing(url: str, status: int, headers: Mapping[str, str], limit: int) -> None:
    """Refuse, before a byte of the body is read, an answer that says it cannot be taken.

    Args:
        url: for the message.
        status: HTTP status.
        headers: lower-case names.
        limit: bytes of body.

    Raises:
        Unavailable: ``net.encoding`` for anything but identity or one gzip; ``net.failed`` for a length that
            is no number or a status that is none.
        LimitExceeded: ``net.too_large`` when the stated length is over `limit`.
    """
    if not 200 <= status <= 599:
        raise Unavailable("net.failed", url=url, reason=f"HTTP status {status}")
    for name, known in (
        ("content-encoding", ("", "identity", "gzip", "x-gzip")),
        ("transfer-encoding", ("", "chunked")),
    ):
        value = headers.get(name, "").strip().lower()
        if value not in known:
            raise Unavailable("net.encoding", url=url, encoding=value)
    length = headers.get("content-length")
    if length is not None and "transfer-encoding" not in headers:
        if not (length.isascii() and length.isdigit()):
            raise Unavailable("net.failed", url=url, reason="the stated length is not a number")
        # The text is compared first, so that no number of thousands of digits is made.
        if len(length) > 18 or int(length) > limit:
            raise LimitExceeded("net.too_large", url=url, limit=limit)


def read_body(url: str, headers: Mapping[str, str], read: Callable[[int], bytes], limit: int) -> bytes:
    """Read to the end and undo the content encoding.

    Args:
        url: for the message.
        headers: lower-case names, passed by `check_framing`.
        read: returns up to that many bytes as they come, ``b""`` at the end.
        limit: bytes, on the wire and decoded.

    Raises:
        Unavailable: ``net.failed`` when fewer bytes come than announced; ``net.encoding`` for broken gzip.
        LimitExceeded: ``net.too_large``.
    """
    pieces: list[bytes] = []
    size = 0
    while piece := read(_STEP):
        size += len(piece)
        if size > limit:
            raise LimitExceeded("net.too_large", url=url, limit=limit)
        pieces.append(piece)
    body = b"".join(pieces)
    length = headers.get("content-length")
    if length is not None and "transfer-encoding" not in headers and size != int(length):
        raise Unavailable("net.failed", url=url, reason="the answer broke off")
    if headers.get("content-encoding", "").strip().lower() in ("gzip", "x-gzip") and body:
        return _gunzip(url, body, limit)
    return body


def _gunzip(url: str, body: bytes, limit: int) -> bytes:
    import zlib

    inflater = zlib.decompressobj(wbits=31)
    try:
        decoded = inflater.decompress(body, limit + 1)
    except zlib.error:
        raise Unavailable("net.encoding", url=url, encoding="gzip") from None
    if len(decoded) > limit:
        raise LimitExceeded("net.too_large", url=url, limit=limit)
    # One complete member and nothing after it: a truncated or continued stream is not what was sent.
    if not inflater.eof or inflater.unused_data:
        raise Unavailable("net.encoding", url=url, encoding="gzip")
    return decoded
