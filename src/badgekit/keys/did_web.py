"""did:web: from the DID to the one https URL of its document (https://w3c-ccg.github.io/did-method-web/).

The identifier comes from the credential, so it decides where badgekit sends a request. Whatever could
make the URL point elsewhere than it seems, an encoded delimiter, a dot segment, an address in numbers,
is refused here; whether the host may be asked at all is the fetcher's decision.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote_to_bytes

from badgekit.errors import Malformed, Unsupported
from badgekit.keys import did as dids

__all__ = ["document_url"]

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}\Z)(?:{_LABEL}\.)*+({_LABEL})")
_PORT = re.compile(r"[1-9][0-9]{0,4}")
# A host whose last label is a number is an IPv4 address to a URL parser (WHATWG URL section 3.5).
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
_FORBIDDEN_IN_SEGMENT = re.compile(rb"[\x00-\x20\x7f/\\?#@%]")
_LOCAL_LABELS = frozenset({"localhost"})


def document_url(did: str) -> str:
    """Return the https URL of the DID document.

    Args:
        did: the DID without path, query or fragment.

    Raises:
        Malformed: ``did.syntax``, ``did.web_host``, ``did.web_path``.
        Unsupported: ``did.web_not_public`` for hosts that mean another machine at every place, such as
            ``localhost`` and names without a dot.
    """
    parsed = dids.parse(did)
    if parsed.did != did or parsed.method != "web":
        raise Malformed("did.syntax", did=did[:200])
    first, *segments = parsed.identifier.split(":")
    authority = _authority(first, did)
    if not segments:
        return f"https://{authority}/.well-known/did.json"
    return f"https://{authority}/{'/'.join(_segment(segment, did) for segment in segments)}/did.json"


def _authority(text: str, did: str) -> str:
    # The only encoded character that belongs into the first part is the colon before a port.
    host, separator, port = text.lower().partition("%3a")
    match = _HOST.fullmatch(host)
    if match is None or _NUMERIC.fullmatch(match[1]):
        raise Malformed("did.web_host", did=did, host=text)
    if separator and (not _PORT.fullmatch(port) or int(port) > 65535):
        raise Malformed("did.web_host", did=did, host=text)
    if match[1] == host or match[1] in _LOCAL_LABELS:
        raise Unsupported("did.web_not_public", did=did, host=host)
    return f"{host}:{port}" if separator else host


def _segment(text: str, did: str) -> str:
    decoded = unquote_to_bytes(text)
    if not decoded or decoded in (b".", b"..") or _FORBIDDEN_IN_SEGMENT.search(decoded):
        raise Malformed("did.web_path", did=did, segment=text)
    try:
        return quote(decoded.decode("utf-8"), safe="")
    except UnicodeDecodeError:
        raise Malformed("did.web_path", did=did, segment=text) from None
