"""Private keys derived from a seed, and the signatures that they make. For tests alone.

Nothing here is random, so the same calls give the same bytes: Ed25519 and PKCS #1 v1.5 are deterministic by
themselves, ECDSA takes its nonce from RFC 6979, and the salt of RSASSA-PSS is a hash of the message.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from badgekit.keys.public import KeyKind
from badgekit.testing.encoding import base58, base64url, compact
from badgekit.testing.primes import rsa_key

__all__ = ["ALGORITHM_KINDS", "SigningKey", "derive"]

ALGORITHM_KINDS: Mapping[str, KeyKind] = {
    "EdDSA": "Ed25519",
    "Ed25519": "Ed25519",
    "ES256": "P-256",
    "ES384": "P-384",
    "ES512": "P-521",
    "ES256K": "secp256k1",
    **{f"{family}{size}": "RSA" for family in ("RS", "PS") for size in (256, 384, 512)},
}
"""JWS algorithm → the kind of key it goes with."""

_CURVES: Mapping[str, type[ec.EllipticCurve]] = {
    "P-256": ec.SECP256R1,
    "P-384": ec.SECP384R1,
    "P-521": ec.SECP521R1,
    "secp256k1": ec.SECP256K1,
}
_CODECS = {
    "Ed25519": b"\xed\x01",
    "P-256": b"\x80\x24",
    "P-384": b"\x81\x24",
    "P-521": b"\x82\x24",
    "secp256k1": b"\xe7\x01",
    "RSA": b"\x85\x24",
}
_DIGESTS: Mapping[str, type[hashes.HashAlgorithm]] = {
    "256": hashes.SHA256,
    "384": hashes.SHA384,
    "512": hashes.SHA512,
}


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key pair of the simulator.

    Attributes:
        kind: ``Ed25519``, ``P-256``, ``P-384``, ``P-521``, ``secp256k1`` or ``RSA`` (2048 bits).
        handle: the private key object of the cryptography package.
    """

    kind: KeyKind
    handle: Ed25519PrivateKey | ec.EllipticCurvePrivateKey | RSAPrivateKey

    def sign(self, algorithm: str, message: bytes) -> bytes:
        """Return the signature of `message` as a JWS or a Data Integrity proof carries it.

        Args:
            algorithm: ``EdDSA``, ``ES256`` … ``ES512``, ``ES256K``, ``RS256`` … ``PS512``.
            message: the bytes to sign.

        Raises:
            ValueError: `algorithm` does not go with this kind of key.
        """
        if ALGORITHM_KINDS.get(algorithm) != self.kind:
            raise ValueError(f"a {self.kind} key makes no {algorithm} signature")
        if isinstance(self.handle, Ed25519PrivateKey):
            return self.handle.sign(message)
        digest = _DIGESTS[algorithm[2:5]]()
        if isinstance(self.handle, ec.EllipticCurvePrivateKey):
            der = self.handle.sign(message, ec.ECDSA(digest, deterministic_signing=True))
            size = (self.handle.curve.key_size + 7) // 8
            return b"".join(part.to_bytes(size, "big") for part in decode_dss_signature(der))
        if algorithm.startswith("RS"):
            return self.handle.sign(message, padding.PKCS1v15(), digest)
        return _pss(self.handle, message, digest.name)

    def multibase(self) -> str:
        """Return the public key as ``publicKeyMultibase`` (CID 1.0 section 2.2.1)."""
        return "z" + base58(_CODECS[self.kind] + self.raw())

    def raw(self) -> bytes:
        """Return the public key bare: 32 bytes, a compressed point, or a DER RSAPublicKey."""
        public = self.handle.public_key()
        if isinstance(self.handle, Ed25519PrivateKey):
            raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
        elif isinstance(self.handle, RSAPrivateKey):
            raw = public.public_bytes(Encoding.DER, PublicFormat.PKCS1)
        else:
            raw = public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        return raw

    def pem(self) -> str:
        """Return the public key as PEM (SubjectPublicKeyInfo), as Open Badges before 3.0 publishes keys."""
        public = self.handle.public_key()
        return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")

    def jwk(self) -> dict[str, str]:
        """Return the public key as a JWK without optional members (RFC 7517)."""
        if isinstance(self.handle, Ed25519PrivateKey):
            raw = self.handle.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
            return {"kty": "OKP", "crv": "Ed25519", "x": base64url(raw)}
        if isinstance(self.handle, RSAPrivateKey):
            numbers = self.handle.public_key().public_numbers()
            return {"kty": "RSA", "n": _integer(numbers.n), "e": _integer(numbers.e)}
        point = self.handle.public_key().public_numbers()
        size = (self.handle.curve.key_size + 7) // 8
        x, y = (base64url(value.to_bytes(size, "big")) for value in (point.x, point.y))
        return {"kty": "EC", "crv": self.kind, "x": x, "y": y}

    def did_key(self) -> str:
        """Return the did:key of this key."""
        return f"did:key:{self.multibase()}"

    def did_jwk(self) -> str:
        """Return the did:jwk of this key."""
        members: dict[str, Any] = dict(sorted(self.jwk().items()))
        return f"did:jwk:{base64url(compact(members))}"


def derive(kind: KeyKind, seed: bytes) -> SigningKey:
    """Return the key of `kind` that belongs to `seed`.

    Raises:
        ValueError: there are no keys of `kind` here.
    """
    if kind == "RSA":
        return SigningKey(kind, rsa_key(seed))
    stream = hashlib.shake_256(kind.encode() + b"/" + seed)
    if kind == "Ed25519":
        return SigningKey(kind, Ed25519PrivateKey.from_private_bytes(stream.digest(32)))
    if kind not in _CURVES:
        raise ValueError(f"the simulator has no keys of the kind {kind}")
    curve = _CURVES[kind]()
    # Below the group order of its curve and never 0: two bits less than the curve has, and the lowest set.
    secret = int.from_bytes(stream.digest(66), "big") % (1 << (curve.key_size - 2)) | 1
    return SigningKey(kind, ec.derive_private_key(secret, curve))


def _integer(value: int) -> str:
    return base64url(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def _pss(key: RSAPrivateKey, message: bytes, hash_name: str) -> bytes:
    """Sign as RFC 8017 section 8.1.1 does, with a salt that is a hash of the message.

    The cryptography package draws the salt at random, so the encoding (section 9.1.1) stands here.
    """
    digest = hashlib.new(hash_name, message).digest()
    salt = hashlib.new(hash_name, b"salt/" + digest).digest()
    hashed = hashlib.new(hash_name, bytes(8) + digest + salt).digest()
    size = key.key_size // 8
    padded = (b"\1" + salt).rjust(size - len(hashed) - 1, b"\0")
    mask = b"".join(
        hashlib.new(hash_name, hashed + counter.to_bytes(4, "big")).digest()
        for counter in range(-(-len(padded) // len(hashed)))
    )
    block = bytearray(a ^ b for a, b in zip(padded, mask, strict=False))
    block[0] &= 0x7F
    encoded = int.from_bytes(bytes(block) + hashed + b"\xbc", "big")
    numbers = key.private_numbers()
    return pow(encoded, numbers.d, numbers.public_numbers.n).to_bytes(size, "big")
