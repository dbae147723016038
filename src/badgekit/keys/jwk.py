"""JSON Web Keys, strictly: RFC 7517, RFC 7518 section 6, RFC 8037 section 2, RFC 8812 section 3.1."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from badgekit.errors import Malformed, Unsupported
from badgekit.keys.multibase import decode_base64url
from badgekit.keys.public import (
    COORDINATE_BYTES,
    RSA_MOST_BITS,
    Curve,
    PublicKey,
    bls12_381_g2,
    ec_point,
    ed25519,
    rsa,
)

__all__ = ["PRIVATE_MEMBERS", "expires", "parse", "revoked"]

PRIVATE_MEMBERS = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"})
"""Members that only a private or a symmetric key has (RFC 7518 sections 6.2.2, 6.3.2, 6.4)."""

_CURVE_NAMES: dict[str, Curve] = {name: name for name in COORDINATE_BYTES}
# The name changed its case between drafts (draft-ietf-cose-bls-key-representations).
_BLS12_381_G2 = frozenset({"BLS12381G2", "Bls12381G2"})
# Every curve that is known by name, with the key type it belongs to.
_KEY_TYPES = {
    "Ed25519": "OKP",
    "P-256": "EC",
    "P-384": "EC",
    "P-521": "EC",
    "secp256k1": "EC",
    "BLS12381G1": "OKP",
    "BLS12381G2": "OKP",
    "Bls12381G1": "OKP",
    "Bls12381G2": "OKP",
    "Ed448": "OKP",
}
_KEY_AGREEMENT_CURVES = frozenset({"X25519", "X448"})
_RSA_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"})
_ALGORITHMS: dict[str, frozenset[str]] = {
    "Ed25519": frozenset({"EdDSA", "Ed25519"}),
    "P-256": frozenset({"ES256"}),
    "P-384": frozenset({"ES384"}),
    "P-521": frozenset({"ES512"}),
    "secp256k1": frozenset({"ES256K"}),
    "RSA": _RSA_ALGORITHMS,
    "BLS12-381-G2": frozenset(),
}
_MODULUS_CHARACTERS = (RSA_MOST_BITS // 8 * 4 + 2) // 3
_EXPONENT_CHARACTERS = 6
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND = 253_402_300_799  # of the year 9999


def parse(value: object) -> PublicKey:
    """Read one public JWK that signatures are checked with.

    Args:
        value: the parsed JSON. Members that RFC 7517 does not make part of the key are ignored.

    Raises:
        Malformed: ``key.jwk``, ``key.private_material``, ``key.symmetric``, ``key.not_for_signatures``,
            ``key.curve_mismatch``, ``key.algorithm_conflict``, ``key.base64url``, and what the key breaks.
        Unsupported: ``key.unsupported_type``.
    """
    if not isinstance(value, Mapping):
        raise Malformed("key.jwk", reason="it is not a JSON object")
    kty = _text(value, "kty")
    if kty == "oct":
        raise Malformed("key.symmetric")
    # The names mean something private only in these key types; none of these types has public uses of them.
    for name in PRIVATE_MEMBERS:
        if name in value:
            raise Malformed("key.private_material", member=name)
    _check_use(value)
    if kty == "EC":
        key = _elliptic(value)
    elif kty == "OKP":
        key = _octet(value)
    elif kty == "RSA":
        key = rsa(
            decode_base64url(_text(value, "n"), limit=_MODULUS_CHARACTERS),
            decode_base64url(_text(value, "e"), limit=_EXPONENT_CHARACTERS),
        )
    else:
        raise Unsupported("key.unsupported_type", kind=kty)
    algorithm = value.get("alg")
    if algorithm is None:
        return key
    if not isinstance(algorithm, str) or algorithm not in _ALGORITHMS[key.kind]:
        raise Malformed("key.algorithm_conflict", algorithm=algorithm, kind=key.kind)
    return key.restricted(algorithm)


def expires(value: Mapping[str, Any]) -> datetime | None:
    """Return when the publisher of a JWK stops using it (``exp``, OpenID Federation 1.0 section 8.7.2).

    Raises:
        Malformed: ``key.jwk``.
    """
    return None if value.get("exp") is None else _moment(value["exp"], "exp")


def revoked(value: Mapping[str, Any]) -> datetime | None:
    """Return when a JWK was revoked (``revoked``, OpenID Federation 1.0 section 8.7.2).

    One that is called revoked without saying since when was never good.

    Raises:
        Malformed: ``key.jwk``.
    """
    given = value.get("revoked")
    if given is None or given is False:
        return None
    if not isinstance(given, Mapping) or given.get("revoked_at") is None:
        return _EPOCH
    return _moment(given["revoked_at"], "revoked_at")


def _moment(given: object, name: str) -> datetime:
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= _LAST_SECOND:
        raise Malformed("key.jwk", reason=f"{name} is no moment in seconds")
    return _EPOCH + timedelta(seconds=given)


def _text(value: Mapping[str, Any], name: str) -> str:
    member = value.get(name)
    if not isinstance(member, str):
        raise Malformed("key.jwk", reason=f"the member {name} is missing or not a text")
    return member


def _check_use(value: Mapping[str, Any]) -> None:
    use = value.get("use")
    if use is not None and use != "sig":
        raise Malformed("key.not_for_signatures", reason=f"its use is {use}")
    operations = value.get("key_ops")
    if operations is None:
        return
    if not isinstance(operations, list) or not all(isinstance(item, str) for item in operations):
        raise Malformed("key.jwk", reason="key_ops is not a list of texts")
    if "verify" not in operations:
        raise Malformed("key.not_for_signatures", reason="its key_ops do not include verify")


def _elliptic(value: Mapping[str, Any]) -> PublicKey:
    name = _text(value, "crv")
    curve = _CURVE_NAMES.get(name)
    if curve is None:
        raise _other_curve(name, "EC")
    characters = (COORDINATE_BYTES[curve] * 4 + 2) // 3
    return ec_point(
        curve,
        decode_base64url(_text(value, "x"), limit=characters),
        decode_base64url(_text(value, "y"), limit=characters),
    )


def _octet(value: Mapping[str, Any]) -> PublicKey:
    name = _text(value, "crv")
    if name in _BLS12_381_G2:
        return bls12_381_g2(decode_base64url(_text(value, "x"), limit=128))
    if name != "Ed25519":
        raise _other_curve(name, "OKP")
    return ed25519(decode_base64url(_text(value, "x"), limit=43))


def _other_curve(name: str, kty: str) -> Malformed | Unsupported:
    if name in _KEY_AGREEMENT_CURVES:
        return Malformed("key.not_for_signatures", reason=f"{name} is for key agreement")
    if _KEY_TYPES.get(name, kty) != kty:
        return Malformed("key.curve_mismatch", curve=name, kty=kty)
    return Unsupported("key.unsupported_type", kind=name)
