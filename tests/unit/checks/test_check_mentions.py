"""Two descriptions of one thing: which hide something, which are worth a remark, which are nothing."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.checks.mentions import hidden, outside_entries, worth_a_remark
from badgekit.errors import Problem

COMMENT: dict[str, Any] = {"id": "urn:a", "type": ["EndorsementSubject"], "endorsementComment": "good"}
DOCUMENT: dict[str, Any] = {
    "id": "urn:badge",
    "issuer": {"id": "urn:a", "type": ["Profile"], "name": "Uni"},
    "credentialSubject": {
        "id": "urn:a",
        "type": ["AchievementSubject"],
        "achievement": {"id": "urn:b", "type": ["Achievement"], "creator": {"id": "urn:a", "name": "Uni"}},
        "result": [
            {"id": "urn:a", "achievement": {"id": "urn:c"}},
            {"id": "urn:a", "type": "AchievementSubject"},
        ],
    },
    "credentialStatus": [{"id": "urn:a"}],
    "credentialSchema": {"id": "urn:a"},
    "refreshService": {"id": "urn:a"},
    "termsOfUse": [{"id": "urn:a"}],
    "proof": {"id": "urn:a"},
    "evidence": [{"id": "urn:a", "name": "work"}, "urn:a"],
    "endorsement": [
        {
            "id": "urn:e1",
            "issuer": {"id": "urn:a", "type": ["Profile"]},
            "credentialSubject": COMMENT,
            "proof": {"id": "urn:a", "creator": {"id": "urn:a"}},
        },
        {"id": "urn:e2", "credentialSubject": {**COMMENT, "achievement": {"id": "urn:c"}}},
        {
            "id": "urn:e3",
            "credentialSubject": {**COMMENT, "type": ["EndorsementSubject", "AchievementSubject"]},
        },
        {"id": "urn:e4", "credentialSubject": "urn:a", "evidence": COMMENT},
    ],
}
SUBJECT = "$.credentialSubject"


def shared(first: str, path: str, id_: str = "urn:a") -> Problem:
    return Problem("jsonld.shared", path, id=id_, first=first)


def verdict(*problems: Problem) -> str:
    found = hidden(DOCUMENT, problems), worth_a_remark(DOCUMENT, problems)
    assert not (found[0] and found[1])
    return "hidden" if found[0] else "remark" if found[1] else "nothing"


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Something of the two is relied on.
        (SUBJECT, "$", "hidden"),
        ("$", f"{SUBJECT}.achievement", "hidden"),
        (SUBJECT, f"{SUBJECT}.achievement", "hidden"),
        (f"{SUBJECT}[0]", f"{SUBJECT}[1].achievement", "hidden"),
        ("$", "$.issuer", "hidden"),
        (f"{SUBJECT}.achievement", "$.issuer", "hidden"),
        # A person may be described again, as long as that says nothing of a subject.
        (SUBJECT, "$.issuer", "remark"),
        (f"{SUBJECT}[0]", "$.issuer", "remark"),
        (SUBJECT, f"{SUBJECT}.achievement.creator", "remark"),
        (SUBJECT, f"{SUBJECT}.result[0]", "hidden"),
        (SUBJECT, f"{SUBJECT}.result[1]", "hidden"),
        (SUBJECT, "$.evidence[1]", "hidden"),
        # Nothing of the two is relied on.
        ("$.issuer", "$.evidence[0]", "remark"),
        ("$.issuer", f"{SUBJECT}.achievement.creator", "remark"),
        # What must stand in one place.
        *(
            (place, "$.evidence[0]", "hidden")
            for place in (
                "$.credentialStatus[0]",
                "$.credentialSchema",
                "$.refreshService",
                "$.termsOfUse[0]",
                "$.proof",
            )
        ),
        # Within one embedded credential, or the subject of one.
        ("$.endorsement[0].issuer", "$.endorsement[0].proof", "nothing"),
        ("$.endorsement[0].proof", "$.endorsement[0].proof.creator", "nothing"),
        ("$.endorsement[0]", "$.endorsement[0].issuer", "nothing"),
        ("$.endorsement[0].issuer", "$.endorsement[1].credentialSubject", "remark"),
        ("$.endorsement[0].issuer", "$.issuer", "remark"),
        ("$.endorsement[0].credentialSubject", SUBJECT, "nothing"),
        ("$.endorsement[0].credentialSubject", "$.credentialStatus[0]", "nothing"),
        ("$.endorsement[1].credentialSubject", SUBJECT, "hidden"),
        ("$.endorsement[2].credentialSubject", SUBJECT, "hidden"),
        ("$.endorsement[3].credentialSubject", SUBJECT, "hidden"),
        ("$.endorsement[3].evidence", SUBJECT, "remark"),
    ],
)
def test_two_places(one: str, other: str, expected: str, backwards: bool) -> None:
    first, second = (other, one) if backwards else (one, other)
    document = (
        {**DOCUMENT, "credentialSubject": [DOCUMENT["credentialSubject"]] * 2}
        if "[" in one[:20]
        else DOCUMENT
    )
    problems = (shared(first, second),)
    found = hidden(document, problems), worth_a_remark(document, problems)
    assert found == {"hidden": (problems, ()), "remark": ((), problems), "nothing": ((), ())}[expected]


def test_every_two_of_many_places_are_compared_and_the_last_one_is_named() -> None:
    places = ["$.issuer", "$.evidence[0]", f"{SUBJECT}.achievement.creator"]
    told = [shared(places[0], place) for place in places[1:]]
    assert worth_a_remark(DOCUMENT, told) == (told[-1],)
    told.append(shared(places[0], f"{SUBJECT}.result[1]"))
    assert verdict(*told) == "remark"
    told.append(shared(places[0], SUBJECT))
    assert hidden(DOCUMENT, told) == (told[-1],)


def test_things_of_other_names_are_judged_each_for_itself() -> None:
    told = [shared("$.issuer", "$.evidence[0]"), shared("$", SUBJECT, "urn:other")]
    assert (hidden(DOCUMENT, told), worth_a_remark(DOCUMENT, told)) == ((told[1],), (told[0],))


ENTRY = "$.credentialSubject.verifiableCredential"


@pytest.mark.parametrize(
    ("one", "other", "settled"),
    [
        (f"{ENTRY}[0].issuer", f"{ENTRY}[1].issuer", True),
        (f"{ENTRY}[0]", "$.issuer", True),
        ("$.credentialSubject[0].verifiableCredential[3][1].issuer", "$.evidence", True),
        ("$.verifiableCredential", "$.verifiableCredential[1].proof", True),
        (f"{ENTRY}[0].issuer", "$", False),
        (f"{ENTRY}[0].issuer", "$.credentialStatus", False),
        (f"{ENTRY}[0].issuer", "$.proof[1]", False),
        ("$.issuer", "$.evidence", False),
        ("$.credentialSubject[1].verifiableCredential[0]", "$.issuer", False),
        ("$.verifiableCredentials[0]", "$.issuer", False),
    ],
)
def test_what_is_inside_an_entry_of_a_record_is_settled_there(one: str, other: str, settled: bool) -> None:
    for first, second in ((one, other), (other, one)):
        problem = shared(first, second)
        assert outside_entries([problem]) == (() if settled else (problem,))
