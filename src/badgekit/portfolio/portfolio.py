"""The badges of one person, judged before: whose, which of them count, and what they add up to; pure."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from badgekit.errors import ConfigurationError
from badgekit.findings import Finding, Outcome
from badgekit.identity import Candidate
from badgekit.portfolio.entry import Entry, EntryStanding
from badgekit.portfolio.people import Naming, Person, people
from badgekit.portfolio.progress import Progress, StepOutcome
from badgekit.portfolio.requirement import PathwayRequirement
from badgekit.portfolio.standing import entries_of
from badgekit.portfolio.weighing import Index, progress_of
from badgekit.report import Report
from badgekit.safetext import json_text

__all__ = ["Portfolio", "SamePerson"]

SCHEMA = "urn:badgekit:schema:portfolio:1"


@dataclass(frozen=True, slots=True)
class SamePerson:
    """Whether all badges are one person's.

    Attributes:
        outcome: PASSED; FAILED, only by comparing with a candidate; INCONCLUSIVE, because two identifiers
            can be one person's.
        reason: the finding that decided it.
    """

    outcome: Outcome
    reason: Finding

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"outcome": self.outcome.value, **self.reason.to_dict()}


class Portfolio:
    """Several reports, seen together. Nothing is verified or fetched here: that was done before.

    Args:
        reports: reports of badges; badges inside learner records and API responses are found in them.
        candidate: the person whose badges they should be, as for `badgekit.verify`. Without one, badges
            count together where they name one and the same identifier.
        now: the moment for which is said what counts; by default that of the latest report. Revocation is as
            the reports have it: a portfolio of old reports says what was true then.

    Attributes:
        entries: one for each badge, in the order of the reports.
        now: the moment.

    Raises:
        ConfigurationError: something else than reports, an unusable candidate, a moment without time zone.
    """

    __slots__ = ("_people", "candidate", "entries", "now")

    def __init__(
        self,
        reports: Iterable[Report],
        *,
        candidate: Candidate | Mapping[str, str | Iterable[str]] | None = None,
        now: datetime | None = None,
    ) -> None:
        given = tuple(reports)
        if not all(isinstance(report, Report) for report in given):
            raise ConfigurationError("a portfolio is made of reports, such as badgekit.verify returns them")
        if now is not None and now.utcoffset() is None:
            raise ConfigurationError("now must have a time zone")
        self.candidate = None if candidate is None else Candidate.of(candidate)
        self.now = now if now is not None else max((report.time for report in given), default=None)
        self.entries: tuple[Entry, ...] = (
            () if self.now is None else entries_of(given, self.candidate, self.now)
        )
        self._people: tuple[Person, ...] | None = None

    def __repr__(self) -> str:
        return f"<Portfolio: {len(self.current)} of {len(self.entries)} badges count>"

    @property
    def current(self) -> tuple[Entry, ...]:
        """The badges that count."""
        return tuple(entry for entry in self.entries if entry.counts)

    @property
    def people(self) -> tuple[Person, ...]:
        """The people whom the badges name, the one with most badges first; a badge can be in several.

        Two of them can be one person under two identifiers: that is for a candidate to decide.
        """
        if self._people is None:
            now = self.now
            self._people = people(
                {
                    entry.number: Naming.of(entry.report, entry.badge, now)
                    for entry in self.entries
                    if entry.badge is not None and now is not None
                }
            )
        return self._people

    @property
    def same_person(self) -> SamePerson:
        """Whether all badges are one person's: the candidate's if one was given."""
        badges = [entry for entry in self.entries if entry.badge is not None]
        if len(badges) < len(self.entries) or not badges:
            unexplained = len(self.entries) - len(badges)
            return SamePerson(
                Outcome.INCONCLUSIVE, Finding("portfolio.unexplained", params={"count": unexplained})
            )
        if self.candidate is not None:
            for standing, outcome in (
                (EntryStanding.FOREIGN, Outcome.FAILED),
                (EntryStanding.UNOWNED, Outcome.INCONCLUSIVE),
            ):
                found = [entry for entry in badges if entry.owner is standing]
                if found:
                    return SamePerson(outcome, found[0].ownership)
            return SamePerson(Outcome.PASSED, Finding("portfolio.all_candidates"))
        if any(len(person.numbers) == len(badges) for person in self.people):
            by = next(person.by for person in self.people if len(person.numbers) == len(badges))
            return SamePerson(Outcome.PASSED, Finding("portfolio.one_person", params={"by": by}))
        return SamePerson(
            Outcome.INCONCLUSIVE, Finding("portfolio.several_people", params={"count": len(self.people)})
        )

    @property
    def issuers(self) -> dict[str, tuple[Entry, ...]]:
        """The badges that count, by the proved identifier of their issuer: same issuer, or several?"""
        found: dict[str, list[Entry]] = {}
        for entry in self.current:
            found.setdefault(entry.issuer, []).append(entry)
        return {issuer: tuple(entries) for issuer, entries in found.items()}

    def progress(
        self, requirement: PathwayRequirement | Mapping[str, Any] | str | bytes | os.PathLike[str]
    ) -> Progress:
        """Say which steps of a requirement the badges meet, which are missing, and why.

        One badge can meet several steps. Without a candidate only badges that name one and the same
        identifier are counted together; where that leaves a choice, the person who is farthest is shown.

        Args:
            requirement: as for `PathwayRequirement.of`.

        Raises:
            InputError: the requirement cannot be read.
        """
        wanted = PathwayRequirement.of(requirement)
        index = Index(self.entries)
        if self.candidate is not None:
            return progress_of(wanted, index)
        concerned = index.concerned(wanted)
        found = [
            progress_of(wanted, index, frozenset(person.numbers), person.by)
            for person in self.people
            if not concerned.isdisjoint(person.numbers)
        ]
        return max(found, key=_farthest) if found else progress_of(wanted, index, frozenset())

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, valid against ``schemas/report/portfolio-1.json``."""
        from badgekit import __version__

        return {
            "schema": SCHEMA,
            "badgekit": __version__,
            "now": self.now.isoformat() if self.now is not None else None,
            "samePerson": self.same_person.to_dict(),
            "entries": [entry.to_dict() for entry in self.entries],
            "people": [{"by": person.by, "entries": list(person.numbers)} for person in self.people],
        }

    def to_json(self, indent: int | None = 2) -> str:
        """Return the portfolio as JSON text, which misleads no terminal, log or web page around it."""
        return json_text(self.to_dict(), indent)


def _farthest(progress: Progress) -> tuple[int, int, int]:
    order = {StepOutcome.MISSING: 0, StepOutcome.OPEN: 1, StepOutcome.MET: 2}
    met = sum(result.outcome is StepOutcome.MET for result in progress.results)
    return order[progress.outcome], met, -len(progress.missing)
