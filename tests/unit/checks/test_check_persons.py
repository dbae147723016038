"""Whose a credential is, by what it says: a wrong "the same" hands a stranger's badge to the reader."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit import parse
from badgekit.checks.persons import Tie, same_person, tie
from badgekit.identity import Candidate
from badgekit.models import Claims, ClrSubject
from badgekit.recipients import MOST_IDENTIFIERS
from badgekit.testing import IssuerSimulator, hashed_identity, plain_identity

SIM = IssuerSimulator("uni.example")
ANNA, BEN = "did:example:anna", "did:example:ben"
MAIL, OTHER_MAIL = "anna@example.org", "ben@example.org"
NUMBER = plain_identity("7", type="studentId")
DIGEST_OF_NOTHING = hashed_identity("", salt=None)["identityHash"]


def badge(*identifiers: Any, id: str | None = None) -> Claims:
    made = SIM.issue(list(identifiers) or None)
    if id is not None:
        made["credentialSubject"]["id"] = id
    claimed = parse(made).claimed
    assert claimed is not None
    return claimed


def statement(*subjects: Any) -> Claims:
    """Return a credential about several, each with an id or without."""
    made = {**SIM.credential(), "credentialSubject": [{"name": "x", **one} for one in subjects]}
    claimed = parse(made).claimed
    assert claimed is not None
    return claimed


def person(*identifiers: Any, id: str | None = None) -> ClrSubject:
    subject = getattr(badge(*identifiers, id=id), "credential_subject", None)
    assert subject is not None
    return ClrSubject(id=subject.id, identifier=subject.identifier, path="$.credentialSubject")


def test_an_endorsement_is_about_no_person() -> None:
    endorsed = parse(SIM.endorse("https://uni.example/badge")).claimed
    assert endorsed is not None
    assert tie(person(id=ANNA), endorsed, None, own=False) is None


SHARED_NUMBER = (badge(NUMBER), person(NUMBER))


@pytest.mark.parametrize(
    ("inside", "learner", "found"),
    [
        (badge(id=ANNA), person(id=ANNA), Tie.SAME),
        (badge(id=BEN), person(id=ANNA), Tie.OTHER),
        (badge(id=ANNA), person(plain_identity(MAIL)), Tie.UNKNOWN),
        (badge(plain_identity(MAIL)), person(id=ANNA), Tie.UNKNOWN),
        (badge(), person(), Tie.UNKNOWN),
        (badge(plain_identity(MAIL)), person(plain_identity(MAIL), id=ANNA), Tie.SAME),
        (badge(plain_identity(MAIL), id=BEN), person(plain_identity(MAIL), id=ANNA), Tie.SAME),
        (badge(hashed_identity(MAIL)), person(hashed_identity(MAIL)), Tie.SAME),
        (badge(hashed_identity(MAIL)), person(hashed_identity(MAIL, salt="other")), Tie.UNKNOWN),
        # A text that looks like such a digest, and is not said to be one, is a text.
        (badge(plain_identity(DIGEST_OF_NOTHING)), person(plain_identity(DIGEST_OF_NOTHING)), Tie.SAME),
        # The number that one school gave is somebody else's at another.
        (*SHARED_NUMBER, Tie.UNKNOWN),
        # Everybody whom it is about must be the person.
        (statement({"id": ANNA}, {"id": BEN}), person(id=ANNA), Tie.OTHER),
        (statement({"id": ANNA}, {}), person(id=ANNA), Tie.UNKNOWN),
        (statement({"id": ANNA}, {"id": ANNA}), person(id=ANNA), Tie.SAME),
        (statement(), person(id=ANNA), Tie.UNKNOWN),
    ],
)
def test_what_identifiers_say_without_a_candidate(inside: Claims, learner: ClrSubject, found: Tie) -> None:
    assert tie(learner, inside, None, own=False) is found


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize(
    "identity",
    [
        plain_identity("Anna", type="name"),
        plain_identity(""),
        plain_identity(MAIL, type=""),
        hashed_identity(""),
        hashed_identity("", salt=None),
    ],
)
def test_what_says_nothing_says_nothing_twice(identity: Any, own: bool) -> None:
    assert tie(person(identity), badge(identity), None, own=own) is Tie.UNKNOWN


def test_a_school_knows_its_own_numbers() -> None:
    inside, learner = SHARED_NUMBER
    assert tie(learner, inside, None, own=True) is Tie.SAME
    of_another_sort = person(plain_identity("7", type="sourcedId"))
    assert tie(of_another_sort, inside, None, own=True) is Tie.UNKNOWN


@pytest.mark.parametrize(
    ("before", "since"), [("email", "emailAddress"), ("id", "ext:did"), ("telephone", "phone")]
)
def test_one_sort_of_identifier_is_one_under_its_older_word(before: str, since: str) -> None:
    """A record with an address of its learner may hold badges of before Open Badges 3.0."""
    text = {"email": MAIL, "id": ANNA, "telephone": "+46701234567"}[before]
    inside, learner = (badge(plain_identity(text, type=sort)) for sort in (before, since))
    subject = person(plain_identity(text, type=since))
    assert tie(subject, inside, None, own=False) is Tie.SAME
    assert same_person(inside, learner, None) is Tie.SAME


CANDIDATE = Candidate(emails=(MAIL,), student_ids=("7",), names=("Anna Ek",))
STRANGERS = plain_identity(OTHER_MAIL)


@pytest.mark.parametrize(
    ("inside", "learner", "stranger", "own"),
    [
        # Whoever writes a record may put a stranger's address beside their own: only of its own badges an
        # issuer says whose they are.
        (badge(STRANGERS), person(plain_identity(MAIL), STRANGERS), Tie.UNKNOWN, Tie.SAME),
        (badge(id=BEN), person(plain_identity(MAIL), id=BEN), Tie.UNKNOWN, Tie.SAME),
        # What is the candidate's by an identifier that nobody else has is, whatever stands around it.
        (badge(plain_identity(MAIL)), person(id=ANNA), Tie.SAME, Tie.SAME),
        # Of what others may have as well, the weakness stays.
        (badge(NUMBER), person(id=ANNA), Tie.LIKELY, Tie.LIKELY),
        (badge(NUMBER, id=ANNA), person(id=ANNA), Tie.LIKELY, Tie.SAME),
        (badge(NUMBER), person(NUMBER), Tie.LIKELY, Tie.SAME),
        # A name alone, and a number beside an address that denies it, are nobody's.
        (badge(plain_identity("Anna Ek", type="name")), person(id=ANNA), Tie.UNKNOWN, Tie.UNKNOWN),
        (badge(NUMBER, STRANGERS), person(id=ANNA), Tie.UNKNOWN, Tie.UNKNOWN),
    ],
)
def test_what_identifiers_say_with_a_candidate(
    inside: Claims, learner: ClrSubject, stranger: Tie, own: Tie
) -> None:
    assert tie(learner, inside, CANDIDATE, own=False) is stranger
    assert tie(learner, inside, CANDIDATE, own=True) is own


def test_what_denies_a_weak_match_may_have_been_left_out() -> None:
    weak, strong = badge(NUMBER), badge(plain_identity(MAIL))
    assert tie(person(id=ANNA), weak, CANDIDATE, own=False, in_part=True) is Tie.UNKNOWN
    assert tie(person(id=ANNA), strong, CANDIDATE, own=False, in_part=True) is Tie.SAME


def test_an_id_of_somebody_else_outweighs_an_address() -> None:
    known = Candidate(ids=(ANNA,), emails=(MAIL,))
    inside = badge(plain_identity(MAIL), id=BEN)
    assert tie(person(id=ANNA), inside, known, own=False) is Tie.OTHER
    assert tie(person(plain_identity(MAIL)), inside, known, own=False) is Tie.UNKNOWN
    assert tie(person(), badge(plain_identity(MAIL), id=ANNA), known, own=False) is Tie.SAME


def test_more_identifiers_than_anybody_has_are_not_compared_with_the_candidate() -> None:
    others = [plain_identity(f"{number}@example.org") for number in range(MOST_IDENTIFIERS)]
    most = badge(plain_identity(MAIL), *others[1:])
    assert tie(person(id=ANNA), most, CANDIDATE, own=False) is Tie.SAME
    assert tie(person(id=ANNA), badge(plain_identity(MAIL), *others), CANDIDATE, own=False) is Tie.UNKNOWN


# Two versions of one credential.


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (badge(), badge(), Tie.SAME),
        (badge(), badge(id=ANNA), Tie.UNKNOWN),
        (badge(id=ANNA), badge(), Tie.UNKNOWN),
        (badge(), badge(NUMBER), Tie.UNKNOWN),
        (badge(NUMBER), badge(), Tie.UNKNOWN),
        (badge(NUMBER), badge(NUMBER), Tie.SAME),
        (badge(id=ANNA), badge(id=ANNA), Tie.SAME),
        (badge(id=ANNA), badge(id=BEN), Tie.OTHER),
        (statement({"id": ANNA}), statement({"id": ANNA}, {"id": BEN}), Tie.OTHER),
        (statement({"id": ANNA}, {"id": BEN}), statement({"id": ANNA}, {"id": BEN}), Tie.SAME),
        (statement({"id": ANNA}, {"id": BEN}), statement({"id": ANNA}, {}), Tie.UNKNOWN),
        (statement({"id": ANNA}, {"id": BEN}), statement({"id": BEN}, {"id": ANNA}), Tie.OTHER),
    ],
)
def test_two_versions_are_about_the_same_by_what_they_say(before: Claims, after: Claims, found: Tie) -> None:
    assert same_person(before, after, None) is found


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        (hashed_identity(MAIL), hashed_identity(MAIL, salt="other"), Tie.SAME),
        # Both must be the candidate's, and by more than what somebody else may have as well.
        (STRANGERS, plain_identity(MAIL), Tie.UNKNOWN),
        (plain_identity(MAIL), STRANGERS, Tie.UNKNOWN),
        (plain_identity(MAIL), NUMBER, Tie.UNKNOWN),
        (NUMBER, plain_identity(MAIL), Tie.UNKNOWN),
    ],
)
def test_two_versions_may_be_the_candidates(before: Any, after: Any, found: Tie) -> None:
    assert same_person(badge(before), badge(after), CANDIDATE) is found
    assert same_person(badge(before), badge(after), None) is Tie.UNKNOWN


def test_a_number_of_the_candidate_leaves_another_id_open() -> None:
    before, after = badge(plain_identity(MAIL), id=ANNA), badge(NUMBER, id=BEN)
    assert same_person(before, after, CANDIDATE) is Tie.UNKNOWN
    assert same_person(before, after, None) is Tie.OTHER
