"""SD-JWT: the implementation by the authors of RFC 9901, as issuer, holder and verifier, beside ours."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier
from tests.support.judging import judge, said
from tests.support.sd_jwts import HOLDER, NAME, SIM, TAGGED, digest, refusal

from badgekit.proofs import sd_jwt
from badgekit.testing.encoding import base64url, from_base64url

_NAMES = st.sampled_from(["a", "b", "c", "d", "e"])


_LEAVES = st.integers(0, 9) | st.text("xyz", max_size=3) | st.booleans() | st.none()


_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3),
    max_leaves=12,
)


def reference_key(kind: str = "P-256") -> JWK:
    return JWK(**{**SIM.key(kind).signing.jwk(), "d": private(kind)})  # type: ignore[arg-type]


def private(kind: str) -> str:
    secret = SIM.key(kind).signing.handle.private_numbers().private_value  # type: ignore
    return base64url(secret.to_bytes(32, "big"))


def selective(value: Any, choose: Any, top: bool = True) -> Any:
    if isinstance(value, dict):
        return {
            (SDObj(name) if choose() else name): selective(member, choose, False)
            for name, member in value.items()
        }
    if isinstance(value, list):
        return [SDObj(made) if choose() else made for made in (selective(v, choose, False) for v in value)]
    return value


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(_NAMES, _TREES, max_size=4), st.randoms(use_true_random=False))
def test_tokens_of_the_reference_implementation_are_read_as_it_reads_them(tree: Any, chance: Any) -> None:
    issuer = SDJWTIssuer(
        selective(tree, lambda: chance.random() < 0.4),
        reference_key(),
        sign_alg="ES256",
        add_decoy_claims=chance.random() < 0.5,
        extra_header_parameters={"typ": "vc+sd-jwt"},
    )
    whole = issuer.sd_jwt_issuance
    assert sd_jwt.parse(whole).payload == tree
    issued, *shown, _ = whole.split("~")
    some = [text for text in shown if chance.random() < 0.5]
    asked = asked_for(issued, some)
    # That nothing may be shown which nothing asks for came into the standard after this version of it.
    if len(asked) < len(some):
        assert refusal("~".join([issued, *some, ""])) == "sdjwt.unreferenced"
    token = "~".join([issued, *asked, ""])
    expected = SDJWTVerifier(token, lambda *_: reference_key()).get_verified_payload()
    assert sd_jwt.parse(token).payload == expected


def asked_for(issued: str, shown: list[str]) -> list[str]:
    """Return the disclosures whose digest the issuer signed, in a disclosure that is asked for or outside."""
    signed = from_base64url(issued.split(".")[1]).decode()
    found: list[str] = []
    while more := [text for text in shown if text not in found and digest(text) in signed]:
        found += more
        signed += "".join(from_base64url(text).decode() for text in more)
    return found


def test_the_reference_implementation_reads_our_tokens_and_our_bindings() -> None:
    holder = SIM.key("P-384").signing
    held = SIM.sign_sd_jwt(TAGGED, disclosable=[NAME, "$.credentialSubject", "$.name"], holder=holder)
    bound = held.bind(held.show("$.credentialSubject"), audience="a", nonce="n", at=SIM.now)
    payload = SDJWTVerifier(held.show_all(), lambda *_: reference_key()).get_verified_payload()
    payload.pop("cnf")
    assert payload == TAGGED
    # Its verifier takes ES256 alone for the holder.
    holder = HOLDER.key("P-256").signing
    held = SIM.sign_sd_jwt(TAGGED, disclosable=[NAME], holder=holder)
    bound = held.bind(held.show(), audience="a", nonce="n", at=SIM.now)
    shown = SDJWTVerifier(bound, lambda *_: reference_key(), "a", "n").get_verified_payload()
    assert "tag" not in shown["credentialSubject"]["achievement"]


def test_bindings_of_the_reference_implementation_verify() -> None:
    jwk = HOLDER.key("P-256").signing
    secret = jwk.handle.private_numbers().private_value  # type: ignore[union-attr]
    holder = JWK(**{**jwk.jwk(), "d": base64url(secret.to_bytes(32, "big"))})
    claims = {**{k: v for k, v in TAGGED.items() if k != "name"}, SDObj("name"): TAGGED["name"]}
    issuer = SDJWTIssuer(
        claims,
        reference_key(),
        holder_key=JWK(**jwk.jwk()),
        sign_alg="ES256",
        extra_header_parameters={"typ": "vc+sd-jwt", "kid": SIM.method_id("P-256")},
    )
    wallet = SDJWTHolder(issuer.sd_jwt_issuance)
    wallet.create_presentation({"name": True}, nonce="n", aud="a", holder_key=holder, sign_alg="ES256")
    from datetime import UTC, datetime

    report = judge(SIM, wallet.sd_jwt_presentation, challenge="n", domain="a", now=datetime.now(UTC))
    assert said(report, "proof.key_binding") == ("PASSED", "binding.verified")
    assert said(report, "proof.expected") == ("PASSED", "proof.as_expected")
