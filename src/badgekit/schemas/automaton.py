"""A position automaton after Glushkov (Brüggemann-Klein and Wood 1998), built while a pattern is read.

Every place of the pattern that reads a character is a position; `follow` says which positions can come next.
What could be followed by two ways, or costs more to look at than is fair, is `NotProved`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from badgekit.schemas.characters import Ranges, merged

__all__ = ["NOTHING", "Automaton", "NotProved", "Part"]

_MAX_POSITIONS = 400
_MAX_WORK = 50_000
"""Ranges and steps looked at for one pattern; the pattern itself may be written by an attacker."""
_MAX_WAYS = 1_000


class NotProved(Exception):
    """The pattern is outside the part that is understood, or it is ambiguous."""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of the pattern: can it be empty, where does it start and end, does it loop?"""

    empty: bool
    first: frozenset[int]
    last: frozenset[int]
    loops: bool = False


NOTHING = Part(True, frozenset(), frozenset())


class Automaton:
    """The positions of one pattern and what can follow each of them."""

    def __init__(self) -> None:
        self._positions: list[Ranges] = []
        self._follow: list[set[int]] = []
        self._work = 0

    def position(self, ranges: Ranges) -> Part:
        """Return a new position that reads one of the characters `ranges`."""
        if len(self._positions) >= _MAX_POSITIONS:
            raise NotProved
        self._charge(len(ranges))
        self._positions.append(merged(ranges))
        self._follow.append(set())
        here = frozenset((len(self._positions) - 1,))
        return Part(False, here, here)

    def join(self, left: Part, right: Part) -> Part:
        """Return `left` with `right` behind it."""
        self._connect(left, right)
        return Part(
            left.empty and right.empty,
            left.first | right.first if left.empty else left.first,
            left.last | right.last if right.empty else right.last,
            left.loops or right.loops,
        )

    def _connect(self, left: Part, right: Part) -> None:
        self._charge(len(left.last) * (1 + len(right.first)))
        for position in left.last:
            # The same step by two ways, as in (a+)+, is what makes an engine try them all.
            if self._follow[position] & right.first:
                raise NotProved
            self._follow[position] |= right.first

    def loop(self, part: Part) -> Part:
        """Return `part` as it can come again and again."""
        self._connect(part, part)
        return Part(False, part.first, part.last, True)

    def is_deterministic(self, start: frozenset[int]) -> bool:
        """Tell whether the next character alone decides how to go on, at `start` and behind each position."""
        return all(map(self._is_decided, {start, *map(frozenset, self._follow)}))

    def ways(self, start: frozenset[int]) -> int:
        """Count the ways through a pattern without loops: what follows a position has a higher number."""
        found = [1] * len(self._follow)
        for position in reversed(range(len(self._follow))):
            found[position] = min(1 + sum(found[after] for after in self._follow[position]), _MAX_WAYS + 1)
        total = 1 + sum(found[position] for position in start)
        if total > _MAX_WAYS:
            raise NotProved
        return total

    def _is_decided(self, choice: frozenset[int]) -> bool:
        """Tell whether one character fits at most one of the positions."""
        self._charge(sum(len(self._positions[position]) for position in choice))
        # The ranges of one position never overlap, so neighbours that do belong to two.
        ranges = sorted(one for position in choice for one in self._positions[position])
        return all(before[1] < after[0] for before, after in pairwise(ranges))

    def _charge(self, work: int) -> None:
        self._work += work
        if self._work > _MAX_WORK:
            raise NotProved
