from __future__ import annotations

import json
import pickle
from typing import Any

import pytest
from tests.support import older_badges as old
from tests.support.open_badges_2 import read_document

from badgekit import Assertion
from badgekit.models import Endorsement, VerifiableCredential, ob2, read, to_dict
from badgekit.models.ob2.convert import to_assertion, to_endorsement


def whole() -> Assertion:
    assertion, _ = read_document(
        {
            **old.assertion(),
            "expires": "2026-05-01T00:00:00Z",
            "narrative": "Welded.",
            "evidence": [{"id": "https://uni.example/work", "narrative": "A gate.", "genre": "Gates"}],
            "image": {"id": "https://uni.example/baked.png", "caption": "c", "author": "https://a.example"},
            "uid": "abc",
            "x": 1,
        },
        "Assertion",
    )
    badge, _ = read_document({**old.badge_class(), "@language": "en", "version": 2, "y": 1}, "BadgeClass")
    issuer, _ = read_document({**old.issuer(), "telephone": "+15417522845", "z": 1}, "Issuer")
    return to_assertion(assertion, badge, issuer)


def test_a_badge_is_seen_as_every_badge_is() -> None:
    seen = whole()
    assert seen.id == "https://uni.example/assertions/1"
    assert seen.issuer is not None
    assert (seen.issuer.id, seen.issuer.name) == ("https://uni.example/issuer", "Example University")
    assert seen.issuer.phone == "+15417522845"
    assert seen.valid_from is not None
    assert seen.valid_until is not None
    assert seen.valid_from.text == "2024-05-01T10:00:00+02:00"
    assert {name: stamp.text for name, stamp in seen.dates_as_written.items()} == {
        "issuedOn": "2024-05-01T10:00:00+02:00",
        "expires": "2026-05-01T00:00:00Z",
    }
    assert seen.recipient is not None
    (identity,) = seen.recipient.identifier
    assert (identity.identity_hash, identity.identity_type, identity.hashed, identity.salt) == (
        *(old.SHA256, "email", True, "s"),
    )
    assert seen.recipient.narrative == "Welded."
    achievement = seen.achievement
    assert achievement is not None
    assert (achievement.name, achievement.version, achievement.in_language) == ("Welding", "2", "en")
    assert achievement.creator == seen.issuer
    assert achievement.alignment[0].target_url == "https://skills.example/joining"
    assert achievement.tag == ("metal",)
    assert achievement.criteria is not None
    assert achievement.criteria.narrative == "Weld something."
    assert seen.evidence[0].narrative == "A gate."
    assert seen.image is not None
    assert seen.image.extra == {"author": "https://a.example"}
    assert seen.extra == {"x": 1, "uid": "abc"}
    assert achievement.extra == {"y": 1}
    assert seen.is_awarded


def test_the_original_reaches_everything_in_its_own_terms() -> None:
    original = whole().original
    assert original is not None
    assert original.generation == "2.0"
    assert isinstance(original.badge, ob2.BadgeClass)
    assert isinstance(original.badge.issuer, ob2.Issuer)
    assert original.badge.issuer.email == "badges@uni.example"
    assert pickle.loads(pickle.dumps(whole())) == whole()
    assert hash(whole()) == hash(whole())


def test_contexts_inside_claims_cannot_be_changed_either() -> None:
    assertion, _ = read_document(
        {**old.assertion(), "@context": [old.V2, {"x": "https://x.example"}]}, "Assertion"
    )
    with pytest.raises(TypeError):
        assertion.context[1]["x"] = "y"
    assert hash(assertion) == hash(assertion)


def test_links_that_were_not_followed_are_all_there_is() -> None:
    assertion, _ = read_document(old.assertion(), "Assertion")
    seen = to_assertion(assertion)
    assert seen.issuer is None
    assert seen.achievement is not None
    assert seen.achievement.id == "https://uni.example/badges/welding"
    badge, _ = read_document(old.badge_class(), "BadgeClass")
    seen = to_assertion(assertion, badge)
    assert seen.issuer is not None
    assert seen.issuer.id == "https://uni.example/issuer"
    assert seen.original is not None
    assert seen.original.badge == badge


