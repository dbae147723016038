"""Sentences for newer versions of a credential."""

from __future__ import annotations

from badgekit.messages.model import Message

_NEW = "Ask the candidate for the updated credential, or take it from this report."
_ANSWER = "The service {url} answered with"

MESSAGES: tuple[Message, ...] = (
    Message("refresh.none", "The credential names no service for newer versions of it."),
    Message(
        "refresh.type_not_evaluated",
        "Newer versions are kept by a service of type {type}, which is not asked.",
    ),
    Message(
        "refresh.not_asked",
        "The credential names a service for newer versions, which was not asked, as that tells it who is "
        "looked at.",
        "Allow it with badgekit.Policy.standard(refresh=True), or --refresh.",
    ),
    Message("refresh.unreachable", "The service {url} for newer versions gave none: {reason}."),
    Message("refresh.not_a_credential", f"{_ANSWER} something that is no credential."),
    Message("refresh.of_another_kind", f"{_ANSWER} a document of the kind {{kind}}, which is another one."),
    Message("refresh.other_issuer", f"{_ANSWER} a credential of {{other}}, who did not issue this one."),
    Message("refresh.other_credential", f"{_ANSWER} the credential {{other}}, which is another one."),
    Message("refresh.other_subject", f"{_ANSWER} a credential about somebody else."),
    Message(
        "refresh.subject_unknown",
        f"{_ANSWER} a credential of which it is not known whether it is about the same person.",
        "Give the candidate's identifiers, so that both can be compared with them.",
    ),
    Message("refresh.older", f"{_ANSWER} an older version of the credential."),
    Message("refresh.unchanged", "The issuer has no newer version of the credential."),
    Message(
        "refresh.newer",
        "The issuer has a newer version of the credential, which is verified; this one is judged as it is.",
        _NEW,
    ),
    Message(
        "refresh.newer_not_verified",
        "There is another version of the credential at {url}, which could not be verified.",
        "Ask the issuer which version holds.",
    ),
    Message(
        "refresh.withdrawn",
        "The issuer has withdrawn the credential: its newest version is revoked or suspended.",
        "Ask the candidate or the issuer why.",
    ),
)
