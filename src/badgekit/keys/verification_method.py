"""The key inside one verification method, by the method's type (CID 1.0 section 2.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badgekit.errors import Malformed, Unsupported
from badgekit.jsonpath import child
from badgekit.keys import jwk, multikey
from badgekit.keys.multibase import decode_base58
from badgekit.keys.public import PublicKey, ed25519

__all__ = ["public_key"]

_JWK = "publicKeyJwk"
_MULTIBASE = "publicKeyMultibase"
_BASE58 = "publicKeyBase58"

# type → (kinds of key it may hold, members it may be written in). None: any kind.
_TYPES: dict[str, tuple[frozenset[str] | None, tuple[str, ...]]] = {
    "Multikey": (None, (_MULTIBASE,)),
    "JsonWebKey": (None, (_JWK,)),
    "JsonWebKey2020": (None, (_JWK,)),
    "Ed25519VerificationKey2020": (frozenset({"Ed25519"}), (_MULTIBASE,)),
    "Ed25519VerificationKey2018": (frozenset({"Ed25519"}), (_BASE58, _JWK, _MULTIBASE)),
    "EcdsaSecp256r1VerificationKey2019": (frozenset({"P-256"}), (_JWK, _MULTIBASE)),
}
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
    key = _read(forms[0], method[forms[0]], path)
    if kinds is not None and key.kind not in kinds:
        raise Malformed("key.kind_mismatch", path, type=kind, kind=key.kind)
    return key


def _read(form: str, value: object, path: str) -> PublicKey:
    if form == _JWK:
        return jwk.parse(value)
    if not isinstance(value, str):
        raise Malformed("key.material", child(path, form), reason=f"{form} is not a text")
    if form == _MULTIBASE:
        return multikey.parse(value)
    return ed25519(decode_base58(value))
