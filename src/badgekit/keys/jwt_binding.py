"""Which key a JWS header means, and whether the issuer publishes it.

The rule: a token's header may point at a key, but only the issuer's own material can make it the
issuer's key. So the search starts at the issuer, and the header only selects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn

from badgekit.errors import Malformed, Problem, Unavailable
from badgekit.keys import did as dids
from badgekit.keys import jwk as jwks_jwk
from badgekit.keys.controller import Controller, Method
from badgekit.keys.documents import URL_CHARACTERS, Documents, origin
from badgekit.keys.jwks import PublishedJwk
from badgekit.keys.public import PublicKey
from badgekit.keys.resolved import Binding, ResolvedKey
from badgekit.keys.restrictions import material, restricted

__all__ = ["KID_CHARACTERS", "resolve"]

KID_CHARACTERS = dids.DID_CHARACTERS

_VISIBLE_ASCII = re.compile(r"[!-~]+")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_THUMBPRINT_URN = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:"  # RFC 9278
_LOCAL_SCHEMES = frozenset({"file", "jar", "data", "ftp", "gopher"})
_NO_KEY_SET = frozenset({"key.document_not_found", "key.document_not_json", "key.not_a_key_set"})

Resolve = Callable[[str, str], ResolvedKey]


def resolve(
    resolve_method: Resolve,
    documents: Documents,
    *,
    kid: str | None,
    jwk: Mapping[str, Any] | None,
    issuer: str,
    purpose: str,
) -> ResolvedKey:
    """Do what `KeyResolver.resolve_jwt` promises; `resolve_method` is `KeyResolver.resolve`."""
    if not isinstance(issuer, str) or not _VISIBLE_ASCII.fullmatch(issuer) or "#" in issuer:
        raise Malformed("key.issuer_syntax", issuer=repr(issuer)[:200])
    if kid is not None:
        _check_kid(kid)
    header_key = None if jwk is None else jwks_jwk.parse(jwk)
    if issuer.startswith(("did:key:", "did:jwk:")):
        return _self_contained(resolve_method, kid, header_key, issuer, purpose)
    if kid == issuer:
        kid = None  # a bare identifier names its document, not a key in it
    search = _Search(documents, issuer, purpose)
    if kid is None:
        if header_key is None:
            return search.only_key()
        return search.by_material(header_key) or search.nothing("the key in the header")
    found = search.by_name(kid)
    foreign_url = kid.startswith("https://") and kid.partition("#")[0] != issuer
    if found is None and foreign_url and search.publishes_anything():
        found = search.by_url(kid)
    if found is None:
        return search.nothing(kid)
    if header_key is not None and header_key != found.key:
        raise Malformed("key.header_conflict", kid=kid)
    return found


def _check_kid(kid: object) -> None:
    if not isinstance(kid, str) or len(kid) > KID_CHARACTERS or not _VISIBLE_ASCII.fullmatch(kid):
        raise Malformed("key.kid_syntax", kid=repr(kid)[:200])
    if dids.is_did(kid):
        dids.parse(kid)
    scheme = _SCHEME.match(kid)
    if (scheme and scheme[1].lower() in _LOCAL_SCHEMES) or kid.startswith(("/", ".", "\\")):
        raise Malformed("key.kid_syntax", kid=kid[:200])
    if kid.startswith("https:") and (len(kid) > URL_CHARACTERS or origin(kid) is None):
        raise Malformed("key.kid_syntax", kid=kid[:200])


def _self_contained(
    resolve_method: Resolve, kid: str | None, header_key: PublicKey | None, issuer: str, purpose: str
) -> ResolvedKey:
    """Judge a did:key or did:jwk issuer: it has one key for ever, so the answer is definite."""
    only = replace(resolve_method(issuer, purpose), warnings=())
    if kid is None:
        found = only
    elif kid.partition("#")[0] == issuer:
        found = resolve_method(kid, purpose)
    elif kid.startswith("#"):
        found = resolve_method(issuer + kid, purpose)
    elif kid == only.method_id.partition("#")[2] or _is_thumbprint(kid, only.key):
        found = only
    elif _SCHEME.match(kid):
        raise Malformed("key.not_bound_to_issuer", key=kid, issuer=issuer)
    else:
        # A short name says nothing against the only key that this issuer can have.
        found = replace(only, warnings=(Problem("key.unknown_name", kid=kid, issuer=issuer),))
    if header_key is not None and header_key != found.key:
        raise Malformed("key.not_bound_to_issuer", key="the key in the header", issuer=issuer)
    return found


def _is_thumbprint(kid: str, key: PublicKey) -> bool:
    return kid.removeprefix(_THUMBPRINT_URN) == key.thumbprint()


class _Search:
    """What one issuer publishes, loaded when it is needed, and whether any of it could not be had."""

    def __init__(self, documents: Documents, issuer: str, purpose: str) -> None:
        self._documents = documents
        self._issuer = issuer
        self._purpose = purpose
        self._failure: Problem | None = None
        self._controller: tuple[Controller, Binding, str] | None = None
        try:
            self._controller = documents.controller(issuer)
        except Problem as problem:
            # Not the end: the key of an https issuer may lie in the key set of its host.
            self._failure = problem
        self._set_loaded = False
        self._set: Sequence[PublishedJwk] = ()
        self._set_url = ""

    def only_key(self) -> ResolvedKey:
        """Return the issuer's key when the header names none and there is only one."""
        methods = list(self._usable())
        entries = () if methods else self._key_set()
        if len(methods) > 1 or len(entries) > 1:
            raise Malformed("key.not_named", issuer=self._issuer)
        if methods:
            found = self._from_method(*methods[0])
        elif entries:
            found = self._from_jwk(entries[0])
        else:
            self.nothing("any key")
        return replace(found, warnings=(*found.warnings, Problem("key.no_kid", issuer=self._issuer)))

    def by_name(self, kid: str) -> ResolvedKey | None:
        """Return the issuer's key that goes by `kid`; None when the issuer has none of that name."""
        if self._controller is not None:
            # Nothing but the document decides here, so what is kept with it is kept for as long.
            known = self._controller[0].named
            key = (kid, self._purpose)
            found = known.get(key) or self._named_in_document(self._controller[0], kid)
            if found is not None:
                known[key] = found
                return found
        entries = [entry for entry in self._key_set() if entry.name == kid or _jwk_goes_by(entry, kid)]
        return self._one([self._from_jwk(entry) for entry in entries], kid) if entries else None

    def _named_in_document(self, controller: Controller, kid: str) -> ResolvedKey | None:
        method_id = controller.id + kid if kid.startswith("#") else kid
        if method_id in controller.methods:
            return self._from_method(*controller.method(method_id, self._purpose))
        named = [method for method in controller.methods.values() if _goes_by(method, kid)]
        if not named:
            return None
        found = [controller.method(method.id, self._purpose) for method in named]
        return self._one([self._from_method(*pair) for pair in found], kid)

    def by_material(self, key: PublicKey) -> ResolvedKey | None:
        """Return the issuer's publication of this very key; None when it does not publish it."""
        if self._controller is not None:
            controller, refusal = self._controller[0], None
            for method in controller.methods.values():
                if material(method.key) == key:
                    try:
                        return self._from_method(*controller.method(method.id, self._purpose))
                    except Malformed as problem:
                        refusal = problem
            if refusal is not None:
                raise refusal
        for entry in self._key_set():
            if material(entry.key) == key:
                return self._from_jwk(entry)
        return None

    def by_url(self, kid: str) -> ResolvedKey | None:
        """Fetch the JWK at the https URL `kid` and return the issuer's publication of the same key."""
        url, _, fragment = kid.partition("#")
        home = self._issuer if self._controller is None else self._controller[2]
        if origin(url) != origin(home):
            # Only a key that the issuer publishes itself can come of it, so nobody else need be asked.
            return None
        published = self._documents.key_set(url)
        named = [entry for entry in published if entry.name in (kid, fragment)]
        chosen = published if len(published) == 1 and not fragment else named
        keys = {entry.key() for entry in chosen if entry.belongs_to(self._issuer)}
        if len(keys) > 1:
            raise Malformed("key.ambiguous", kid=kid, issuer=self._issuer)
        return self.by_material(keys.pop()) if keys else None

    def publishes_anything(self) -> bool:
        """Return whether the issuer publishes any key at all for the purpose."""
        return next(iter(self._usable()), None) is not None or bool(self._key_set())

    def nothing(self, key: str) -> NoReturn:
        """Say, after the search, that the issuer does not publish `key`, or that it could not be asked."""
        if isinstance(self._failure, Unavailable):
            raise Unavailable("key.issuer_unreachable", issuer=self._issuer, reason=str(self._failure))
        if self._failure is not None:
            raise self._failure
        raise Malformed("key.not_bound_to_issuer", key=key, issuer=self._issuer)

    def _usable(self) -> Iterator[tuple[Method, tuple[Problem, ...]]]:
        return iter(()) if self._controller is None else self._controller[0].usable(self._purpose)

    def _key_set(self) -> Sequence[PublishedJwk]:
        """Return the JWKs at the well-known place of an https issuer's host, without those of others."""
        home = origin(self._issuer)
        if self._set_loaded or home is None or home[0] != "https":
            return self._set
        self._set_loaded = True
        host = f"[{home[1]}]" if ":" in home[1] else home[1]
        self._set_url = f"https://{host}{'' if home[2] == 443 else f':{home[2]}'}/.well-known/jwks.json"
        try:
            published = self._documents.key_set(self._set_url)
            self._set = [entry for entry in published if entry.belongs_to(self._issuer)]
        except Problem as problem:
            # "There is no key set here" is an answer; anything else leaves the question open.
            if problem.code not in _NO_KEY_SET:
                self._failure = self._failure or problem
        return self._set

    def _from_method(self, method: Method, warnings: tuple[Problem, ...]) -> ResolvedKey:
        assert self._controller is not None
        controller, binding, url = self._controller
        return self._as_restricted(
            ResolvedKey(
                method.id, controller.id, method.key(), binding, method.expires, method.revoked, warnings, url
            )
        )

    def _as_restricted(self, found: ResolvedKey) -> ResolvedKey:
        return found if self._controller is None else restricted(found, self._controller[0], self._purpose)

    def _from_jwk(self, entry: PublishedJwk) -> ResolvedKey:
        # A host may serve many issuers from one set; only ``iss`` says whose key it is.
        told = () if "iss" in entry.value else (Problem("key.jwks_without_issuer", url=self._set_url),)
        key = entry.key()
        # A key that is revoked is so under every name that the set has for it.
        same = [other.value for other in self._set if material(other.key) == key]
        expires = [moment for moment in map(jwks_jwk.expires, same) if moment is not None]
        revoked = [moment for moment in map(jwks_jwk.revoked, same) if moment is not None]
        return self._as_restricted(
            ResolvedKey(
                method_id=f"{self._set_url}#{entry.name or ''}",
                controller=self._issuer,
                key=key,
                bound_by="jwks",
                expires=min(expires, default=None),
                revoked=min(revoked, default=None),
                warnings=told,
                document_url=self._set_url,
            )
        )

    def _one(self, found: Sequence[ResolvedKey], kid: str) -> ResolvedKey:
        if len({item.key for item in found}) > 1:
            raise Malformed("key.ambiguous", kid=kid, issuer=self._issuer)
        return found[0]


def _goes_by(method: Method, kid: str) -> bool:
    key = material(method.key)
    return method.named(kid) or (key is not None and _is_thumbprint(kid, key))


def _jwk_goes_by(entry: PublishedJwk, kid: str) -> bool:
    key = material(entry.key)
    return key is not None and _is_thumbprint(kid, key)
