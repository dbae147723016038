"""Paths that are kept of a document, with a bound on what they take together.

The name of a member has its whole length in the path of everything below it, so that a text of two megabytes
could ask for terabytes of paths.
"""

from __future__ import annotations

from typing import TypeAlias, Union

from badgekit.errors import LimitExceeded
from badgekit.jsonpath import child

__all__ = ["PLACE_CHARACTERS", "Places", "Trail"]

PLACE_CHARACTERS = 5_000_000
"""Most characters of the paths of one document together; those of real ones have some thousands."""

Trail: TypeAlias = tuple[Union["Trail", None], str | int]
"""The way to a value: the way to what holds it (None for the document), and its name or number in that."""


class Places:
    """Writes the paths of one document, in `jsonpath.child`'s spelling."""

    __slots__ = ("_left",)

    def __init__(self) -> None:
        self._left = PLACE_CHARACTERS

    def child(self, path: str, key: str | int) -> str:
        """Return the path of the member or element `key` of the value at `path`.

        Raises:
            LimitExceeded: ``json.names_too_long``.
        """
        return self._kept(child(path, key))

    def at(self, trail: Trail | None) -> str:
        """Return the path at the end of `trail`; raises as `child`."""
        keys: list[str | int] = []
        while trail is not None:
            trail, key = trail
            keys.append(key)
        path = "$"
        for key in reversed(keys):
            path = child(path, key)
        return self._kept(path)

    def _kept(self, path: str) -> str:
        self._left -= len(path)
        if self._left < 0:
            raise LimitExceeded("json.names_too_long", limit=PLACE_CHARACTERS)
        return path
