"""Parts that come again from badge to badge, an issuer's profile or an achievement: worked out once.

Only what follows from a part and from nothing else may be remembered, and only under its exact content.
"""

from __future__ import annotations

import marshal
from collections.abc import Hashable
from typing import Any, Generic, TypeVar

__all__ = ["Repeats", "exact"]

V = TypeVar("V")

_MOST = 256
"""Answers that are kept; whoever fills the table with parts of their own only makes it start anew."""
_MOST_BYTES = 8 * 1024
"""Larger parts are not remembered, so the table stays within some megabytes."""


def exact(value: Any) -> bytes | None:
    """Return bytes that are equal for equal JSON values only, or None for a value that is too large.

    Unlike ``==`` this tells 1 from 1.0 and from true, and one order of members from another. Format 2 of
    marshal writes every value in full: two values share these bytes only if reading them gives the same.
    """
    try:
        written = marshal.dumps(value, 2)
    except ValueError:  # nested too deeply, or not JSON
        return None
    return written if len(written) <= _MOST_BYTES else None


class Repeats(Generic[V]):
    """A bounded table; may be shared by threads, which at worst work something out twice."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[Hashable, V] = {}

    def get(self, key: Hashable) -> V | None:
        """Return what was remembered under `key`."""
        return self._known.get(key)

    def keep(self, key: Hashable, answer: V) -> None:
        """Remember `answer`."""
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[key] = answer
