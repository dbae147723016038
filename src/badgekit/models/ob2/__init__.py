"""Open Badges 0.5 to 2.1 as data: the generation of a document, one shape for all, typed claims; no network.

`generation` tells what a document is, `normal` undoes the freedoms of JSON-LD, `upgrade` brings older
documents into the shape of 2.0, `readers` makes the `classes` of that, `convert` the one shape that callers
of badgekit see. The classes are names of this package; they are loaded when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from badgekit.models.ob2.classes import (
        AlignmentObject,
        Assertion,
        BadgeClass,
        Criteria,
        CryptographicKey,
        Endorsement,
        EndorsementClaim,
        Evidence,
        Extension,
        IdentityObject,
        Image,
        Issuer,
        Related,
        RevocationList,
        RevokedEntry,
        VerificationObject,
    )

__all__ = [
    "AlignmentObject",
    "Assertion",
    "BadgeClass",
    "Criteria",
    "CryptographicKey",
    "Endorsement",
    "EndorsementClaim",
    "Evidence",
    "Extension",
    "IdentityObject",
    "Image",
    "Issuer",
    "Related",
    "RevocationList",
    "RevokedEntry",
    "VerificationObject",
]


def __getattr__(name: str) -> Any:
    # Whoever reads a badge of 3.0 needs none of them.
    if name not in __all__:
        raise AttributeError(f"module 'badgekit.models.ob2' has no attribute {name!r}")
    return getattr(import_module("badgekit.models.ob2.classes"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
