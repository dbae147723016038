"""What a container held: the shape that all readers of this room return."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from badgekit.errors import Problem


@dataclass(frozen=True, slots=True)
class Payload:
    """One credential as it was packed, unverified.

    Attributes:
        container: ``json``, ``jwt``, ``sd-jwt``, ``cose``, ``png``, ``svg``, or ``object`` for a
            value that the caller parsed.
        location: where in the container it lay, for people: ``iTXt chunk openbadgecredential``.
        text: the JSON text, the token, the digits of a message or the address; None for ``object``, and for
            a message in bytes.
        value: the JSON object, read strictly; None for a token or an address.
        token: the compact JWS or SD-JWT, not decoded; None otherwise.
        warnings: what was tolerated, as problems that were not raised.
        url: the address of a hosted Open Badges 1 or 2 assertion, not fetched; None otherwise.
        message: the COSE message, not decoded; None otherwise.
    """

    container: str
    location: str
    text: str | None
    value: dict[str, Any] | None
    token: str | None
    warnings: tuple[Problem, ...] = ()
    url: str | None = None
    message: bytes | None = None
