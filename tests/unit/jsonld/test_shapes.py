"""The tree guard by names alone: that each word is spelled as its context spells it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.guarded import OB, accepted, achievement, badge, rename, same_statements_but_guarded
from tests.support.jsonld_oracle import Pyld

from badgekit.errors import LimitExceeded, Problem
from badgekit.jsonld import Canonical, ContextStore, Engine
from badgekit.limits import Limits

EX = "http://ex.org/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
BASE = {"id": "@id", "type": "@type", "p": EX + "p"}


def canonical(context: Any, members: dict[str, Any]) -> Canonical:
    return Engine(ContextStore({}), Limits()).canonicalize({"@context": context, **members})


def test_a_vocabulary_gives_no_second_name_to_what_has_one() -> None:
    """Whoever may add a context could else take words out of the sight of those who read the badge."""
    document = badge()
    document["@context"].append({"@vocab": "https://schema.org/"})
    accepted(document)
    rename(achievement(document), "tag", "keywords")
    same_statements_but_guarded(document, "another name", "$.credentialSubject.achievement.keywords")
    document = badge()
    document["@context"].append({"@vocab": OB})
    document["credentialSubject"]["type"] = ["AchievementSubject", "OtherSubject"]
    accepted(document)


@pytest.mark.parametrize(
    ("context", "members", "what", "path"),
    [
        ({}, {EX + "p": "v"}, "address", f"$['{EX}p']"),
        ({"e": EX}, {"e:other": "v"}, "address", "$['e:other']"),
        ({"T": EX + "T"}, {"type": EX + "T"}, "address", "$.type"),
        ({"t": EX + "T"}, {"type": EX + "T"}, "address", "$.type"),
        ({"@vocab": OB}, {"type": OB + "Any"}, "address", "$.type"),
        ({"@vocab": EX, "U": EX + "T"}, {"type": "T"}, "another name", "$.type"),
        ({"@vocab": EX, "u": EX + "t"}, {"t": "v"}, "another name", "$.t"),
        ({"Thing": EX + "t", "thing": EX + "t"}, {"type": "thing"}, "name of a member", "$.type"),
        ({"Thing": EX + "t", "tHING": EX + "t"}, {"type": "tHING"}, "name of a member", "$.type"),
        ({"Thing": EX + "t", "thing": EX + "t"}, {"Thing": "v"}, "name of a type", "$.Thing"),
        ({"value": "@value"}, {"p": {"value": "v"}}, "keyword", "$.p.value"),
        ({"@1": EX + "one"}, {"@1": "v"}, "keyword", "$['@1']"),
        ({"@type": {"@container": "@set"}}, {"@type": [EX + "T"]}, "keyword", "$['@type']"),
        ({"kind": RDF + "type"}, {"kind": {"id": EX + "T"}}, "plain statements", "$.kind"),
        ({RDF + "first": {}}, {RDF + "first": "v"}, "plain statements", f"$['{RDF}first']"),
    ],
)
def test_words_that_are_not_spelled_as_their_context_spells_them_are_seen(
    context: dict[str, Any], members: dict[str, Any], what: str, path: str
) -> None:
    (problem,) = canonical({**BASE, **context}, members).outside
    assert (problem.code, problem.path) == ("jsonld.not_compact_form", path)
    assert what in str(problem)


@pytest.mark.parametrize(
    ("context", "members"),
    [
        ({}, {EX + "other": "v"}),
        ({}, {"type": EX + "T"}),
        ({"e": EX, "e:T": {"@id": "e:T"}}, {"type": "e:T"}),
        ({"ob": OB, "ob:T": {"@id": "ob:T"}}, {"type": "ob:T"}),
        ({"T": EX + "T", "U": EX + "T"}, {"type": "U"}),
        ({"@vocab": OB}, {"type": "Any"}),
        ({"@vocab": EX, "u": EX + "T"}, {"type": "T"}),
        ({"@vocab": EX, "U": EX + "t"}, {"t": "v"}),
        ({"Name": EX + "Name"}, {"Name": "v"}),
        ({"Thing": EX + "t", "Thong": EX + "t"}, {"Thing": "v"}),
        ({"thing": EX + "t", "thong": EX + "t"}, {"type": "thing"}),
        ({"same": EX + "p"}, {"p": "v"}),
        ({"subject": RDF + "subject"}, {"subject": "v"}),
    ],
)
def test_other_spellings_are_taken(context: dict[str, Any], members: dict[str, Any]) -> None:
    result = canonical({**BASE, **context}, members)
    assert (result.route, result.outside) == ("strict", ())
    assert list(result.lines) == Pyld({}).lines({"@context": {**BASE, **context}, **members}, Limits())


def test_many_words_and_many_members_cost_their_sum() -> None:
    """Were each word compared with each, this one document would keep a machine busy for many seconds."""
    terms = {f"t{number}": f"{EX}t{number}" for number in range(4_900)}
    members = {f"M{number}": "v" for number in range(19_000)}
    assert canonical({"@vocab": EX + "v#", **terms}, members).quad_count == 19_000


def test_the_number_of_types_is_bounded() -> None:
    context = {**BASE, "@vocab": EX}
    assert canonical(context, {"type": [f"T{number}" for number in range(100)]}).quad_count == 100
    with pytest.raises(LimitExceeded) as caught:
        canonical(context, {"type": [f"T{number}" for number in range(101)]})
    assert (caught.value.code, caught.value.path) == ("jsonld.too_complex", "$.type")


@pytest.mark.parametrize("types", ["Nowhere", ["T", "Nowhere"], [5], {"a": "b"}])
def test_what_is_wrong_with_types_is_said_of_their_member(types: Any) -> None:
    with pytest.raises(Problem) as caught:
        canonical({**BASE, "T": EX + "T"}, {"p": {"type": types}})
    assert (caught.value.code, caught.value.path) == ("jsonld.unsigned_data", "$.p.type")
