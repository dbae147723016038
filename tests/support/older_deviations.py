"""Badges of Open Badges 0.5 to 2.0 whose verdict is another one than the corpus reads out of the specification."""

from __future__ import annotations

from dataclasses import dataclass

Found = tuple[str, str]


@dataclass(frozen=True)
class Group:
    """Cases that deviate for one reason.

    Attributes:
        expected: what the corpus says: valid (VERIFIED) or invalid (REJECTED).
        found: verdicts with the code that decided them.
        cases: their ids.
        why: the argument.
    """

    expected: str
    found: tuple[Found, ...]
    cases: tuple[str, ...]
    why: str


TABLE: tuple[Group, ...] = ()
