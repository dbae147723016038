"""Keys are refused when they are made; each refusal has the attack that it stops."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections.abc import Callable

import pytest
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from tests.support.keymaking import BLS_G2, CURVES, ec_jwk, ec_private, ed_private, ed_public, rsa_jwk

from badgekit.errors import Malformed, Unsupported
from badgekit.keys import jwk, public
from badgekit.proofs import signatures

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int]


def _add(one: Point, two: Point) -> Point:
    (x1, y1), (x2, y2) = one, two
    product = D * x1 * x2 * y1 * y2 % P
    return (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P, (y1 * y2 + x1 * x2) * pow(
        1 - product, -1, P
    ) % P


def _times(factor: int, point: Point) -> Point:
    result = (0, 1)
    while factor:
        if factor & 1:
            result = _add(result, point)
        point, factor = _add(point, point), factor >> 1
    return result


def _torsion() -> set[Point]:
    """The eight points whose order divides 8, found by multiplying curve points by the prime order."""
    found: set[Point] = set()
    y = 2
    while len(found) < 8:
        square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
        x = pow(square, (P + 3) // 8, P)
        for root in (x, x * pow(2, (P - 1) // 4, P) % P):
            if root * root % P == square:
                found |= {_times(L, (root, y)), _times(L, (-root % P, y))}
        y += 1
    return found


def _encodings() -> list[bytes]:
    """Every way to write a small-order point in 32 bytes, with y reduced or not, with either sign bit."""
    ys = {point[1] for point in _torsion()}
    ys |= {y + P for y in ys if y + P < 2**255}
    return [(y | sign << 255).to_bytes(32, "little") for y in sorted(ys) for sign in (0, 1)]


def _code(make: object, *arguments: object) -> str:
    with pytest.raises(Malformed) as caught:
        make(*arguments)  # type: ignore[operator]
    return caught.value.code


def test_every_small_order_encoding_is_refused() -> None:
    encodings = _encodings()
    assert len(encodings) == 14
    for raw in encodings:
        assert _code(public.ed25519, raw) in ("key.small_order", "key.non_canonical")


def test_the_attack_behind_small_order() -> None:
    """With the identity as key, R = identity and S = 0 is a signature on any message: OpenSSL agrees."""
    identity = (1).to_bytes(32, "little")
    forged = identity + bytes(32)
    Ed25519PublicKey.from_public_bytes(identity).verify(forged, b"any message at all")  # does not raise
    assert _code(public.ed25519, identity) == "key.small_order"


def test_non_canonical_y_is_refused() -> None:
    for y in range(P, 2**255):
        assert _code(public.ed25519, y.to_bytes(32, "little")) == "key.non_canonical"
    raw = ed_private(1).public_key().public_bytes_raw()
    assert public.ed25519(raw).material == (raw,)


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_ed25519_length(size: int) -> None:
    assert _code(public.ed25519, bytes(size)) == "key.length"


@pytest.mark.parametrize("curve", ["P-256", "P-384", "P-521", "secp256k1"])
def test_points(curve: public.Curve) -> None:
    numbers, size = ec_private(curve).public_key().public_numbers(), CURVES[curve][1]
    x, y = numbers.x.to_bytes(size, "big"), numbers.y.to_bytes(size, "big")
    key = public.ec_point(curve, x, y)
    assert key == public.ec_compressed(curve, bytes([2 + numbers.y % 2]) + x)
    assert key != public.ec_compressed(curve, bytes([3 - numbers.y % 2]) + x)
    off = (numbers.y ^ 1).to_bytes(size, "big")
    assert _code(public.ec_point, curve, x, off) == "key.not_on_curve"
    assert _code(public.ec_point, curve, bytes(size), bytes(size)) == "key.not_on_curve"
    assert _code(public.ec_point, curve, b"\xff" * size, b"\xff" * size) == "key.not_on_curve"
    assert _code(public.ec_point, curve, x[1:], y) == "key.length"
    assert _code(public.ec_point, curve, x, b"\0" + y) == "key.length"
    for mark in (b"\x00", b"\x01", b"\x04", b"\x06", b"\x07", b"\xff"):
        assert _code(public.ec_compressed, curve, mark + x) == "key.non_canonical"
    assert _code(public.ec_compressed, curve, b"\x02" + x + y) == "key.length"
    assert _code(public.ec_compressed, curve, b"\x02" + b"\xff" * size) == "key.not_on_curve"
    assert _code(public.ec_compressed, curve, b"\x00") == "key.length"
    assert _code(public.ec_compressed, curve, b"") == "key.length"


def test_bls12_381_g2_has_one_encoding() -> None:
    key = public.bls12_381_g2(BLS_G2)
    assert (key.material, key.handle) == ((BLS_G2,), None)
    assert _code(public.bls12_381_g2, BLS_G2[:-1]) == "key.length"
    assert _code(public.bls12_381_g2, BLS_G2 + b"\0") == "key.length"
    assert _code(public.bls12_381_g2, bytes([BLS_G2[0] & 0x7F]) + BLS_G2[1:]) == "key.non_canonical"
    # The same point, with the field's modulus added to a coordinate.
    modulus = (
        0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
    )
    second = (int.from_bytes(BLS_G2[48:], "big") + modulus).to_bytes(48, "big")
    assert _code(public.bls12_381_g2, BLS_G2[:48] + second) == "key.non_canonical"
    first = (modulus | 0b100 << 381).to_bytes(48, "big")
    assert _code(public.bls12_381_g2, first + BLS_G2[48:]) == "key.non_canonical"


def test_every_bit_of_a_bls_coordinate_counts() -> None:
    field = 0x1A0111EA397FE69A4B1BA7B6434BACD764774B84F38512BF6730D2A0F6B0F6241EABFFFEB153FFFFB9FEFFFFFFFFAAAB
    for value, good in ((field - 1, True), (field, False), (0x1B << 376, False), (0x1F << 376, False)):
        encoded = ((0x80 << 376) | value).to_bytes(48, "big") + bytes(48)
        if good:
            assert public.bls12_381_g2(encoded).material == (encoded,)
        else:
            with pytest.raises(Malformed) as caught:
                public.bls12_381_g2(encoded)
            assert caught.value.code == "key.non_canonical"


@pytest.mark.parametrize("flags", [0xC0, 0xE0])
def test_the_bls_point_at_infinity_is_refused(flags: int) -> None:
    """e(O, anything) = 1: with it as key, the signature equation holds for every message."""
    assert _code(public.bls12_381_g2, bytes([flags]) + bytes(95)) == "key.point_at_infinity"


def _modulus(bits: int) -> bytes:
    """An odd number of `bits` bits; whether it is a product of two primes nobody can see."""
    return (1 << bits - 1 | 0x2B).to_bytes((bits + 7) // 8, "big")


def test_rsa_sizes() -> None:
    e = b"\1\0\1"
    assert public.rsa(_modulus(2048), e).kind == "RSA"
    assert public.rsa(_modulus(8192), e).kind == "RSA"
    assert _code(public.rsa, _modulus(2047), e) == "key.rsa_too_small"
    assert _code(public.rsa, _modulus(512), e) == "key.rsa_too_small"
    assert _code(public.rsa, _modulus(8193), e) == "key.rsa_too_large"
    assert _code(public.rsa, _modulus(65536), e) == "key.rsa_too_large"
    for bits, limit in ((2047, 2048), (8193, 8192)):
        with pytest.raises(Malformed) as caught:
            public.rsa(_modulus(bits), e)
        assert caught.value.params["limit"] == limit


def test_rsa_exponents() -> None:
    n = _modulus(2048)
    for exponent in (1, 2, 3, 5, 17, 65535, 65536, 65538, 2**32 - 2, 2**32 + 1, 2**2048 + 1):
        e = exponent.to_bytes((exponent.bit_length() + 7) // 8, "big")
        assert _code(public.rsa, n, e) == "key.rsa_exponent", exponent
    for exponent in (65537, 65539, 2**32 - 1):
        assert public.rsa(n, exponent.to_bytes(4, "big").lstrip(b"\0")).kind == "RSA"


def test_rsa_modulus_and_form() -> None:
    n, e = _modulus(2048), b"\1\0\1"
    assert _code(public.rsa, n[:-1] + b"\x2a", e) == "key.rsa_modulus"
    for modulus, exponent in ((b"\0" + n, e), (n, b"\0" + e), (b"", e), (n, b"")):
        assert _code(public.rsa, modulus, exponent) == "key.non_canonical"


def test_rsa_keys_of_the_faulty_generator_are_refused() -> None:
    """Primes of the form k·M + (65537^a mod M) give a modulus that is a power of 65537 modulo M."""
    primes = [p for p in range(2, 168) if all(p % q for q in range(2, p))]
    product = 1
    for prime in primes:
        product *= prime
    residue = pow(65537, 123456, product)
    n = (1 << 2047) // product * product + product + residue
    assert n % 2 == 1
    assert _code(public.rsa, n.to_bytes(256, "big"), b"\1\0\1") == "key.rsa_predictable"
    assert public.rsa((n + 2).to_bytes(256, "big"), b"\1\0\1").kind == "RSA"


@pytest.mark.parametrize("prime", [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157])
def test_a_modulus_that_is_no_power_for_one_of_the_primes_is_of_another_generator(prime: int) -> None:
    """One, which is a power, for every number around; and for this prime what is none."""
    powers = {pow(65537, at, prime) for at in range(prime)}
    other = next(number for number in range(2, prime) if number not in powers)
    around = math.lcm(*(number for number in range(2, 168) if number % prime))
    step = (other - 1) * pow(around, -1, prime) % prime
    span = around * prime
    for rest, good in ((1 + step * around, True), (1, False)):
        n = (1 << 2047) // span * span + span + rest
        assert n % prime == (other if good else 1)
        encoded = n.to_bytes(256, "big")
        if good:
            assert public.rsa(encoded, b"\1\0\1").kind == "RSA"
        else:
            assert _code(public.rsa, encoded, b"\1\0\1") == "key.rsa_predictable"


def test_equality_is_by_material() -> None:
    assert ed_public(1) == ed_public(1)
    assert hash(ed_public(1)) == hash(ed_public(1))
    assert ed_public(1) != ed_public(2)
    assert jwk.parse(rsa_jwk(alg="PS256")) == jwk.parse(rsa_jwk())
    assert jwk.parse(ec_jwk("P-256")) != jwk.parse(ec_jwk("P-256", 54321))


def test_thumbprints() -> None:
    """RFC 7638 section 3.1 and RFC 8037 appendix A.3."""
    n = (
        "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZ"
        "CiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJ"
        "ZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBn"
        "iIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw"
    )
    rsa = jwk.parse({"kty": "RSA", "e": "AQAB", "n": n})
    assert rsa.thumbprint() == "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
    ed = jwk.parse({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})
    assert ed.thumbprint() == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"


def test_thumbprint_of_a_bls_key() -> None:
    x = base64.urlsafe_b64encode(BLS_G2).rstrip(b"=").decode()
    text = json.dumps({"crv": "BLS12381G2", "kty": "OKP", "x": x}, separators=(",", ":"))
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
    assert public.bls12_381_g2(BLS_G2).thumbprint() == digest


def test_a_wrong_length_is_said_beside_the_right_one() -> None:
    x, y = (base64.urlsafe_b64decode(ec_jwk("P-256")[name] + "=") for name in "xy")

    def said(call: Callable[[], object]) -> tuple[object, object, object]:
        with pytest.raises(Malformed) as caught:
            call()
        assert caught.value.code == "key.length"
        return tuple(caught.value.params[name] for name in ("kind", "expected", "found"))  # type: ignore[return-value]

    assert said(lambda: public.ed25519(bytes(31))) == ("Ed25519", 32, 31)
    assert said(lambda: public.ec_point("P-256", x[:-1], y)) == ("P-256", 32, 31)
    assert said(lambda: public.ec_point("P-256", x, y + b"0")) == ("P-256", 32, 33)
    assert said(lambda: public.ec_compressed("P-256", b"\2" + x + b"0")) == ("P-256", 33, 34)
    assert said(lambda: public.bls12_381_g2(BLS_G2[:-1])) == ("BLS12-381-G2", 96, 95)


def test_a_curve_that_openssl_was_built_without_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(curve: object, encoded: bytes) -> object:
        raise UnsupportedAlgorithm("this curve is not supported")

    monkeypatch.setattr(EllipticCurvePublicKey, "from_encoded_point", refuse)
    with pytest.raises(Unsupported) as caught:
        public.ec_point("P-256", bytes(32), bytes(32))
    assert (caught.value.code, caught.value.params["kind"]) == ("key.unsupported_type", "P-256")


def test_thumbprint_of_a_point_uses_its_coordinates() -> None:
    value = ec_jwk("P-521")
    text = json.dumps({name: value[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
    assert jwk.parse(value).thumbprint() == digest


def test_an_encoding_that_is_no_point_verifies_nothing() -> None:
    raw = next(y.to_bytes(32, "little") for y in range(2, 50) if not _is_point(y))
    key = public.ed25519(raw)
    assert not signatures.verify("Ed25519", key, ed_private(1).sign(b"x"), b"x")


def _is_point(y: int) -> bool:
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    return pow(square, (P - 1) // 2, P) in (0, 1)
