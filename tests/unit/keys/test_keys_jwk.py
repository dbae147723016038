from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.keymaking import BLS_G2, b64u, ec_jwk, ed_jwk, ed_public, rsa_jwk

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.keys import jwk


def refusal(value: object) -> str:
    with pytest.raises(Problem) as caught:
        jwk.parse(value)
    return caught.value.code


def test_good_keys() -> None:
    assert jwk.parse(ed_jwk(1)) == ed_public(1)
    for curve in ("P-256", "P-384", "P-521", "secp256k1"):
        assert jwk.parse(ec_jwk(curve)).kind == curve
    for name in ("BLS12381G2", "Bls12381G2"):
        key = jwk.parse({"kty": "OKP", "crv": name, "x": b64u(BLS_G2)})
        assert (key.kind, key.material) == ("BLS12-381-G2", (BLS_G2,))
    assert jwk.parse(rsa_jwk(kid="x", ext=True, x5t="ignored")).kind == "RSA"
    assert jwk.parse(rsa_jwk(use="sig", key_ops=["sign", "verify"])).kind == "RSA"


@pytest.mark.parametrize(
    ("value", "members", "size"),
    [
        (ed_jwk(1), ["x"], 43),
        (ec_jwk("P-256"), ["x", "y"], 43),
        (ec_jwk("P-384"), ["x", "y"], 64),
        (ec_jwk("P-521"), ["x", "y"], 88),
        ({"kty": "OKP", "crv": "Bls12381G2", "x": b64u(BLS_G2)}, ["x"], 128),
    ],
)
def test_no_longer_text_is_read_than_a_coordinate_has(
    value: dict[str, Any], members: list[str], size: int
) -> None:
    assert jwk.parse(value)
    for member in members:
        assert len(value[member]) == size
        with pytest.raises(Malformed) as caught:
            jwk.parse({**value, member: value[member] + "A"})
        assert caught.value.params["reason"] == f"longer than {size} characters"


@pytest.mark.parametrize(
    ("seconds", "moment"),
    [
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (0.5, datetime(1970, 1, 1, 0, 0, 0, 500_000, tzinfo=UTC)),
        (253_402_300_799, datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)),
        *((other, None) for other in (-1, -0.5, 253_402_300_800, 1e300, True, "0", [0])),
    ],
)
def test_moments_lie_between_1970_and_9999(seconds: Any, moment: datetime | None) -> None:
    for read, value in ((jwk.expires, {"exp": seconds}), (jwk.revoked, {"revoked": {"revoked_at": seconds}})):
        if moment is not None:
            assert read(value) == moment
            continue
        with pytest.raises(Malformed) as caught:
            read(value)
        assert caught.value.code == "key.jwk"


def test_no_longer_text_is_read_than_the_numbers_of_an_rsa_key_have() -> None:
    longest = b64u((1 << 8191 | 0x2B).to_bytes(1024, "big"))
    assert (len(longest), len(b64u(b"\xff" * 4))) == (1366, 6)
    assert jwk.parse(rsa_jwk(n=longest, e=b64u(b"\xff" * 4))).kind == "RSA"
    for members, size in (({"n": longest + "A"}, 1366), ({"e": "AQABAQA"}, 6)):
        with pytest.raises(Malformed) as caught:
            jwk.parse({**rsa_jwk(), **members})
        assert caught.value.params["reason"] == f"longer than {size} characters"


@pytest.mark.parametrize("member", sorted(jwk.PRIVATE_MEMBERS))
@pytest.mark.parametrize("value", ["AQAB", "", None, []])
def test_private_members_are_refused_whatever_they_hold(member: str, value: object) -> None:
    for good in (ed_jwk(1), ec_jwk("P-256"), rsa_jwk()):
        assert refusal({**good, member: value}) == "key.private_material"


def test_shared_secrets_are_refused() -> None:
    assert refusal({"kty": "oct", "k": "AQAB"}) == "key.symmetric"
    assert refusal({"kty": "oct"}) == "key.symmetric"


@pytest.mark.parametrize(
    "members",
    [
        {"use": "enc"},
        {"use": ["sig"]},
        {"use": ""},
        {"key_ops": ["sign"]},
        {"key_ops": []},
        {"key_ops": ["encrypt"]},
    ],
)
def test_keys_for_something_else(members: dict[str, Any]) -> None:
    assert refusal(ec_jwk("P-256", **members)) == "key.not_for_signatures"


@pytest.mark.parametrize("operations", ["verify", {"verify": 1}, ["verify", 1]])
def test_key_ops_of_another_shape(operations: object) -> None:
    assert refusal(ed_jwk(1, key_ops=operations)) == "key.jwk"


def test_key_agreement_keys() -> None:
    for curve in ("X25519", "X448"):
        assert refusal({**ed_jwk(1), "crv": curve}) == "key.not_for_signatures"


@pytest.mark.parametrize(
    "value",
    [
        {"kty": "EC", "crv": "secp256r1", "x": "AA", "y": "AA"},
        {"kty": "OKP", "crv": "BLS12381G1", "x": "AA"},
        {"kty": "OKP", "crv": "Ed448", "x": "AA"},
        {"kty": "EC", "crv": "BP-256", "x": "AA", "y": "AA"},
        {"kty": "AKP", "alg": "ML-DSA-44", "pub": "AA"},
        {"kty": "ec"},
    ],
)
def test_known_but_unsupported(value: dict[str, Any]) -> None:
    with pytest.raises(Unsupported) as caught:
        jwk.parse(value)
    assert caught.value.code == "key.unsupported_type"


