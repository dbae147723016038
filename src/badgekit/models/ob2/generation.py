"""Which version of Open Badges one document was written for, and what it is: decided by its content alone.

The four generations follow each other by document, not by badge: a 2.0 assertion may link to a 1.1 issuer.
Open Badges 2.1 writes its badges as 2.0 does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

__all__ = ["CONTEXTS", "ClassName", "Generation", "class_of", "generation_of", "local_name"]

Generation: TypeAlias = Literal["0.5", "1.0", "1.1", "2.0"]
ClassName: TypeAlias = Literal[
    "Assertion", "BadgeClass", "Issuer", "Endorsement", "RevocationList", "CryptographicKey"
]

V1 = "https://w3id.org/openbadges/v1"
V2 = "https://w3id.org/openbadges/v2"
CONTEXTS: Mapping[str, Generation] = {
    V1: "1.1",
    "http://w3id.org/openbadges/v1": "1.1",
    "https://openbadgespec.org/v1/context.json": "1.1",
    "http://openbadgespec.org/v1/context.json": "1.1",
    "https://openbadgespec.org/v1": "1.1",
    "http://standard.openbadges.org/1.1/context": "1.1",
    "https://standard.openbadges.org/1.1/context": "1.1",
    "http://standard.openbadges.org/1.1/context.json": "1.1",
    "https://standard.openbadges.org/1.1/context.json": "1.1",
    V2: "2.0",
    "http://w3id.org/openbadges/v2": "2.0",
    "https://openbadgespec.org/v2/context.json": "2.0",
    "http://openbadgespec.org/v2/context.json": "2.0",
    "https://openbadgespec.org/v2": "2.0",
    "https://purl.imsglobal.org/spec/ob/v2p0/context.json": "2.0",
    "http://purl.imsglobal.org/spec/ob/v2p0/context.json": "2.0",
}
"""Context URL → generation; a trailing slash or an empty fragment makes no difference."""

_VOCABULARY = ("https://w3id.org/openbadges#", "http://w3id.org/openbadges#", "obi:")
# In this order: a document that is also something smaller is the greater.
_CLASSES: tuple[tuple[str, ClassName], ...] = (
    ("Assertion", "Assertion"),
    ("BadgeClass", "BadgeClass"),
    ("Endorsement", "Endorsement"),
    ("RevocationList", "RevocationList"),
    ("CryptographicKey", "CryptographicKey"),
    ("Issuer", "Issuer"),
    ("IssuerOrg", "Issuer"),
    ("Profile", "Issuer"),
)


def local_name(name: str) -> str:
    """Return `name` without the namespace of the Open Badges vocabulary, whichever way it was written."""
    for prefix in _VOCABULARY:
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


def generation_of(value: Mapping[str, Any]) -> Generation | None:
    """Return the version of Open Badges that `value` was written for; None = it is no such document.

    A context of 2.0 anywhere in ``@context`` decides, then one of 1.1. A document without ``@context`` is of
    1.0, or of 0.5 where an assertion names its recipient by a bare text and holds its badge.
    """
    if "@context" not in value or value["@context"] is None:
        if class_of(value) is None:
            return None
        return "0.5" if _is_first_generation(value) else "1.0"
    found = {CONTEXTS.get(_bare(entry)) for entry in _entries(value["@context"]) if isinstance(entry, str)}
    if "2.0" in found:
        return "2.0"
    if "1.1" in found:
        return "1.1"
    # Terms renamed by a context of the issuer's own: only the vocabulary, or what no other model has, tells.
    return "2.0" if _speaks_open_badges(value) else None


def class_of(value: Mapping[str, Any]) -> ClassName | None:
    """Return which class of Open Badges `value` is: by its type, else by the members that only one class has.

    An issuer of any kind is "Issuer". Documents of 1.0 have no type.
    """
    names = {local_name(name) for name in _type_names(value)}
    for name, found in _CLASSES:
        if name in names:
            return found
    if names - {"Extension", "extension"}:
        return None
    return _by_members(value)


def _by_members(value: Mapping[str, Any]) -> ClassName | None:
    members = {local_name(name) for name in value}
    if "badge" in members and not members.isdisjoint({"recipient", "verify", "verification"}):
        return "Assertion"
    if "revoked" in members:  # what is left of a revoked badge, of any generation
        return "Assertion"
    if "criteria" in members and "name" in members:
        return "BadgeClass"
    if "revokedAssertions" in members:
        return "RevocationList"
    if "publicKeyPem" in members:
        return "CryptographicKey"
    if "claim" in members and "issuer" in members:
        return "Endorsement"
    if "name" in members and ("url" in members or "origin" in members):
        return "Issuer"
    return None


def _is_first_generation(value: Mapping[str, Any]) -> bool:
    if isinstance(value.get("recipient"), str):
        return isinstance(value.get("badge"), dict)
    return "origin" in value and "url" not in value


def _speaks_open_badges(value: Mapping[str, Any]) -> bool:
    spelled = (*value, *_type_names(value))
    if any(name.startswith(_VOCABULARY) for name in spelled):
        return True
    return "badge" in value and ("verification" in value or "verify" in value or "recipient" in value)


def _type_names(value: Mapping[str, Any]) -> tuple[str, ...]:
    given = value.get("type", value.get("@type"))
    return tuple(name for name in _entries(given) if isinstance(name, str))


def _entries(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _bare(url: str) -> str:
    return url.removesuffix("#").removesuffix("/")
