"""How the achievements of a learner record belong together."""

from __future__ import annotations

from badgekit.checks.base import (
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
from badgekit.documents import Kind
from badgekit.findings import Finding
from badgekit.jsonpath import child
from badgekit.models import ClrCredential

__all__ = ["sound"]


@check("record.associations", spec="CLR 2.0 Association", kinds=frozenset({Kind.CLR}))
def sound(context: Context) -> Decision:
    """Associations connect achievements that the record holds, and nothing is part of itself."""
    from badgekit.learner_record import LearnerRecord

    claims = context.claims
    if not isinstance(claims, ClrCredential) or claims.credential_subject is None:
        return not_applicable("record.no_associations")
    given = claims.credential_subject.association
    if not given:
        return not_applicable("record.no_associations")
    record = LearnerRecord(claims, context.children)
    cycles = record.cycles()
    if cycles:
        return failed("record.circle", path="$.credentialSubject.association", ids=" → ".join(cycles[0]))
    findings = [
        Finding("record.end_missing", child(one.path, member), {"id": end or ""})
        for one in given
        for member, end in (("sourceId", one.source_id), ("targetId", one.target_id))
        if end not in record.held
    ]
    if not findings:
        return passed("record.associations_sound", count=len(given))
    if record.unread:
        # It may be the achievement of a credential that could not be read.
        return inconclusive("record.ends_unknown", *findings, count=len(findings))
    return warning("record.ends_missing", *findings, count=len(findings))


CHECKS: tuple[Check, ...] = (sound,)
