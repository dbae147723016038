"""Keys out of a seed: the same again, different for another seed, and accepted by others' code."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from hypothesis import given
from hypothesis import strategies as st

from badgekit.keys import jwk, multikey
from badgekit.keys.multibase import decode_base58, decode_base64url
from badgekit.keys.public import KeyKind
from badgekit.proofs import signatures
from badgekit.testing import IssuerSimulator
from badgekit.testing.encoding import base58, base64url, from_base64url
from badgekit.testing.keys import ALGORITHM_KINDS, derive
from badgekit.testing.primes import rsa_key

KINDS: tuple[KeyKind, ...] = ("Ed25519", "P-256", "P-384", "P-521", "RSA")


@pytest.mark.parametrize("kind", KINDS)
def test_the_two_public_forms_are_one_key(kind: KeyKind) -> None:
    key = derive(kind, b"1")
    assert multikey.parse(key.multibase()) == jwk.parse(key.jwk())
    assert jwk.parse(key.jwk()).kind == kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_seed_has_one_key(kind: KeyKind) -> None:
    if kind == "RSA":
        rsa_key.cache_clear()
    first = derive(kind, b"1").jwk()
    if kind == "RSA":
        rsa_key.cache_clear()
    assert derive(kind, b"1").jwk() == first
    assert derive(kind, b"2").jwk() != first


def test_the_keys_stay_what_they_are_from_version_to_version() -> None:
    # Files that were signed with them lie in repositories.
    found = {kind: jwk.parse(derive(kind, b"1").jwk()).thumbprint() for kind in KINDS}
    assert found == {
        "Ed25519": "FrC_fnUbB8ZDLNBNULifRh4uaUgpH109NushJAipEyM",
        "P-256": "W8cxfzJBfLuwEjiLbb-3uAe0yn2-d6uHhaEcFmInuP4",
        "P-384": "djaF8J2x0YQ0XlEgau2_do96L-K9qhm8fsSVv9IwTtA",
        "P-521": "dAsuRC3RuHcwQ3NlqQv3v8oc5aR7RREL2WhoP1q8Wt0",
        "RSA": "Cdnz6HnXrGJwOmzYfrQpbisOn9QDyJpNfMXTfAjwn0A",
    }


@pytest.mark.parametrize("algorithm", sorted(set(ALGORITHM_KINDS) - {"EdDSA"}))
def test_signatures_are_good_and_always_the_same(algorithm: str) -> None:
    key = derive(ALGORITHM_KINDS[algorithm], b"1")
    signature = key.sign(algorithm, b"message")
    assert signature == key.sign(algorithm, b"message")
    assert signature != key.sign(algorithm, b"another")
    public = jwk.parse(key.jwk())
    assert signatures.verify(algorithm, public, signature, b"message")
    assert not signatures.verify(algorithm, public, signature, b"another")


@pytest.mark.parametrize("digest", [hashes.SHA256(), hashes.SHA384(), hashes.SHA512()])
def test_own_pss_encoding_is_accepted_by_openssl(digest: Any) -> None:
    key = derive("RSA", b"1")
    assert isinstance(key.handle, RSAPrivateKey)
    signature = key.sign(f"PS{digest.digest_size * 8}", b"message")
    scheme = padding.PSS(padding.MGF1(digest), digest.digest_size)
    key.handle.public_key().verify(signature, b"message", scheme, digest)
    with pytest.raises(InvalidSignature):
        key.handle.public_key().verify(signature, b"another", scheme, digest)


def test_a_key_makes_only_its_own_signatures() -> None:
    with pytest.raises(ValueError, match="no RS256 signature"):
        derive("P-256", b"1").sign("RS256", b"")
    with pytest.raises(ValueError, match="no HS256 signature"):
        derive("P-256", b"1").sign("HS256", b"")


def test_rsa_keys_are_sound() -> None:
    for seed in (b"1", b"2"):
        key = rsa_key(seed)
        numbers = key.private_numbers()
        assert key.key_size == 2048
        assert numbers.p != numbers.q
        assert pow(pow(5, 65537, numbers.public_numbers.n), numbers.d, numbers.public_numbers.n) == 5


@given(st.binary(max_size=120))
def test_encodings_are_the_inverse_of_the_decoders(data: bytes) -> None:
    assert decode_base64url(base64url(data)) == data
    assert from_base64url(base64url(data)) == data
    if data:
        assert decode_base58(base58(data)) == data


def test_two_simulators_with_one_seed_are_one() -> None:
    one, two, other = (IssuerSimulator("uni.example", seed=seed) for seed in (3, 3, 4))
    for suite in ("eddsa-rdfc-2022", "ecdsa-rdfc-2019", "ES384", "PS256"):
        first, second = one.sign(one.issue(), suite), two.sign(two.issue(), suite)
        assert first == second
        assert first != other.sign(other.issue(), suite)
    assert one.web.documents() == two.web.documents()
    assert one.bake_png(one.sign(one.issue())) == two.bake_png(two.sign(two.issue()))


def test_no_two_credentials_have_one_id() -> None:
    sim = IssuerSimulator()
    physics = sim.neighbour(path="physics")
    ids = [maker()["id"] for _ in range(3) for maker in (sim.issue, physics.issue, sim.credential)]
    assert len(set(ids)) == len(ids)


def test_hosts_and_paths_have_keys_of_their_own() -> None:
    sim = IssuerSimulator("uni.example")
    others = [sim.neighbour(path="physics"), sim.neighbour("other.example"), sim.neighbour(method="https")]
    keys = {issuer.key().signing.multibase() for issuer in (sim, *others)}
    assert len(keys) == 4
