"""COSE_Sign1 messages that carry a credential, read strictly (RFC 9052 section 4.2, VC-JOSE-COSE 3.3).

What a JWS says in its header, a COSE message says under numbers, in two maps: one that is signed and one that
is not. Whatever decides how the message is judged must be signed; only the name of a key may stand outside,
which selects among the issuer's own.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from badgekit import strictcbor, strictjson
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.keys.public import PublicKey
from badgekit.limits import Limits
from badgekit.proofs import jws, media_types
from badgekit.proofs.media_types import MediaType

__all__ = ["SIGN1_TAG", "CoseSign1", "parse"]

SIGN1_TAG = 18
"""The tag of COSE_Sign1 (RFC 9052 section 2)."""

_HEADER_BYTES = 16 * 1024
_SIGNATURE_BYTES = 1024  # RSA with 8192 bits
_DEFAULT = Limits()

# IANA COSE Algorithms → JOSE name. ES256 and its sisters mean one curve each here, as they do in JOSE; the
# fully specified names of RFC 9864 say just that.
_ALGORITHMS: Mapping[int, str] = {
    -7: "ES256",
    -35: "ES384",
    -36: "ES512",
    -9: "ES256",
    -51: "ES384",
    -52: "ES512",
    -47: "ES256K",
    -8: "EdDSA",
    -19: "Ed25519",
    -53: "Ed448",
    -37: "PS256",
    -38: "PS384",
    -39: "PS512",
    -257: "RS256",
    -258: "RS384",
    -259: "RS512",
}
_UNSUPPORTED: Mapping[int, str] = {
    -265: "ESB256",
    -266: "ESB320",
    -267: "ESB384",
    -268: "ESB512",
    -48: "ML-DSA-44",
    -49: "ML-DSA-65",
    -50: "ML-DSA-87",
    -46: "HSS-LMS",
}
_ALG, _CRIT, _CONTENT_TYPE, _KID, _CWT_CLAIMS, _TYP = 1, 2, 3, 4, 15, 16
_FOREIGN_KEYS = {32: "x5bag", 33: "x5chain", 34: "x5t", 35: "x5u"}
_KNOWN = frozenset({_ALG, _CRIT, _CONTENT_TYPE, _KID, _CWT_CLAIMS, _TYP})
# RFC 8392 section 4, RFC 8747 section 3.1 and the Token Status List; the others have no counterpart among the
# claims of a JWT that count.
_CLAIMS: Mapping[int, str] = {
    1: "iss",
    2: "sub",
    3: "aud",
    4: "exp",
    5: "nbf",
    6: "iat",
    8: "cnf",
    10: "nonce",
    65535: "status",
}
_NAME = re.compile(rb"[!-~]+")


@dataclass(frozen=True, slots=True)
class CoseSign1:
    """A message whose payload is a JSON object; nothing of it is verified yet.

    Attributes:
        payload: the JSON object.
        claims: the claims of the protected header (RFC 9597), under their names in a JWT.
        signing_input: the bytes that were signed: the Sig_structure of RFC 9052 section 4.4.
        signature: the signature bytes.
        alg: the algorithm, under its JOSE name.
        kid: the name of the key; bytes that are no visible text in base64url.
        typ, cty: ``typ`` and content type, lower case, without ``application/``; None when absent.
        warnings: header members that nobody here understands.
        media_type: what they say the message is; None when they say nothing.
    """

    payload: dict[str, Any]
    claims: Mapping[str, Any]
    signing_input: bytes
    signature: bytes
    alg: str
    kid: str | None = None
    typ: str | None = None
    cty: str | None = None
    warnings: tuple[Problem, ...] = ()
    media_type: MediaType | None = None
    jwk: Mapping[str, Any] | None = field(default=None, init=False)
    """COSE has no header for the key itself."""

    @property
    def mechanism(self) -> str:
        """What secures it, for people."""
        return f"COSE {self.alg}"

    def signed_by(self, key: PublicKey) -> bool:
        """Return whether `key` made the signature; raises as `jws.check_signature`."""
        return jws.check_signature(self.alg, key, self.signature, self.signing_input)


def parse(message: bytes, limits: Limits = _DEFAULT) -> CoseSign1:
    """Read a COSE_Sign1 message that carries a credential or presentation.

    Raises:
        Malformed: ``cbor.malformed``, ``cose.not_sign1``, ``cose.detached``, ``cose.header``,
            ``cose.header_twice``, ``cose.unprotected``, ``cose.crit_unsupported``,
            ``jwt.foreign_key_header``, ``jwt.alg_not_allowed``, ``jwt.typ_not_allowed``,
            ``jwt.cty_not_allowed``, ``jwt.claim_type``, ``jwt.payload_not_object``, ``json.*``.
        Unsupported: ``jwt.alg_unsupported``.
        LimitExceeded: ``jwt.too_large``, ``cbor.*``, ``json.*``.
    """
    if len(message) > limits.json_bytes + 2 * _HEADER_BYTES:
        raise LimitExceeded("jwt.too_large", part="message", limit=limits.json_bytes)
    tagged = strictcbor.loads(message, tags=frozenset({SIGN1_TAG}), floats=True)
    parts = tagged.value if isinstance(tagged, strictcbor.Tagged) else None
    if not isinstance(parts, list) or len(parts) != 4:
        raise Malformed("cose.not_sign1")
    protected_bytes, unprotected, content, signature = parts
    if content is None:
        raise Malformed("cose.detached")
    if not (
        isinstance(protected_bytes, bytes)
        and isinstance(unprotected, dict)
        and isinstance(content, bytes)
        and isinstance(signature, bytes)
    ):
        raise Malformed("cose.not_sign1")
    if len(protected_bytes) > _HEADER_BYTES:
        raise LimitExceeded("jwt.too_large", part="header", limit=_HEADER_BYTES)
    if len(signature) > _SIGNATURE_BYTES:
        raise LimitExceeded("jwt.too_large", part="signature", limit=_SIGNATURE_BYTES)
    protected = strictcbor.loads(protected_bytes, floats=True) if protected_bytes else {}
    if not isinstance(protected, dict):
        raise Malformed("cose.header", member="protected")
    _check_labels(protected, unprotected)
    alg = _algorithm(protected)
    typ, cty = _media_type(protected, _TYP, "typ"), _media_type(protected, _CONTENT_TYPE, "content type")
    said = media_types.check_header("cose", typ, cty, path="$", content_path="$")
    claims = _claims(protected)
    payload = strictjson.loads(content, limits=limits)
    if not isinstance(payload, dict):
        raise Malformed("jwt.payload_not_object")
    return CoseSign1(
        payload=payload,
        claims=claims,
        signing_input=strictcbor.dumps(["Signature1", protected_bytes, b"", content]),
        signature=signature,
        alg=alg,
        kid=_kid(protected.get(_KID, unprotected.get(_KID))),
        typ=typ,
        cty=cty,
        warnings=_unknown(protected, unprotected),
        media_type=said,
    )


def _check_labels(protected: Mapping[Any, Any], unprotected: Mapping[Any, Any]) -> None:
    for label in (*protected, *unprotected):
        # Unlike those of a JWS, these names are numbers or text; bytes are none (RFC 9052 section 1.5).
        if isinstance(label, bytes):
            raise Malformed("cose.header", member="a name")
        if label in _FOREIGN_KEYS:
            raise Malformed("jwt.foreign_key_header", member=_FOREIGN_KEYS[label])
        # Whatever it names: no extension is understood here (RFC 9052 section 3.1).
        if label == _CRIT:
            raise Malformed("cose.crit_unsupported")
        if label in protected and label in unprotected:
            raise Malformed("cose.header_twice", member=label)
    for label in unprotected:
        if label in _KNOWN and label != _KID:
            raise Malformed("cose.unprotected", member=label)


def _algorithm(protected: Mapping[Any, Any]) -> str:
    given = protected.get(_ALG)
    if isinstance(given, int) and given in _ALGORITHMS:
        return jws.read_algorithm({"alg": _ALGORITHMS[given]})
    if isinstance(given, int) and given in _UNSUPPORTED:
        raise Unsupported("jwt.alg_unsupported", alg=_UNSUPPORTED[given])
    raise Malformed("jwt.alg_not_allowed", alg=given if _ALG in protected else "missing")


def _media_type(protected: Mapping[Any, Any], label: int, name: str) -> str | None:
    if label not in protected:
        return None
    given = protected[label]
    # A number is the content format of a protocol that no credential comes by.
    if not isinstance(given, str):
        raise Malformed("cose.header", member=name)
    return media_types.normalised(given)


def _kid(given: Any) -> str | None:
    if given is None:
        return None
    if not isinstance(given, bytes):
        raise Malformed("cose.header", member="kid")
    if _NAME.fullmatch(given):
        return given.decode("ascii")
    # Such as the bytes of a thumbprint, which JSON documents spell in base64url.
    return base64.urlsafe_b64encode(given).rstrip(b"=").decode("ascii")


def _claims(protected: Mapping[Any, Any]) -> dict[str, Any]:
    given = protected.get(_CWT_CLAIMS, {})
    if not isinstance(given, dict):
        raise Malformed("cose.header", member="CWT claims")
    found = {name: given[label] for label, name in _CLAIMS.items() if label in given}
    if not isinstance(found.get("status", {}), dict):
        raise Malformed("jwt.claim_type", claim="status")
    return found


def _unknown(*headers: Mapping[Any, Any]) -> tuple[Problem, ...]:
    names = [label for header in headers for label in header if label not in _KNOWN]
    return tuple(Problem("jwt.unknown_header", member=label) for label in names[:10])
