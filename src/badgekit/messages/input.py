"""Sentences for the codes of the input room."""

from __future__ import annotations

from badgekit.messages.model import Message

MESSAGES: tuple[Message, ...] = ()
