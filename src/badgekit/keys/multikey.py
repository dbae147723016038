"""Multikey: a public key behind a multicodec prefix, in multibase (CID 1.0 section 2.2.1, did:key)."""

from __future__ import annotations

from badgekit import canonicaljson, strictjson
from badgekit.errors import Malformed, Unsupported
from badgekit.keys import jwk
from badgekit.keys.multibase import KEY_CHARACTERS, decode_multibase
from badgekit.keys.public import Curve, PublicKey, bls12_381_g2, ec_compressed, ed25519, rsa

__all__ = ["from_bytes", "parse"]

_ED25519 = b"\xed\x01"
_RSA = b"\x85\x24"
_JWK_JCS = b"\xd1\xd6\x03"
_BLS12_381_G2 = b"\xeb\x01"
_CURVES: dict[bytes, Curve] = {
    b"\x80\x24": "P-256",
    b"\x81\x24": "P-384",
    b"\x82\x24": "P-521",
    b"\xe7\x01": "secp256k1",
}
_UNSUPPORTED = {
    b"\xea\x01": "BLS12-381 G1",
    b"\x83\x24": "Ed448",
}
_KEY_AGREEMENT = {b"\xec\x01": "X25519", b"\x84\x24": "X448"}


def parse(text: str, *, prefixes: str = "z") -> PublicKey:
    """Read a ``publicKeyMultibase`` value or the identifier of a did:key.

    Args:
        text: multibase text of at most `KEY_CHARACTERS` characters.
        prefixes: the multibase prefixes allowed; CID 1.0 allows only ``z`` for these keys.

    Raises:
        Malformed: ``key.multibase``, ``key.not_for_signatures``, and what the key itself breaks.
        Unsupported: ``key.unsupported_type`` for kinds that badgekit does not verify with.
    """
    return from_bytes(decode_multibase(text, prefixes=prefixes, limit=KEY_CHARACTERS))


def from_bytes(data: bytes) -> PublicKey:
    """Read a key from its bytes: multicodec prefix, then the key. Raises as `parse` does."""
    codec, key = data[:2], data[2:]
    if codec == _ED25519:
        return ed25519(key)
    if codec in _CURVES:
        return ec_compressed(_CURVES[codec], key)
    if codec == _RSA:
        return rsa(*_rsa_public_key(key))
    if codec == _BLS12_381_G2:
        return bls12_381_g2(key)
    if data[:3] == _JWK_JCS:
        return _jwk_jcs(data[3:])
    if codec in _KEY_AGREEMENT:
        raise Malformed("key.not_for_signatures", reason=f"{_KEY_AGREEMENT[codec]} is for key agreement")
    raise Unsupported("key.unsupported_type", kind=_UNSUPPORTED.get(codec, f"multicodec {data[:4].hex()}"))


def _rsa_public_key(der: bytes) -> tuple[bytes, bytes]:
    """Return modulus and exponent of a DER RSAPublicKey (RFC 8017 A.1.1), each without its sign byte."""
    body, rest = _der(der, 0x30)
    modulus, tail = _der(body, 0x02)
    exponent, end = _der(tail, 0x02)
    if rest or end:
        raise Malformed("key.der")
    return _unsigned(modulus), _unsigned(exponent)


def _der(data: bytes, tag: int) -> tuple[bytes, bytes]:
    if len(data) < 2 or data[0] != tag:
        raise Malformed("key.der")
    length, start = data[1], 2
    if length >= 0x80:
        size = length - 0x80
        length, start = int.from_bytes(data[2 : 2 + size], "big"), 2 + size
        # DER has one form of a length: the shortest.
        if size not in (1, 2) or length < 0x80 or (size == 2 and length < 0x100):
            raise Malformed("key.der")
    if start + length > len(data):
        raise Malformed("key.der")
    return data[start : start + length], data[start + length :]


def _unsigned(integer: bytes) -> bytes:
    if integer[:1] == b"\0" and integer[1:2] >= b"\x80":
        return integer[1:]
    if not integer or integer[0] == 0 or integer[0] >= 0x80:
        raise Malformed("key.der")
    return integer


def _jwk_jcs(data: bytes) -> PublicKey:
    value = strictjson.loads(data)
    key = jwk.parse(value)
    # Only the canonical text names the key (RFC 8785).
    if canonicaljson.dumps(value) != data:
        raise Malformed("key.non_canonical", kind="jwk_jcs-pub")
    return key
