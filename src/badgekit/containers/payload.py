"""What a container held: the shape that all readers of this room return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from badgekit.errors import Problem


@dataclass(frozen=True, slots=True)
class Payload:
    """One credential as it was packed, unverified.

    Attributes:
        container: ``json``, ``jwt``, ``png``, ``svg``, or ``object`` for a value that the caller parsed.
        location: where in the container it lay, for people: ``iTXt chunk openbadgecredential``.
        text: the JSON text, the compact JWS or the address; None for ``object``.
        value: the JSON object, read strictly; None for a token or an address.
        token: the compact JWS, not decoded; None otherwise.
        warnings: what was tolerated, as problems that were not raised.
        url: the address of a hosted Open Badges 1 or 2 assertion, not fetched; None otherwise.
    """

    container: str
    location: str
    text: str | None
    value: dict[str, Any] | None
    token: str | None
    warnings: tuple[Problem, ...] = ()
    url: str | None = None
