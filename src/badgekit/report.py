"""The answer: a verdict, every check that applied, and the evidence it rests on.

A report is data. It lists every check in order, each with an outcome, a stable code, a sentence and
the clause of the standard it enforces; the verdict is derived from them by the policy. Reports of
nested credentials hang below as children.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from badgekit.errors import InputError, NotVerified
from badgekit.findings import CheckResult, Outcome
from badgekit.messages import render
from badgekit.safetext import clean, json_text

if TYPE_CHECKING:
    from badgekit.models import Claims
    from badgekit.net import Evidence

__all__ = ["REFRESHED", "InputRecord", "IssuerIdentity", "Report", "Verdict"]

SCHEMA = "urn:badgekit:schema:report:1"
REFRESHED = "refreshed credential"
"""How `InputRecord.container` names the newer version of a credential, as its issuer's service gave it."""
# How it names credentials that a document is made to hold, and does not merely bring along.
_HELD = ("credential", "response entry")


class Verdict(StrEnum):
    """The three possible answers (after ETSI EN 319 102-1: passed, failed, indeterminate)."""

    VERIFIED = "VERIFIED"
    REJECTED = "REJECTED"
    INCONCLUSIVE = "INCONCLUSIVE"


@dataclass(frozen=True, slots=True)
class InputRecord:
    """What was handed over: how it was packed, its size in bytes and its SHA-256 (hex)."""

    container: str
    location: str = ""
    sha256: str = ""
    size: int = 0
    url: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "container": self.container,
            "location": self.location,
            "sha256": self.sha256,
            "size": self.size,
            "url": clean(self.url, 500),
        }


