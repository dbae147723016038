"""Tables of members for credentials, profiles and achievements (see `reading.read_object`)."""

from __future__ import annotations

from typing import Any, TypeVar

from badgekit.jsonpath import child
from badgekit.models import leaves as leaf
from badgekit.models import members as m
from badgekit.models import rules, terms
from badgekit.models.achievement import Achievement
from badgekit.models.credential import Assertion, VerifiableCredential
from badgekit.models.leaves import ALIGNED, ID, NAMED, TYPE, Table, image, one_of, same
from badgekit.models.profile import Endorsement, Profile
from badgekit.models.proofs import proofs
from badgekit.models.reading import Issues, Shape, read_object
from badgekit.models.subject import AchievementSubject, CredentialSubject

__all__ = ["ACHIEVEMENT", "ASSERTION", "CREDENTIAL", "ENDORSEMENT", "any_issuer", "one_subject"]

T = TypeVar("T")


def _profile(issues: Issues, value: Any, path: str, name: str) -> Profile | None:
    where = f"{path}.{name}"
    if not issues.enter(where):
        return None
    found = read_object(issues, value, where, _PROFILE)
    issues.leave()
    return found


def _issuer(issues: Issues, value: Any, path: str, name: str) -> Profile | None:
    read = _url_issuer if isinstance(value, str) else _profile
    return read(issues, value, path, name)


def any_issuer(issues: Issues, value: Any, path: str, name: str) -> Profile | None:
    """Read who issued or holds something: a URL, or an object that has one as its ``id``."""
    if isinstance(value, str):
        return _url_issuer(issues, value, path, name)
    return read_object(issues, value, f"{path}.{name}", _ANY_ISSUER)


def _url_issuer(issues: Issues, value: str, path: str, name: str) -> Profile | None:
    found = m.url(issues, value, path, name)
    return None if found is None else Profile(id=found, path=f"{path}.{name}")


def _endorsements(issues: Issues, value: Any, path: str, name: str) -> tuple[Endorsement, ...]:
    return m.several(issues, value, path, name, _endorsement)


def _endorsement(issues: Issues, value: Any, path: str, name: str) -> Endorsement | None:
    where = child(path, name)
    if not isinstance(value, dict):
        issues.wrong_type(where, "an object", value)
        return None
    if not issues.enter(where):
        return None
    issues.enter_embedded()
    found = read_object(issues, value, where, ENDORSEMENT)
    issues.leave_embedded()
    issues.leave()
    return found


def _any_subjects(issues: Issues, value: Any, path: str, name: str) -> tuple[CredentialSubject, ...]:
    return m.several(issues, value, path, name, _any_subject)


def _any_subject(issues: Issues, value: Any, path: str, name: str) -> CredentialSubject | None:
    if isinstance(value, str):
        # A bare URL stands for a subject with nothing but its id; `rules` says what that is worth.
        found = m.url(issues, value, path, name)
        return None if found is None else CredentialSubject(id=found, path=child(path, name))
    return read_object(issues, value, child(path, name), leaf.SUBJECT)


def _subject(issues: Issues, value: Any, path: str, name: str) -> AchievementSubject | None:
    return one_subject(issues, value, path, name, _ACHIEVEMENT_SUBJECT)


def one_subject(issues: Issues, value: Any, path: str, name: str, shape: Shape[T]) -> T | None:
    """Read the subject of a credential that is about one person."""
    where = f"{path}.{name}"
    if isinstance(value, list):
        # Open Badges knows one subject. Taking the first of several would let anybody be the recipient.
        if len(value) != 1:
            issues.issue("structure.not_one_subject", where, count=len(value))
            return None
        issues.note("structure.subject_in_a_list", where)
        where, value = f"{where}[0]", value[0]
    return read_object(issues, value, where, shape)


ENDORSED: Table = {**same(_endorsements, "endorsement"), **same(m.compact_jws, "endorsementJwt")}