@pytest.mark.parametrize(
    ("kty", "curve"), [("EC", "Ed25519"), ("OKP", "P-256"), ("OKP", "secp256k1"), ("EC", "Ed448")]
)
def test_curve_of_another_key_type(kty: str, curve: str) -> None:
    assert refusal({**ec_jwk("P-256"), "kty": kty, "crv": curve}) == "key.curve_mismatch"


def test_algorithm_must_fit_the_key() -> None:
    assert jwk.parse(ec_jwk("P-256", alg="ES256")).algorithm == "ES256"
    assert jwk.parse(ed_jwk(1, alg="EdDSA")).algorithm == "EdDSA"
    for good, algorithms in (
        (ec_jwk("P-256"), ("ES384", "RS256", "EdDSA", "HS256", "none", "ECDH-ES", "", 7, ["ES256"])),
        (ec_jwk("secp256k1"), ("ES256", "EdDSA")),
        ({"kty": "OKP", "crv": "BLS12381G2", "x": b64u(BLS_G2)}, ("EdDSA", "ES256K")),
        (ed_jwk(1), ("ES256", "Ed448")),
        (rsa_jwk(), ("ES256", "RSA-OAEP", "HS256")),
    ):
        for algorithm in algorithms:
            assert refusal({**good, "alg": algorithm}) == "key.algorithm_conflict", algorithm


@pytest.mark.parametrize("name", ["x", "y"])
def test_coordinates_have_full_length_and_one_spelling(name: str) -> None:
    good = ec_jwk("P-384")
    assert refusal({**good, name: good[name][:-4]}) == "key.length"
    assert refusal({**good, name: "AAAA" + good[name]}) == "key.base64url"
    assert refusal({**good, name: good[name] + "="}) == "key.base64url"
    assert refusal({**good, name: good[name][:-1] + "+"}) == "key.base64url"
    assert refusal({**good, name: "A" * 10**6}) == "key.base64url"
    assert refusal({**good, name: 7}) == "key.jwk"
    assert refusal({key: value for key, value in good.items() if key != name}) == "key.jwk"
    other = "B" if good[name][-1] != "B" else "C"
    assert refusal({**good, name: good[name][:-1] + other}) == "key.not_on_curve"


def test_rsa_numbers_have_one_spelling_and_are_capped_as_text() -> None:
    good = rsa_jwk()
    assert refusal({**good, "n": "AAAA" + good["n"]}) == "key.non_canonical"
    assert refusal({**good, "e": "AAEAAQ"}) == "key.non_canonical"
    assert refusal({**good, "n": "A" * 10**6}) == "key.base64url"
    assert refusal({**good, "e": "A" * 7}) == "key.base64url"
    assert refusal({**good, "e": "Aw"}) == "key.rsa_exponent"
    assert refusal({**good, "n": b64u(b"\x80" + bytes(62) + b"\1")}) == "key.rsa_too_small"
    assert refusal({**good, "n": ""}) == "key.non_canonical"


@pytest.mark.parametrize("value", [None, [], "x", 7, {}, {"kty": None}, {"kty": ["EC"]}, {"kty": "EC"}])
def test_not_a_jwk(value: object) -> None:
    with pytest.raises(Malformed) as caught:
        jwk.parse(value)
    assert caught.value.code == "key.jwk"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_NAMES = st.sampled_from(["kty", "crv", "x", "y", "n", "e", "d", "use", "key_ops", "alg"])
_TYPES = st.sampled_from(["EC", "OKP", "RSA", "oct", "P-256", "Ed25519", "P-521", "secp256k1", "sig", "AQAB"])


@settings(deadline=None)
@given(st.sampled_from([ed_jwk(1), ec_jwk("P-256"), {}]), st.dictionaries(_NAMES, _JSON | _TYPES, max_size=6))
def test_nothing_but_problems(good: dict[str, Any], changes: dict[str, Any]) -> None:
    with contextlib.suppress(Problem):
        jwk.parse({**good, **changes})


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ({}, None),
        ({"revoked": None}, None),
        ({"revoked": False}, None),
        # Since when is not said, so it was never good.
        ({"revoked": True}, 1970),
        ({"revoked": {"reason": "lost"}}, 1970),
        ({"revoked": {"revoked_at": 1_600_000_000}}, 2020),
    ],
)
def test_since_when_a_key_is_revoked(said: dict[str, Any], moment: int | None) -> None:
    found = jwk.revoked(ed_jwk(1, **said))
    assert (None if found is None else found.year) == moment


@pytest.mark.parametrize("wrong", ["1600000000", True, -1, 10**12, float("nan"), float("inf"), [1]])
def test_an_end_that_is_no_moment(wrong: object) -> None:
    for read, said in ((jwk.expires, {"exp": wrong}), (jwk.revoked, {"revoked": {"revoked_at": wrong}})):
        with pytest.raises(Malformed) as caught:
            read(said)
        assert caught.value.code == "key.jwk"
