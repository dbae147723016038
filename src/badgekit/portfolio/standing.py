"""Which badges of several count: not copies, nor what was renewed, superseded or refused; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from badgekit.documents import Kind
from badgekit.findings import Finding, Outcome
from badgekit.identity import Candidate
from badgekit.models import Achievement, Assertion
from badgekit.models.values import NOTHING
from badgekit.portfolio.entry import Entry, EntryStanding
from badgekit.portfolio.equality import (
    Key,
    achievement_id,
    began,
    credential_key,
    issuer_key,
    later_version,
    version_key,
)
from badgekit.portfolio.people import Naming, Owned, owners, people
from badgekit.portfolio.period import out_of_date
from badgekit.recipients import Holder
from badgekit.report import Report, Verdict

__all__ = ["entries_of"]

# Documents that hold badges, which are there to be looked at only where the document could be opened.
_HOLDERS = frozenset(
    {Kind.CLR, Kind.LER_RS, Kind.RESPONSE, Kind.PRESENTATION}
    | {Kind.ENVELOPED_CREDENTIAL, Kind.ENVELOPED_PRESENTATION}
)
_BADGES = frozenset({Kind.ACHIEVEMENT, Kind.ASSERTION, Kind.OTHER})
# Documents that are no badge, whatever was found of them.
_NO_BADGE = frozenset(kind.value for kind in Kind if kind not in _HOLDERS | _BADGES)


def entries_of(reports: Iterable[Report], candidate: Candidate | None, now: datetime) -> tuple[Entry, ...]:
    """Return one entry for each badge in `reports`, in their order."""
    found = [
        (report, report.stated if isinstance(report.stated, Assertion) else None)
        for given in reports
        for report in given.walk()
        if isinstance(report.stated, Assertion) or _is_unexplained(report)
    ]
    badges = {number: badge for number, (_, badge) in enumerate(found) if badge is not None}
    all_reports = [report for report, _ in found]
    namings = {number: Naming.of(all_reports[number], badge, now) for number, badge in badges.items()}
    owned = {} if candidate is None else owners(namings, candidate)
    leaders = _leaders(badges, all_reports, now)
    entries = []
    for number, (report, badge) in enumerate(found):
        ownership = _ownership(owned.get(number))
        standing, reason, instead = EntryStanding.CURRENT, Finding("portfolio.current"), None
        if badge is None:
            standing = EntryStanding.REFUSED if report.verdict is Verdict.REJECTED else EntryStanding.OPEN
            reason = Finding("portfolio.not_verified", params={"reason": report.best_reason})
        elif leaders[number] != number:
            instead = leaders[number]
            renewed = began(badges[instead]) > began(badge)
            standing = EntryStanding.RENEWED if renewed else EntryStanding.COPY
            reason = Finding("portfolio.renewed" if renewed else "portfolio.copy")
        else:
            standing, reason = _alone(report, badge, ownership, now)
        entries.append(
            Entry(
                number=number,
                report=report,
                badge=badge,
                standing=standing,
                reason=reason,
                owner=ownership[0],
                ownership=ownership[1],
                match=owned[number].match if number in owned else None,
                instead=instead,
            )
        )
    return tuple(_superseded(entries, namings, candidate is not None))


def _is_unexplained(report: Report) -> bool:
    """Whether this is a badge, could be one or could hold some, and nothing of it could be established."""
    if report.stated is not None or report.children or report.kind in _NO_BADGE:
        return False
    inside = report.check("nested.credentials")
    # Whatever stands in the place of an endorsement is no badge, and what holds nothing hides nothing.
    return report.input.container != "endorsement" and (inside is None or inside.code != "nested.none")


def _leaders(badges: Mapping[int, Assertion], reports: list[Report], now: datetime) -> dict[int, int]:
    """Return number → number of the one that counts among equal credentials.

    The newest version counts, also where it has been revoked or expired: an older one would hide that. Of one
    version, a copy that is known to be revoked stands for all.
    """
    groups: dict[Key, list[int]] = {}
    leaders = {}
    for number, badge in badges.items():
        if began(badge) > now and not _is_revoked(reports[number]):
            # Renewed in advance: until the newer version begins, the older one is what holds.
            leaders[number] = number
        else:
            groups.setdefault(credential_key(badge), []).append(number)
    for group in groups.values():
        best = max(
            group,
            key=lambda number: (
                began(badges[number]),
                _is_revoked(reports[number]),
                reports[number].fully_verified,
                reports[number].time,
                -number,
            ),
        )
        leaders.update(dict.fromkeys(group, best))
    return leaders


def _is_revoked(report: Report) -> bool:
    status = report.check("status.current")
    return status is not None and status.outcome is Outcome.FAILED


def _alone(
    report: Report, badge: Assertion, ownership: tuple[EntryStanding, Finding], now: datetime
) -> tuple[EntryStanding, Finding]:
    if not report.fully_verified:
        standing = EntryStanding.REFUSED if report.verdict is Verdict.REJECTED else EntryStanding.OPEN
        if ownership[0] is EntryStanding.FOREIGN:
            return ownership
        return standing, Finding("portfolio.not_verified", params={"reason": report.best_reason})
    ended = out_of_date(report, badge, now)
    if ended is not None:
        return EntryStanding.REFUSED, ended
    if not badge.is_awarded:
        return EntryStanding.NOT_AWARDED, Finding("portfolio.not_awarded")
    shown = report.check("disclosure.complete")
    if ownership[0] is EntryStanding.CURRENT and shown is not None and shown.findings:
        # The policy put up with it; among what is counted together it must not look like the others.
        return EntryStanding.CURRENT, Finding("portfolio.gaps", params={"gap": shown.findings[0].message})
    return ownership


_UNOWNED: Mapping[Holder, str] = {
    Holder.NAMESAKE: "portfolio.namesake",
    Holder.SHOWN_IN_PART: "portfolio.shown_in_part",
    Holder.NOT_COMPARABLE: "portfolio.not_comparable",
    Holder.NOBODY: "portfolio.nobody",
}
_CURRENT = (EntryStanding.CURRENT, Finding("portfolio.current", params=NOTHING))


def _ownership(owned: Owned | None) -> tuple[EntryStanding, Finding]:
    """Return the standing that a badge has by its owner alone."""
    if owned is None:
        return _CURRENT
    holder, match = owned.recognition.holder, owned.match
    if holder in (Holder.SOMEBODY_ELSE, Holder.SEVERAL):
        return EntryStanding.FOREIGN, Finding("portfolio.somebody_else")
    if holder is not Holder.CANDIDATE:
        return EntryStanding.UNOWNED, Finding(_UNOWNED[holder])
    if owned.linked:
        return EntryStanding.CURRENT, Finding("portfolio.linked")
    if match is not None and "name_only" in match.weaknesses:
        return EntryStanding.UNOWNED, Finding("portfolio.name_only")
    if match is not None and match.weaknesses:
        return EntryStanding.CURRENT, Finding("portfolio.weak_match", params={"by": match.by})
    return _CURRENT


def _superseded(entries: list[Entry], namings: Mapping[int, Naming], is_one_person: bool) -> list[Entry]:
    """Mark those whose issuer has a later version of the same achievement among the badges that count.

    Args:
        entries: all badges.
        namings: number → what the badge says of its recipient.
        is_one_person: all badges that count are the candidate's. Otherwise nobody's badge gives way to that
            of somebody else.
    """
    counted = {
        entry.number: (issuer_key(entry.badge), achievement)
        for entry in entries
        if entry.counts and entry.badge is not None and (achievement := entry.badge.achievement) is not None
    }
    newer = _newer(counted, dict.fromkeys(counted, (0,)))
    if newer and not is_one_person:
        persons: dict[int, tuple[int, ...]] = dict.fromkeys(counted, ())
        for index, person in enumerate(people({number: namings[number] for number in counted})):
            for number in person.numbers:
                persons[number] += (index,)
        newer = _newer(counted, persons)
    return [entry.superseded_by(newer[entry.number]) if entry.number in newer else entry for entry in entries]


def _newer(
    counted: Mapping[int, tuple[str, Achievement]], persons: Mapping[int, tuple[int, ...]]
) -> dict[int, int]:
    """Return number → number of a badge of the same person for a later version of the achievement.

    Args:
        counted: number → issuer and achievement.
        persons: number → those whom the badge names.
    """
    # Person, issuer and achievement → badges for it, and badges whose achievement is related to it.
    held: dict[tuple[int, str, str], list[int]] = {}
    related: dict[tuple[int, str, str], list[int]] = {}
    for number, (issuer, achievement) in counted.items():
        for person in persons[number]:
            held.setdefault((person, issuer, achievement_id(achievement.id or "")), []).append(number)
            for name in _related(achievement):
                related.setdefault((person, issuer, name), []).append(number)
    for found in (*held.values(), *related.values()):
        found.sort(key=lambda number: version_key(counted[number][1].version), reverse=True)
    newer = {}
    for number, (issuer, achievement) in counted.items():
        for person in persons[number]:
            own = (person, issuer, achievement_id(achievement.id or ""))
            places = [related.get(own, ()), held.get(own, ())]
            places += [held.get((person, issuer, name), ()) for name in sorted(_related(achievement))]
            for other in (other for place in places for other in place[:_MOST_VERSIONS]):
                if number not in newer and _supersedes(counted[other][1], achievement):
                    newer[number] = other
    return newer


# The latest versions come first; more of them than this only somebody who counts on it has.
_MOST_VERSIONS = 5


def _related(achievement: Achievement) -> set[str]:
    return {achievement_id(item.id) for item in achievement.related if item.id}


def _supersedes(newer: Achievement, older: Achievement) -> bool:
    """Whether the two are versions of one achievement (OB 3.0 Related), and `newer` is the later one.

    They must name each other, at least one of them: that two are versions of a third is no order of theirs.
    """
    mine, theirs = achievement_id(newer.id or ""), achievement_id(older.id or "")
    if not mine or not theirs:
        return False
    if mine != theirs and theirs not in _related(newer) and mine not in _related(older):
        return False
    stated = {achievement_id(item.id): item.version for item in newer.related if item.id}
    return later_version(newer.version, older.version or stated.get(theirs))
