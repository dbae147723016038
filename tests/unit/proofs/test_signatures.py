from __future__ import annotations

import hashlib
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.keymaking import CURVES, ec_private, ed_public, key_for, rsa_private, sign

from badgekit.errors import Malformed, Unsupported
from badgekit.keys import public
from badgekit.proofs import signatures

L = 2**252 + 27742317777372353535851937790883648493
# The orders as SEC 2 version 2 prints them (sections 2.4.2, 2.5.1, 2.6.1).
ORDERS = {
    curve: int(text.replace(" ", ""), 16)
    for curve, text in {
        "P-256": "FFFFFFFF 00000000 FFFFFFFF FFFFFFFF BCE6FAAD A7179E84 F3B9CAC2 FC632551",
        "P-384": (
            "FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF "
            "C7634D81 F4372DDF 581A0DB2 48B0A77A ECEC196A CCC52973"
        ),
        "P-521": (
            "01FF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFA "
            "51868783 BF2F966B 7FCC0148 F709A5D0 3BB5C9B8 899C47AE BB6FB71E 91386409"
        ),
        # Section 2.4.1.
        "secp256k1": "FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFE BAAEDCE6 AF48A03B BFD25E8C D0364141",
    }.items()
}
MESSAGE = b"every byte counts"


@pytest.mark.parametrize("alg", sorted(signatures.ALGORITHMS))
def test_good_signatures_and_one_changed_bit(alg: str) -> None:
    key, signature = key_for(alg), sign(alg, MESSAGE)
    assert signatures.verify(alg, key, signature, MESSAGE) is True
    assert signatures.verify(alg, key, signature, MESSAGE + b".") is False
    for position in (0, len(signature) // 2, len(signature) - 1):
        changed = bytearray(signature)
        changed[position] ^= 1
        assert signatures.verify(alg, key, bytes(changed), MESSAGE) is False
    for wrong in (b"", signature[:-1], signature + b"\0", b"\0" + signature, bytes(len(signature))):
        assert signatures.verify(alg, key, wrong, MESSAGE) is False


def test_algorithm_goes_with_one_kind_of_key() -> None:
    kinds = {"Ed25519", "ES256", "ES384", "ES512", "ES256K", "RS256"}
    for alg in signatures.ALGORITHMS:
        for other in kinds:
            key = key_for(other)
            if key.kind == signatures.key_kind(alg):
                continue
            with pytest.raises(Malformed) as caught:
                signatures.verify(alg, key, sign(alg, MESSAGE), MESSAGE)
            assert caught.value.code == "proof.signature_key_mismatch"


@pytest.mark.parametrize("alg", ["EdDSA", "none", "HS256", "es256", "ES256k", "", "SHA-256"])
def test_other_names(alg: str) -> None:
    assert signatures.key_kind(alg) is None
    with pytest.raises(Unsupported) as caught:
        signatures.verify(alg, ed_public(1), b"", b"")
    assert caught.value.code == "proof.signature_algorithm"


def test_rsa_algorithms_do_not_stand_in_for_each_other() -> None:
    names = [alg for alg in signatures.ALGORITHMS if signatures.key_kind(alg) == "RSA"]
    assert len(names) == 6
    for made in names:
        for asked in names:
            good = signatures.verify(asked, key_for(asked), sign(made, MESSAGE), MESSAGE)
            assert good is (made == asked)


def test_ed25519_s_must_be_reduced() -> None:
    """S + L verifies the same equation; RFC 8032 section 5.1.7 allows only S < L."""
    signature = sign("Ed25519", MESSAGE)
    s = int.from_bytes(signature[32:], "little")
    for factor in range(1, 8):
        twin = signature[:32] + (s + factor * L).to_bytes(32, "little")
        assert signatures.verify("Ed25519", ed_public(1), twin, MESSAGE) is False
    assert signatures.verify("Ed25519", ed_public(1), bytes(32) + L.to_bytes(32, "little"), MESSAGE) is False


def test_s_is_checked_before_the_backend_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lenient:
        def verify(self, signature: bytes, message: bytes) -> None:
            """Say yes to everything, as a backend without the rule would for S + L."""

    monkeypatch.setattr(signatures, "Ed25519PublicKey", Lenient)
    key = public.PublicKey("Ed25519", (b"",), Lenient())  # type: ignore[arg-type]
    assert signatures.verify("Ed25519", key, bytes(64), MESSAGE) is True
    assert signatures.verify("Ed25519", key, bytes(32) + L.to_bytes(32, "little"), MESSAGE) is False
    assert signatures.verify("Ed25519", key, bytes(32) + (L - 1).to_bytes(32, "little"), MESSAGE) is True
    assert signatures.verify("Ed25519", key, bytes(63), MESSAGE) is False


class LenientPoint:
    """A backend that says yes to every signature."""

    def verify(self, signature: bytes, message: bytes, algorithm: object) -> None:
        """Say yes."""


class LenientModulus:
    """A backend that says yes to every signature."""

    def verify(self, signature: bytes, message: bytes, scheme: object, digest: object) -> None:
        """Say yes."""


@pytest.mark.parametrize("curve", ["P-256", "P-384", "P-521", "secp256k1"])
def test_ranges_do_not_depend_on_the_backend(curve: Any) -> None:
    ec.EllipticCurvePublicKey.register(LenientPoint)
    point = public.PublicKey(curve, (b"", b""), LenientPoint())  # type: ignore[arg-type]
    _, size, _, alg = CURVES[curve]
    n = ORDERS[curve]
    for r, s, good in (
        (1, 1, True),
        (n - 1, n - 1, True),
        (0, 1, False),
        (1, 0, False),
        (n, 1, False),
        (1, n, False),
    ):
        raw = r.to_bytes(size, "big") + s.to_bytes(size, "big")
        assert signatures.verify(alg, point, raw, MESSAGE) is good
        assert signatures.verify(alg, point, raw + b"\1", MESSAGE) is False
        assert signatures.verify(alg, point, raw[:-1], MESSAGE) is False


def test_the_length_of_an_rsa_signature_does_not_depend_on_the_backend() -> None:
    rsa.RSAPublicKey.register(LenientModulus)
    modulus = public.PublicKey("RSA", (bytes(256), b""), LenientModulus())  # type: ignore[arg-type]
    for size in (0, 255, 256, 257):
        assert signatures.verify("RS256", modulus, bytes(size), MESSAGE) is (size == 256)


@pytest.mark.parametrize("curve", ["P-256", "P-384", "P-521"])
def test_orders_are_the_orders(curve: str) -> None:
    ec.derive_private_key(ORDERS[curve] - 1, CURVES[curve][0])
    with pytest.raises(ValueError):
        ec.derive_private_key(ORDERS[curve], CURVES[curve][0])


@pytest.mark.parametrize("curve", ["P-256", "P-384", "P-521"])
def test_ecdsa_ranges(curve: str) -> None:
    """r and s of 0, of the order and above it: the family of CVE-2022-21449."""
    _, size, _, alg = CURVES[curve]
    order, key, good = ORDERS[curve], key_for(alg), sign(alg, MESSAGE)
    r, s = int.from_bytes(good[:size], "big"), int.from_bytes(good[size:], "big")
    top = 2 ** (8 * size) - 1
    for pair in (
        (0, 0),
        (0, s),
        (r, 0),
        (order, s),
        (r, order),
        (order, order),
        (top, top),
        (0, order),
        (1, 1),
    ):
        raw = b"".join(value.to_bytes(size, "big") for value in pair)
        assert signatures.verify(alg, key, raw, MESSAGE) is False, pair
    if order + r <= top:
        assert signatures.verify(alg, key, (order + r).to_bytes(size, "big") + good[size:], MESSAGE) is False


@pytest.mark.parametrize("curve", ["P-256", "P-384", "P-521"])
def test_the_high_s_twin_is_good_too(curve: str) -> None:
    _, size, _, alg = CURVES[curve]
    good = sign(alg, MESSAGE)
    s = int.from_bytes(good[size:], "big")
    twin = good[:size] + (ORDERS[curve] - s).to_bytes(size, "big")
    assert signatures.verify(alg, key_for(alg), twin, MESSAGE) is True


@pytest.mark.parametrize("curve", ["P-256", "P-384", "P-521"])
def test_der_is_not_a_jws_signature(curve: str) -> None:
    _, size, digest, alg = CURVES[curve]
    der = ec_private(curve).sign(MESSAGE, ec.ECDSA(digest))
    assert signatures.verify(alg, key_for(alg), der, MESSAGE) is False
    good = sign(alg, MESSAGE)
    padded = b"\0" + good[:size] + b"\0" + good[size:]
    assert signatures.verify(alg, key_for(alg), padded, MESSAGE) is False


def test_pss_salt_is_as_long_as_the_hash() -> None:
    for salt in (0, 20, 31, 33, padding.PSS.MAX_LENGTH):
        scheme = padding.PSS(padding.MGF1(hashes.SHA256()), salt)
        signature = rsa_private().sign(MESSAGE, scheme, hashes.SHA256())
        assert signatures.verify("PS256", key_for("PS256"), signature, MESSAGE) is False
    mixed = padding.PSS(padding.MGF1(hashes.SHA1()), 32)
    signature = rsa_private().sign(MESSAGE, mixed, hashes.SHA256())
    assert signatures.verify("PS256", key_for("PS256"), signature, MESSAGE) is False


def test_rsa_signature_plus_modulus() -> None:
    good = sign("RS256", MESSAGE)
    n = rsa_private().public_key().public_numbers().n
    larger = int.from_bytes(good, "big") + n
    for size in (256, 257):
        if larger < 256**size:
            assert (
                signatures.verify("RS256", key_for("RS256"), larger.to_bytes(size, "big"), MESSAGE) is False
            )


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(signatures.ALGORITHMS)), st.binary(max_size=300), st.binary(max_size=50))
def test_random_bytes_are_no_signature(alg: str, signature: bytes, message: bytes) -> None:
    assert signatures.verify(alg, key_for(alg), signature, message) is False


