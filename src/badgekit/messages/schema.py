"""Sentences for the codes of the schema room."""

from __future__ import annotations

from badgekit.messages.model import Message

_ASK = "Ask the issuer to correct and reissue it; the candidate cannot mend it."

MESSAGES: tuple[Message, ...] = (
    Message("schema.violation", "A part of the document has the wrong shape: {reason}.", _ASK),
    Message("schema.missing", "The member {member} is missing.", _ASK),
    Message(
        "schema.date",
        "{value} is not a date and time that exists, with its time zone, such as 2026-01-31T12:00:00Z.",
        _ASK,
    ),
    Message(
        "schema.relative_id",
        "{value} is not an absolute identifier, such as https://… or urn:uuid:…, so it may name anything.",
        _ASK,
    ),
    Message(
        "schema.vocabulary", "{value} is not one of the words that the standard gives for this place.", _ASK
    ),
    Message(
        "schema.too_many", "The document breaks its schema in more than {limit} places; only some are listed."
    ),
    Message("schema.too_deep", "The document is nested too deeply to be compared with its schema."),
    Message("schema.unsupported", "The schema cannot be compiled: {reason}."),
    Message("schema.unsafe", "The schema could make the comparison run for very long: {reason}."),
    Message("schema.unresolvable", "The schema refers to another document, which badgekit does not have."),
)
