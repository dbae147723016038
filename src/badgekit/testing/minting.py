"""Unsigned credentials: complete, valid, and the same for the same arguments."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal, TypedDict

from badgekit.documents import VC_V1, VC_V2
from badgekit.testing.publication import instant

__all__ = [
    "BadgeOptions",
    "CredentialOptions",
    "Members",
    "achievement_credential",
    "achievement_members",
    "credential",
    "endorsement_credential",
    "generic_credential",
    "hashed_identity",
    "ob_context",
    "plain_identity",
    "recipient_members",
    "response",
]

Members = Mapping[str, Any]

_OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
_OB_CONTEXTS = {"3.0.0": f"{_OB}context.json"}
_SCHEMAS = {"2.0": "ob_v3p0_achievementcredential_schema", "1.1": "ob_v3p0_anyachievementcredential_schema"}


class CredentialOptions(TypedDict, total=False):
    """What any credential can be told; everything has a default.

    Attributes:
        id: identifier; a ``urn:uuid:`` made from the seed and a counter when left out.
        vcdm: "2.0" (the default) or "1.1".
        valid_from, valid_until: aware datetimes; by default valid since 30 days before `now`, without end.
            ``valid_from=None`` leaves the start out.
        contexts: URLs after the standard ones.
        types: types after the standard ones.
        extra: further members of the credential, such as ``credentialStatus``.
        profile: further members of the issuer, such as ``url``.
    """

    id: str
    vcdm: Literal["2.0", "1.1"]
    valid_from: datetime | None
    valid_until: datetime | None
    contexts: Iterable[str]
    types: Iterable[str]
    extra: Members
    profile: Members


class BadgeOptions(CredentialOptions, total=False):
    """What a badge can be told beyond `CredentialOptions`.

    Attributes:
        achievement: its name, or members that complete or replace the default ones.
        subject: further members of the credentialSubject, such as ``role``.
        subject_id: ``credentialSubject.id``, beside whatever identifiers there are.
        alignments, results, result_descriptions, evidence: members of each; a missing ``type`` is added.
        ob_context: revision of the Open Badges context: "3.0.3" (default with VCDM 2.0), "3.0.2", "3.0.1"
            (default with VCDM 1.1) or "3.0.0" (``context.json``).
        schema: name the 1EdTech schema in ``credentialSchema``.
        name: of the credential; by default that of the achievement.
    """

    achievement: str | Members
    subject: Members
    subject_id: str
    alignments: Iterable[Members]
    results: Iterable[Members]
    result_descriptions: Iterable[Members]
    evidence: Iterable[Members]
    ob_context: str
    schema: bool
    name: str


def hashed_identity(
    value: str, *, type: str = "emailAddress", salt: str | None = "salt-of-tests", algorithm: str = "sha256"
) -> dict[str, Any]:
    """Return an IdentityObject that holds the hash of `value` and `salt` (OB 3.0 IdentityHash)."""
    digest = hashlib.new(algorithm, (value + (salt or "")).encode(), usedforsecurity=False).hexdigest()
    identity: dict[str, Any] = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": f"{algorithm}${digest}",
        "identityType": type,
    }
    return identity if salt is None else {**identity, "salt": salt}


def plain_identity(value: str, *, type: str = "emailAddress") -> dict[str, Any]:
    """Return an IdentityObject that holds `value` itself."""
    return {"type": "IdentityObject", "hashed": False, "identityHash": value, "identityType": type}


def achievement_credential(
    issuer: Members,
    recipient: str | Members | Iterable[Members] | None,
    *,
    hashed: bool,
    number: str,
    start: datetime,
    options: BadgeOptions,
) -> dict[str, Any]:
    """Return an AchievementCredential.

    Args:
        issuer: the issuer's profile.
        recipient: an e-mail address; a DID or URL, which becomes ``credentialSubject.id``; one or more
            IdentityObjects; None for nobody.
        hashed: whether an e-mail address is hashed.
        number: what the default ids are made of.
        start: the default start of validity.
        options: see `BadgeOptions`.
    """
    vcdm = options.get("vcdm", "2.0")
    achievement = achievement_members(options.get("achievement", {}), number)
    _put(achievement, "alignment", options.get("alignments"), "Alignment")
    _put(achievement, "resultDescription", options.get("result_descriptions"), "ResultDescription")
    subject: dict[str, Any] = {"type": ["AchievementSubject"], **recipient_members(recipient, hashed)}
    if "subject_id" in options:
        subject = {"id": options["subject_id"], **subject}
    subject["achievement"] = achievement
    _put(subject, "result", options.get("results"), "Result")
    subject.update(options.get("subject", {}))
    members: dict[str, Any] = {"name": options.get("name", achievement["name"]), "credentialSubject": subject}
    _put(members, "evidence", options.get("evidence"), "Evidence")
    contexts = [ob_context(options.get("ob_context", "3.0.3" if vcdm == "2.0" else "3.0.1"))]
    if options.get("schema"):
        contexts.append(f"{_OB}extensions.json")
        schema = {"id": f"{_OB}schema/json/{_SCHEMAS[vcdm]}.json", "type": "1EdTechJsonSchemaValidator2019"}
        members["credentialSchema"] = [schema]
    return credential(issuer, ["OpenBadgeCredential"], contexts, members, number, start, options)


def endorsement_credential(
    issuer: Members, target: str, comment: str, *, number: str, start: datetime, options: CredentialOptions
) -> dict[str, Any]:
    """Return an EndorsementCredential about the thing with the id `target`."""
    subject = {"id": target, "type": ["EndorsementSubject"], "endorsementComment": comment}
    members = {"name": "Endorsement", "credentialSubject": subject}
    contexts = [ob_context("3.0.3" if options.get("vcdm", "2.0") == "2.0" else "3.0.1")]
    return credential(issuer, ["EndorsementCredential"], contexts, members, number, start, options)


def generic_credential(
    issuer: Members, subject: Members, *, number: str, start: datetime, options: CredentialOptions
) -> dict[str, Any]:
    """Return a Verifiable Credential of no kind that Open Badges defines."""
    # The W3C contexts define no Profile, and that of VCDM 1.1 no name either.
    known = ("id", "name") if options.get("vcdm", "2.0") == "2.0" else ("id",)
    named = {member: value for member, value in issuer.items() if member in known}
    return credential(named, [], [], {"credentialSubject": dict(subject)}, number, start, options)


def response(credentials: Iterable[Members | str]) -> dict[str, Any]:
    """Return a GetOpenBadgeCredentialsResponse (OB 3.0 API) with `credentials`, objects and tokens."""
    given = list(credentials)
    members = {
        "credential": [dict(entry) for entry in given if isinstance(entry, Mapping)],
        "compactJwsString": [entry for entry in given if isinstance(entry, str)],
    }
    return {name: entries for name, entries in members.items() if entries}


def urn(number: str) -> str:
    """Return the ``urn:uuid:`` that belongs to `number`."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'urn:badgekit:testing:{number}')}"


