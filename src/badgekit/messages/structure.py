"""Sentences for the codes of the structure room and of dates."""

from __future__ import annotations

from badgekit.messages.model import Message

_ASK_ISSUER = "Ask the issuer to issue the credential again with this corrected."

MESSAGES: tuple[Message, ...] = (
    Message("structure.conforms", "The document keeps the rules of the W3C data model {version}."),
    Message("related.twice", "The resource {url} is related twice, and could have two contents."),
    Message("related.no_digest", "The related resource {url} has no digest that its content must have."),
    Message(
        "related.context_differs",
        "The document was made for another content of the context {url} than badgekit knows.",
        "Ask the issuer, or pin the content that it means.",
    ),
    Message(
        "related.not_compared",
        "The digest of the context {url} is of a kind that could not be compared with the content in use.",
    ),
    Message("structure.no_data_url", "The id of an envelope is no data: URL, so it holds no credential."),
    Message(
        "date.malformed",
        "{text} is not a date as credentials write it (such as 2025-01-31T12:00:00Z).",
        _ASK_ISSUER,
    ),
    Message(
        "date.out_of_range",
        "The date {text} does not exist, or lies outside the years 1 to 9999.",
        _ASK_ISSUER,
    ),
    Message("date.no_zone", "The date {name} ({text}) names no time zone; it was read as UTC."),
    Message("structure.not_an_object", "The credential is not a JSON object."),
    Message("structure.unknown_kind", "Documents of the kind {kind} cannot be read here."),
    Message("structure.too_many_objects", "The credential contains more than {limit} objects."),
    Message(
        "structure.too_many_problems", "There are more than {limit} problems; the others are not listed."
    ),
    Message(
        "structure.too_deep",
        "Profiles and endorsements are nested more than {limit} times; the rest was not read.",
    ),
    Message("structure.missing", "The required member {name} is missing.", _ASK_ISSUER),
    Message(
        "structure.null", "The member {name} is null; a member without a value must be left out.", _ASK_ISSUER
    ),
    Message(
        "structure.empty", "The list {name} is empty; a member without values must be left out.", _ASK_ISSUER
    ),
    Message("structure.blank", "The required member {name} is an empty text."),
    Message("structure.wrong_type", "Here must be {expected}, but there is {found}.", _ASK_ISSUER),
    Message("structure.wrong_class", "The type does not contain {expected}.", _ASK_ISSUER),
    Message("structure.type_is_a_list", "The type is a list where one text is expected."),
    Message("structure.not_a_url", "{name} must be an absolute URL; {value} is not.", _ASK_ISSUER),
    Message("structure.not_a_jws", "This is not a compact JWS (three parts, separated by dots)."),
    Message(
        "structure.not_a_language_text",
        "The text must be plain, or an object of @value, @language and @direction: signatures cover no other "
        "form.",
        _ASK_ISSUER,
    ),
    Message("structure.unknown_member", "The member {name} is not foreseen here."),
    Message("structure.unknown_term", "{value} is not a known value of {name}, nor an extension (ext:...)."),
    Message("structure.identifier_type_alias", "The identifier type {value} was read as {meant}."),
    Message("structure.more_than_one", "{name} has several entries where Open Badges foresees one."),
    Message("structure.context_not_a_list", "The @context is not a list.", _ASK_ISSUER),
    Message(
        "structure.context_first",
        "The first @context is not that of the W3C credentials data model.",
        _ASK_ISSUER,
    ),
    Message("structure.context_open_badges", "None of the contexts is one of Open Badges 3.0.", _ASK_ISSUER),
    Message("structure.context_order", "The Open Badges context is not the second one."),
    Message(
        "structure.context_learner_record",
        "None of the contexts is one of the Comprehensive Learner Record 2.0.",
        _ASK_ISSUER,
    ),
    Message(
        "structure.context_order_learner_record",
        "The contexts of learner records and of Open Badges are not the second and the third one.",
    ),
    Message(
        "structure.dates_of_two_models",
        "The credential has both {name} and {other}, of two versions of the data model; the narrower counts.",
    ),
    Message(
        "structure.date_of_other_model",
        "{name} belongs to another version of the data model than the credential.",
    ),
    Message("structure.dates_reversed", "The validity ends ({end}) before it begins ({start}).", _ASK_ISSUER),
    Message(
        "structure.not_one_subject",
        "A badge is about one recipient, but there are {count} subjects.",
        "Ask the issuer for one badge per person.",
    ),
    Message(
        "structure.subject_in_a_list",
        "The one subject stands in a list, where Open Badges foresees an object.",
    ),
    Message(
        "structure.subject_is_a_url",
        "The subject is a bare URL: the credential says nothing about it.",
        _ASK_ISSUER,
    ),
    Message("structure.subject_without_claims", "The credential says nothing about this subject."),
    Message(
        "structure.recipient_missing",
        "The badge names no recipient, so whoever holds the file can show it.",
        "Ask the issuer to whom it was given.",
    ),
    Message("structure.identity_empty", "An identifier of the recipient is an empty text.", _ASK_ISSUER),
    Message("structure.criteria_empty", "The criteria have neither an address nor a text.", _ASK_ISSUER),
    Message("structure.image_is_a_url", "The picture is a bare URL where Open Badges foresees an object."),
    Message(
        "structure.result_description_unknown",
        "The result refers to {value}, which the achievement does not describe.",
    ),
    Message(
        "structure.achieved_level_unknown", "The achieved level {value} is none of those that are described."
    ),
    Message("structure.result_status_missing", "A result that is about a status has no status."),
)
