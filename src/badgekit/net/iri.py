"""From the address a person writes to the one that is asked: IRIs become URIs (RFC 3987 section 3.1)."""

from __future__ import annotations

import re

__all__ = ["TWO_MEANINGS", "plain_letters", "to_uri"]

_WEB = re.compile(r"(https?://)([^/?#]*)(.*)\Z", re.IGNORECASE | re.DOTALL)
_LONGEST = 2048
# The older and the newer rules for internationalised names make two names of these (RFC 5894 section 7.2),
# so that the owner of one could speak in the name of the other.
TWO_MEANINGS = frozenset("ßẞς\u200c\u200d")
_ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def to_uri(address: str) -> str:
    """Return a web address in ASCII: the host as A-labels, other letters as percent-encoded UTF-8.

    Only what is not ASCII changes; everything else, a control character too, is left for the guard to
    refuse. What cannot be converted is returned as it is.
    """
    if address.isascii() or len(address) > _LONGEST:
        return address
    parts = _WEB.match(address)
    if parts is None or not TWO_MEANINGS.isdisjoint(parts[2]):
        return address
    try:
        host = parts[2] if parts[2].isascii() else parts[2].encode("idna").decode("ascii")
        rest = "".join(
            letter if letter.isascii() else "".join(f"%{byte:02X}" for byte in letter.encode())
            for letter in parts[3]
        )
    except UnicodeError:
        return address
    return parts[1] + host + rest


def plain_letters(text: str) -> str:
    """Return `text` with percent-encoding in normal form (RFC 3986 section 6.2.2).

    Letters that need no encoding stand for themselves, and hexadecimal digits are capitals; what means
    something else when it is decoded stays encoded.
    """
    return _ENCODED.sub(_plain_letter, text)


def _plain_letter(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return letter if letter in _UNRESERVED else match[0].upper()
