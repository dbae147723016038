"""From the input to documents: unpack, read a token, name the kind. Nothing is believed yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from badgekit.containers import Payload, unpack
from badgekit.documents import Document, Kind, identify
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.limits import Limits
from badgekit.proofs import jws, jwt_claims
from badgekit.source import Taken

__all__ = ["Intake", "entries_of_response", "open_token", "receive"]


# The registered media type of a signed credential, and its name in earlier drafts.
_ENVELOPES = frozenset({"application/vc+jwt", "application/vc-ld+jwt", "application/vc+ld+json+jwt"})


@dataclass(frozen=True, slots=True)
class Intake:
    """One document and how it was packed; `asked` is the address that answered with it, "" for none."""

    document: Document
    container: str
    location: str
    warnings: tuple[Problem, ...] = ()
    asked: str = ""


def receive(taken: Taken, limits: Limits, fetch: Callable[[str], Taken] | None = None) -> Intake:
    """Return the one document in `taken`.

    Args:
        taken: the input.
        limits: bounds.
        fetch: asks for the hosted badge where a picture holds nothing but its address (OB 1.0 baking); None
            where nothing may be asked.

    Raises:
        Problem: it holds no document, or more than one, or a broken one.
    """
    if taken.value is not None:
        return Intake(identify(_own(taken.value, limits)), "object", "")
    assert taken.data is not None
    payload = unpack(taken.data, limits)
    asked = taken.asked
    if payload.url is not None and fetch is not None:
        hosted = fetch(payload.url)
        assert hosted.data is not None
        inner = unpack(hosted.data, limits)
        document, asked = _document(inner, limits), hosted.asked
        # A picture at that address holds a badge; it is not the answer itself.
        if inner.container != "json":
            asked = ""
    else:
        document = _document(payload, limits)
        if payload.container != "json":
            asked = ""
    return Intake(document, payload.container, payload.location, payload.warnings, asked)


def _document(payload: Payload, limits: Limits) -> Document:
    if payload.token is not None:
        return open_token(payload.token, limits)
    if payload.value is not None:
        return identify(payload.value)
    raise Unsupported("input.link_only", url=payload.url or "")


def open_token(token: str, limits: Limits) -> Document:
    """Return the document inside a compact JWS.

    Raises:
        Problem: the token is malformed, of another kind, or secured in a way that is not allowed.
    """
    parsed = jws.parse(token, limits)
    envelope = jwt_claims.read(parsed, parsed.payload)
    document = identify(envelope.credential, envelope)
    if document.kind is not Kind.PRESENTATION and parsed.typ in jws.PRESENTATION_TYPES:
        raise Malformed("jwt.typ_not_allowed", typ=parsed.typ)
    return document


def entries_of_response(document: Document, limits: Limits) -> tuple[tuple[str, Any], ...]:
    """Return path and entry of every credential in a GetOpenBadgeCredentialsResponse (OB 3.0 API).

    Raises:
        Malformed: ``input.response_empty`` or ``input.response_malformed``.
        LimitExceeded: ``input.too_many_credentials``.
    """
    found: list[tuple[str, Any]] = []
    for member in ("credential", "compactJwsString"):
        given = document.value.get(member, [])
        entries = given if isinstance(given, list) else [given]
        found.extend((f"$.{member}[{index}]", entry) for index, entry in enumerate(entries))
    if not found:
        raise Malformed("input.response_empty")
    if len(found) > limits.credentials:
        raise LimitExceeded("input.too_many_credentials", limit=limits.credentials, count=len(found))
    return tuple(found)


def receive_entry(entry: Any, path: str, limits: Limits) -> Document:
    """Return the document of one entry of a response or record: an object, a compact JWS, or an envelope.

    Raises:
        Problem: it is none of these, or broken.
    """
    if isinstance(entry, Mapping):
        document = identify(entry)
        return _opened(entry, path, limits) if document.kind is Kind.ENVELOPED_CREDENTIAL else document
    if isinstance(entry, str):
        return open_token(entry, limits)
    raise Malformed("input.response_malformed", path)


def _opened(envelope: Mapping[str, Any], path: str, limits: Limits) -> Document:
    """Return the credential in an EnvelopedVerifiableCredential (VCDM 2.0 section 4.13)."""
    given = envelope.get("id")
    if not isinstance(given, str) or not given.startswith("data:") or "," not in given:
        raise Malformed("input.envelope_malformed", path)
    media_type, _, content = given.removeprefix("data:").partition(",")
    if media_type.lower() not in _ENVELOPES:
        raise Unsupported("input.envelope_unsupported", path, type=media_type)
    return open_token(content, limits)


def _own(value: Mapping[str, Any], limits: Limits) -> dict[str, Any]:
    """Return `value` as strict JSON data of our own, which later changes by the caller cannot reach."""
    import json

    from badgekit import strictjson

    try:
        text = json.dumps(dict(value), allow_nan=False, default=_as_dict)
    except (TypeError, ValueError, RecursionError):
        raise Malformed("input.not_json_data") from None
    owned: dict[str, Any] = strictjson.loads(text, limits=limits)
    return owned


def _as_dict(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)
