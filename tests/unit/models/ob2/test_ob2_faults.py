"""Every fault of a document is named, with its place."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support import older_badges as old
from tests.support.older_badges import take


def test_sound_documents_are_read_without_a_word() -> None:
    assertion, issues, notes = take(old.assertion(), "Assertion")
    assert (issues, notes) == ([], [])
    assert assertion.recipient.identity == old.SHA256
    assert assertion.verification.types == ("HostedBadge",)
    assert assertion.issued_on.text == "2024-05-01T10:00:00+02:00"
    assert assertion.generation == "2.0"
    badge, issues, notes = take(old.badge_class(), "BadgeClass")
    assert (issues, notes) == ([], [])
    assert badge.criteria.narrative == "Weld something."
    assert badge.alignment[0].target_name == "Joining"
    issuer, issues, notes = take(old.issuer(), "Issuer")
    assert (issues, notes) == ([], [])
    assert issuer.email == "badges@uni.example"


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"id": None}, "structure.missing", "$.id"),
        ({"id": "assertions/1"}, "structure.not_a_url", "$.id"),
        ({"id": "urn:uuid:123"}, "structure.not_a_url", "$.id"),
        ({"id": ["https://a.example", "https://b.example"]}, "structure.not_one_value", "$.id"),
        ({"@id": "https://other.example/1"}, "structure.not_one_value", "$.id"),
        ({"obi:recipient": {"type": "email", "identity": "a@b"}}, "structure.not_one_value", "$.recipient"),
        ({"verify": {"type": "signed"}}, "structure.not_one_value", "$.verification"),
        ({"type": "BadgeClass"}, "structure.wrong_class", "$.type"),
        ({"recipient": "anna@uni.example"}, "structure.wrong_type", "$.recipient"),
        ({"recipient": {"type": "email", "hashed": False}}, "structure.missing", "$.recipient.identity"),
        ({"badge": None}, "structure.missing", "$.badge"),
        ({"badge": 5}, "structure.wrong_type", "$.badge"),
        ({"verification": {"type": "Banana"}}, "structure.wrong_class", "$.verification.type"),
        ({"verification": {}}, "structure.missing", "$.verification.type"),
        (
            {"verification": [{"type": "hosted"}, {"type": "signed"}]},
            "structure.not_one_value",
            "$.verification",
        ),
        ({"issuedOn": "2024-05-01"}, "date.malformed", "$.issuedOn"),
        ({"issuedOn": "2024-05-01T10:00:00"}, "date.no_zone", "$.issuedOn"),
        ({"issuedOn": 1420070400}, "structure.wrong_type", "$.issuedOn"),
        ({"issuedOn": True}, "structure.wrong_type", "$.issuedOn"),
        ({"expires": "2024-04-01T10:00:00Z"}, "structure.dates_reversed", "$.expires"),
        ({"revoked": "true"}, "structure.wrong_type", "$.revoked"),
        ({"narrative": 5}, "structure.wrong_type", "$.narrative"),
        ({"evidence": ["https://a.example", 5]}, "structure.wrong_type", "$.evidence[1]"),
        ({"evidence": {"id": "work/1"}}, "structure.not_a_url", "$.evidence.id"),
        ({"image": "images/1.png"}, "structure.not_an_http_url", "$.image"),
        ({"image": {"caption": "x"}}, "structure.missing", "$.image.id"),
        ({"@language": "klingonish"}, "structure.not_a_language", "$['@language']"),
        ({"related": [{"@language": "es"}]}, "structure.missing", "$.related[0].id"),
        ({"version": [1, 2]}, "structure.not_one_value", "$.version"),
    ],
)
def test_a_fault_of_an_assertion_is_named_with_its_place(
    change: dict[str, Any], code: str, path: str
) -> None:
    _, issues, _ = take({**old.assertion(), **change}, "Assertion")
    assert issues == [(code, path)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"identity": "anna@uni.example"}, "structure.hash_unknown"),
        ({"identity": "sha1$" + "00" * 20}, "structure.hash_unknown"),
        ({"identity": "sha256$00"}, "structure.hash_unknown"),
        ({"hashed": False}, "structure.hash_denied"),
        ({"hashed": False, "identity": "not an address"}, "structure.identity_not_an_email"),
        ({"hashed": False, "identity": " "}, "structure.identity_empty"),
    ],
)
def test_an_identity_that_contradicts_itself_is_a_fault(change: dict[str, Any], code: str) -> None:
    document = old.assertion()
    document["recipient"] |= change
    assert take(document, "Assertion")[1] == [(code, "$.recipient.identity")]


def test_the_form_of_an_identity_tells_where_the_document_does_not() -> None:
    document = old.assertion()
    del document["recipient"]["hashed"]
    _, issues, notes = take(document, "Assertion")
    assert (issues, notes) == ([], [("structure.hashed_missing", "$.recipient.hashed")])


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"name": None}, "structure.missing", "$.name"),
        ({"description": None}, "structure.missing", "$.description"),
        ({"image": None}, "structure.missing", "$.image"),
        ({"criteria": {}}, "structure.criteria_empty", "$.criteria"),
        ({"criteria": {"id": "_:b0"}}, "structure.criteria_empty", "$.criteria"),
        ({"criteria": ["https://a.example", "https://b.example"]}, "structure.not_one_value", "$.criteria"),
        ({"issuer": "uni"}, "structure.not_a_url", "$.issuer"),
        ({"issuer": {"id": "https://a.example", "type": "Issuer", "name": "A", "url": "https://a.example"}},
         "structure.missing", "$.issuer.email"),
        ({"alignment": [{"targetName": "x"}]}, "structure.missing", "$.alignment[0].targetUrl"),
        ({"tags": ["a", 5]}, "structure.wrong_type", "$.tags[1]"),
    ],
)  # fmt: skip
def test_a_fault_of_a_badge_class_is_named_with_its_place(
    change: dict[str, Any], code: str, path: str
) -> None:
    assert take({**old.badge_class(), **change}, "BadgeClass")[1] == [(code, path)]


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"url": None}, "structure.missing", "$.url"),
        ({"url": "uni.example"}, "structure.not_an_http_url", "$.url"),
        ({"email": 5}, "structure.wrong_type", "$.email"),
        ({"publicKey": {"type": "CryptographicKey"}}, "structure.missing", "$.publicKey.publicKeyPem"),
        ({"verification": {"type": "VerificationObject", "allowedOrigins": "https://uni.example"}},
         "structure.not_a_host", "$.verification.allowedOrigins"),
        ({"verification": {"type": "VerificationObject", "verificationProperty": "sloths"}},
         "structure.unknown_property", "$.verification.verificationProperty"),
    ],
)  # fmt: skip
def test_a_fault_of_an_issuer_is_named_with_its_place(change: dict[str, Any], code: str, path: str) -> None:
    assert take({**old.issuer(), **change}, "Issuer")[1] == [(code, path)]
