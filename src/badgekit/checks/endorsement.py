"""Endorsements inside the credential: others' words, which the issuer's signature does not vouch for."""

from __future__ import annotations

from badgekit.checks.base import Check, Context, Decision, check, not_applicable, warning
from badgekit.documents import Kind
from badgekit.models import Achievement, Assertion, Endorsement, Profile, VerifiableCredential

__all__ = ["embedded"]

_KINDS = frozenset({Kind.ACHIEVEMENT, Kind.ENDORSEMENT})
_Endorsed = Assertion | Endorsement | VerifiableCredential | Achievement | Profile


@check("endorsement.evaluated", spec="OB 3.0 verification step 6", kinds=_KINDS, required=False)
def embedded(context: Context) -> Decision:
    """Says whether endorsements are embedded; none of them is offered as verified."""
    count = sum(_count(place) for place in _places(context.claims))
    if not count:
        return not_applicable("endorsement.none")
    return warning("endorsement.not_evaluated", count=count)


def _places(claims: Assertion | Endorsement | VerifiableCredential) -> list[_Endorsed]:
    """Return everything that may carry endorsements (OB 3.0: credential, achievement, every profile)."""
    places: list[_Endorsed] = [claims]
    profiles = [claims.issuer]
    if isinstance(claims, Assertion) and claims.credential_subject is not None:
        profiles.append(claims.credential_subject.source)
        achievement = claims.credential_subject.achievement
        if achievement is not None:
            places.append(achievement)
            profiles.append(achievement.creator)
    for profile in profiles:
        while profile is not None:
            places.append(profile)
            profile = profile.parent_org
    return places


def _count(place: _Endorsed) -> int:
    if isinstance(place, VerifiableCredential | Endorsement):
        return 0
    return len(place.endorsement) + len(place.endorsement_jwt)


CHECKS: tuple[Check, ...] = (embedded,)
