"""Linked-data signatures with a detached JWS, with every kind of key and every form of it."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

import pytest
from tests.support.judging import judge, said

from badgekit import Limits, Verdict
from badgekit.errors import Malformed
from badgekit.proofs import linked_data_suites
from badgekit.proofs.detached_jws import DetachedJws
from badgekit.testing import IssuerSimulator
from badgekit.testing.encoding import base64url

KINDS = ("Ed25519", "P-256", "P-384", "secp256k1", "RSA")
FORMATS = ("Multikey", "JsonWebKey", "JsonWebKey2020", "VerificationKey2018")
SUITES = {
    "Ed25519Signature2018": "Ed25519",
    "EcdsaSecp256k1Signature2019": "secp256k1",
    "EcdsaSecp256r1Signature2019": "P-256",
    "RsaSignature2018": "RSA",
}


def detached_header() -> str:
    return base64url(json.dumps({"alg": "EdDSA", "b64": False, "crit": ["b64"]}).encode()) + "..AA"


def encoding(proof: dict[str, Any]) -> str:
    """Return where the signature is not what the suite writes."""
    with pytest.raises(Malformed) as caught:
        linked_data_suites.read_value("$.proof", proof, Limits())
    assert caught.value.code == "proof.value_encoding"
    return caught.value.path


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.mark.parametrize("key_format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_json_web_signature_2020_with_every_key_in_every_form(kind: Any, key_format: Any) -> None:
    sim = IssuerSimulator("uni.example", key_format=key_format)
    signed = sim.sign(sim.issue(), "JsonWebSignature2020", key=kind)
    report = judge(sim, signed)
    assert report.verified, report.best_reason
    changed = judge(sim, sim.tamper(signed, "$.credentialSubject.achievement.name", "Doctor"))
    assert said(changed, "proof.integrity") == ("FAILED", "proof.invalid")


@pytest.mark.parametrize("method", ["did:key", "did:jwk", "https"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_way_to_name_a_key(kind: Any, method: Any) -> None:
    sim = IssuerSimulator("uni.example", method=method, key=kind)
    report = judge(sim, sim.sign(sim.issue(), "JsonWebSignature2020", key=kind))
    assert report.verified, report.best_reason


@pytest.mark.parametrize(("suite", "kind"), SUITES.items())
def test_the_suites_of_one_kind_of_key(sim: IssuerSimulator, suite: Any, kind: str) -> None:
    signed = sim.sign(sim.issue(vcdm="1.1"), suite)
    assert judge(sim, signed).verified
    other: Any = "P-384"
    signed["proof"]["verificationMethod"] = sim.method_id(other)
    assert said(judge(sim, signed), "proof.integrity") == ("FAILED", "proof.key_type")


def test_a_p_256_signature_without_jws(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue(vcdm="1.1"), "EcdsaSecp256r1Signature2019", bare=True)
    assert "jws" not in signed["proof"]
    assert judge(sim, signed).verified
    changed = judge(sim, sim.tamper(signed, "$.credentialSubject.achievement.name", "Doctor"))
    assert said(changed, "proof.integrity") == ("FAILED", "proof.invalid")


@pytest.mark.parametrize("suite", ["Ed25519Signature2018", "EcdsaSecp256k1Signature2019", "RsaSignature2018"])
def test_other_suites_have_only_the_jws(sim: IssuerSimulator, suite: Any) -> None:
    signed = sim.sign(sim.issue(vcdm="1.1"), suite)
    signed["proof"]["proofValue"] = "z1"
    assert said(judge(sim, signed), "proof.integrity") == ("FAILED", "proof.value_encoding")
    del signed["proof"]["jws"]
    assert said(judge(sim, signed), "proof.integrity") == ("FAILED", "proof.value_encoding")
    del signed["proof"]["proofValue"]
    assert said(judge(sim, signed), "proof.integrity") == ("FAILED", "proof.value_encoding")


JWS = detached_header()
FORMS = ("jws", "proofValue", "signatureValue")


@pytest.mark.parametrize("kind", [*SUITES, "JsonWebSignature2020"])
def test_there_is_one_signature_in_a_form_of_the_suite(kind: str) -> None:
    given: dict[str, Any] = {"jws": JWS, "proofValue": "z2g", "signatureValue": "YQ"}
    for size in range(len(FORMS) + 1):
        for names in combinations(FORMS, size):
            proof = {"type": kind, **{name: given[name] for name in names}}
            if names == ("jws",):
                value = linked_data_suites.read_value("$.proof", proof, Limits())
                assert isinstance(value, DetachedJws)
                assert value.alg == "EdDSA"
            elif names == ("proofValue",) and kind == "EcdsaSecp256r1Signature2019":
                assert linked_data_suites.read_value("$.proof", proof, Limits()) == b"a"
            else:
                assert encoding(proof) == f"$.proof.{(*names, 'jws')[0]}"


@pytest.mark.parametrize("value", [None, 7, [JWS], {"jws": JWS}])
def test_a_signature_is_text(value: Any) -> None:
    assert encoding({"type": "JsonWebSignature2020", "jws": value}) == "$.proof.jws"
    assert encoding({"type": "EcdsaSecp256r1Signature2019", "proofValue": value}) == "$.proof.proofValue"


@pytest.mark.parametrize(
    ("header", "outcome", "code"),
    [
        ({"alg": "none"}, "FAILED", "jwt.alg_not_allowed"),
        ({"alg": "HS256"}, "FAILED", "jwt.alg_not_allowed"),
        ({"alg": None}, "FAILED", "jwt.alg_not_allowed"),
        ({"alg": "Ed448"}, "INCONCLUSIVE", "jwt.alg_unsupported"),
        ({"alg": "ES256"}, "FAILED", "proof.jws_algorithm"),
        ({"alg": "RS256"}, "FAILED", "proof.jws_algorithm"),
        ({"b64": True}, "FAILED", "proof.jws"),
        ({"b64": None}, "FAILED", "proof.jws"),
        ({"crit": None}, "FAILED", "proof.jws"),
        ({"jwk": {"kty": "OKP"}}, "FAILED", "proof.jws"),
        ({"kid": "x"}, "PASSED", "proof.verified"),
    ],
)
def test_headers(sim: IssuerSimulator, header: dict[str, Any], outcome: str, code: str) -> None:
    """Each is signed by the issuer's key: it is the header that decides."""
    signed = sim.sign(sim.issue(), "JsonWebSignature2020", header=header)
    assert said(judge(sim, signed), "proof.integrity") == (outcome, code)


