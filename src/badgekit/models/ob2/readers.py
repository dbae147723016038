"""Documents in the shape of Open Badges 2.0 → claims; every fault is collected in the `Issues`.

Each reader takes what `upgrade` returned. What cannot be used is None or empty in the claims. None instead of
claims means that the value is no JSON object.
"""

from __future__ import annotations

from badgekit.models.ob2.classes import (
    Assertion,
    BadgeClass,
    CryptographicKey,
    Endorsement,
    Issuer,
    RevocationList,
)
from badgekit.models.ob2.generation import Generation
from badgekit.models.reading import Issues

__all__ = [
    "read_assertion",
    "read_badge_class",
    "read_endorsement",
    "read_issuer",
    "read_key",
    "read_revocation_list",
]


def read_assertion(
    value: object, issues: Issues, path: str = "$", *, generation: Generation = "2.0"
) -> Assertion | None:
    """Read an Assertion (OB 2.0 "Assertion"); of a revoked one only ``id`` and ``revoked`` are asked for."""
    raise NotImplementedError


def read_badge_class(
    value: object, issues: Issues, path: str = "$", *, generation: Generation = "2.0"
) -> BadgeClass | None:
    """Read a BadgeClass (OB 2.0 "BadgeClass")."""
    raise NotImplementedError


def read_issuer(
    value: object, issues: Issues, path: str = "$", *, generation: Generation = "2.0"
) -> Issuer | None:
    """Read a Profile that issues (OB 2.0 "Profile", 1.x "Issuer")."""
    raise NotImplementedError


def read_key(value: object, issues: Issues, path: str = "$") -> CryptographicKey | None:
    """Read a CryptographicKey (OB 2.0 "CryptographicKey"); the PEM text is not parsed here."""
    raise NotImplementedError


def read_revocation_list(value: object, issues: Issues, path: str = "$") -> RevocationList | None:
    """Read a RevocationList (OB 2.0 "RevocationList")."""
    raise NotImplementedError


def read_endorsement(value: object, issues: Issues, path: str = "$") -> Endorsement | None:
    """Read an Endorsement (OB 2.0 "Endorsement")."""
    raise NotImplementedError
