"""The key inside one verification method, by the method's type (CID 1.0 section 2.2)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from badgekit.errors import Malformed, Unsupported
from badgekit.jsonpath import child
from badgekit.keys import jwk, multikey, pem
from badgekit.keys.multibase import decode_base58
from badgekit.keys.public import (
    COORDINATE_BYTES,
    KeyKind,
    PublicKey,
    bls12_381_g2,
    ec_compressed,
    ec_point,
    ed25519,
)

__all__ = ["public_key"]

_JWK = "publicKeyJwk"
_MULTIBASE = "publicKeyMultibase"
_BASE58 = "publicKeyBase58"
_HEX = "publicKeyHex"
_PEM = "publicKeyPem"

# type → (kinds of key it may hold, members it may be written in). None: any kind, none of which a bare key,
# that is one without a prefix or a name, can stand for.
_TYPES: dict[str, tuple[tuple[KeyKind, ...] | None, tuple[str, ...]]] = {
    "Multikey": (None, (_MULTIBASE,)),
    "JsonWebKey": (None, (_JWK,)),
    "JsonWebKey2020": (None, (_JWK,)),
    "Ed25519VerificationKey2020": (("Ed25519",), (_MULTIBASE,)),
    "Ed25519VerificationKey2018": (("Ed25519",), (_BASE58, _JWK, _MULTIBASE, _HEX)),
    "EcdsaSecp256r1VerificationKey2019": (("P-256",), (_JWK, _MULTIBASE, _BASE58, _HEX)),
    "EcdsaSecp256k1VerificationKey2019": (("secp256k1",), (_JWK, _MULTIBASE, _BASE58, _HEX)),
    "RsaVerificationKey2018": (("RSA",), (_PEM, _JWK)),
    "Bls12381G2Key2020": (("BLS12-381-G2",), (_BASE58, _JWK, _MULTIBASE)),
}
# The longest is an uncompressed point; bytes.fromhex alone would take white space, too.
_HEXADECIMAL = re.compile(r"(?:[0-9A-Fa-f]{2}){1,130}")
_KEY_AGREEMENT_TYPES = frozenset({"X25519KeyAgreementKey2019", "X25519KeyAgreementKey2020"})


def public_key(method: Mapping[str, Any], path: str = "$") -> PublicKey:
    """Return the key of a verification method.

    Raises:
        Malformed: ``key.private_material``, ``key.material`` unless there is exactly one form of the key,
            ``key.kind_mismatch``, ``key.not_for_signatures``, and what the form itself breaks.
        Unsupported: ``key.unsupported_method_type``, ``key.unsupported_type``.
    """
    forms = []
    for name in method:
        if name.startswith(("privateKey", "secretKey")):
            raise Malformed("key.private_material", path, member=name)
        if name.startswith("publicKey"):
            forms.append(name)
    kind = method.get("type")
    if isinstance(kind, list) and len(kind) == 1:
        kind = kind[0]
    if not isinstance(kind, str):
        raise Malformed("key.material", child(path, "type"), reason="its type is missing")
    if kind in _KEY_AGREEMENT_TYPES:
        raise Malformed("key.not_for_signatures", child(path, "type"), reason=f"{kind} is for key agreement")
    if kind not in _TYPES:
        raise Unsupported("key.unsupported_method_type", child(path, "type"), type=kind)
    kinds, members = _TYPES[kind]
    if len(forms) != 1:
        raise Malformed("key.material", path, reason=f"it holds {len(forms)} public keys instead of one")
    if forms[0] not in members:
        raise Malformed("key.material", path, reason=f"a {kind} has no {forms[0]}")
    key = _read(forms[0], method[forms[0]], kinds, path)
    if kinds is not None and key.kind not in kinds:
        raise Malformed("key.kind_mismatch", path, type=kind, kind=key.kind)
    return key


def _read(form: str, value: object, kinds: tuple[KeyKind, ...] | None, path: str) -> PublicKey:
    if form == _JWK:
        return jwk.parse(value)
    if not isinstance(value, str):
        raise Malformed("key.material", child(path, form), reason=f"{form} is not a text")
    if form == _MULTIBASE:
        return multikey.parse(value)
    if form == _PEM:
        return pem.parse(value)
    assert kinds is not None, "only types of one kind of key write it bare"
    return _bare(kinds[0], _bytes(value, path) if form == _HEX else decode_base58(value))


def _bare(kind: KeyKind, raw: bytes) -> PublicKey:
    """Return the key of `kind` whose bytes, without anything around them, are `raw`."""
    if kind == "Ed25519":
        return ed25519(raw)
    if kind == "BLS12-381-G2":
        return bls12_381_g2(raw)
    assert kind == "P-256" or kind == "secp256k1"
    size = COORDINATE_BYTES[kind]
    if raw[:1] == b"\x04":
        return ec_point(kind, raw[1 : 1 + size], raw[1 + size :])
    return ec_compressed(kind, raw)


def _bytes(text: str, path: str) -> bytes:
    if not _HEXADECIMAL.fullmatch(text):
        raise Malformed("key.material", child(path, _HEX), reason="publicKeyHex is not hexadecimal")
    return bytes.fromhex(text)
