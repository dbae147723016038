"""Reports on badges without any cryptography, for tests of what many of them add up to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from badgekit import Report, Verdict, models
from badgekit.findings import CheckResult, Finding, Outcome
from badgekit.report import InputRecord, IssuerIdentity

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
UNI = "did:web:uni.example"
ANNA = "anna@example.org"


def day(number: int) -> str:
    return (NOW + timedelta(days=number)).isoformat().replace("+00:00", "Z")


def email(address: str, type: str = "emailAddress") -> dict[str, Any]:
    return {"type": "IdentityObject", "hashed": False, "identityHash": address, "identityType": type}


def badge(
    achievement: str = "urn:a",
    *,
    id: str | None = "urn:c:1",
    issuer: str = UNI,
    subject: str | None = None,
    identifiers: Iterable[dict[str, Any]] = (email(ANNA),),
    since: int = -30,
    until: int | None = None,
    status: str | None = None,
    **members: Any,
) -> dict[str, Any]:
    """A badge that began `since` days from now; `members` are those of the achievement."""
    document: dict[str, Any] = {
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": {"id": issuer, "type": ["Profile"]},
        "validFrom": day(since),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": list(identifiers),
            "achievement": {"id": achievement, "type": ["Achievement"], "name": achievement, **members},
        },
    }
    if id is not None:
        document["id"] = id
    if until is not None:
        document["validUntil"] = day(until)
    if subject is not None:
        document["credentialSubject"]["id"] = subject
    if status is not None:
        document["credentialSubject"]["result"] = [{"type": ["Result"], "status": status}]
    return document


def report(
    document: dict[str, Any],
    verdict: Verdict = Verdict.VERIFIED,
    *,
    check: str = "validity.not_expired",
    code: str = "validity.expired",
    authentic: bool = True,
    time: datetime = NOW,
    children: tuple[Report, ...] = (),
) -> Report:
    """A report; where it is not VERIFIED, `check` decided it with `code`."""
    claims = models.read(document, "ob3").claims
    assert isinstance(claims, models.Assertion)
    outcome = {
        Verdict.VERIFIED: Outcome.PASSED,
        Verdict.REJECTED: Outcome.FAILED,
        Verdict.INCONCLUSIVE: Outcome.INCONCLUSIVE,
    }[verdict]
    issuer = document["issuer"]["id"]
    return Report(
        verdict=verdict,
        checks=(CheckResult(check, outcome, Finding(code)),),
        input=InputRecord("object"),
        policy="standard",
        time=time,
        kind="AchievementCredential",
        version="3.0",
        assertion=claims if verdict is Verdict.VERIFIED else None,
        issuer=IssuerIdentity(issuer, "did-or-https-bound", issuer + "#key") if authentic else None,
        children=children,
        stated=claims if authentic else None,
    )


def rejected(document: dict[str, Any], check: str = "validity.not_expired", **options: Any) -> Report:
    return report(document, Verdict.REJECTED, check=check, **options)


def revoked(document: dict[str, Any], **options: Any) -> Report:
    return rejected(document, "status.current", code="status.revoked", **options)


def forged(document: dict[str, Any]) -> Report:
    return rejected(document, "proof.integrity", code="proof.invalid", authentic=False)


def unsure(document: dict[str, Any]) -> Report:
    return report(document, Verdict.INCONCLUSIVE, check="status.current", code="status.unsupported")
