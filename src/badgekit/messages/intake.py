"""Sentences for the codes of taking an input and making a document of it."""

from __future__ import annotations

from badgekit.messages.model import Message

MESSAGES: tuple[Message, ...] = (
    Message("input.unpacked", "The file could be read ({where})."),
    Message("input.wrong_type", "What was handed over is neither bytes, text, a path nor JSON data."),
    Message("input.unreadable", "The file cannot be read.", "Check the path and the permissions."),
    Message(
        "input.url_not_read",
        "parse() does not use the network.",
        "Fetch the file and pass its bytes, or use verify().",
    ),
    Message(
        "input.link_only",
        "There is only a link inside ({url}): the address of a hosted badge of Open Badges 1 or 2.",
        "verify() asks there; parse() asks nobody, and a link behind a link is not followed.",
    ),
    Message("input.not_json_data", "The object holds something that is not JSON."),
    Message("input.response_empty", "The response holds no credential."),
    Message("input.response_malformed", "An entry of the response is neither an object nor a token."),
    Message(
        "input.too_many_credentials", "There are {count} credentials inside; at most {limit} are judged."
    ),
    Message(
        "input.several_credentials",
        "The input holds several credentials; take them from the report's children.",
    ),
    Message("net.status", "{url} answered with status {status}.", "Check the address, or ask for the file."),
)
