"""Documents in the shape of Open Badges 2.0 → claims; every fault is collected in the `Issues`.

Each reader takes what `upgrade` returned. What cannot be used is None or empty in the claims. None instead of
claims means that the value is no JSON object. An object inside a document is read as of its own generation
where it has a ``@context``, else as of the document's.
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
from badgekit.models.ob2.shapes import KEY
from badgekit.models.ob2.tables import REVOCATION_LIST, tables
from badgekit.models.reading import Issues, read_object

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
    """Read an Assertion (OB 2.0 "Assertion"); of a revoked one only ``id`` and ``revoked`` are asked for.

    Raises:
        LimitExceeded: ``structure.too_many_objects``; so do the other readers.
    """
    return read_object(issues, value, path, tables(generation).assertion)


def read_badge_class(
    value: object, issues: Issues, path: str = "$", *, generation: Generation = "2.0"
) -> BadgeClass | None:
    """Read a BadgeClass (OB 2.0 "BadgeClass")."""
    return read_object(issues, value, path, tables(generation).badge_class)


def read_issuer(
    value: object, issues: Issues, path: str = "$", *, generation: Generation = "2.0"
) -> Issuer | None:
    """Read a Profile that issues (OB 2.0 "Profile", 1.x "Issuer")."""
    return read_object(issues, value, path, tables(generation).issuer)


def read_endorsement(value: object, issues: Issues, path: str = "$") -> Endorsement | None:
    """Read an Endorsement (OB 2.0 "Endorsement")."""
    return read_object(issues, value, path, tables("2.0").endorsement)


def read_key(value: object, issues: Issues, path: str = "$") -> CryptographicKey | None:
    """Read a CryptographicKey (OB 2.0 "CryptographicKey"); the PEM text is not parsed here."""
    return read_object(issues, value, path, KEY)


def read_revocation_list(value: object, issues: Issues, path: str = "$") -> RevocationList | None:
    """Read a RevocationList (OB 2.0 "RevocationList")."""
    return read_object(issues, value, path, REVOCATION_LIST)
