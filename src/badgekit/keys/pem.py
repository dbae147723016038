"""Public keys in PEM, as issuers of signed Open Badges 1 and 2 publish them (RFC 7468 section 13)."""

from __future__ import annotations

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from badgekit.errors import Malformed, Unsupported
from badgekit.keys.public import COORDINATE_BYTES, Curve, PublicKey, ec_point, ed25519, rsa

__all__ = ["parse"]

_LONGEST = 16 * 1024
_CURVES: dict[str, Curve] = {
    "secp256r1": "P-256",
    "secp384r1": "P-384",
    "secp521r1": "P-521",
    "secp256k1": "secp256k1",
}


def parse(text: str) -> PublicKey:
    """Read one public key: ``PUBLIC KEY`` (SubjectPublicKeyInfo) or ``RSA PUBLIC KEY`` (PKCS #1).

    Raises:
        Malformed: ``key.pem`` for anything else, ``key.private_material`` for a private key, and what the
            key breaks (`badgekit.keys.public`).
        Unsupported: ``key.unsupported_type`` for a kind of key that no badge is checked with.
    """
    if "PRIVATE KEY-----" in text:
        raise Malformed("key.private_material", member="PRIVATE KEY")
    if len(text) > _LONGEST or text.count("-----BEGIN ") != 1 or "PUBLIC KEY-----" not in text:
        raise Malformed("key.pem")
    try:
        handle = load_pem_public_key(text.strip().encode("ascii"))
    except UnsupportedAlgorithm:
        raise Unsupported("key.unsupported_type", kind="PEM") from None
    except ValueError:
        raise Malformed("key.pem") from None
    if isinstance(handle, RSAPublicKey):
        numbers = handle.public_numbers()
        return rsa(_bytes(numbers.n), _bytes(numbers.e))
    if isinstance(handle, EllipticCurvePublicKey):
        curve = _CURVES.get(handle.curve.name)
        if curve is None:
            raise Unsupported("key.unsupported_type", kind=handle.curve.name)
        point, size = handle.public_numbers(), COORDINATE_BYTES[curve]
        return ec_point(curve, point.x.to_bytes(size, "big"), point.y.to_bytes(size, "big"))
    if isinstance(handle, Ed25519PublicKey):
        return ed25519(handle.public_bytes_raw())
    raise Unsupported("key.unsupported_type", kind=type(handle).__name__)


def _bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")
