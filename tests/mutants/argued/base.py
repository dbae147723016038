"""What an argument is."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Argued"]


@dataclass(frozen=True, slots=True)
class Argued:
    """One change, or several of the same line, that nothing can notice.

    Attributes:
        module: path below ``src/badgekit``.
        was: the line, its spaces as one each.
        now: what it may be changed into; empty for any change of the line.
        why: the argument.
    """

    module: str
    was: str
    now: tuple[str, ...]
    why: str

    def is_about(self, module: str, was: str, now: str) -> bool:
        """Say whether this is the argument for a change."""
        return (module, was) == (self.module, self.was) and (not self.now or now in self.now)
