"""status.current: what lists say of a badge, and every way in which a list says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Limits, Policy, Report, Verdict, Verifier
from badgekit.documents import identify
from badgekit.judging import Bench
from badgekit.net import Response
from badgekit.report import InputRecord
from badgekit.status.bitstring import decode
from badgekit.status.revocation_list import read_revocation_list
from badgekit.testing import STATUS_FAULTS, IssuerSimulator, StatusList

CHECK = "status.current"
METHODS = [
    "BitstringStatusListEntry",
    "StatusList2021Entry",
    "RevocationList2020Status",
    "1EdTechRevocationList",
]
SIGNED = METHODS[:3]
OLDER = METHODS[1:3]


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def listed(sim: IssuerSimulator, *lists: StatusList, older: bool = False, **members: Any) -> dict[str, Any]:
    """Return a signed badge that stands in each of `lists`; `members` replace members of the entries."""
    badge = sim.issue(vcdm="1.1" if older else "2.0")
    for each in lists:
        badge = each.attach(badge, **members)
    return sim.sign(badge)


def findings(report: Any) -> list[str]:
    return [finding.code for finding in result(report, CHECK).findings]


@pytest.mark.parametrize("method", METHODS)
def test_good_then_revoked_then_good_again(sim: IssuerSimulator, method: Any) -> None:
    revocations = sim.status_list(method=method)
    badge, other = (listed(sim, revocations, older=method in OLDER) for _ in range(2))
    good = "status.not_listed" if method == METHODS[3] else "status.not_set"
    assert said(judge(sim, badge), CHECK) == ("PASSED", good)
    revocations.revoke(badge, "Issued by mistake.")
    report = judge(sim, badge)
    assert report.verdict is Verdict.REJECTED
    assert said(report, CHECK) == ("FAILED", "status.revoked")
    assert judge(sim, other).verified
    revocations.restore(badge)
    assert judge(sim, badge).verified


def test_the_reason_of_the_issuer_is_told(sim: IssuerSimulator) -> None:
    revocations = sim.status_list(method="1EdTechRevocationList")
    badge = listed(sim, revocations)
    revocations.revoke(badge, "Issued by mistake.")
    assert "Issued by mistake." in result(judge(sim, badge), CHECK).message


@pytest.mark.parametrize(
    ("suite", "enveloped"),
    [
        ("eddsa-rdfc-2022", False),
        ("ecdsa-rdfc-2019", False),
        ("EdDSA", False),
        ("RS256", False),
        ("ES256", True),
    ],
)
def test_a_list_may_be_signed_in_every_way_a_badge_may(
    sim: IssuerSimulator, suite: str, enveloped: bool
) -> None:
    revocations = sim.status_list(suite=suite, enveloped=enveloped)
    badge = listed(sim, revocations)
    assert said(judge(sim, badge), CHECK) == ("PASSED", "status.not_set")
    revocations.revoke(badge)
    assert said(judge(sim, badge), CHECK) == ("FAILED", "status.revoked")


@pytest.mark.parametrize(
    ("method", "vcdm"),
    [*((method, "1.1") for method in METHODS), (METHODS[0], "2.0"), (METHODS[3], "2.0")],
)
def test_badges_of_both_data_models_and_tokens_are_asked_for(
    sim: IssuerSimulator, vcdm: Any, method: Any
) -> None:
    revocations = sim.status_list(method=method)
    plain = revocations.attach(sim.issue(vcdm=vcdm))
    for badge in (sim.sign(plain), sim.sign(plain, "ES256")):
        assert judge(sim, badge).verified, judge(sim, badge).best_reason
    revocations.revoke(sim.sign(plain, "ES256"))
    for badge in (sim.sign(plain), sim.sign(plain, "ES256")):
        assert said(judge(sim, badge), CHECK) == ("FAILED", "status.revoked")


# What the values mean.


def test_suspension_has_a_code_of_its_own(sim: IssuerSimulator) -> None:
    suspensions = sim.status_list("suspension")
    badge = listed(sim, suspensions)
    suspensions.suspend(badge)
    report = judge(sim, badge)
    assert report.verdict is Verdict.REJECTED
    assert said(report, CHECK) == ("FAILED", "status.suspended")
    suspensions.restore(badge)
    assert judge(sim, badge).verified


def test_a_refresh_is_a_remark(sim: IssuerSimulator) -> None:
    refreshes = sim.status_list("refresh")
    badge = listed(sim, refreshes)
    assert said(judge(sim, badge), CHECK) == ("PASSED", "status.not_set")
    refreshes.set(badge, 1)
    report = judge(sim, badge)
    assert report.verified
    assert said(report, CHECK) == ("WARNING", "status.refresh")


def test_a_message_is_told(sim: IssuerSimulator) -> None:
    texts = {0: "under review", 1: "accepted", 2: "rejected", 3: "unknown"}
    messages = sim.status_list("message", size=2, messages=texts)
    badge = listed(sim, messages)
    report = judge(sim, badge)
    assert said(report, CHECK) == ("PASSED", "status.not_set")
    assert "under review" in result(report, CHECK).findings[0].message
    messages.set(badge, 2)
    report = judge(sim, badge)
    assert report.verified
    assert said(report, CHECK) == ("WARNING", "status.message")
    assert "rejected" in result(report, CHECK).message


def test_any_value_but_zero_of_a_revocation_is_revoked(sim: IssuerSimulator) -> None:
    revocations = sim.status_list(size=4, messages={5: "cheated"})
    badge = listed(sim, revocations)
    assert judge(sim, badge).verified
    revocations.set(badge, 5)
    report = judge(sim, badge)
    assert said(report, CHECK) == ("FAILED", "status.revoked")
    assert "cheated" in result(report, CHECK).message


def test_an_unknown_purpose_says_neither_yes_nor_no(sim: IssuerSimulator) -> None:
    odd = sim.status_list("https://uni.example/purposes#odd")
    badge = listed(sim, odd)
    for value in (0, 1):
        odd.set(badge, value)
        assert said(judge(sim, badge), CHECK) == ("INCONCLUSIVE", "status.purpose_unknown")


# Several entries.


@pytest.mark.parametrize("revoked_at", [0, 1, 2])
def test_every_entry_is_looked_at(sim: IssuerSimulator, revoked_at: int) -> None:
    lists = [sim.status_list(), sim.status_list(), sim.status_list(method="1EdTechRevocationList")]
    badge = sim.issue(contexts=["https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"])
    for each in lists:
        badge = each.attach(badge)
    signed = sim.sign(badge)
    assert judge(sim, signed).verified
    assert len(findings(judge(sim, signed))) == 2
    lists[revoked_at].revoke(signed)
    assert said(judge(sim, signed), CHECK) == ("FAILED", "status.revoked")


def test_revoked_outweighs_suspended_and_both_outweigh_silence(sim: IssuerSimulator) -> None:
    silent, suspensions, revocations = sim.status_list(), sim.status_list("suspension"), sim.status_list()
    badge = listed(sim, silent, suspensions, revocations)
    silent.make_wrong("not_found")
    assert said(judge(sim, badge), CHECK) == ("INCONCLUSIVE", "status.unreachable")
    suspensions.suspend(badge)
    assert said(judge(sim, badge), CHECK) == ("FAILED", "status.suspended")
    revocations.revoke(badge)
    report = judge(sim, badge)
    assert said(report, CHECK) == ("FAILED", "status.revoked")
    assert findings(report) == ["status.suspended", "status.unreachable"]


def test_a_good_list_does_not_make_up_for_a_status_that_nobody_knows(sim: IssuerSimulator) -> None:
    good = sim.status_list()
    badge = sim.issue(extra={"credentialStatus": {"id": "https://uni.example/s", "type": "MyStatus"}})
    report = judge(sim, sim.sign(good.attach(badge), "EdDSA"))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.unsupported")
    assert findings(report) == ["status.not_set"]


def test_one_list_in_two_entries_is_asked_for_and_verified_once(sim: IssuerSimulator) -> None:
    both = sim.status_list()
    badge = both.attach(both.attach(sim.issue()), id="urn:uuid:second")
    report = judge(sim, sim.sign(badge))
    assert report.verified
    assert sim.web.requests.count(both.url) == 1


# What is wrong with a list. Each has a reason of its own.

WHY = {
    "no_answer": "status.unreachable",
    "not_found": "status.unreachable",
    "web_page": "status.not_a_list",
    "unsigned": "status.list_unsigned",
    "changed": "status.list_forged",
    "forged": "status.list_forged",
    "foreign": "status.list_foreign",
    "expired": "status.list_expired",
    "not_yet_valid": "status.list_not_yet_valid",
    "wrong_purpose": "status.purpose_mismatch",
    "wrong_type": "status.list_wrong_type",
    "short": "status.out_of_range",
    "bomb": "status.list_too_large",
    "cut_off": "status.list_encoding",
    "two_streams": "status.list_encoding",
    "other_list": "status.list_other_id",
}


def test_every_fault_is_tried() -> None:
    assert WHY.keys() == STATUS_FAULTS.keys()


@pytest.mark.parametrize("fault", WHY)
@pytest.mark.parametrize("method", SIGNED)
def test_a_list_that_is_wrong_says_nothing(sim: IssuerSimulator, method: Any, fault: Any) -> None:
    revocations = sim.status_list(method=method)
    badge = listed(sim, revocations, older=method in OLDER)
    revocations.make_wrong(fault)
    report = judge(sim, badge)
    if method == "RevocationList2020Status" and fault == "wrong_purpose":
        # There every list is one of revocations.
        assert report.verified
        return
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, CHECK) == ("INCONCLUSIVE", WHY[fault])
    revocations.make_wrong(None)
    assert judge(sim, badge).verified


@pytest.mark.parametrize("fault", ["unsigned", "changed", "forged", "expired"])
def test_a_token_that_is_wrong_says_nothing_either(sim: IssuerSimulator, fault: Any) -> None:
    revocations = sim.status_list(suite="ES256")
    badge = listed(sim, revocations)
    revocations.make_wrong(fault)
    assert said(judge(sim, badge), CHECK) == ("INCONCLUSIVE", WHY[fault])


def test_a_revoked_badge_gains_nothing_by_a_list_that_is_wrong(sim: IssuerSimulator) -> None:
    revocations = sim.status_list()
    badge = listed(sim, revocations)
    revocations.revoke(badge)
    for fault in STATUS_FAULTS:
        revocations.make_wrong(fault)
        assert judge(sim, badge).verdict is not Verdict.VERIFIED, fault


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("no_answer", "status.unreachable"),
        ("not_found", "status.unreachable"),
        ("web_page", "status.list_malformed"),
        ("foreign", "status.list_of_other"),
        ("other_list", "status.list_other_id"),
    ],
)
def test_a_plain_list_that_is_wrong_says_nothing(sim: IssuerSimulator, fault: Any, code: str) -> None:
    revocations = sim.status_list(method="1EdTechRevocationList")
    badge = listed(sim, revocations)
    revocations.make_wrong(fault)
    assert said(judge(sim, badge), CHECK) == ("INCONCLUSIVE", code)


def test_what_a_foreign_list_would_say_is_told_and_does_not_count(sim: IssuerSimulator) -> None:
    revocations = sim.status_list()
    badge = listed(sim, revocations)
    revocations.revoke(badge)
    revocations.make_wrong("foreign")
    report = judge(sim, badge)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert findings(report) == ["status.list_would_report"]


def test_the_policy_may_allow_a_keeper(sim: IssuerSimulator) -> None:
    keeper = sim.neighbour("lists.example")
    revocations = keeper.status_list()
    badge = listed(sim, revocations)
    assert said(judge(sim, badge), CHECK) == ("INCONCLUSIVE", "status.list_foreign")
    for policy in (
        Policy.standard(status_issuers=[keeper.id]),
        Policy(status_issuers=frozenset({keeper.id})),
    ):
        report = judge(sim, badge, policy=policy)
        assert report.verified
        assert said(report, CHECK) == ("WARNING", "status.not_set")
        assert findings(report) == ["status.list_kept_by"]
    another = Policy.standard(status_issuers=["did:web:other.example"])
    assert not judge(sim, badge, policy=another).verified
    revocations.revoke(badge)
    report = judge(sim, badge, policy=Policy.standard(status_issuers=[keeper.id]))
    assert said(report, CHECK) == ("FAILED", "status.revoked")


def test_a_keeper_may_keep_lists_and_is_not_trusted_to_issue(sim: IssuerSimulator) -> None:
    keeper = sim.neighbour("lists.example")
    policy = Policy.standard(trusted_issuers=[sim.id], status_issuers=[keeper.id])
    assert judge(sim, listed(sim, keeper.status_list()), policy=policy).verified
    assert judge(sim, keeper.sign(keeper.issue()), policy=policy).verdict is Verdict.REJECTED


def test_the_keys_of_a_list_must_be_in_force(sim: IssuerSimulator) -> None:
    badge = sim.issue()
    revocations = sim.status_list(suite="ES256")
    signed = sim.sign(revocations.attach(badge))
    assert judge(sim, signed).verified
    sim.keys.revoke("P-256")
    report = judge(sim, signed)
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.list_not_verified")


def test_a_list_moved_to_another_host_is_a_remark(sim: IssuerSimulator) -> None:
    original = sim.status_list(path="lists/a-1")
    copy = "https://mirror.example/lists/a-1"
    badge = sim.sign(original.attach(sim.issue(), statusListCredential=copy))
    sim.neighbour("mirror.example")
    sim.web.answer(copy, original.published()[original.url])
    report = judge(sim, badge)
    assert report.verified
    assert findings(report) == ["status.list_moved"]


def test_another_list_of_the_issuer_in_its_place_is_found_out(sim: IssuerSimulator) -> None:
    """Whoever holds the address could hide a revocation behind any other list of the issuer."""
    revocations, innocent = sim.status_list(), sim.status_list()
    badge = listed(sim, revocations)
    revocations.revoke(badge)
    sim.web.answer(revocations.url, innocent.published()[innocent.url])
    report = judge(sim, badge)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.list_other_id")


def test_a_short_list_is_a_remark(sim: IssuerSimulator) -> None:
    report = judge(sim, listed(sim, sim.status_list(entries=100_000)))
    assert report.verified
    assert findings(report) == ["status.list_too_short"]


def test_list_and_entry_agree_about_the_size(sim: IssuerSimulator) -> None:
    revocations = sim.status_list()
    badge = listed(sim, revocations)
    served = dict(revocations.published()[revocations.url])
    del served["proof"]
    served["credentialSubject"] = {**served["credentialSubject"], "statusSize": 2}
    sim.web.answer(revocations.url, sim.sign(served, "EdDSA"))
    assert said(judge(sim, badge), CHECK) == ("INCONCLUSIVE", "status.size_differs")


@pytest.mark.parametrize("to", ["itself", "another"])
def test_lists_never_lead_to_lists(sim: IssuerSimulator, to: str) -> None:
    revocations, further = sim.status_list(), sim.status_list()
    badge = listed(sim, revocations)
    served = dict(revocations.published()[revocations.url])
    del served["proof"]
    named = revocations if to == "itself" else further
    sim.web.answer(revocations.url, sim.sign({**served, **_status(named.attach(sim.issue()))}))
    report = judge(sim, badge)
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.list_not_verified")
    assert findings(report) == ["status.of_a_list"]
    assert sim.web.requests.count(revocations.url) == 1
    assert further.url not in sim.web.requests


def _status(badge: dict[str, Any]) -> dict[str, Any]:
    return {"credentialStatus": badge["credentialStatus"]}


# What the entry may say, and where it may lead.


@pytest.mark.parametrize(
    ("members", "outcome", "code"),
    [
        ({"statusListIndex": "131072"}, "INCONCLUSIVE", "status.out_of_range"),
        ({"statusListIndex": "five"}, "FAILED", "status.bad_index"),
        ({"statusListIndex": -1}, "FAILED", "status.bad_index"),
        ({"statusSize": 0}, "FAILED", "status.bad_size"),
        ({"statusPurpose": "suspension"}, "INCONCLUSIVE", "status.purpose_mismatch"),
        ({"type": "StatusList2021Entry"}, "INCONCLUSIVE", "status.list_wrong_type"),
        ({"statusListCredential": "https://127.0.0.1/list"}, "INCONCLUSIVE", "status.unreachable"),
        ({"statusListCredential": "https://intranet.local/list"}, "INCONCLUSIVE", "status.unreachable"),
        ({"statusListCredential": "http://uni.example/list"}, "INCONCLUSIVE", "status.unreachable"),
        ({"statusListCredential": "data:,list"}, "INCONCLUSIVE", "status.address_unsupported"),
        ({"statusListCredential": "/list"}, "FAILED", "status.bad_address"),
    ],
)
def test_what_an_entry_leads_to(sim: IssuerSimulator, members: Any, outcome: str, code: str) -> None:
    badge = sim.sign(sim.status_list().attach(sim.issue(), **members), "EdDSA")
    report = judge(sim, badge)
    assert not report.verified
    assert said(report, CHECK) == (outcome, code)


def test_nothing_inside_the_network_is_asked(sim: IssuerSimulator) -> None:
    for inside in ("https://10.0.0.1/x", "https://localhost/x", "http://169.254.169.254/latest"):
        judge(sim, sim.sign(sim.status_list().attach(sim.issue(), statusListCredential=inside)))
        judge(sim, sim.sign(sim.status_list(method="1EdTechRevocationList").attach(sim.issue(), id=inside)))
    assert not [url for url in sim.web.requests if "uni.example" not in url]


def test_a_number_for_an_index_is_a_remark(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.status_list().attach(sim.issue(), statusListIndex=7), "EdDSA")
    report = judge(sim, badge)
    assert report.verified
    assert findings(report) == ["status.index_is_a_number"]


def test_an_unsigned_list_is_taken_over_https_only(sim: IssuerSimulator) -> None:
    revocations = sim.status_list(method="1EdTechRevocationList")
    badge = revocations.attach(sim.issue(), id=revocations.url.replace("https:", "http:"))
    assert said(judge(sim, sim.sign(badge)), CHECK) == ("INCONCLUSIVE", "status.list_not_secure")


def test_who_is_not_signed_is_not_asked_for(sim: IssuerSimulator) -> None:
    revocations = sim.status_list()
    changed = sim.tamper(listed(sim, revocations), "$.name", "Doctor")
    assert said(judge(sim, changed), CHECK) == ("NOT_RUN", "check.not_run")
    assert revocations.url not in sim.web.requests


# What is remembered.


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


def test_a_badge_without_a_status_asks_nobody_more(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.sign(sim.issue()))
    assert said(report, CHECK) == ("NOT_APPLICABLE", "status.none")
    assert [item.url for item in report.evidence] == [sim.document_url]


def test_an_unsigned_list_is_not_taken_by_way_of_plain_http(sim: IssuerSimulator) -> None:
    """A fetcher that somebody else wrote may follow where badgekit's own does not."""
    revocations = sim.status_list(method="1EdTechRevocationList")
    badge = listed(sim, revocations)

    class Follows:
        def get(self, url: str, *, accept: str = "") -> Response:
            answer = sim.get(url, accept=accept)
            if url != revocations.url:
                return answer
            return replace(answer, redirects=("http://uni.example/x", url))

    report = Verifier(fetcher=Follows()).verify(badge, now=sim.now)
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.list_not_secure")


