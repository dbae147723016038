"""To whom: the subjects of credentials, and their results.

`types`, `extra` and `path` are as in `badgekit.models.parts`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from badgekit.dates import Timestamp
from badgekit.models.achievement import Achievement, Alignment
from badgekit.models.parts import IdentityObject, Image
from badgekit.models.profile import Profile
from badgekit.models.values import NOTHING, ReadOnly

__all__ = ["AchievementSubject", "CredentialSubject", "Result"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A result that the recipient achieved (OB 3.0 Result).

    Attributes:
        result_description: id of a `ResultDescription` of the same achievement.
        achieved_level: id of one of its rubric levels.
        status: one of `terms.RESULT_STATUS_TYPES`, as written; None = not given, which means Completed;
            empty = given, but not as text.
    """

    types: tuple[str, ...] = ()
    achieved_level: str | None = None
    alignment: tuple[Alignment, ...] = ()
    result_description: str | None = None
    status: str | None = None
    value: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)

    @property
    def is_awarded(self) -> bool:
        """Whether this says that the achievement was completed: any status but Completed says it was not."""
        return self.status is None or self.status == "Completed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementSubject:
    """The recipient, as far as this achievement goes (OB 3.0 AchievementSubject).

    Attributes:
        id: URL of the recipient, such as a DID.
        identifier: further identifiers; `id` or one of these is always there in a sound badge.
        activity_start_date: no time zone is asked for; a value without one is read as UTC.
        credits_earned: number of credits, in units the issuer defines.
        source: who assessed on behalf of the issuer; not authenticated by the badge.
    """

    id: str | None = None
    types: tuple[str, ...] = ()
    activity_start_date: Timestamp | None = None
    activity_end_date: Timestamp | None = None
    credits_earned: float | None = None
    achievement: Achievement | None = None
    identifier: tuple[IdentityObject, ...] = ()
    image: Image | None = None
    license_number: str | None = None
    narrative: str | None = None
    result: tuple[Result, ...] = ()
    role: str | None = None
    source: Profile | None = None
    term: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)

    @property
    def is_awarded(self) -> bool:
        """Whether no result says that the achievement was not completed (`Result.is_awarded`)."""
        return all(result.is_awarded for result in self.result)


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialSubject:
    """The subject of a credential of any kind: its claims are in `extra`, as they came (VCDM 2.0, 4.8)."""

    id: str | None = None
    types: tuple[str, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)