def test_what_was_fetched_replaces_what_was_embedded() -> None:
    embedded = {**old.badge_class(), "name": "Forged", "issuer": {**old.issuer(), "name": "Forged"}}
    assertion, _ = read_document({**old.assertion(), "badge": embedded}, "Assertion")
    assert to_assertion(assertion).achievement.name == "Forged"  # type: ignore[union-attr]
    badge, _ = read_document(old.badge_class(), "BadgeClass")
    issuer, _ = read_document(old.issuer(), "Issuer")
    seen = to_assertion(assertion, badge, issuer)
    assert "Forged" not in json.dumps(to_dict(seen))


def test_the_form_of_an_identity_decides_where_the_badge_does_not() -> None:
    for identity, hashed in ((old.SHA256, True), ("anna@uni.example", False)):
        recipient = {"type": ["IdentityObject", "email"], "identity": identity}
        assertion, _ = read_document({**old.assertion(), "recipient": recipient}, "Assertion")
        found = to_assertion(assertion).recipient.identifier[0]  # type: ignore[union-attr]
        assert (found.hashed, found.identity_type) == (hashed, "email")


def test_the_json_has_the_members_of_3_0_and_the_original_in_those_of_2_0() -> None:
    made = to_dict(whole())
    assert json.loads(json.dumps(made)) == made
    assert made["issuedOn"] == "2024-05-01T10:00:00+02:00"
    assert made["credentialSubject"]["achievement"]["name"] == "Welding"
    original = made["original"]
    assert original["@context"] == [old.V2]
    assert original["recipient"]["identity"] == old.SHA256
    assert original["badge"]["issuer"]["email"] == "badges@uni.example"
    assert original["badge"]["@language"] == "en"
    assert original["badge"]["criteria"] == {"narrative": "Weld something."}
    assert original["issuedOn"] == "2024-05-01T10:00:00+02:00"
    assert not {"generation", "extensions"} & original.keys()


def test_an_endorsement_is_seen_as_every_endorsement_is() -> None:
    endorsement, _ = read_document(old.endorsement(), "Endorsement")
    issuer, _ = read_document(old.issuer(), "Issuer")
    seen = to_endorsement(endorsement, issuer)
    assert isinstance(seen, Endorsement)
    assert seen.credential_subject is not None
    assert seen.credential_subject.id == "https://uni.example/badges/welding"
    assert seen.credential_subject.endorsement_comment == "Solid."
    assert seen.issuer is not None
    assert seen.issuer.name == "Example University"
    assert seen.dates_as_written["issuedOn"].text == "2024-06-01T10:00:00Z"


def test_a_document_alone_is_read_into_what_callers_know() -> None:
    found = read(old.first_assertion(), "ob2-Assertion")
    assert isinstance(found.claims, Assertion)
    assert found.claims.issuer is not None
    assert found.claims.issuer.name == "Code: School"
    assert not found.issues
    assert "upgrade.recipient" in {note.code for note in found.notes}
    assert isinstance(read(old.endorsement(), "ob2-Endorsement").claims, Endorsement)


def test_what_is_nobodys_badge_is_kept_as_it_came() -> None:
    documents: tuple[tuple[dict[str, Any], str], ...] = (
        *((old.badge_class(), "BadgeClass"), (old.issuer(), "Issuer")),
        ({"@context": old.V2, "type": "RevocationList", "revokedAssertions": ["a"]}, "RevocationList"),
        ({"@context": old.V2, "type": "CryptographicKey", "publicKeyPem": "x"}, "CryptographicKey"),
    )
    for document, name in documents:
        found = read(document, f"ob2-{name}")
        assert isinstance(found.claims, VerifiableCredential)
        assert found.claims.types == (name,)
        assert not found.issues
        for member in document.keys() - {"id", "type", "@context"}:
            assert found.claims.extra[member] == document[member]
        broken = {member: value for member, value in document.items() if member in ("@context", "type")}
        assert read(broken, f"ob2-{name}").issues
