"""Controller documents: DID documents, controlled identifier documents, issuer profiles with keys.

`Controller.method` is the algorithm of CID 1.0 section 3.3: the document must be about the identifier
that was asked for, hold the method under its full id, agree on its controller, and list it for the
purpose. A document can say nothing about another identifier.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from badgekit.dates import parse_timestamp
from badgekit.errors import LimitExceeded, Malformed, Problem
from badgekit.jsonpath import child
from badgekit.keys import jwk, verification_method
from badgekit.keys.public import PublicKey
from badgekit.keys.resolved import ResolvedKey
from badgekit.limits import Limits

__all__ = ["RELATIONSHIPS", "Controller", "Method"]

RELATIONSHIPS = (
    "assertionMethod",
    "authentication",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
)
_DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class Method:
    """One verification method of a document; its key is only made when it is asked for.

    Attributes:
        id: full, absolute id.
        value: the method as it stands in the document.
        path: where it stands, as JSONPath.
    """

    id: str
    value: Mapping[str, Any]
    path: str

    @property
    def fragment(self) -> str:
        """The id after the number sign."""
        return self.id.partition("#")[2]

    @property
    def expires(self) -> datetime | None:
        """``expires``, of the method or its JWK, in UTC; raises `Malformed` ``date.*``, ``key.jwk``."""
        return _earlier(self._moment("expires"), jwk.expires(self._jwk))

    @property
    def revoked(self) -> datetime | None:
        """``revoked``, of the method or its JWK, in UTC; raises `Malformed` ``date.*``, ``key.jwk``."""
        return _earlier(self._moment("revoked"), jwk.revoked(self._jwk))

    def key(self) -> PublicKey:
        """Return the key; raises what `verification_method.public_key` raises."""
        return verification_method.public_key(self.value, self.path)

    def named(self, name: str) -> bool:
        """Return whether a short JWS key name means this method: its fragment or the ``kid`` of its JWK."""
        return name in (self.fragment, self._jwk.get("kid"))

    @property
    def _jwk(self) -> Mapping[str, Any]:
        given = self.value.get("publicKeyJwk")
        return given if isinstance(given, Mapping) else {}

    def _moment(self, name: str) -> datetime | None:
        value = self.value.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise Malformed("date.malformed", child(self.path, name), text=value)
        return parse_timestamp(value, child(self.path, name)).at


@dataclass(frozen=True, slots=True)
class Controller:
    """A controller document, read.

    Attributes:
        id: the identifier the document is about, the one that was asked for.
        methods: full id → method, from ``verificationMethod`` and from inside the relationships.
        relationships: purpose → full ids listed under it.
        resolved: (method id, purpose) → the key that came of it; filled by the resolver, so that a document
            that is read once gives its keys once.
        named: (name in a JWS header, purpose) → likewise.
    """

    id: str
    methods: Mapping[str, Method]
    relationships: Mapping[str, frozenset[str]]
    resolved: dict[tuple[str, str], ResolvedKey] = field(default_factory=dict, compare=False, repr=False)
    named: dict[tuple[str, str], ResolvedKey] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def read(cls, document: object, identifier: str, limits: Limits = _DEFAULT) -> Controller:
        """Read a parsed document that was fetched for `identifier`, a DID or a URL without fragment.

        Raises:
            Malformed: ``did.document``, ``did.id_mismatch``, ``did.duplicate_method``.
            LimitExceeded: ``did.too_many_methods``.
        """
        if not isinstance(document, Mapping):
            raise Malformed("did.document", controller=identifier, reason="it is not a JSON object")
        if document.get("id") != identifier:
            raise Malformed("did.id_mismatch", "$.id", controller=identifier, found=document.get("id"))
        methods: dict[str, Method] = {}
        listed: dict[str, frozenset[str]] = {}
        budget = limits.published_keys
        for member in ("verificationMethod", *RELATIONSHIPS):
            ids: set[str] = set()
            for path, entry in _entries(document, member):
                budget -= 1
                if budget < 0:
                    raise LimitExceeded("did.too_many_methods", limit=limits.published_keys)
                method_id = _method_id(entry, identifier)
                if method_id is None:
                    continue
                ids.add(method_id)
                if isinstance(entry, Mapping):
                    known = methods.setdefault(method_id, Method(method_id, entry, path))
                    # The same definition may stand under several relationships; two definitions may not.
                    if known.value != entry:
                        raise Malformed("did.duplicate_method", path, method=method_id)
            if member in document and member != "verificationMethod":
                listed[member] = frozenset(ids)
        return cls(identifier, methods, listed)

    def method(self, method_id: str, purpose: str) -> tuple[Method, tuple[Problem, ...]]:
        """Return the method with this full id if it may serve `purpose`, and what was tolerated.

        Raises:
            Malformed: ``key.not_in_document``, ``key.controller_mismatch``, ``key.wrong_purpose``.
        """
        method = self.methods.get(method_id)
        if method is None or not method_id.startswith(self.id + "#"):
            raise Malformed("key.not_in_document", method=method_id, controller=self.id)
        warnings: list[Problem] = []
        controller = method.value.get("controller")
        if controller is None:
            # Open Badges 3.0 leaves the member out of its Multikey; CID 1.0 asks for it.
            warnings.append(Problem("key.no_controller", method.path, method=method_id))
        elif controller != self.id:
            raise Malformed(
                "key.controller_mismatch",
                child(method.path, "controller"),
                controller=self.id,
                found=controller,
            )
        if self._lists_nothing():
            warnings.append(Problem("key.no_relationship_listed", controller=self.id))
        elif self.id in self.relationships.get(purpose, ()):
            # MOSIP Inji Certify lists its DID here instead of the keys: all of them, by its own word.
            warnings.append(Problem("key.relationship_lists_document", controller=self.id, purpose=purpose))
        elif method_id not in self.relationships.get(purpose, ()):
            raise Malformed("key.wrong_purpose", method=method_id, purpose=purpose)
        return method, tuple(warnings)

    def usable(self, purpose: str) -> Iterator[tuple[Method, tuple[Problem, ...]]]:
        """Yield every method that may serve `purpose`."""
        for method_id in self.methods:
            try:
                yield self.method(method_id, purpose)
            except Malformed:
                continue

    def _lists_nothing(self) -> bool:
        # The issuer profile of the Open Badges 3.0 implementation guide has verificationMethod and no
        # relationship at all. In a DID document this would mean that no key serves any purpose.
        return not self.relationships and self.id.startswith("https://")


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)


def _entries(document: Mapping[str, Any], member: str) -> Iterator[tuple[str, object]]:
    path, value = child("$", member), document.get(member)
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield child(path, index), entry
    elif value is not None:
        yield path, value


def _method_id(entry: object, identifier: str) -> str | None:
    name = entry.get("id") if isinstance(entry, Mapping) else entry
    if not isinstance(name, str):
        return None
    return identifier + name if name.startswith("#") else name
