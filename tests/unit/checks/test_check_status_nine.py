"""Nine situations for each method of status, and nine different reasons in the report."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.judging import judge, said

from badgekit import Limits, Report, Verifier
from badgekit.testing import IssuerSimulator, StatusList

CHECK = "status.current"
OLDER = ("StatusList2021Entry", "RevocationList2020Status")

# What each method calls the nine situations; None where it has no word for one.
_LISTS: dict[str, tuple[str, str] | None] = {
    "good": ("PASSED", "status.not_set"),
    "revoked": ("FAILED", "status.revoked"),
    "suspended": ("FAILED", "status.suspended"),
    "wrong purpose": ("INCONCLUSIVE", "status.purpose_mismatch"),
    "out of range": ("INCONCLUSIVE", "status.out_of_range"),
    "foreign list": ("INCONCLUSIVE", "status.list_foreign"),
    "expired list": ("INCONCLUSIVE", "status.list_expired"),
    "unreachable": ("INCONCLUSIVE", "status.unreachable"),
    "bomb": ("INCONCLUSIVE", "status.list_too_large"),
}
EXPECTED: dict[str, dict[str, tuple[str, str] | None]] = {
    "BitstringStatusListEntry": _LISTS,
    "StatusList2021Entry": _LISTS,
    # Every list is one of revocations.
    "RevocationList2020Status": {**_LISTS, "suspended": None, "wrong purpose": None},
    # A plain list of ids: it has no purpose, no positions, no dates and nothing to unpack.
    "1EdTechRevocationList": {
        **dict.fromkeys(_LISTS),
        "good": ("PASSED", "status.not_listed"),
        "revoked": ("FAILED", "status.revoked"),
        "foreign list": ("INCONCLUSIVE", "status.list_of_other"),
        "unreachable": ("INCONCLUSIVE", "status.unreachable"),
        "bomb": ("INCONCLUSIVE", "status.unreachable"),
    },
}
CASES = [
    (method, situation)
    for method, situations in EXPECTED.items()
    for situation, expected in situations.items()
    if expected is not None
]


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def brought_about(sim: IssuerSimulator, method: Any, situation: str) -> Report:
    purpose = "suspension" if situation == "suspended" else "revocation"
    kept = sim.status_list(purpose, method)
    plain = sim.issue(vcdm="1.1" if method in OLDER else "2.0")
    index = "revocationListIndex" if method == "RevocationList2020Status" else "statusListIndex"
    badge = sim.sign(kept.attach(plain, **({index: "131072"} if situation == "out of range" else {})))
    limits = Limits()
    if situation in ("revoked", "suspended"):
        kept.revoke(badge)
    elif situation == "bomb" and method == "1EdTechRevocationList":
        _fill(kept, sim)
        limits = Limits(fetch_bytes=10_000)
    elif situation not in ("good", "out of range"):
        faults: dict[str, Any] = {
            "wrong purpose": "wrong_purpose",
            "foreign list": "foreign",
            "expired list": "expired",
            "unreachable": "no_answer",
            "bomb": "bomb",
        }
        kept.make_wrong(faults[situation])
    return Verifier(fetcher=sim, limits=limits).verify(badge, now=sim.now)


def _fill(kept: StatusList, sim: IssuerSimulator) -> None:
    for _ in range(300):
        other = kept.attach(sim.issue())
        kept.revoke(other, "x" * 50)


@pytest.mark.parametrize(("method", "situation"), CASES)
def test_each_situation_has_its_outcome_and_its_reason(
    sim: IssuerSimulator, method: str, situation: str
) -> None:
    report = brought_about(sim, method, situation)
    assert said(report, CHECK) == EXPECTED[method][situation]
    assert report.verified is (situation == "good")


@pytest.mark.parametrize("method", EXPECTED)
def test_no_two_situations_of_a_method_read_the_same(sim: IssuerSimulator, method: str) -> None:
    reasons = {}
    for number, (named, situation) in enumerate(CASES):
        if named == method:
            one = sim.neighbour(f"uni{number}.example")
            check = brought_about(one, method, situation).check(CHECK)
            assert check is not None
            # A plain list that is too large was not had, for a reason of its own.
            reasons[situation] = (check.code, *(finding.code for finding in check.findings))
    assert len(set(reasons.values())) == len(reasons), reasons


def test_a_list_of_ten_million_is_unpacked_once_for_all_badges(
    sim: IssuerSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    from badgekit.status.bitstring import decode

    unpacked = []

    def counted(*args: Any, **options: Any) -> bytes:
        unpacked.append(len(found := decode(*args, **options)))
        return found

    monkeypatch.setattr("badgekit.checks.status_lists.decode", counted)
    large = sim.status_list(entries=10_000_000)
    badges = [
        sim.sign(large.attach(sim.issue(), statusListIndex=str(at))) for at in (0, 5_000_000, 9_999_999)
    ]
    verifier = Verifier(fetcher=sim)
    assert all(verifier.verify(badge, now=sim.now).verified for badge in badges)
    assert unpacked == [1_250_000]
    assert judge(sim, sim.sign(large.attach(sim.issue(), statusListIndex="10000000"))).verified is False
