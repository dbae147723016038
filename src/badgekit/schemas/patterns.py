"""Which regular expressions a backtracking engine runs in linear time, as far as it can be proved.

A pattern of a schema meets text written by an attacker. `is_linear` says yes only to patterns in which
the next character alone decides how to go on: a deterministic position automaton after Glushkov
(Brüggemann-Klein and Wood 1998) in which no step can be taken by two ways. Such a pattern leaves the
engine no second way to read what it has read, so giving up costs a bounded number of steps for every
character. Everything else, also much that is harmless, gets a no.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Effort", "effort", "is_linear"]

_MAX_LENGTH = 2_000
_MAX_POSITIONS = 400
_MAX_NESTING = 20
_MAX_WORK = 50_000
"""Ranges and steps looked at for one pattern; the pattern itself may be written by an attacker."""
_MAX_WAYS = 1_000
_TOP = 0x10FFFF

Ranges = tuple[tuple[int, int], ...]
_DIGIT: Ranges = ((0x30, 0x39),)
_WORD: Ranges = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
_SPACE: Ranges = ((0x09, 0x0D), (0x1C, 0x20))
# Python's \d, \w and \s reach beyond ASCII. All of that is added: a class too large can only turn a
# yes into a no.
_BEYOND: Ranges = ((0x80, _TOP),)
_CLASSES = {"d": _DIGIT + _BEYOND, "w": _WORD + _BEYOND, "s": _SPACE + _BEYOND}
_CONTROLS = {"n": 0x0A, "r": 0x0D, "t": 0x09, "f": 0x0C, "v": 0x0B}
_NO_NEWLINE: Ranges = ((0, 0x09), (0x0B, _TOP))
_ENDS = ("$(?!\\n)", "$", "\\Z")


class _NotProved(Exception):
    """The pattern is outside the part that is understood, or it is ambiguous."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One piece of the pattern: can it be empty, where does it start and end, does it loop?"""

    empty: bool
    first: frozenset[int]
    last: frozenset[int]
    loops: bool = False