def test_rs256_is_not_ps256(sim: IssuerSimulator) -> None:
    """JsonWebSignature2020 has PS256 for RSA keys, and nothing else (lds-jws2020, the table of keys)."""
    signed = sim.sign(sim.issue(), "JsonWebSignature2020", key="RSA", header={"alg": "RS256"})
    assert said(judge(sim, signed), "proof.integrity") == ("FAILED", "proof.jws_algorithm")


def test_a_text_between_the_dots_is_refused(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue(), "JsonWebSignature2020")
    header, _, signature = signed["proof"]["jws"].split(".")
    signed["proof"]["jws"] = f"{header}.aGVsbG8.{signature}"
    assert said(judge(sim, signed), "proof.integrity") == ("FAILED", "proof.jws")


def test_the_key_of_somebody_else(sim: IssuerSimulator) -> None:
    forger = sim.neighbour("evil.example", seed=9)
    signed = sim.sign(sim.issue(), "JsonWebSignature2020", signer=forger)
    assert said(judge(sim, signed), "proof.integrity") == ("FAILED", "proof.invalid")
    own = sim.neighbour("evil.example", method="did:key").sign(sim.issue(), "JsonWebSignature2020")
    assert said(judge(sim, own), "issuer.bound") == ("FAILED", "key.not_bound_to_issuer")


def test_a_type_that_no_context_defines_is_not_signed(sim: IssuerSimulator) -> None:
    """The proof's own type would be missing from what is signed; another suite could be put in its place."""
    signed = sim.sign(sim.issue(), "JsonWebSignature2020")
    signed["@context"] = [url for url in signed["@context"] if "jws-2020" not in url]
    assert said(judge(sim, signed), "proof.integrity") == ("FAILED", "jsonld.unsigned_data")


def test_an_issuer_that_does_not_answer_leaves_it_open(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue(), "JsonWebSignature2020")
    sim.go_offline()
    assert judge(sim, signed).verdict is Verdict.INCONCLUSIVE


def test_the_suites_of_vcdm_1_1_alone_cannot_be_made_on_2_0(sim: IssuerSimulator) -> None:
    for suite in ("EcdsaSecp256r1Signature2019", "RsaSignature2018"):
        with pytest.raises(ValueError, match="only the context"):
            sim.sign(sim.issue(), suite)


def test_with_a_new_proof_beside_it(sim: IssuerSimulator) -> None:
    both = sim.sign(sim.sign(sim.issue(), "JsonWebSignature2020", key="secp256k1"), "eddsa-rdfc-2022")
    assert judge(sim, both).verified
    both["proof"][0]["jws"] = both["proof"][0]["jws"][:-8] + "AAAAAAAA"
    assert judge(sim, both).verdict is Verdict.REJECTED


def test_es256k_tokens(sim: IssuerSimulator) -> None:
    assert judge(sim, sim.sign(sim.issue(), "ES256K")).verified
    forged = sim.sign(sim.issue(), "ES256K", signer=sim.neighbour("evil.example", seed=9))
    assert said(judge(sim, forged), "proof.integrity") == ("FAILED", "jwt.signature_invalid")
