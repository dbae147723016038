"""Claims of Open Badges 2.0 → the one shape that callers see, whatever the version of the badge.

Members that this shape has no place for stay in `extra` of the object that had them, under their own names.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from badgekit.dates import Timestamp
from badgekit.models import achievement as one
from badgekit.models import credential, parts, profile, services, subject
from badgekit.models.ob2 import classes as ob2
from badgekit.models.ob2.forms import looks_hashed
from badgekit.models.values import NOTHING, ReadOnly, pick

__all__ = ["to_assertion", "to_endorsement"]


def to_assertion(
    assertion: ob2.Assertion, badge: ob2.BadgeClass | None = None, issuer: ob2.Issuer | None = None
) -> credential.Assertion:
    """Return `assertion` as callers of badgekit see every badge; `original` holds it with what it links to.

    ``issuedOn`` is `valid_from`, ``expires`` is `valid_until`; the recipient is the one identifier of the
    subject, the BadgeClass its achievement, the issuer both the issuer and the creator of the achievement.

    Args:
        badge: the BadgeClass where it was fetched; None = the embedded one, if any.
        issuer: the issuer where it was fetched; None = the embedded one, if any.
    """
    badge = badge if badge is not None else _held(assertion.badge, ob2.BadgeClass)
    if badge is not None:
        issuer = issuer if issuer is not None else _held(badge.issuer, ob2.Issuer)
        if issuer is not None:
            badge = dataclasses.replace(badge, issuer=issuer)
        assertion = dataclasses.replace(assertion, badge=badge)
    who = _profile(issuer if issuer is not None else badge.issuer if badge is not None else None)
    return credential.Assertion(
        context=assertion.context,
        id=assertion.id,
        types=assertion.types,
        image=_image(assertion.image),
        issuer=who,
        valid_from=assertion.issued_on,
        valid_until=assertion.expires,
        dates_as_written=_dates(issuedOn=assertion.issued_on, expires=assertion.expires),
        credential_subject=subject.AchievementSubject(
            identifier=() if assertion.recipient is None else (_identity(assertion.recipient),),
            achievement=_achievement(assertion.badge, who),
            narrative=assertion.narrative,
            path=assertion.path,
        ),
        endorsement=_endorsements(assertion.endorsement),
        evidence=tuple(_evidence(item) for item in assertion.evidence),
        extra=_extra(
            assertion.extra,
            revoked=assertion.revoked,
            revocationReason=assertion.revocation_reason,
            uid=assertion.uid,
            version=assertion.version,
        ),
        path=assertion.path,
        original=assertion,
    )


def to_endorsement(endorsement: ob2.Endorsement, issuer: ob2.Issuer | None = None) -> profile.Endorsement:
    """Return `endorsement` as callers of badgekit see every endorsement.

    Args:
        issuer: the issuer where it was fetched; None = what the endorsement says of it.
    """
    claim = endorsement.claim
    return profile.Endorsement(
        context=endorsement.context,
        id=endorsement.id,
        types=endorsement.types,
        issuer=_profile(issuer if issuer is not None else endorsement.issuer),
        valid_from=endorsement.issued_on,
        dates_as_written=_dates(issuedOn=endorsement.issued_on),
        credential_subject=None
        if claim is None
        else profile.EndorsementSubject(
            id=claim.id,
            types=claim.types,
            endorsement_comment=claim.endorsement_comment,
            extra=claim.extra,
            path=claim.path,
        ),
        extra=_extra(
            endorsement.extra,
            revoked=endorsement.revoked,
            revocationReason=endorsement.revocation_reason,
            version=endorsement.version,
        ),
        path=endorsement.path,
    )


def _held(value: Any, cls: Any) -> Any:
    return value if isinstance(value, cls) else None


def _dates(**written: Timestamp | None) -> ReadOnly:
    return ReadOnly({name: stamp for name, stamp in written.items() if stamp is not None})


def _extra(extra: Mapping[str, Any], **more: Any) -> ReadOnly:
    found = {name: value for name, value in more.items() if value is not None}
    return ReadOnly({**extra, **found}) if extra or found else NOTHING


def _identity(recipient: ob2.IdentityObject) -> parts.IdentityObject:
    return parts.IdentityObject(
        types=("IdentityObject",),
        # Where the document does not say it, the form does: the reader has complained about contradictions.
        hashed=recipient.hashed if recipient.hashed is not None else looks_hashed(recipient.identity or ""),
        identity_hash=recipient.identity,
        identity_type=next((name for name in recipient.types if name != "IdentityObject"), None),
        salt=recipient.salt,
        extra=recipient.extra,
        path=recipient.path,
    )


def _achievement(
    badge: ob2.BadgeClass | str | None, creator: profile.Profile | None
) -> one.Achievement | None:
    if badge is None or isinstance(badge, str):
        return None if badge is None else one.Achievement(id=badge)
    return one.Achievement(
        id=badge.id,
        types=badge.types,
        name=badge.name,
        description=badge.description,
        criteria=None
        if badge.criteria is None
        else one.Criteria(
            id=badge.criteria.id,
            types=badge.criteria.types,
            narrative=badge.criteria.narrative,
            extra=badge.criteria.extra,
            path=badge.criteria.path,
        ),
        alignment=tuple(_alignment(item) for item in badge.alignment),
        creator=creator,
        endorsement=_endorsements(badge.endorsement),
        image=_image(badge.image),
        in_language=badge.language,
        related=tuple(
            one.Related(
                id=item.id,
                types=item.types,
                in_language=item.language,
                version=_text(item.version),
                extra=item.extra,
                path=item.path,
            )
            for item in badge.related
        ),
        tag=badge.tags,
        version=_text(badge.version),
        extra=badge.extra,
        path=badge.path,
    )


def _alignment(item: ob2.AlignmentObject) -> one.Alignment:
    return one.Alignment(
        types=item.types,
        target_code=item.target_code,
        target_description=pick(item.target_description),
        target_name=pick(item.target_name),
        target_framework=item.target_framework,
        target_url=item.target_url,
        extra=_extra(item.extra, id=item.id),
        path=item.path,
    )


def _profile(issuer: ob2.Issuer | str | None) -> profile.Profile | None:
    if issuer is None or isinstance(issuer, str):
        return None if issuer is None else profile.Profile(id=issuer)
    return profile.Profile(
        id=issuer.id,
        types=issuer.types,
        name=issuer.name,
        url=issuer.url,
        phone=issuer.telephone,
        description=issuer.description,
        endorsement=_endorsements(issuer.endorsement),
        image=_image(issuer.image),
        email=issuer.email,
        extra=_extra(
            issuer.extra,
            revocationList=issuer.revocation_list,
            origin=issuer.origin,
            org=issuer.org,
            version=issuer.version,
        ),
        path=issuer.path,
    )


def _image(image: ob2.Image | None) -> parts.Image | None:
    if image is None:
        return None
    extra = _extra(image.extra, author=image.author)
    return parts.Image(id=image.id, types=image.types, caption=image.caption, extra=extra, path=image.path)


def _evidence(item: ob2.Evidence) -> services.Evidence:
    return services.Evidence(
        id=item.id,
        types=item.types,
        narrative=item.narrative,
        name=item.name,
        description=item.description,
        genre=item.genre,
        audience=item.audience,
        extra=item.extra,
        path=item.path,
    )


def _endorsements(found: tuple[ob2.Endorsement | str, ...]) -> tuple[profile.Endorsement, ...]:
    return tuple(
        profile.Endorsement(id=item) if isinstance(item, str) else to_endorsement(item) for item in found
    )


def _text(value: str | float | None) -> str | None:
    return None if value is None else str(value)
