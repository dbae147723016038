"""Single members: texts, numbers, URLs, lists, names in several languages; and what results say."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.models import (
    AchievementSubject,
    Assertion,
    Evidence,
    LanguageString,
    Profile,
    Result,
    pick,
    read,
)

Document = dict[str, Any]

ALIGNMENT = {"type": ["Alignment"], "targetName": "Welding", "targetUrl": "https://skills.example/1"}
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


@pytest.mark.parametrize("value", [5, True, None, ["x"], {"@value": "x"}])
def test_text_is_text(badge: Document, value: object) -> None:
    badge["credentialSubject"]["role"] = value
    code = "structure.null" if value is None else "structure.wrong_type"
    assert issues(badge) == [(code, "$.credentialSubject.role")]


@pytest.mark.parametrize(("value", "sound"), [(2.5, True), (3, True), (True, False), ("3", False)])
def test_credits_are_numbers(badge: Document, value: object, sound: bool) -> None:
    badge["credentialSubject"]["creditsEarned"] = value
    assert issues(badge) == ([] if sound else [("structure.wrong_type", "$.credentialSubject.creditsEarned")])
    assert recipient(badge).credits_earned == (value if sound else None)


@pytest.mark.parametrize(
    ("value", "sound"),
    [
        ("https://uni.example/1", True),
        ("urn:uuid:1", True),
        ("did:web:uni.example", True),
        ("mailto:a@uni.example", True),
        ("https://uni.example/ü", True),
        ("/1", False),
        ("uni.example/1", False),
        ("1", False),
        ("", False),
        ("https:", False),
        ("https://uni.example/a b", False),
        ("https://uni.example/1\n", False),
        ("https://uni.example/\x00", False),
        ("https://uni.example/<x>", False),
        (" https://uni.example/1", False),
        (":x", False),
    ],
)
def test_ids_are_absolute_urls(badge: Document, value: str, sound: bool) -> None:
    badge["credentialSubject"]["id"] = value
    found = issues(badge)
    assert (("structure.not_a_url", "$.credentialSubject.id") not in found) == sound
    assert recipient(badge).id == (value if sound else None)


def test_a_bare_url_as_picture_is_noted(badge: Document) -> None:
    badge["issuer"]["image"] = "https://uni.example/a.png"
    assert issues(badge) == []
    assert notes(badge) == [("structure.image_is_a_url", "$.issuer.image")]
    issuer = assertion(badge).issuer
    assert issuer is not None
    assert issuer.image is not None
    assert issuer.image.id == "https://uni.example/a.png"
    badge["issuer"]["image"] = "a.png"
    assert issues(badge) == [("structure.not_a_url", "$.issuer.image")]


def test_one_value_may_stand_for_a_list_of_one(badge: Document) -> None:
    achievement = badge["credentialSubject"]["achievement"]
    achievement |= {"tag": "metal", "alignment": ALIGNMENT, "type": "Achievement"}
    assert (issues(badge), notes(badge)) == ([], [])
    found = assertion(badge).achievement
    assert found is not None
    assert found.tag == ("metal",)
    assert [item.path for item in found.alignment] == ["$.credentialSubject.achievement.alignment"]


def test_items_that_cannot_be_used_are_left_out(badge: Document) -> None:
    badge["credentialSubject"]["achievement"] |= {"tag": ["metal", 5, None], "alignment": [ALIGNMENT, 5]}
    found = assertion(badge).achievement
    assert found is not None
    assert found.tag == ("metal",)
    assert len(found.alignment) == 1
    assert {path for _, path in issues(badge)} == {
        "$.credentialSubject.achievement.tag[1]",
        "$.credentialSubject.achievement.tag[2]",
        "$.credentialSubject.achievement.alignment[1]",
    }


@pytest.mark.parametrize("name", ["tag", "alignment", "related", "resultDescription", "endorsement"])
def test_empty_lists_must_be_left_out(badge: Document, name: str) -> None:
    badge["credentialSubject"]["achievement"][name] = []
    assert issues(badge) == [("structure.empty", f"$.credentialSubject.achievement.{name}")]


def test_activity_dates_need_no_zone(badge: Document) -> None:
    badge["credentialSubject"] |= {
        "activityStartDate": "2024-09-01",
        "activityEndDate": "2024-12-01T00:00:00",
    }
    assert (issues(badge), notes(badge)) == ([], [])
    start = recipient(badge).activity_start_date
    assert start is not None
    assert not start.had_zone


def test_a_date_of_birth(badge: Document) -> None:
    badge["issuer"]["dateOfBirth"] = "1990-02-30"
    assert issues(badge) == [("date.out_of_range", "$.issuer.dateOfBirth")]


def test_evidence_and_its_class(badge: Document) -> None:
    badge["evidence"] = [EVIDENCE]
    assert assertion(badge).evidence == (
        Evidence(id="https://uni.example/e", types=("Evidence",), name="Report", genre="Essay"),
    )


# ---- names in several languages


def test_names_in_several_languages(badge: Document) -> None:
    badge["name"] = [
        {"@value": "Schweißen", "@language": "de"},
        {"@value": "Welding", "@language": "en-GB"},
        "W",
    ]
    badge["issuer"]["name"] = {"@value": "لحام", "@language": "ar", "@direction": "rtl"}
    assert issues(badge) == []
    claims = assertion(badge)
    assert claims.name == (
        LanguageString("Schweißen", "de"),
        LanguageString("Welding", "en-GB"),
        LanguageString("W"),
    )
    assert claims.issuer is not None
    assert claims.issuer.name == (LanguageString("لحام", "ar", "rtl"),)
    assert [pick(claims.name, [tag]) for tag in ("DE-at", "en", "fr")] == ["Schweißen", "Welding", "W"]
    assert pick(claims.name, ["fr", "en-us"]) == "Welding"
    assert pick(claims.issuer.name) == "لحام"
    assert (pick("plain", ["de"]), pick(None)) == ("plain", None)


@pytest.mark.parametrize(
    "value",
    [
        {"en": "Welding"},
        {"@value": "Welding", "en": "x"},
        {"@value": 5},
        {"@value": "x", "@language": 5},
        {"@value": "x", "@direction": "up"},
        {"@language": "en"},
        {},
    ],
)
def test_other_forms_of_text_are_not_shown(badge: Document, value: object) -> None:
    badge["credentialSubject"]["achievement"]["name"] = value
    assert issues(badge) == [("structure.not_a_language_text", "$.credentialSubject.achievement.name")]
    achievement = assertion(badge).achievement
    assert achievement is not None
    assert achievement.name is None


# ---- results


@pytest.mark.parametrize("status", ["Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"])
def test_a_badge_may_certify_that_nothing_was_achieved(badge: Document, status: str) -> None:
    badge["credentialSubject"]["result"] = [
        {"type": ["Result"], "value": "A"},
        {"type": ["Result"], "status": status},
    ]
    assert (issues(badge), notes(badge)) == ([], [])
    assert [result.is_awarded for result in recipient(badge).result] == [True, False]
    assert not recipient(badge).is_awarded
    assert not assertion(badge).is_awarded


def test_completed_is_the_default(badge: Document) -> None:
    assert assertion(badge).is_awarded
    badge["credentialSubject"]["result"] = {"type": ["Result"], "status": "Completed"}
    assert assertion(badge).is_awarded
    assert Result().is_awarded


@pytest.mark.parametrize("status", ["completed", "Passed", "ext:Completed", "", 5, ["Completed"]])
def test_a_status_that_is_not_understood_is_not_an_award(badge: Document, status: object) -> None:
    badge["credentialSubject"]["result"] = [{"type": ["Result"], "status": status}]
    assert not assertion(badge).is_awarded
    found = issues(badge) + notes(badge)
    assert [path for _, path in found] == ["$.credentialSubject.result[0].status"]


def test_a_badge_without_a_readable_subject_awards_nothing(badge: Document) -> None:
    badge["credentialSubject"] = 5
    assert not assertion(badge).is_awarded


def test_results_belong_to_the_descriptions_of_the_achievement(badge: Document) -> None:
    subject = badge["credentialSubject"]
    subject["achievement"]["resultDescription"] = [
        DESCRIPTION,
        {"id": "urn:rd:2", "type": ["ResultDescription"], "name": "State", "resultType": "Status"},
    ]
    subject["result"] = [
        {**RESULT, "resultDescription": "urn:rd:3"},
        {**RESULT, "achievedLevel": "urn:level:9"},
        {"type": ["Result"], "resultDescription": "urn:rd:2"},
        RESULT,
    ]
    assert issues(badge) == []
    assert notes(badge) == [
        ("structure.result_description_unknown", "$.credentialSubject.result[0].resultDescription"),
        ("structure.achieved_level_unknown", "$.credentialSubject.result[1].achievedLevel"),
        ("structure.result_status_missing", "$.credentialSubject.result[2]"),
    ]


def test_an_issuer_of_another_kind_of_credential_is_not_measured_by_open_badges(credential: Document) -> None:
    credential["issuer"] = {"id": "did:example:x", "image": 5, "address": "Main Street"}
    result = read(credential, "vc")
    assert result.issues == ()
    issuer = result.claims.issuer
    assert isinstance(issuer, Profile)
    assert issuer.extra == {"image": 5, "address": "Main Street"}
