"""Whom a credential names, and whether that is the candidate; pure, over typed claims.

The check ``recipient.matches`` says it about one credential, ``nested.same_person`` about those in a record,
a portfolio about many; all by `recognise`, so that no badge becomes somebody's by what is around it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from badgekit.errors import LimitExceeded
from badgekit.identity import Candidate, Match, is_comparable, is_personal, match_id, match_identifier
from badgekit.models import (
    Assertion,
    Claims,
    ClrCredential,
    Endorsement,
    IdentityObject,
    VerifiablePresentation,
)

if TYPE_CHECKING:
    from badgekit.report import Report

__all__ = [
    "MOST_IDENTIFIERS",
    "SHARED",
    "Holder",
    "Named",
    "Recognition",
    "named_in",
    "recognise",
    "shown_in_part",
]

MOST_IDENTIFIERS = 100
"""A badge with more identifiers than any person has is no reason to compare without end."""
SHARED = frozenset({"name_only", "local_identifier", "local_number"})
"""Weaknesses of what somebody else may have as well."""
_WHOLE = frozenset({"disclosure.all_or_nothing", "disclosure.everything_shown", "disclosure.unsigned"})


@dataclass(frozen=True, slots=True)
class Named:
    """One subject: its id and identifiers, and where it stands."""

    path: str
    id: str | None
    identifiers: tuple[IdentityObject, ...] = ()


class Holder(StrEnum):
    """What comparing the subjects of a credential with a candidate says."""

    CANDIDATE = "candidate"
    NAMESAKE = "namesake"
    SHOWN_IN_PART = "shownInPart"
    SOMEBODY_ELSE = "somebodyElse"
    SEVERAL = "several"
    NOT_COMPARABLE = "notComparable"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Recognition:
    """The answer.

    Attributes:
        holder: ``CANDIDATE`` is the only one that says yes. ``NAMESAKE``: a name or a local number fits,
            which others have as well, and something else does not. ``SHOWN_IN_PART``: such a one fits, and
            what does not may have been left out. ``SEVERAL``: the candidate and others. ``NOBODY``: the
            credential names no one.
        match: the strongest match, also of a namesake.
        path: JSONPath of the identifier that matched, else of the subject.
    """

    holder: Holder
    match: Match | None = None
    path: str = "$.credentialSubject"

    @property
    def is_established(self) -> bool:
        """Whether it is the candidate, by more than a name."""
        match = self.match
        return self.holder is Holder.CANDIDATE and match is not None and "name_only" not in match.weaknesses


def named_in(claims: Claims) -> tuple[Named, ...]:
    """Return the subjects of a credential of any kind."""
    if isinstance(claims, Assertion | ClrCredential):
        subject = claims.credential_subject
        return () if subject is None else (Named(subject.path, subject.id, subject.identifier),)
    if isinstance(claims, Endorsement):
        # It is about the thing endorsed: whoever that is, no endorsement is a candidate's badge.
        thing = claims.credential_subject
        return () if thing is None else (Named(thing.path, thing.id),)
    if isinstance(claims, VerifiablePresentation):
        return () if claims.holder is None else (Named(claims.holder.path, claims.holder.id),)
    return tuple(Named(subject.path, subject.id) for subject in claims.credential_subject)


def shown_in_part(report: Report) -> bool:
    """Tell whether the holder of a credential may have left out parts of it (selective disclosure)."""
    shown = report.check("disclosure.complete")
    return shown is not None and shown.code not in _WHOLE


def recognise(
    subjects: tuple[Named, ...], candidate: Candidate, version: str = "3.0", *, in_part: bool = False
) -> Recognition:
    """Compare `subjects` with `candidate`.

    Args:
        version: of Open Badges, which decides what a hash may be made with.
        in_part: the holder may have left out what denies that it is the candidate, see `shown_in_part`.

    Raises:
        Malformed: ``recipient.hash_malformed``.
        LimitExceeded: ``recipient.too_many``.
    """
    if sum(len(subject.identifiers) for subject in subjects) > MOST_IDENTIFIERS:
        raise LimitExceeded("recipient.too_many", subjects[0].path, limit=MOST_IDENTIFIERS)
    if not any(subject.id or subject.identifiers for subject in subjects):
        return Recognition(Holder.NOBODY)
    comparable = contradicted = False
    found: list[tuple[Match, str]] = []
    for subject in subjects:
        by_id = match_id(subject.id, candidate) if subject.id else None
        comparable = comparable or by_id is not None
        contradicted = contradicted or by_id is False
        if isinstance(by_id, Match):
            found.append((by_id, f"{subject.path}.id"))
        for identity in subject.identifiers:
            if not identity.identity_hash or not identity.identity_type:
                continue
            fits = is_comparable(identity.identity_type, candidate)
            comparable = comparable or fits
            match = match_identifier(
                identity.identity_type,
                identity.identity_hash,
                hashed=identity.hashed is True,
                salt=identity.salt or "",
                candidate=candidate,
                path=identity.path,
                version=version,
            )
            if match is not None:
                found.append((match, identity.path))
            # Whoever has several schools has several numbers: one that does not fit denies nothing.
            elif fits and is_personal(identity.identity_type):
                contradicted = True
    # All subjects must be the candidate: a second person in one credential makes it nobody's.
    if found and len(subjects) == 1:
        match, path = min(found, key=lambda item: item[0].rank)
        if SHARED.isdisjoint(match.weaknesses):
            return Recognition(Holder.CANDIDATE, match, path)
        doubt = Holder.NAMESAKE if contradicted else Holder.SHOWN_IN_PART if in_part else Holder.CANDIDATE
        return Recognition(doubt, match, path)
    if found:
        return Recognition(Holder.SEVERAL)
    return Recognition(Holder.SOMEBODY_ELSE if comparable else Holder.NOT_COMPARABLE)
