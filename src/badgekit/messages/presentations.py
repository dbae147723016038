"""Sentences for presentations and their holders."""

from __future__ import annotations

from badgekit.messages.model import Message

MESSAGES: tuple[Message, ...] = (
    Message("holder.bound", "The signing key belongs to the holder, {holder}."),
    Message("holder.by_key", "The presentation names no holder; {holder} signed it, and counts as such."),
    Message(
        "holder.key_of_another",
        "The presentation names {holder} as its holder, but the key that signed it belongs to {controller}.",
        "Ask the candidate to present it again, from their own wallet.",
    ),
    Message(
        "holder.several",
        "The presentation names no holder, and several signed it: {holder} and {other}.",
    ),
    Message("holder.also_signed_by", "{holder}, the holder, signed it; so did {other}, which adds nothing."),
    Message("holder.is_subject", "The holder, {holder}, is the subject of every credential ({count})."),
    Message(
        "holder.not_subject",
        "This credential is about {subject}, and {holder} presents it.",
        "A credential of somebody else can be copied. Ask for one about the person who presents it.",
    ),
    Message(
        "holder.subject_unknown",
        "This credential does not name {holder}, who presents it, and nothing says that the holder is whom "
        "it names.",
        "Give the candidate with both identifiers, such as an e-mail address and a DID that you know.",
    ),
    Message(
        "holder.subject_not_shown",
        "This credential does not show whom it is about, which may have been left out; nothing says that it "
        "is {holder}, who presents it.",
        "Ask the holder to show the id of the credential's subject.",
    ),
    Message(
        "holder.key_not_shown",
        "This credential names nobody and is bound to a key; nothing says that this is a key of {holder}, "
        "who presents it.",
        "Ask the holder to sign the presentation with that key.",
    ),
    Message("holder.bearer", "This credential names nobody, so anybody could present it."),
    Message(
        "holder.candidates_credential",
        "This credential is the candidate's; nothing says that {holder}, who presents it, is the same "
        "person.",
        "Give the DID of the candidate, too, if you know it.",
    ),
    Message("holder.not_everywhere", "Not every credential names {holder}, who presents it, as its subject."),
    Message("holder.nothing_to_compare", "There is no verified credential to compare the holder with."),
    Message(
        "presentation.nothing_inside",
        "The presentation holds no credential: it shows that its holder has the key, and no more.",
    ),
    Message(
        "presentation.self_asserted",
        "{count} credentials inside are the holder's own word, signed with the presentation.",
    ),
    Message("presentation.own_word", "Its issuer is the holder, who did not sign it on its own."),
    Message(
        "presentation.unsigned",
        "The presentation is not signed: anybody who has a copy of the credentials could have made it.",
        "Judge the credentials inside by their own reports, or ask for a signed presentation.",
    ),
    Message(
        "presentation.not_a_credential",
        "What is presented here is no Verifiable Credential ({kind}).",
    ),
    Message(
        "presentation.no_challenge",
        "No challenge was asked for: this may be a copy of a presentation that was made for somebody else.",
        "Send the holder a fresh challenge, and give it to verify(..., challenge=..., domain=...).",
    ),
    Message(
        "recipient.answered_challenge",
        "The recipient, {holder}, answered your challenge; no identifier of the candidate could be compared.",
        "It is the candidate's if you sent the challenge to nobody else.",
    ),
    Message("recipient.matched_inside", "The recipient of every credential ({count}) is the candidate."),
    Message("recipient.nothing_to_match", "There is no recipient here to compare the candidate with."),
)
