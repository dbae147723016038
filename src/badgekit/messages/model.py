"""The shape of one catalogue entry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """What badgekit says for one code.

    Attributes:
        code: ``family.reason``, stable.
        sentence: one English sentence for a person; ``{name}`` stands for a parameter of the finding.
        hint: what the reader can do about it; may be empty.
    """

    code: str
    sentence: str
    hint: str = ""
