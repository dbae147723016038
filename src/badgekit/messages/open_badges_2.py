"""Sentences for the codes of Open Badges 0.5 to 2.1: reading, upgrading, pictures."""

from __future__ import annotations

from badgekit.messages.model import Message

_ASK_ISSUER = "Ask the issuer to correct the badge where it is published, or to issue it again."

MESSAGES: tuple[Message, ...] = (
    Message("date.unix_seconds", "The date {name} ({text}) is a number of seconds, read as Unix time."),
    Message("structure.not_one_value", "{name} has {count} values where there can be only one.", _ASK_ISSUER),
    Message(
        "structure.not_an_http_url",
        "{name} must be the address of something on the web (http or https); {value} is not.",
        _ASK_ISSUER,
    ),
    Message("structure.not_a_language", "{value} is not a language tag (such as en or de-AT).", _ASK_ISSUER),
    Message("structure.not_a_host", "{value} is not the name of a host (such as example.org).", _ASK_ISSUER),
    Message("structure.not_an_email", "{value} does not look like an e-mail address."),
    Message(
        "structure.not_a_telephone", "{value} is not a telephone number as E.164 writes it (+15417522845)."
    ),
    Message("structure.unknown_property", "{value} is not the name of a property.", _ASK_ISSUER),
    Message("structure.unknown_type", "The type {value} has no meaning in Open Badges, nor is it an IRI."),
    Message("structure.type_unusual", "The type is not {expected}, which is what Open Badges foresees here."),
    Message(
        "structure.identity_not_an_email",
        "The recipient is said to be named by an e-mail address, but {value} is none.",
        _ASK_ISSUER,
    ),
    Message(
        "structure.hash_unknown",
        "The identifier of the recipient is said to be hashed, but is no hash of a known kind ({known}).",
        _ASK_ISSUER,
    ),
    Message(
        "structure.hash_denied",
        "The identifier of the recipient is said not to be hashed, but has the form of a hash.",
        _ASK_ISSUER,
    ),
    Message(
        "structure.hashed_missing",
        "The badge does not say whether the identifier of the recipient is hashed; its form decided.",
    ),
    Message(
        "structure.revoked_entry_empty",
        "An entry of the revocation list names no badge, neither by id nor by uid.",
        "Ask the issuer to correct the revocation list.",
    ),
    Message("upgrade.renamed", "{old}, a member of an older version of Open Badges, was read as {new}."),
    Message("upgrade.type", "The document does not say what it is; by its use and members it is a {type}."),
    Message("upgrade.id", "The document names itself by no id; it was taken to be {id}."),
    Message(
        "upgrade.hosted", "Open Badges 0.5 says nothing of verification; the badge was read as a hosted one."
    ),
    Message(
        "upgrade.recipient",
        "The recipient is a bare text, as in Open Badges 0.5; it was read as an e-mail address or its hash.",
    ),
    Message("upgrade.org", "The name of the issuer and of its organisation were joined to {name}."),
    Message("upgrade.resolved", "{name} is a path on the site of the issuer, as in Open Badges 0.5: {url}."),
    Message(
        "upgrade.revocation_map",
        "The revocation list is a map of names to reasons, as in Open Badges 1.0; it has {count} entries.",
    ),
    Message("image.data_uri", "The picture is a data URL that cannot be read.", _ASK_ISSUER),
    Message(
        "image.not_png_or_svg",
        "The picture inside the document is neither PNG nor SVG (it says that it is {media_type}).",
        _ASK_ISSUER,
    ),
    Message(
        "image.other_type",
        "The picture inside the document is {actual}, but says that it is {media_type}.",
        _ASK_ISSUER,
    ),
)
