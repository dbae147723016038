"""What is asked for, and how far badges meet it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.portfolios import ANNA, NOW, UNI, badge, email, forged, rejected, report, unsure

from badgekit import InputError, PathwayRequirement, Portfolio, Report, Verdict
from badgekit.portfolio import Progress
from badgekit.resources import data_root

OTHER = "did:web:other.example"
ESCO = "http://data.europa.eu/esco/skill/51bb0b2e-9f0e-4d4c-8d0e-0123456789ab"
SCHEMA = json.loads(data_root().joinpath("pathway", "pathway-1.json").read_text(encoding="utf-8"))
PORTFOLIO = json.loads(data_root().joinpath("report", "portfolio-1.json").read_text(encoding="utf-8"))


def asked(*steps: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {
        "schema": "urn:badgekit:schema:pathway:1",
        "name": "Data analyst",
        "issuers": [UNI],
        "steps": list(steps),
        **members,
    }


def step(name: str, **members: Any) -> dict[str, Any]:
    return {"id": name, **(members or {"achievement": f"urn:{name}"})}


def earned(*names: str, **options: Any) -> list[Report]:
    return [report(badge(f"urn:{name}", id=f"urn:c:{name}", **options)) for name in names]


def progress(reports: list[Report], wanted: Any, **options: Any) -> Progress:
    return Portfolio(reports, candidate={"email": ANNA}, **options).progress(wanted)


def said(found: Progress) -> dict[str, tuple[str, str]]:
    return {r.step.id: (r.outcome.value, r.reason.code.partition(".")[2]) for r in found.results}


def test_steps_are_met_or_missing() -> None:
    found = progress(earned("a", "b"), asked(step("a"), step("b"), step("c")))
    assert said(found) == {"a": ("met", "met"), "b": ("met", "met"), "c": ("missing", "missing")}
    assert not found.met
    assert [result.step.id for result in found.missing] == ["c"]
    assert [entry.name for entry in found.result("a").by] == ["urn:a"]
    assert progress(earned("a", "b", "c"), asked(step("a"), step("b"), step("c"))).met


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (rejected(badge("urn:a")), ("missing", "not_counted")),
        (unsure(badge("urn:a")), ("open", "not_established")),
        (report(badge("urn:a", identifiers=[])), ("open", "not_established")),
        (report(badge("urn:a", identifiers=[email("eve@x.org")])), ("missing", "not_counted")),
        (report(badge("urn:a", status="InProgress")), ("missing", "not_counted")),
        (report(badge("urn:a", issuer=OTHER)), ("missing", "other_issuer")),
        (forged(badge("urn:a")), ("missing", "missing")),
    ],
)
def test_a_step_that_is_not_met_says_why(shown: Report, expected: tuple[str, str]) -> None:
    found = progress([shown], asked(step("a")))
    assert said(found) == {"a": expected}
    assert found.outcome.value == expected[0]
    assert found.unexplained == 0
    # One good badge settles it, whatever else is shown.
    assert progress([shown, *earned("a", since=-5)], asked(step("a"))).met


def test_a_badge_that_could_not_be_looked_into_may_be_the_one_that_is_missing() -> None:
    unknown = report(badge("urn:z"), Verdict.INCONCLUSIVE, check="issuer.bound", authentic=False)
    wanted = asked(step("a"), step("b"), step("whole", parts=["a", "b"]))
    found = progress([*earned("a"), unknown], wanted)
    assert said(found) == {
        "a": ("met", "met"),
        "b": ("open", "unexplained"),
        "whole": ("open", "parts_missing"),
    }
    assert found.unexplained == 1
    expired = rejected(badge("urn:b", id="urn:c:b"))
    result = progress([expired, unknown], wanted).result("b")
    assert result.outcome == "open"
    assert [finding.code for finding in result.findings] == ["pathway.not_counted"]
    assert Portfolio([unknown]).progress(wanted).outcome == "open"


def test_an_id_of_an_achievement_counts_for_the_issuers_that_were_named_only() -> None:
    forgery = earned("a", issuer="did:web:evil.example")
    assert not progress(forgery, asked(step("a"))).met
    assert not progress(forgery, asked(step("a", achievement="urn:a", issuers=[OTHER]))).met
    assert progress(forgery, asked(step("a"), issuers="any")).met
    assert progress(earned("a", issuer=OTHER), asked(step("a", achievement="urn:a", issuers=[OTHER]))).met
    related = [report(badge("urn:mine", issuer="did:web:evil.example", related=[{"id": "urn:a"}]))]
    assert not progress(related, asked(step("a"))).met


def test_another_version_or_language_of_the_achievement_is_as_good() -> None:
    assert progress([report(badge("urn:a:sv", related=[{"id": "urn:a"}]))], asked(step("a"))).met
    assert progress(earned("b"), asked(step("a", achievement=["urn:a", "urn:b"]))).met


def test_parts_add_up() -> None:
    electives = asked(step("a"), step("b"), step("c"), step("whole", parts=["a", "b", "c"], atLeast=2))
    assert PathwayRequirement.of(electives).required == ("whole",)
    assert said(progress(earned("a"), electives))["whole"] == ("missing", "parts_missing")
    assert said(progress(earned("a", "c"), electives))["whole"] == ("met", "met_by_parts")
    half = [*earned("a"), unsure(badge("urn:b", id="urn:c:b"))]
    assert said(progress(half, electives))["whole"] == ("open", "parts_missing")
    found = progress(earned("a", "c"), electives)
    assert [entry.achievement for entry in found.result("whole").by] == ["urn:a", "urn:c"]
    assert not found.missing  # b is, and nobody needs it


def test_a_badge_for_the_whole_stands_for_its_parts() -> None:
    degree = asked(step("a"), step("b"), step("d", achievement="urn:d", parts=["a", "b"]))
    assert progress(earned("d"), degree).met
    assert progress(earned("a", "b"), degree).met
    assert said(progress([rejected(badge("urn:d"))], degree))["d"] == ("missing", "not_counted")
    assert said(progress([*earned("a"), unsure(badge("urn:d"))], degree))["d"] == ("open", "not_established")
    assert said(progress(earned("a"), degree))["d"] == ("missing", "parts_missing")


def test_what_comes_before_must_be_there() -> None:
    ordered = asked(step("a"), step("b", achievement="urn:b", after=["a"]))
    assert said(progress(earned("b"), ordered))["b"] == ("missing", "before_missing")
    maybe = [unsure(badge("urn:a", id="urn:c:a")), *earned("b")]
    assert said(progress(maybe, ordered))["b"] == ("open", "before_missing")
    assert progress(earned("a", "b"), ordered).met
    late = progress([*earned("a", since=-2), *earned("b", since=-9)], ordered)
    assert late.met
    assert [finding.code for finding in late.result("b").findings] == ["pathway.out_of_order"]


@pytest.mark.parametrize(
    ("demand", "awarded", "expected"),
    [
        ({"framework": "ESCO", "id": ESCO}, False, ("met", "met")),
        ({"framework": "ESCO", "id": ESCO, "awarded": True}, False, ("missing", "not_awarded")),
        ({"framework": "ESCO", "id": ESCO, "awarded": True}, True, ("met", "met")),
        ({"url": ESCO}, False, ("met", "met")),
        ({"url": ESCO + "/"}, True, ("missing", "missing")),
        ({"framework": "ESCO", "id": ESCO.replace("51", "52")}, True, ("missing", "missing")),
    ],
)
def test_a_skill_is_demanded_by_its_identifier(
    demand: dict[str, Any], awarded: bool, expected: tuple[str, str]
) -> None:
    aligned = {"type": ["Alignment"], "targetName": "analyse data", "targetUrl": ESCO}
    document = badge(alignment=[aligned])
    if awarded:
        document["credentialSubject"]["result"] = [{"type": ["Result"], "alignment": [aligned]}]
    assert said(progress([report(document)], asked(step("s", skill=demand)))) == {"s": expected}


def test_without_a_candidate_the_badges_of_one_person_are_counted_together() -> None:
    anna = earned("a", "b")
    ben = earned("c", identifiers=[email("ben@x.org")], issuer=UNI)
    wanted = asked(step("a"), step("b"), step("c"))
    assert not Portfolio([*anna, *ben]).progress(wanted).met
    found = Portfolio([*ben, *anna]).progress(asked(step("a"), step("b")))
    assert found.met
    assert found.by == "emailAddress"
    assert not Portfolio(earned("a", identifiers=[])).progress(asked(step("a"))).met


def test_the_one_of_many_people_who_meets_it_is_found() -> None:
    crowd = [report(badge("urn:z", id=f"urn:c:{n}", identifiers=[email(f"{n}@x.org")])) for n in range(150)]
    found = Portfolio([*crowd, *earned("a")]).progress(asked(step("a")))
    assert found.met
    assert [entry.number for entry in found.result("a").by] == [150]


def test_a_later_moment_takes_away_what_has_expired() -> None:
    from datetime import timedelta

    reports = earned("a", until=10)
    assert progress(reports, asked(step("a"))).met
    assert not progress(reports, asked(step("a")), now=NOW + timedelta(days=11)).met


# The file.


def test_a_requirement_is_read_from_a_file_a_text_bytes_and_a_mapping(tmp_path: Path) -> None:
    form = asked(step("a"), step("b", skill={"framework": "ESCO", "id": ESCO}), required=["a"])
    text = json.dumps(form)
    file = tmp_path / "analyst.json"
    file.write_text(text, encoding="utf-8")
    expected = PathwayRequirement.of(form)
    assert all(PathwayRequirement.of(g) == expected for g in (text, text.encode(), file, str(file), expected))
    assert PathwayRequirement.of(expected.to_dict()) == expected
    jsonschema.validate(expected.to_dict(), SCHEMA)


@pytest.mark.parametrize(
    ("given_", "code"),
    [
        (b"{", "json.syntax"),
        ('{"name": 1, "name": 2}', "json.duplicate_key"),
        ("no-such-file.json", "pathway.unreadable"),
        ("nul\0", "pathway.unreadable"),
        (asked(), "pathway.malformed"),
        (asked(step("a"), issuers="anybody"), "pathway.malformed"),
        ({**asked(step("a")), "issuer": [UNI]}, "pathway.malformed"),
        (asked({"id": "a"}), "pathway.malformed"),
        (asked(step("a", achievement="urn:a", credits=30)), "pathway.malformed"),
        (asked(step("a", skill={"framework": "ESCO"})), "pathway.malformed"),
        (asked(step("a", skill={"framework": "ESCO", "id": ESCO, "url": ESCO})), "pathway.malformed"),
        (asked(step("a", skill={"framework": "ESCO", "id": "S1.2"})), "pathway.unknown_skill"),
        (asked(step("a"), step("a")), "pathway.duplicate_step"),
        (asked(step("a", parts=["b"])), "pathway.unknown_step"),
        (asked(step("a"), required=["b"]), "pathway.unknown_step"),
        (asked(step("a", parts=["a"])), "pathway.cycle"),
        (asked(step("a", parts=["b"]), step("b", achievement="urn:b", after=["a"])), "pathway.cycle"),
        (asked(step("a"), step("b", parts=["a"], atLeast=2)), "pathway.too_few_parts"),
        (asked(step("a"), step("b", parts=["a", "a"])), "pathway.too_few_parts"),
        (asked(step("a", achievement="urn:a", atLeast=1)), "pathway.too_few_parts"),
        (asked(*(step(f"s{n}") for n in range(1001))), "pathway.too_many_steps"),
    ],
)
def test_a_requirement_that_is_none_is_refused_with_a_code(given_: Any, code: str) -> None:
    with pytest.raises(InputError) as caught:
        PathwayRequirement.of(given_)
    assert caught.value.code == code


# The graph.

NODES = {"urn:d": "Degree", "urn:a": "A", "urn:b": "B", "urn:c": "C"}


def graph(*edges: tuple[str, str, str], goal: str | None = None) -> PathwayRequirement:
    return PathwayRequirement.from_graph(NODES, edges, issuers=[UNI], goal=goal)


def test_a_graph_of_associations_is_a_requirement() -> None:
    wanted = graph(
        ("urn:a", "isPartOf", "urn:d"),
        ("urn:d", "isParentOf", "urn:b"),
        ("urn:a", "precedes", "urn:b"),
        ("urn:c", "isRelatedTo", "urn:d"),
        goal="urn:d",
    )
    assert wanted.name == "Degree"
    assert {step.id for step in wanted.steps} == {"urn:d", "urn:a", "urn:b"}
    assert wanted.step("urn:d").parts == ("urn:a", "urn:b")
    assert progress(earned("a", "b"), wanted).met
    assert progress(earned("d"), wanted).met
    assert not progress(earned("b"), wanted).met
    jsonschema.validate(wanted.to_dict(), SCHEMA)
    assert PathwayRequirement.of(wanted.to_dict()) == wanted


def test_matches_and_replacements_are_as_good() -> None:
    wanted = graph(("urn:a", "exactMatchOf", "urn:b"), ("urn:b", "replacedBy", "urn:c"), goal="urn:a")
    assert all(progress(earned(name), wanted).met for name in "abc")
    newer = graph(("urn:a", "replacedBy", "urn:b"), goal="urn:b")
    assert not progress(earned("a"), newer).met


def test_without_a_goal_everything_that_leads_nowhere_else_is_required() -> None:
    assert graph(("urn:a", "isPartOf", "urn:d"), ("urn:b", "precedes", "urn:c")).required == (
        "urn:d",
        "urn:c",
    )


@pytest.mark.parametrize(
    ("edge", "code"),
    [
        (("urn:a", "isPartOf", "urn:x"), "pathway.unknown_step"),
        (("urn:a", "isSimilarTo", "urn:b"), "pathway.unknown_association"),
        (("urn:a", "isPartOf", "urn:a"), "pathway.cycle"),
    ],
)
def test_a_graph_that_is_none_is_refused(edge: tuple[str, str, str], code: str) -> None:
    with pytest.raises(InputError) as caught:
        graph(edge)
    assert caught.value.code == code
    with pytest.raises(InputError):
        graph(goal="urn:x")


# Whatever comes.

_NAMES = st.sampled_from("abcd")
_LISTS = st.lists(_NAMES, max_size=3)
_SKILLS: list[dict[str, str]] = [
    {"url": ESCO},
    {"framework": "ESCO", "id": ESCO},
    {"framework": "CASE", "id": "1"},
    {},
]
_STEPS = st.fixed_dictionaries(
    {"id": _NAMES},
    optional={
        "achievement": _NAMES.map(lambda name: f"urn:{name}") | _LISTS,
        "skill": st.sampled_from(_SKILLS),
        "parts": _LISTS,
        "after": _LISTS,
        "atLeast": st.integers(-1, 3),
        "issuers": st.lists(st.just(UNI), max_size=1),
    },
)
_FORMS = st.builds(
    lambda steps, required: asked(*steps, **({"required": required} if required else {})),
    st.lists(_STEPS, max_size=4),
    _LISTS,
)


@settings(deadline=None)
@given(_FORMS)
def test_every_form_is_refused_or_comes_back_as_it_was(form: dict[str, Any]) -> None:
    fits = jsonschema.Draft202012Validator(SCHEMA).is_valid(form)
    wanted, code = None, ""
    try:
        wanted = PathwayRequirement.of(form)
    except InputError as refused:
        code = refused.code
    assert fits is (code != "pathway.malformed")
    if wanted is None:
        return
    assert PathwayRequirement.of(wanted.to_dict()) == wanted
    jsonschema.validate(wanted.to_dict(), SCHEMA)


@settings(deadline=None)
@given(_FORMS, st.permutations("abcd"), st.integers(0, 4))
def test_more_badges_never_take_a_step_away(form: dict[str, Any], names: list[str], count: int) -> None:
    try:
        wanted = PathwayRequirement.of(form)
    except InputError:
        return
    reports = earned(*names)
    less, more = progress(reports[:count], wanted), progress(reports, wanted)
    for before, after in zip(less.results, more.results, strict=True):
        assert after.outcome == "met" or before.outcome != "met"
    shuffled = progress(reports[::-1], wanted)
    assert [result.outcome for result in shuffled.results] == [result.outcome for result in more.results]
    known = {entry.number for entry in Portfolio(reports).entries}
    for result in more.results:
        assert {entry.number for entry in result.by} <= known
        assert all(entry.counts for entry in result.by)
    json.dumps(more.to_dict())


_TYPES = st.sampled_from(["isPartOf", "isParentOf", "precedes", "exactMatchOf", "replacedBy", ""])


@settings(deadline=None)
@given(
    st.lists(_NAMES, max_size=4),
    st.lists(st.tuples(_NAMES, _TYPES, _NAMES), max_size=6),
    _NAMES | st.none(),
)
def test_every_graph_is_a_requirement_or_is_refused(nodes: list[str], edges: Any, goal: str | None) -> None:
    try:
        wanted = PathwayRequirement.from_graph(nodes, edges, issuers=[UNI], goal=goal)
    except InputError:
        return
    assert set(wanted.order) == {step.id for step in wanted.steps} <= set(nodes)
    jsonschema.validate(wanted.to_dict(), SCHEMA)


@pytest.mark.parametrize("candidate", [None, {"email": ANNA}])
def test_the_json_form_of_a_portfolio_fits_its_schema(candidate: Any) -> None:
    aligned = {"type": ["Alignment"], "targetName": "x", "targetUrl": ESCO}
    document = badge(id="urn:2", alignment=[aligned], tag=["data"], identifiers=[email("ANNA@example.org")])
    document["credentialSubject"]["result"] = [{"type": ["Result"], "alignment": [aligned], "value": "1"}]
    for reports in (
        [],
        [report(document), *earned("a", "a"), forged(badge()), report(badge(identifiers=[]))],
    ):
        portfolio = Portfolio(reports, candidate=candidate)
        jsonschema.validate(json.loads(portfolio.to_json()), PORTFOLIO)
        assert ANNA not in portfolio.to_json().lower()
