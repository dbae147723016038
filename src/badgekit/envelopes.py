"""Opening what a credential is packed in: a signed token, or an object with one in a ``data:`` URL.

One opener for every place where such a thing is met: the input itself, entries of records, presentations and
API responses, status lists. Nothing is believed here; what comes out is a `Document` with its `Envelope`.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from typing import Any

from badgekit.documents import VC_V2, Document, Kind, identify
from badgekit.errors import Malformed, Unsupported
from badgekit.jsonpath import child
from badgekit.limits import Limits
from badgekit.proofs import jws, jwt_claims, media_types
from badgekit.proofs.media_types import MediaType

__all__ = ["ENVELOPED", "open_enveloped", "open_token", "opened"]

ENVELOPED = frozenset({Kind.ENVELOPED_CREDENTIAL, Kind.ENVELOPED_PRESENTATION})

# RFC 2397. White space around the data means nothing to readers of URLs, and issuers put it there.
_DATA_URL = re.compile(r"data:([^,;]*)((?:;[^,;]*)*),(.*)", re.IGNORECASE | re.DOTALL)
_SPACE = " \t\r\n"
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}|[A-Za-z0-9_-]*={0,2}", re.ASCII)
_TO_STANDARD = str.maketrans("-_", "+/")


def open_token(token: str, limits: Limits, outer: MediaType | None = None) -> Document:
    """Return the document inside a compact JWS.

    Args:
        token: the text.
        limits: bounds.
        outer: the media type that it was handed over as; None where it came without one.

    Raises:
        Problem: the token is malformed, of another kind, or secured in a way that is not allowed.
    """
    parsed = jws.parse(token, limits)
    media_types.check_claims(parsed.media_type or outer, parsed.payload)
    envelope = jwt_claims.read(parsed, parsed.payload)
    return _of_its_kind(identify(envelope.credential, envelope), parsed.media_type)


def opened(value: Mapping[str, Any], path: str, limits: Limits) -> Document:
    """Return the document that `value` is, or that lies in it when it is an envelope.

    Raises:
        Problem: as `open_enveloped`.
    """
    document = identify(value)
    return open_enveloped(document, path, limits) if document.kind in ENVELOPED else document


def open_enveloped(envelope: Document, path: str, limits: Limits) -> Document:
    """Return what lies in an EnvelopedVerifiableCredential or EnvelopedVerifiablePresentation.

    VCDM 2.0 sections 4.13.3 and 4.13.4: ``id`` is a ``data:`` URL with the token, and its media type says
    how to read it. Other members are nobody's word and are not looked at.

    Args:
        envelope: a document of a kind in `ENVELOPED`.
        path: where it was found.
        limits: bounds.

    Raises:
        Malformed: ``input.envelope_context``, ``input.envelope_malformed``, ``input.envelope_encoding``,
            ``input.envelope_holds_other``, and what the reader of the token raises.
        Unsupported: ``input.envelope_unsupported``, and what the reader of the token raises.
    """
    given = envelope.value.get("id")
    found = _DATA_URL.fullmatch(given) if isinstance(given, str) else None
    if found is None:
        raise Malformed("input.envelope_malformed", child(path, "id"))
    media_type, parameters, data = found.groups()
    outer = media_types.named(media_type.strip())
    if outer is None or parameters.lower() not in ("", ";base64", ";base64url"):
        raise Unsupported(
            "input.envelope_unsupported", child(path, "id"), type=(media_type + parameters)[:200]
        )
    if VC_V2 not in envelope.contexts:
        # Without the context that defines it, the name of the type is just a name.
        raise Malformed("input.envelope_context", child(path, "@context"))
    document = _opened(data.strip(_SPACE), bool(parameters), outer, child(path, "id"), limits)
    presentation = envelope.kind is Kind.ENVELOPED_PRESENTATION
    if document.kind in ENVELOPED or (document.kind is Kind.PRESENTATION) != presentation:
        raise Malformed("input.envelope_holds_other", path, kind=document.kind.value)
    if document.is_older:
        # VCDM 2.0 defines this for its own credentials; a badge of 2.0 in one is a badge nobody issued.
        raise Malformed("input.envelope_holds_other", path, kind=document.kind.value)
    return _of_its_kind(document, outer)


def _opened(data: str, encoded: bool, outer: MediaType, path: str, limits: Limits) -> Document:
    if encoded:
        raw = _decoded(data, path)
        try:
            data = raw.decode("ascii")
        except UnicodeDecodeError:
            raise Malformed("input.envelope_encoding", path, type=outer.name) from None
    return open_token(data, limits, outer)


def _decoded(data: str, path: str) -> bytes:
    """Decode base64 of either alphabet, padded or not, in its canonical spelling (RFC 4648 section 3.5)."""
    text = data.rstrip("=").translate(_TO_STANDARD)
    padded = text + "=" * (-len(text) % 4)
    if not _BASE64.fullmatch(data) or ("=" in data and len(data) != len(padded)):
        raise Malformed("input.envelope_encoding", path, type="base64")
    try:
        raw = binascii.a2b_base64(padded, strict_mode=True)
    except binascii.Error:
        raise Malformed("input.envelope_encoding", path, type="base64") from None
    # Unused bits at the end must be zero, so that the bytes have one spelling.
    if binascii.b2a_base64(raw, newline=False).decode("ascii") != padded:
        raise Malformed("input.envelope_encoding", path, type="base64")
    return raw


def _of_its_kind(document: Document, said: MediaType | None) -> Document:
    """Raise unless the document is what its media type says."""
    if said is None or said.presentation is None:
        return document
    if (document.kind is Kind.PRESENTATION) != said.presentation and document.kind not in ENVELOPED:
        raise Malformed("jwt.typ_not_allowed", typ=said.name)
    return document
