"""What the tests of issuers' quirks share: one badge, changed before it is published, and its report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badgekit import Assertion, Report, Verifier
from badgekit.testing import IssuerSimulator
from badgekit.testing.issued import Issued

ANNA = "anna@example.org"


def issuer(**options: Any) -> IssuerSimulator:
    return IssuerSimulator("uni.example", **options)


def judged(
    sim: IssuerSimulator, given: Any, email: str | None = ANNA, candidate: Mapping[str, str] | None = None
) -> Report:
    """Return the report on `given` for a candidate with the address `email`, unless told another."""
    person = candidate or ({"email": email} if email else None)
    return Verifier(fetcher=sim).verify(given, now=sim.now, candidate=person)


def codes(report: Report) -> set[str]:
    """Return every code that stands anywhere in the checks."""
    return {finding.code for check in report.checks for finding in (check.reason, *check.findings)}


def decisive(report: Report) -> str:
    """Return the code that decided; "" for a verified badge."""
    return report.decisive.code if report.decisive else ""


def assertion_of(report: Report) -> Assertion:
    """Return the assertion of a report that must be VERIFIED."""
    assert report.verified, report.best_reason
    assert isinstance(report.assertion, Assertion)
    return report.assertion


def published(
    sim: IssuerSimulator, generation: Any = "2.0", *, remove: tuple[str, ...] = (), **members: Any
) -> Issued:
    """Issue a hosted badge whose document has `members` in place of the usual ones, and no `remove`."""
    return sim.older.issue(ANNA, generation, extra={**members, **dict.fromkeys(remove)})


def republish(sim: IssuerSimulator, url: str, **members: Any) -> None:
    """Publish the document at `url` anew with `members`; None takes one away."""
    document = {**sim.web.documents()[url], **members}
    sim.older.publish(url, {name: value for name, value in document.items() if value is not None})
