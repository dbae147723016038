"""Opening what a credential is packed in: a signed token, or an object with one in a ``data:`` URL.

One opener for every place where such a thing is met: the input itself, entries of records, presentations and
API responses, status lists. Nothing is believed here; what comes out is a `Document` with its `Envelope`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from badgekit import strictbase64
from badgekit.documents import VC_V2, Document, Kind, identify
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.jsonpath import child
from badgekit.limits import Limits
from badgekit.proofs import jws, jwt_claims, media_types
from badgekit.proofs.disclosure import Disclosure
from badgekit.proofs.envelope import Form
from badgekit.proofs.media_types import MediaType

__all__ = ["ENVELOPED", "open_enveloped", "open_message", "open_token", "opened"]

# Where the credential lies in the claims set.
_PLACES: Mapping[Form, str] = {"payload": "$", "vc-claim": "$.vc", "vp-claim": "$.vp"}
_NEEDED = tuple(
    child("$", name)
    for name in (
        *("@context", "type", "issuer", "validFrom", "validUntil", "credentialStatus", "credentialSchema"),
        *("iss", "nbf", "exp", "cnf", "status"),
    )
)
_OF_DIGESTS = frozenset({"_sd", "_sd_alg", "..."})
ENVELOPED = frozenset({Kind.ENVELOPED_CREDENTIAL, Kind.ENVELOPED_PRESENTATION})

# RFC 2397. White space around the data means nothing to readers of URLs, and issuers put it there.
_DATA_URL = re.compile(r"data:([^,;]*)((?:;[^,;]*)*),(.*)", re.IGNORECASE | re.DOTALL)
_SPACE = " \t\r\n"
# Programs that escape parts of URLs escape these three of base64 (+, / and =), and nothing else of a token.
_ESCAPED = re.compile(r"%(2[Bb]|2[Ff]|3[Dd])")
# Nothing but a credential as such is ever the content of a COSE message (VC-JOSE-COSE section 3.3).
_ANY_COSE = MediaType("vc+cose", "cose", False)


def open_token(token: str, limits: Limits, outer: MediaType | None = None) -> Document:
    """Return the document inside a compact JWS, or an SD-JWT.

    Args:
        token: the text.
        limits: bounds.
        outer: the media type that it was handed over as; None where it came without one.

    Raises:
        Problem: the token is malformed, of another kind, or secured in a way that is not allowed.
    """
    if "~" in token:
        return _open_sd_jwt(token, limits, outer)
    if outer is not None and outer.format == "sd-jwt":
        raise Malformed("sdjwt.no_end")
    parsed = jws.parse(token, limits)
    if _has_digests(parsed.payload):
        # Cut off at the first tilde it looks like a token of all or nothing, and shows nothing of its parts.
        return _open_sd_jwt(f"{token}~", limits, outer, Problem("sdjwt.no_end"))
    media_types.check_claims(parsed.media_type or outer, parsed.payload)
    envelope = jwt_claims.read(parsed, parsed.payload)
    return _of_its_kind(identify(envelope.credential, envelope), parsed.media_type)


def _has_digests(payload: Mapping[str, Any]) -> bool:
    """Tell whether an issuer let the holder choose what to show: RFC 9901 keeps names for that."""
    waiting: list[Any] = [payload]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, Mapping):
            if not _OF_DIGESTS.isdisjoint(value):
                return True
            waiting += value.values()
    return False


def _open_sd_jwt(token: str, limits: Limits, outer: MediaType | None, *notes: Problem) -> Document:
    from badgekit.proofs import sd_jwt

    if outer is not None and outer.format == "jwt" and outer.presentation is not None:
        raise Malformed("input.envelope_encoding")
    parsed = sd_jwt.parse(token, limits)
    media_types.check_claims(parsed.media_type or outer, parsed.payload)
    read = jwt_claims.read(parsed, parsed.payload, expected=False)
    disclosure = parsed.disclosure.inside(_PLACES[read.form])
    envelope = replace(
        read,
        disclosure=disclosure,
        binding=parsed.binding,
        notes=(*notes, *read.notes, *_should_be_mandatory(disclosure)),
    )
    return _in_its_form(_of_its_kind(identify(envelope.credential, envelope), parsed.media_type))


def _should_be_mandatory(disclosure: Disclosure) -> tuple[Problem, ...]:
    """Return what the holder was free to leave out and verifiers need (VC-JOSE-COSE section 3.2.1)."""
    found = [path for path in _NEEDED if disclosure.could_hide_part_of(path)]
    return tuple(Problem("sdjwt.should_be_mandatory", path) for path in found)


def open_message(message: bytes, limits: Limits) -> Document:
    """Return the document inside a COSE_Sign1 message.

    Args:
        message: the bytes.
        limits: bounds.

    Raises:
        Problem: as `open_token`.
    """
    from badgekit.proofs import cose

    parsed = cose.parse(message, limits)
    media_types.check_claims(parsed.media_type or _ANY_COSE, parsed.payload)
    for name, value in parsed.claims.items():
        if parsed.payload.get(name, value) != value:
            found = parsed.payload[name]
            raise Malformed("jwt.claim_mismatch", claim=name, member=name, claimed=value, found=found)
    payload = {**parsed.payload, **parsed.claims}
    envelope = jwt_claims.read(parsed, payload, expected=False)
    return _in_its_form(_of_its_kind(identify(envelope.credential, envelope), parsed.media_type))


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
    data = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), data)
    if outer.format == "cose":
        # Bytes need an encoding, and that of data: URLs is base64; hexadecimal digits are other bytes.
        if not encoded:
            raise Malformed("input.envelope_encoding", path, type=outer.name)
        return open_message(strictbase64.decode(data, code="input.envelope_encoding", path=path), limits)
    if encoded:
        raw = strictbase64.decode(data, code="input.envelope_encoding", path=path)
        try:
            data = raw.decode("ascii")
        except UnicodeDecodeError:
            raise Malformed("input.envelope_encoding", path) from None
    return open_token(data, limits, outer)


def _in_its_form(document: Document) -> Document:
    """Raise for a badge of before 3.0, which is signed as a compact JWS or not at all."""
    if document.is_older:
        raise Malformed("jwt.older_badge", kind=document.kind.value)
    return document


def _of_its_kind(document: Document, said: MediaType | None) -> Document:
    """Raise unless the document is what its media type says."""
    if said is None or said.presentation is None:
        return document
    if (document.kind is Kind.PRESENTATION) != said.presentation and document.kind not in ENVELOPED:
        raise Malformed("jwt.typ_not_allowed", typ=said.name)
    return document
