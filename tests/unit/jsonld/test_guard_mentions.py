"""The tree guard: what is said of one thing in two places."""

from __future__ import annotations

from tests.support.guarded import (
    CONTEXTS,
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
        {"id": "did:web:uni.example"},
    ):
        document = badge()
        achievement(document)["creator"] = creator
        assert accepted(document).shared == ()


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
