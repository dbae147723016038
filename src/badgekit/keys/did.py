"""DIDs and DID URLs by the grammar of DID Core 1.0 sections 3.1 and 3.2, and nothing beyond it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from badgekit.errors import Malformed

__all__ = ["DID_CHARACTERS", "DidUrl", "is_did", "parse"]

DID_CHARACTERS = 6000
"""Most characters of a DID URL; a did:jwk of an RSA key of 8192 bits needs about 2000."""

# Possessive quantifiers: a text that does not match is given up after one pass.
_DID_URL = re.compile(
    r"(?P<did>did:(?P<method>[a-z0-9]++):(?P<identifier>(?:[A-Za-z0-9._:-]++|%[0-9A-Fa-f]{2})*+))(?<!:)"
    r"(?P<path>(?:/(?:[A-Za-z0-9._~!$&'()*+,;=:@-]++|%[0-9A-Fa-f]{2})*+)*+)"
    r"(?:\?(?P<query>(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]++|%[0-9A-Fa-f]{2})*+))?"
    r"(?:#(?P<fragment>(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]++|%[0-9A-Fa-f]{2})*+))?"
)


@dataclass(frozen=True, slots=True)
class DidUrl:
    """A DID URL in its parts, exactly as written; nothing is decoded or folded.

    Attributes:
        did: the DID itself.
        method: the method name, such as ``web``.
        identifier: the method-specific identifier.
        path: empty, or starting with a slash.
        query: without the question mark; None when absent.
        fragment: without the number sign; None when absent.
    """

    did: str
    method: str
    identifier: str
    path: str = ""
    query: str | None = None
    fragment: str | None = None


def is_did(text: object) -> bool:
    """Return whether `text` claims to be a DID or DID URL; it may still break the grammar."""
    return isinstance(text, str) and text.startswith("did:")


def parse(text: str) -> DidUrl:
    """Split a DID or a DID URL.

    Raises:
        Malformed: ``did.syntax`` for anything outside the grammar or longer than `DID_CHARACTERS`.
    """
    match = _DID_URL.fullmatch(text) if len(text) <= DID_CHARACTERS else None
    if match is None:
        raise Malformed("did.syntax", did=text[:200])
    return DidUrl(
        match["did"], match["method"], match["identifier"], match["path"], match["query"], match["fragment"]
    )