_NOTHING = _Part(True, frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Effort:
    """How many steps a backtracking engine needs at most, as far as it can be proved.

    Attributes:
        ways: ways through the pattern that it may have to try from one place.
        everywhere: whether each of them can read on to the end from every character.
    """

    ways: int = 1
    everywhere: bool = False

    def steps(self, length: int) -> int:
        """Return a bound of the steps for a text of `length` characters."""
        return self.ways * (length * length if self.everywhere else length)


def is_linear(pattern: str) -> bool:
    """Tell whether `re.search(pattern, text)` provably takes time proportional to the length of `text`.

    A pattern that loops must also be anchored at its start, since a search begins anew at every character.
    """
    return effort(pattern) == Effort()


def effort(pattern: str) -> Effort | None:
    """Return what `re.search(pattern, text)` can cost, or None where no bound is proved.

    Beyond linear patterns this proves those that loop and are not anchored, and those that leave a choice and
    do not loop.
    """
    try:
        return _Reader(pattern).prove()
    except _NotProved:
        return None


class _Reader:
    def __init__(self, pattern: str) -> None:
        if len(pattern) > _MAX_LENGTH:
            raise _NotProved
        self.anchored = pattern.startswith("^")
        self.text = pattern[1:] if self.anchored else pattern
        for end in _ENDS:
            # An escaped dollar sign is a character, not an end.
            if self.text.endswith(end) and not self.text[: -len(end)].endswith("\\"):
                self.text = self.text[: -len(end)]
                break
        self.at = 0
        self.nesting = 0
        self.positions: list[Ranges] = []
        self.follow: list[set[int]] = []
        self.work = 0

    def prove(self) -> Effort:
        part = self.alternatives()
        if self.at != len(self.text):
            raise _NotProved
        if all(map(self.is_decided, {part.first, *map(frozenset, self.follow)})):
            return Effort(everywhere=part.loops and not self.anchored)
        if part.loops:
            raise _NotProved
        return Effort(self.ways(part.first))

    def ways(self, start: frozenset[int]) -> int:
        """Count the ways through a pattern without loops; what follows a position always has a higher number."""
        found = [1] * len(self.follow)
        for position in reversed(range(len(self.follow))):
            found[position] = min(1 + sum(found[after] for after in self.follow[position]), _MAX_WAYS + 1)
        total = 1 + sum(found[position] for position in start)
        if total > _MAX_WAYS:
            raise _NotProved
        return total

    def is_decided(self, choice: frozenset[int]) -> bool:
        """Tell whether one character fits at most one of the positions."""
        self.charge(sum(len(self.positions[position]) for position in choice))
        # The ranges of one position never overlap, so neighbours that do belong to two.
        ranges = sorted(one for position in choice for one in self.positions[position])
        return all(before[1] < after[0] for before, after in pairwise(ranges))

    def charge(self, work: int) -> None:
        self.work += work
        if self.work > _MAX_WORK:
            raise _NotProved

    def alternatives(self) -> _Part:
        parts = [self.sequence()]
        while self.peek() == "|":
            # `^a|b$` anchors its first and last alternative only: not what it looks like.
            if not self.nesting:
                raise _NotProved
            self.at += 1
            parts.append(self.sequence())
        if sum(p.empty for p in parts) > 1:
            raise _NotProved
        return _Part(
            any(p.empty for p in parts),
            frozenset().union(*(p.first for p in parts)),
            frozenset().union(*(p.last for p in parts)),
            any(p.loops for p in parts),
        )

    def sequence(self) -> _Part:
        whole = _NOTHING
        while self.peek() not in ("", "|", ")"):
            whole = self.join(whole, self.repeated())
        return whole

    def join(self, left: _Part, right: _Part) -> _Part:
        self.connect(left, right)
        return _Part(
            left.empty and right.empty,
            left.first | right.first if left.empty else left.first,
            left.last | right.last if right.empty else right.last,
            left.loops or right.loops,
        )

    def connect(self, left: _Part, right: _Part) -> None:
        self.charge(len(left.last) * (1 + len(right.first)))
        for position in left.last:
            # The same step by two ways, as in (a+)+, is what makes an engine try them all.
            if self.follow[position] & right.first:
                raise _NotProved
            self.follow[position] |= right.first

    def repeated(self) -> _Part:
        start = self.at
        part = self.atom()
        behind = self.at
        low, high = self.quantifier()
        if (low, high) == (1, 1):
            return part
        if part.empty or high == 0:  # nothing, read once or twice, is already two ways to read it
            raise _NotProved
        resume = self.at
        copies = [part]
        while len(copies) < (
            low if high is None else high
        ):  # written out: each copy has positions of its own
            self.at = start
            copies.append(self.atom())
            assert self.at == behind
        self.at = resume
        if high is None:
            loop = copies[-1]
            self.connect(loop, loop)
            copies[-1] = _Part(False, loop.first, loop.last, True)
        rest = _NOTHING
        for number in reversed(range(len(copies))):
            rest = self.join(copies[number], rest)
            if number >= low:
                rest = _Part(True, rest.first, rest.last, rest.loops)
        return rest

    def quantifier(self) -> tuple[int, int | None]:
        sign = self.peek()
        if sign in ("*", "+", "?"):
            self.at += 1
            low, high = {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        elif sign == "{":
            close = self.text.find("}", self.at)
            least, comma, most = self.text[self.at + 1 : close].partition(",")
            if close < 0 or not _is_count(least) or (most and not _is_count(most)):
                raise _NotProved
            self.at = close + 1
            low = int(least)
            high = (int(most) if most else None) if comma else low
            if high is not None and high < low:
                raise _NotProved
        else:
            return 1, 1
        if self.peek() in ("?", "+", "*", "{"):  # lazy, possessive or doubled
            raise _NotProved
        return low, high

    def atom(self) -> _Part:
        sign = self.next()
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.position(self.character_class())
        if sign == ".":
            return self.position(_NO_NEWLINE)
        if sign == "\\":
            return self.position(self.escape())
        if sign in "^$*+?{}])|":
            raise _NotProved
        return self.position(((ord(sign), ord(sign)),))

    def group(self) -> _Part:
        if self.peek() == "?":
            if self.text[self.at : self.at + 2] != "?:":
                raise _NotProved
            self.at += 2
        self.nesting += 1
        if self.nesting > _MAX_NESTING:
            raise _NotProved
        part = self.alternatives()
        self.nesting -= 1
        if self.next() != ")":
            raise _NotProved
        return part

    def character_class(self) -> Ranges:
        negated = self.peek() == "^"
        if negated:
            self.at += 1
        ranges: list[tuple[int, int]] = []
        while (sign := self.next()) != "]":
            if sign == "[":  # Python reserves it for set operations
                raise _NotProved
            low = self.escape() if sign == "\\" else ((ord(sign), ord(sign)),)
            if self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                sign = self.next()
                high = self.escape() if sign == "\\" else ((ord(sign), ord(sign)),)
                if len(low) != 1 or len(high) != 1 or low[0][0] > high[0][0]:
                    raise _NotProved
                low = ((low[0][0], high[0][0]),)
            ranges.extend(low)
        if not ranges:
            raise _NotProved
        return _complement(ranges) if negated else tuple(ranges)

    def escape(self) -> Ranges:
        sign = self.next()
        if sign in _CLASSES:
            return _CLASSES[sign]
        if sign.lower() in _CLASSES:  # \D, \W, \S: nearly everything
            return ((0, _TOP),)
        if sign in _CONTROLS:
            return ((_CONTROLS[sign],) * 2,)
        if sign in ("u", "x"):
            digits = self.text[self.at : self.at + (4 if sign == "u" else 2)]
            if len(digits) != (4 if sign == "u" else 2) or any(
                c not in "0123456789abcdefABCDEF" for c in digits
            ):
                raise _NotProved
            self.at += len(digits)
            return ((int(digits, 16),) * 2,)
        if sign.isascii() and sign.isalnum():  # \b, \A, back references: conditions, not characters
            raise _NotProved
        return ((ord(sign),) * 2,)

    def position(self, ranges: Ranges) -> _Part:
        if len(self.positions) >= _MAX_POSITIONS:
            raise _NotProved
        self.charge(len(ranges))
        self.positions.append(_merged(ranges))
        self.follow.append(set())
        here = frozenset((len(self.positions) - 1,))
        return _Part(False, here, here)

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def next(self) -> str:
        sign = self.peek()
        if not sign:
            raise _NotProved
        self.at += 1
        return sign


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4


def _merged(ranges: Ranges) -> Ranges:
    if len(ranges) == 1:
        return ranges
    found: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


def _complement(ranges: list[tuple[int, int]]) -> Ranges:
    # A class built from the widened \d, \w, \s must not shrink when it is negated.
    widened = any(r == _BEYOND[0] for r in ranges)
    gaps: list[tuple[int, int]] = []
    start = 0
    for low, high in sorted(ranges):
        if low > start:
            gaps.append((start, low - 1))
        start = max(start, high + 1)
    if start <= _TOP:
        gaps.append((start, _TOP))
    if widened:
        gaps.append(_BEYOND[0])
    return tuple(gaps)
