"""status.current: which lists count, and every way in which a list says nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.judging import judge, result, said
from tests.support.status import CHECK, OLDER, SIGNED, findings, listed

from badgekit import Policy, Report, Verdict, Verifier
from badgekit.checks import status_lists
from badgekit.documents import identify
from badgekit.judging import Bench
from badgekit.net import Response
from badgekit.report import InputRecord
from badgekit.status.lists import StatusList, read_list
from badgekit.testing import STATUS_FAULTS, IssuerSimulator


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


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
    assert sim.web.requests.count(revocations.url) == 1, "what is no list does not say how old it may be"
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
    revocations.restore(badge)
    assert findings(judge(sim, badge)) == []


def test_whose_word_a_list_is_is_told(sim: IssuerSimulator) -> None:
    keeper = sim.neighbour("lists.example")
    badge = keeper.status_list().attach(sim.issue())
    nobodys = {name: value for name, value in badge.items() if name != "issuer"}
    for document, issuer in ((badge, sim.id), (nobodys, "nobody")):
        found = result(judge(sim, sim.sign(document)), CHECK)
        assert (found.outcome.value, found.code) == ("INCONCLUSIVE", "status.list_foreign")
        told = {name: found.reason.params[name] for name in ("list_issuer", "issuer")}
        assert told == {"list_issuer": keeper.id, "issuer": issuer}


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


@pytest.mark.parametrize(
    ("own_id", "outcome", "told"),
    [
        (None, "PASSED", []),
        ("https://uni.example/lists/a-1", "PASSED", []),
        ("https://UNI.example:443/lists/a-1", "PASSED", []),
        # A copy has the name of the original, on another host.
        ("https://mirror.example/lists/a-1", "WARNING", ["status.list_moved"]),
        ("https://mirror.example/a-1", "WARNING", ["status.list_moved"]),
        # Whatever else a list is called, it is another one.
        ("https://mirror.example/lists/b-1", "INCONCLUSIVE", []),
        ("https://uni.example/other/a-1", "INCONCLUSIVE", []),
        ("urn:uuid:0b6f4c52-9a3e-4b1d-8f6a-5c1d2e3f4a5b", "INCONCLUSIVE", []),
    ],
)
@pytest.mark.parametrize("method", ["BitstringStatusListEntry", "1EdTechRevocationList"])
def test_a_list_is_the_one_that_was_asked_for_by_its_id(
    sim: IssuerSimulator, method: Any, own_id: str | None, outcome: str, told: list[str]
) -> None:
    """One of another id may be a good one of the same issuer; of this badge it says nothing good."""
    revocations = sim.status_list(method=method, path="lists/a-1")
    badge, revoked = listed(sim, revocations), listed(sim, revocations)
    revocations.revoke(revoked)
    served = {**revocations.published()[revocations.url], "id": own_id}
    if own_id is None:
        del served["id"]
    if served.pop("proof", None) is not None:
        served = sim.sign(served, "eddsa-jcs-2022")
    sim.web.answer(revocations.url, served)
    good = "status.not_set" if method != "1EdTechRevocationList" else "status.not_listed"
    report = judge(sim, badge)
    assert said(report, CHECK) == (outcome, good if outcome != "INCONCLUSIVE" else "status.list_other_id")
    assert findings(report) == told
    # What it says against one counts all the same.
    assert said(judge(sim, revoked), CHECK) == ("FAILED", "status.revoked")


@pytest.mark.parametrize(
    ("document", "causes"),
    [
        ({"revokedCredential": 7}, []),
        ([], []),
        (b"{", ["json.syntax"]),
        (b'{"a": 1, "a": 2}', ["json.duplicate_key"]),
    ],
)
def test_why_a_plain_list_is_none_is_told(sim: IssuerSimulator, document: Any, causes: list[str]) -> None:
    revocations = sim.status_list(method="1EdTechRevocationList")
    badge = listed(sim, revocations)
    sim.web.answer(revocations.url, document)
    report = judge(sim, badge)
    assert said(report, CHECK) == ("INCONCLUSIVE", "status.list_malformed")
    assert findings(report) == causes


def test_a_plain_list_is_its_hosts_word_and_names_credentials_by_id(sim: IssuerSimulator) -> None:
    revocations = sim.status_list(method="1EdTechRevocationList")
    badge = revocations.attach(sim.issue())
    served = dict(revocations.published()[revocations.url])
    anonymous = {name: value for name, value in badge.items() if name != "id"}
    nobodys = {name: value for name, value in badge.items() if name != "issuer"}

    def answer(document: Any) -> tuple[str, str]:
        return said(judge(sim, sim.sign(document, "eddsa-jcs-2022")), CHECK)

    assert answer(anonymous) == ("INCONCLUSIVE", "status.no_credential_id")
    assert answer(nobodys) == ("INCONCLUSIVE", "status.list_of_other")
    del served["issuer"]
    sim.web.answer(revocations.url, served)
    assert answer(badge) == answer(nobodys) == ("PASSED", "status.not_listed")
    revocations.revoke(badge)
    sim.web.answer(revocations.url, {**revocations.published()[revocations.url]})
    found = result(judge(sim, sim.sign(badge, "eddsa-jcs-2022")), CHECK)
    assert (found.code, found.reason.params["reason"]) == ("status.revoked", "no reason given")


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
    pairs = judge(sim, listed(sim, sim.status_list("message", entries=1_000, size=2)))
    short = next(one for one in result(pairs, CHECK).findings if one.code == "status.list_too_short")
    assert (short.params["count"], short.params["least"]) == (1_000, 131_072)


def test_list_and_entry_agree_about_the_size(sim: IssuerSimulator) -> None:
    revocations = sim.status_list()
    badge = listed(sim, revocations)
    served = dict(revocations.published()[revocations.url])
    del served["proof"]
    served["credentialSubject"] = {**served["credentialSubject"], "statusSize": 2}
    sim.web.answer(revocations.url, sim.sign(served, "EdDSA"))
    assert said(judge(sim, badge), CHECK) == ("INCONCLUSIVE", "status.size_differs")
    served["credentialSubject"]["statusSize"] = 1
    sim.web.answer(revocations.url, sim.sign(served, "EdDSA"))
    assert said(judge(sim, badge), CHECK) == ("PASSED", "status.not_set")


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


def test_an_unsigned_list_is_taken_over_https_only(sim: IssuerSimulator) -> None:
    revocations = sim.status_list(method="1EdTechRevocationList")
    badge = revocations.attach(sim.issue(), id=revocations.url.replace("https:", "http:"))
    assert said(judge(sim, sim.sign(badge)), CHECK) == ("INCONCLUSIVE", "status.list_not_secure")


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


def counted_from(sim: IssuerSimulator, method: str, right: bool, *places: int) -> dict[str, Any]:
    """Return a badge at position 5 of a list in which `places` are set, its bits counted from one side."""
    revocations = sim.status_list(method=method)  # type: ignore[arg-type]
    badge, issued = None, []
    for _ in range(8):
        one = sim.issue(vcdm="1.1" if method in OLDER else "2.0")
        issued.append(one)
        attached = revocations.attach(one)
        entry = attached["credentialStatus"]
        number = int(entry.get("statusListIndex", entry.get("revocationListIndex")))
        if number % 8 == 5:
            badge = sim.sign(attached)
        if (7 - number % 8 if right else number % 8) in places:
            revocations.revoke(one)
    assert badge is not None
    return badge


@pytest.mark.parametrize("method", SIGNED)
def test_older_lists_may_be_counted_from_the_other_side(sim: IssuerSimulator, method: str) -> None:
    """Which side is meant came into the specifications in 2023; the newest one has always said it."""
    from_the_right = judge(sim, counted_from(sim, method, True, 5))
    if method in OLDER:
        assert said(from_the_right, CHECK) == ("INCONCLUSIVE", "status.bit_order")
        assert from_the_right.verdict is Verdict.INCONCLUSIVE
    else:
        assert from_the_right.verified
    assert said(judge(sim, counted_from(sim, method, False, 5)), CHECK) == ("FAILED", "status.revoked")
    assert said(judge(sim, counted_from(sim, method, False, 5, 2)), CHECK) == ("FAILED", "status.revoked")
    assert judge(sim, counted_from(sim, method, False, 3)).verified


def test_what_a_list_is_for_is_read_once_and_told_in_short(
    sim: IssuerSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(credential: Any, method: Any) -> StatusList:
        read.append(credential["id"])
        return replace(read_list(credential, method), purposes=purposes)

    monkeypatch.setattr(status_lists, "read_list", noted)
    purposes = dict.fromkeys(f"purpose {number} {'x' * 500}" for number in range(10_000))
    revocations = sim.status_list()
    badges = [listed(sim, revocations) for _ in range(3)]
    report = judge(sim, sim.sign(sim.record(badges)))
    (inside, *_) = report.credentials
    assert said(inside, CHECK) == ("INCONCLUSIVE", "status.purpose_mismatch")
    told = str(result(inside, CHECK).reason.params["purposes"])
    assert len(told) < 300
    assert told.startswith("purpose 0 x")
    assert read == [revocations.url]
