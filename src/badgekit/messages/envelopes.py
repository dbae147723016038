"""Sentences for credentials packed into signed tokens and envelopes (VC-JOSE-COSE, VCDM 2.0 section 4.13)."""

from __future__ import annotations

from badgekit.messages.model import Message

_OTHER_FORM = "Ask for the badge as a PNG or SVG picture, as JSON, or as a plain JWT."

MESSAGES: tuple[Message, ...] = (
    # The object around a token.
    Message("input.envelope_malformed", "The envelope holds no credential: its id is no data: URL."),
    Message(
        "input.envelope_unsupported",
        "The envelope holds a credential as {type}, which is not evaluated.",
        _OTHER_FORM,
    ),
    Message("input.envelope_context", "The envelope does not name the context that defines envelopes."),
    Message("input.envelope_encoding", "The data in the envelope are not written as {type} is."),
    Message("input.envelope_holds_other", "The envelope holds a {kind}, which it is not for."),
    # What a token says that it is.
    Message("jwt.cty_not_allowed", "The token is of the type {typ} and says that its content is {cty}."),
    Message(
        "jwt.claim_forbidden",
        "The token is of the type {typ} and has the claim {claim}, which such tokens must not have.",
    ),
    Message(
        "sdjwt.ietf_credential",
        "This is a credential of another format, {type} (SD-JWT VC of the IETF), which is not evaluated.",
        _OTHER_FORM,
    ),
)
