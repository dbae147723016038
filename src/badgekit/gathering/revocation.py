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

_UUID = re.compile(
    r"(?:urn:uuid:)?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})", re.IGNORECASE | re.ASCII
)


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
    """Tell whether two ids are the same: UUIDs in any case and as URNs or bare, addresses as parsed.

    One document may describe several badges, so of addresses the fragment counts, too.
    """
    if other is None:
        return False
    first, second = _UUID.fullmatch(one), _UUID.fullmatch(other)
    if first is not None and second is not None:
        return first[1].lower() == second[1].lower()
    return one.partition("#")[2] == other.partition("#")[2] and addresses.same_place(one, other)
