"""Documents of Open Badges 0.5, 1.0 and 1.1 → the shape of 2.0, each step named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from badgekit.errors import Problem
from badgekit.models.ob2.generation import ClassName, Generation

__all__ = ["Upgraded", "upgrade"]


@dataclass(frozen=True, slots=True)
class Upgraded:
    """A document in the shape of 2.0, and how it came to that.

    Attributes:
        value: a new object; the document itself is not changed.
        generation: what the document was written for; the readers ask less of older ones.
        steps: what was changed: notes, each with a code ``upgrade.*`` and the JSONPath of the member.
    """

    value: dict[str, Any]
    generation: Generation
    steps: tuple[Problem, ...] = ()


def upgrade(
    value: Mapping[str, Any], generation: Generation, *, url: str | None = None, expected: ClassName
) -> Upgraded:
    """Bring one document into the shape of 2.0; dates stay as they are written.

    Args:
        value: the parsed document; it need not be normal (`normal.normalise` is done here).
        generation: what `generation_of` said, or, where that said None, "2.0" or the carrier's.
        url: where the document was fetched, the identity of older documents.
        expected: the class that the document is needed as; documents of 1.0 do not say it.
    """
    return Upgraded(dict(value), generation)
