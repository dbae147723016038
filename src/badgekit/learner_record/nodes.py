"""What is known of one achievement of a learner record, by the credentials about it."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from badgekit.models import Achievement, Assertion

if TYPE_CHECKING:
    from badgekit.report import Report

__all__ = ["RecordNode", "RecordStanding", "about_others", "is_vouched_for", "merged", "node_of"]


class RecordStanding(StrEnum):
    """What is known of an achievement; the best of what the credentials about it give."""

    AWARDED = "AWARDED"
    """A verified credential says that it was completed."""
    NOT_COMPLETED = "NOT_COMPLETED"
    """A verified credential says that it was begun, or failed."""
    VOUCHED_FOR = "VOUCHED_FOR"
    """A credential without a signature of its own says so; the record's issuer vouches for it."""
    OTHER_PERSON = "OTHER_PERSON"
    """One of these credentials says so, and nobody established that it is about the person of the record."""
    NOT_VERIFIED = "NOT_VERIFIED"
    """There is a credential about it, which is not verified."""
    EXPECTED = "EXPECTED"
    """The record describes it, and holds no credential about it."""
    NAMED = "NAMED"
    """Only an association names it."""


_BEST_FIRST = tuple(RecordStanding)
_ABOUT_OTHERS = frozenset({"nested.other_person", "nested.person_unknown"})
# What only a signature of its own could answer; the record's answers it for a credential without one.
_ANSWERED_BY_RECORD = frozenset(
    {"proof.integrity", "proof.coverage", "proof.expected", "proof.key_in_force"}
    | {"issuer.bound", "issuer.trusted"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNode:
    """One achievement of a record.

    Attributes:
        id: its identifier.
        standing: the best that is known of it.
        achievement: its description: the awarding credential's where it was awarded.
        issuers: proved identifiers of those who awarded it. Whoever issues credentials can name any
            achievement in them, so ask whether one of these may award it.
        credentials: where the credentials about it stand in the record.
    """

    id: str
    standing: RecordStanding
    achievement: Achievement | None = None
    issuers: tuple[str, ...] = ()
    credentials: tuple[str, ...] = ()

    @property
    def awarded(self) -> bool:
        """Whether a verified credential says that it was completed."""
        return self.standing is RecordStanding.AWARDED


def is_vouched_for(report: Report) -> bool:
    """Tell whether all that is open about a credential inside is answered by the record's own signature."""
    integrity = report.check("proof.integrity")
    if report.verdict != "INCONCLUSIVE" or integrity is None or integrity.code != "proof.vouched_for":
        return False
    return all(
        one.outcome not in ("INCONCLUSIVE", "NOT_RUN") or one.id in _ANSWERED_BY_RECORD
        for one in report.checks
        if one.required
    )


def about_others(report: Report) -> Container[str]:
    """Return the places of credentials inside that are not known to be about the person of the record."""
    compared = report.check("nested.same_person")
    if compared is None or compared.outcome in ("PASSED", "WARNING", "NOT_APPLICABLE"):
        return ()
    if compared.code in _ABOUT_OTHERS:
        found = (compared.reason, *compared.findings)
        return frozenset(finding.path for finding in found if finding.code in _ABOUT_OTHERS)
    # Nobody could tell who the person of the record is: its signature does not hold, or it names none.
    return frozenset(child.input.location for child in report.children)


def node_of(entry: Any, report: Report | None, *, is_other: bool) -> RecordNode | None:
    """Return what one credential says of its achievement; None where it has none that can be read."""
    verified = report.assertion if report is not None and report.fully_verified else None
    claims = verified if verified is not None else entry
    if not isinstance(claims, Assertion) or claims.achievement is None or claims.achievement.id is None:
        return None
    if verified is not None:
        standing = RecordStanding.AWARDED if claims.is_awarded else RecordStanding.NOT_COMPLETED
    else:
        vouched = report is not None and is_vouched_for(report)
        standing = RecordStanding.VOUCHED_FOR if vouched else RecordStanding.NOT_VERIFIED
    if is_other and standing is not RecordStanding.NOT_VERIFIED:
        standing = RecordStanding.OTHER_PERSON
    proved = report.issuer if report is not None and verified is not None else None
    return RecordNode(
        id=claims.achievement.id,
        standing=standing,
        achievement=claims.achievement,
        issuers=(proved.id,) if proved is not None and standing is RecordStanding.AWARDED else (),
        credentials=(entry.path,),
    )


def merged(nodes: list[RecordNode]) -> RecordNode:
    """Return the best of what several credentials say of one achievement, with the places of all."""
    best = min(nodes, key=lambda node: _BEST_FIRST.index(node.standing))
    return RecordNode(
        id=best.id,
        standing=best.standing,
        achievement=best.achievement,
        issuers=tuple(dict.fromkeys(issuer for node in nodes for issuer in node.issuers)),
        credentials=tuple(place for node in nodes for place in node.credentials),
    )
