"""Web addresses compared as parsed, never as text: what one parser sees is what is asked and compared.

The parser is that of the network guard, so an address with a user name, a trailing dot, a number for a host
or letters outside ASCII in the host is no address here either.
"""

from __future__ import annotations

import re

from badgekit.errors import Unavailable
from badgekit.net.guard import DEFAULT_PORTS, ParsedUrl, check_url, is_http
from badgekit.net.iri import plain_letters, to_uri

__all__ = ["covers", "host_of", "is_web", "parse", "same_host", "same_place", "spelled"]

# Segments that servers resolve, some of them only without the parameters behind ";", and what some of them
# decode, once or twice: the path says less than it seems to.
_CLIMBING = re.compile(r"(?:\A|/)\.{1,2}(?:[/;]|\Z)|%2f|%5c|%25(?:2e|2f|5c)|//", re.IGNORECASE)


def parse(address: object) -> ParsedUrl | None:
    """Return the parts of an http or https address of any port, None for anything else."""
    if not isinstance(address, str):
        return None
    try:
        return check_url(to_uri(address), allow_http=True, ports=None)
    except Unavailable:
        return None


def is_web(address: object) -> bool:
    """Tell whether `address` has the scheme http or https, sound otherwise or not."""
    return isinstance(address, str) and is_http(address)


def host_of(address: object) -> str:
    """Return the host of a web address in lower case, "" where there is none."""
    parts = parse(address)
    return parts.host if parts is not None else ""


def same_place(one: object, other: object) -> bool:
    """Tell whether two addresses name the same document.

    http and https of one host are the same place: whoever holds one holds the other. Spelling that URI
    normalisation (RFC 3986 section 6.2.2) removes makes no difference; identifiers that are no web addresses
    are compared letter by letter.
    """
    if one == other:
        return True
    first, second = parse(one), parse(other)
    if first is None or second is None:
        return False
    return same_host(first, second) and plain_letters(first.target) == plain_letters(second.target)


def spelled(address: str, *, secure: bool = False) -> str:
    """Return a web address in the one spelling of all that name its document (RFC 3986 section 6.2.2).

    It is the identity of a document that names no other, and whoever hands the address over may spell it.

    Args:
        address: without a fragment afterwards; returned as it is where it is no address.
        secure: whether it was asked for over https, whatever its scheme.
    """
    parts = parse(address)
    if parts is None:
        return address
    if secure and parts.port in DEFAULT_PORTS:
        return f"https://{parts.host}{plain_letters(parts.target)}"
    return parts.origin + plain_letters(parts.target)


def same_host(one: ParsedUrl, other: ParsedUrl) -> bool:
    """Tell whether two addresses have the same host and port, the usual ports of http and https being one."""
    if one.host != other.host:
        return False
    return one.port == other.port or {one.port, other.port} <= DEFAULT_PORTS


def covers(prefix: str, address: ParsedUrl) -> bool:
    """Tell whether `address` begins with `prefix` (OB 2.0 VerificationObject, ``startsWith``).

    The host is compared whole, so ``https://a.example`` does not begin ``https://a.example.evil.example``.
    A path that climbs, or hides a slash, begins with nothing but the whole host.
    """
    start = parse(prefix)
    if start is None or not same_host(start, address):
        return False
    if start.scheme == "https" and address.scheme != "https":
        return False
    wanted, path = plain_letters(start.target), plain_letters(address.target)
    if wanted == "/":
        return True
    if _CLIMBING.search(path.partition("?")[0]):
        return False
    return path.startswith(wanted)
