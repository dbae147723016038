"""The keys of one simulated issuer, and what the issuer says about each in public."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from badgekit.keys.public import KeyKind
from badgekit.testing.keys import SigningKey, derive

__all__ = ["KeyRing", "PublishedKey"]

SIGNATURE_PURPOSES = ("assertionMethod", "authentication")


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedKey:
    """A key and what its owner publishes about it.

    Attributes:
        name: short name, such as ``ed25519-1``; the fragment of its verification method.
        signing: the key pair.
        purposes: verification relationships that list it; empty for a key that only stands there.
        controller: what the method names as controller; None for the issuer itself.
        expires, revoked: dates in the method.
        listed: whether it is published at all.
    """

    name: str
    signing: SigningKey
    purposes: tuple[str, ...] = SIGNATURE_PURPOSES
    controller: str | None = None
    expires: datetime | None = None
    revoked: datetime | None = None
    listed: bool = True

    @property
    def kind(self) -> KeyKind:
        """The kind of key."""
        return self.signing.kind


class KeyRing:
    """Keys derived from a seed, one of each kind at a time, made when first used.

    Args:
        seed: whoever has the same seed has the same keys.
    """

    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        self._generation = 1
        self._keys: dict[str, PublishedKey] = {}

    @property
    def keys(self) -> tuple[PublishedKey, ...]:
        """Every key there was, in the order of their making."""
        return tuple(self._keys.values())

    def current(self, kind: KeyKind) -> PublishedKey:
        """Return the key of `kind` that signs now."""
        name = f"{kind.lower().replace('-', '')}-{self._generation}"
        if name not in self._keys:
            self._keys[name] = PublishedKey(name=name, signing=derive(kind, self._seed + name.encode()))
        return self._keys[name]

    def rotate(self, *, keep: bool) -> None:
        """Put new keys in the place of all current ones; `keep` decides whether the old stay published."""
        kinds = [key.kind for key in self._keys.values() if key.name.endswith(f"-{self._generation}")]
        if not keep:
            self.change(listed=False)
        self._generation += 1
        for kind in kinds:
            self.current(kind)

    def change(self, kind: KeyKind | None = None, **what: Any) -> None:
        """Change what is published about the current key of `kind`, or about every key there is."""
        chosen = self.keys if kind is None else (self.current(kind),)
        for key in chosen:
            self._keys[key.name] = replace(key, **what)
