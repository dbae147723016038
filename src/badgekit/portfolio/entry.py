"""One badge of a portfolio: its report, and whether it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from badgekit.findings import Finding
from badgekit.identity import Match
from badgekit.models import Assertion, Skill, pick
from badgekit.models.values import NOTHING
from badgekit.report import Report
from badgekit.safetext import clean

__all__ = ["Entry", "EntryStanding"]


_CURRENT = Finding("portfolio.current", params=NOTHING)


class EntryStanding(StrEnum):
    """Whether a badge counts in its portfolio; `CURRENT` alone does."""

    CURRENT = "current"
    COPY = "copy"
    RENEWED = "renewed"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    OPEN = "open"
    NOT_AWARDED = "notAwarded"
    FOREIGN = "foreign"
    UNOWNED = "unowned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One badge in a portfolio.

    Attributes:
        number: its place among the badges of the portfolio, from 0.
        report: the report on it.
        badge: what the issuer demonstrably said (`Report.stated`); None where nothing could be established.
            Only a badge whose `standing` is ``CURRENT`` may be relied on.
        standing: ``CURRENT``; ``COPY``: the same credential is there already; ``RENEWED``: a newer version of
            the same credential is there; ``SUPERSEDED``: so is a badge for a newer version of the
            achievement; ``REFUSED``: rejected, or expired since; ``OPEN``: the report is inconclusive;
            ``NOT_AWARDED``: a result says that it was not completed; ``FOREIGN``: somebody else's;
            ``UNOWNED``: nothing establishes whose.
        reason: the finding that decided the standing.
        owner: ``FOREIGN`` or ``UNOWNED`` by its owner alone, else ``CURRENT``, as always without candidate.
        ownership: the finding that decided the owner.
        match: how it matched the candidate.
        instead: number of the entry that counts in place of this copy or older version.
    """

    number: int
    report: Report
    badge: Assertion | None
    standing: EntryStanding
    reason: Finding
    owner: EntryStanding = EntryStanding.CURRENT
    ownership: Finding = _CURRENT
    match: Match | None = None
    instead: int | None = None

    @property
    def counts(self) -> bool:
        """Whether it counts: verified, current, awarded, and the candidate's if one was given."""
        return self.standing is EntryStanding.CURRENT

    @property
    def name(self) -> str:
        """The achievement's name, "" where it has none."""
        achievement = self.badge.achievement if self.badge is not None else None
        return (pick(achievement.name) or "") if achievement is not None else ""

    @property
    def issuer(self) -> str:
        """The proved identifier of the issuer, "" where there is none."""
        if self.badge is None:
            return ""
        if self.report.issuer is not None:
            return self.report.issuer.id
        return (self.badge.issuer.id or "") if self.badge.issuer is not None else ""

    @property
    def achievement(self) -> str:
        """The achievement's id, "" where it has none."""
        achievement = self.badge.achievement if self.badge is not None else None
        return (achievement.id or "") if achievement is not None else ""

    @property
    def skills(self) -> tuple[Skill, ...]:
        """The skills of the badge, see `Assertion.skills`."""
        return self.badge.skills if self.badge is not None else ()

    @property
    def since(self) -> datetime | None:
        """When it was awarded, as far as the badge says it."""
        if self.badge is None:
            return None
        stamp = self.badge.awarded_date or self.badge.valid_from
        return stamp.at if stamp is not None else None

    def superseded_by(self, number: int) -> Entry:
        """Return this entry as one in place of which another counts."""
        reason = Finding("portfolio.superseded")
        return replace(self, standing=EntryStanding.SUPERSEDED, reason=reason, instead=number)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, which names no identifier of a person."""
        return {
            "number": self.number,
            "name": clean(self.name, 300),
            "achievement": clean(self.achievement, 500),
            "issuer": clean(self.issuer, 500),
            "credential": clean((self.badge.id or "") if self.badge is not None else "", 500),
            "verdict": self.report.verdict.value,
            "judgedAt": self.report.time.isoformat(),
            "standing": self.standing.value,
            **self.reason.to_dict(),
            "match": None
            if self.match is None
            else {
                "by": clean(self.match.by),
                "strength": self.match.strength.value,
                "weaknesses": list(self.match.weaknesses),
                "spellings": list(self.match.spellings),
            },
            "instead": self.instead,
            "skills": [skill.to_dict() for skill in self.skills],
        }
