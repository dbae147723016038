"""The credentials themselves.

`types`, `extra` and `path` are as in `badgekit.models.parts`.

The dates of both data models are read into the same two attributes: `valid_from` holds ``validFrom`` or,
of VCDM 1.1, ``issuanceDate``; `valid_until` holds ``validUntil`` or ``expirationDate``. Where a document has
both, the narrower window counts; `dates_as_written` has each of the four under its own name. Of a badge
before Open Badges 3.0 they hold ``issuedOn`` and ``expires``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from badgekit.dates import Timestamp
from badgekit.models import ob2
from badgekit.models.achievement import Achievement
from badgekit.models.parts import Image
from badgekit.models.profile import Endorsement, Profile
from badgekit.models.services import (
    CredentialSchema,
    CredentialStatus,
    Evidence,
    Proof,
    RefreshService,
    TermsOfUse,
)
from badgekit.models.subject import AchievementSubject, CredentialSubject
from badgekit.models.values import NOTHING, ReadOnly, Text

if TYPE_CHECKING:
    from badgekit.models.skills import Skill

__all__ = ["CONTEXT_V1", "CONTEXT_V2", "Assertion", "DataModel", "VerifiableCredential", "data_model"]

CONTEXT_V1 = "https://www.w3.org/2018/credentials/v1"
CONTEXT_V2 = "https://www.w3.org/ns/credentials/v2"

DataModel = Literal["1.1", "2.0"]


def data_model(context: tuple[object, ...]) -> DataModel | None:
    """Return the version of the W3C data model, which the first context alone decides; None = neither."""
    first = context[0] if context else None
    return "2.0" if first == CONTEXT_V2 else "1.1" if first == CONTEXT_V1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiableCredential:
    """A credential of any kind (VCDM 2.0, section 4); its subjects are kept as they came."""

    context: tuple[str | Mapping[str, Any], ...] = ()
    id: str | None = None
    types: tuple[str, ...] = ()
    name: Text | None = None
    description: Text | None = None
    issuer: Profile | None = None
    valid_from: Timestamp | None = None
    valid_until: Timestamp | None = None
    dates_as_written: Mapping[str, Timestamp] = NOTHING
    credential_subject: tuple[CredentialSubject, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    credential_schema: tuple[CredentialSchema, ...] = ()
    credential_status: tuple[CredentialStatus, ...] = ()
    refresh_service: tuple[RefreshService, ...] = ()
    terms_of_use: tuple[TermsOfUse, ...] = ()
    proof: tuple[Proof, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """A badge: that a recipient has an achievement (OB 3.0 AchievementCredential = OpenBadgeCredential).

    Attributes:
        awarded_date: when the achievement was first awarded; `valid_from` moves when a badge is issued anew.
        name: of the credential; what to show to people is the name of the `achievement`.
        original: of a badge of Open Badges 0.5 to 2.1 what its documents say in their own terms: the
            assertion, its BadgeClass and its issuer; None for a badge of 3.0.
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
    credential_subject: AchievementSubject | None = None
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
    original: ob2.Assertion | None = None

    @property
    def recipient(self) -> AchievementSubject | None:
        """The subject of the credential: who earned the achievement."""
        return self.credential_subject

    @property
    def achievement(self) -> Achievement | None:
        """What was achieved."""
        return self.credential_subject.achievement if self.credential_subject else None

    @property
    def is_awarded(self) -> bool:
        """Whether the badge says that its achievement was completed (see `AchievementSubject.is_awarded`)."""
        return self.credential_subject is not None and self.credential_subject.is_awarded

    @property
    def skills(self) -> tuple[Skill, ...]:
        """The skills that the badge speaks of; each says whether it was awarded, or is what it is about."""
        from badgekit.models.skills import skills_of

        return skills_of(self)
