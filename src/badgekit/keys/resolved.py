"""What the resolver hands over: a key, and by whose word it is the controller's key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from badgekit.errors import Problem
from badgekit.keys.public import PublicKey

__all__ = ["Binding", "ResolvedKey"]

Binding = Literal["did:key", "did:jwk", "did:web", "https", "jwks", "document"]


@dataclass(frozen=True, slots=True)
class ResolvedKey:
    """A key that its controller publishes for the purpose that was asked for.

    Attributes:
        method_id: the full, absolute id of the verification method (for ``jwks`` the key set's URL with
            the key's name as fragment).
        controller: the identifier, DID or URL, whose key it is; compared exactly, never folded.
        key: the public key.
        bound_by: what says so. ``did:key`` and ``did:jwk``: the identifier is the key. ``did:web`` and
            ``https``: the controller's document, fetched. ``jwks``: the key set of the controller's host.
            ``document``: a document for another kind of identifier, given by the caller or its resolver.
        expires: when the controller stops using the key, if it says so.
        revoked: when the controller revoked the key, if it did.
        warnings: what was tolerated.
        document_url: the URL that was asked for, None when no document was needed.
    """

    method_id: str
    controller: str
    key: PublicKey
    bound_by: Binding
    expires: datetime | None = None
    revoked: datetime | None = None
    warnings: tuple[Problem, ...] = ()
    document_url: str | None = None
