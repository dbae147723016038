"""The classes of Open Badges 2.0 as their documents are written: attributes are properties in snake case.

Documents of 0.5, 1.0 and 1.1 are read into the same classes after `upgrade`. Everything here is a claim.
`types`, `extra` and `path` are as in `badgekit.models.parts`; `language` is ``@language`` of the node;
`extensions` are the members that are Extension objects, which `extra` has under their names, too. Where a
document links to an object instead of holding it, the attribute is the link as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from badgekit.dates import Timestamp
from badgekit.models.ob2.generation import Generation
from badgekit.models.ob2.parts import (
    AlignmentObject,
    Criteria,
    CryptographicKey,
    Evidence,
    Extension,
    IdentityObject,
    Image,
    Related,
    VerificationObject,
)
from badgekit.models.values import NOTHING, ReadOnly, Text

__all__ = [
    "AlignmentObject",
    "Assertion",
    "BadgeClass",
    "Criteria",
    "CryptographicKey",
    "Endorsement",
    "EndorsementClaim",
    "Evidence",
    "Extension",
    "IdentityObject",
    "Image",
    "Issuer",
    "Related",
    "RevocationList",
    "RevokedEntry",
    "VerificationObject",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementClaim:
    """What is said about whom (OB 2.0 Endorsement, ``claim``): `id` names it, the comment is Markdown."""

    id: str | None = None
    types: tuple[str, ...] = ()
    endorsement_comment: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues (OB 2.0 Profile / Issuer; 1.x Issuer and IssuerOrg).

    Attributes:
        public_key: the keys that sign the issuer's badges; links or the keys themselves.
        verification: which hosted badges are the issuer's.
        revocation_list: URL of a RevocationList.
        origin: 0.5 only: scheme and host that the issuer's badges must be on.
        org: 0.5 only: the organisation; the upgrade puts it into `name`, too.
    """

    context: tuple[str | Mapping[str, Any], ...] = ()
    id: str | None = None
    types: tuple[str, ...] = ()
    name: Text | None = None
    url: str | None = None
    email: str | None = None
    telephone: str | None = None
    description: Text | None = None
    image: Image | None = None
    public_key: tuple[CryptographicKey | str, ...] = ()
    verification: VerificationObject | None = None
    revocation_list: str | None = None
    origin: str | None = None
    org: str | None = None
    endorsement: tuple[Endorsement | str, ...] = ()
    related: tuple[Related, ...] = ()
    version: str | float | None = None
    language: str | None = None
    generation: Generation = "2.0"
    extensions: tuple[Extension, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeClass:
    """What was achieved (OB 2.0 BadgeClass)."""

    context: tuple[str | Mapping[str, Any], ...] = ()
    id: str | None = None
    types: tuple[str, ...] = ()
    name: Text | None = None
    description: Text | None = None
    image: Image | None = None
    criteria: Criteria | None = None
    issuer: Issuer | str | None = None
    alignment: tuple[AlignmentObject, ...] = ()
    tags: tuple[str, ...] = ()
    endorsement: tuple[Endorsement | str, ...] = ()
    related: tuple[Related, ...] = ()
    version: str | float | None = None
    language: str | None = None
    generation: Generation = "2.0"
    extensions: tuple[Extension, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """That a recipient has earned a badge (OB 2.0 Assertion).

    Attributes:
        revoked: None where the document does not say it with a boolean.
        uid: 1.x name of the assertion at its issuer; revocation lists may use it.
        generation: version of Open Badges that this document was written for.
    """

    context: tuple[str | Mapping[str, Any], ...] = ()
    id: str | None = None
    types: tuple[str, ...] = ()
    recipient: IdentityObject | None = None
    badge: BadgeClass | str | None = None
    verification: VerificationObject | None = None
    issued_on: Timestamp | None = None
    image: Image | None = None
    evidence: tuple[Evidence, ...] = ()
    narrative: str | None = None
    expires: Timestamp | None = None
    revoked: bool | None = None
    revocation_reason: str | None = None
    uid: str | None = None
    endorsement: tuple[Endorsement | str, ...] = ()
    related: tuple[Related, ...] = ()
    version: str | float | None = None
    language: str | None = None
    generation: Generation = "2.0"
    extensions: tuple[Extension, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """That a third party endorses a badge, a BadgeClass or an issuer (OB 2.0 Endorsement)."""

    context: tuple[str | Mapping[str, Any], ...] = ()
    id: str | None = None
    types: tuple[str, ...] = ()
    claim: EndorsementClaim | None = None
    issuer: Issuer | str | None = None
    issued_on: Timestamp | None = None
    verification: VerificationObject | None = None
    revoked: bool | None = None
    revocation_reason: str | None = None
    related: tuple[Related, ...] = ()
    version: str | float | None = None
    language: str | None = None
    extensions: tuple[Extension, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokedEntry:
    """One entry of a RevocationList: an assertion by `id` or, as in 1.x, by `uid`."""

    id: str | None = None
    uid: str | None = None
    revocation_reason: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationList:
    """The signed badges that an issuer has revoked (OB 2.0 RevocationList; the map of 1.x is upgraded)."""

    context: tuple[str | Mapping[str, Any], ...] = ()
    id: str | None = None
    types: tuple[str, ...] = ()
    issuer: str | None = None
    revoked_assertions: tuple[RevokedEntry, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)
