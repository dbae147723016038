"""Who: profiles of issuers, creators and organisations, and the endorsements that they give and carry.

Everything here is a claim. Only an issuer's authenticated identifier is more than free text of the signer.
`types`, `extra` and `path` are as in `badgekit.models.parts`, the dates as in `badgekit.models.credential`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from badgekit.dates import Timestamp
from badgekit.models.parts import Address, IdentifierEntry, Image
from badgekit.models.services import (
    CredentialSchema,
    CredentialStatus,
    Evidence,
    Proof,
    RefreshService,
    TermsOfUse,
)
from badgekit.models.values import NOTHING, ReadOnly, Text

__all__ = ["Endorsement", "EndorsementSubject", "Profile"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person or an organisation: issuer, creator, source, parent organisation (OB 3.0 Profile).

    An issuer that the document gives as a bare URL is a Profile with nothing but its `id`.
    """

    id: str | None = None
    types: tuple[str, ...] = ()
    name: Text | None = None
    url: str | None = None
    phone: str | None = None
    description: Text | None = None
    endorsement: tuple[Endorsement, ...] = ()
    endorsement_jwt: tuple[str, ...] = ()
    image: Image | None = None
    email: str | None = None
    address: Address | None = None
    other_identifier: tuple[IdentifierEntry, ...] = ()
    official: str | None = None
    parent_org: Profile | None = None
    family_name: str | None = None
    given_name: str | None = None
    additional_name: str | None = None
    patronymic_name: str | None = None
    honorific_prefix: str | None = None
    honorific_suffix: str | None = None
    family_name_prefix: str | None = None
    date_of_birth: date | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndorsementSubject:
    """What is endorsed (OB 3.0 EndorsementSubject): `id` names it, the comment is Markdown."""

    id: str | None = None
    types: tuple[str, ...] = ()
    endorsement_comment: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """An endorsement of a credential, achievement or profile (OB 3.0 EndorsementCredential)."""

    context: tuple[str | Mapping[str, Any], ...] = ()
    id: str | None = None
    types: tuple[str, ...] = ()
    name: Text | None = None
    description: Text | None = None
    issuer: Profile | None = None
    valid_from: Timestamp | None = None
    valid_until: Timestamp | None = None
    dates_as_written: Mapping[str, Timestamp] = NOTHING
    awarded_date: Timestamp | None = None
    credential_subject: EndorsementSubject | None = None
    evidence: tuple[Evidence, ...] = ()
    credential_schema: tuple[CredentialSchema, ...] = ()
    credential_status: tuple[CredentialStatus, ...] = ()
    refresh_service: tuple[RefreshService, ...] = ()
    terms_of_use: tuple[TermsOfUse, ...] = ()
    proof: tuple[Proof, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)
