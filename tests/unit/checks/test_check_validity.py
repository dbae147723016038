"""validity.*: the narrowest window wins, whoever states it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Verdict
from badgekit.testing import IssuerSimulator

DAY = timedelta(days=1)


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.mark.parametrize("vcdm", ["2.0", "1.1"])
@pytest.mark.parametrize("suite", ["Ed25519Signature2020", "EdDSA"])
def test_before_within_and_after(sim: IssuerSimulator, suite: str, vcdm: Any) -> None:
    badge = sim.sign(sim.issue(valid_from=sim.now, valid_until=sim.now + DAY, vcdm=vcdm), suite)
    assert judge(sim, badge, now=sim.now).verified
    assert judge(sim, badge, now=sim.now + DAY).verified
    early = judge(sim, badge, now=sim.now - timedelta(seconds=1))
    assert early.verdict is Verdict.REJECTED
    assert said(early, "validity.started") == ("FAILED", "validity.not_yet_valid")
    late = judge(sim, badge, now=sim.now + DAY + timedelta(seconds=1))
    assert late.verdict is Verdict.REJECTED
    assert said(late, "validity.not_expired") == ("FAILED", "validity.expired")


def test_the_proof_has_a_window_of_its_own(sim: IssuerSimulator) -> None:
    expired = sim.sign(sim.issue(), expires=sim.now - DAY)
    assert said(judge(sim, expired), "validity.not_expired") == ("FAILED", "validity.expired")
    future = sim.sign(sim.issue(), created=sim.now + DAY)
    assert said(judge(sim, future), "validity.started") == ("FAILED", "validity.not_yet_valid")


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "EdDSA"])
def test_the_clock_of_a_wallet_may_be_a_little_ahead(sim: IssuerSimulator, suite: str) -> None:
    wallet = sim.neighbour("wallet.example", method="did:key", seed=7)
    badge = sim.sign(sim.issue(wallet.id))
    for seconds, outcome in ((5 * 60, "PASSED"), (5 * 60 + 1, "FAILED")):
        at = sim.now + timedelta(seconds=seconds)
        made: Any = {"created": at} if suite != "EdDSA" else {"claims": {"nbf": int(at.timestamp())}}
        report = judge(sim, wallet.present([badge], suite, **made))
        assert said(report, "validity.started")[0] == outcome


def test_a_token_has_a_window_of_its_own(sim: IssuerSimulator) -> None:
    badge, now = sim.issue(valid_until=sim.now + 2 * DAY), int(sim.now.timestamp())
    for claims, check, found in (
        ({"nbf": now + 1}, "validity.started", ("validity.not_yet_valid", "$.nbf")),
        ({"exp": now - 1}, "validity.not_expired", ("validity.expired", "$.exp")),
        ({"exp": now + 1}, "validity.not_expired", ("validity.current", "$.exp")),
        ({"exp": None}, "validity.not_expired", ("validity.current", "$.validUntil")),
    ):
        decided = result(judge(sim, sim.sign(badge, "EdDSA", claims=claims)), check)
        assert (decided.code, decided.reason.path) == found


def test_a_proof_need_not_be_dated_and_a_day_without_a_zone_is_one_of_utc(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue(), created=None)
    assert said(judge(sim, badge), "validity.started") == ("PASSED", "validity.started")
    for minutes, outcome in ((-1, "PASSED"), (1, "FAILED")):
        start = (sim.now + timedelta(minutes=minutes)).replace(tzinfo=None)
        zoneless = sim.sign({**sim.issue(), "validFrom": start.isoformat()}, "eddsa-jcs-2022", created=None)
        assert said(judge(sim, zoneless), "validity.started")[0] == outcome


def test_the_dates_of_both_data_models_count(sim: IssuerSimulator) -> None:
    badge = sim.issue(extra={"expirationDate": "2020-01-01T00:00:00Z"})
    # Without its own end the token leaves this to the credential.
    report = judge(sim, sim.sign(badge, "EdDSA", claims={"exp": None}))
    assert report.verdict is Verdict.REJECTED
    assert said(report, "validity.not_expired")[0] == "FAILED"


def test_after_a_bad_signature_dates_mean_nothing(sim: IssuerSimulator) -> None:
    badge = sim.tamper(sim.sign(sim.issue(valid_until=sim.now - DAY)), "$.name", "Other")
    report = judge(sim, badge)
    assert said(report, "proof.integrity") == ("FAILED", "proof.invalid")
    assert said(report, "validity.not_expired") == ("NOT_RUN", "check.not_run")
