"""The forms that texts of Open Badges before 3.0 must have: URLs, IRIs, hosts, e-mail addresses, hashes."""

from __future__ import annotations

import re

__all__ = [
    "DATA_URI",
    "hash_algorithm",
    "is_data_uri",
    "is_email",
    "is_host",
    "is_http_url",
    "is_iri",
    "is_language",
    "is_telephone",
    "looks_hashed",
]

# Nothing that RFC 3986 and RFC 3987 allow in no place.
_CHARACTERS = r'[^\x00-\x20<>"{}|\\^`\x7f-\x9f]'
_HTTP = re.compile(
    rf"(?i:https?)://(?P<authority>(?:(?![/?#]){_CHARACTERS})++)(?:[/?#]{_CHARACTERS}*+)?",
)
_ABSOLUTE = re.compile(rf"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*+):{_CHARACTERS}++")
_BLANK = re.compile(r"_:[^\s\x00-\x20]+")
_UUID = re.compile(r"(?i:urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})", re.ASCII)
DATA_URI = re.compile(
    r"(?i:data):(?P<type>[^,;:\s]*)(?P<parameters>(?:;[^,;\s]*)*),(?P<content>[^\x00-\x20\x7f]*)", re.ASCII
)
# Letters of any script: an internationalised host is written so, or as its A-label (RFC 5890).
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_NUMBERS = re.compile(r"[0-9.]+", re.ASCII)
_PORT = re.compile(r":[0-9]{0,5}", re.ASCII)
_BRACKETED = re.compile(r"\[[0-9A-Fa-f:.]+\]")
_TELEPHONE = re.compile(r"\+?[1-9][0-9]{1,14}(?:;ext=[0-9]+)?", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_HASH = re.compile(r"(?i:(?P<algorithm>sha1|sha256|md5))\$(?P<digits>[0-9a-fA-F]+)", re.ASCII)
_DIGITS = {"sha256": 64, "md5": 32, "sha1": 40}


def is_http_url(text: str) -> bool:
    """Tell whether `text` is an absolute http(s) URL whose host has a form that hosts have."""
    match = _HTTP.fullmatch(text)
    if match is None:
        return False
    host = match["authority"].rpartition("@")[2]
    bracketed = _BRACKETED.match(host)
    if bracketed is not None:
        rest = host[bracketed.end() :]
        return rest == "" or _PORT.fullmatch(rest) is not None
    name, colon, port = host.partition(":")
    return (not colon or _PORT.fullmatch(colon + port) is not None) and _is_name(name.removesuffix("."))


def is_iri(text: str) -> bool:
    """Tell whether `text` can name an object: an absolute IRI, or a blank node (``_:b0``).

    ``data:`` holds an object and names none, and ``urn:uuid:`` has the form of RFC 4122.
    """
    if _BLANK.fullmatch(text):
        return True
    match = _ABSOLUTE.fullmatch(text)
    if match is None:
        return False
    scheme = match["scheme"].lower()
    if scheme in ("http", "https"):
        return is_http_url(text)
    if scheme == "urn" and text[4:].lower().startswith("uuid"):
        return _UUID.fullmatch(text) is not None
    return scheme not in ("data", "javascript")


def is_data_uri(text: str) -> bool:
    """Tell whether `text` has the form of a ``data:`` URL (RFC 2397)."""
    return DATA_URI.fullmatch(text) is not None


def is_host(text: str) -> bool:
    """Tell whether `text` is a host name of two labels or more, without port (``allowedOrigins``)."""
    return "." in text and _is_name(text) and _NUMBERS.fullmatch(text) is None


def _is_name(text: str) -> bool:
    return len(text) <= 253 and all(_LABEL.fullmatch(label) for label in text.split("."))


def is_telephone(text: str) -> bool:
    """Tell whether `text` is a telephone number as E.164 and RFC 3966 write it."""
    return _TELEPHONE.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """Tell whether `text` can be an e-mail address: something, one ``@``, something, no space."""
    return _EMAIL.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Tell whether `text` has the form of a BCP 47 language tag."""
    return _LANGUAGE.fullmatch(text) is not None


def looks_hashed(identity: str) -> bool:
    """Tell whether `identity` has the form of a hash of any algorithm that Open Badges has known."""
    return hash_algorithm(identity) is not None


def hash_algorithm(identity: str) -> str | None:
    """Return ``sha256``, ``md5`` or ``sha1`` where `identity` is such a hash, in any letter case."""
    match = _HASH.fullmatch(identity)
    if match is None:
        return None
    algorithm = match["algorithm"].lower()
    return algorithm if len(match["digits"]) == _DIGITS[algorithm] else None
