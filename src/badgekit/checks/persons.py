"""Are two credentials about one person, as far as their identifiers say?"""

from __future__ import annotations

from enum import Enum

from badgekit.identity import Candidate, is_hash_of_nothing, is_name, is_unique, sort_of
from badgekit.models import Claims, ClrSubject, Endorsement, IdentityObject
from badgekit.recipients import MOST_IDENTIFIERS, SHARED, Holder, Named, named_in, recognise

__all__ = ["Tie", "same_person", "tie"]


class Tie(Enum):
    """What identifiers say of two persons; ``LIKELY``: the same, by what somebody else may have as well."""

    SAME = "same"
    LIKELY = "likely"
    OTHER = "other"
    UNKNOWN = "unknown"


def tie(
    subject: ClrSubject,
    inner: Claims,
    candidate: Candidate | None,
    *,
    own: bool,
    version: str = "3.0",
    in_part: bool = False,
) -> Tie | None:
    """Return whether `inner` is about the person of a record; None where it is about no person.

    Args:
        subject: the record's.
        inner: a credential in it.
        candidate: the person that the record was found to belong to; None where nobody was asked about.
        own: the record's issuer issued `inner`, too. Only for its own it may say which identifiers are one
            person's: whoever writes a record could put a stranger's identifier beside one of theirs.
        version: of Open Badges, which decides what a hash in `inner` may be made with.
        in_part: the holder may have left out what `inner` says of its recipient.
    """
    if isinstance(inner, Endorsement):
        return None
    person = Named(subject.path, subject.id, subject.identifier)
    ties = set()
    for one in named_in(inner):
        known = _candidates(one, candidate, version, in_part) if candidate is not None else None
        ties.add(_one(person, one, known, asked=candidate is not None, own=own))
    # Everything that a credential says must be about this person.
    worst = (Tie.OTHER, Tie.UNKNOWN, Tie.LIKELY, Tie.SAME)
    return next((found for found in worst if found in ties), Tie.UNKNOWN)


def same_person(one: Claims, other: Claims, candidate: Candidate | None) -> Tie:
    """Return whether two versions of a credential are about the same person, or the same thing.

    Args:
        one: the version that was presented.
        other: the one it is compared with.
        candidate: a person; what is this person's in both versions is the same person's.
    """
    first, second = named_in(one), named_in(other)
    if len(first) != len(second):
        return Tie.OTHER
    ties = {_both(before, after, candidate) for before, after in zip(first, second, strict=True)}
    return next((found for found in (Tie.OTHER, Tie.UNKNOWN) if found in ties), Tie.SAME)


def _both(before: Named, after: Named, candidate: Candidate | None) -> Tie:
    if not (before.id or before.identifiers or after.id or after.identifiers):
        return Tie.SAME  # a bearer badge stays one
    asked = candidate is not None and _candidates(before, candidate) is Tie.SAME
    known = _candidates(after, candidate) if candidate is not None and asked else None
    found = _one(before, after, known, asked=asked, own=True)
    return Tie.UNKNOWN if found is Tie.LIKELY else found


def _one(person: Named, inner: Named, found: Tie | None, *, asked: bool, own: bool) -> Tie:
    """Compare two persons; `found` says whether `inner` is the candidate, where that was `asked`."""
    if _agree(person, inner, own=own):
        return Tie.SAME if own or not asked else found or Tie.UNKNOWN
    if found is not None:
        return found
    return Tie.OTHER if inner.id and person.id else Tie.UNKNOWN


def _agree(person: Named, inner: Named, *, own: bool) -> bool:
    if inner.id and inner.id == person.id:
        return True
    known, theirs = (
        {_key(identity) for identity in one.identifiers if _identifies(identity, own=own)}
        for one in (person, inner)
    )
    return not known.isdisjoint(theirs)


def _candidates(
    inner: Named, candidate: Candidate, version: str = "3.0", in_part: bool = False
) -> Tie | None:
    """Return ``SAME`` or ``LIKELY`` where `inner` is the candidate, None where nothing says so.

    By the rules that decide whose a badge is that stands alone, so that a record around it makes it nobody's
    who would not have had it. More strictly, an id that is not the candidate's denies it.
    """
    if len(inner.identifiers) > MOST_IDENTIFIERS:
        return None
    by_id = recognise((Named(inner.path, inner.id),), candidate).holder
    if by_id is Holder.SOMEBODY_ELSE:
        return None
    found = recognise((inner,), candidate, version, in_part=in_part)
    if found.match is None or not found.is_established:
        return None
    return Tie.SAME if SHARED.isdisjoint(found.match.weaknesses) else Tie.LIKELY


def _identifies(identity: IdentityObject, *, own: bool) -> bool:
    """Whether it says who it is; numbers of one issuer say nothing beside those of another (not `own`)."""
    sort, text = identity.identity_type or "", identity.identity_hash or ""
    if not sort or not text or is_name(sort):
        return False
    hashed = identity.hashed is True
    if hashed and is_hash_of_nothing(text, identity.salt or ""):
        return False
    return own or is_unique(sort, text, hashed=hashed)


def _key(identity: IdentityObject) -> tuple[str, str | None, bool | None, str | None]:
    # Open Badges before 3.0 has other words for the same: ``email`` is ``emailAddress``.
    return sort_of(identity.identity_type or ""), identity.identity_hash, identity.hashed, identity.salt
