"""Key objects and raw signature checks of the cryptography package, for verifiers that are only that."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping

__all__ = ["Check", "base64url", "checker", "proof_value"]

Check = Callable[[bytes, bytes], None]
"""(signature, message) → None, or InvalidSignature; a signature of ECDSA is r and s side by side."""

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGITS = {character: value for value, character in enumerate(_ALPHABET)}


def base64url(text: str) -> bytes:
    """Decode base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def proof_value(text: str) -> bytes:
    """Decode a ``proofValue``: multibase base58btc of 64 bytes."""
    number = 0
    for character in text[1:]:
        number = number * 58 + _DIGITS[character]
    return number.to_bytes(64, "big")


def checker(jwk: Mapping[str, str]) -> Check:
    """Return the signature check with the key `jwk`, SHA-256 where the key does not fix the hash."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    def number(name: str) -> int:
        return int.from_bytes(base64url(jwk[name]), "big")

    if jwk["kty"] == "OKP":
        return Ed25519PublicKey.from_public_bytes(base64url(jwk["x"])).verify
    if jwk["kty"] == "RSA":
        rsa_key = rsa.RSAPublicNumbers(number("e"), number("n")).public_key()
        scheme, digest = padding.PKCS1v15(), hashes.SHA256()
        return lambda signature, message: rsa_key.verify(signature, message, scheme, digest)
    curve_key = ec.EllipticCurvePublicNumbers(number("x"), number("y"), ec.SECP256R1()).public_key()
    algorithm = ec.ECDSA(hashes.SHA256())

    def check(signature: bytes, message: bytes) -> None:
        half = len(signature) // 2
        r, s = int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
        curve_key.verify(encode_dss_signature(r, s), message, algorithm)

    return check
