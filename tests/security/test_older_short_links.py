"""Attacks on Open Badges before 3.0 by somebody who may make short links on the issuer's host."""

from __future__ import annotations

import pytest
from tests.support.hosted_badges import (
    ASSERTION,
    BADGE,
    EVIL,
    HOME,
    ISSUER,
    assertion,
    badge_class,
    because,
    issuer,
    judge,
    web,
)

LINK = f"{HOME}/s/abc"
SENT_ON = (302, {"location": f"{EVIL}/x"}, b"")
REFUSED = ("INCONCLUSIVE", "hosted.open_redirect")


def test_a_short_link_publishes_nothing() -> None:
    documents = web() | {LINK: SENT_ON, f"{EVIL}/x": assertion(id=LINK)}
    for source in (LINK, assertion(id=LINK)):
        assert because(judge(documents, source)) == REFUSED


def test_a_short_link_lends_no_profile() -> None:
    profile = issuer(id=LINK, verification={"type": "VerificationObject", "allowedOrigins": ["evil.example"]})
    documents = web() | {
        f"{EVIL}/a": assertion(id=f"{EVIL}/a", badge=f"{EVIL}/b"),
        f"{EVIL}/b": badge_class(id=f"{EVIL}/b", issuer=LINK),
        LINK: SENT_ON,
        f"{EVIL}/x": profile,
    }
    report = judge(documents, f"{EVIL}/a")
    assert because(report) == REFUSED
    assert report.issuer is None


@pytest.mark.parametrize("there", ["https://new.example", "https://badges.uni.example"])
def test_an_issuer_that_moved_to_another_site_says_so_in_its_documents(there: str) -> None:
    moved = {
        "assertion": (ASSERTION, assertion(id=f"{there}/a", badge=BADGE)),
        "badge": (BADGE, badge_class(id=f"{there}/b", issuer=ISSUER)),
        "issuer": (ISSUER, issuer(id=f"{there}/i")),
    }
    documents = web()
    for old, document in moved.values():
        documents |= {old: (301, {"location": document["id"]}, b""), document["id"]: document}
    report = judge(documents)
    assert report.verified, because(report)
    assert report.issuer is not None
    assert report.issuer.domain == there.removeprefix("https://")