def test_whose_lists_are_taken_holds_for_credentials_inside_too(
    sim: IssuerSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    benches: list[Bench] = []
    judge_first = Bench.judge

    def seen(self: Bench, *args: Any, **options: Any) -> Report:
        benches.append(self)
        return judge_first(self, *args, **options)

    monkeypatch.setattr(Bench, "judge", seen)
    keeper = sim.neighbour("lists.example")
    inner = identify(listed(sim, keeper.status_list()))
    for policy, verified in ((Policy.standard(status_issuers=[keeper.id]), True), (None, False)):
        judge(sim, sim.sign(sim.issue()), policy=policy)
        assert benches.pop().nested(inner, InputRecord("inside")).verified is verified


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


def test_credentials_in_a_record_are_asked_for_as_well(sim: IssuerSimulator) -> None:
    revocations = sim.status_list()
    badge = listed(sim, revocations)
    record = revocations.attach(sim.record([badge]))
    signed = sim.sign(record)
    assert judge(sim, signed).verified
    revocations.revoke(badge)
    report = judge(sim, signed)
    assert said(report.children[0], CHECK) == ("FAILED", "status.revoked")
    revocations.restore(badge)
    revocations.revoke(record)
    report = judge(sim, signed)
    assert report.verdict is Verdict.REJECTED
    assert said(report, CHECK) == ("FAILED", "status.revoked")


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


def test_a_hosted_badge_in_the_place_of_a_list_says_nothing(sim: IssuerSimulator) -> None:
    """What is published at the address of a hosted badge is judged, and not what is in hand.

    So whoever answers for the address of a list could put bits of their own into a genuine hosted badge.
    """
    revocations = sim.status_list()
    badge = sim.sign({**revocations.attach(sim.issue()), "id": "urn:x:1"})
    place = revocations.url.replace("uni.example", "mirror.example")
    status = {**badge["credentialStatus"], "statusListCredential": place}
    badge = sim.sign({**sim.issue(), "credentialStatus": status})
    genuine = sim.older.issue(id=revocations.url.replace("/status/", "/hosted/"))
    hosted = judge(sim, genuine.document)
    assert hosted.verified
    assert hosted.issuer is not None
    listed = {**revocations.published()[revocations.url], "id": genuine.document["id"]}
    forged = {**genuine.document, "credentialSubject": listed["credentialSubject"]}
    forged["type"] = ["Assertion", "BitstringStatusListCredential"]
    sim.web.answer(place, forged)
    policy = Policy.standard(status_issuers=[hosted.issuer.id])
    report = judge(sim, badge, policy=policy)
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.not_a_list")


TOKEN_STATUS = {"status_list": {"idx": 412, "uri": "https://uni.example/statuslists/1"}}


@pytest.mark.parametrize("vcdm", ["1.1", "2.0"])
def test_a_status_of_the_token_itself_is_not_passed_over(sim: IssuerSimulator, vcdm: Any) -> None:
    badge = sim.sign(sim.issue(vcdm=vcdm), "EdDSA", claims={"status": TOKEN_STATUS})
    report = judge(sim, badge)
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.unsupported")
    assert "status_list" in result(report, CHECK).message
    assert report.verdict is Verdict.INCONCLUSIVE


def test_a_token_with_two_kinds_of_status_is_as_good_as_the_worse(sim: IssuerSimulator) -> None:
    revocations = sim.status_list()
    badge = sim.sign(revocations.attach(sim.issue()), "EdDSA", claims={"status": TOKEN_STATUS})
    report = judge(sim, badge)
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.unsupported")
    assert findings(report) == ["status.not_set"]
    revocations.revoke(badge)
    assert said(judge(sim, badge), CHECK) == ("FAILED", "status.revoked")


def test_a_text_that_is_called_status_is_no_list(sim: IssuerSimulator) -> None:
    badge = sim.sign({**sim.issue(), "status": "active"}, "EdDSA")
    report = judge(sim, badge)
    assert said(report, CHECK) == ("NOT_APPLICABLE", "status.none")
    assert report.assertion is not None
    assert report.assertion.extra["status"] == "active"
