"""Which badges of a portfolio count, and why others do not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.support.portfolios import (
    ANNA,
    NOW,
    UNI,
    badge,
    email,
    forged,
    rejected,
    report,
    revoked,
    unsure,
)

from badgekit import ConfigurationError, Portfolio, Report
from badgekit.portfolio.equality import later_version


def standings(*reports: Report, **options: Any) -> list[str]:
    return [entry.standing.value for entry in Portfolio(reports, **options).entries]


def test_a_verified_badge_counts_and_others_say_why_not() -> None:
    found = Portfolio(
        [
            report(badge(id="urn:1")),
            rejected(badge(id="urn:2")),
            unsure(badge(id="urn:3")),
            forged(badge(id="urn:4")),
            report(badge(id="urn:5", status="Failed")),
        ]
    )
    assert [(entry.standing.value, entry.reason.code) for entry in found.entries] == [
        ("current", "portfolio.current"),
        ("refused", "portfolio.not_verified"),
        ("open", "portfolio.not_verified"),
        ("refused", "portfolio.not_verified"),
        ("notAwarded", "portfolio.not_awarded"),
    ]
    assert [entry.badge is None for entry in found.entries] == [False, False, False, True, False]
    assert found.current == (found.entries[0],)


def test_one_credential_twice_counts_once() -> None:
    assert standings(report(badge()), report(badge())) == ["current", "copy"]
    assert standings(report(badge(id=None)), report(badge(id=None))) == ["current", "copy"]
    assert standings(report(badge(id=None)), report(badge(id=None, since=-3))) == ["current", "current"]
    assert standings(report(badge(id="urn:a%2Db%20")), report(badge(id="urn:a-b"))) == ["current", "copy"]
    assert standings(report(badge(id="urn:%ff")), report(badge(id="urn:%fe"))) == ["current", "current"]


def test_the_newer_version_counts_whatever_the_order() -> None:
    old, new = report(badge(since=-30)), report(badge(since=-3))
    assert standings(old, new) == ["renewed", "current"]
    assert standings(new, old) == ["current", "renewed"]
    assert Portfolio([old, new]).entries[0].instead == 1
    other = report(badge(since=-3, issuer="did:web:other.example"))
    assert standings(old, other) == ["current", "current"]


def test_a_version_renewed_in_advance_replaces_nothing_before_it_begins() -> None:
    holds, ahead = report(badge(since=-30, until=40)), report(badge(since=30), time=NOW + timedelta(days=30))
    assert standings(holds, ahead, now=NOW) == ["current", "refused"]
    assert standings(holds, ahead, now=NOW + timedelta(days=31)) == ["renewed", "current"]
    # What was taken back before it began is the issuer's last word all the same.
    assert standings(holds, revoked(badge(since=30)), now=NOW) == ["renewed", "refused"]


def test_a_date_of_award_renews_nothing() -> None:
    first, second = badge(), badge()
    first["awardedDate"] = "2026-05-30T00:00:00Z"
    assert standings(report(second), report(first)) == ["current", "copy"]


def test_an_older_version_does_not_hide_that_the_newer_one_is_revoked_or_expired() -> None:
    old = report(badge(since=-30))
    assert standings(old, revoked(badge(since=-3))) == ["renewed", "refused"]
    assert standings(old, rejected(badge(since=-3, until=-1))) == ["renewed", "refused"]
    assert standings(old, unsure(badge(since=-3))) == ["renewed", "open"]


def test_a_revoked_copy_stands_for_all_copies() -> None:
    assert standings(report(badge()), revoked(badge())) == ["copy", "refused"]
    # Not known is no reason to distrust the copy that was established.
    assert standings(unsure(badge()), report(badge())) == ["copy", "current"]


def test_a_forgery_replaces_nothing() -> None:
    assert standings(report(badge(since=-30)), forged(badge(since=-3))) == ["current", "refused"]


def test_an_issuer_that_only_looks_the_same_when_decoded_renews_nothing() -> None:
    port, path = "did:web:uni.example%3A8443", "did:web:uni.example:8443"
    assert standings(report(badge(issuer=port)), report(badge(issuer=path, since=-3))) == ["current"] * 2
    tilde = ("https://uni.example/~x", "https://uni.example/%7Ex")
    assert standings(*(report(badge(issuer=issuer)) for issuer in tilde)) == ["current", "copy"]


def test_what_expired_since_the_report_no_longer_counts() -> None:
    soon = report(badge(until=10))
    assert standings(soon) == ["current"]
    assert standings(soon, now=NOW + timedelta(days=11)) == ["refused"]
    assert standings(soon, now=NOW - timedelta(days=60)) == ["refused"]
    later = report(badge(id="urn:2"), time=NOW + timedelta(days=11))
    assert standings(soon, later) == ["refused", "current"]


V1: dict[str, Any] = {"version": "1.0"}
V2: dict[str, Any] = {"version": "2"}
THIRD: dict[str, Any] = {"related": [{"id": "urn:z"}]}


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        (("urn:a", V1), ("urn:a", V2), ["superseded", "current"]),
        (("urn:a", V1), ("urn:b", V2 | {"related": [{"id": "urn:a"}]}), ["superseded", "current"]),
        (("urn:a", V1 | {"related": [{"id": "urn:b"}]}), ("urn:b", V2), ["superseded", "current"]),
        (
            ("urn:a", {}),
            ("urn:b", V2 | {"related": [{"id": "urn:a", "version": "1"}]}),
            ["superseded", "current"],
        ),
        (("urn:a", V1), ("urn:b", V2), ["current", "current"]),
        (("urn:a", V1 | THIRD), ("urn:b", V2 | THIRD), ["current", "current"]),
        (("urn:a", V2), ("urn:a", {"version": "2.0"}), ["current", "current"]),
        (("urn:a", {"version": "spring"}), ("urn:a", {"version": "autumn"}), ["current", "current"]),
    ],
)
def test_a_later_version_of_the_achievement_supersedes(older: Any, newer: Any, expected: list[str]) -> None:
    reports = [
        report(badge(achievement, id=f"urn:c:{achievement}{members}", **members))
        for achievement, members in (older, newer)
    ]
    assert standings(*reports) == expected
    assert standings(*reversed(reports)) == expected[::-1]


def test_only_the_same_issuer_and_a_badge_that_counts_supersede() -> None:
    old = report(badge(id="urn:1", **V1))
    assert standings(old, report(badge(id="urn:2", issuer="did:web:evil.example", **V2))) == ["current"] * 2
    assert standings(old, revoked(badge(id="urn:2", **V2))) == ["current", "refused"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2", "1", True),
        ("1.10", "1.9", True),
        ("v2.0", "1", True),
        ("2.0", "2", False),
        ("1", "2", False),
        ("2", None, False),
        ("2", "one", False),
        ("9" * 500, "1", False),
        ("\u0662", "1", False),
    ],
)
def test_versions_are_compared_only_where_they_are_numbers(
    one: str, other: str | None, expected: bool
) -> None:
    assert later_version(one, other) is expected


def test_badges_inside_other_reports_are_found() -> None:
    from dataclasses import replace

    inner = report(badge(id="urn:1")), forged(badge(id="urn:2"))
    response = replace(inner[1], kind="GetOpenBadgeCredentialsResponse", children=inner)
    assert standings(response) == ["current", "refused"]
    endorsement = replace(forged(badge(id="urn:3")), kind="EndorsementCredential")
    assert standings(report(badge(), children=(endorsement,))) == ["current"]


def test_no_reports_make_an_empty_portfolio() -> None:
    empty = Portfolio([])
    assert not empty.entries
    assert empty.to_dict()["now"] is None
    assert empty.same_person.outcome.value == "INCONCLUSIVE"


@pytest.mark.parametrize("reports", [["a.png"], [None], [{"verdict": "VERIFIED"}]])
def test_something_else_than_reports_is_the_callers_mistake(reports: Any) -> None:
    with pytest.raises(ConfigurationError):
        Portfolio(reports)


def test_a_moment_needs_a_time_zone() -> None:
    with pytest.raises(ConfigurationError):
        Portfolio([report(badge())], now=NOW.replace(tzinfo=None))


class Wallet(RuleBasedStateMachine):
    """An issuer issues, renews and revokes; the person collects reports, in any order and several times."""

    def __init__(self) -> None:
        super().__init__()
        self.reports: list[Report] = []
        self.versions: dict[str, int] = {}
        self.revoked: set[tuple[str, int]] = set()

    @rule(name=st.sampled_from("abc"))
    def issue(self, name: str) -> None:
        version = self.versions[name] = self.versions.get(name, 0) + 1
        self.reports.append(report(self._badge(name, version)))

    @rule(name=st.sampled_from("abc"), first=st.booleans())
    def show_again(self, name: str, first: bool) -> None:
        if name in self.versions:
            again = report(self._badge(name, self.versions[name]))
            self.reports.insert(0 if first else len(self.reports), again)

    @rule(name=st.sampled_from("abc"), back=st.integers(0, 2))
    def revoke(self, name: str, back: int) -> None:
        version = self.versions.get(name, 0) - back
        if version > 0:
            self.revoked.add((name, version))
            self.reports.append(revoked(self._badge(name, version)))

    @rule(name=st.sampled_from("abc"))
    def forge(self, name: str) -> None:
        self.reports.append(forged(self._badge(name, 99)))

    @staticmethod
    def _badge(name: str, version: int) -> dict[str, Any]:
        return badge(f"urn:{name}", id=f"urn:c:{name}", since=version - 90)

    @invariant()
    def the_newest_version_of_each_credential_counts_unless_it_is_revoked(self) -> None:
        portfolio = Portfolio(self.reports, candidate={"email": ANNA})
        assert len(portfolio.entries) == len(self.reports)
        expected = {
            f"urn:{name}" for name, version in self.versions.items() if (name, version) not in self.revoked
        }
        assert sorted(entry.achievement for entry in portfolio.current) == sorted(expected)
        for entry in portfolio.entries:
            if entry.instead is not None:
                assert portfolio.entries[entry.instead].instead is None

    @invariant()
    def the_order_of_the_reports_changes_nothing(self) -> None:
        there = {entry.achievement for entry in Portfolio(self.reports).current}
        back = {entry.achievement for entry in Portfolio(self.reports[::-1]).current}
        assert there == back


Wallet.TestCase.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
TestWallet = Wallet.TestCase

_IDS = st.sampled_from(["urn:a", "urn:%61", " urn:a", "urn:b", "https://x.org/%ff", "", "\u202e"]) | st.text(
    max_size=5
)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(_IDS, _IDS, st.sampled_from([UNI, "did:web:x%3A1", "did:web:x:1"]), _IDS, st.booleans()),
        max_size=5,
    )
)
def test_whatever_badges_say_a_portfolio_can_be_made_of_them(given_: list[Any]) -> None:
    reports = [
        (report if good else unsure)(
            badge(achievement, id=id, issuer=issuer, identifiers=[email(who)], version=who, tag=[who])
        )
        for achievement, id, issuer, who, good in given_
    ]
    portfolio = Portfolio(reports)
    text = portfolio.to_json()
    assert text.isascii()
    for entry in portfolio.entries:
        assert entry.counts <= entry.report.verified


def test_a_later_version_that_somebody_else_has_supersedes_nothing() -> None:
    annas = report(badge("urn:a", id="urn:c:1", version="1"))
    bens = report(badge("urn:a", id="urn:c:2", version="2", identifiers=[email("ben@x.org")]))
    annas_new = report(badge("urn:a", id="urn:c:3", version="1.5"))
    found = Portfolio([annas, bens, annas_new]).entries
    assert [entry.standing.value for entry in found] == ["superseded", "current", "current"]
    assert found[0].instead == 2
    both = report(badge("urn:a", id="urn:c:4", version="3", identifiers=[email(ANNA), email("ben@x.org")]))
    assert Portfolio([annas, bens, both]).entries[0].instead == 2


def test_many_others_with_later_versions_hide_no_later_version_of_ones_own() -> None:
    others = [
        report(badge("urn:a", id=f"urn:o:{n}", version=f"9.{n}", identifiers=[email(f"{n}@x.org")]))
        for n in range(20)
    ]
    mine = [report(badge("urn:a", id=f"urn:m:{n}", version=str(n))) for n in (1, 2)]
    assert Portfolio([*others, *mine]).entries[20].instead == 21
