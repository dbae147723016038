"""`PublishedKeys`: what a simulated issuer says in public about its keys, and how that changes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from badgekit.keys.public import KeyKind
from badgekit.testing.publication import Publication

__all__ = ["PublishedKeys"]


class PublishedKeys:
    """The keys of an issuer as its document and its JWK Set show them; had as `sim.keys`.

        sim.keys.rotate()                   # new keys; what the old ones signed has no key any more
        sim.keys.revoke("P-256")            # a method with the date `revoked`, as Multikey has it

    Each method raises ValueError for a did:key or did:jwk, which is its key and has nothing to publish.
    """

    def __init__(self, publication: Publication, now: datetime) -> None:
        self._publication = publication
        self._now = now

    def rotate(self, *, keep: bool = False) -> None:
        """Sign with new keys from now on; the old ones are no longer published unless `keep`."""
        self._publication.must_publish()
        self._publication.ring.rotate(keep=keep)

    def revoke(self, kind: KeyKind = "Ed25519", *, at: datetime | None = None) -> None:
        """Publish that the current key of `kind` is revoked, from `at` on (a day ago by default)."""
        self._change(kind, revoked=at or self._now - timedelta(days=1))

    def expire(self, kind: KeyKind = "Ed25519", *, at: datetime | None = None) -> None:
        """Publish that the current key of `kind` expires, by default a day ago."""
        self._change(kind, expires=at or self._now - timedelta(days=1))

    def list_under(self, *purposes: str) -> None:
        """Publish every key there is now for `purposes` only, such as ``authentication``."""
        self._change(None, purposes=purposes)

    def name_controller(self, controller: str) -> None:
        """Publish every key there is now with `controller` as its controller."""
        self._change(None, controller=controller)

    def _change(self, kind: KeyKind | None, **what: Any) -> None:
        self._publication.must_publish()
        self._publication.ring.change(kind, **what)
