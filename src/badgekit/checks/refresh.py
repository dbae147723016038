"""Has the issuer a newer version of this credential? Asked only where the caller wants it, and once.

Asking tells the issuer, or whoever answers for it, that its badge is looked at, and when. What comes back is
judged in a report of its own and never takes the place of what was presented.
"""

from __future__ import annotations

from badgekit import models
from badgekit.checks.answers import answer, credential_in
from badgekit.checks.base import (
    CREDENTIALS,
    Check,
    Context,
    Decision,
    check,
    failed,
    not_applicable,
    passed,
    warning,
)
from badgekit.checks.persons import Tie, same_person
from badgekit.documents import Document
from badgekit.errors import Problem, Unsupported
from badgekit.findings import Finding, Outcome
from badgekit.models import Claims, RefreshService
from badgekit.report import REFRESHED, InputRecord, Report

__all__ = ["newest"]

_TYPE = "1EdTechCredentialRefresh"
_WITHDRAWN = frozenset({"status.revoked", "status.suspended"})


@check(
    "refresh.newest",
    needs=("proof.integrity",),
    spec="OB 3.0 verification step 3; 1EdTech Credential Refresh Service 1.0; VCDM 2.0 section 5.4",
    kinds=CREDENTIALS,
)
def newest(context: Context) -> Decision:
    """The issuer has not withdrawn the credential in a newer version; asked where the policy says so."""
    services = context.claims.refresh_service
    if not services:
        return not_applicable("refresh.none")
    service = next((one for one in services if _TYPE in one.types), None)
    if service is None:
        return not_applicable(
            "refresh.type_not_evaluated", type=services[0].types[0] if services[0].types else ""
        )
    if not context.policy.refresh:
        return not_applicable("refresh.not_asked")
    if context.issuer is None:
        # Nobody is asked in the name of an issuer who did not prove to be one.
        return Decision(Outcome.NOT_RUN, Finding("check.not_run", params={"need": "issuer.bound"}))
    try:
        return _asked(service, context)
    except Problem as problem:
        # The credential in hand is none the worse for a service that does not work.
        cause = problem.__cause__
        findings = (Finding.of(cause),) if isinstance(cause, Problem) else ()
        return Decision(Outcome.WARNING, Finding.of(problem), findings)


def _asked(service: RefreshService, context: Context) -> Decision:
    url, path = service.id or "", service.path
    body = answer(url, path, context, code="refresh.unreachable").body
    try:
        document = credential_in(body, context)
        claims = models.read(document.value, document.shape).claims
    except Problem as problem:
        raise Unsupported("refresh.not_a_credential", path, url=url) from problem
    if document.value == context.document.value:
        return passed("refresh.unchanged", path=path)
    _require_same(claims, document, url, path, context)
    assert context.bench is not None, "a bench judges whatever is fetched"
    report = context.bench.refreshed(document, InputRecord(REFRESHED, path, "", len(body), url))
    context.children += (report,)
    return _meaning(report, url, path)


def _require_same(claims: Claims, document: Document, url: str, path: str, context: Context) -> None:
    """Raise unless the answer says to be this very credential: of the issuer, with the id, about the person.

    Raises:
        Unsupported: ``refresh.of_another_kind``, ``refresh.other_issuer``, ``refresh.other_credential``,
            ``refresh.other_subject``, ``refresh.subject_unknown``, ``refresh.older``.
    """
    own = context.claims
    where = {"url": url}
    if document.kind is not context.document.kind:
        raise Unsupported("refresh.of_another_kind", path, **where, kind=document.kind.value)
    assert context.issuer is not None, "asked before"
    issuer = claims.issuer.id if claims.issuer is not None else None
    if issuer != context.issuer.id:
        raise Unsupported("refresh.other_issuer", path, **where, other=issuer or "nobody")
    if not own.id or claims.id != own.id:
        raise Unsupported("refresh.other_credential", path, **where, other=claims.id or "nothing")
    tied = same_person(own, claims, context.candidate)
    if tied is not Tie.SAME:
        code = "refresh.other_subject" if tied is Tie.OTHER else "refresh.subject_unknown"
        raise Unsupported(code, path, **where)
    if own.valid_from is not None and (claims.valid_from is None or claims.valid_from.at < own.valid_from.at):
        # A service that hands out the past could bring back what was corrected since.
        raise Unsupported("refresh.older", path, **where)


def _meaning(report: Report, url: str, path: str) -> Decision:
    if report.verified:
        return warning("refresh.newer", path=path, url=url)
    decisive = report.decisive
    findings = (decisive.reason,) if decisive is not None else ()
    status = report.check("status.current")
    if report.stated is not None and status is not None and status.code in _WITHDRAWN:
        # Authentic, the same credential, and taken back: that outweighs a copy from before.
        return failed("refresh.withdrawn", *findings, path=path, url=url)
    return warning("refresh.newer_not_verified", *findings, path=path, url=url)


CHECKS: tuple[Check, ...] = (newest,)
