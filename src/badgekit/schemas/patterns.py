"""Which regular expressions a backtracking engine runs in linear time, as far as it can be proved.

A pattern of a schema meets text written by an attacker. `is_linear` says yes only to patterns in which
the next character alone decides how to go on: a deterministic position automaton after Glushkov
(Brüggemann-Klein and Wood 1998) in which no step can be taken by two ways. Such a pattern leaves the
engine no second way to read what it has read, so giving up costs a bounded number of steps for every
character. Everything else, also much that is harmless, gets a no.
"""

from __future__ import annotations

from dataclasses import dataclass

from badgekit.schemas.automaton import NOTHING, Automaton, NotProved, Part
from badgekit.schemas.characters import ANY, CLASSES, CONTROLS, NO_NEWLINE, Ranges, complement, single

__all__ = ["Effort", "effort", "is_linear"]

_MAX_LENGTH = 2_000
_MAX_NESTING = 20
_ENDS = ("$(?!\\n)", "$", "\\Z")


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
    except NotProved:
        return None


class _Reader:
    """Reads a pattern from left to right and builds its automaton; one method per kind of piece."""

    def __init__(self, pattern: str) -> None:
        if len(pattern) > _MAX_LENGTH:
            raise NotProved
        self.anchored = pattern.startswith("^")
        self.text = pattern[1:] if self.anchored else pattern
        for end in _ENDS:
            # An escaped dollar sign is a character, not an end.
            if self.text.endswith(end) and not self.text[: -len(end)].endswith("\\"):
                self.text = self.text[: -len(end)]
                break
        self.at = 0
        self.nesting = 0
        self.automaton = Automaton()

    def prove(self) -> Effort:
        part = self.alternatives()
        if self.at != len(self.text):
            raise NotProved
        if self.automaton.is_deterministic(part.first):
            return Effort(everywhere=part.loops and not self.anchored)
        if part.loops:
            raise NotProved
        return Effort(self.automaton.ways(part.first))

    def alternatives(self) -> Part:
        parts = [self.sequence()]
        while self.peek() == "|":
            # `^a|b$` anchors its first and last alternative only: not what it looks like.
            if not self.nesting:
                raise NotProved
            self.at += 1
            parts.append(self.sequence())
        if sum(p.empty for p in parts) > 1:
            raise NotProved
        return Part(
            any(p.empty for p in parts),
            frozenset().union(*(p.first for p in parts)),
            frozenset().union(*(p.last for p in parts)),
            any(p.loops for p in parts),
        )

    def sequence(self) -> Part:
        whole = NOTHING
        while self.peek() not in ("", "|", ")"):
            whole = self.automaton.join(whole, self.repeated())
        return whole

    def repeated(self) -> Part:
        start = self.at
        part = self.atom()
        behind = self.at
        low, high = self.quantifier()
        if (low, high) == (1, 1):
            return part
        if part.empty or high == 0:  # nothing, read once or twice, is already two ways to read it
            raise NotProved
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
            copies[-1] = self.automaton.loop(copies[-1])
        rest = NOTHING
        for number in reversed(range(len(copies))):
            rest = self.automaton.join(copies[number], rest)
            if number >= low:
                rest = Part(True, rest.first, rest.last, rest.loops)
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
                raise NotProved
            self.at = close + 1
            low = int(least)
            high = (int(most) if most else None) if comma else low
            if high is not None and high < low:
                raise NotProved
        else:
            return 1, 1
        if self.peek() in ("?", "+", "*", "{"):  # lazy, possessive or doubled
            raise NotProved
        return low, high

    def atom(self) -> Part:
        sign = self.next()
        if sign == "(":
            return self.group()
        if sign == "[":
            return self.automaton.position(self.character_class())
        if sign == ".":
            return self.automaton.position(NO_NEWLINE)
        if sign == "\\":
            return self.automaton.position(self.escape())
        if sign in "^$*+?{}])|":
            raise NotProved
        return self.automaton.position(single(ord(sign)))

    def group(self) -> Part:
        if self.peek() == "?":
            if self.text[self.at : self.at + 2] != "?:":
                raise NotProved
            self.at += 2
        self.nesting += 1
        if self.nesting > _MAX_NESTING:
            raise NotProved
        part = self.alternatives()
        self.nesting -= 1
        if self.next() != ")":
            raise NotProved
        return part

    def character_class(self) -> Ranges:
        negated = self.peek() == "^"
        if negated:
            self.at += 1
        ranges: list[tuple[int, int]] = []
        while (sign := self.next()) != "]":
            if sign == "[":  # Python reserves it for set operations
                raise NotProved
            low = self.escape() if sign == "\\" else single(ord(sign))
            if self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                sign = self.next()
                high = self.escape() if sign == "\\" else single(ord(sign))
                if len(low) != 1 or len(high) != 1 or low[0][0] > high[0][0]:
                    raise NotProved
                low = ((low[0][0], high[0][0]),)
            ranges.extend(low)
        if not ranges:
            raise NotProved
        return complement(ranges) if negated else tuple(ranges)

    def escape(self) -> Ranges:
        sign = self.next()
        if sign in CLASSES:
            return CLASSES[sign]
        if sign.lower() in CLASSES:  # \D, \W, \S: nearly everything
            return ANY
        if sign in CONTROLS:
            return single(CONTROLS[sign])
        if sign in ("u", "x"):
            digits = self.text[self.at : self.at + (4 if sign == "u" else 2)]
            if len(digits) != (4 if sign == "u" else 2) or any(
                c not in "0123456789abcdefABCDEF" for c in digits
            ):
                raise NotProved
            self.at += len(digits)
            return single(int(digits, 16))
        if sign.isascii() and sign.isalnum():  # \b, \A, back references: conditions, not characters
            raise NotProved
        return single(ord(sign))

    def peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def next(self) -> str:
        sign = self.peek()
        if not sign:
            raise NotProved
        self.at += 1
        return sign


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 4
