"""Learner records: one credential that holds others, and says how their achievements belong together.

`types`, `extra` and `path` are as in `badgekit.models.parts`, the dates as in `badgekit.models.credential`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from badgekit.dates import Timestamp
from badgekit.models.achievement import Achievement
from badgekit.models.credential import Assertion, VerifiableCredential
from badgekit.models.parts import IdentityObject, Image
from badgekit.models.profile import Endorsement, Profile
from badgekit.models.services import (
    CredentialSchema,
    CredentialStatus,
    Evidence,
    Proof,
    RefreshService,
    TermsOfUse,
)
from badgekit.models.values import NOTHING, ReadOnly, Text

__all__ = ["Association", "ClrCredential", "ClrSubject", "Entry"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """How two achievements belong together (CLR 2.0 Association): *source* `association_type` *target*.

    Attributes:
        association_type: one of `terms.ASSOCIATION_TYPES`, as written.
        source_id: id of an achievement.
        target_id: id of another one.
    """

    types: tuple[str, ...] = ()
    association_type: str | None = None
    source_id: str | None = None
    target_id: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClrSubject:
    """The learner, and what the record holds about them (CLR 2.0 ClrSubject).

    Attributes:
        achievement: achievements that are expected of the learner; nothing here says that they were awarded.
        verifiable_credential: the credentials inside, read by their kind, unverified; an enveloped one is a
            `VerifiableCredential` whose `id` holds it.
        association: how the achievements belong together.
    """

    id: str | None = None
    types: tuple[str, ...] = ()
    identifier: tuple[IdentityObject, ...] = ()
    achievement: tuple[Achievement, ...] = ()
    verifiable_credential: tuple[Entry, ...] = ()
    association: tuple[Association, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClrCredential:
    """A Comprehensive Learner Record (CLR 2.0 ClrCredential).

    Attributes:
        partial: whether the publisher knows of more than this; only where it is not true does the absence of
            something say anything.
    """

    context: tuple[str | Mapping[str, Any], ...] = ()
    id: str | None = None
    types: tuple[str, ...] = ()
    name: Text | None = None
    description: Text | None = None
    image: Image | None = None
    issuer: Profile | None = None
    valid_from: Timestamp | None = None
    valid_until: Timestamp | None = None
    dates_as_written: Mapping[str, Timestamp] = NOTHING
    awarded_date: Timestamp | None = None
    partial: bool | None = None
    credential_subject: ClrSubject | None = None
    endorsement: tuple[Endorsement, ...] = ()
    endorsement_jwt: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    credential_schema: tuple[CredentialSchema, ...] = ()
    credential_status: tuple[CredentialStatus, ...] = ()
    refresh_service: tuple[RefreshService, ...] = ()
    terms_of_use: tuple[TermsOfUse, ...] = ()
    proof: tuple[Proof, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


Entry: TypeAlias = "Assertion | Endorsement | ClrCredential | VerifiableCredential"
"""A credential inside a learner record."""
