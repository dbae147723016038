"""A public key that signatures may be checked with, and every reason to refuse one.

Weak and degenerate keys are refused when the key is made, so no later code can meet them: an Ed25519
key of small order accepts any message, an RSA key with exponent 1 is its own signature.
"""

from __future__ import annotations

import hashlib
import math
from binascii import b2a_base64
from dataclasses import dataclass, field, replace
from typing import Literal

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers

from badgekit.errors import Malformed, Unsupported

__all__ = [
    "COORDINATE_BYTES",
    "Curve",
    "KeyKind",
    "PublicKey",
    "bls12_381_g2",
    "ec_compressed",
    "ec_point",
    "ed25519",
    "rsa",
]

Curve = Literal["P-256", "P-384", "P-521", "secp256k1"]
KeyKind = Literal["Ed25519", Curve, "RSA", "BLS12-381-G2"]

COORDINATE_BYTES: dict[Curve, int] = {"P-256": 32, "P-384": 48, "P-521": 66, "secp256k1": 32}
"""Length of one coordinate of a point, in bytes."""

_CURVES: dict[Curve, ec.EllipticCurve] = {
    "P-256": ec.SECP256R1(),
    "P-384": ec.SECP384R1(),
    "P-521": ec.SECP521R1(),
    "secp256k1": ec.SECP256K1(),
}

RSA_LEAST_BITS = 2048
RSA_MOST_BITS = 8192  # a check with a larger modulus costs seconds
RSA_LEAST_EXPONENT = 65537  # 1 and 3 have been forged against
RSA_EXPONENT_BITS = 32

# Keys of a faulty generator (CVE-2017-15361, "ROCA") can be factored. Their modulus is a power of 65537
# modulo every small prime; for these primes few numbers are, so all together happen by chance once in
# some hundred million keys (Nemec et al., CCS 2017, section 3.3).
_ROCA_PRIMES = (11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157)
_ROCA_PRODUCT = math.prod(_ROCA_PRIMES)
_ROCA_POWERS = tuple((p, frozenset(pow(65537, i, p) for i in range(p - 1))) for p in _ROCA_PRIMES)

_FIELD = 2**255 - 19
# The y coordinates of the points whose order divides 8 (RFC 7748 section 7 calls them "small order"):
# order 1, order 2, order 4, and the two y of the four points of order 8.
_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER = frozenset({0, 1, _FIELD - 1, _ORDER_8, _FIELD - _ORDER_8})

