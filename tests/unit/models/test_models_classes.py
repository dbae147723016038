"""The classes inside a credential: their members, required ones, types, and what is only noted."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.models import (
    AchievementSubject,
    Assertion,
    read,
)

Document = dict[str, Any]

IMAGE = {"id": "https://uni.example/a.png", "type": "Image", "caption": "A seal"}
IDENTITY = {
    "type": "IdentityObject",
    "hashed": False,
    "identityHash": "a@uni.example",
    "identityType": "emailAddress",
}
ALIGNMENT = {"type": ["Alignment"], "targetName": "Welding", "targetUrl": "https://skills.example/1"}
GEO = {"type": "GeoCoordinates", "latitude": 52.1, "longitude": 5}
ADDRESS = {"type": ["Address"], "addressCountryCode": "NL", "geo": GEO}
ENTRY = {"type": "IdentifierEntry", "identifier": "1", "identifierType": "sourcedId"}
RELATED = {"id": "urn:uuid:2", "type": ["Related"], "inLanguage": "nl", "version": "2"}
LEVEL = {"id": "urn:level:1", "type": ["RubricCriterionLevel"], "name": "Good", "points": "3"}
DESCRIPTION = {
    "id": "urn:rd:1",
    "type": ["ResultDescription"],
    "name": "Grade",
    "resultType": "RubricCriterionLevel",
    "allowedValue": ["C", "B", "A"],
    "rubricCriterionLevel": [LEVEL],
}
RESULT = {
    "type": ["Result"],
    "resultDescription": "urn:rd:1",
    "achievedLevel": "urn:level:1",
    "status": "Completed",
}
EVIDENCE = {"id": "https://uni.example/e", "type": ["Evidence"], "name": "Report", "genre": "Essay"}
PERSON = {"id": "https://uni.example/p", "type": ["Profile"], "familyName": "Ek", "dateOfBirth": "1990-02-03"}

# where each class can stand: (path of its carrier from the root, member, a sound value)
PLACES: dict[str, tuple[tuple[str, ...], str, Document]] = {
    "Image": (("issuer",), "image", IMAGE),
    "IdentityObject": (("credentialSubject",), "identifier", IDENTITY),
    "Alignment": (("credentialSubject", "achievement"), "alignment", ALIGNMENT),
    "GeoCoordinates": (("issuer", "address"), "geo", GEO),
    "Address": (("issuer",), "address", ADDRESS),
    "IdentifierEntry": (("credentialSubject", "achievement"), "otherIdentifier", ENTRY),
    "Related": (("credentialSubject", "achievement"), "related", RELATED),
    "ResultDescription": (("credentialSubject", "achievement"), "resultDescription", DESCRIPTION),
    "Result": (("credentialSubject",), "result", RESULT),
    "Evidence": ((), "evidence", EVIDENCE),
    "Profile": (("credentialSubject", "achievement"), "creator", PERSON),
}
REQUIRED = {
    "Image": ("id", "type"),
    "IdentityObject": ("type", "hashed", "identityHash", "identityType"),
    "Alignment": ("type", "targetName", "targetUrl"),
    "GeoCoordinates": ("type", "latitude", "longitude"),
    "Address": ("type",),
    "IdentifierEntry": ("type", "identifier", "identifierType"),
    "Related": ("id", "type"),
    "ResultDescription": ("id", "type", "name", "resultType"),
    "Result": ("type",),
    "Evidence": ("type",),
    "Profile": ("id", "type"),
}


def issues(document: Document) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in read(document, "ob3").issues]


def notes(document: Document) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in read(document, "ob3").notes]


def assertion(document: Document) -> Assertion:
    claims = read(document, "ob3").claims
    assert isinstance(claims, Assertion)
    return claims


def recipient(document: Document) -> AchievementSubject:
    found = assertion(document).recipient
    assert found is not None
    return found


def place(badge: Document, name: str, value: object) -> str:
    """Put `value` where class `name` can stand; return its path."""
    path, member, _ = PLACES[name]
    carrier = badge
    badge["issuer"]["address"] = dict(ADDRESS)
    badge["credentialSubject"]["achievement"]["resultDescription"] = [DESCRIPTION]
    for step in path:
        carrier = carrier[step]
    carrier[member] = value
    return ".".join(("$", *path, member))


@pytest.mark.parametrize("name", PLACES)
def test_a_sound_object_of_every_class(badge: Document, name: str) -> None:
    place(badge, name, PLACES[name][2])
    assert (issues(badge), notes(badge)) == ([], [])


@pytest.mark.parametrize(
    ("name", "member"), [(name, member) for name in REQUIRED for member in REQUIRED[name]]
)
def test_required_members_of_every_class(badge: Document, name: str, member: str) -> None:
    value = {key: item for key, item in PLACES[name][2].items() if key != member}
    path = place(badge, name, value)
    assert issues(badge) == [("structure.missing", f"{path}.{member}")]


@pytest.mark.parametrize("name", PLACES)
def test_the_type_of_every_class(badge: Document, name: str) -> None:
    path = place(badge, name, {**PLACES[name][2], "type": f"Not{name}"})
    assert issues(badge) == [("structure.wrong_class", f"{path}.type")]


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("value", [5, True, ["x"]])
def test_no_object_where_a_class_stands(badge: Document, name: str, value: object) -> None:
    path = place(badge, name, value)
    assert [code for code, where in issues(badge) if where.startswith(path)] == ["structure.wrong_type"]


@pytest.mark.parametrize("name", PLACES)
def test_null_where_a_class_stands(badge: Document, name: str) -> None:
    path = place(badge, name, None)
    assert issues(badge) == [("structure.null", path)]


@pytest.mark.parametrize("name", ["Image", "IdentityObject", "IdentifierEntry"])
def test_closed_classes_want_a_single_type_and_no_more_members(badge: Document, name: str) -> None:
    path = place(badge, name, {**PLACES[name][2], "type": [name], "colour": "red"})
    assert issues(badge) == []
    assert notes(badge) == [
        ("structure.type_is_a_list", f"{path}.type"),
        ("structure.unknown_member", f"{path}.colour"),
    ]


@pytest.mark.parametrize("name", ["Profile", "Evidence", "Result", "Alignment", "GeoCoordinates"])
def test_open_classes_keep_further_members(badge: Document, name: str) -> None:
    place(badge, name, {**PLACES[name][2], "colour": ["red"]})
    assert (issues(badge), notes(badge)) == ([], [])


@pytest.mark.parametrize("name", ["id", "type", "name", "description", "criteria"])
def test_required_members_of_an_achievement(badge: Document, name: str) -> None:
    del badge["credentialSubject"]["achievement"][name]
    assert issues(badge) == [("structure.missing", f"$.credentialSubject.achievement.{name}")]


def test_an_empty_required_text_is_noted(badge: Document) -> None:
    badge["credentialSubject"]["achievement"]["description"] = ""
    assert issues(badge) == []
    assert notes(badge) == [("structure.blank", "$.credentialSubject.achievement.description")]


@pytest.mark.parametrize(
    ("criteria", "empty"),
    [
        ({}, True),
        ({"type": "Criteria"}, True),
        ({"id": "https://uni.example/c"}, False),
        ({"narrative": ""}, False),
    ],
)
def test_criteria_say_something(badge: Document, criteria: Document, empty: bool) -> None:
    badge["credentialSubject"]["achievement"]["criteria"] = criteria
    assert issues(badge) == (
        [("structure.criteria_empty", "$.credentialSubject.achievement.criteria")] if empty else []
    )


@pytest.mark.parametrize("members", [{}, {"name": "Anna"}, {"id": None}, {"identifier": []}])
def test_a_badge_names_its_recipient(badge: Document, members: Document) -> None:
    del badge["credentialSubject"]["id"]
    badge["credentialSubject"] |= members
    assert ("structure.recipient_missing", "$.credentialSubject") in notes(badge)


def test_an_identifier_is_enough_to_name_the_recipient(badge: Document) -> None:
    del badge["credentialSubject"]["id"]
    badge["credentialSubject"]["identifier"] = IDENTITY
    assert issues(badge) == []
    (identity,) = recipient(badge).identifier
    assert (identity.hashed, identity.identity_hash, identity.salt) == (False, "a@uni.example", None)


@pytest.mark.parametrize("hashed", ["false", "true", 0, 1, [], {}])
def test_hashed_is_a_boolean_and_nothing_like_it(badge: Document, hashed: object) -> None:
    badge["credentialSubject"]["identifier"] = [{**IDENTITY, "hashed": hashed}]
    assert issues(badge) == [("structure.wrong_type", "$.credentialSubject.identifier[0].hashed")]
    assert recipient(badge).identifier[0].hashed is None


def test_an_identity_is_not_empty(badge: Document) -> None:
    badge["credentialSubject"]["identifier"] = [{**IDENTITY, "identityHash": ""}]
    assert ("structure.identity_empty", "$.credentialSubject.identifier[0].identityHash") in issues(badge)


@pytest.mark.parametrize(
    ("term", "code"),
    [
        ("emailAddress", None),
        ("ext:studentNumber", None),
        ("email", "structure.identifier_type_alias"),
        ("ext:name", "structure.identifier_type_alias"),
        ("Email", "structure.unknown_term"),
        ("junk ext:x", "structure.unknown_term"),
    ],
)
def test_identifier_types(badge: Document, term: str, code: str | None) -> None:
    badge["credentialSubject"]["identifier"] = [{**IDENTITY, "identityType": term}]
    assert issues(badge) == []
    where = "$.credentialSubject.identifier[0].identityType"
    assert notes(badge) == ([] if code is None else [(code, where)])
    assert recipient(badge).identifier[0].identity_type == term


@pytest.mark.parametrize("term", ["Badge", "MicroCredential", "ext:Nanodegree"])
def test_known_achievement_types(badge: Document, term: str) -> None:
    badge["credentialSubject"]["achievement"]["achievementType"] = term
    assert (issues(badge), notes(badge)) == ([], [])


@pytest.mark.parametrize("term", ["badge", "junk ext:x junk", "ext:", "ext:a b", "ext:x\n", ""])
def test_unknown_achievement_types_are_noted_and_kept(badge: Document, term: str) -> None:
    badge["credentialSubject"]["achievement"]["achievementType"] = term
    assert issues(badge) == []
    assert notes(badge) == [("structure.unknown_term", "$.credentialSubject.achievement.achievementType")]
    achievement = recipient(badge).achievement
    assert achievement is not None
    assert achievement.achievement_type == term
