"""What kind of document is this? Kind and version of a payload, decided by its content alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from badgekit.proofs.jwt_claims import JwtCredential

__all__ = ["VC_V1", "VC_V2", "Document", "Kind", "identify"]

VC_V1 = "https://www.w3.org/2018/credentials/v1"
VC_V2 = "https://www.w3.org/ns/credentials/v2"
_OB2_MARKS = (
    "https://w3id.org/openbadges",
    "http://w3id.org/openbadges",
    "https://openbadgespec.org",
    "http://standard.openbadges.org",
)


class Kind(StrEnum):
    """What a document is, by its ``type`` and shape."""

    ACHIEVEMENT = "AchievementCredential"
    ENDORSEMENT = "EndorsementCredential"
    CLR = "ClrCredential"
    CREDENTIAL = "VerifiableCredential"
    PRESENTATION = "VerifiablePresentation"
    ENVELOPED_CREDENTIAL = "EnvelopedVerifiableCredential"
    ENVELOPED_PRESENTATION = "EnvelopedVerifiablePresentation"
    RESPONSE = "GetOpenBadgeCredentialsResponse"
    OPEN_BADGES_2 = "OpenBadges2"
    OTHER = "Other"


# In this order: the most specific name decides.
_BY_TYPE = (
    ("AchievementCredential", Kind.ACHIEVEMENT),
    ("OpenBadgeCredential", Kind.ACHIEVEMENT),
    ("EndorsementCredential", Kind.ENDORSEMENT),
    ("ClrCredential", Kind.CLR),
    ("EnvelopedVerifiableCredential", Kind.ENVELOPED_CREDENTIAL),
    ("EnvelopedVerifiablePresentation", Kind.ENVELOPED_PRESENTATION),
    ("VerifiablePresentation", Kind.PRESENTATION),
    ("VerifiableCredential", Kind.CREDENTIAL),
)
_SHAPES = {Kind.ACHIEVEMENT: "ob3", Kind.ENDORSEMENT: "endorsement"}


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON document with its kind, before anything about it is believed.

    Attributes:
        value: the members a reader sees; for a JWT without the registered claims.
        kind: what it is.
        vcdm: "2.0" or "1.1" by the first entry of ``@context``, "" when it is neither.
        version: Open Badges version for badges ("3.0"), otherwise `vcdm`.
        jwt: header, claims and signature when the document came as a compact JWS.
    """

    value: Mapping[str, Any]
    kind: Kind
    vcdm: str
    version: str
    jwt: JwtCredential | None = None

    @property
    def shape(self) -> str:
        """Which reader of `badgekit.models` fits: ``ob3``, ``endorsement`` or ``vc``."""
        return _SHAPES.get(self.kind, "vc")

    @property
    def contexts(self) -> tuple[Any, ...]:
        """The entries of ``@context``, as a tuple whatever its shape."""
        given = self.value.get("@context")
        if given is None:
            return ()
        return tuple(given) if isinstance(given, list) else (given,)


def types_of(value: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names in ``type``, which may be one string or a list."""
    given = value.get("type")
    if isinstance(given, str):
        return (given,)
    if isinstance(given, list):
        return tuple(name for name in given if isinstance(name, str))
    return ()


def identify(value: Mapping[str, Any], jwt: JwtCredential | None = None) -> Document:
    """Return `value` as a Document; never fails, an unknown shape is `Kind.OTHER`.

    The data model is chosen by ``@context[0]`` alone (VCDM 2.0 section 4.3).
    """
    context = value.get("@context")
    first = context[0] if isinstance(context, list) and context else context
    vcdm = {VC_V2: "2.0", VC_V1: "1.1"}.get(first, "") if isinstance(first, str) else ""
    kind = _kind(value)
    version = "3.0" if kind in (Kind.ACHIEVEMENT, Kind.ENDORSEMENT, Kind.RESPONSE) else vcdm
    if kind is Kind.CLR:
        version = "2.0"
    if kind is Kind.OPEN_BADGES_2:
        version = "2"
    return Document(value, kind, vcdm, version, jwt)


def _kind(value: Mapping[str, Any]) -> Kind:
    names = types_of(value)
    for name, kind in _BY_TYPE:
        if name in names:
            return kind
    if (
        "type" not in value
        and ("credential" in value or "compactJwsString" in value)
        and "@context" not in value
    ):
        return Kind.RESPONSE
    if _is_open_badges_2(value, names):
        return Kind.OPEN_BADGES_2
    return Kind.OTHER


def _is_open_badges_2(value: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    context = value.get("@context")
    entries = context if isinstance(context, list) else [context]
    if any(isinstance(entry, str) and entry.startswith(_OB2_MARKS) for entry in entries):
        return True
    return "badge" in value and ("recipient" in value or "verify" in value or "verification" in value)