_BLS12_381_FIELD = int(
    "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab", 16
)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public signature key.

    Two keys are equal when their kind and material are, however they were written down.

    Attributes:
        kind: ``Ed25519``, a NIST curve, ``secp256k1``, ``RSA`` or ``BLS12-381-G2``.
        material: the canonical bytes. Ed25519: (32 bytes,); curve: (x, y) of the curve's full length;
            RSA: (modulus, exponent) without leading zeros; BLS12-381-G2: (96 bytes, the compressed point,).
        handle: the key object of the cryptography package; None for BLS12-381-G2, which it does not have.
        algorithm: the one JWS algorithm that the key's publisher allows, if it names one.
    """

    kind: KeyKind
    material: tuple[bytes, ...]
    handle: Ed25519PublicKey | ec.EllipticCurvePublicKey | RSAPublicKey | None = field(
        compare=False, repr=False
    )
    algorithm: str | None = field(default=None, compare=False)

    def thumbprint(self) -> str:
        """Return the JWK thumbprint with SHA-256, base64url without padding (RFC 7638)."""
        values = [b2a_base64(part, newline=False).rstrip(b"=") for part in self.material]
        if self.kind == "RSA":
            text = b'{"e":"%s","kty":"RSA","n":"%s"}' % (values[1], values[0])
        elif self.kind == "Ed25519":
            text = b'{"crv":"Ed25519","kty":"OKP","x":"%s"}' % values[0]
        elif self.kind == "BLS12-381-G2":
            text = b'{"crv":"BLS12381G2","kty":"OKP","x":"%s"}' % values[0]
        else:
            text = b'{"crv":"%s","kty":"EC","x":"%s","y":"%s"}' % (self.kind.encode(), *values)
        digest = hashlib.sha256(text.translate(_URL_SAFE)).digest()
        return b2a_base64(digest, newline=False).rstrip(b"=").translate(_URL_SAFE).decode("ascii")

    def restricted(self, algorithm: str) -> PublicKey:
        """Return the same key with `algorithm` as the only one its publisher allows."""
        return replace(self, algorithm=algorithm)


_URL_SAFE = bytes.maketrans(b"+/", b"-_")


def ed25519(raw: bytes) -> PublicKey:
    """Make an Ed25519 key from its 32 bytes (RFC 8032 section 5.1.5).

    An encoding that is no point of the curve is not detected here: no signature verifies with it.

    Raises:
        Malformed: ``key.length``, ``key.small_order``, ``key.non_canonical``.
    """
    if len(raw) != 32:
        raise Malformed("key.length", kind="Ed25519", expected=32, found=len(raw))
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    if y >= _FIELD:
        raise Malformed("key.non_canonical", kind="Ed25519")
    if y in _SMALL_ORDER:
        raise Malformed("key.small_order")
    return PublicKey("Ed25519", (raw,), Ed25519PublicKey.from_public_bytes(raw))


def ec_point(curve: Curve, x: bytes, y: bytes) -> PublicKey:
    """Make a key of a curve from the full-length, big-endian coordinates of its point.

    Raises:
        Malformed: ``key.length``, ``key.not_on_curve``.
        Unsupported: ``key.unsupported_type`` where the OpenSSL in use was built without the curve.
    """
    size = COORDINATE_BYTES[curve]
    if len(x) != size or len(y) != size:
        raise Malformed("key.length", kind=curve, expected=size, found=len(x) if len(x) != size else len(y))
    return PublicKey(curve, (x, y), _point(curve, b"\x04" + x + y))


def ec_compressed(curve: Curve, encoded: bytes) -> PublicKey:
    """Make a key of a curve from the compressed form of its point (SEC 1 section 2.3.3).

    Raises:
        Malformed: ``key.length``, ``key.non_canonical``, ``key.not_on_curve``.
        Unsupported: as `ec_point`.
    """
    size = COORDINATE_BYTES[curve]
    if len(encoded) != size + 1:
        raise Malformed("key.length", kind=curve, expected=size + 1, found=len(encoded))
    if encoded[0] not in (2, 3):
        raise Malformed("key.non_canonical", kind=curve)
    handle = _point(curve, encoded)
    numbers = handle.public_numbers()
    return PublicKey(curve, (encoded[1:], numbers.y.to_bytes(size, "big")), handle)


def _point(curve: Curve, encoded: bytes) -> ec.EllipticCurvePublicKey:
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVES[curve], encoded)
    except ValueError:
        raise Malformed("key.not_on_curve", kind=curve) from None
    except UnsupportedAlgorithm:
        raise Unsupported("key.unsupported_type", kind=curve) from None


def bls12_381_g2(compressed: bytes) -> PublicKey:
    """Make a BBS key from the 96 bytes of its compressed point (CID 1.0 section 2.2.2, vc-di-bbs 2.1.1).

    Only the encoding is judged here. That the point is on the curve and in the right subgroup is for the
    pairing arithmetic to establish, without which no signature can be checked anyway.

    Raises:
        Malformed: ``key.length``, ``key.non_canonical`` for a coordinate outside the field or another form
            than the compressed one, ``key.point_at_infinity``.
    """
    if len(compressed) != 96:
        raise Malformed("key.length", kind="BLS12-381-G2", expected=96, found=len(compressed))
    if not compressed[0] & 0x80:
        raise Malformed("key.non_canonical", kind="BLS12-381-G2")
    if compressed[0] & 0x40:
        raise Malformed("key.point_at_infinity", kind="BLS12-381-G2")
    first = bytes([compressed[0] & 0x1F]) + compressed[1:48]
    if any(int.from_bytes(part, "big") >= _BLS12_381_FIELD for part in (first, compressed[48:])):
        raise Malformed("key.non_canonical", kind="BLS12-381-G2")
    return PublicKey("BLS12-381-G2", (compressed,), None)


def rsa(modulus: bytes, exponent: bytes) -> PublicKey:
    """Make an RSA key from its big-endian modulus and exponent, both without leading zeros.

    Raises:
        Malformed: ``key.non_canonical``, ``key.rsa_too_small``, ``key.rsa_too_large``,
            ``key.rsa_modulus``, ``key.rsa_predictable``, ``key.rsa_exponent``.
    """
    if not modulus or not exponent or modulus[0] == 0 or exponent[0] == 0:
        raise Malformed("key.non_canonical", kind="RSA")
    if 8 * len(modulus) > RSA_MOST_BITS:
        raise Malformed("key.rsa_too_large", limit=RSA_MOST_BITS)
    n = int.from_bytes(modulus, "big")
    if n.bit_length() < RSA_LEAST_BITS:
        raise Malformed("key.rsa_too_small", bits=n.bit_length(), limit=RSA_LEAST_BITS)
    if n % 2 == 0:
        raise Malformed("key.rsa_modulus")
    rest = n % _ROCA_PRODUCT
    if all(rest % prime in powers for prime, powers in _ROCA_POWERS):
        raise Malformed("key.rsa_predictable")
    if 8 * len(exponent) > RSA_EXPONENT_BITS:
        raise Malformed("key.rsa_exponent", exponent="2^32 or more")
    e = int.from_bytes(exponent, "big")
    if e < RSA_LEAST_EXPONENT or e % 2 == 0:
        raise Malformed("key.rsa_exponent", exponent=e)
    try:
        handle = RSAPublicNumbers(e, n).public_key()
    except ValueError:
        raise Malformed("key.rsa_modulus") from None
    return PublicKey("RSA", (modulus, exponent), handle)
