"""What the caller handed over: bytes, text, a path, a URL or a dict → bytes or an object.

Decided by shape, never by a file name's ending.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from badgekit.errors import InputError, LimitExceeded, Malformed, Unavailable
from badgekit.limits import Limits

if TYPE_CHECKING:
    from badgekit.net import FetchSession

__all__ = ["Source", "Taken", "fetched", "take"]

Source = bytes | bytearray | memoryview | str | os.PathLike[str] | Mapping[str, Any]

_URL = re.compile(r"https?://", re.IGNORECASE | re.ASCII)
# A compact JWS or an SD-JWT: base64url parts, a header that starts with {" in base64url. With padding it is a
# broken token, not a path.
_TOKEN = re.compile(r"\s*eyJ[A-Za-z0-9_-]*={0,2}\.", re.ASCII)
# A COSE message in base64; no path is as long without a dot.
_MESSAGE = re.compile(r"\s*0oR[A-Za-z0-9+/_-]{120,}={0,2}\s*\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Taken:
    """The input as data: either `data` (bytes) or `value` (an object), and the URL it came from.

    `url` is the one that answered, `asked` the one that was asked.
    """

    data: bytes | None
    value: Mapping[str, Any] | None
    url: str = ""
    asked: str = ""

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, hex; "" for an object."""
        return hashlib.sha256(self.data).hexdigest() if self.data is not None else ""


def take(source: Source, *, limits: Limits, session: FetchSession | None) -> Taken:
    """Return the bytes or the object that `source` stands for.

    Args:
        source: bytes of a file; a dict (parsed JSON); a path; or a str, which is JSON text when it starts
            with ``{``, ``[`` or ``<``, a token when it looks like a compact JWS
            or a COSE message in base64, a URL when it starts with
            ``http://`` or ``https://``, and a path otherwise.
        session: asked for URLs; None when URLs are not wanted.

    Raises:
        InputError: ``input.wrong_type`` or ``input.unreadable`` (no such file, a folder …).
        LimitExceeded: ``input.too_large``.
        Malformed, Unavailable: as `fetched`.
    """
    if isinstance(source, Mapping):
        return Taken(None, source)
    if isinstance(source, bytes | bytearray | memoryview):
        return Taken(_bounded(bytes(source), limits), None)
    if isinstance(source, str):
        text = source.lstrip("\ufeff \t\r\n")
        if text[:1] in ("{", "[", "<") or _TOKEN.match(source) or _MESSAGE.match(source):
            return Taken(_bounded(source.encode("utf-8", "surrogatepass"), limits), None)
        if _URL.match(text):
            return fetched(source.strip(), session)
        return Taken(_read(source, limits), None)
    if isinstance(source, os.PathLike):
        return Taken(_read(source, limits), None)
    raise InputError(
        "input.wrong_type",
        f"cannot verify a {type(source).__name__}; give bytes, a path, a URL, JSON text, a token or a dict",
    )


def _bounded(data: bytes, limits: Limits) -> bytes:
    if len(data) > limits.input_bytes:
        raise LimitExceeded("input.too_large", limit=limits.input_bytes, size=len(data))
    return data


def _read(source: str | os.PathLike[str], limits: Limits) -> bytes:
    try:
        path = Path(source)
        # Opening a pipe waits for somebody to write into it, perhaps for ever.
        if stat.S_ISFIFO(path.stat().st_mode):
            raise InputError("input.unreadable", f"cannot read {str(path)[:200]!r}: it is a pipe")
        with path.open("rb") as file:
            data = file.read(limits.input_bytes + 1)
    except (OSError, ValueError, TypeError) as error:
        reason = getattr(error, "strerror", None) or "not a usable path"
        raise InputError("input.unreadable", f"cannot read {str(source)[:200]!r}: {reason}") from None
    return _bounded(data, limits)


def fetched(url: str, session: FetchSession | None, *, from_badge: bool = False) -> Taken:
    """Return what `url` answers; `from_badge` where not the caller but a badge names it.

    Raises:
        InputError: ``input.url_not_read`` without a session.
        Malformed: ``status.gone``: 410 is how the address of a hosted badge says that it is revoked (OB 1.x).
        Unavailable: the URL cannot be had.
    """
    if session is None:
        raise InputError("input.url_not_read", "parse() does not use the network; pass the bytes of the file")
    from badgekit.net import ACCEPT_CREDENTIAL
    from badgekit.net.upgrading import get

    response, _ = get(session, url, accept=ACCEPT_CREDENTIAL, from_badge=from_badge)
    if response.status == 410:
        raise Malformed("status.gone", url=url)
    if response.status != 200:
        raise Unavailable("net.status", url=url, status=response.status)
    return Taken(response.body, None, response.final_url, url)
