"""Sentences for the codes of the jsonld room."""

from __future__ import annotations

from badgekit.messages.model import Message

_ASK_ISSUER = "Ask the issuer for a badge that is built as Open Badges 3.0 says."
_PIN_IT = "Contexts are never fetched. If you trust this one, pass it as a pinned context."

MESSAGES: tuple[Message, ...] = (
    Message(
        "jsonld.unsigned_data",
        "The signature does not cover all that is written here: {what}.",
        "Somebody may have added it after signing. " + _ASK_ISSUER,
    ),
    Message(
        "jsonld.not_compact_form",
        "The file spells its content in a way that hides it from readers: {what}.",
        "The signature allows such a spelling, but badges are not written so. " + _ASK_ISSUER,
    ),
    Message(
        "jsonld.outside_profile",
        "The file uses a rare but valid construct, so it was read the long way: {what}.",
    ),
    Message(
        "jsonld.tree_unchecked",
        "It could not be checked that what is written here is what was signed: {what}.",
        _ASK_ISSUER,
    ),
    Message(
        "jsonld.node_described_twice",
        "The file describes {id} in two places, {first} and here, and not in the same words.",
        "What is said of it in one place may have been moved to the other without breaking the signature.",
    ),
    Message(
        "jsonld.invalid_context",
        "A context of the file breaks the rules of JSON-LD: {reason}.",
        _ASK_ISSUER,
    ),
    Message("jsonld.processing_failed", "The file breaks the rules of JSON-LD: {reason}.", _ASK_ISSUER),
    Message(
        "jsonld.cannot_process", "The file uses JSON-LD in a way that cannot be processed here: {reason}."
    ),
    Message("jsonld.not_json", "The document holds a value that JSON does not have."),
    Message("jsonld.too_complex", "The file asks for too much work: more than {limit} {what}."),
    Message("jsonld.too_deep", "The file is nested too deeply."),
    Message(
        "jsonld.term_redefined",
        "A later context changes what the member {term} means.",
        "Contexts after the standard ones may add words but not change them. " + _ASK_ISSUER,
    ),
    Message(
        "jsonld.term_alias",
        "A later context gives the member {meant} a second name, {term}, where readers do not look.",
        "Contexts after the standard ones may add words but not rename them. " + _ASK_ISSUER,
    ),
    Message(
        "context.not_allowed",
        "The context {url} is not one that badgekit knows, so the words of the file have no certain meaning.",
        _PIN_IT,
    ),
    Message("rdfc.too_complex", "The file asks for too much work: more than {limit} {what}."),
    Message("rdfc.unknown_hash", "The hash algorithm {name} is not one of RDF canonicalisation."),
)
