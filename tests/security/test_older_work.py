"""Attacks on Open Badges before 3.0 by documents that take long to read."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.hosted_badges import V2, assertion, badge_class, because, issuer, judge, web

from badgekit import Verifier
from badgekit.testing import IssuerSimulator

RENAMED = [V2, {"ex": "urn:ex:"}]
MANY = [{"id": f"urn:ex:{number}"} for number in range(3_500)]


def test_many_documents_may_not_take_what_one_may() -> None:
    heavy = {"@context": RENAMED, "ex:many": MANY}
    assert judge(web(assertion=assertion(**heavy))).verified
    documents = web(assertion=assertion(**heavy), badge=badge_class(**heavy), issuer=issuer(**heavy))
    assert because(judge(documents)) == ("INCONCLUSIVE", "jsonld.too_complex")


@pytest.mark.parametrize(
    "members",
    [
        {"type": ["Assertion", *(f"ex:t{number}" for number in range(70_000))]},
        {"@reverse": {"urn:ex:p": [{"@id": f"urn:ex:{number}"} for number in range(30_000)]}},
        {"ex:many": [{"@graph": [{"@graph": [{"@graph": [{}]}]}]}] * 20_000},
        {"ex:many": [{"@type": [f"ex:t{number}" for number in range(1_000)]}] * 100},
        {"evidence": [{"@context": V2, "id": "urn:ex:e"}] * 5_000},
    ],
)
def test_what_takes_long_is_counted(members: dict[str, Any]) -> None:
    report = judge(web(assertion=assertion(**{"@context": RENAMED, **members})))
    assert because(report) == ("INCONCLUSIVE", "jsonld.too_complex")


def test_endorsements_in_many_badges_are_bounded_and_cost_no_report() -> None:
    sim = IssuerSimulator("uni.example")
    endorsed = [
        {"type": "Endorsement", "id": f"https://uni.example/e/{n}", "claim": {"id": "x"}} for n in range(8)
    ]
    tokens = [sim.older.issue(mode="signed", extra={"endorsement": endorsed}).token for _ in range(30)]
    report = Verifier(fetcher=sim).verify({"compactJwsString": tokens}, now=sim.now)
    assert [len(child.children) for child in report.children] == [8] * 30
    last = report.children[-1].children[-1]
    assert because(last) == ("INCONCLUSIVE", "nested.too_many")
