"""Whether a badge that was judged before still holds now; pure.

A report speaks for the moment of its verification. Later moments can only take away: what has ended since.
"""

from __future__ import annotations

from datetime import datetime

from badgekit.findings import Finding, Outcome
from badgekit.models import Assertion
from badgekit.report import Report

__all__ = ["out_of_date", "stands"]

_GOOD = frozenset({Outcome.PASSED, Outcome.WARNING, Outcome.NOT_APPLICABLE})
_STANDING = ("status.current", "validity.started", "validity.not_expired")


def out_of_date(report: Report, badge: Assertion, now: datetime) -> Finding | None:
    """Return why a badge that was verified does not hold at `now`; None where it does."""
    end = _end(report, badge)
    if end is not None and now > end:
        return Finding("portfolio.expired_since", params={"at": end})
    if badge.valid_from is not None and now < badge.valid_from.at:
        return Finding("portfolio.not_yet", params={"at": badge.valid_from.at})
    return None


def stands(report: Report, badge: Assertion, now: datetime) -> bool:
    """Tell whether its issuer still says what the badge says: neither revoked, suspended nor out of date.

    Whether that is known for the candidate's badge or for somebody else's makes no difference.
    """
    judged = (report.check(name) for name in _STANDING)
    known = all(check is None or check.outcome in _GOOD for check in judged)
    return known and out_of_date(report, badge, now) is None


def _end(report: Report, badge: Assertion) -> datetime | None:
    """Return when the badge ends; its token and its proofs may do so before it (``exp``, ``expires``)."""
    judged = report.check("validity.not_expired")
    until = judged.reason.params.get("until") if judged is not None else None
    ends = [badge.valid_until.at] if badge.valid_until is not None else []
    return min([*ends, until] if isinstance(until, datetime) else ends, default=None)
