"""The small classes of Open Badges 2.0: what its documents hold inside.

`types`, `extra` and `path` are as in `badgekit.models.parts`, links as in `badgekit.models.ob2.classes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from badgekit.models.values import NOTHING, ReadOnly, Text

__all__ = [
    "AlignmentObject",
    "Criteria",
    "CryptographicKey",
    "Evidence",
    "Extension",
    "IdentityObject",
    "Image",
    "Related",
    "VerificationObject",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityObject:
    """The recipient (OB 2.0 IdentityObject).

    Attributes:
        types: the property that `identity` is a value of: ``email``, ``url``, ``telephone``, or another.
        identity: the identifier, or ``sha256$<hex>`` / ``md5$<hex>`` of identifier + salt (before 2.0 also
            ``sha1$<hex>``).
        hashed: as the document says; None where it does not say it with a boolean.
        salt: text appended before hashing; None = unsalted.
    """

    types: tuple[str, ...] = ()
    identity: str | None = None
    hashed: bool | None = None
    salt: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CryptographicKey:
    """A public key of an issuer (OB 2.0 CryptographicKey); `owner` is the id of the issuer."""

    context: tuple[str | Mapping[str, Any], ...] = ()
    id: str | None = None
    types: tuple[str, ...] = ()
    owner: str | None = None
    public_key_pem: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationObject:
    """How a badge is to be verified (OB 2.0 VerificationObject), of an assertion or of an issuer.

    Attributes:
        types: ``HostedBadge``, ``SignedBadge`` or ``VerificationObject``; the aliases ``hosted`` and
            ``signed`` are read as the first two.
        creator: the key of a signed badge; a link or the key itself.
        url: 1.x only: where the badge is hosted, or where the key of a signed badge is.
        verification_property: only ``id`` has a meaning.
        starts_with: beginnings of URLs of the issuer's badges.
        allowed_origins: hosts of the issuer's badges; None = not given, empty = an empty list.
    """

    id: str | None = None
    types: tuple[str, ...] = ()
    creator: CryptographicKey | str | None = None
    url: str | None = None
    verification_property: str | None = None
    starts_with: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Evidence that the issuer names (OB 2.0 Evidence); a bare link is an Evidence with nothing but `id`."""

    id: str | None = None
    types: tuple[str, ...] = ()
    narrative: str | None = None
    name: Text | None = None
    description: Text | None = None
    genre: str | None = None
    audience: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture (OB 2.0 Image); `id` is an http(s) or ``data:`` URL, and all there is of a bare link."""

    id: str | None = None
    types: tuple[str, ...] = ()
    caption: str | None = None
    author: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """How the badge is earned (OB 2.0 Criteria); `narrative` is Markdown, never to be shown raw."""

    id: str | None = None
    types: tuple[str, ...] = ()
    narrative: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignmentObject:
    """A node of a skills or education framework (OB 2.0 AlignmentObject)."""

    id: str | None = None
    types: tuple[str, ...] = ()
    target_name: Text | None = None
    target_url: str | None = None
    target_description: Text | None = None
    target_framework: str | None = None
    target_code: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another edition of the same object (OB 2.0, "Internationalization and Multilingual Badges")."""

    id: str | None = None
    types: tuple[str, ...] = ()
    language: str | None = None
    version: str | float | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """An Extension object (OB 2.0 "Extensions"), as it came; `name` is the member that holds it."""

    name: str = ""
    types: tuple[str, ...] = ()
    context: tuple[str | Mapping[str, Any], ...] = ()
    value: Mapping[str, Any] = NOTHING
    path: str = field(default="$", compare=False)
