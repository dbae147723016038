"""JWK Sets: the keys that a host publishes for JWS (RFC 7517 section 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from badgekit.errors import LimitExceeded, Malformed
from badgekit.keys import jwk
from badgekit.keys.public import PublicKey
from badgekit.limits import Limits

__all__ = ["PublishedJwk", "entries"]

_DEFAULT = Limits()


@dataclass(frozen=True, slots=True)
class PublishedJwk:
    """One JWK of a set; its key is only made when it is asked for.

    Attributes:
        value: the JWK as published.
        name: its ``kid``, or None.
    """

    value: Mapping[str, Any]
    name: str | None

    def key(self) -> PublicKey:
        """Return the key; raises what `jwk.parse` raises."""
        return jwk.parse(self.value)

    def belongs_to(self, issuer: str) -> bool:
        """Return whether the JWK leaves its issuer open, or names this one in ``iss`` (OB 3.0 guide)."""
        return "iss" not in self.value or self.value["iss"] == issuer


def entries(document: object, limits: Limits = _DEFAULT) -> Sequence[PublishedJwk]:
    """Return the JWKs of a JWK Set, or the one JWK that `document` is.

    Raises:
        Malformed: ``key.not_a_key_set``.
        LimitExceeded: ``key.too_many_keys``.
    """
    if not isinstance(document, Mapping):
        raise Malformed("key.not_a_key_set")
    values = document.get("keys") if "keys" in document else [document] if "kty" in document else None
    if not isinstance(values, list):
        raise Malformed("key.not_a_key_set")
    if len(values) > limits.published_keys:
        raise LimitExceeded("key.too_many_keys", limit=limits.published_keys)
    return [PublishedJwk(value, _name(value)) for value in values if isinstance(value, Mapping)]


def _name(value: Mapping[str, Any]) -> str | None:
    name = value.get("kid")
    return name if isinstance(name, str) else None
