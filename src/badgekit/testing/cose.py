"""Securing credentials as COSE_Sign1 messages (VC-JOSE-COSE section 3.3, RFC 9052 section 4.2). For tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from badgekit import strictcbor
from badgekit.strictcbor import Tagged
from badgekit.testing.encoding import compact
from badgekit.testing.keys import SigningKey

__all__ = ["COSE_ALGORITHMS", "CoseOptions", "make_message"]

COSE_ALGORITHMS: Mapping[str, int] = {
    "ES256": -7,
    "ES384": -35,
    "ES512": -36,
    "EdDSA": -8,
    "PS256": -37,
    "PS384": -38,
    "PS512": -39,
    "RS256": -257,
    "ES256K": -47,
}
"""JOSE name of an algorithm → its number in COSE."""

_CLAIMS = {
    "iss": 1,
    "sub": 2,
    "aud": 3,
    "exp": 4,
    "nbf": 5,
    "iat": 6,
    "cnf": 8,
    "nonce": 10,
    "status": 65535,
}


class CoseOptions(TypedDict, total=False):
    """What a message can be told.

    Attributes:
        kid: the name of the key in place of the id of the verification method; None for none.
        typ, content_type: media types, those of a credential by default; None for none.
        claims: claims of the header (RFC 9597), by their names in a JWT.
        protected, unprotected: further headers, by number or name; None in `protected` takes one away.
        payload: the content in place of the credential; None for none (detached).
    """

    kid: str | bytes | None
    typ: str | None
    content_type: str | None
    claims: Mapping[str, Any]
    protected: Mapping[int | str, Any]
    unprotected: Mapping[int | str, Any]
    payload: bytes | None


def make_message(
    credential: Mapping[str, Any], algorithm: str, *, key: SigningKey, method: str, options: CoseOptions
) -> bytes:
    """Return `credential` as a COSE_Sign1 message with its tag.

    Raises:
        ValueError: unknown `algorithm`, or one that `key` cannot make.
    """
    if algorithm not in COSE_ALGORITHMS:
        raise ValueError(f"{algorithm!r} is not one of {', '.join(COSE_ALGORITHMS)}")
    presentation = "VerifiablePresentation" in credential.get("type", ())
    content = "application/vp" if presentation else "application/vc"
    kid = options.get("kid", method)
    given = {
        1: COSE_ALGORITHMS[algorithm],
        3: options.get("content_type", content),
        4: kid.encode() if isinstance(kid, str) else kid,
        16: options.get("typ", f"{content}+cose"),
        15: {_CLAIMS[name]: value for name, value in options.get("claims", {}).items()} or None,
        **options.get("protected", {}),
    }
    protected = strictcbor.dumps({label: value for label, value in given.items() if value is not None})
    payload = options.get("payload", compact(credential))
    signed = strictcbor.dumps(["Signature1", protected, b"", payload or b""])
    signature = key.sign(algorithm, signed)
    return strictcbor.dumps(Tagged(18, [protected, dict(options.get("unprotected", {})), payload, signature]))
