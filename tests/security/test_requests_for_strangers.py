"""A document of which nobody knows who wrote it must not decide which addresses are asked, and when."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.judging import judge, said

from badgekit import Report, Verdict
from badgekit.testing import IssuerSimulator

ANNA = "did:example:anna"
TRACKER = "https://tracker.example/list"


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def tracking(sim: IssuerSimulator) -> dict[str, Any]:
    """An unsigned badge whose status lies at an address that tells who looks, and when."""
    badge = sim.issue(ANNA, contexts=["https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"])
    return {**badge, "credentialStatus": {"id": TRACKER, "type": "1EdTechRevocationList"}}


def asked(sim: IssuerSimulator, badge: Any) -> tuple[Report, bool]:
    report = judge(sim, badge)
    return report, TRACKER in sim.web.requests


def with_proof(badge: dict[str, Any], **members: Any) -> dict[str, Any]:
    return {**badge, "proof": {**badge["proof"], **members}}


def test_the_status_of_a_signed_badge_is_asked(sim: IssuerSimulator) -> None:
    report, was_asked = asked(sim, sim.sign(tracking(sim)))
    assert said(report, "status.current") == ("INCONCLUSIVE", "status.unreachable")
    assert was_asked


def test_the_status_of_a_badge_that_a_record_vouches_for_is_asked(sim: IssuerSimulator) -> None:
    _, was_asked = asked(sim, sim.sign(sim.record([tracking(sim)], ANNA), "EdDSA"))
    assert was_asked


@pytest.mark.parametrize("signed", [False, True])
def test_the_status_of_an_unsigned_badge_in_a_record_is_not_asked(sim: IssuerSimulator, signed: bool) -> None:
    record = sim.record([tracking(sim)], ANNA)
    report, was_asked = asked(sim, sim.sign(record) if signed else record)
    assert not was_asked
    assert said(report.children[0], "status.current") == ("INCONCLUSIVE", "status.not_asked")


def test_the_status_is_not_asked_while_the_signature_is_open(sim: IssuerSimulator) -> None:
    badge = with_proof(sim.sign(tracking(sim)), cryptosuite="unheard-of-2031")
    report, was_asked = asked(sim, badge)
    assert not was_asked
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "status.current") == ("INCONCLUSIVE", "status.not_asked")


def test_endorsers_are_not_asked_about_a_forged_badge(sim: IssuerSimulator) -> None:
    badge = sim.issue(ANNA)
    guild = sim.neighbour("guild.example", seed=3)
    signed = sim.sign({**badge, "endorsement": [guild.sign(guild.endorse(badge["id"]))]})
    assert said(judge(sim, signed), "endorsement.evaluated")[0] == "PASSED"
    sim.web.requests.clear()
    report = judge(sim, {**signed, "name": "Changed"})
    assert said(report, "endorsement.evaluated") == ("NOT_RUN", "check.not_run")
    assert not any("guild.example" in url for url in sim.web.requests)
