"""status.current: how old the answer of a list is, and how old the list says that it may be."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import CachingFetcher, Recorder, Report, Snapshot, Verdict, Verifier
from badgekit.errors import Unavailable
from badgekit.net import Response
from badgekit.testing import IssuerSimulator, StatusList

CHECK = "status.current"
FIVE_MINUTES = 300_000
SOON, LATER = timedelta(minutes=4), timedelta(minutes=6)


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


class Clock:
    """A clock and a timer that stand still until they are moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.start = now

    def __call__(self) -> datetime:
        return self.now

    def timer(self) -> float:
        return (self.now - self.start).total_seconds()

    def remembering(self, sim: IssuerSimulator) -> CachingFetcher:
        return CachingFetcher(sim, max_age=3600, clock=self, timer=self.timer)


def listed(sim: IssuerSimulator, **options: Any) -> tuple[StatusList, dict[str, Any]]:
    kept = sim.status_list(**options)
    return kept, sim.sign(kept.attach(sim.issue()))


def findings(report: Report) -> list[str]:
    return [finding.code for finding in result(report, CHECK).findings]


@pytest.mark.parametrize("ttl", [None, 0, 1, FIVE_MINUTES, 10**40])
def test_what_was_had_just_now_is_never_too_old(sim: IssuerSimulator, ttl: int | None) -> None:
    _, badge = listed(sim, ttl=ttl)
    report = judge(sim, badge)
    assert said(report, CHECK) == ("PASSED", "status.not_set")
    assert findings(report) == []


@pytest.mark.parametrize("ttl", [-1, "300000", 1.5, True, [], {}])
def test_a_ttl_that_makes_no_sense_is_a_remark(sim: IssuerSimulator, ttl: Any) -> None:
    kept = sim.status_list(ttl=ttl, suite="EdDSA")
    report = judge(sim, sim.sign(kept.attach(sim.issue())))
    assert report.verified
    assert said(report, CHECK) == ("WARNING", "status.not_set")
    assert findings(report) == ["status.ttl_malformed"]


# Remembered.


def test_a_remembered_list_is_asked_for_again_when_it_says_so(sim: IssuerSimulator) -> None:
    kept, badge = listed(sim, ttl=FIVE_MINUTES)
    clock = Clock(sim.now)
    verifier = Verifier(fetcher=clock.remembering(sim))
    assert verifier.verify(badge, now=clock()).verified
    kept.revoke(badge)
    clock.now += SOON
    # The list allowed that much: so long a revocation may stay unseen.
    report = verifier.verify(badge, now=clock())
    assert report.verified
    assert findings(report) == ["status.list_as_of"]
    assert sim.now.isoformat(" ")[:16] in result(report, CHECK).findings[0].message.replace("T", " ")
    clock.now += LATER - SOON
    report = verifier.verify(badge, now=clock())
    assert said(report, CHECK) == ("FAILED", "status.revoked")
    assert findings(report) == []
    assert sim.web.requests.count(kept.url) == 2
    assert [item.url for item in report.evidence].count(kept.url) == 1


def test_a_list_that_says_nothing_is_kept_as_long_as_everything_else(sim: IssuerSimulator) -> None:
    kept, badge = listed(sim)
    clock = Clock(sim.now)
    verifier = Verifier(fetcher=clock.remembering(sim))
    verifier.verify(badge, now=clock())
    clock.now += LATER
    report = verifier.verify(badge, now=clock())
    assert said(report, CHECK) == ("PASSED", "status.not_set")
    assert findings(report) == ["status.list_as_of"]
    assert sim.web.requests.count(kept.url) == 1


def test_what_is_no_list_does_not_say_when_to_ask_again(sim: IssuerSimulator) -> None:
    kept, badge = listed(sim, ttl=FIVE_MINUTES)
    kept.make_wrong("wrong_type")
    clock = Clock(sim.now)
    verifier = Verifier(fetcher=clock.remembering(sim))
    for _ in range(2):
        assert said(verifier.verify(badge, now=clock()), CHECK)[1] == "status.list_wrong_type"
        kept.make_wrong(None)
        clock.now += LATER
    assert sim.web.requests.count(kept.url) == 1


@pytest.mark.parametrize("revoked", [False, True])
def test_a_list_that_cannot_be_asked_again_says_nothing_good(sim: IssuerSimulator, revoked: bool) -> None:
    kept, badge = listed(sim, ttl=FIVE_MINUTES)
    if revoked:
        kept.revoke(badge)
    clock = Clock(sim.now)
    verifier = Verifier(fetcher=clock.remembering(sim))
    verifier.verify(badge, now=clock())
    kept.make_wrong("no_answer")
    clock.now += LATER
    report = verifier.verify(badge, now=clock())
    if revoked:
        assert said(report, CHECK) == ("FAILED", "status.revoked")
        assert "status.list_stale" in findings(report)
    else:
        assert said(report, CHECK) == ("INCONCLUSIVE", "status.list_stale")


def test_many_badges_with_one_list_renew_it_once(sim: IssuerSimulator) -> None:
    kept = sim.status_list(ttl=FIVE_MINUTES)
    badges = [sim.sign(kept.attach(sim.issue())) for _ in range(4)]
    clock = Clock(sim.now)
    verifier = Verifier(fetcher=clock.remembering(sim))
    verifier.verify(badges[0], now=clock())
    kept.revoke(badges[2])
    clock.now += LATER
    report = verifier.verify(sim.response(*badges), now=clock())
    assert [child.verified for child in report.children] == [True, True, False, True]
    assert sim.web.requests.count(kept.url) == 2


