"""Sentences for the extensions of Open Badges 1.1 and 2.x."""

from __future__ import annotations

from badgekit.messages.model import Message

_ASK = "Ask the issuer to correct it; what the badge says without the extension is not affected."

MESSAGES: tuple[Message, ...] = (
    Message(
        "extension.unknown",
        "The extension {name} is not one that badgekit knows, so what it says was not checked.",
        "Take what it says as a claim of the issuer's that nobody compared with a schema.",
    ),
    Message("extension.invalid", "The extension {name} is not what its schema demands: {reason}.", _ASK),
    Message(
        "extension.lower_case",
        "The type of the extension is written extension; the context defines only Extension.",
        _ASK,
    ),
    Message("extension.too_many", "The document holds more than {limit} extensions."),
)
