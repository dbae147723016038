from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.keymaking import b58, document, ec_jwk, ed_jwk, ed_multikey, ed_private, ed_public

from badgekit.errors import LimitExceeded, Problem, Unsupported
from badgekit.keys.controller import Controller
from badgekit.keys.verification_method import public_key
from badgekit.limits import Limits

DID = "did:web:uni.example"
KEY = f"{DID}#key-1"


def read(value: object, identifier: str = DID) -> Controller:
    return Controller.read(value, identifier)


def refusal(value: object, method: str = KEY, purpose: str = "assertionMethod", identifier: str = DID) -> str:
    with pytest.raises(Problem) as caught:
        read(value, identifier).method(method, purpose)[0].key()
    return caught.value.code


def test_a_listed_method() -> None:
    method, warnings = read(document(DID, 1, 2)).method(KEY, "assertionMethod")
    assert method.key() == ed_public(1)
    assert (method.fragment, method.path, warnings) == ("key-1", "$.verificationMethod[0]", ())


def test_relative_ids_belong_to_the_document() -> None:
    value = document(DID, 1)
    value["verificationMethod"][0]["id"] = "#key-1"
    value["assertionMethod"] = ["#key-1"]
    assert read(value).method(KEY, "assertionMethod")[0].key() == ed_public(1)


def test_a_method_inside_its_relationship() -> None:
    value = document(DID, 1)
    value["assertionMethod"] = value.pop("verificationMethod")
    assert read(value).method(KEY, "assertionMethod")[0].path == "$.assertionMethod[0]"
    assert refusal(value, purpose="authentication") == "key.wrong_purpose"


def test_one_value_instead_of_a_list() -> None:
    value = document(DID, 1)
    value["verificationMethod"], value["assertionMethod"] = value["verificationMethod"][0], KEY
    assert read(value).method(KEY, "assertionMethod")[0].key() == ed_public(1)


def test_the_document_must_be_about_the_identifier() -> None:
    """The attack: a document at the attacker's place that speaks about the victim, or the reverse."""
    for other in ("did:web:evil.example", "did:web:UNI.example", DID + "/", "", None, [DID]):
        assert refusal(document(DID, 1, id=other)) == "did.id_mismatch"
    value = document(DID, 1)
    del value["id"]
    assert refusal(value) == "did.id_mismatch"
    others: list[object] = [None, [], "x", 3]
    assert [refusal(other) for other in others] == ["did.document"] * 4


def test_a_document_cannot_define_keys_of_others() -> None:
    victim = "did:web:victim.example#key-1"
    value = document(DID, 1)
    value["verificationMethod"][0]["id"] = victim
    value["assertionMethod"] = [victim]
    assert refusal(value, victim) == "key.not_in_document"
    assert list(read(value).usable("assertionMethod")) == []
    assert refusal(value, DID + "#") == "key.not_in_document"


def test_the_method_must_agree_on_its_controller() -> None:
    value = document(DID, 1)
    for other in ("did:web:victim.example", "", [DID], {"id": DID}):
        value["verificationMethod"][0]["controller"] = other
        assert refusal(value) == "key.controller_mismatch"


def test_a_method_without_controller_is_tolerated() -> None:
    value = document(DID, 1)
    del value["verificationMethod"][0]["controller"]
    _, warnings = read(value).method(KEY, "assertionMethod")
    assert [warning.code for warning in warnings] == ["key.no_controller"]


def test_the_method_must_be_listed_for_the_purpose() -> None:
    value = document(DID, 1, 2, authentication=[f"{DID}#key-2"])
    value["assertionMethod"] = [KEY]
    assert refusal(value, f"{DID}#key-2") == "key.wrong_purpose"
    assert read(value).method(f"{DID}#key-2", "authentication")[0].key() == ed_public(2)
    assert refusal(value, purpose="authentication") == "key.wrong_purpose"
    assert refusal(value, f"{DID}#key-3") == "key.not_in_document"
    assert [method.id for method, _ in read(value).usable("assertionMethod")] == [KEY]