def test_a_remembered_answer_is_dated_with_when_it_was_had(sim: IssuerSimulator) -> None:
    clock = Clock(sim.now)
    fetcher = clock.remembering(sim)
    verifier = Verifier(fetcher=fetcher)
    badge = sim.sign(sim.issue())
    for wait in (timedelta(0), LATER):
        clock.now += wait
        report = verifier.verify(badge, now=clock())
        assert [item.at for item in report.evidence] == [sim.now]


# Recorded.


def recorded(sim: IssuerSimulator, badge: Any, inner: Any = None) -> tuple[Report, Snapshot]:
    recorder = Recorder(inner or sim, clock=lambda: sim.now)
    report = Verifier(fetcher=recorder).verify(badge, now=sim.now)
    return report, Snapshot.from_bytes(recorder.snapshot.to_bytes())


@pytest.mark.parametrize("ttl", [None, FIVE_MINUTES])
def test_a_replay_at_the_time_of_the_recording_says_the_same(sim: IssuerSimulator, ttl: int | None) -> None:
    _, badge = listed(sim, ttl=ttl)
    live, snapshot = recorded(sim, badge)
    assert live.verified
    assert Verifier(fetcher=snapshot).verify(badge, now=sim.now).to_json() == live.to_json()


def test_a_recording_does_not_answer_for_what_came_after_it(sim: IssuerSimulator) -> None:
    _, badge = listed(sim, ttl=FIVE_MINUTES)
    _, snapshot = recorded(sim, badge)
    assert Verifier(fetcher=snapshot).verify(badge, now=sim.now + SOON).verified
    report = Verifier(fetcher=snapshot).verify(badge, now=sim.now + LATER)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.list_stale")


def test_revoked_in_a_recording_stays_revoked(sim: IssuerSimulator) -> None:
    kept, badge = listed(sim, ttl=FIVE_MINUTES)
    kept.revoke(badge)
    _, snapshot = recorded(sim, badge)
    report = Verifier(fetcher=snapshot).verify(badge, now=sim.now + LATER)
    assert said(report, CHECK) == ("FAILED", "status.revoked")
    assert "status.list_stale" in findings(report)


def test_a_renewed_list_is_what_the_recording_has(sim: IssuerSimulator) -> None:
    kept, badge = listed(sim, ttl=FIVE_MINUTES)
    clock = Clock(sim.now - LATER)
    remembering = clock.remembering(sim)
    Verifier(fetcher=remembering).verify(badge, now=clock())
    clock.now = sim.now
    faults: tuple[Any, ...] = (None, "no_answer")
    for fault in faults:
        kept.make_wrong(fault)
        recorder = Recorder(remembering, clock=clock)
        live = Verifier(fetcher=recorder).verify(badge, now=clock())
        replay = Verifier(fetcher=recorder.snapshot).verify(badge, now=clock())
        assert replay.to_json() == live.to_json()
        clock.now += LATER
    assert said(live, CHECK) == ("INCONCLUSIVE", "status.list_stale")


def test_a_fetcher_of_somebody_else_may_say_when_and_must_say_it_well(sim: IssuerSimulator) -> None:
    _, badge = listed(sim, ttl=FIVE_MINUTES)

    class Says:
        def __init__(self, at: Any) -> None:
            self.at = at

        def get(self, url: str, *, accept: str = "") -> Response:
            answer = sim.get(url, accept=accept)
            return Response(
                answer.url, answer.final_url, answer.status, answer.headers, answer.body, (), self.at
            )

    def code(at: Any) -> str:
        return said(Verifier(fetcher=Says(at)).verify(badge, now=sim.now), CHECK)[1]

    assert code(sim.now - SOON) == "status.not_set"
    assert code(sim.now - timedelta(minutes=5)) == "status.not_set"
    assert code(sim.now - timedelta(minutes=5, microseconds=1)) == "status.list_stale"
    assert code(sim.now + LATER) == "status.not_set"
    assert code(sim.now - LATER) == "status.list_stale"
    for wrong in (sim.now.replace(tzinfo=None), "2026-06-01", 5):
        report = Verifier(fetcher=Says(wrong)).verify(badge, now=sim.now)
        assert {item.error for item in report.evidence} == {"net.failed"}
        assert not report.verified


def test_an_answer_that_is_asked_for_anew_counts_as_a_request(sim: IssuerSimulator) -> None:
    kept, badge = listed(sim, ttl=FIVE_MINUTES)
    asked: list[str] = []

    class Broken:
        def get(self, url: str, *, accept: str = "") -> Response:
            answer = sim.get(url, accept=accept)
            return Response(
                answer.url, answer.final_url, answer.status, answer.headers, answer.body, (), sim.now - LATER
            )

        def get_fresh(self, url: str, *, accept: str, seconds: float) -> Response:
            asked.append(url)
            raise Unavailable("net.timeout", url=url)

    report = Verifier(fetcher=Broken()).verify(badge, now=sim.now)
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.list_stale")
    assert asked == [kept.url]
