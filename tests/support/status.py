"""Badges that stand in status lists, and what `status.current` found about them."""

from __future__ import annotations

from typing import Any

from tests.support.judging import result

from badgekit.testing import IssuerSimulator, StatusList

__all__ = ["CHECK", "METHODS", "OLDER", "SIGNED", "findings", "listed"]

CHECK = "status.current"
METHODS = [
    "BitstringStatusListEntry",
    "StatusList2021Entry",
    "RevocationList2020Status",
    "1EdTechRevocationList",
]
SIGNED = METHODS[:3]
OLDER = METHODS[1:3]


def listed(sim: IssuerSimulator, *lists: StatusList, older: bool = False, **members: Any) -> dict[str, Any]:
    """Return a signed badge that stands in each of `lists`; `members` replace members of the entries."""
    badge = sim.issue(vcdm="1.1" if older else "2.0")
    for each in lists:
        badge = each.attach(badge, **members)
    return sim.sign(badge)


def findings(report: Any) -> list[str]:
    return [finding.code for finding in result(report, CHECK).findings]
