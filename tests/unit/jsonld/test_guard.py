"""The tree guard: attacks that leave the signed statements as they are and change what readers see."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from tests.support.guarded import (
    CONTEXTS,
    CRED,
    ENGINE,
    OB,
    accepted,
    achievement,
    badge,
    guarded,
    rename,
    same_statements_but_guarded,
)

from badgekit.errors import Problem

RELIED_ON = [
    *("issuer", "credentialSubject", "validFrom", "validUntil", "issuanceDate", "expirationDate", "proof"),
    *("credentialStatus", "credentialSchema", "verifiableCredential", "holder", "termsOfUse"),
    *("refreshService", "evidence"),
]


def test_the_badge_itself_passes_with_equal_unnamed_objects_and_language_text() -> None:
    document = badge()
    document["name"] = {"@value": "Badge", "@language": "en"}
    result = accepted(document)
    assert result.route == "strict"
    assert result.shared == ()
    assert result.nested_contexts == ()
    assert result.quad_count == len(result.lines) == result.nquads.count(b"\n")
    assert dict(result.revisions).keys() == set(CONTEXTS)


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


@pytest.mark.parametrize("name", RELIED_ON)
def test_each_member_that_verifiers_rely_on_has_one_name_and_one_meaning(name: str) -> None:
    iri = "https://w3id.org/security#proof" if name == "proof" else CRED + name
    for member, meaning, what in (("other", iri, "another name"), (name, iri + "X", "another meaning")):
        context = {"type": "@type", "VerifiableCredential": CRED + "VerifiableCredential", member: meaning}
        document = {"@context": context, "type": "VerifiableCredential", member: "x"}
        guarded(document, what, f"$.{member}")


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
