"""Revocation lists of signed badges: is this assertion on the list? Pure.

Open Badges 2.0 RevocationList: entries are ids, or objects with ``id`` or the ``uid`` of 1.x. In 1.x the list
is a JSON object of uid → reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from badgekit.gathering import addresses
from badgekit.models.ob2.classes import RevokedEntry

__all__ = ["find"]

_UUID = re.compile(r"urn:uuid:[0-9a-f-]+\Z", re.IGNORECASE | re.ASCII)


def find(entries: Iterable[RevokedEntry], assertion_id: str | None, uid: str | None) -> RevokedEntry | None:
    """Return the entry that revokes the assertion, None where there is none.

    An entry counts whatever else it says: to be listed is to be revoked.
    """
    for entry in entries:
        for listed in (entry.id, entry.uid):
            if listed and (
                same_id(listed, assertion_id) or (uid is not None and listed in (uid, f"uid:{uid}"))
            ):
                return entry
    return None


def same_id(one: str, other: str | None) -> bool:
    """Tell whether two ids are the same: URNs of UUIDs in any case, addresses as parsed."""
    if other is None:
        return False
    if _UUID.match(one) and _UUID.match(other):
        return one.lower() == other.lower()
    return addresses.same_place(one, other)
