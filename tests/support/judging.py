"""Short words for tests of checks: verify with a simulated issuer, look at one check."""

from __future__ import annotations

from typing import Any

from badgekit import Policy, Report, Verifier
from badgekit.findings import CheckResult
from badgekit.testing import IssuerSimulator


def judge(
    sim: IssuerSimulator, badge: Any, *, policy: Policy | None = None, contexts: Any = None, **options: Any
) -> Report:
    options.setdefault("now", sim.now)
    return Verifier(fetcher=sim, policy=policy, contexts=contexts).verify(badge, **options)


def result(report: Report, check_id: str) -> CheckResult:
    found = report.check(check_id)
    assert found is not None, f"{check_id} is not in the report"
    return found


def said(report: Report, check_id: str) -> tuple[str, str]:
    """Return outcome and code of one check."""
    found = result(report, check_id)
    return found.outcome.value, found.code
