"""Sentences for Badge Connect, the interface of Open Badges 2.1."""

from __future__ import annotations

from badgekit.messages.model import Message

_ASK = "Ask the platform that sent it; it breaks Open Badges 2.1."

MESSAGES: tuple[Message, ...] = (
    Message("connect.not_an_object", "{place} must be an object.", _ASK),
    Message("connect.not_a_list", "{place} must be a list with at least {least} elements.", _ASK),
    Message("connect.not_text", "{place} must be a text that is not empty.", _ASK),
    Message("connect.missing", "{place} is missing.", _ASK),
    Message("connect.not_url", "{place} must be the whole address of a page on the web.", _ASK),
    Message(
        "connect.not_https",
        "{place} must be an https address, since secrets and badges are sent there.",
        _ASK,
    ),
    Message("connect.version", "{place} must be a version such as v1p0.", _ASK),
    Message("connect.status", "{place} is not a status that Open Badges 2.1 knows.", _ASK),
    Message("connect.not_jws", "{place} is not a compact JWS.", _ASK),
    Message(
        "connect.one_assertion", "There must be either an assertion or a signedAssertion, not both.", _ASK
    ),
)
