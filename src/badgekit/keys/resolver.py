"""From the name of a verification method to a key, on its controller's own word."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from badgekit.errors import Malformed, Unsupported
from badgekit.keys import did as dids
from badgekit.keys import did_jwk, did_key, jwt_binding
from badgekit.keys.documents import URL_CHARACTERS, Documents, Fetch, Locate, ReadDocuments, location
from badgekit.keys.resolved import ResolvedKey
from badgekit.keys.restrictions import restricted
from badgekit.limits import Limits

__all__ = ["KeyResolver", "ResolvedKey"]

_REMEMBERED = 256
_FORBIDDEN = re.compile(r"[^!-~]")


class KeyResolver:
    """Resolves verification methods and JWS key references; may be shared by threads.

    Args:
        fetch: ``fetch(url, accept)`` → response with url, final_url, status, headers, body, redirects;
            raises `Unavailable`. It is also asked for identifiers that are no web addresses (other DIDs,
            URNs), so that a caller can supply documents for them.
        limits: bounds for reading JSON.
        cache: see `documents.Documents`; None keeps no documents.
        like: the resolver to share limits and everything remembered with; see `with_fetch`.
    """

    __slots__ = ("_cache", "_did", "_documents", "_limits", "_locate")

    def __init__(
        self,
        fetch: Fetch,
        *,
        limits: Limits | None = None,
        cache: ReadDocuments | None = None,
        like: KeyResolver | None = None,
    ) -> None:
        if like is None:
            self._limits, self._cache = limits or Limits(), cache
            # did:key and did:jwk mean the same for ever, and so does where a document lies.
            self._did: Callable[[str, str], ResolvedKey] = lru_cache(maxsize=_REMEMBERED)(_self_contained)
            self._locate: Locate = lru_cache(maxsize=_REMEMBERED)(location)
        else:
            self._limits, self._cache = like._limits, like._cache
            self._did, self._locate = like._did, like._locate
        self._documents = Documents(fetch, self._limits, self._cache, self._locate)

    def with_fetch(self, fetch: Fetch) -> KeyResolver:
        """Return a resolver that fetches with `fetch` and shares everything remembered with this one."""
        return KeyResolver(fetch, like=self)

    def resolve(self, method: str, purpose: str = "assertionMethod") -> ResolvedKey:
        """Return the key of a verification method (CID 1.0 section 3.3).

        Args:
            method: the id of the method: a DID URL or an https URL, with a fragment. The fragment is
                only ever looked up, never decoded as a key. did:key and did:jwk may lack it.
            purpose: the verification relationship the method must be listed under.

        Raises:
            Malformed: the method, its document or its key breaks a rule, or is not for `purpose`.
            Unavailable: the document could not be had.
            Unsupported: a kind of identifier, method or key that badgekit cannot judge.
            LimitExceeded: the document is too large.
        """
        if not isinstance(method, str):
            raise Malformed("key.method_syntax", method=repr(method)[:200])
        if method.startswith(("did:key:", "did:jwk:")):
            return self._did(method, purpose)
        identifier, separator, fragment = method.partition("#")
        if dids.is_did(method):
            url = dids.parse(method)
            if url.path or url.query is not None:
                raise Malformed("did.url_not_supported", did=method)
        elif len(method) > URL_CHARACTERS or _FORBIDDEN.search(method) or ":" not in identifier:
            raise Malformed("key.method_syntax", method=method[:200])
        if not fragment:
            # Some old suites publish each key at a URL of its own; CID 1.0 has no way to resolve those.
            kind = Malformed if separator or dids.is_did(method) else Unsupported
            raise kind("key.no_fragment", method=method)
        controller, binding, document_url = self._documents.controller(identifier)
        known = controller.resolved.get((method, purpose))
        if known is None:
            found, warnings = controller.method(method, purpose)
            named = ResolvedKey(
                method_id=method,
                controller=controller.id,
                key=found.key(),
                bound_by=binding,
                expires=found.expires,
                revoked=found.revoked,
                warnings=warnings,
                document_url=document_url,
            )
            known = restricted(named, controller, purpose)
            # Only methods that the document has come this far, so this is bounded by the document.
            controller.resolved[method, purpose] = known
        return known

    def resolve_jwt(
        self,
        *,
        kid: str | None,
        jwk: Mapping[str, Any] | None,
        issuer: str,
        purpose: str = "assertionMethod",
    ) -> ResolvedKey:
        """Return the key a JWS header refers to, provided that `issuer` itself publishes it.

        The header is the signer's word; the key counts only if it is reachable from the issuer: in the
        issuer's own document, or in the JWK Set at ``/.well-known/jwks.json`` of an https issuer (OB 3.0
        implementation guide, "External proof"; VC-JOSE-COSE section 4.1).

        Args:
            kid: the ``kid`` header: the full id of a method of the issuer, a fragment or a short name of
                one, or the https URL of a JWK. None when absent.
            jwk: the ``jwk`` header. None when absent.
            issuer: the issuer's identifier, as the credential gives it; compared exactly.
            purpose: the verification relationship.

        Raises:
            Malformed: ``key.not_bound_to_issuer``, ``key.kid_syntax``, ``key.not_named``,
                ``key.ambiguous``, ``key.header_conflict``, and what `resolve` raises.
            Unavailable: ``key.issuer_unreachable`` when what the issuer publishes could not be had, so
                that neither yes nor no can be said.
            Unsupported: as `resolve`.
        """
        return jwt_binding.resolve(
            self.resolve, self._documents, kid=kid, jwk=jwk, issuer=issuer, purpose=purpose
        )


def _self_contained(method: str, purpose: str) -> ResolvedKey:
    url = dids.parse(method)
    return did_key.resolve(url, purpose) if url.method == "key" else did_jwk.resolve(url, purpose)
