from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from tests.support import older_badges as old

from badgekit.documents import Kind, identify
from badgekit.models.ob2.generation import class_of, generation_of


@pytest.mark.parametrize(
    ("context", "generation"),
    [
        (old.V2, "2.0"),
        ([old.V2], "2.0"),
        ([old.V2, "https://w3id.org/openbadges/extensions/exampleExtension/context.json"], "2.0"),
        ("http://w3id.org/openbadges/v2", "2.0"),
        ("https://w3id.org/openbadges/v2/", "2.0"),
        ("https://openbadgespec.org/v2/context.json", "2.0"),
        (old.V1, "1.1"),
        ([old.V1], "1.1"),
        ([old.V1, {"more": "https://x.example/more"}], "1.1"),
        ([old.V1, old.V2], "2.0"),
    ],
)
def test_the_context_tells_the_generation_as_text_or_list(context: Any, generation: str) -> None:
    for document in (old.assertion(), old.badge_class(), old.issuer()):
        assert generation_of({**document, "@context": context}) == generation


def test_without_context_the_recipient_tells() -> None:
    assert generation_of(old.first_assertion()) == "0.5"
    assert generation_of(old.linked_assertion()) == "1.0"
    # A mixture: a bare recipient, but a link to the badge.
    assert generation_of({**old.linked_assertion(), "recipient": "anna@uni.example"}) == "1.0"
    assert generation_of({"origin": "http://school.example", "name": "Code"}) == "0.5"


def test_a_context_that_merely_contains_the_name_of_another_is_none() -> None:
    assert generation_of({"@context": "https://evil.example/v1?https://w3id.org/openbadges/v1"}) is None


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"@context": "https://schema.org", "type": "Assertion"},
        {"@context": ["https://www.w3.org/2018/credentials/v1"], "name": "x", "url": "https://x.example"},
        {"type": "Person", "name": "x", "url": "https://x.example"},
        {"@context": 5, "name": "x", "url": "https://x.example"},
    ],
)
def test_other_documents_are_of_no_generation(document: dict[str, Any]) -> None:
    assert generation_of(document) is None
    assert identify(document).kind is Kind.OTHER


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        (old.assertion(), Kind.ASSERTION),
        (old.first_assertion(), Kind.ASSERTION),
        (old.linked_assertion(), Kind.ASSERTION),
        ({"@context": old.V2, "id": "https://x.example", "revoked": True}, Kind.ASSERTION),
        ({"revoked": True}, Kind.ASSERTION),
        (old.badge_class(), Kind.BADGE_CLASS),
        ({"name": "a", "description": "b", "image": "c", "criteria": "d", "issuer": "e"}, Kind.BADGE_CLASS),
        (old.issuer(), Kind.ISSUER),
        ({**old.issuer(), "type": "Profile"}, Kind.ISSUER),
        ({**old.issuer(), "type": "IssuerOrg"}, Kind.ISSUER),
        ({**old.issuer(), "type": ["Extension", "https://w3id.org/openbadges#Issuer"]}, Kind.ISSUER),
        (old.endorsement(), Kind.ENDORSEMENT_2),
        ({"@context": old.V2, "type": "RevocationList", "revokedAssertions": []}, Kind.REVOCATION_LIST),
        ({"@context": old.V2, "type": "CryptographicKey", "publicKeyPem": "x"}, Kind.CRYPTOGRAPHIC_KEY),
    ],
)
def test_a_document_is_of_the_kind_that_its_type_or_members_say(document: dict[str, Any], kind: Kind) -> None:
    found = identify(document)
    assert found.kind is kind
    assert found.version == generation_of(document)
    assert found.shape.startswith("ob2-")


def test_terms_of_another_context_do_not_hide_the_vocabulary() -> None:
    document = {"@context": {"was": "obi:badge"}, "@type": "obi:Assertion", "was": "https://x.example"}
    assert generation_of(document) == "2.0"
    assert class_of(document) == "Assertion"


@given(old.DOCUMENTS)
def test_any_document_has_a_kind(document: dict[str, Any]) -> None:
    found = identify(document)
    assert (found.version in ("0.5", "1.0", "1.1", "2.0")) == found.shape.startswith("ob2-")
