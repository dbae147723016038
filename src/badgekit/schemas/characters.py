"""Sets of characters as ranges of code points, as the classes of a regular expression name them."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["ANY", "CLASSES", "CONTROLS", "NO_NEWLINE", "Ranges", "complement", "merged", "single"]

_TOP = 0x10FFFF

Ranges = tuple[tuple[int, int], ...]
_DIGIT: Ranges = ((0x30, 0x39),)
_WORD: Ranges = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))
_SPACE: Ranges = ((0x09, 0x0D), (0x1C, 0x20))
# Python's \d, \w and \s reach beyond ASCII. All of that is added: a class too large can only turn a
# yes into a no.
_BEYOND: Ranges = ((0x80, _TOP),)
CLASSES = {"d": _DIGIT + _BEYOND, "w": _WORD + _BEYOND, "s": _SPACE + _BEYOND}
CONTROLS = {"n": 0x0A, "r": 0x0D, "t": 0x09, "f": 0x0C, "v": 0x0B}
NO_NEWLINE: Ranges = ((0, 0x09), (0x0B, _TOP))
ANY: Ranges = ((0, _TOP),)


def single(point: int) -> Ranges:
    """Return the set of the one character `point`."""
    return ((point, point),)


def merged(ranges: Ranges) -> Ranges:
    """Return the same set in order, without ranges that touch or overlap."""
    if len(ranges) == 1:
        return ranges
    found: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], high))
        else:
            found.append((low, high))
    return tuple(found)


def complement(ranges: Sequence[tuple[int, int]]) -> Ranges:
    """Return all other characters, and more where the set holds a class that was widened."""
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
