"""The catalogue: code → sentence and hint. One file per room, joined here in one explicit tuple."""

from __future__ import annotations

from collections.abc import Mapping

from badgekit.messages import (
    checks,
    connect,
    digests,
    disclosure,
    envelopes,
    extension,
    hosted,
    input,
    intake,
    integrity,
    json,
    jsonld,
    keys,
    network,
    open_badges_2,
    portfolio,
    presentations,
    proofs,
    records,
    refresh,
    schema,
    service,
    status,
    structure,
)
from badgekit.messages.model import Message
from badgekit.safetext import clean

__all__ = ["CATALOGUE", "Message", "lookup", "render"]

_ROOMS = (
    *(input, intake, json, structure, open_badges_2),
    *(jsonld, keys, proofs, envelopes, integrity, digests, disclosure, schema, extension, connect, network),
    *(checks, status, refresh, hosted, records, presentations, portfolio, service),
)
CATALOGUE: Mapping[str, Message] = {message.code: message for room in _ROOMS for message in room.MESSAGES}


class _Visible(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return f"({key} not given)"


def lookup(code: str) -> Message | None:
    """Return the catalogue entry of `code`, or None for an unknown code."""
    return CATALOGUE.get(code)


def render(code: str, params: Mapping[str, object]) -> str:
    """Return the sentence of `code` with `params` filled in, each of them made safe to show."""
    message = CATALOGUE.get(code)
    if message is None:
        return clean(code)
    return message.sentence.format_map(_Visible({name: clean(value) for name, value in params.items()}))
