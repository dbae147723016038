"""Endorsements inside a credential: others' words, each judged by its own signature.

None of them makes the credential truer or less true. An endorsement can be signed by anybody and put
anywhere, so each must be about the object that carries it, and by somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from badgekit.checks.base import (
    Around,
    Check,
    Context,
    Decision,
    check,
    failed,
    inconclusive,
    not_applicable,
    passed,
    warning,
)
from badgekit.checks.nested import judged
from badgekit.documents import Kind
from badgekit.errors import Malformed
from badgekit.findings import Finding
from badgekit.jsonpath import child, member_at
from badgekit.models import Achievement, Assertion, Claims, ClrCredential, Endorsement, Profile
from badgekit.report import Report

__all__ = ["about_carrier", "by_somebody_else", "embedded"]

_ENDORSEMENT = frozenset({Kind.ENDORSEMENT})
_CARRIERS = frozenset({Kind.ACHIEVEMENT, Kind.ENDORSEMENT, Kind.CLR})
# Of a carrier without an id; no id reads like this.
_NAMELESS = "nothing with an id"
_Carrier = Assertion | ClrCredential | Achievement | Profile


@check("endorsement.subject", spec="OB 3.0 EndorsementSubject.id", kinds=_ENDORSEMENT)
def about_carrier(context: Context) -> Decision:
    """The endorsement is about the object that carries it."""
    claims = context.claims
    subject = claims.credential_subject if isinstance(claims, Endorsement) else None
    endorsed = (subject.id or "") if subject is not None else ""
    if not context.carrier:
        return not_applicable("endorsement.stands_alone", subject=endorsed)
    if endorsed != context.carrier:
        # A genuine endorsement of something else can be put into any credential.
        path, carrier = "$.credentialSubject.id", context.carrier
        return failed("endorsement.about_other", path=path, subject=endorsed, carrier=carrier)
    return passed("endorsement.about_carrier", carrier=context.carrier)


@check(
    "endorsement.independent",
    needs=("issuer.bound",),
    spec="OB 3.0 EndorsementCredential: a third party's assertion",
    kinds=_ENDORSEMENT,
)
def by_somebody_else(context: Context) -> Decision:
    """The endorsement is by somebody else than who issued, or is, what it endorses."""
    if not context.carrier:
        return not_applicable("endorsement.stands_alone", subject="")
    assert context.around is not None, "what carries it is around it"
    if context.issuer is None:
        return inconclusive("proof.nothing_verified")
    if context.issuer.id in (context.around.issuer, context.carrier):
        return failed("endorsement.self", path="$.issuer", issuer=context.issuer.id)
    return passed("endorsement.by_another", issuer=context.issuer.id)


@check(
    "endorsement.evaluated",
    needs=("proof.integrity",),
    spec="OB 3.0 verification step 6",
    kinds=_CARRIERS,
    required=False,
)
def embedded(context: Context) -> Decision:
    """Endorsements are judged each on its own; none of them makes the credential truer or less true."""
    found = list(_attached(context))
    if not found:
        return not_applicable("endorsement.none")
    own = context.claims.issuer
    around = Around((own.id or "") if own is not None else "")
    reports = tuple(
        _judge(context, value, place, carrier, around)
        for carrier, place, value in islice(found, context.limits.endorsements)
    )
    context.children += reports
    good, count = sum(report.fully_verified for report in reports), len(found)
    if len(reports) < count:
        further = Finding("endorsement.too_many", params={"count": count - len(reports)})
        return warning("endorsement.not_all_verified", further, good=good, count=count)
    if good < count:
        return warning("endorsement.not_all_verified", good=good, count=count)
    return passed("endorsement.all_verified", count=count)


def _judge(context: Context, value: Any, place: str, carrier: str, around: Around) -> Report:
    report = judged(context, value, place, "endorsement", carrier=carrier, around=around)
    if report.kind in ("", Kind.ENDORSEMENT.value):
        return report
    # Whatever else is sound and signed, such as a badge, endorses nothing.
    assert context.bench is not None
    problem = Malformed("endorsement.of_another_kind", place, kind=report.kind)
    return context.bench.refuse(problem, report.input)


def _attached(context: Context) -> Iterator[tuple[str, str, Any]]:
    """Yield id of the carrier, place and value of each endorsement, wherever one may be (OB 3.0)."""
    for carrier in _carriers(context.claims):
        if not carrier.endorsement and not carrier.endorsement_jwt:
            continue
        for name in ("endorsement", "endorsementJwt"):
            where = child(carrier.path, name)
            given = member_at(context.document.value, where)
            entries = [given] if not isinstance(given, list) and given is not None else given or []
            for index, value in enumerate(entries):
                yield carrier.id or _NAMELESS, f"{where}[{index}]" if given is entries else where, value


def _carriers(claims: Claims) -> Iterator[_Carrier]:
    profiles = [claims.issuer]
    if isinstance(claims, Assertion | ClrCredential):
        yield claims
        for achievement in _achievements(claims):
            yield achievement
            profiles.append(achievement.creator)
    if isinstance(claims, Assertion) and claims.credential_subject is not None:
        profiles.append(claims.credential_subject.source)
    for profile in profiles:
        while profile is not None:
            yield profile
            profile = profile.parent_org


def _achievements(claims: Assertion | ClrCredential) -> tuple[Achievement, ...]:
    if isinstance(claims, ClrCredential):
        return claims.credential_subject.achievement if claims.credential_subject is not None else ()
    return (claims.achievement,) if claims.achievement is not None else ()


CHECKS: tuple[Check, ...] = (about_carrier, by_somebody_else, embedded)