def test_the_answer_for_mixed_order_keys_is_cofactorless() -> None:
    """A + T with T of order 8: the cofactored equation would accept what this refuses (RFC 8032 5.1.7)."""
    raw, signature = _mixed_order_forgery()
    assert signatures.verify("Ed25519", public.ed25519(raw), signature, MESSAGE) is False


P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
BASE_Y = 4 * pow(5, -1, P) % P


def _x(y: int) -> int:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    return x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P


def _add(one: tuple[int, int], two: tuple[int, int]) -> tuple[int, int]:
    (x1, y1), (x2, y2) = one, two
    k = D * x1 * x2 * y1 * y2 % P
    return (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P


def _times(factor: int, point: tuple[int, int]) -> tuple[int, int]:
    result = (0, 1)
    while factor:
        if factor & 1:
            result = _add(result, point)
        point, factor = _add(point, point), factor >> 1
    return result


def _encode(point: tuple[int, int]) -> bytes:
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def _mixed_order_forgery() -> tuple[bytes, bytes]:
    """Return a key A + T and a signature on MESSAGE that is good up to a point of order 8."""
    base_x = _x(BASE_Y)
    base = (base_x if base_x % 2 == 0 else P - base_x, BASE_Y)
    torsion_y = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
    torsion = (_x(torsion_y), torsion_y)
    secret = 123456789
    raw = _encode(_add(_times(secret, base), torsion))
    for nonce in range(1, 50):
        r = _encode(_times(nonce, base))
        k = int.from_bytes(hashlib.sha512(r + raw + MESSAGE).digest(), "little") % L
        if k % 8:
            return raw, r + ((nonce + k * secret) % L).to_bytes(32, "little")
    raise AssertionError


def test_the_mixed_order_forgery_is_what_it_claims() -> None:
    """Eight times both sides agree: a cofactored verifier accepts it."""
    raw, signature = _mixed_order_forgery()
    base_x = _x(BASE_Y)
    base = (base_x if base_x % 2 == 0 else P - base_x, BASE_Y)
    k = int.from_bytes(hashlib.sha512(signature[:32] + raw + MESSAGE).digest(), "little") % L
    left = _times(8 * int.from_bytes(signature[32:], "little"), base)
    right = _add(_times(8, _decode(signature[:32])), _times(8 * k, _decode(raw)))
    assert left == right


def _decode(raw: bytes) -> tuple[int, int]:
    value = int.from_bytes(raw, "little")
    y, sign_bit = value & (2**255 - 1), value >> 255
    x = _x(y)
    return (x if x % 2 == sign_bit else P - x), y


def test_rfc_8032_vector() -> None:
    """Section 7.1, TEST 2."""
    key = public.ed25519(bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"))
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert signatures.verify("Ed25519", key, signature, b"\x72")
