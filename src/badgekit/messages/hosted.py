"""Sentences for the codes of Open Badges before 3.0: hosting, signing, revocation, endorsements."""

from __future__ import annotations

from badgekit.messages.model import Message

_LATER = "Try again later, or ask the issuer whether the badge still exists."
_ISSUER = "Ask the issuer: its own documents decide, and they do not say what they should."
_FORGED = "Do not rely on it. Ask the issuer that it names."

MESSAGES: tuple[Message, ...] = (
    Message("hosted.published", "The badge is published at its own address, {url}."),
    Message("hosted.signed_instead", "The badge is signed, so it need not be published anywhere."),
    Message(
        "proof.answers_nobody",
        "A domain or challenge was expected, and a badge of before Open Badges 3.0 cannot answer one: "
        "anybody who has a copy could hand it in.",
        "Leave out domain and challenge to judge the badge itself.",
    ),
    Message("hosted.nothing_signed", "Nothing is signed: a hosted badge rests on where it is published."),
    Message("hosted.linked", "BadgeClass and issuer are published where the badge says; issuer: {issuer}."),
    Message("hosted.not_established", "The issuer's documents could not be had, so this is not known."),
    Message(
        "hosted.no_address",
        "The badge does not say where it is published, so nobody can be asked whether it is real.",
        "Ask the candidate for the address of the badge, or for the original file.",
    ),
    Message("hosted.bad_address", "The address {url} is no public web address.", _ISSUER),
    Message("hosted.not_found", "{url} does not give the document out (status {status}).", _LATER),
    Message("hosted.status", "{url} answered with status {status} instead of the document.", _LATER),
    Message(
        "hosted.not_json",
        "{url} answered with {found} instead of a badge document in JSON.",
        "Ask the issuer for the address of the badge's data, not of its web page.",
    ),
    Message(
        "hosted.wrong_class", "At {url} there should be a document of the class {expected}: it is {found}."
    ),
    Message(
        "hosted.id_loop", "The documents at {url} and elsewhere each say that the other one counts.", _ISSUER
    ),
    Message("hosted.other_id", "The document at {url} calls itself {id}, so that one was looked at."),
    Message("hosted.own_name", "The document at {url} calls itself {id}, which nobody can ask for."),
    Message(
        "hosted.id_differs",
        "The address {url}, which the badge calls its own, publishes another badge.",
        _FORGED,
    ),
    Message("hosted.asked_over_https", "{url} is an http address; it was asked over https."),
    Message("hosted.redirected_elsewhere", "{url} sends visitors on to another site, {host}."),
    Message(
        "hosted.open_redirect",
        "{url} sends visitors on to {host}, perhaps because the address itself asks for it: anybody could "
        "have written it.",
        _ISSUER,
    ),
    Message(
        "hosted.copy_differs",
        "What was handed over differs from what {url} publishes, in: {members}. What is published counts.",
    ),
    Message(
        "hosted.contradicts_signed",
        "What is signed differs from what the badge's own address publishes, in: {members}.",
        _FORGED,
    ),
    Message(
        "hosted.embedded_differs",
        "A part inside the badge differs from what {url} publishes, in: {members}. What is published counts.",
    ),
    Message(
        "hosted.part_without_address", "The {name} inside the badge has no address where it is published."
    ),
    Message(
        "hosted.says_signed",
        "The badge says that it is signed, and there is no signature.",
        "Ask for the signed badge itself: a picture or a token, not its text.",
    ),
    Message(
        "hosted.unknown_verification", "The badge says that it is verified by {type}, which is not known."
    ),
    Message(
        "hosted.issuer_without_address",
        "The issuer ({issuer}) has no web address, so nobody can be asked who that is.",
        _ISSUER,
    ),
    Message(
        "hosted.foreign_host",
        "{url} is not on the site of the issuer that the badge names, {issuer}.",
        _FORGED,
    ),
    Message(
        "hosted.outside_scope",
        "{url} lies outside the places where the issuer {issuer} says that it publishes badges.",
        _FORGED,
    ),
    Message(
        "hosted.foreign_badge_class",
        "The BadgeClass {url} is not on the site of the issuer that it names, {issuer}.",
        _FORGED,
    ),
    Message(
        "hosted.unknown_property", "The issuer wants its badges to be compared by {name}, not by their id."
    ),
    Message("structure.as_written", "The documents are of Open Badges {generation}."),
    Message(
        "structure.upgraded",
        "The documents are of Open Badges {generation} and were read in the shape of 2.0.",
    ),
    Message(
        "structure.not_an_assertion",
        "This is a part of badges ({kind}) and nobody's badge.",
        "Ask the candidate for the badge itself: the assertion.",
    ),
    Message("structure.images", "The picture of the badge is there."),
    Message("image.not_looked_at", "The picture {url} was not looked at ({reason})."),
    Message("image.unavailable", "The picture of the badge could not be had ({reason}).", _LATER),
    Message("image.not_a_picture", "{url} should be a PNG or SVG picture and is {found}.", _ISSUER),
    Message("extension.none", "There are no extensions."),
    Message("extension.satisfied", "Extensions: {count}. Those that are known satisfy their schemas."),
    Message(
        "context.none_of_open_badges",
        "None of the contexts is one of Open Badges ({url}), so the words may mean anything.",
        _ISSUER,
    ),
    Message("context.unknown_ignored", "The context {url} is not known; what it defines was left out."),
    Message("issuer.hosts_badge", "{issuer} publishes the badge itself, by the word of {domain}."),
    Message("issuer.signed_by_listed_key", "The key is listed in the profile of {issuer}, on {domain}."),
    Message("status.gone", "{url} answers that the badge is gone: the issuer has revoked it."),
    Message("status.revoked", "The issuer has revoked the badge: {reason}."),
    Message("status.nothing_more", "The badge is revoked, so this was not looked at."),
    Message("status.still_published", "{url} still publishes the badge and does not call it revoked."),
    Message("status.no_list", "{issuer} names no revocation list, so no list can have revoked it."),
    Message("status.not_listed", "The revocation list {url} does not have it."),
    Message("status.list_malformed", "{url} is no revocation list that can be read.", _ISSUER),
    Message("status.list_of_other", "{url} is the revocation list of {issuer}, not of this issuer.", _ISSUER),
    Message(
        "status.cannot_be_listed",
        "The badge has neither id nor uid, so the revocation list {url} cannot say whether it is revoked.",
        _ISSUER,
    ),
    Message("key.pem", "The issuer's key is no public key in PEM.", _ISSUER),
    Message("key.no_address", "The issuer's key has no web address ({key})."),
    Message("key.not_listed", "The key {key} is not listed in the profile of {issuer}.", _FORGED),
    Message(
        "key.no_issuer_key",
        "The profile of {issuer} lists no key, so nobody can tell who signed.",
        "Ask the issuer whether it signs badges.",
    ),
    Message("key.owner_is_other", "The key says that it belongs to {owner}, not to {issuer}.", _FORGED),
    Message("key.id_differs", "The key at {key} calls itself {id}."),
    Message("key.too_many", "The issuer lists more than {limit} keys."),
    Message("endorsement.stands_alone", "The endorsement of {subject} was handed over by itself."),
    Message("endorsement.about_other", "The endorsement is about {subject}, not about {carrier}."),
    Message("endorsement.about_carrier", "The endorsement is about {carrier}."),
    Message("endorsement.all_verified", "All {count} endorsements are verified."),
    Message(
        "endorsement.not_all_verified",
        "{good} of {count} endorsements are verified; take the others as mere words.",
    ),
    Message("endorsement.too_many", "{count} further endorsements were not looked at."),
)
