"""Hosted verification scope: may this address publish badges in the name of this issuer? Pure.

Open Badges 2.0, VerificationObject: the issuer's profile says where its badges are (``startsWith``,
``allowedOrigins``); where it says nothing, they are where the profile is. 0.5 has ``origin`` for the same.
"""

from __future__ import annotations

from badgekit.errors import Malformed, Problem
from badgekit.gathering import addresses
from badgekit.models.ob2.classes import Issuer, VerificationObject
from badgekit.net.guard import DEFAULT_PORTS, ParsedUrl
from badgekit.net.iri import to_uri

__all__ = ["judge_badge_class", "judge_hosting", "judge_origin"]


def judge_hosting(address: str, issuer_id: str, issuer: Issuer) -> Problem | None:
    """Return why a badge published at `address` is not the issuer's, or None.

    Args:
        address: where the badge was found published.
        issuer_id: where the issuer's profile was found published.
        issuer: the profile.
    """
    place, home = addresses.parse(address), addresses.parse(issuer_id)
    if place is None:
        return Malformed("hosted.bad_address", "$.id", url=address)
    if home is None:
        return Malformed("hosted.issuer_without_address", "$.badge.issuer", issuer=issuer_id)
    policy = issuer.verification
    if policy is not None and policy.verification_property not in (None, "id"):
        return Malformed(
            "hosted.unknown_property", "$.badge.issuer.verification", name=policy.verification_property
        )
    if policy is None or not (policy.starts_with or policy.allowed_origins):
        if addresses.same_host(place, home):
            return None
        return Malformed("hosted.foreign_host", "$.id", url=address, issuer=issuer_id)
    if policy.starts_with and not any(addresses.covers(start, place) for start in policy.starts_with):
        return Malformed("hosted.outside_scope", "$.id", url=address, issuer=issuer_id)
    if policy.allowed_origins and not _allowed(place, home, policy):
        return Malformed("hosted.outside_scope", "$.id", url=address, issuer=issuer_id)
    return None


def judge_badge_class(badge_id: str, issuer_id: str, issuer: Issuer) -> Problem | None:
    """Return why a BadgeClass published at `badge_id` is not the issuer's, or None.

    Anybody can write a BadgeClass that names a foreign issuer (OB 2.0: assertion and BadgeClass are on the
    issuer's origin).
    """
    place, home = addresses.parse(badge_id), addresses.parse(issuer_id)
    if place is None or home is None:
        return Malformed("hosted.bad_address", "$.badge", url=badge_id)
    policy = issuer.verification
    if addresses.same_host(place, home):
        return None
    if policy is not None and (
        any(addresses.covers(start, place) for start in policy.starts_with)
        or (policy.allowed_origins and _allowed(place, home, policy))
    ):
        return None
    return Malformed("hosted.foreign_badge_class", "$.badge", url=badge_id, issuer=issuer_id)


def judge_origin(address: str, origin: str | None) -> Problem | None:
    """Return why a 0.5 badge at `address` is not that of the issuer at `origin`, or None.

    0.5: "origin: the origin of the issuer", which the assertion must share; some issuers write a bare host.
    """
    place = addresses.parse(address)
    home = addresses.parse(origin) or addresses.parse(f"http://{origin}" if origin else None)
    if place is None or home is None:
        return Malformed("hosted.bad_address", "$.badge.issuer.origin", url=origin or "")
    if addresses.same_host(place, home):
        return None
    return Malformed("hosted.foreign_host", "$.badge.issuer.origin", url=address, issuer=origin or "")


def _allowed(place: ParsedUrl, home: ParsedUrl, policy: VerificationObject) -> bool:
    return any(_is_host(entry, place, home) for entry in policy.allowed_origins or ())


def _is_host(entry: str, place: ParsedUrl, home: ParsedUrl) -> bool:
    """Compare a host name of ``allowedOrigins`` (RFC 3986 reg-name) with the whole host, not a part of it."""
    host, colon, port = entry.strip().partition(":")
    host = to_uri(f"http://{host}/")[7:-1].lower()
    if not host or host != place.host:
        return False
    if colon:
        return port == str(place.port)
    # The name stands for the site, not for whatever else listens on the machine.
    return place.port in DEFAULT_PORTS or (place.host == home.host and place.port == home.port)
