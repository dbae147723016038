"""Whether the list that was had is the one that was asked for."""

from __future__ import annotations

from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.gathering import addresses

__all__ = ["other_list"]


def other_list(own_id: str | None, url: str, path: str) -> Problem | None:
    """Return what is to be said of a list at `url` that calls itself `own_id`.

    Returns:
        None where it is the list that was asked for; `Malformed` ``status.list_moved`` for a copy on another
        host; `Unsupported` ``status.list_other_id`` for another list, which may be a good one of the same
        issuer, and in which nothing is said about this credential.
    """
    if own_id is None or addresses.same_place(own_id, url):
        return None
    own, asked = addresses.parse(own_id), addresses.parse(url)
    if (
        own is not None
        and asked is not None
        and own.host != asked.host
        and _name(own.target) == _name(asked.target)
    ):
        return Malformed("status.list_moved", path, url=url, id=own_id)
    return Unsupported("status.list_other_id", path, url=url, id=own_id)


def _name(target: str) -> str:
    return target.rpartition("/")[2]
