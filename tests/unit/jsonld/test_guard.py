"""The tree guard: attacks that leave the signed statements as they are and change what readers see."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from badgekit.errors import Malformed, Problem
from badgekit.jsonld import Canonical, ContextStore, Engine
from badgekit.limits import Limits

CRED = "https://www.w3.org/2018/credentials#"
OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
ENGINE = Engine(ContextStore.bundled(), Limits())


def badge() -> dict[str, Any]:
    return {
        "@context": list(CONTEXTS),
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Badge",
        "issuer": {"id": "did:web:uni.example", "type": ["Profile"], "name": "University"},
        "validFrom": "2025-01-01T00:00:00Z",
        "validUntil": "2030-01-01T00:00:00Z",
        "credentialStatus": {
            "id": "https://uni.example/s#1",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "x",
        },
        "credentialSubject": {
            "id": "did:example:anna",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://uni.example/a",
                "type": ["Achievement"],
                "name": "Data",
                "description": "About data",
                "criteria": {"narrative": "Exam"},
                "tag": ["a", "b"],
                "alignment": [
                    {"type": ["Alignment"], "targetName": "A", "targetUrl": "https://t.example/1"},
                    {"type": ["Alignment"], "targetName": "A", "targetUrl": "https://t.example/1"},
                ],
                "creator": {"id": "https://other.example/", "type": ["Profile"], "name": "Maker"},
            },
        },
    }


def achievement(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["credentialSubject"]["achievement"]
    return found


def accepted(document: dict[str, Any]) -> Canonical:
    result = ENGINE.canonicalize(document)
    assert result.outside == ()
    return result


def same_statements_but_guarded(changed: dict[str, Any], what: str, path: str) -> None:
    """The attack works on the signature, and the guard sees it."""
    result = ENGINE.canonicalize(changed)
    assert result.lines == accepted(badge()).lines
    (problem,) = result.outside
    assert isinstance(problem, Malformed)
    assert problem.code == "jsonld.not_compact_form"
    assert what in str(problem)
    assert problem.path == path


def guarded(changed: dict[str, Any], what: str, path: str) -> None:
    (problem,) = ENGINE.canonicalize(changed).outside
    assert (problem.code, problem.path) == ("jsonld.not_compact_form", path)
    assert what in str(problem)


def unsigned(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(Malformed) as caught:
        ENGINE.canonicalize(changed)
    assert (caught.value.code, caught.value.path) == ("jsonld.unsigned_data", path)
    assert str(caught.value)


def rename(node: dict[str, Any], old: str, new: str) -> None:
    node[new] = node.pop(old)


def test_the_badge_itself_passes_with_equal_unnamed_objects_and_language_text() -> None:
    document = badge()
    document["name"] = {"@value": "Badge", "@language": "en"}
    result = accepted(document)
    assert result.route == "strict"
    assert result.shared == ()
    assert result.nested_contexts == ()
    assert result.quad_count == len(result.lines) == result.nquads.count(b"\n")
    assert dict(result.revisions).keys() == set(CONTEXTS)


# What the signature does not cover.


@pytest.mark.parametrize("value", ["4.0", 5, True, {"x": "y"}, {}, ["a"]])
def test_a_member_that_no_context_defines_is_unsigned(value: Any) -> None:
    document = badge()
    document["credentialSubject"]["gpa"] = value
    unsigned(document, "$.credentialSubject.gpa")


@pytest.mark.parametrize("value", [None, [], [None], ["x", None], [[]]])
def test_null_and_nothing_are_unsigned(value: Any) -> None:
    document = badge()
    achievement(document)["humanCode"] = value
    with pytest.raises(Malformed) as caught:
        ENGINE.canonicalize(document)
    assert caught.value.code == "jsonld.unsigned_data"


@pytest.mark.parametrize("member", ["type", "id", "name"])
def test_null_for_what_every_node_has_is_unsigned(member: str) -> None:
    document = badge()
    achievement(document)[member] = None
    unsigned(document, f"$.credentialSubject.achievement.{member}")


@pytest.mark.parametrize(
    "types",
    [[], "Nothing", ["Achievement", "Nothing"], ["Achievement", 5], ["Achievement", None], {"a": 1}, "@json"],
)
def test_types_without_an_address_are_unsigned(types: Any) -> None:
    document = badge()
    achievement(document)["type"] = types
    unsigned(document, "$.credentialSubject.achievement.type")


@pytest.mark.parametrize(
    "name",
    [
        "relative",
        "",
        "/x",
        "//x/y",
        "#x",
        "a b:c",
        "@id",
        "http://a/ b",
        "urn:a>b",
        "urn:a\nb",
        "1:x",
        "urn:\x01",
    ],
)
def test_ids_that_are_no_absolute_address_are_unsigned(name: str) -> None:
    document = badge()
    achievement(document)["id"] = name
    unsigned(document, "$.credentialSubject.achievement.id")
    document = badge()
    document["issuer"] = name
    unsigned(document, "$.issuer")
    document = badge()
    document["id"] = name
    unsigned(document, "$.id")


def test_an_id_is_text() -> None:
    names: list[Any] = [[], ["urn:x"], {}, 5, True]
    for name in names:
        document = badge()
        achievement(document)["id"] = name
        unsigned(document, "$.credentialSubject.achievement.id")


def test_a_document_that_is_only_an_id_is_unsigned() -> None:
    unsigned({"@context": CONTEXTS, "id": "urn:uuid:1"}, "$")


def test_a_graph_needs_an_object_that_says_something() -> None:
    proofs: list[Any] = ["https://x.example/", 5, {}, {"id": "urn:x"}, {"@value": "x"}, []]
    for proof in proofs:
        document = badge()
        document["proof"] = proof
        with pytest.raises(Malformed) as caught:
            ENGINE.canonicalize(document)
        assert caught.value.code == "jsonld.unsigned_data"


def test_language_tags_that_are_not_well_formed_are_unsigned() -> None:
    for tag in ("", "en us", "e_n", "-", "abcdefghi", "en\n"):
        document = badge()
        document["name"] = {"@value": "Badge", "@language": tag}
        unsigned(document, "$.name")


# What the signature covers and readers do not find.


@pytest.mark.parametrize("member", ["credentialStatus", "issuer", "credentialSubject", "name"])
def test_a_member_under_its_address_is_seen(member: str) -> None:
    document = badge()
    iri = "https://schema.org/name" if member == "name" else CRED + member
    rename(document, member, iri)
    same_statements_but_guarded(document, "written as an address", f"$['{iri}']")


def test_the_expiry_date_under_its_address_is_seen() -> None:
    document = badge()
    del document["validUntil"]
    document[CRED + "validUntil"] = {
        "@value": "2030-01-01T00:00:00Z",
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
    }
    same_statements_but_guarded(document, "written as an address", f"$['{CRED}validUntil']")


def test_an_address_that_has_no_name_is_a_member_like_others() -> None:
    document = badge()
    document["credentialSubject"]["https://uni.example/alike"] = {"https://uni.example/p": "v"}
    assert any(line.endswith(' <https://uni.example/p> "v" .\n') for line in accepted(document).lines)
    # but not one of those that verifiers look for, even where no context is in force that names it
    document["credentialSubject"][CRED + "credentialStatus"] = {"id": "https://uni.example/s#1"}
    guarded(document, "an address", f"$.credentialSubject['{CRED}credentialStatus']")


@pytest.mark.parametrize(
    ("context", "new"),
    [
        ({"revocation": {"@id": CRED + "credentialStatus", "@type": "@id"}}, "revocation"),
        ({"revocation": "cred:credentialStatus", "cred": CRED}, "revocation"),
        ({"cred": CRED}, "cred:credentialStatus"),
    ],
)
def test_an_alias_from_another_context_is_seen(context: dict[str, Any], new: str) -> None:
    document = badge()
    document["@context"].append(context)
    rename(document, "credentialStatus", new)
    result = ENGINE.canonicalize(document)
    assert result.lines == accepted(badge()).lines
    assert [problem.code for problem in result.outside] == ["jsonld.not_compact_form"]


def test_a_relied_on_name_with_another_meaning_is_seen() -> None:
    document = badge()
    document["@context"].append({"@vocab": "https://evil.example/#"})
    document["issuanceDate"] = "2025-01-01T00:00:00Z"
    guarded(document, "another meaning", "$.issuanceDate")
    # Elsewhere the word is free.
    document = badge()
    document["@context"].append({"@vocab": "https://evil.example/#"})
    document["credentialSubject"]["holder"] = "Anna"
    accepted(document)


def test_the_name_of_a_type_does_not_stand_for_a_member() -> None:
    document = badge()
    rename(achievement(document), "criteria", "Criteria")
    same_statements_but_guarded(document, "name of a type", "$.credentialSubject.achievement.Criteria")
    context = {"type": "@type", "Thing": "https://x.example/thing", "thing": "https://x.example/thing"}
    for member, seen in (("thing", False), ("Thing", True)):
        assert bool(ENGINE.canonicalize({"@context": context, member: "x"}).outside) is seen
    for name, seen in (("Thing", False), ("thing", True)):
        assert bool(ENGINE.canonicalize({"@context": context, "type": name}).outside) is seen


def test_a_type_under_its_address_is_seen() -> None:
    document = badge()
    document["type"][1] = OB + "OpenBadgeCredential"
    same_statements_but_guarded(document, "address", "$.type")
    document["type"][1] = "https://uni.example/Unnamed"
    assert accepted(document).quad_count == accepted(badge()).quad_count


def test_a_type_under_another_name_is_seen() -> None:
    document = badge()
    document["@context"].append({"Proven": CRED + "VerifiableCredential"})
    document["credentialSubject"]["type"].append("Proven")
    guarded(document, "another name", "$.credentialSubject.type")
    document = badge()
    document["@context"] = [{"VerifiableCredential": "https://evil.example/VC", "id": "@id", "type": "@type"}]
    guarded(
        {name: document[name] for name in ("@context", "id", "type")} | {"type": "VerifiableCredential"},
        "another name",
        "$.type",
    )


def test_keywords_are_seen() -> None:
    document = badge()
    moved = {"id": "urn:uuid:1", "type": "VerifiableCredential"}
    document["@included"] = [{**moved, "credentialStatus": document.pop("credentialStatus")}]
    same_statements_but_guarded(document, "keyword", "$['@included']")
    for keyword, value in (
        ("@id", "urn:uuid:1"),
        ("@type", "Profile"),
        ("@reverse", {}),
        ("@nest", {}),
        ("@graph", []),
        ("@foo", 1),
    ):
        document = badge()
        document["issuer"][keyword] = value
        guarded_anyhow(document)


def test_types_and_lists_written_as_plain_statements_are_seen() -> None:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    document = badge()
    document["type"].remove("OpenBadgeCredential")
    document[rdf + "type"] = {"id": OB + "OpenBadgeCredential"}
    same_statements_but_guarded(document, "an address", f"$['{rdf}type']")
    document = badge()
    document["@context"].append({"kind": {"@id": rdf + "type", "@type": "@id"}})
    document["type"].remove("OpenBadgeCredential")
    document["kind"] = OB + "OpenBadgeCredential"
    same_statements_but_guarded(document, "plain statements", "$.kind")
    document = badge()
    document["credentialSubject"][rdf + "first"] = "x"
    guarded(document, "an address", f"$.credentialSubject['{rdf}first']")


def test_the_words_of_badges_are_not_written_as_addresses_even_without_their_context() -> None:
    """Without the badge context the same statements can be written down, and no badge be seen in them."""
    document: dict[str, Any] = {
        "@context": CONTEXTS[:1],
        "type": ["VerifiableCredential", OB + "OpenBadgeCredential"],
        "issuer": "did:web:uni.example",
        "credentialSubject": {"id": "did:example:anna"},
    }
    guarded(document, "an address", "$.type")
    document["type"] = ["VerifiableCredential"]
    document["credentialSubject"][OB + "result"] = {"id": "urn:x"}
    guarded(document, "an address", f"$.credentialSubject['{OB}result']")


def test_id_and_type_go_by_their_plain_names() -> None:
    document = badge()
    rename(document["issuer"], "id", "@id")
    same_statements_but_guarded(document, "keyword", "$.issuer['@id']")
    document = badge()
    rename(document["issuer"], "type", "@type")
    guarded_anyhow(document)
    document = badge()
    document["@context"].append({"kind": "@type", "uri": "@id"})
    rename(document["issuer"], "id", "uri")
    same_statements_but_guarded(document, "another name for a JSON-LD keyword", "$.issuer.uri")
    document = badge()
    document["@context"].append({"kind": "@type", "uri": "@id"})
    document["issuer"]["kind"] = "Image"
    guarded(document, "another name for a JSON-LD keyword", "$.issuer.kind")


def guarded_anyhow(document: dict[str, Any]) -> None:
    """Guarded, or refused by general JSON-LD too; never accepted."""
    try:
        codes = {problem.code for problem in ENGINE.canonicalize(document).outside}
    except Problem as problem:
        codes = {problem.code}
    assert codes
    assert codes <= {"jsonld.not_compact_form", "jsonld.unsigned_data", "jsonld.processing_failed"}


@pytest.mark.parametrize(
    "value",
    [
        {"@value": "Badge"},
        {"@value": "Badge", "@type": "http://www.w3.org/2001/XMLSchema#string"},
        {"@value": "Badge", "@language": "en", "@direction": "rtl"},
        {"@value": "Badge", "@language": "en", "@index": "x"},
        {"@value": "Badge", "@language": None},
        {"@value": True},
        {"@set": ["Badge"]},
        {"@list": ["Badge"]},
        [["Badge"]],
    ],
)
def test_value_objects_other_than_text_with_a_language_are_seen(value: Any) -> None:
    document = badge()
    document["name"] = value
    guarded_anyhow(document)


def test_a_value_object_does_not_replace_typed_text() -> None:
    document = badge()
    document["validUntil"] = {"@value": "2030-01-01T00:00:00Z", "@language": "en"}
    guarded(document, "value object", "$.validUntil")


def test_a_value_object_where_plain_text_says_the_same_is_seen() -> None:
    context = {"@language": "en", "p": "https://x.example/p"}
    plain = ENGINE.canonicalize({"@context": context, "p": "x"})
    spelled = ENGINE.canonicalize({"@context": context, "p": {"@value": "x", "@language": "EN"}})
    assert spelled.lines == plain.lines
    assert (len(plain.outside), len(spelled.outside)) == (0, 1)


def test_a_value_object_under_other_names_is_seen() -> None:
    context = {
        "@vocab": "https://x.example/",
        "type": "@type",
        "Typed": {"@context": {"value": "@value"}},
    }
    result = ENGINE.canonicalize({"@context": context, "type": "Typed", "v": {"value": "x", "type": "date"}})
    assert [problem.code for problem in result.outside] == ["jsonld.not_compact_form"]
    assert any('"x"^^<https://x.example/date>' in line for line in result.lines)


def test_named_blank_nodes_are_seen() -> None:
    document = badge()
    achievement(document)["creator"] = {"id": "_:x", "type": ["Profile"], "name": "Maker"}
    guarded(document, "blank node", "$.credentialSubject.achievement.creator.id")


def test_two_members_with_one_meaning_are_seen() -> None:
    context = {
        "id": "@id",
        "crop": "https://x.example/crop",
        "land": "https://x.example/crop",
        "n": "https://x.example/n",
    }
    one = ENGINE.canonicalize({"@context": context, "crop": "wheat", "land": "owned"})
    other = ENGINE.canonicalize({"@context": context, "crop": "owned", "land": "wheat"})
    assert one.lines == other.lines
    assert one.outside[0].code == other.outside[0].code == "jsonld.not_compact_form"
    assert ENGINE.canonicalize({"@context": context, "crop": "wheat", "n": "owned"}).outside == ()


def test_values_given_twice_are_seen() -> None:
    document = badge()
    achievement(document)["tag"] = ["a", "b", "a"]
    same_statements_but_guarded(document, "given twice", "$.credentialSubject.achievement.tag")
    document = badge()
    document["credentialStatus"] = [document["credentialStatus"], copy.deepcopy(document["credentialStatus"])]
    same_statements_but_guarded(document, "given twice", "$.credentialStatus")
    document = badge()
    document["type"].append("VerifiableCredential")
    same_statements_but_guarded(document, "given twice", "$.type")
    document = badge()
    document["credentialSubject"] = [document["credentialSubject"], "did:example:anna"]
    same_statements_but_guarded(document, "given twice", "$.credentialSubject")


# What is said of one thing in two places.


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
