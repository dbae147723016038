"""Small objects inside others: pictures, identifiers, addresses.

Every class of this package keeps `types` (the ``type`` names), `extra` (members that its specification does
not define, as they came) and `path` (JSONPath of the object in its document; not part of comparisons).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from badgekit.models.values import NOTHING, ReadOnly

__all__ = ["Address", "GeoCoordinates", "IdentifierEntry", "IdentityObject", "Image"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture by reference (OB 3.0 Image); `id` is an http(s) or ``data:`` URL."""

    id: str | None = None
    types: tuple[str, ...] = ()
    caption: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityObject:
    """One identifier of the recipient, in clear or hashed (OB 3.0 IdentityObject).

    Attributes:
        hashed: whether `identity_hash` is ``sha256$<hex>`` or ``md5$<hex>`` of identifier + salt; None where
            the document does not say it with a boolean.
        identity_hash: the hash, or the identifier itself.
        identity_type: as written; `terms.canonical_identifier_type` resolves aliases.
        salt: text appended before hashing; None = unsalted.
    """

    types: tuple[str, ...] = ()
    hashed: bool | None = None
    identity_hash: str | None = None
    identity_type: str | None = None
    salt: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierEntry:
    """A further identifier of a profile or an achievement (OB 3.0 IdentifierEntry)."""

    types: tuple[str, ...] = ()
    identifier: str | None = None
    identifier_type: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class GeoCoordinates:
    """A place in degrees (OB 3.0 GeoCoordinates)."""

    types: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address (OB 3.0 Address); `address_country_code` is ISO 3166-1 alpha-2."""

    types: tuple[str, ...] = ()
    address_country: str | None = None
    address_country_code: str | None = None
    address_region: str | None = None
    address_locality: str | None = None
    street_address: str | None = None
    post_office_box_number: str | None = None
    postal_code: str | None = None
    geo: GeoCoordinates | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)
