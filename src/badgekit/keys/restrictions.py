"""What a controller's document says of one and the same key under several names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from badgekit.errors import Malformed, Problem
from badgekit.keys.controller import Controller
from badgekit.keys.public import PublicKey
from badgekit.keys.resolved import ResolvedKey

__all__ = ["material", "restricted"]


def restricted(found: ResolvedKey, controller: Controller, purpose: str) -> ResolvedKey:
    """Return `found` with what the document says of the same key under another name.

    A key that is revoked, or for signing in only, is that under every name: whoever has stolen it chooses the
    name that still stands there.

    Raises:
        Malformed: ``key.wrong_purpose``, ``key.controller_mismatch``: under no name it may serve `purpose`;
            ``date.*``, ``key.jwk``.
    """
    same = [method for method in controller.methods.values() if material(method.key) == found.key]
    refusal: Malformed | None = None
    for method in same:
        try:
            controller.method(method.id, purpose)
            break
        except Malformed as problem:
            refusal = problem
    else:
        if refusal is not None:
            raise refusal
    revoked = [moment for moment in (found.revoked, *(one.revoked for one in same)) if moment is not None]
    expires = [moment for moment in (found.expires, *(one.expires for one in same)) if moment is not None]
    return replace(found, revoked=min(revoked, default=None), expires=min(expires, default=None))


def material(read: Callable[[], PublicKey]) -> PublicKey | None:
    """Return the key, or None: another key of the issuer that is bad or unknown is not this proof's fault."""
    try:
        return read()
    except Problem:
        return None
