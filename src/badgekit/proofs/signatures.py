"""Signature arithmetic: is this signature of this key on these bytes? Nothing else.

One fixed table says which algorithm goes with which kind of key, how long a signature is and what OpenSSL
is asked; the names are those of JWS (RFC 7518 section 3.1, RFC 8037 section 3.1, RFC 8812 section 3.2, RFC
9864). Data Integrity suites use ``Ed25519``, ``ES256`` and ``ES384`` with the bytes that they hash themselves
as the message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from badgekit.errors import Malformed, Unsupported
from badgekit.keys.public import KeyKind, PublicKey

__all__ = ["ALGORITHMS", "key_kind", "verify"]

# Orders of the base points: edwards25519 (RFC 8032 section 5.1), NIST curves (SP 800-186 section 3.2.1),
# secp256k1 (SEC 2 section 2.4.1).
_L = 2**252 + 27742317777372353535851937790883648493
_ORDERS: Mapping[str, int] = {
    "P-256": 2**256 - 2**224 + 2**192 - 0x4319055258E8617B0C46353D039CDAAF,
    "P-384": 2**384 - 0x389CB27E0BC8D220A7E5F24DB74F58851313E695333AD68D,
    "P-521": 2**521 - 0x5AE79787C40D069948033FEB708F65A2FC44A36477663B851449048E16EC79BF7,
    "secp256k1": 2**256 - 0x14551231950B75FC4402DA1732FC9BEBF,
}

_Verifier = Callable[[PublicKey, bytes, bytes], bool]


def verify(alg: str, key: PublicKey, signature: bytes, message: bytes) -> bool:
    """Return whether `signature` is a signature of `key` on `message`.

    Ed25519 is RFC 8032 without cofactor: S below the group order, and R compared as bytes, so the answer
    does not depend on the backend. ECDSA signatures are r || s of full length (IEEE P1363); both
    signatures (r, s) and (r, n - s) are good, on secp256k1 too (RFC 8812 has no rule of the smaller s, which
    is one of Bitcoin's transactions), so never use signature bytes as an identifier.

    Args:
        alg: a name in `ALGORITHMS`.
        key: the public key.
        signature: raw signature bytes; a wrong length is a wrong signature.
        message: the bytes that were signed.

    Raises:
        Malformed: ``proof.signature_key_mismatch`` when the algorithm is not for this kind of key.
        Unsupported: ``proof.signature_algorithm`` for any other name.
    """
    entry = ALGORITHMS.get(alg)
    if entry is None:
        raise Unsupported("proof.signature_algorithm", alg=alg)
    kind, check = entry
    if key.kind != kind:
        raise Malformed("proof.signature_key_mismatch", alg=alg, kind=key.kind)
    return check(key, signature, message)


def key_kind(alg: str) -> KeyKind | None:
    """Return the kind of key that `alg` goes with, None for a name that is not in `ALGORITHMS`."""
    entry = ALGORITHMS.get(alg)
    return None if entry is None else entry[0]


def _ed25519(key: PublicKey, signature: bytes, message: bytes) -> bool:
    assert isinstance(key.handle, Ed25519PublicKey)
    if len(signature) != 64 or int.from_bytes(signature[32:], "little") >= _L:
        return False
    try:
        key.handle.verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _ecdsa(kind: str, digest: hashes.HashAlgorithm, size: int) -> _Verifier:
    order, algorithm = _ORDERS[kind], ec.ECDSA(digest)

    def check(key: PublicKey, signature: bytes, message: bytes) -> bool:
        assert isinstance(key.handle, ec.EllipticCurvePublicKey)
        if len(signature) != 2 * size:
            return False
        r, s = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
        if not (0 < r < order and 0 < s < order):
            return False
        try:
            key.handle.verify(encode_dss_signature(r, s), message, algorithm)
        except InvalidSignature:
            return False
        return True

    return check


def _rsa(scheme: padding.PKCS1v15 | padding.PSS, digest: hashes.HashAlgorithm) -> _Verifier:
    def check(key: PublicKey, signature: bytes, message: bytes) -> bool:
        assert isinstance(key.handle, RSAPublicKey)
        # RFC 8017 sections 8.1.2 and 8.2.2, step 1: exactly as long as the modulus.
        if len(signature) != len(key.material[0]):
            return False
        try:
            key.handle.verify(signature, message, scheme, digest)
        except (InvalidSignature, UnsupportedAlgorithm, ValueError):
            return False
        return True

    return check


def _pss(digest: hashes.HashAlgorithm) -> _Verifier:
    # RFC 7518 section 3.5: MGF1 with the same hash, salt as long as the hash.
    return _rsa(padding.PSS(padding.MGF1(digest), digest.digest_size), digest)


_SHA256, _SHA384, _SHA512 = hashes.SHA256(), hashes.SHA384(), hashes.SHA512()

ALGORITHMS: Mapping[str, tuple[KeyKind, _Verifier]] = {
    "Ed25519": ("Ed25519", _ed25519),
    "ES256": ("P-256", _ecdsa("P-256", _SHA256, 32)),
    "ES384": ("P-384", _ecdsa("P-384", _SHA384, 48)),
    "ES512": ("P-521", _ecdsa("P-521", _SHA512, 66)),
    "ES256K": ("secp256k1", _ecdsa("secp256k1", _SHA256, 32)),
    "RS256": ("RSA", _rsa(padding.PKCS1v15(), _SHA256)),
    "RS384": ("RSA", _rsa(padding.PKCS1v15(), _SHA384)),
    "RS512": ("RSA", _rsa(padding.PKCS1v15(), _SHA512)),
    "PS256": ("RSA", _pss(_SHA256)),
    "PS384": ("RSA", _pss(_SHA384)),
    "PS512": ("RSA", _pss(_SHA512)),
}
"""Algorithm name → the kind of key it goes with, and its check."""
