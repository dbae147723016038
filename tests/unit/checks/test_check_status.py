"""status.current: what lists say of a badge, and what the entry of a badge leads to."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.judging import judge, result, said
from tests.support.status import CHECK, METHODS, OLDER, findings, listed

from badgekit import Limits, Verdict, Verifier
from badgekit.testing import IssuerSimulator


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


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
    # Lists of bits have no place for why.
    assert result(report, CHECK).reason.params["reason"] == "no reason given"
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


def test_a_message_without_a_text_is_its_value(sim: IssuerSimulator) -> None:
    messages = sim.status_list("message")
    badge = listed(sim, messages)
    assert said(judge(sim, badge), CHECK) == ("PASSED", "status.not_set")
    assert findings(judge(sim, badge)) == []
    messages.set(badge, 1)
    found = result(judge(sim, badge), CHECK)
    assert found.code == "status.message"
    assert dict(found.reason.params) == {"value": "0x1", "text": "no text given"}


def test_any_value_but_zero_of_a_revocation_is_revoked(sim: IssuerSimulator) -> None:
    revocations = sim.status_list(size=4, messages={5: "cheated."})
    badge = listed(sim, revocations)
    assert judge(sim, badge).verified
    revocations.set(badge, 5)
    report = judge(sim, badge)
    assert said(report, CHECK) == ("FAILED", "status.revoked")
    assert result(report, CHECK).reason.params["reason"] == "cheated"


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


def test_the_gravest_comes_first_and_none_is_lost(sim: IssuerSimulator) -> None:
    """In whatever order they are written; these are written in the wrong one."""
    good, silent, odd = sim.status_list(), sim.status_list(), sim.status_list()
    refreshes, suspensions, revocations = (
        sim.status_list(purpose) for purpose in ("refresh", "suspension", "revocation")
    )
    badge: Any = good.attach(sim.issue())
    badge = silent.attach(refreshes.attach(badge))
    badge = odd.attach(badge, statusListIndex="five")
    badge = sim.sign(revocations.attach(suspensions.attach(badge)), "EdDSA")
    refreshes.set(badge, 1)
    silent.make_wrong("not_found")
    suspensions.suspend(badge)
    revocations.revoke(badge)
    report = judge(sim, badge)
    assert [result(report, CHECK).code, *findings(report)] == [
        "status.revoked",
        "status.suspended",
        "status.bad_index",
        "status.unreachable",
        "status.refresh",
        "status.not_set",
    ]


def test_as_many_entries_as_the_limit_are_looked_at(sim: IssuerSimulator) -> None:
    lists = [sim.status_list(), sim.status_list()]
    one = lists[0].attach(sim.issue())
    two = lists[1].attach(one)

    def with_limit(badge: Any, limit: int) -> tuple[str, str]:
        verifier = Verifier(fetcher=sim, limits=Limits(status_entries=limit))
        return said(verifier.verify(sim.sign(badge), now=sim.now), CHECK)

    for badge, limit in ((one, 1), (two, 2)):
        assert with_limit(badge, limit) == ("PASSED", "status.not_set")
    for badge, limit in ((two, 1), (one, 0)):
        assert with_limit(badge, limit) == ("INCONCLUSIVE", "status.too_many")
    in_a_list = {**one, "credentialStatus": [one["credentialStatus"]]}
    assert with_limit(in_a_list, 1) == ("PASSED", "status.not_set")


def test_a_good_list_does_not_make_up_for_a_status_that_nobody_knows(sim: IssuerSimulator) -> None:
    good = sim.status_list()
    badge = sim.issue(extra={"credentialStatus": {"id": "https://uni.example/s", "type": "MyStatus"}})
    report = judge(sim, sim.sign(good.attach(badge), "EdDSA"))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.unsupported")
    assert findings(report) == ["status.not_set"]


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


def test_who_is_not_signed_is_not_asked_for(sim: IssuerSimulator) -> None:
    revocations = sim.status_list()
    changed = sim.tamper(listed(sim, revocations), "$.name", "Doctor")
    assert said(judge(sim, changed), CHECK) == ("NOT_RUN", "check.not_run")
    assert revocations.url not in sim.web.requests


def test_a_badge_without_a_status_asks_nobody_more(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.sign(sim.issue()))
    assert said(report, CHECK) == ("NOT_APPLICABLE", "status.none")
    assert [item.url for item in report.evidence] == [sim.document_url]


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


TOKEN_STATUS = {"status_list": {"idx": 412, "uri": "https://uni.example/statuslists/1"}}


@pytest.mark.parametrize("vcdm", ["1.1", "2.0"])
def test_a_status_of_the_token_itself_is_not_passed_over(sim: IssuerSimulator, vcdm: Any) -> None:
    badge = sim.sign(sim.issue(vcdm=vcdm), "EdDSA", claims={"status": TOKEN_STATUS})
    report = judge(sim, badge)
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.unsupported")
    assert "status_list" in result(report, CHECK).message
    assert report.verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(("claim", "kind"), [({}, "none"), ({"a": 1, "B": 2}, "B and a")])
def test_the_kind_of_a_status_is_named(sim: IssuerSimulator, claim: Any, kind: str) -> None:
    badge = sim.sign(sim.issue(), "EdDSA", claims={"status": claim})
    found = result(judge(sim, badge), CHECK)
    assert (found.code, found.reason.params["type"]) == ("status.unsupported", kind)


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
