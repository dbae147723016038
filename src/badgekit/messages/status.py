"""Sentences for status lists: what they say, and why one of them may say nothing."""

from __future__ import annotations

from badgekit.messages.model import Message

_ASK = "Ask the issuer whether the badge still holds."
_LATER = "Try again later, or ask the issuer whether the badge still holds."
_FAULT = "The badge itself is written wrongly. Ask the issuer for a corrected one."

MESSAGES: tuple[Message, ...] = (
    Message("status.none", "The credential names no revocation list, so no list can have revoked it."),
    Message(
        "status.of_a_list",
        "The status list has a status of its own, and whether lists are revoked is not asked.",
    ),
    Message(
        "status.not_asked",
        "Whether it was revoked was not asked, as nobody could establish whose words these are.",
    ),
    Message("status.empty", "The credential has a status that says nothing.", _ASK),
    Message("status.too_many", "The credential names more than {limit} status entries."),
    Message(
        "status.unsupported",
        "Whether it was revoked is not known: the status type {type} is not evaluated.",
        _ASK,
    ),
    # What the lists say.
    Message("status.not_set", "The list {url} does not report {purpose}."),
    Message(
        "status.suspended",
        "The issuer has suspended the credential: {reason}. A suspension can be lifted again.",
        "Ask the candidate or the issuer why, and verify again later.",
    ),
    Message(
        "status.refresh",
        "The issuer has an updated credential; this one is still valid.",
        "Ask the candidate for the updated credential.",
    ),
    Message("status.message", "The issuer says of the credential: {text} (status {value})."),
    Message(
        "status.purpose_unknown",
        "The list {url} is kept for the purpose {purpose}, which is not known; its value is {value}.",
        _ASK,
    ),
    # What is wrong with the entry in the credential.
    Message("status.entry_malformed", "The status entry of the credential is malformed.", _FAULT),
    Message("status.entry_named_as_list", "The status entry has the same id as the list."),
    Message("status.index_is_a_number", "The position in the list is written as a number, not as text."),
    Message("status.bad_index", "The position in the status list is no whole number: {given}.", _FAULT),
    Message("status.bad_size", "The size of a status is no positive whole number: {given}.", _FAULT),
    Message("status.size_unsupported", "A status of {size} bits is more than is evaluated."),
    Message("status.bad_address", "The address of the status list is no complete address: {given}.", _FAULT),
    Message("status.address_unsupported", "The status list {url} does not lie at a web address.", _ASK),
    Message(
        "status.no_credential_id",
        "The credential has no id, so that it cannot be looked for in the list {url}.",
        _ASK,
    ),
    # What is wrong with the list.
    Message("status.unreachable", "The status list {url} could not be had: {reason}.", _LATER),
    Message(
        "status.list_not_secure",
        "The list {url} is not signed and not served over https: anybody on the way could change it.",
        _ASK,
    ),
    Message("status.not_a_list", "{url} answered with something that is no status list.", _ASK),
    Message("status.list_wrong_type", "The document at {url} is not of the type {expected}.", _ASK),
    Message("status.list_incomplete", "The status list {url} lacks a sound {member}.", _ASK),
    Message("status.list_unsigned", "The status list {url} is not signed.", _ASK),
    Message("status.list_forged", "The signature of the status list {url} is wrong: it was changed.", _ASK),
    Message(
        "status.list_not_verified",
        "The status list {url} could not be verified.",
        _ASK,
    ),
    Message("status.list_expired", "The status list {url} expired on {at}.", _LATER),
    Message(
        "status.list_stale",
        "The status list {url} was had on {at}, and should have been asked for again since.",
        "Verify again with access to the network.",
    ),
    Message("status.list_as_of", "What the status list {url} says is what it said on {at}."),
    Message(
        "status.ttl_malformed", "The list says in no way that makes sense how long it may be kept: {given}."
    ),
    Message("status.list_not_yet_valid", "The status list {url} becomes valid on {at} only.", _LATER),
    Message(
        "status.list_foreign",
        "The status list {url} is signed by {list_issuer}, not by the issuer {issuer}.",
        "If you know that this party keeps lists for the issuer, give status_issuers in the policy.",
    ),
    Message("status.list_would_report", "If that list counted, it would report {purpose}."),
    Message("status.list_kept_by", "The list is kept by {list_issuer}, which the policy allows."),
    Message("status.list_other_id", "The list at {url} calls itself {id}: it is another list.", _ASK),
    Message("status.list_moved", "The list at {url} calls itself {id}; it seems to be a copy."),
    Message(
        "status.purpose_mismatch",
        "The credential names the list {url} for {purpose}, but it is a list for {purposes}.",
        _ASK,
    ),
    Message("status.list_encoding", "The list cannot be unpacked: {reason}.", _ASK),
    Message("status.list_too_large", "The list is larger than {limit} bytes when unpacked."),
    Message(
        "status.lists_too_large", "All status lists together are larger than {limit} bytes when unpacked."
    ),
    Message(
        "status.list_too_short",
        "The status list {url} has {count} entries; with less than {least} its keeper can guess whom you ask "
        "about.",
    ),
    Message(
        "status.size_differs",
        "The credential and the list {url} disagree about the size of a status.",
        _ASK,
    ),
    Message(
        "status.bit_order",
        "Position {index} of the list {url} is set if bits are counted from the right, as in older lists, "
        "and not set if they are counted from the left.",
        _ASK,
    ),
    Message("status.out_of_range", "The list has no position {index}; it has {count} entries.", _ASK),
)
