"""Which URLs may be asked at all; decided on the text, before any name is looked up.

One strict parser of our own: what it returns is what is resolved, connected to, sent and reported, so
no second parser can disagree about where the host ends. It accepts the URLs that issuers publish and
nothing else: http or https, a complete DNS name (never an address literal), the usual ports, no user
information, plain ASCII (an internationalised name comes as its A-label).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from badgekit.errors import Unavailable

__all__ = ["DEFAULT_PORTS", "ParsedUrl", "check_url", "is_http", "join", "refuse", "without_fragment"]

DEFAULT_PORTS: frozenset[int] = frozenset({80, 443})
"""The ports that may be asked unless the caller says otherwise."""

_MAX_LENGTH = 2048
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# RFC 3986 section 3, for http and https only; every part is checked on its own afterwards.
_WEB = re.compile(r"(https?)://([^/?#]*)([^#]*)(.*)\Z", re.IGNORECASE)
# RFC 3986 section 2: reserved, unreserved and "%". What is missing: controls, space, " < > \ ^ ` { | }
_PLAIN = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]*"
_CHARACTERS = re.compile(rf"{_PLAIN}(?:%[0-9A-Fa-f]{{2}}{_PLAIN})*\Z")
# CR, LF and NUL stay dangerous where something behind the server decodes them.
_ENCODED_CONTROL = re.compile(r"%(?:[01][0-9A-Fa-f]|7[Ff])")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
# A last label that begins with a letter cannot be read as part of a decimal, octal or hexadecimal address.
_LAST_LABEL = re.compile(r"[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")
_ADDRESS = re.compile(r"\[.*\]\Z|(?:(?:0x[0-9a-f]*|[0-9]+)(?:\.|\Z))+\Z")
_PORT = re.compile(r"[0-9]{1,5}\Z")

# Last labels that mean "inside" or "not in the public DNS": RFC 6761, 6762, 7686 and 9476, ICANN's
# private-use "internal", and what the resolvers of companies and homes serve.
_INSIDE = frozenset(
    (
        *("localhost", "localdomain", "local", "internal", "intranet", "lan"),
        *("home", "corp", "private", "onion", "alt"),
    )
)

_REASONS: dict[str, str] = {
    "length": "it is longer than 2048 characters",
    "characters": "it contains characters that a URL cannot contain",
    "scheme": "only web addresses are asked",
    "http": "plain http is not allowed, only https",
    "structure": "it is not a complete web address",
    "user_info": "it carries a user name or password, or looks as if it did",
    "address_literal": "its host is a number instead of a name",
    "host": "its host is not a complete name",
    "inside": "its host is a name for internal networks",
    "port": "its port is not one of those that are asked",
    "encoded_control": "it hides a control character",
    "address": "its name leads to an address that is not public",
    "downgrade": "it was to be reached over plain http, coming from https",
}


@dataclass(frozen=True, slots=True)
class ParsedUrl:
    """A URL that may be asked, in its parts.

    Attributes:
        scheme: ``"https"`` or ``"http"``.
        host: DNS name in lower case.
        port: the explicit port, or the scheme's own.
        target: path and query as given, at least ``"/"``.
    """

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host, and the port unless it is the scheme's own."""
        return self.host if self.port == _default_port(self.scheme) else f"{self.host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port, without a slash at the end (RFC 6454 section 4)."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole URL in normalised spelling, without a fragment."""
        return self.origin + self.target


def check_url(
    url: str, *, allow_http: bool = False, ports: frozenset[int] | None = DEFAULT_PORTS
) -> ParsedUrl:
    """Take `url` apart, or refuse it.

    Args:
        url: an absolute URL; its fragment is dropped.
        allow_http: accept ``http:`` as well as ``https:``.
        ports: the ports that may be asked; None = any, for comparing addresses that nobody asks.

    Raises:
        Unavailable: ``net.blocked`` with the parameters `url`, `reason` (a clause for people) and `rule`
            (a stable word: length, characters, scheme, http, structure, user_info, address_literal, host,
            inside, port, encoded_control).
    """
    if len(url) > _MAX_LENGTH:
        refuse(url, "length")
    if not is_http(url):
        refuse(url, "scheme" if _SCHEME.match(url) else "structure")
    if not _CHARACTERS.match(url):
        refuse(url, "characters")
    parts = _WEB.match(url)
    if parts is None or not parts[2]:
        refuse(url, "structure")
    scheme, authority, target, fragment = parts[1].lower(), parts[2], parts[3], parts[4]
    if scheme == "http" and not allow_http:
        refuse(url, "http")
    # "https://good.example?@bad.example": without a path, some parsers read on to the "@".
    if "@" in authority or (not target.startswith("/") and "@" in target + fragment):
        refuse(url, "user_info")
    if _ENCODED_CONTROL.search(target):
        refuse(url, "encoded_control")
    host, port = _host_and_port(url, authority.lower(), _default_port(scheme))
    if ports is not None and port not in ports:
        refuse(url, "port")
    return ParsedUrl(scheme, host, port, target if target.startswith("/") else "/" + target)


def join(base: ParsedUrl, location: str) -> str:
    """Return the absolute URL that a ``Location`` header means (RFC 3986 section 5), still unchecked.

    Raises:
        Unavailable: ``net.blocked`` (rule characters), before any lenient parser sees the text.
    """
    from urllib.parse import urljoin

    if len(location) > _MAX_LENGTH:
        refuse(location, "length")
    if not _CHARACTERS.match(location):
        refuse(location, "characters")
    try:
        return urljoin(base.url, location)
    except ValueError:
        refuse(location, "structure")


def is_http(url: str) -> bool:
    """Say whether `url` has the scheme http or https, right or wrong otherwise."""
    scheme = _SCHEME.match(url)
    return scheme is not None and scheme[1].lower() in ("http", "https")


def without_fragment(url: str) -> str:
    """Return an http(s) URL without its fragment; any other identifier as it is."""
    place, _, fragment = url.partition("#")
    # A fragment with an "@" stays, so that `check_url` sees the whole of what may be a trick.
    return place if is_http(url) and "@" not in fragment else url


def refuse(url: str, rule: str) -> NoReturn:
    """Raise ``net.blocked`` for `url`, with the reason that belongs to `rule`."""
    raise Unavailable("net.blocked", url=url, reason=_REASONS[rule], rule=rule)


def _default_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def _host_and_port(url: str, authority: str, default: int) -> tuple[str, int]:
    host, colon, digits = authority.rpartition(":") if not authority.endswith("]") else (authority, "", "")
    if not colon:
        host, port = authority, default
    elif _PORT.match(digits):
        port = int(digits)
    else:
        refuse(url, "port")
    if _ADDRESS.match(host):
        refuse(url, "address_literal")
    labels = host.split(".")
    if labels[-1] in _INSIDE or labels[-2:] == ["home", "arpa"]:
        refuse(url, "inside")
    if len(labels) < 2 or len(host) > 253 or not _LAST_LABEL.match(labels[-1]):
        refuse(url, "host")
    if not all(map(_LABEL.match, labels)):
        refuse(url, "host")
    return host, port
