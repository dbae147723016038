"""The documents of Open Badges 0.5 to 2.0: complete, valid, and the same for the same arguments.

Each function writes one document in the shape of one generation. Open Badges 2.1 writes badges as 2.0 does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypedDict

from badgekit.testing.publication import instant
from badgekit.testing.securing import TokenAlgorithm

__all__ = [
    "CONTEXTS",
    "AssertionOptions",
    "Generation",
    "Mode",
    "Places",
    "assertion",
    "badge_class",
    "endorsement",
    "hashed_recipient",
    "issuer",
    "key",
    "plain_recipient",
    "revocation_list",
    "revoked_assertion",
]

Members = Mapping[str, Any]
Generation = Literal["0.5", "1.0", "1.1", "2.0"]
Mode = Literal["hosted", "signed"]

CONTEXTS: Mapping[str, str] = {
    "1.1": "https://w3id.org/openbadges/v1",
    "2.0": "https://w3id.org/openbadges/v2",
}
"""Generation → its context; the generations before 1.1 have none."""


class AssertionOptions(TypedDict, total=False):
    """What an assertion can be told; everything has a default.

    Attributes:
        id: where a hosted assertion is published, or the id of a signed one.
        issued_on, expires: aware datetimes, written as the generation does it, or text and numbers as they
            are; by default 30 days before `now`, and never.
        badge_class: name of the BadgeClass, or members that complete or replace the default ones.
        issuer: further members of the issuer's profile, from now on.
        embed: 2.0 only: the assertion holds its BadgeClass, and that its issuer, beside the published ones.
        extra: further members of the assertion; None takes one away.
        algorithm: of a signed badge, "RS256" by default.
    """

    id: str
    issued_on: datetime | str | int
    expires: datetime | str | int
    badge_class: str | Members
    issuer: Members
    embed: bool
    extra: Members
    algorithm: TokenAlgorithm


@dataclass(frozen=True, slots=True)
class Places:
    """The addresses of what belongs to one assertion.

    Attributes:
        assertion: where it is hosted; for a signed assertion its ``urn:uuid:``, which leads nowhere.
        badge, image, issuer: the BadgeClass, its picture, the issuer's profile.
        key: the key of a signed assertion.
    """

    assertion: str
    badge: str
    image: str
    issuer: str
    key: str = ""


def hashed_recipient(
    value: str, *, type: str = "email", salt: str | None = "salt-of-tests", algorithm: str = "sha256"
) -> dict[str, Any]:
    """Return the IdentityObject of Open Badges 1.0 to 2.1 with the hash of `value` and `salt`."""
    digest = hashlib.new(algorithm, (value + (salt or "")).encode(), usedforsecurity=False).hexdigest()
    identity: dict[str, Any] = {"type": type, "hashed": True, "identity": f"{algorithm}${digest}"}
    return identity if salt is None else {**identity, "salt": salt}


def plain_recipient(value: str, *, type: str = "email") -> dict[str, Any]:
    """Return the IdentityObject of Open Badges 1.0 to 2.1 with `value` itself."""
    return {"type": type, "hashed": False, "identity": value}


def assertion(
    generation: Generation,
    places: Places,
    recipient: Members,
    *,
    badge: Members | str,
    mode: Mode,
    uid: str,
    issued_on: datetime | str | int,
    expires: datetime | str | int | None = None,
    extra: Members | None = None,
) -> dict[str, Any]:
    """Return an assertion.

    Args:
        generation: "0.5", "1.0", "1.1" or "2.0".
        places: the addresses it names.
        recipient: an IdentityObject, which 0.5 takes apart.
        badge: the BadgeClass, or the link to it.
        mode: how it is verified; "0.5" knows hosted badges only.
        uid: 1.x only.
        issued_on, expires: aware datetimes, written as the generation does; text and numbers as they are.
        extra: further members; None takes one away.
    """
    dates = {"expires": _moment(expires, generation)} if expires is not None else {}
    document: dict[str, Any]
    if generation == "0.5":
        salt = {"salt": recipient["salt"]} if "salt" in recipient else {}
        document = {"recipient": recipient["identity"], **salt, "badge": badge}
        document |= {"issued_on": _moment(issued_on, generation), **dates}
        return _with(document, extra)
    document = {**_head(generation, "Assertion", places.assertion), "recipient": dict(recipient)}
    if generation == "2.0":
        verification = (
            {"type": "HostedBadge"} if mode == "hosted" else {"type": "SignedBadge", "creator": places.key}
        )
        document |= {"badge": badge, "verification": verification}
    else:
        if mode == "signed":
            document.pop("id", None)
        where = places.assertion if mode == "hosted" else places.key
        document |= {"uid": uid, "badge": badge, "verify": {"type": mode, "url": where}}
    return _with({**document, "issuedOn": _moment(issued_on, generation), **dates}, extra)


def badge_class(
    generation: Generation, places: Places, *, issuer: Members | str, members: Members | None = None
) -> dict[str, Any]:
    """Return a BadgeClass; `issuer` is the profile or the link to it, `members` complete or replace."""
    described = {
        "name": "Data Analysis",
        "description": "Collects, cleans and interprets data.",
        "image": places.image,
        "criteria": f"{places.badge.removesuffix('.json')}.html",
    }
    if generation == "0.5":
        return _with({"version": "0.5.0", **described, "issuer": issuer}, members)
    if generation == "2.0":
        described |= {"criteria": {"narrative": "Passed the project and the oral examination."}}  # type: ignore[dict-item]
    return _with({**_head(generation, "BadgeClass", places.badge), **described, "issuer": issuer}, members)


def issuer(
    generation: Generation, url: str, name: str, host: str, members: Members | None = None
) -> dict[str, Any]:
    """Return the profile of an issuer."""
    email = f"badges@{host}"
    if generation == "0.5":
        return _with({"origin": f"https://{host}", "name": name, "contact": email}, members)
    described = {"name": name, "url": f"https://{host}", "email": email}
    return _with({**_head(generation, "Issuer", url), **described}, members)


def key(url: str, owner: str, pem: str) -> dict[str, Any]:
    """Return a CryptographicKey of Open Badges 2.0."""
    return {**_head("2.0", "CryptographicKey", url), "owner": owner, "publicKeyPem": pem}


def revocation_list(
    generation: Generation, url: str, owner: str, entries: Iterable[Members | str]
) -> dict[str, Any]:
    """Return the list of revoked assertions; of 1.x a map of ``uid`` → reason."""
    if generation == "2.0":
        return {**_head("2.0", "RevocationList", url), "issuer": owner, "revokedAssertions": list(entries)}
    return {
        entry["uid"]: entry.get("revocationReason", "") for entry in entries if isinstance(entry, Mapping)
    }


def revoked_assertion(generation: Generation, url: str, reason: str) -> dict[str, Any]:
    """Return what is left of a hosted assertion that was revoked."""
    head = _head(generation, "Assertion", url) if generation == "2.0" else {}
    return {**head, "revoked": True, **({"revocationReason": reason} if reason else {})}


def endorsement(
    url: str,
    target: str,
    comment: str,
    *,
    issuer: Members | str,
    issued_on: datetime,
    verification: Members,
    extra: Members | None = None,
) -> dict[str, Any]:
    """Return an Endorsement of Open Badges 2.0 about the thing with the id `target`."""
    document = {
        **_head("2.0", "Endorsement", url),
        "claim": {"id": target, "endorsementComment": comment},
        "issuer": issuer,
        "issuedOn": instant(issued_on),
        "verification": dict(verification),
    }
    return _with(document, extra)


def _head(generation: Generation, type: str, url: str) -> dict[str, Any]:
    if generation not in CONTEXTS:
        return {}
    return {"@context": CONTEXTS[generation], "type": type, "id": url}


def _moment(given: datetime | str | int, generation: Generation) -> str | int:
    """Write a moment as was usual: a date in 0.5, Unix seconds in 1.0, date and time in UTC since then."""
    if not isinstance(given, datetime):
        return given
    if generation == "0.5":
        return given.date().isoformat()
    return int(given.timestamp()) if generation == "1.0" else instant(given)


def _with(document: dict[str, Any], members: Members | None) -> dict[str, Any]:
    merged = {**document, **(members or {})}
    return {name: value for name, value in merged.items() if value is not None}
