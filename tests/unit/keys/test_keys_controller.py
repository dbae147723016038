from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.keymaking import (
    BLS_G2,
    CODECS,
    b58,
    document,
    ec_jwk,
    ec_private,
    ed_jwk,
    ed_multikey,
    ed_private,
    ed_public,
    rsa_jwk,
    rsa_private,
)

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


@pytest.mark.parametrize("nameless", [7, None, [], {"type": "Multikey"}, {"id": 7}, {"id": None}])
def test_an_entry_without_a_name_is_passed_over(nameless: Any) -> None:
    value = document(DID, 1, 2)
    for member in ("verificationMethod", "assertionMethod"):
        value[member].insert(0, nameless)
    found = read(value)
    assert found.method(KEY, "assertionMethod")[0].key() == ed_public(1)
    assert [method.key() for method, _ in found.usable("assertionMethod")] == [ed_public(1), ed_public(2)]


def test_a_key_for_something_else_hides_none_behind_it() -> None:
    value = document(DID, 1, 2)
    value["assertionMethod"] = [f"{DID}#key-2"]
    assert [method.key() for method, _ in read(value).usable("assertionMethod")] == [ed_public(2)]


def test_too_many_methods() -> None:
    """Each entry counts, wherever it stands; here one defines the key and one lists it."""
    most = Limits().published_keys - 2
    assert read(document(DID, 1, authentication=[KEY] * most)).method(KEY, "authentication")
    with pytest.raises(LimitExceeded) as caught:
        read(document(DID, 1, authentication=[KEY] * (most + 1)))
    assert caught.value.code == "did.too_many_methods"


def test_expiry_and_revocation() -> None:
    value = document(DID, 1)
    value["verificationMethod"][0] |= {
        "expires": "2026-01-31T12:00:00+02:00",
        "revoked": "2025-12-31T00:00:00Z",
    }
    method, _ = read(value).method(KEY, "assertionMethod")
    assert method.expires == datetime(2026, 1, 31, 10, tzinfo=UTC)
    assert method.revoked == datetime(2025, 12, 31, tzinfo=UTC)
    for bad in ("yesterday", "", 7, ["2025-12-31T00:00:00Z"], False):
        value["verificationMethod"][0]["revoked"] = bad
        broken, _ = read(value).method(KEY, "assertionMethod")
        with pytest.raises(Problem, match=r"."):
            _ = broken.revoked


def _method(kind: object, **members: Any) -> dict[str, Any]:
    return {"id": KEY, "type": kind, "controller": DID, **members}


SECP256K1 = "EcdsaSecp256k1VerificationKey2019"
RAW = ed_private(1).public_key().public_bytes_raw()


def point(curve: str) -> bytes:
    return ec_private(curve).public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def whole_point(curve: str) -> bytes:
    return ec_private(curve).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def rsa_pem() -> str:
    key = rsa_private().public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def test_bare_keys_are_the_keys_that_they_are_elsewhere() -> None:
    for curve in ("P-256", "secp256k1"):
        same = public_key(_method("JsonWebKey2020", publicKeyJwk=ec_jwk(curve)))
        kind = f"EcdsaSecp256{'k1' if curve == 'secp256k1' else 'r1'}VerificationKey2019"
        for raw in (point(curve), whole_point(curve)):
            assert public_key(_method(kind, publicKeyHex=raw.hex())) == same
            assert public_key(_method(kind, publicKeyBase58=b58(raw))) == same
    assert public_key(_method("RsaVerificationKey2018", publicKeyPem=rsa_pem())) == public_key(
        _method("JsonWebKey", publicKeyJwk=rsa_jwk())
    )


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
        (_method("Ed25519VerificationKey2018", publicKeyHex=RAW.hex()), "Ed25519"),
        (_method("EcdsaSecp256r1VerificationKey2019", publicKeyJwk=ec_jwk("P-256")), "P-256"),
        (_method("EcdsaSecp256r1VerificationKey2019", publicKeyBase58=b58(point("P-256"))), "P-256"),
        (_method(SECP256K1, publicKeyJwk=ec_jwk("secp256k1")), "secp256k1"),
        (_method(SECP256K1, publicKeyHex=point("secp256k1").hex()), "secp256k1"),
        (
            _method(SECP256K1, publicKeyHex=whole_point("secp256k1").hex().upper()),
            "secp256k1",
        ),
        (_method(SECP256K1, publicKeyBase58=b58(point("secp256k1"))), "secp256k1"),
        (
            _method(
                SECP256K1,
                publicKeyMultibase="z" + b58(CODECS["secp256k1"] + point("secp256k1")),
            ),
            "secp256k1",
        ),
        (_method("RsaVerificationKey2018", publicKeyPem=rsa_pem()), "RSA"),
        (_method("RsaVerificationKey2018", publicKeyJwk=rsa_jwk()), "RSA"),
        (_method("Bls12381G2Key2020", publicKeyBase58=b58(BLS_G2)), "BLS12-381-G2"),
        (
            _method("Multikey", publicKeyMultibase="z" + b58(CODECS["BLS12-381-G2"] + BLS_G2)),
            "BLS12-381-G2",
        ),
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
        (
            _method(SECP256K1, publicKeyHex="0x" + point("secp256k1").hex()),
            "key.material",
        ),
        (_method(SECP256K1, publicKeyHex="02 03"), "key.material"),
        (_method(SECP256K1, publicKeyHex=""), "key.material"),
        (_method(SECP256K1, publicKeyHex="00" * 200), "key.material"),
        (
            _method(SECP256K1, publicKeyHex=point("secp256k1")[1:].hex()),
            "key.length",
        ),
        (_method(SECP256K1, publicKeyHex="02" + "11" * 64), "key.length"),
        (_method(SECP256K1, publicKeyHex="02" + "ff" * 32), "key.not_on_curve"),
        (_method(SECP256K1, publicKeyHex="04" + "11" * 64), "key.not_on_curve"),
        (_method(SECP256K1, publicKeyJwk=ec_jwk("P-256")), "key.kind_mismatch"),
        (_method(SECP256K1, publicKeyPem=rsa_pem()), "key.material"),
        (_method("RsaVerificationKey2018", publicKeyPem="no key"), "key.pem"),
        (_method("RsaVerificationKey2018", publicKeyJwk=ed_jwk(1)), "key.kind_mismatch"),
        (_method("Bls12381G2Key2020", publicKeyBase58=b58(BLS_G2[1:])), "key.length"),
        (_method("Bls12381G2Key2020", publicKeyBase58=b58(b"\xc0" + bytes(95))), "key.point_at_infinity"),
    ],
)
def test_method_types_refused(method: dict[str, Any], code: str) -> None:
    with pytest.raises(Problem) as caught:
        public_key(method)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "kind",
    ["EcdsaSecp256k1RecoveryMethod2020", "Bls12381G1Key2020", "CryptographicKey", "P256Key2021"],
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
