"""Parts that an engine has met before: it writes what an engine that has met nothing writes."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.jsonld_mutations import mutated

from badgekit.errors import LimitExceeded, Problem
from badgekit.jsonld import Canonical, ContextStore, Engine, Revision
from badgekit.limits import Limits
from badgekit.testing import IssuerSimulator

SIM = IssuerSimulator("uni.example")
DETAILS: dict[str, Any] = {
    "achievement": {
        "id": "https://uni.example/achievements/1",
        "image": {"id": "https://uni.example/image.png", "type": "Image"},
        "tag": ["data", "statistics"],
        "creditsAvailable": 1,
    },
    "alignments": [
        {"targetName": f"Skill {number}", "targetUrl": f"https://skills.example/{number}"}
        for number in range(3)
    ],
}


def badge(**changes: Any) -> dict[str, Any]:
    return SIM.issue("anna@example.org", **{**DETAILS, **changes})


def fresh(limits: Limits | None = None) -> Engine:
    return Engine(ContextStore.bundled(), limits or Limits())


def told(engine: Engine, document: dict[str, Any], **options: Any) -> Any:
    """Return everything that the engine says of a document, good or bad."""
    try:
        result = engine.canonicalize(document, **options)
    except Problem as problem:
        return described(problem)
    problems = [described(problem) for problem in (*result.outside, *result.shared)]
    return replace(result, outside=(), shared=()), problems


def described(problem: Problem) -> Any:
    return type(problem), problem.code, problem.path, repr(problem.params)


def same(warm: Engine, document: dict[str, Any], **options: Any) -> Any:
    expected = told(fresh(), document, **options)
    assert told(warm, document, **options) == expected
    return expected


def blanks_in(result: Canonical) -> int:
    return len({term for line in result.lines for term in line.split() if term.startswith("_:")})


def achievement_of(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["credentialSubject"]["achievement"]
    return found


def test_a_part_is_written_the_same_behind_more_unnamed_objects() -> None:
    """The numbers of its unnamed objects go on from those before it."""
    warm = fresh()
    first = badge()
    same(warm, first)
    later = badge()
    subject = later["credentialSubject"]
    later["evidence"] = [{"type": ["Evidence"], "name": f"Work {number}"} for number in range(4)]
    later["credentialSubject"] = later.pop("credentialSubject")  # now behind the evidence
    assert subject["achievement"] == achievement_of(first)
    assert same(warm, later)[0].quad_count > same(warm, first)[0].quad_count


def test_a_part_with_another_hash_is_hashed_anew() -> None:
    """SHA-384 orders unnamed objects otherwise than SHA-256."""
    warm = fresh()
    same(warm, badge())
    same(warm, badge(), hash_name="sha384")


@pytest.mark.parametrize("value", [1.0, True, "1", 2, -0.0, 1e21, None])
def test_a_part_is_not_taken_for_another_that_python_calls_equal(value: Any) -> None:
    warm = fresh()
    same(warm, badge())
    other = badge()
    achievement_of(other)["creditsAvailable"] = value
    same(warm, other)


def test_parts_that_are_too_large_to_be_remembered_are_not_taken_for_each_other() -> None:
    warm = fresh()
    for letter in "ab":
        document = badge()
        achievement_of(document)["description"] = letter * 10_000
        assert any(letter * 10_000 in line for line in same(warm, document)[0].lines)


@pytest.mark.parametrize(
    "change",
    [
        lambda b: b.update(id=achievement_of(b)["id"]),
        lambda b: b["issuer"].update(id=achievement_of(b)["id"]),
        lambda b: b["credentialSubject"].update(id=achievement_of(b)["image"]["id"]),
        lambda b: b.update({"@context": [*b["@context"], {"gpa": "urn:x:gpa"}]}),
        lambda b: b["issuer"].update(image=achievement_of(b)["image"]),
        lambda b: b["issuer"].update(image={**achievement_of(b)["image"], "caption": "another"}),
        lambda b: b.update(unknown="x"),
    ],
)
def test_what_surrounds_a_part_is_judged_with_it(change: Callable[[dict[str, Any]], object]) -> None:
    """Ids told twice are found, and named at the same place, whichever of the two was met before."""
    warm = fresh()
    same(warm, badge())
    other = badge()
    change(other)
    same(warm, other)
    same(warm, badge())


def test_what_a_list_in_a_part_tells_of_is_placed_as_well() -> None:
    again = {"id": "urn:uuid:1", "type": ["ResultDescription"], "name": "Grade", "resultType": "Status"}
    warm = fresh()
    for name in ("Grade", "Grade point average"):
        document = badge()
        achievement_of(document)["resultDescription"] = [again]
        document["evidence"] = [{"id": again["id"], "type": ["Evidence"], "name": name}]
        _, (found,) = same(warm, document)
        assert found[2] == "$.evidence[0]"


def test_what_may_not_be_said_of_this_document_may_have_been_said_in_another() -> None:
    """A status below the top, about the document itself, is refused though it was met as an achievement's."""
    first = badge()
    achievement = achievement_of(first)
    achievement["type"] = ["Achievement", "VerifiableCredential"]
    achievement["credentialStatus"] = {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"}
    warm = fresh()
    _, outside = told(warm, first)
    assert outside == []
    _, (refused,) = told(warm, {**first, "id": achievement["id"]})
    assert refused[1:3] == ("jsonld.not_compact_form", "$.credentialSubject.achievement.id")
    same(warm, {**first, "id": achievement["id"]})


def test_contexts_that_only_a_part_uses_are_named_however_often_it_was_met() -> None:
    scope = "https://c.example/scope"
    revision = Revision(scope, "1", "", {"@context": {"name": "urn:name"}})
    warm = Engine(ContextStore({scope: (revision,)}), Limits())
    iri = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement"
    context = {"id": "@id", "p": "urn:p", "achievement": {"@id": iri, "@type": "@id", "@context": scope}}
    document = {"@context": context, "achievement": {"id": "urn:a", "name": "A"}}
    for number in range(3):
        assert warm.canonicalize({**document, "p": str(number)}).revisions == {scope: "1"}


def test_a_part_in_a_graph_of_its_own_stays_in_it() -> None:
    """Met outside before, or in another graph, it is written where it stands now."""
    iri = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement"
    context = {
        "id": "@id",
        "p": "urn:p",
        "achievement": {"@id": iri, "@type": "@id"},
        "held": {"@id": "urn:held", "@container": "@graph"},
    }
    inside = {"id": "urn:b", "achievement": {"id": "urn:a", "p": "A"}}
    engine = Engine(ContextStore({}), Limits())
    for _ in range(2):
        outside = engine.canonicalize({"@context": context, **inside})
        assert '<urn:a> <urn:p> "A" .\n' in outside.lines
        held = engine.canonicalize({"@context": context, "id": "urn:c", "held": inside})
        assert '<urn:a> <urn:p> "A" _:c14n0 .\n' in held.lines
        assert len(held.lines) == 3


def test_a_part_is_as_deep_as_it_stands() -> None:
    document = badge()
    assert isinstance(achievement_of(document)["criteria"], dict)
    for depth, kind in ((3, Canonical), (2, Problem)):
        warm = fresh(Limits(json_depth=depth))
        for _ in range(2):
            try:
                result: object = warm.canonicalize(document)
            except Problem as problem:
                result = problem
            assert isinstance(result, kind)


def test_the_bounds_count_a_part_with_unnamed_objects_around_it_as_a_walk_does() -> None:
    document = {"evidence": [{"type": ["Evidence"], "name": "Work"}], **badge()}
    subject = document["credentialSubject"]
    subject["identifier"] = subject.pop("identifier")
    result = fresh().canonicalize(document)
    warm = fresh(Limits(blank_nodes=blanks_in(result)))
    assert warm.canonicalize(document) == warm.canonicalize(document) == result


def test_the_bounds_count_what_is_written_again() -> None:
    document = badge()
    result = fresh().canonicalize(document)
    for limits in (Limits(blank_nodes=blanks_in(result)), Limits(quads=result.quad_count)):
        warm = fresh(limits)
        assert warm.canonicalize(document) == warm.canonicalize(document) == result
        for place in (None, "subject"):
            more = copy.deepcopy(document)
            more["evidence"] = [{"type": ["Evidence"], "name": "Work"}]
            if place:  # the evidence stands before the achievement now
                more["credentialSubject"] = more.pop("credentialSubject")
            expected = told(fresh(limits), more)
            assert told(warm, more) == told(warm, more) == expected
            assert issubclass(expected[0], LimitExceeded)


@pytest.mark.parametrize("bound", ["quads", "blank_nodes"])
def test_a_part_that_is_known_is_too_much_where_it_was_when_it_was_not(bound: str) -> None:
    """Not only after what follows it: there something else may be wrong."""
    small = {key: badge()[key] for key in ("@context", "type", "credentialSubject")}
    large = badge()
    large["credentialSubject"]["narrative"] = None
    found = set()
    for most in range(1, 40):
        limits = Limits(**{bound: most})
        warm = fresh(limits)
        told(warm, small)
        expected = told(fresh(limits), large)
        assert told(warm, large) == expected
        found.add(expected[1])
    assert found == {"jsonld.too_complex", "jsonld.unsigned_data"}


@functools.cache
def _shared() -> Engine:
    return fresh()


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_an_engine_that_has_met_everything_says_what_a_new_one_says(data: st.DataObject) -> None:
    """One engine for all examples: their parts are alike and mostly not the same."""
    document = data.draw(mutated([badge()]))
    for _ in range(2):
        same(_shared(), document)
