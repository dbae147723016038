"""The encodings that signatures and keys are written in; the inverse of `badgekit.keys.multibase`."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

__all__ = ["base58", "base64url", "compact", "from_base64url", "text_of"]

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(data: bytes) -> str:
    """Return `data` in base58 with the Bitcoin alphabet, without a multibase prefix."""
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        digits = _ALPHABET[digit] + digits
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + digits


def base64url(data: bytes) -> str:
    """Return `data` in base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """Return the bytes of base64url text without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def compact(value: Mapping[str, Any]) -> bytes:
    """Return JSON without white space, in UTF-8, the members in their order."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def text_of(signed: Mapping[str, Any] | str) -> str:
    """Return the text of a signed credential: a token as it is, JSON indented."""
    return signed if isinstance(signed, str) else json.dumps(signed, indent=2, ensure_ascii=False)