def credential(
    issuer: Members,
    types: list[str],
    contexts: list[str],
    members: dict[str, Any],
    number: str,
    start: datetime,
    options: CredentialOptions,
) -> dict[str, Any]:
    """Return the envelope of a credential around `members`."""
    second = options.get("vcdm", "2.0") == "2.0"
    begins, ends = ("validFrom", "validUntil") if second else ("issuanceDate", "expirationDate")
    credential: dict[str, Any] = {
        "@context": [VC_V2 if second else VC_V1, *contexts, *options.get("contexts", ())],
        "id": options.get("id", urn(number)),
        "type": ["VerifiableCredential", *types, *options.get("types", ())],
        "issuer": {**issuer, **options.get("profile", {})},
    }
    for name, moment in ((begins, options.get("valid_from", start)), (ends, options.get("valid_until"))):
        if moment is not None:
            credential[name] = instant(moment)
    return {**credential, **members, **options.get("extra", {})}


def achievement_members(given: str | Members, number: str) -> dict[str, Any]:
    """Return an achievement: its name, or members that complete or replace the default ones."""
    members = {"name": given} if isinstance(given, str) else given
    return {
        "id": urn(f"{number}/achievement"),
        "type": ["Achievement"],
        "name": "Data Analysis",
        "description": "Collects, cleans and interprets data.",
        "criteria": {"narrative": "Passed the project and the oral examination."},
        **members,
    }


def recipient_members(given: str | Members | Iterable[Members] | None, hashed: bool) -> dict[str, Any]:
    """Return the members that name a recipient."""
    if given is None:
        return {}
    if isinstance(given, str):
        if ":" in given:
            return {"id": given}
        return {"identifier": [hashed_identity(given) if hashed else plain_identity(given)]}
    entries = [given] if isinstance(given, Mapping) else given
    return {"identifier": [dict(entry) for entry in entries]}


def _put(target: dict[str, Any], name: str, given: Iterable[Members] | None, kind: str) -> None:
    if given is not None:
        target[name] = [{"type": [kind], **entry} for entry in given]


def ob_context(revision: str) -> str:
    """Return the URL of a revision of the Open Badges context."""
    return _OB_CONTEXTS.get(revision, f"{_OB}context-{revision}.json")
