"""Sentences for the codes of the schema room."""

from __future__ import annotations

from badgekit.messages.model import Message

_ASK = "Ask the issuer to correct and reissue it; the candidate cannot mend it."

_LATER = "Try again later, or ask the issuer to look at the address."
_OWN = "Ask the issuer to correct the schema; nothing is wrong with the credential itself."

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
        "schema.vocabulary", "{value} is not one of the words that the schema gives for this place.", _ASK
    ),
    Message(
        "schema.too_many", "The document breaks its schema in more than {limit} places; only some are listed."
    ),
    Message("schema.too_deep", "The document is nested too deeply to be compared with its schema."),
    Message("schema.unsupported", "The schema cannot be compiled: {reason}."),
    Message("schema.unsafe", "The schema could make the comparison run for very long: {reason}."),
    Message(
        "schema.unresolvable", "The schema refers to another document, which badgekit does not have.", _OWN
    ),
    Message(
        "schema.too_much_work",
        "Judging by the schemas that the document names takes more than {limit} steps.",
    ),
    # Schemas that a credential names.
    Message("schema.declared_violated", "The credential is not what the schema {url} demands.", _ASK),
    Message(
        "schema.type_not_evaluated", "The credential names a schema of type {type}, which is not evaluated."
    ),
    Message("schema.type_ambiguous", "The credential names a schema of the types {types} at once.", _ASK),
    Message("schema.too_many_named", "The credential names {count} schemas; at most {limit} are looked at."),
    Message("schema.bad_address", "The schema is named without a complete address.", _ASK),
    Message("schema.address_unsupported", "The schema {url} does not lie at a web address.", _OWN),
    Message("schema.unreachable", "The schema {url} could not be had: {reason}.", _LATER),
    Message(
        "schema.not_secure",
        "The schema {url} is neither pinned by a digest nor served over https: anybody on the way could "
        "change it.",
        _OWN,
    ),
    Message("schema.too_large", "A schema that the credential names is larger than {limit} bytes.", _OWN),
    Message("schema.not_a_schema", "What the credential names as its schema is none: {reason}.", _OWN),
    Message(
        "schema.no_dialect",
        "The schema does not say which JSON Schema it is written in ($schema), so it is not evaluated.",
        _OWN,
    ),
    Message(
        "schema.dialect_unknown",
        "The schema is written in {dialect}; JSON Schema 2020-12, 2019-09 and draft-07 are evaluated.",
        _OWN,
    ),
    Message("schema.not_a_credential", "{url} answered with something that is no schema credential.", _OWN),
    Message("schema.credential_not_verified", "The schema credential {url} could not be verified.", _OWN),
    Message(
        "schema.other_credential",
        "The schema credential at {url} calls itself {id}: it is another one.",
        _OWN,
    ),
    Message("schema.by_other_issuer", "The schema {url} is the word of {issuer}."),
)
