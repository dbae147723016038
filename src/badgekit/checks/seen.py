"""What one verification has found out already, so that many credentials with one list cost one list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from badgekit.errors import Problem

__all__ = ["Seen"]

T = TypeVar("T")


class Seen:
    """Remembers answers, and problems, for one verification; a document may hold many credentials.

    Attributes:
        unpacked: bytes of the status lists among them.
    """

    __slots__ = ("_known", "unpacked")

    def __init__(self) -> None:
        self.unpacked = 0
        self._known: dict[tuple[str, str], Any] = {}

    def once(self, key: tuple[str, str], path: str, find: Callable[[], T]) -> T:
        """Return what `find` returns for `key`, calling it the first time only.

        Args:
            key: what it is and where it lies; one key always stands for one type.
            path: of the entry that asks, for problems.
            find: finds it.

        Raises:
            Problem: as `find` did the first time, at `path`.
        """
        if key not in self._known:
            try:
                self._known[key] = find()
            except Problem as problem:
                self._known[key] = problem
        found: T | Problem = self._known[key]
        if isinstance(found, Problem):
            # A fresh exception each time: raising one object twice would grow its traceback.
            raise type(found)(found.code, path, **found.params) from found.__cause__
        return found
