"""The skills of a badge: which framework, which identifier, and whether they were awarded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badgekit.models import Assertion, Framework, Skill, read
from badgekit.models.achievement import Achievement, Alignment, ResultDescription, RubricCriterionLevel
from badgekit.models.frameworks import Node, locate
from badgekit.models.reading import Issues
from badgekit.models.rules import check_achievement_subject
from badgekit.models.subject import AchievementSubject, Result

UUID = "51bb0b2e-9f0e-4d4c-8d0e-0123456789ab"
ESCO = f"http://data.europa.eu/esco/skill/{UUID}"


def skills(
    results: Any = (), descriptions: Any = (), alignments: Any = (), tags: Any = ()
) -> tuple[Skill, ...]:
    """Skills of a badge with these members; each alignment is a name."""
    achievement = {
        "id": "urn:a",
        "type": ["Achievement"],
        "alignment": [aligned(name) for name in alignments],
        "tag": list(tags),
        "resultDescription": list(descriptions),
    }
    subject = {"type": ["AchievementSubject"], "achievement": achievement, "result": list(results)}
    return skills_in({"credentialSubject": subject})


def skills_in(document: dict[str, Any]) -> tuple[Skill, ...]:
    claims = read(document, "ob3").claims
    assert isinstance(claims, Assertion)
    return claims.skills


def aligned(name: str, **more: str) -> dict[str, Any]:
    return {"type": ["Alignment"], "targetName": name, "targetUrl": f"https://x.org/{name}", **more}


def result(**members: Any) -> dict[str, Any]:
    return {"type": ["Result"], **members}


def description(**members: Any) -> dict[str, Any]:
    return {
        "id": "urn:d",
        "type": ["ResultDescription"],
        "name": "Final",
        "resultType": "Percent",
        "alignment": [aligned("measured")],
        **members,
    }


def awarded(found: tuple[Skill, ...]) -> dict[str, bool]:
    return {skill.name: skill.awarded for skill in found}


@pytest.mark.parametrize(
    ("target_type", "url", "code", "expected"),
    [
        ("CFItem", f"https://caseregistry.imsglobal.org/uri/{UUID}", None, (Framework.CASE, UUID)),
        ("CFItem", "https://x.org/1", UUID.upper(), (Framework.CASE, UUID)),
        ("CFItem", f"https://caseregistry.imsglobal.org/uri/{UUID}", "HSA.1", (Framework.CASE, UUID)),
        (None, f"https://casenetwork.imsglobal.org/ims/case/v1p0/CFItems/{UUID}", None, ("CASE", UUID)),
        ("ceasn:Competency", "https://x.org", f"CE-{UUID.upper()}", (Framework.CTDL, f"ce-{UUID}")),
        ("CTDL", f"https://credentialfinder.org/credential/ce-{UUID}/Title", None, ("CTDL", f"ce-{UUID}")),
        (None, f"https://sandbox.credentialengineregistry.org/r/ce-{UUID}", None, ("CTDL", f"ce-{UUID}")),
        ("ext:ESCO", ESCO, None, (Framework.ESCO, ESCO)),
        (None, ESCO.replace("http:", "https:"), None, (Framework.ESCO, ESCO)),
        (None, f"https://esco.ec.europa.eu/en/classification/skills?uri={ESCO}", None, ("ESCO", ESCO)),
        (None, "https://data.europa.eu/data/datasets/1", None, (None, "")),
        (None, "https://www.onetonline.org/link/summary/15-2051.00", None, ("O*NET", "15-2051.00")),
        (None, "https://www.onetonline.org/link/summary/15-2051", "15-2051.00", ("O*NET", "15-2051.00")),
        (None, "https://www.onetonline.org/find/descriptor/result/2.A.1.a", None, ("O*NET", "2.A.1.a")),
        (None, "https://lightcast.io/open-skills/skills/KS12003/c", None, ("Lightcast", "KS12003")),
        (None, "https://x.org/skills/1", "KS1200364C9C1LK3V5Q1", (None, "")),
        (None, None, None, (None, "")),
    ],
)  # fmt: skip
def test_a_framework_is_known_by_the_type_then_by_the_host(
    target_type: str | None, url: str | None, code: str | None, expected: tuple[Any, str]
) -> None:
    assert locate(target_type, url, code) == Node(*expected)


@pytest.mark.parametrize(
    "url",
    [
        "https://lightcast.io.evil.example/KS1200364C9C1LK3V5Q1",
        "https://evil.example/lightcast.io/KS1200364C9C1LK3V5Q1",
        "https://lightcast.io@evil.example/KS1200364C9C1LK3V5Q1",
        "https://evil.example\\@lightcast.io/KS1200364C9C1LK3V5Q1",
        "https://notlightcast.io/KS1200364C9C1LK3V5Q1",
        "https://[lightcast.io/KS1200364C9C1LK3V5Q1",
        "ftp://lightcast.io/KS1200364C9C1LK3V5Q1",
    ],
)
def test_a_host_that_looks_like_a_frameworks_is_none(url: str) -> None:
    assert locate(None, url, None) == Node(None)


def test_a_code_and_an_address_that_disagree_name_nothing() -> None:
    other = UUID.replace("5", "6")
    assert locate("CFItem", f"https://caseregistry.imsglobal.org/uri/{UUID}", other) == Node(Framework.CASE)


def test_what_is_taught_is_not_awarded() -> None:
    found = skills(alignments=["taught"], tags=["tagged"], descriptions=[description()])
    assert awarded(found) == {"taught": False, "tagged": False, "measured": False}
    assert [skill.origin for skill in found] == ["achievement", "tag", "resultDescription"]


@pytest.mark.parametrize(
    ("status", "expected"), [(None, True), ("Completed", True), ("Failed", False), ("InProgress", False)]
)
def test_the_alignment_of_a_result_is_awarded_when_it_is_completed(
    status: str | None, expected: bool
) -> None:
    members = {"alignment": [aligned("done")], "value": "90"} | ({"status": status} if status else {})
    (found,) = skills([result(**members)])
    assert found.awarded is expected
    assert found.level is not None
    assert found.level.value == "90"


def test_one_failed_result_leaves_nothing_awarded() -> None:
    found = skills([result(alignment=[aligned("done")]), result(status="Failed")])
    assert awarded(found) == {"done": False}


@pytest.mark.parametrize(
    ("demand", "value", "expected"),
    [
        ({}, "90", False),  # measured, and nobody says how good that is
        ({"requiredValue": "80"}, "90", True),
        ({"requiredValue": "80"}, "80", True),
        ({"requiredValue": "80"}, "79.9", False),
        ({"requiredValue": "80%"}, "90%", True),
        ({"requiredValue": "0.8"}, "5%", False),
        ({"requiredValue": "80"}, "ninety", False),
        ({"requiredValue": "1", "resultType": "LetterGrade"}, "5", False),
        ({"requiredValue": "B", "allowedValue": ["C", "B", "A"], "resultType": "LetterGrade"}, "A", True),
        ({"requiredValue": "B", "allowedValue": ["C", "B", "A"], "resultType": "LetterGrade"}, "C", False),
        ({"requiredValue": "B", "allowedValue": ["C", "B", "B"], "resultType": "LetterGrade"}, "B", False),
    ],
)
def test_what_is_measured_is_awarded_when_it_reaches_what_is_demanded(
    demand: dict[str, Any], value: str, expected: bool
) -> None:
    found = skills([result(resultDescription="urn:d", value=value)], [description(**demand)])
    assert awarded(found) == {"measured": expected}


def test_an_alignment_of_a_result_that_falls_short_is_not_awarded() -> None:
    low = result(resultDescription="urn:d", value="10", alignment=[aligned("done")])
    assert awarded(skills([low], [description(requiredValue="80")])) == {"measured": False, "done": False}


def rubric(*names: str) -> list[dict[str, Any]]:
    return [
        {"id": f"urn:{name}", "type": ["RubricCriterionLevel"], "name": name, "alignment": [aligned(name)]}
        for name in names
    ]


def test_only_the_rubric_level_that_was_reached_is_awarded() -> None:
    levels = description(rubricCriterionLevel=rubric("low", "mid", "high"), requiredLevel="urn:mid")
    reached = result(resultDescription="urn:d", achievedLevel="urn:mid")
    found = skills([reached], [levels])
    assert awarded(found) == {"measured": True, "low": False, "mid": True, "high": False}
    (mid,) = (skill for skill in found if skill.name == "mid")
    assert mid.level is not None
    assert mid.level.to_dict() == {"name": "mid", "measure": "Final"}
    low = result(resultDescription="urn:d", achievedLevel="urn:low")
    assert awarded(skills([low], [levels]))["measured"] is False


def test_an_id_that_two_levels_or_descriptions_share_awards_neither() -> None:
    twice = description(rubricCriterionLevel=[*rubric("low"), {**rubric("high")[0], "id": "urn:low"}])
    reached = result(resultDescription="urn:d", achievedLevel="urn:low")
    assert not any(awarded(skills([reached], [twice])).values())
    demanded = description(requiredValue="1", alignment=[aligned("first")])
    other = description(requiredValue="1", alignment=[aligned("second")])
    found = skills([result(resultDescription="urn:d", value="1")], [demanded, other])
    assert awarded(found) == {"first": False, "second": False}


def test_the_json_form_has_every_word() -> None:
    (found,) = skills([result(alignment=[aligned("done", targetType="CFItem", targetCode=UUID)])])
    assert found.to_dict() == {
        "name": "done",
        "framework": "CASE",
        "id": UUID,
        "url": "https://x.org/done",
        "code": UUID,
        "frameworkName": "",
        "targetType": "CFItem",
        "origin": "result",
        "awarded": True,
        "level": {},
        "path": "$.credentialSubject.result[0].alignment[0]",
    }


_TEXT = st.text(max_size=30) | st.sampled_from([ESCO, UUID, "https://lightcast.io/?uri=%", "CFItem", "urn:d"])


@given(_TEXT | st.none(), _TEXT | st.none(), _TEXT | st.none())
def test_no_text_is_too_strange(target_type: str | None, url: str | None, code: str | None) -> None:
    node = locate(target_type, url, code)
    assert node.framework is not None or not node.id
    if node.id:
        assert locate(target_type, url, node.id) == node


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)
_NAMES = (
    *("id", "type", "name", "alignment", "targetName", "targetUrl", "status", "value", "requiredValue"),
    *("resultDescription", "achievedLevel", "requiredLevel", "rubricCriterionLevel", "allowedValue"),
)
_MEMBERS = st.fixed_dictionaries({}, optional=dict.fromkeys(_NAMES, _JSON))


@given(st.lists(_MEMBERS, max_size=3), st.lists(_MEMBERS, max_size=3), st.lists(_MEMBERS, max_size=3))
def test_whatever_is_read_has_skills_and_never_more_awarded_than_results_say(
    results: list[Any], descriptions: list[Any], alignments: list[Any]
) -> None:
    achievement = {"alignment": alignments, "resultDescription": descriptions, "tag": alignments}
    found = skills_in({"credentialSubject": {"achievement": achievement, "result": results}})
    if not results:
        assert not any(skill.awarded for skill in found)


class Counted(tuple[Any, ...]):
    """A tuple that counts how often it is gone through."""

    times = 0

    def __iter__(self) -> Iterator[Any]:
        type(self).times += 1
        return super().__iter__()

    def index(self, *args: Any) -> int:
        type(self).times += 1
        return super().index(*args)

    def __contains__(self, item: object) -> bool:
        type(self).times += 1
        return super().__contains__(item)


def test_many_results_do_not_go_through_all_levels_and_values_each() -> None:
    levels = Counted(RubricCriterionLevel(id=f"urn:l:{n}") for n in range(3))
    values = Counted(["low", "high"])
    measured = ResultDescription(
        id="urn:r",
        rubric_criterion_level=levels,
        allowed_value=values,
        required_level="urn:l:1",
        required_value="high",
    )
    result = Result(
        result_description="urn:r", achieved_level="urn:l:2", value="high", alignment=(Alignment(),)
    )
    subject = AchievementSubject(
        id="urn:x", achievement=Achievement(result_description=(measured,)), result=(result,) * 500
    )
    issues = Issues()
    Counted.times = 0
    check_achievement_subject(issues, subject)
    skills = Assertion(credential_subject=subject).skills
    assert [skill.awarded for skill in skills] == [True] * 500
    assert not issues.notes
    assert Counted.times < 20