def test_a_profile_that_lists_nothing() -> None:
    """The Open Badges guide shows an issuer profile with verificationMethod and no relationship."""
    url = "https://uni.example/issuers/1"
    value = document(url, 1, type="Profile")
    del value["assertionMethod"]
    method, warnings = read(value, url).method(f"{url}#key-1", "assertionMethod")
    assert method.key() == ed_public(1)
    assert [warning.code for warning in warnings] == ["key.no_relationship_listed"]


def test_that_tolerance_ends_with_the_first_relationship_and_at_dids() -> None:
    url = "https://uni.example/issuers/1"
    value = document(url, 1, authentication=[])
    del value["assertionMethod"]
    assert refusal(value, f"{url}#key-1", identifier=url) == "key.wrong_purpose"
    bare = document(DID, 1)
    del bare["assertionMethod"]
    assert refusal(bare) == "key.wrong_purpose"


def test_a_document_that_lists_itself() -> None:
    """MOSIP Inji Certify writes its DID under assertionMethod, where the ids of its keys belong."""
    value = document(DID, 1, assertionMethod=[DID])
    method, warnings = read(value).method(KEY, "assertionMethod")
    assert method.key() == ed_public(1)
    assert [warning.code for warning in warnings] == ["key.relationship_lists_document"]
    assert refusal(value, purpose="authentication") == "key.wrong_purpose"
    assert refusal(document(DID, 1, assertionMethod=["did:web:evil.example"])) == "key.wrong_purpose"


def test_two_definitions_of_one_id() -> None:
    """The attack: the attacker's key first, the issuer's second, under one id."""
    value = document(DID, 1)
    forged = {**value["verificationMethod"][0], "publicKeyMultibase": ed_multikey(2)}
    value["verificationMethod"].insert(0, forged)
    assert refusal(value) == "did.duplicate_method"
    inside = document(DID, 1)
    inside["assertionMethod"] = [forged]
    assert refusal(inside) == "did.duplicate_method"
    short = document(DID, 1)
    short["verificationMethod"].append({**forged, "id": "#key-1"})
    assert refusal(short) == "did.duplicate_method"


def test_one_definition_under_two_relationships() -> None:
    value = document(DID, 1)
    (method,) = value.pop("verificationMethod")
    value["assertionMethod"], value["authentication"] = [method], [dict(method)]
    assert read(value).method(KEY, "authentication")[0].key() == ed_public(1)


def test_a_bad_key_beside_the_used_one_does_no_harm() -> None:
    value = document(DID, 1)
    value["verificationMethod"].append(
        {"id": f"{DID}#weak", "type": "JsonWebKey", "publicKeyJwk": {"kty": "oct"}}
    )
    value["verificationMethod"] += [None, 7, "text", {"type": "Multikey"}, {"id": 7}]
    assert read(value).method(KEY, "assertionMethod")[0].key() == ed_public(1)


def test_too_many_methods() -> None:
    value = document(DID, 1, authentication=[KEY] * Limits().published_keys)
    with pytest.raises(LimitExceeded) as caught:
        read(value)
    assert caught.value.code == "did.too_many_methods"


def test_expiry_and_revocation() -> None:
    value = document(DID, 1)
    value["verificationMethod"][0] |= {
        "expires": "2026-01-31T12:00:00+02:00",
        "revoked": "2025-12-31T00:00:00Z",
    }
    method, _ = read(value).method(KEY, "assertionMethod")
    assert (method.expires_text, method.revoked_text) == ("2026-01-31T12:00:00+02:00", "2025-12-31T00:00:00Z")
    assert method.expires == datetime(2026, 1, 31, 10, tzinfo=UTC)
    assert method.revoked == datetime(2025, 12, 31, tzinfo=UTC)
    for bad in ("yesterday", "", 7, ["2025-12-31T00:00:00Z"], False):
        value["verificationMethod"][0]["revoked"] = bad
        broken, _ = read(value).method(KEY, "assertionMethod")
        with pytest.raises(Problem, match=r"."):
            _ = broken.revoked