_PROFILE = Shape(
    make=Profile,
    members=ID
    | TYPE
    | NAMED
    | ENDORSED
    | same(m.url, "url")
    | same(
        m.text, "phone", "email", "official", "familyName", "givenName", "additionalName", "patronymicName"
    )
    | same(m.text, "honorificPrefix", "honorificSuffix", "familyNamePrefix")
    | same(image, "image")
    | same(m.one(leaf.ADDRESS), "address")
    | same(m.many(leaf.IDENTIFIER), "otherIdentifier")
    | same(_profile, "parentOrg")
    | same(m.calendar_date, "dateOfBirth"),
    required=("id", "type"),
    types=one_of("Profile"),
    repeats=True,
)
_ANY_ISSUER = Shape(make=Profile, members=ID | TYPE | NAMED, required=("id",))
ACHIEVEMENT = Shape(
    make=Achievement,
    members=ID
    | TYPE
    | NAMED
    | ENDORSED
    | ALIGNED
    | same(m.one(leaf.CRITERIA), "criteria")
    | same(m.term(terms.ACHIEVEMENT_TYPES), "achievementType")
    | same(_profile, "creator")
    | same(m.number, "creditsAvailable")
    | same(m.text, "fieldOfStudy", "humanCode", "inLanguage", "specialization", "version")
    | same(image, "image")
    | same(m.many(leaf.IDENTIFIER), "otherIdentifier")
    | same(m.many(leaf.RELATED), "related")
    | same(m.many(leaf.RESULT_DESCRIPTION), "resultDescription")
    | same(m.texts, "tag"),
    required=("id", "type", "name", "description", "criteria"),
    types=one_of("Achievement"),
    repeats=True,
)
_ACHIEVEMENT_SUBJECT = Shape(
    make=AchievementSubject,
    members=ID
    | TYPE
    | same(m.datetime, "activityStartDate", "activityEndDate")
    | same(m.number, "creditsEarned")
    | same(m.one(ACHIEVEMENT), "achievement")
    | same(m.many(leaf.IDENTITY), "identifier")
    | same(image, "image")
    | same(m.text, "licenseNumber", "narrative", "role", "term")
    | same(m.many(leaf.RESULT), "result")
    | same(_profile, "source"),
    required=("type", "achievement"),
    types=one_of("AchievementSubject"),
    check=rules.check_achievement_subject,
)

_ENVELOPE: Table = (
    {"@context": ("context", rules.read_context), "proof": ("proof", proofs)}
    | ID
    | TYPE
    | NAMED
    # Under their own names; `rules` makes the attributes of them.
    | {name: (name, m.bare_timestamp) for name in rules.VALIDITY}
    | same(m.many(leaf.SCHEMA), "credentialSchema")
    | same(m.many(leaf.STATUS), "credentialStatus")
    | same(m.many(leaf.REFRESH), "refreshService")
    | same(m.many(leaf.TERMS), "termsOfUse")
)
OPEN_BADGES_ENVELOPE: Table = (
    _ENVELOPE
    | same(_issuer, "issuer")
    | same(m.many(leaf.EVIDENCE), "evidence")
    | same(m.timestamp, "awardedDate")
)

ASSERTION: Shape[Assertion] = Shape(
    make=Assertion,
    members=OPEN_BADGES_ENVELOPE | ENDORSED | same(image, "image") | same(_subject, "credentialSubject"),
    required=("@context", "id", "type", "issuer", "credentialSubject"),
    types=one_of("VerifiableCredential") + one_of("AchievementCredential", "OpenBadgeCredential"),
    prepare=rules.prepare_assertion,
)
ENDORSEMENT: Shape[Endorsement] = Shape(
    make=Endorsement,
    members=OPEN_BADGES_ENVELOPE | same(m.one(leaf.ENDORSEMENT_SUBJECT), "credentialSubject"),
    required=("@context", "id", "type", "name", "issuer", "credentialSubject"),
    types=one_of("VerifiableCredential") + one_of("EndorsementCredential"),
    prepare=rules.prepare_open_badge,
)
CREDENTIAL: Shape[VerifiableCredential] = Shape(
    make=VerifiableCredential,
    members=_ENVELOPE
    | same(any_issuer, "issuer")
    | same(m.many(leaf.ANY_EVIDENCE), "evidence")
    | same(_any_subjects, "credentialSubject"),
    required=("@context", "type", "issuer", "credentialSubject"),
    types=one_of("VerifiableCredential"),
    prepare=rules.prepare_credential,
)
