"""Sentences for digests by which a document pins another one."""

from __future__ import annotations

from badgekit.messages.model import Message

_ASK = "Ask the issuer to correct and reissue it; the candidate cannot mend it."

MESSAGES: tuple[Message, ...] = (
    Message("digest.malformed", "The digest of a document that is named cannot be read: {reason}.", _ASK),
    Message(
        "digest.unsupported",
        "The digest of a document that is named is made in a way that is not known or not safe.",
        _ASK,
    ),
    Message(
        "digest.mismatch",
        "The document that is named is not the one that was meant: its {algorithm} digest is another.",
        "Somebody changed that document since. Ask the issuer which one is right.",
    ),
)