def _method(kind: object, **members: Any) -> dict[str, Any]:
    return {"id": KEY, "type": kind, "controller": DID, **members}


RAW = ed_private(1).public_key().public_bytes_raw()


@pytest.mark.parametrize(
    ("method", "kind"),
    [
        (_method("Multikey", publicKeyMultibase=ed_multikey(1)), "Ed25519"),
        (_method(["Multikey"], publicKeyMultibase=ed_multikey(1)), "Ed25519"),
        (_method("Ed25519VerificationKey2020", publicKeyMultibase=ed_multikey(1)), "Ed25519"),
        (_method("Ed25519VerificationKey2018", publicKeyBase58=b58(RAW)), "Ed25519"),
        (_method("Ed25519VerificationKey2018", publicKeyJwk=ed_jwk(1)), "Ed25519"),
        (_method("JsonWebKey", publicKeyJwk=ed_jwk(1)), "Ed25519"),
        (_method("JsonWebKey2020", publicKeyJwk=ec_jwk("P-384")), "P-384"),
        (_method("EcdsaSecp256r1VerificationKey2019", publicKeyJwk=ec_jwk("P-256")), "P-256"),
    ],
)
def test_method_types(method: dict[str, Any], kind: str) -> None:
    assert public_key(method).kind == kind


@pytest.mark.parametrize(
    ("method", "code"),
    [
        (_method("Multikey"), "key.material"),
        (_method("Multikey", publicKeyMultibase=ed_multikey(1), publicKeyJwk=ed_jwk(2)), "key.material"),
        (_method("Multikey", publicKeyJwk=ed_jwk(1)), "key.material"),
        (_method("JsonWebKey", publicKeyMultibase=ed_multikey(1)), "key.material"),
        (_method("Multikey", publicKeyMultibase=[ed_multikey(1)]), "key.material"),
        (_method(None, publicKeyMultibase=ed_multikey(1)), "key.material"),
        (_method(["Multikey", "JsonWebKey"], publicKeyMultibase=ed_multikey(1)), "key.material"),
        (_method("Ed25519VerificationKey2020", publicKeyMultibase="z" + b58(RAW)), "key.unsupported_type"),
        (_method("Ed25519VerificationKey2018", publicKeyBase58=b58(RAW[:31])), "key.length"),
        (_method("Ed25519VerificationKey2018", publicKeyJwk=ec_jwk("P-256")), "key.kind_mismatch"),
        (
            _method("Multikey", publicKeyMultibase=ed_multikey(1), privateKeyMultibase="z1"),
            "key.private_material",
        ),
        (
            _method("Multikey", publicKeyMultibase=ed_multikey(1), secretKeyMultibase="z1"),
            "key.private_material",
        ),
        (_method("JsonWebKey", publicKeyJwk=ed_jwk(1, d="AA")), "key.private_material"),
        (_method("JsonWebKey", publicKeyJwk={"kty": "oct", "k": "AA"}), "key.symmetric"),
        (_method("X25519KeyAgreementKey2020", publicKeyMultibase="z1"), "key.not_for_signatures"),
    ],
)
def test_method_types_refused(method: dict[str, Any], code: str) -> None:
    with pytest.raises(Problem) as caught:
        public_key(method)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "kind",
    ["EcdsaSecp256k1VerificationKey2019", "Bls12381G2Key2020", "RsaVerificationKey2018", "CryptographicKey"],
)
def test_method_types_not_read(kind: str) -> None:
    with pytest.raises(Unsupported) as caught:
        public_key(_method(kind, publicKeyBase58="2"))
    assert caught.value.code == "key.unsupported_method_type"


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([DID, KEY, "#key-1", "Multikey", ed_multikey(1)]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "type", "controller", "publicKeyMultibase"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(["verificationMethod", "assertionMethod", "authentication", "id"]), _JSON)
)
def test_nothing_but_problems(members: dict[str, Any]) -> None:
    try:
        controller = read({**document(DID, 1), **members})
        found, _ = controller.method(KEY, "assertionMethod")
        assert found.key().kind == "Ed25519"
    except Problem:
        pass
