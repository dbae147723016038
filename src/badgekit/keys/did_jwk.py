"""did:jwk: the identifier is a JWK in base64url (https://github.com/quartzjer/did-jwk)."""

from __future__ import annotations

from badgekit import strictjson
from badgekit.errors import Malformed, Problem
from badgekit.keys import jwk
from badgekit.keys.did import DID_CHARACTERS, DidUrl
from badgekit.keys.did_key import SIGNATURE_PURPOSES
from badgekit.keys.multibase import decode_base64url
from badgekit.keys.resolved import ResolvedKey

__all__ = ["resolve"]


def resolve(url: DidUrl, purpose: str = "assertionMethod") -> ResolvedKey:
    """Return the one key of a did:jwk; its verification method is always ``#0``.

    A DID without fragment is taken for it, with the warning ``key.bare_did``.

    Raises:
        Malformed: ``key.not_in_document`` for another fragment, path or query, ``key.wrong_purpose``,
            ``key.base64url``, ``json.*``, and what `jwk.parse` raises.
        Unsupported: ``key.unsupported_type``.
    """
    warnings: tuple[Problem, ...] = ()
    if url.path or url.query is not None or url.fragment not in (None, "0"):
        raise Malformed("key.not_in_document", method=f"#{url.fragment}", controller=url.did)
    if url.fragment is None:
        warnings = (Problem("key.bare_did", did=url.did),)
    if purpose not in SIGNATURE_PURPOSES:
        raise Malformed("key.wrong_purpose", method=url.did, purpose=purpose)
    given = strictjson.loads(decode_base64url(url.identifier, limit=DID_CHARACTERS))
    key = jwk.parse(given)
    return ResolvedKey(
        method_id=f"{url.did}#0",
        controller=url.did,
        key=key,
        bound_by="did:jwk",
        expires=jwk.expires(given),
        revoked=jwk.revoked(given),
        warnings=warnings,
    )
