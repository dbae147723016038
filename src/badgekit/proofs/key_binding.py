"""Key binding: the holder of an SD-JWT proves, for one verifier, that it has the key the issuer named.

RFC 9901 sections 4.3 and 7.3. The KB-JWT is bound to the token by a digest of everything before it, and to
the occasion by ``aud`` and ``nonce``.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from badgekit import strictjson
from badgekit.errors import Malformed, Unsupported
from badgekit.jsonpath import child
from badgekit.keys import did as dids
from badgekit.keys import jwk as jwks
from badgekit.keys.multibase import decode_base64url
from badgekit.keys.public import PublicKey
from badgekit.keys.resolver import KeyResolver
from badgekit.limits import Limits
from badgekit.proofs import jws
from badgekit.proofs.jwt_claims import numeric_date

__all__ = ["KeyBinding", "parse", "verify"]

_TYP = "kb+jwt"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyBinding:
    """A KB-JWT as it was read; nothing of it is verified yet.

    Attributes:
        header: its header; keys in it are not looked at.
        claims: its claims.
        presented: digest of what it must be about: the token and its disclosures.
        signing_input: the bytes that the holder signed.
        signature: the signature bytes.
    """

    header: jws.Header
    claims: Mapping[str, Any]
    presented: bytes
    signing_input: bytes
    signature: bytes

    @property
    def issued_at(self) -> datetime:
        """When the holder made it, by its own word; raises ``jwt.claim_date``."""
        return numeric_date(self.claims.get("iat"), "$.iat")

    @property
    def expires(self) -> datetime | None:
        """Until when it holds, if it says so; raises ``jwt.claim_date``."""
        return numeric_date(self.claims["exp"], "$.exp") if "exp" in self.claims else None


def parse(token: str, presented: bytes, limits: Limits) -> KeyBinding:
    """Read a KB-JWT.

    Args:
        token: the compact JWS.
        presented: digest of the SD-JWT before it, up to and with the last ``~``.
        limits: bounds.

    Raises:
        Malformed: what `jws.split` and `jws.read_header` raise; ``jwt.payload_not_object``, ``json.*``.
        Unsupported: ``jwt.alg_unsupported``.
        LimitExceeded: ``jwt.too_large``, ``json.*``.
    """
    segments = jws.split(token, limits)
    claims = strictjson.loads(segments.payload, limits=limits)
    if not isinstance(claims, dict):
        raise Malformed("jwt.payload_not_object")
    return KeyBinding(
        header=jws.read_header(segments.header),
        claims=claims,
        presented=presented,
        signing_input=segments.signing_input,
        signature=segments.signature,
    )


def verify(binding: KeyBinding, confirmation: Any, resolver: KeyResolver) -> None:
    """Raise unless the holder's key made `binding`, for this very token; when it did, `issued_at` says.

    Args:
        binding: the KB-JWT.
        confirmation: the claim ``cnf`` of the issuer's JWS, which names the key (RFC 7800); None when absent.
        resolver: looks up keys that are only named.

    Raises:
        Malformed: ``binding.typ``, ``binding.claim``, ``binding.other_token``, ``binding.no_key``,
            ``binding.signature_invalid``, ``jwt.alg_key_mismatch``; what keys raise.
        Unsupported: ``binding.key_unsupported``.
        Unavailable: the key cannot be had.
    """
    if binding.header.typ != _TYP:
        raise Malformed("binding.typ", "$.typ", typ=binding.header.typ or "none")
    for name in ("aud", "nonce", "sd_hash"):
        if not isinstance(binding.claims.get(name), str) or not binding.claims[name]:
            raise Malformed("binding.claim", child("$", name), claim=name)
    if "iat" not in binding.claims:
        raise Malformed("binding.claim", "$.iat", claim="iat")
    named = decode_base64url(binding.claims["sd_hash"], code="binding.other_token")
    if not hmac.compare_digest(named, binding.presented):
        raise Malformed("binding.other_token", "$.sd_hash", reason="the digests differ")
    key = _holder_key(confirmation, resolver)
    if not jws.check_signature(binding.header.alg, key, binding.signature, binding.signing_input):
        raise Malformed("binding.signature_invalid", alg=binding.header.alg)


def _holder_key(confirmation: Any, resolver: KeyResolver) -> PublicKey:
    if not isinstance(confirmation, dict):
        raise Malformed("binding.no_key", "$.cnf")
    given = confirmation.get("jwk")
    if given is not None:
        return jwks.parse(given)
    kid = confirmation.get("kid")
    # A name that means nothing outside of the issuer's own books is a key to nobody else.
    if isinstance(kid, str) and dids.is_did(kid):
        return resolver.resolve(kid, "authentication").key
    raise Unsupported("binding.key_unsupported", "$.cnf", members=", ".join(map(str, confirmation)) or "none")