@dataclass(frozen=True, slots=True)
class IssuerIdentity:
    """Who signed, as far as it was proved; the issuer's name in the badge is only a claim.

    Attributes:
        id: the identifier that the signing key is bound to, equal to ``issuer.id``, or to ``holder`` of a
            presentation that has one.
        level: ``pinned`` (the caller trusts this identifier), ``did-or-https-bound`` (whoever controls
            that domain or URL publishes the key), ``document-given`` (the caller or its resolver handed over
            the issuer's document) or ``key-only`` (the identifier is the key itself).
        verification_method: id of the key; of a hosted badge, which has none, the address that publishes it.
        domain: host name that vouches for it; empty for ``key-only``.
    """

    id: str
    level: str
    verification_method: str
    domain: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "id": clean(self.id, 500),
            "level": self.level,
            "verificationMethod": clean(self.verification_method, 500),
            "domain": clean(self.domain, 300),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole answer for one input.

    Attributes:
        verdict: VERIFIED, REJECTED or INCONCLUSIVE.
        kind: what the input is, such as ``AchievementCredential``; empty when that is unknown.
        version: version of the Open Badges data model, or of the W3C data model for other credentials.
        checks: every check that applied, in order.
        assertion: the typed, verified credential; None unless the verdict is VERIFIED. Under `Policy.w3c`
            somebody else than the issuer may have signed it, see `waived`.
        stated: what the issuer demonstrably said, also where that no longer holds or is not the candidate's:
            set when everything passed but for revocation, dates, recipient and trust in the issuer, whatever
            the policy waives. It explains a refusal (which badge has expired) and is no badge; it is not in
            the JSON form.
        issuer: the proved issuer identity; None when no key could be bound to the issuer.
        holder: who presents a presentation, proved in the same way; None for other kinds.
        evidence: every request that was made, in order.
        children: reports of nested credentials, of endorsements, and on a newer version (`refreshed`).
        input: how the input was packed.
        policy: name of the policy that judged.
        time: the moment of verification, UTC.
    """

    verdict: Verdict
    checks: tuple[CheckResult, ...]
    input: InputRecord
    policy: str
    time: datetime
    kind: str = ""
    version: str = ""
    assertion: Claims | None = None
    issuer: IssuerIdentity | None = None
    evidence: tuple[Evidence, ...] = ()
    children: tuple[Report, ...] = ()
    stated: Claims | None = field(default=None, repr=False)
    holder: IssuerIdentity | None = None

    @property
    def verified(self) -> bool:
        """True only for the verdict VERIFIED."""
        return self.verdict is Verdict.VERIFIED

    @property
    def best_reason(self) -> str:
        """The one sentence to show to a person."""
        decisive = self.decisive
        if decisive is not None:
            return decisive.message
        if self.waived:
            code = "verdict.issuer_waived" if self.issuer is None else "verdict.waived"
            names = ", ".join(check.id for check in self.waived)
            return render(code, {"policy": self.policy, "checks": names})
        remarks = len(self.warnings)
        return render("verdict.verified_with_remarks" if remarks else "verdict.verified", {"count": remarks})

    @property
    def decisive(self) -> CheckResult | None:
        """The check that decided against VERIFIED, in this report or a child; None when verified."""
        if self.verified:
            return None
        wanted = (
            (Outcome.FAILED,) if self.verdict is Verdict.REJECTED else (Outcome.INCONCLUSIVE, Outcome.NOT_RUN)
        )
        for outcome in wanted:
            for check in self.checks:
                if check.required and check.outcome is outcome and check.code != "nested.not_verified":
                    return check
        for child in self.children:
            if child.verdict is self.verdict:
                return child.decisive
        return next((check for check in self.checks if check.required and check.outcome in wanted), None)

    @property
    def warnings(self) -> tuple[CheckResult, ...]:
        """The checks that passed with a remark."""
        return tuple(check for check in self.checks if check.outcome is Outcome.WARNING)

    @property
    def fully_verified(self) -> bool:
        """True for the verdict VERIFIED with nothing waived: what VERIFIED means under `Policy.standard`."""
        return self.verified and not self.waived

    @property
    def waived(self) -> tuple[CheckResult, ...]:
        """The checks that are not satisfied, and that the policy does not demand."""
        unsatisfied = (Outcome.FAILED, Outcome.INCONCLUSIVE, Outcome.NOT_RUN)
        return tuple(check for check in self.checks if check.waived and check.outcome in unsatisfied)

    def problem_details(self) -> list[dict[str, Any]]:
        """Return why it is not verified as problem details (RFC 9457), the deciding reason first, each once.

        What stands against the credentials inside is among them; of a verified report there is nothing.
        """
        if self.verified:
            return []
        against = (Outcome.FAILED, Outcome.INCONCLUSIVE)
        first = [self.decisive.reason] if self.decisive is not None else []
        further = (
            check.reason
            for one in self.walk()
            for check in one.checks
            if check.required and check.outcome in against
        )
        found = {(finding.code, finding.message): finding for finding in (*first, *further)}
        return [finding.problem_details() for finding in found.values()]

    def check(self, check_id: str) -> CheckResult | None:
        """Return the result of the check `check_id`, or None when it did not apply."""
        return next((check for check in self.checks if check.id == check_id), None)

    def require(self) -> Claims:
        """Return the verified assertion.

        Raises:
            NotVerified: for any verdict but VERIFIED.
            InputError: ``input.several_credentials``, the input holds several; take them from `children`.
        """
        if not self.verified:
            raise NotVerified(self)
        if self.assertion is None:
            raise InputError("input.several_credentials", render("input.several_credentials", {}))
        return self.assertion

    @property
    def credentials(self) -> tuple[Report, ...]:
        """The reports on the credentials that a presentation, record or response holds, in its order."""
        return tuple(child for child in self.children if child.input.container in _HELD)

    @property
    def refreshed(self) -> Report | None:
        """The report on the newer version that the issuer has of this credential.

        None where there is none, or where it was not asked for (`Policy.refresh`). It says to be the same
        issuer's, has the same id and is about the same person; see its `verdict` for the rest.
        """
        return next((child for child in self.children if child.input.container == REFRESHED), None)

    def walk(self) -> Iterator[Report]:
        """Yield this report and every report below it, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, valid against ``schemas/report/report-1.json``."""
        from badgekit import __version__
        from badgekit.models import to_dict

        return {
            "schema": SCHEMA,
            "badgekit": __version__,
            "verdict": self.verdict.value,
            "reason": self.best_reason,
            "kind": self.kind,
            "version": self.version,
            "time": self.time.isoformat(),
            "policy": self.policy,
            "input": self.input.to_dict(),
            "issuer": self.issuer.to_dict() if self.issuer else None,
            "holder": self.holder.to_dict() if self.holder else None,
            "checks": [check.to_dict() for check in self.checks],
            "assertion": to_dict(self.assertion) if self.assertion is not None else None,
            "evidence": [_evidence_form(item) for item in self.evidence],
            "children": [child.to_dict() for child in self.children],
        }

    def to_json(self, indent: int | None = 2) -> str:
        """Return the report as JSON text that can mislead no terminal, log or web page around it.

        ASCII only, and the signs that HTML is made of are escaped as JSON allows, so that no text of a badge
        ends the ``<script>`` element that somebody puts the report into.
        """
        return json_text(self.to_dict(), indent)


def _evidence_form(item: Evidence) -> dict[str, Any]:
    form: dict[str, Any] = {"url": clean(item.url, 500), "at": item.at.isoformat()}
    if item.error is not None:
        form["error"] = item.error
        return form
    form.update(
        finalUrl=clean(item.final_url or item.url, 500),
        status=item.status,
        sha256=item.sha256,
        mediaType=clean(item.media_type or ""),
        size=item.size,
    )
    return form
