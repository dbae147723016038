"""status.current: what lists cost, and what is remembered of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.support.judging import judge, said
from tests.support.status import CHECK, listed

from badgekit import Limits, Report, Verifier
from badgekit.judging import Bench
from badgekit.status.bitstring import decode
from badgekit.status.revocation_list import read_revocation_list
from badgekit.testing import IssuerSimulator


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def test_one_list_in_two_entries_is_asked_for_and_verified_once(sim: IssuerSimulator) -> None:
    both = sim.status_list()
    badge = both.attach(both.attach(sim.issue()), id="urn:uuid:second")
    report = judge(sim, sim.sign(badge))
    assert report.verified
    assert sim.web.requests.count(both.url) == 1


def test_an_unpacked_list_is_kept_and_a_new_one_is_read_anew(
    sim: IssuerSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded = []

    def counted(*args: Any, **options: Any) -> bytes:
        decoded.append(args)
        return decode(*args, **options)

    monkeypatch.setattr("badgekit.checks.status_lists.decode", counted)
    revocations = sim.status_list()
    badges = [listed(sim, revocations) for _ in range(3)]
    verifier = Verifier(fetcher=sim)
    assert all(verifier.verify(badge, now=sim.now).verified for badge in badges)
    assert len(decoded) == 1
    revocations.revoke(badges[1])
    assert [verifier.verify(badge, now=sim.now).verified for badge in badges] == [True, False, True]
    assert len(decoded) == 2


def test_what_is_remembered_is_verified_anew(sim: IssuerSimulator) -> None:
    revocations = sim.status_list(valid_until=sim.now + timedelta(days=1))
    badge = listed(sim, revocations)
    verifier = Verifier(fetcher=sim)
    assert verifier.verify(badge, now=sim.now).verified
    later = verifier.verify(badge, now=sim.now + timedelta(days=2))
    assert said(later, CHECK) == ("INCONCLUSIVE", "status.list_expired")
    sim.keys.rotate()
    fresh = sim.sign(revocations.attach(sim.issue()))
    assert said(verifier.verify(fresh, now=sim.now), CHECK) == ("INCONCLUSIVE", "status.list_not_verified")


def test_what_one_verifier_was_told_another_is_not(sim: IssuerSimulator) -> None:
    revocations = sim.status_list()
    badge = listed(sim, revocations)
    assert Verifier(fetcher=sim).verify(badge, now=sim.now).verified
    revocations.make_wrong("not_found")
    assert not Verifier(fetcher=sim).verify(badge, now=sim.now).verified


def test_the_largest_list_is_a_matter_of_limits(sim: IssuerSimulator) -> None:
    badge = listed(sim, sim.status_list())
    small = Verifier(fetcher=sim, limits=Limits(status_list_bytes=16_383))
    assert said(small.verify(badge, now=sim.now), CHECK) == ("INCONCLUSIVE", "status.list_too_large")
    enough = Verifier(fetcher=sim, limits=Limits(status_list_bytes=16_384))
    assert enough.verify(badge, now=sim.now).verified
    alone = Verifier(fetcher=sim, limits=Limits(status_list_bytes=16_383, status_total_bytes=16_383))
    assert said(alone.verify(badge, now=sim.now), CHECK) == ("INCONCLUSIVE", "status.list_too_large")


def test_all_lists_of_one_verification_are_bounded_whatever_is_remembered(sim: IssuerSimulator) -> None:
    """They stay in memory until it ends, and a document may name as many as may be asked for."""
    first, second = sim.status_list(), sim.status_list("suspension")
    badge = sim.sign(second.attach(first.attach(sim.issue())))
    once = listed(sim, first)
    verifier = Verifier(fetcher=sim, limits=Limits(status_total_bytes=2 * 16_384 - 1))
    assert verifier.verify(once, now=sim.now).verified
    expected = ("INCONCLUSIVE", "status.lists_too_large")
    for _ in range(2):
        assert said(verifier.verify(badge, now=sim.now), CHECK) == expected
    just = Verifier(fetcher=sim, limits=Limits(status_total_bytes=2 * 16_384))
    assert just.verify(badge, now=sim.now).verified
    # One list that many credentials name counts once.
    record = verifier.verify(sim.sign(sim.record([once, once, once])), now=sim.now)
    assert [said(child, CHECK)[0] for child in record.children] == ["PASSED"] * 3
    # Unpacked by a verifier with more room, they are remembered; that is no reason to take more here.
    same = Verifier(fetcher=sim)
    assert same.verify(badge, now=sim.now).verified
    tight = same.replace()
    tight.limits = verifier.limits
    assert said(tight.verify(badge, now=sim.now), CHECK) == expected


def test_ten_million_badges_fit_into_one_list(sim: IssuerSimulator) -> None:
    large = sim.status_list(entries=10_000_000)
    badge = listed(sim, large, statusListIndex="9999999")
    verifier = Verifier(fetcher=sim)
    assert verifier.verify(badge, now=sim.now).verified


@pytest.mark.parametrize("fault", [None, "bomb", "forged"])
def test_many_credentials_with_one_list_cost_one_list(
    sim: IssuerSimulator, monkeypatch: pytest.MonkeyPatch, fault: Any
) -> None:
    """A hundred badges in one response must not unpack a hundred bombs."""
    unpacked, verified = [], []
    status_list = Bench.status_list

    def counted(*args: Any, **options: Any) -> bytes:
        unpacked.append(args)
        return decode(*args, **options)

    def judged(self: Bench, *args: Any) -> Report:
        verified.append(args)
        return status_list(self, *args)

    monkeypatch.setattr("badgekit.checks.status_lists.decode", counted)
    monkeypatch.setattr(Bench, "status_list", judged)
    revocations = sim.status_list()
    badges = [listed(sim, revocations) for _ in range(5)]
    revocations.make_wrong(fault)
    report = judge(sim, sim.response(*badges))
    assert report.verified is (fault is None)
    assert len(verified) == 1
    assert len(unpacked) == (0 if fault == "forged" else 1)


def test_many_credentials_with_one_plain_list_cost_one_list(
    sim: IssuerSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []

    def counted(*args: Any) -> Any:
        read.append(args)
        return read_revocation_list(*args)

    monkeypatch.setattr("badgekit.checks.revocation_lists.read_revocation_list", counted)
    revocations = sim.status_list(method="1EdTechRevocationList")
    badges = [listed(sim, revocations) for _ in range(5)]
    for fault in (None, "web_page"):
        revocations.make_wrong(fault)
        assert judge(sim, sim.response(*badges)).verified is (fault is None)
    assert len(read) == 1
