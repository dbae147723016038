"""Base64 of either alphabet (RFC 4648 sections 4 and 5), read strictly.

Padded rightly or not at all, without white space or line breaks, and in the one spelling that an encoder
writes: what two decoders could read differently is refused.
"""

from __future__ import annotations

import binascii
import re

from badgekit.errors import Malformed

__all__ = ["decode"]

_DIGITS = re.compile(r"(?:[A-Za-z0-9+/]*|[A-Za-z0-9_-]*)={0,2}", re.ASCII)
_TO_STANDARD = str.maketrans("-_", "+/")


def decode(text: str, *, code: str, path: str = "$") -> bytes:
    """Return the bytes that `text` stands for.

    Args:
        text: the digits, bounded by the caller.
        code: the code to raise.
        path: where it was found.

    Raises:
        Malformed: `code`: a character of neither alphabet or of both, wrong padding, a length that no
            encoder produces, or unused bits that are not zero.
    """
    digits = text.rstrip("=").translate(_TO_STANDARD)
    padded = digits + "=" * (-len(digits) % 4)
    if not _DIGITS.fullmatch(text) or ("=" in text and len(text) != len(padded)):
        raise Malformed(code, path)
    try:
        raw = binascii.a2b_base64(padded, strict_mode=True)
    except binascii.Error:
        raise Malformed(code, path) from None
    if binascii.b2a_base64(raw, newline=False).decode("ascii") != padded:
        raise Malformed(code, path)
    return raw
