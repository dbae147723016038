"""What kind of document is this? Kind and version of a payload, decided by its content alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from badgekit.models.ob2.generation import ClassName, Generation, class_of, generation_of
from badgekit.proofs.disclosure import claims_derived

if TYPE_CHECKING:
    from badgekit.proofs.envelope import Envelope

__all__ = ["VC_V1", "VC_V2", "Document", "Kind", "identify"]

VC_V1 = "https://www.w3.org/2018/credentials/v1"
VC_V2 = "https://www.w3.org/ns/credentials/v2"


class Kind(StrEnum):
    """What a document is, by its ``type`` and shape."""

    ACHIEVEMENT = "AchievementCredential"
    ENDORSEMENT = "EndorsementCredential"
    CLR = "ClrCredential"
    EUROPEAN = "EuropeanDigitalCredential"
    BLOCKCERTS = "BlockcertsCredential"
    LER_RS = "LER-RS"
    CREDENTIAL = "VerifiableCredential"
    PRESENTATION = "VerifiablePresentation"
    ENVELOPED_CREDENTIAL = "EnvelopedVerifiableCredential"
    ENVELOPED_PRESENTATION = "EnvelopedVerifiablePresentation"
    RESPONSE = "GetOpenBadgeCredentialsResponse"
    ASSERTION = "Assertion"
    BADGE_CLASS = "BadgeClass"
    ISSUER = "Issuer"
    ENDORSEMENT_2 = "Endorsement"
    REVOCATION_LIST = "RevocationList"
    CRYPTOGRAPHIC_KEY = "CryptographicKey"
    OTHER = "Other"


# In this order: the most specific name decides.
_BY_TYPE = (
    ("AchievementCredential", Kind.ACHIEVEMENT),
    ("OpenBadgeCredential", Kind.ACHIEVEMENT),
    ("EndorsementCredential", Kind.ENDORSEMENT),
    ("ClrCredential", Kind.CLR),
    ("EuropeanDigitalCredential", Kind.EUROPEAN),
    ("BlockcertsCredential", Kind.BLOCKCERTS),
    ("LER-RS VC", Kind.LER_RS),
    ("EnvelopedVerifiableCredential", Kind.ENVELOPED_CREDENTIAL),
    ("EnvelopedVerifiablePresentation", Kind.ENVELOPED_PRESENTATION),
    ("VerifiablePresentation", Kind.PRESENTATION),
    ("VerifiableCredential", Kind.CREDENTIAL),
)
# Open Badges before 3.0.
_BY_CLASS: Mapping[ClassName, Kind] = {
    "Assertion": Kind.ASSERTION,
    "BadgeClass": Kind.BADGE_CLASS,
    "Issuer": Kind.ISSUER,
    "Endorsement": Kind.ENDORSEMENT_2,
    "RevocationList": Kind.REVOCATION_LIST,
    "CryptographicKey": Kind.CRYPTOGRAPHIC_KEY,
}
_OLDER = frozenset(_BY_CLASS.values())
_SHAPES = {
    Kind.ACHIEVEMENT: "ob3",
    Kind.ENDORSEMENT: "endorsement",
    Kind.CLR: "clr",
    Kind.PRESENTATION: "vp",
    **{kind: f"ob2-{name}" for name, kind in _BY_CLASS.items()},
}


@dataclass(frozen=True, slots=True)
class Document:
    """One JSON document with its kind, before anything about it is believed.

    Attributes:
        value: the members a reader sees; inside an envelope without the registered claims.
        kind: what it is.
        vcdm: "2.0" or "1.1" by the first entry of ``@context``, "" when it is neither.
        version: Open Badges version for badges ("3.0"; before that the generation of this one document:
            "0.5", "1.0", "1.1", "2.0"), otherwise `vcdm`.
        envelope: header, claims and signature when the document came inside an enveloping proof.
    """

    value: Mapping[str, Any]
    kind: Kind
    vcdm: str
    version: str
    envelope: Envelope | None = None

    @property
    def shape(self) -> str:
        """Which reader of `badgekit.models` fits, such as ``ob3``, ``clr``, ``vp``, ``vc`` or ``ob2-…``."""
        return _SHAPES.get(self.kind, "vc")

    @property
    def is_older(self) -> bool:
        """Whether it is a badge, or a part of one, of Open Badges before 3.0."""
        return self.kind in _OLDER

    @property
    def is_in_part(self) -> bool:
        """Whether it says of itself that its holder may have left members out (selective disclosure).

        Nothing proves it here: only where a derived proof or an SD-JWT verifies is it more than a word.
        """
        if self.envelope is not None:
            disclosure = self.envelope.disclosure
            return disclosure is not None and not disclosure.is_complete
        given = self.value.get("proof")
        return given is not None and claims_derived(given if isinstance(given, list) else [given])

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


def identify(value: Mapping[str, Any], envelope: Envelope | None = None) -> Document:
    """Return `value` as a Document; never fails, an unknown shape is `Kind.OTHER`.

    The data model is chosen by ``@context[0]`` alone (VCDM 2.0 section 4.3).
    """
    context = value.get("@context")
    first = context[0] if isinstance(context, list) and context else context
    vcdm = {VC_V2: "2.0", VC_V1: "1.1"}.get(first, "") if isinstance(first, str) else ""
    kind, generation = _kind(value)
    version = "3.0" if kind in (Kind.ACHIEVEMENT, Kind.ENDORSEMENT, Kind.RESPONSE) else vcdm
    if kind is Kind.CLR:
        version = "2.0"
    if generation is not None:
        version = generation
    return Document(value, kind, vcdm, version, envelope)


def _kind(value: Mapping[str, Any]) -> tuple[Kind, Generation | None]:
    names = types_of(value)
    for name, kind in _BY_TYPE:
        if name in names:
            return kind, None
    if (
        "type" not in value
        and ("credential" in value or "compactJwsString" in value)
        and "@context" not in value
    ):
        return Kind.RESPONSE, None
    generation = generation_of(value)
    found = class_of(value) if generation is not None else None
    return (Kind.OTHER, None) if found is None else (_BY_CLASS[found], generation)
