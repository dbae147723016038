"""Sentences for the codes of strict JSON and CBOR reading."""

from __future__ import annotations

from badgekit.messages.model import Message

MESSAGES: tuple[Message, ...] = (
    Message("json.too_large", "The text is larger than {limit} bytes.", "Ask for the original file."),
    Message("json.too_deep", "The text is nested deeper than {limit} levels."),
    Message(
        "json.names_too_long",
        "Names of members are so long that the places of what is in them have more than {limit} characters.",
    ),
    Message("json.not_utf8", "The text is not UTF-8 (at byte {offset})."),
    Message("json.byte_order_mark", "The text starts with a byte order mark, which JSON does not allow."),
    Message("json.syntax", "The text is not JSON: {reason} (line {line}, column {column})."),
    Message(
        "json.duplicate_key",
        "The member {name} occurs twice in one object, so two programs could read two things.",
    ),
    Message("json.number", "The number {literal} is not a finite JSON number of reasonable length."),
    Message(
        "json.inexact_number",
        "The number {literal} is another number to many programs, so it is open which one was signed.",
    ),
    Message("json.not_json", "There is a value that JSON does not have ({type})."),
    Message("json.lone_surrogate", "The text contains half of a Unicode character pair."),
    Message("cbor.malformed", "The bytes are not CBOR as it is used here: {reason} (at byte {offset})."),
    Message("cbor.too_deep", "The CBOR value is nested deeper than {limit} levels."),
    Message("cbor.too_many_items", "The CBOR value has more than {limit} items."),
)
