"""A threat, the rules that answer it, and the tests that fail when a rule is taken out."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Change", "Rule", "Threat"]


@dataclass(frozen=True, slots=True)
class Change:
    """How a rule is taken out of the code.

    Attributes:
        module: file below ``src/badgekit``.
        was: the text that enforces the rule; stands in the file just once.
        now: the text in its place.
    """

    module: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        says: the rule, in a clause.
        change: takes it out.
        tests: tests that fail without it, ``folder/file.py::name`` below ``tests``.
        behind: further rules that would catch the same, and are taken out with it.
    """

    says: str
    change: Change
    tests: tuple[str, ...]
    behind: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Threat:
    """One row of the threat model.

    Attributes:
        id: its short name on the page.
        sent: what the attacker sends.
        rules: what answers it.
    """

    id: str
    sent: str
    rules: tuple[Rule, ...]
