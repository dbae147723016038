"""Is it this candidate's? Asked only when the caller names a candidate."""

from __future__ import annotations

from urllib.parse import unquote

from badgekit.checks.base import (
    CREDENTIALS,
    OLDER,
    Check,
    Context,
    Decision,
    check,
    failed,
    inconclusive,
    not_applicable,
    passed,
    warning,
)
from badgekit.identity import Candidate, Match, is_comparable, is_name, match_identifier
from badgekit.models import Assertion, Claims, ClrCredential, Endorsement, IdentityObject
from badgekit.report import Finding

__all__ = ["Subject", "match_id", "matches", "subjects_of"]

Subject = tuple[str, str | None, tuple[IdentityObject, ...]]


@check(
    "recipient.matches",
    needs=("proof.integrity", "hosted.published"),
    spec="OB 3.0 verification step 5, Recipient Verification; OB 2.0 IdentityObject",
    kinds=CREDENTIALS | OLDER,
)
def matches(context: Context) -> Decision:
    """The recipient named in the credential is the candidate, by one of the candidate's identifiers."""
    candidate = context.candidate
    if candidate is None:
        if context.policy.require_recipient:
            return inconclusive("recipient.no_candidate")
        return not_applicable("recipient.not_asked")
    subjects = subjects_of(context.claims)
    if not any(subject_id or identifiers for _, subject_id, identifiers in subjects):
        return inconclusive("recipient.none_named", path="$.credentialSubject")
    comparable = contradicted = False
    found: list[tuple[Match, str]] = []
    for path, subject_id, identifiers in subjects:
        by_id = match_id(subject_id, candidate)
        comparable = comparable or by_id is not None
        contradicted = contradicted or by_id is False
        if isinstance(by_id, Match):
            found.append((by_id, f"{path}.id"))
        for identity in identifiers:
            if not identity.identity_hash or not identity.identity_type:
                continue
            comparable = comparable or is_comparable(identity.identity_type, candidate)
            match = match_identifier(
                identity.identity_type,
                identity.identity_hash,
                hashed=identity.hashed is True,
                salt=identity.salt or "",
                candidate=candidate,
                path=identity.path,
                version=context.document.version,
            )
            if match is not None:
                found.append((match, identity.path))
            elif is_comparable(identity.identity_type, candidate) and not is_name(identity.identity_type):
                contradicted = True
    # All subjects must be the candidate: a second person in one credential makes it nobody's.
    if found and len(subjects) == 1:
        match, path = min(found, key=lambda item: len(item[0].weaknesses))
        if contradicted and "name_only" in match.weaknesses:
            return inconclusive("recipient.namesake", path=path)
        return _describe(match, path)
    if found:
        return failed("recipient.several", path="$.credentialSubject")
    if comparable:
        return failed("recipient.mismatch", path="$.credentialSubject")
    return inconclusive("recipient.not_comparable", path="$.credentialSubject")


def subjects_of(claims: Claims) -> list[Subject]:
    """Return path, id and identifiers of everybody that a credential is about."""
    if isinstance(claims, Assertion | ClrCredential):
        subject = claims.credential_subject
        return [] if subject is None else [(subject.path, subject.id, subject.identifier)]
    if isinstance(claims, Endorsement):
        # It is about the thing endorsed: whoever that is, no endorsement is a candidate's badge.
        thing = claims.credential_subject
        return [] if thing is None else [(thing.path, thing.id, ())]
    return [(subject.path, subject.id, ()) for subject in claims.credential_subject]


def match_id(subject_id: str | None, candidate: Candidate) -> Match | bool | None:
    """Return the match, False when comparable but different, None when there is nothing to compare with."""
    if not subject_id:
        return None
    if subject_id.startswith("mailto:"):
        if not candidate.emails:
            return None
        return (
            match_identifier(
                "emailAddress", unquote(subject_id[7:]), hashed=False, salt="", candidate=candidate
            )
            or False
        )
    if subject_id.startswith("tel:"):
        if not candidate.phones:
            return None
        number = _digits(subject_id[4:])
        return Match("id") if any(_digits(phone) == number for phone in candidate.phones) else False
    if not candidate.ids:
        return None
    return Match("id") if subject_id in candidate.ids else False


def _digits(number: str) -> str:
    """Return a telephone number without its visual separators (RFC 3966 section 3)."""
    return number.translate({ord(separator): None for separator in " -.()/"})


def _describe(match: Match, path: str) -> Decision:
    how = f"{match.by} ({match.hashed} hash)" if match.hashed else match.by
    if match.weaknesses:
        remarks = tuple(Finding(f"recipient.weak_{weakness}", path) for weakness in match.weaknesses)
        return warning("recipient.matched_weakly", *remarks, path=path, by=how)
    return passed("recipient.matched", path=path, by=how)


CHECKS: tuple[Check, ...] = (matches,)
