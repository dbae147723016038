"""Strict base58btc, base64url and multibase decoding, bounded before any work is done.

Two texts never decode to the same bytes here, so a key or a signature has exactly one spelling
(CID 1.0 section 2.4, RFC 4648 section 3.5).
"""

from __future__ import annotations

import binascii

from badgekit.errors import Malformed

__all__ = ["KEY_CHARACTERS", "SIGNATURE_CHARACTERS", "decode_base58", "decode_base64url", "decode_multibase"]

SIGNATURE_CHARACTERS = 200
"""Most characters of an encoded signature; a P-384 signature needs 132."""

KEY_CHARACTERS = 1500
"""Most characters of an encoded key; an RSA key of 8192 bits in a Multikey needs 1422."""

_ALPHABET = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_INVALID = 255
_VALUES = bytes(_ALPHABET.index(code) if code in _ALPHABET else _INVALID for code in range(256))
_MOST_DIGITS = 2048


def _steps() -> tuple[tuple[int, int, int], ...]:
    steps, width, weight = [], 8, 58
    while width < 8 * _MOST_DIGITS:
        lane = (1 << width) - 1
        mask = 0
        for position in range(0, 8 * _MOST_DIGITS, 2 * width):
            mask |= lane << position
        steps.append((width, mask, weight))
        width, weight = 2 * width, weight * weight
    return tuple(steps)


_STEPS = _steps()

# a2b_base64 knows the alphabet of RFC 4648 section 4; the characters that only that alphabet has are
# turned into one that no alphabet has, so they are refused and not read as their twins.
_TO_BASE64 = bytes.maketrans(b"-_+/=", b"+/\0\0\0")
# The last character of a final group of two or three carries unused bits; they must be zero.
_LAST_OF_TWO = frozenset("AQgw")
_LAST_OF_THREE = frozenset("AEIMQUYcgkosw048")


def decode_base58(text: str, *, limit: int = SIGNATURE_CHARACTERS, code: str = "key.base58") -> bytes:
    """Decode base58 with the Bitcoin alphabet.

    Args:
        text: the digits, without a multibase prefix.
        limit: most characters, at most 2048.
        code: the code to raise.

    Raises:
        Malformed: `code` with ``reason``: too long, empty, or a character outside the alphabet.
    """
    if len(text) > limit or len(text) > _MOST_DIGITS:
        raise Malformed(code, reason=f"longer than {limit} characters")
    if not text:
        raise Malformed(code, reason="empty")
    if not text.isascii():
        raise Malformed(code, reason="a character that base58 does not have")
    digits = text.encode("ascii").translate(_VALUES)
    if _INVALID in digits:
        raise Malformed(code, reason="a character that base58 does not have")
    # All digits lie in one integer, a byte each. Every step joins neighbours, all pairs at once:
    # high * 58^k + low always fits the double width. Seven steps for a signature of 88 digits.
    number, joined = int.from_bytes(digits, "big"), 1
    for width, mask, weight in _STEPS:
        if joined >= len(digits):
            break
        number = (number & mask) + (number >> width & mask) * weight
        joined *= 2
    zeros = len(digits) - len(digits.lstrip(b"\0"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")


def decode_base64url(text: str, *, limit: int | None = None, code: str = "key.base64url") -> bytes:
    """Decode base64url without padding (RFC 4648 section 5), in its one canonical spelling.

    Args:
        text: the characters; empty text gives empty bytes.
        limit: most characters; None where the caller has bounded the text already.
        code: the code to raise.

    Raises:
        Malformed: `code` with ``reason``: too long, padding or another foreign character, a length no
            encoder produces, or unused bits that are not zero.
    """
    if limit is not None and len(text) > limit:
        raise Malformed(code, reason=f"longer than {limit} characters")
    if not text.isascii():
        raise Malformed(code, reason="a character that base64url does not have")
    rest = len(text) % 4
    if rest == 1:
        raise Malformed(code, reason="a length that no encoder produces")
    if (rest == 2 and text[-1] not in _LAST_OF_TWO) or (rest == 3 and text[-1] not in _LAST_OF_THREE):
        raise Malformed(code, reason="unused bits at the end, or a character that base64url does not have")
    data = text.encode("ascii").translate(_TO_BASE64) + b"=" * (-rest % 4)
    try:
        return binascii.a2b_base64(data, strict_mode=True)
    except binascii.Error:
        raise Malformed(code, reason="a character that base64url does not have") from None


def decode_multibase(
    text: str, *, prefixes: str = "z", limit: int = SIGNATURE_CHARACTERS, code: str = "key.multibase"
) -> bytes:
    """Decode a multibase text: ``z`` base58btc, ``u`` base64url without padding.

    Args:
        text: prefix and digits.
        prefixes: the prefixes that are allowed here; most cryptosuites allow only ``z``.
        limit: most characters, the prefix included.
        code: the code to raise.

    Raises:
        Malformed: `code` with ``reason``.
    """
    if len(text) > limit:
        raise Malformed(code, reason=f"longer than {limit} characters")
    prefix = text[:1]
    if not prefix or prefix not in prefixes:
        raise Malformed(code, reason=f"it does not start with {' or '.join(prefixes)}")
    if prefix == "u":
        return decode_base64url(text[1:], code=code)
    return decode_base58(text[1:], limit=limit, code=code)
