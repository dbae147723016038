"""The tree guard: what is said of one thing in two places."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.support.guarded import (
    CONTEXTS,
    CRED,
    ENGINE,
    accepted,
    achievement,
    badge,
)


def test_the_status_of_the_document_cannot_move_to_a_second_mention_of_it() -> None:
    honest = badge()
    achievement(honest)["creator"] = {"id": "urn:uuid:1"}
    assert accepted(honest).shared == ()
    document = badge()
    achievement(document)["creator"] = {
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential"],
        "credentialStatus": document.pop("credentialStatus"),
    }
    result = ENGINE.canonicalize(document)
    assert result.lines == accepted(honest).lines
    assert [(problem.code, problem.path) for problem in result.outside] == [
        ("jsonld.not_compact_form", "$.credentialSubject.achievement.creator.id")
    ]


def test_an_endorsement_may_speak_of_the_badge_that_holds_it() -> None:
    document = badge()
    document["endorsement"] = [
        {
            "@context": list(CONTEXTS),
            "id": "urn:uuid:2",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": {"id": "did:web:uni.example", "type": ["Profile"], "name": "Called otherwise"},
            "credentialSubject": {
                "id": "urn:uuid:1",
                "type": ["EndorsementSubject"],
                "endorsementComment": "Good",
            },
            "proof": {"type": "DataIntegrityProof", "proofPurpose": "assertionMethod"},
        }
    ]
    result = accepted(document)
    assert result.nested_contexts == ("$.endorsement[0]",)
    # Its proof keeps nothing in its place, so what it says of the same things is told, for others to judge.
    assert {problem.path for problem in result.shared} == {
        "$.endorsement[0].issuer",
        "$.endorsement[0].credentialSubject",
    }


def test_a_type_that_only_a_bare_mention_has_is_told() -> None:
    document = badge()
    document["type"] = ["VerifiableCredential"]
    document["evidence"] = [{"id": "urn:uuid:1", "type": ["Evidence", "OpenBadgeCredential"]}]
    (problem,) = accepted(document).shared
    assert (problem.params["first"], problem.path) == ("$", "$.evidence[0]")


def test_different_descriptions_of_one_id_are_told_with_both_places() -> None:
    document = badge()
    achievement(document)["creator"] = {"id": "did:web:uni.example", "type": ["Profile"], "name": "Other"}
    (problem,) = accepted(document).shared
    assert problem.code == "jsonld.node_described_twice"
    assert problem.path == "$.credentialSubject.achievement.creator"
    assert problem.params == {"first": "$.issuer", "id": "did:web:uni.example", "conflict": True}
    achievement(document)["creator"] = {
        "id": "did:web:uni.example",
        "email": "a@uni.example",
        "type": ["Profile"],
    }
    (problem,) = accepted(document).shared
    assert problem.params["conflict"] is False


def test_equal_descriptions_and_bare_mentions_of_one_id_are_nothing() -> None:
    for creator in (
        {"id": "did:web:uni.example", "type": ["Profile"], "name": "University"},
        {"id": "did:web:uni.example", "type": ["Profile"]},
        {"id": "did:web:uni.example", "type": "Profile"},
        {"@context": {}, "id": "did:web:uni.example", "type": ["Profile"]},
        {"id": "did:web:uni.example"},
    ):
        document = badge()
        achievement(document)["creator"] = creator
        # As it is read from a file: no two texts are one object.
        assert accepted(json.loads(json.dumps(document))).shared == ()


def test_a_bare_mention_does_not_hide_two_different_descriptions_behind_it() -> None:
    document = badge()
    document["issuer"] = {"id": "did:web:uni.example"}
    achievement(document)["creator"] = {"id": "did:web:uni.example", "type": ["Profile"], "name": "A"}
    achievement(document)["otherIdentifier"] = {"id": "did:web:uni.example", "type": ["Profile"], "name": "B"}
    (problem,) = accepted(document).shared
    assert problem.params["first"] == "$.credentialSubject.achievement.creator"


def test_what_verifiers_rely_on_is_not_spread_over_two_mentions() -> None:
    document = badge()
    inner = {"id": "urn:uuid:2", "type": ["VerifiableCredential"]}
    document["endorsement"] = [{**inner, "issuer": "did:example:x"}]
    document["evidence"] = [{**inner, "validUntil": "2026-01-01T00:00:00Z"}]
    (problem,) = accepted(document).shared
    assert problem.params["conflict"] is True


def test_one_and_true_are_two_descriptions() -> None:
    context = {"id": "@id", "p": "https://x.example/p", "q": "https://x.example/q"}
    document = {"@context": context, "p": [{"q": {"id": "urn:x", "p": 1}}, {"q": {"id": "urn:x", "p": True}}]}
    (problem,) = ENGINE.canonicalize(document).shared
    assert problem.params["conflict"] is True


def test_descriptions_in_different_graphs_do_not_meet() -> None:
    context = {
        "id": "@id",
        "p": "https://x.example/p",
        "g": {"@id": "https://x.example/g", "@container": "@graph"},
    }
    document = {"@context": context, "g": [{"id": "urn:x", "p": "1"}, {"id": "urn:x", "p": "2"}]}
    assert ENGINE.canonicalize(document).shared == ()


TERMS = {
    "id": "@id",
    "type": "@type",
    "A": "https://x.example/A",
    "B": "https://x.example/B",
    **{name: f"https://x.example/{name}" for name in "pqrs"},
    "issuer": CRED + "issuer",
    "holder": CRED + "holder",
    "g": {"@id": "https://x.example/g", "@container": "@graph"},
}


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        ({"r": ["a", "b"]}, {"r": ["a", "b"]}, None),
        ({"r": ["a", "b"]}, {"r": ["a"]}, True),
        ({"r": ["a", "b"]}, {"r": ["a", "c"]}, True),
        ({"r": [{"s": "a"}]}, {"r": [{"s": "b"}]}, True),
        ({"r": "a"}, {"r": ["a"]}, True),
        ({"r": [1]}, {"r": [True]}, True),
        ({"r": [1, {"s": "a"}]}, {"r": [1, {"s": "a"}]}, None),
        ({"r": "a"}, {"r": "a", "s": "b"}, False),
        ({"r": "a", "type": "A"}, {"r": "a", "type": "B"}, False),
        ({"issuer": "a", "r": "a"}, {"r": "a"}, False),
        ({"issuer": "a", "r": "a"}, {"issuer": "a"}, False),
        ({"issuer": "a", "r": "a"}, {"issuer": "b"}, True),
        ({"issuer": "a"}, {"holder": "a"}, True),
        ({}, {"type": "A"}, False),
        ({"type": "A"}, {}, None),
        ({"type": "A"}, {"type": "A"}, None),
        ({"type": "A"}, {"type": ["A", "B"]}, False),
    ],
)
def test_two_descriptions_contradict_each_other_or_only_add_up(
    first: dict[str, Any], second: dict[str, Any], conflict: bool | None
) -> None:
    document = {"@context": TERMS, "p": {"id": "urn:x", **first}, "q": {"id": "urn:x", **second}}
    result = ENGINE.canonicalize(document)
    assert result.outside == ()
    told = [(problem.path, problem.params["conflict"]) for problem in result.shared]
    assert told == ([] if conflict is None else [("$.q", conflict)])


def test_a_type_that_is_a_member_like_others_is_compared_like_others() -> None:
    terms = {**TERMS, "type": "https://x.example/type"}
    document: dict[str, Any] = {"@context": terms, "p": {"id": "urn:x", "type": {"r": "a"}}}
    (problem,) = ENGINE.canonicalize({**document, "q": {"id": "urn:x", "type": {"r": "b"}}}).shared
    assert problem.path == "$.q"


def test_what_another_graph_says_of_the_document_is_not_moved_there() -> None:
    document = {"@context": TERMS, "id": "urn:x", "g": {"id": "urn:x", "issuer": "a"}, "r": "a"}
    assert accepted(document).shared == ()


def test_more_pairs_than_anybody_reads_are_told_in_part() -> None:
    many = [{"q": {"id": "urn:x", "r": str(number)}} for number in range(1_003)]
    assert len(accepted({"@context": TERMS, "p": many[:1_001]}).shared) == 1_000
    assert len(accepted({"@context": TERMS, "p": many}).shared) == 1_000
    assert len(accepted({"@context": TERMS, "p": many[:1_000]}).shared) == 999
