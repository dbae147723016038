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
from badgekit.models.values import NOTHING, ReadOnly, Text

__all__ = [
    "AlignmentObject",
    "Assertion",
    "BadgeClass",
    "Claim",
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
class IdentityObject:
    """The recipient (OB 2.0 IdentityObject).

    Attributes:
        types: the property that `identity` is a value of: ``email``, ``url``, ``telephone``, or another.
        identity: the identifier, or ``sha256$<hex>`` / ``md5$<hex>`` of identifier + salt (before 2.0 also
            ``sha1$<hex>``).
        hashed: as the document says; None where it does not say it with a boolean.
        salt: text appended before hashing; None = unsalted.
    """

    types: tuple[str, ...] = ()
    identity: str | None = None
    hashed: bool | None = None
    salt: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CryptographicKey:
    """A public key of an issuer (OB 2.0 CryptographicKey); `owner` is the id of the issuer."""

    context: tuple[str | Mapping[str, Any], ...] = ()
    id: str | None = None
    types: tuple[str, ...] = ()
    owner: str | None = None
    public_key_pem: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationObject:
    """How a badge is to be verified (OB 2.0 VerificationObject), of an assertion or of an issuer.

    Attributes:
        types: ``HostedBadge``, ``SignedBadge`` or ``VerificationObject``; the aliases ``hosted`` and
            ``signed`` are read as the first two.
        creator: the key of a signed badge; a link or the key itself.
        url: 1.x only: where the badge is hosted, or where the key of a signed badge is.
        verification_property: only ``id`` has a meaning.
        starts_with: beginnings of URLs of the issuer's badges.
        allowed_origins: hosts of the issuer's badges; None = not given, empty = an empty list.
    """

    id: str | None = None
    types: tuple[str, ...] = ()
    creator: CryptographicKey | str | None = None
    url: str | None = None
    verification_property: str | None = None
    starts_with: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Evidence that the issuer names (OB 2.0 Evidence); a bare link is an Evidence with nothing but `id`."""

    id: str | None = None
    types: tuple[str, ...] = ()
    narrative: str | None = None
    name: Text | None = None
    description: Text | None = None
    genre: str | None = None
    audience: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture (OB 2.0 Image); `id` is an http(s) or ``data:`` URL, and all there is of a bare link."""

    id: str | None = None
    types: tuple[str, ...] = ()
    caption: str | None = None
    author: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """How the badge is earned (OB 2.0 Criteria); `narrative` is Markdown, never to be shown raw."""

    id: str | None = None
    types: tuple[str, ...] = ()
    narrative: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentObject:
    """A node of a skills or education framework (OB 2.0 AlignmentObject)."""

    id: str | None = None
    types: tuple[str, ...] = ()
    target_name: Text | None = None
    target_url: str | None = None
    target_description: Text | None = None
    target_framework: str | None = None
    target_code: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another edition of the same object (OB 2.0, "Internationalization and Multilingual Badges")."""

    id: str | None = None
    types: tuple[str, ...] = ()
    language: str | None = None
    version: str | float | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """An Extension object (OB 2.0 "Extensions"), as it came; `name` is the member that holds it."""

    name: str = ""
    types: tuple[str, ...] = ()
    context: tuple[str | Mapping[str, Any], ...] = ()
    value: Mapping[str, Any] = NOTHING
    path: str = field(default="$", compare=False)


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


Claim = Assertion | BadgeClass | Issuer | Endorsement | RevocationList | CryptographicKey
"""What one document of Open Badges before 3.0 is read into."""
