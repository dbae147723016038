"""did:key: the identifier is the key (https://w3c-ccg.github.io/did-key-spec/)."""

from __future__ import annotations

from badgekit.errors import Malformed, Problem
from badgekit.keys import multikey
from badgekit.keys.did import DidUrl
from badgekit.keys.resolved import ResolvedKey

__all__ = ["SIGNATURE_PURPOSES", "resolve"]

SIGNATURE_PURPOSES = frozenset(
    {"assertionMethod", "authentication", "capabilityInvocation", "capabilityDelegation"}
)
"""The relationships that a did:key or did:jwk document lists its signature key under."""


def resolve(url: DidUrl, purpose: str = "assertionMethod") -> ResolvedKey:
    """Return the one key of a did:key.

    The only verification method is ``did:key:X#X``. A DID without fragment is taken for it, with the
    warning ``key.bare_did``: many issuers write it so, and there is only one key it can mean.

    Raises:
        Malformed: ``key.not_in_document`` for another fragment, path or query, ``key.wrong_purpose``,
            and what `multikey.parse` raises.
        Unsupported: ``key.unsupported_type``.
    """
    warnings: tuple[Problem, ...] = ()
    if url.path or url.query is not None or url.fragment not in (None, url.identifier):
        raise Malformed("key.not_in_document", method=f"#{url.fragment}", controller=url.did)
    if url.fragment is None:
        warnings = (Problem("key.bare_did", did=url.did),)
    if purpose not in SIGNATURE_PURPOSES:
        raise Malformed("key.wrong_purpose", method=url.did, purpose=purpose)
    return ResolvedKey(
        method_id=f"{url.did}#{url.identifier}",
        controller=url.did,
        key=multikey.parse(url.identifier),
        bound_by="did:key",
        warnings=warnings,
    )
