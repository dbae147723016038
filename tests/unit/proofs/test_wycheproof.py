"""C2SP Wycheproof: every verdict of ours is the verdict of the vectors.

What is left out is counted, by reason. A vector marked "acceptable" may be answered either way; ours are
written down below.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.keys import jwk, public
from badgekit.keys.public import PublicKey
from badgekit.proofs import jws, signatures

_EC: dict[str, public.Curve] = {
    "secp256r1": "P-256",
    "secp384r1": "P-384",
    "secp521r1": "P-521",
    "secp256k1": "secp256k1",
}


def _load(corpus: Path, name: str) -> dict[str, Any]:
    value: dict[str, Any] = json.loads((corpus / "wycheproof" / name).read_text("utf-8"))
    return value


def _rsa_key(group: dict[str, Any]) -> PublicKey:
    numbers = group["publicKey"]
    n, e = (int(numbers[name], 16) for name in ("modulus", "publicExponent"))
    return public.rsa(
        n.to_bytes((n.bit_length() + 7) // 8, "big"), e.to_bytes((e.bit_length() + 7) // 8, "big")
    )


def _cases(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for group in document["testGroups"]:
        for case in group["tests"]:
            yield group, case


def _judge(alg: str, key: PublicKey, case: dict[str, Any]) -> str:
    good = signatures.verify(alg, key, bytes.fromhex(case["sig"]), bytes.fromhex(case["msg"]))
    return "valid" if good else "invalid"


def test_ed25519(corpus: Path) -> None:
    seen: Counter[str] = Counter()
    for group, case in _cases(_load(corpus, "ed25519_test.json")):
        key = public.ed25519(bytes.fromhex(group["publicKey"]["pk"]))
        assert _judge("Ed25519", key, case) == case["result"], case
        seen[case["result"]] += 1
    assert seen == {"valid": 88, "invalid": 63}


@pytest.mark.parametrize(
    ("name", "alg", "valid", "invalid"),
    [
        ("ecdsa_secp256r1_sha256_p1363_test.json", "ES256", 173, 89),
        ("ecdsa_secp384r1_sha384_p1363_test.json", "ES384", 193, 87),
        ("ecdsa_secp521r1_sha512_p1363_test.json", "ES512", 231, 87),
        ("ecdsa_secp256k1_sha256_p1363_test.json", "ES256K", 167, 85),
    ],
)
def test_ecdsa(corpus: Path, name: str, alg: str, valid: int, invalid: int) -> None:
    seen: Counter[str] = Counter()
    for group, case in _cases(_load(corpus, name)):
        curve = _EC[group["publicKey"]["curve"]]
        size = public.COORDINATE_BYTES[curve]
        point = bytes.fromhex(group["publicKey"]["uncompressed"])[1:]
        key = public.ec_point(curve, point[:size], point[size:])
        compressed = bytes([2 + point[-1] % 2]) + point[:size]
        assert public.ec_compressed(curve, compressed) == key
        assert _judge(alg, key, case) == case["result"], case
        seen[case["result"]] += 1
    assert seen == {"valid": valid, "invalid": invalid}


@pytest.mark.parametrize(
    ("name", "alg", "valid", "invalid"),
    [
        ("ecdsa_secp256r1_sha256_test.json", "ES256", 174, 310),
        ("ecdsa_secp384r1_sha384_test.json", "ES384", 194, 310),
        ("ecdsa_secp256k1_sha256_test.json", "ES256K", 168, 308),
    ],
)
def test_ecdsa_in_der(corpus: Path, name: str, alg: str, valid: int, invalid: int) -> None:
    """DER is not how JWS and Data Integrity write a signature: as it stands it is refused, however good.

    The two numbers that a strict reader finds in it are judged as the vectors say.
    """
    seen: Counter[str] = Counter()
    for group, case in _cases(_load(corpus, name)):
        curve = _EC[group["publicKey"]["curve"]]
        size = public.COORDINATE_BYTES[curve]
        point = bytes.fromhex(group["publicKey"]["uncompressed"])[1:]
        key = public.ec_point(curve, point[:size], point[size:])
        assert _judge(alg, key, case) == "invalid"
        try:
            r, s = decode_dss_signature(bytes.fromhex(case["sig"]))
            raw = r.to_bytes(size, "big") + s.to_bytes(size, "big")
        except (ValueError, OverflowError):  # no strict DER; a number that is negative or too long
            assert case["result"] == "invalid", case
        else:
            assert _judge(alg, key, {**case, "sig": raw.hex()}) == case["result"], case
        seen[case["result"]] += 1
    assert seen == {"valid": valid, "invalid": invalid}


def test_ed448_is_a_kind_of_key_that_is_not_read(corpus: Path) -> None:
    """No badge suite has it. 17 good signatures are not VERIFIED: nobody says that they are wrong either."""
    seen: Counter[str] = Counter()
    for group, case in _cases(_load(corpus, "ed448_test.json")):
        with pytest.raises(Unsupported) as caught:
            jwk.parse(group["publicKeyJwk"])
        assert caught.value.code == "key.unsupported_type"
        seen[case["result"]] += 1
    assert seen == {"valid": 17, "invalid": 70}


@pytest.mark.parametrize(
    ("name", "alg", "counts"),
    [
        ("rsa_signature_2048_sha256_test.json", "RS256", (7, 249, 1, 2)),
        ("rsa_signature_3072_sha384_test.json", "RS384", (7, 251, 1, 0)),
        ("rsa_signature_4096_sha512_test.json", "RS512", (7, 251, 1, 0)),
        ("rsa_signature_8192_sha256_test.json", "RS256", (7, 250, 1, 0)),
        ("rsa_pss_2048_sha256_mgf1_32_test.json", "PS256", (63, 45, 0, 0)),
        ("rsa_pss_3072_sha256_mgf1_32_test.json", "PS256", (63, 45, 0, 0)),
        ("rsa_pss_4096_sha384_mgf1_48_test.json", "PS384", (95, 46, 0, 0)),
        ("rsa_pss_4096_sha512_mgf1_64_test.json", "PS512", (132, 47, 0, 0)),
    ],
)
def test_rsa(corpus: Path, name: str, alg: str, counts: tuple[int, ...]) -> None:
    seen: Counter[str] = Counter()
    for group, case in _cases(_load(corpus, name)):
        if int(group["publicKey"]["publicExponent"], 16) == 3:
            # A good signature under a key that is refused whatever it signs.
            with pytest.raises(Malformed, match="exponent"):
                _rsa_key(group)
            seen["refused key"] += 1
            continue
        verdict = _judge(alg, _rsa_key(group), case)
        if case["result"] == "acceptable":
            # Only one class: the NULL parameter left out of the DigestInfo. OpenSSL refuses it, so do we.
            assert case["flags"] == ["MissingNull"], case
            assert verdict == "invalid"
        else:
            assert verdict == case["result"], case
        seen[case["result"]] += 1
    assert (seen["valid"], seen["invalid"], seen["acceptable"], seen["refused key"]) == counts


def test_rsa_pss_with_other_parameters_is_never_ours(corpus: Path) -> None:
    """PS256 fixes hash, mask and salt length; good signatures with others are no PS256 signatures."""
    seen: Counter[str] = Counter()
    for group, case in _cases(_load(corpus, "rsa_pss_misc_test.json")):
        exact = (group["sha"], group["mgfSha"], group["sLen"]) == ("SHA-256", "SHA-256", 32)
        verdict = _judge("PS256", _rsa_key(group), case)
        assert verdict == ("valid" if exact else "invalid"), case
        seen[verdict] += 1
    assert seen == {"valid": 1, "invalid": 149}


def _jws_verdict(token: str, published: object) -> str:
    try:
        key = jwk.parse(published)
        segments = jws.split(token)
        header = jws.read_header(segments.header)
        good = jws.check_signature(header.alg, key, segments.signature, segments.signing_input)
    except Problem:
        return "invalid"
    return "valid" if good else "invalid"


# Good by the vectors, refused by us, and why.
_STRICTER = {
    346: "the JWK is for PS256, the token says PS384 (RFC 8725 section 3.1: one algorithm per key)",
    350: "the JWK is for PS256, the token says PS384 (RFC 8725 section 3.1: one algorithm per key)",
    347: "the JWK says alg ES521, a name that RFC 7518 does not have",
    351: "the JWK says alg ES521, a name that RFC 7518 does not have",
}


def test_json_web_signature(corpus: Path) -> None:
    used: Counter[str] = Counter()
    for group, case in _cases(_load(corpus, "json_web_signature_test.json")):
        if "public" not in group:
            # Symmetric keys: no token of that kind is ever good here, whatever the vectors say.
            assert _jws_verdict(case["jws"], group["private"]) == "invalid"
            used["symmetric"] += 1
            continue
        expected = "invalid" if case["tcId"] in _STRICTER else case["result"]
        assert _jws_verdict(case["jws"], group["public"]) == expected, case
        used["asymmetric"] += 1
    assert used == {"symmetric": 40, "asymmetric": 361}


def test_json_web_crypto(corpus: Path) -> None:
    """Signed tokens, under public keys and under shared secrets; encrypted ones are no signatures."""
    used: Counter[str] = Counter()
    for group, case in _cases(_load(corpus, "json_web_crypto_test.json")):
        published = group.get("public", group["private"])
        keys = published.get("keys", [published])
        symmetric = any(key["kty"] == "oct" for key in keys)
        kind = "encrypted" if "jwe" in case else "symmetric" if symmetric else "signed"
        expected = case["result"] if kind == "signed" else "invalid"
        for key in keys:
            assert _jws_verdict(case["jwe" if "jwe" in case else "jws"], key) == expected, case
        used[f"{kind} {expected}"] += 1
    assert used == {"signed valid": 2, "signed invalid": 27, "symmetric invalid": 20, "encrypted invalid": 34}


def test_json_web_key(corpus: Path) -> None:
    """Weak, broken and mismatched keys: refused where the vectors say so; the good RSA key is accepted."""
    used: Counter[str] = Counter()
    for group, case in _cases(_load(corpus, "json_web_key_test.json")):
        published = group.get("public", group["private"])
        for entry in published.get("keys", [published]):
            # The vectors hold good tokens under shared secrets, which are never good here.
            symmetric = entry.get("kty") == "oct"
            expected = "invalid" if symmetric else case["result"]
            assert _jws_verdict(case["jws"], entry) == expected, case
            used["symmetric" if symmetric else expected] += 1
    assert used == {"valid": 1, "invalid": 11, "symmetric": 18}
