"""Policy.w3c(): what W3C calls verification and no more, with everything else said in the report."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import ConfigurationError, Outcome, Policy, Portfolio, Report, Verdict, Verifier
from badgekit.checks import CHECKS
from badgekit.net import MappingFetcher
from badgekit.testing import IssuerSimulator

W3C = Policy.w3c()
DRAFT = "https://json-schema.org/draft/2020-12/schema"


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.fixture
def forger(sim: IssuerSimulator) -> IssuerSimulator:
    return sim.neighbour("evil.example", seed=666)


def waived(report: Report) -> set[str]:
    return {check.id for check in report.waived}


def test_what_is_waived_are_checks_that_exist() -> None:
    known = {check.id for check in CHECKS}
    assert known >= W3C.waived | W3C.waived_if_open
    assert W3C.waived
    assert W3C.waived_if_open


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "EdDSA"])
def test_a_strangers_signature_counts_and_it_is_said_that_the_issuer_was_not_established(
    sim: IssuerSimulator, forger: IssuerSimulator, suite: str
) -> None:
    own = IssuerSimulator("x.example", method="did:key", seed=7)
    signed = own.sign(sim.issue(), suite)
    assert judge(sim, signed).verdict is Verdict.REJECTED
    if suite == "EdDSA":
        # The key of a token is looked up at whoever it says it is by, so there is nothing to verify with.
        assert judge(sim, signed, policy=W3C).verdict is not Verdict.VERIFIED
        return
    report = judge(sim, signed, policy=W3C)
    assert report.verified
    assert not report.fully_verified
    assert said(report, "issuer.bound") == ("FAILED", "key.not_bound_to_issuer")
    assert not result(report, "issuer.bound").required
    assert waived(report) == {"issuer.bound", "issuer.trusted"}
    assert report.issuer is None
    assert report.stated is None
    assert "not who issued it" in report.best_reason
    assert report.policy == "w3c"


def test_a_stranger_with_a_document_of_its_own_is_asked_for_it(
    sim: IssuerSimulator, forger: IssuerSimulator
) -> None:
    signed = forger.sign(sim.issue())
    report = judge(sim, signed, policy=W3C)
    assert report.verified
    assert waived(report) == {"issuer.bound", "issuer.trusted"}
    assert [item.url for item in report.evidence] == [forger.document_url]


def test_a_badge_that_lacks_nothing_is_verified_under_both(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.sign(sim.issue()), policy=W3C)
    assert report.fully_verified
    assert report.waived == ()
    assert report.issuer is not None
    assert report.stated == report.assertion


@pytest.mark.parametrize(
    "change",
    [
        lambda badge: {**badge, "name": "Another name"},
        lambda badge: {**badge, "undefinedTerm": "added"},
        lambda badge: {**badge, "type": [*badge["type"], "UndefinedType"]},
        lambda badge: {name: value for name, value in badge.items() if name != "proof"},
        lambda badge: {**badge, "proof": {**badge["proof"], "proofPurpose": "authentication"}},
        lambda badge: {**badge, "@context": badge["@context"][1:]},
    ],
)
def test_a_document_that_is_not_whole_is_refused_all_the_same(sim: IssuerSimulator, change: Any) -> None:
    report = judge(sim, change(sim.sign(sim.issue())), policy=W3C)
    assert report.verdict is Verdict.REJECTED


def test_dates_and_status_are_reported_and_decide_when_demanded(sim: IssuerSimulator) -> None:
    revocations = sim.status_list()
    badge = sim.sign(revocations.attach(sim.issue(valid_until=sim.now - timedelta(days=1))))
    revocations.revoke(badge)
    report = judge(sim, badge, policy=W3C)
    assert report.verified
    assert waived(report) == {"validity.not_expired", "status.current"}
    assert said(report, "status.current") == ("FAILED", "status.revoked")
    assert report.issuer is not None
    assert "issued" not in report.best_reason
    for demanded in ("status.current", "validity.not_expired"):
        strict = judge(sim, badge, policy=Policy.w3c(demand=[demanded]))
        assert strict.verdict is Verdict.REJECTED
        assert strict.decisive is not None
        assert strict.decisive.id == demanded


def test_the_issuer_can_be_demanded(sim: IssuerSimulator, forger: IssuerSimulator) -> None:
    policy = Policy.w3c(demand=["issuer.bound"])
    assert judge(sim, forger.sign(sim.issue()), policy=policy).verdict is Verdict.REJECTED
    assert judge(sim, sim.sign(sim.issue()), policy=policy).verified


def test_a_list_of_somebody_else_says_nothing_under_this_policy_either(
    sim: IssuerSimulator, forger: IssuerSimulator
) -> None:
    """A forged list must not become the issuer's word because the policy asks less of the credential."""
    for fault in ("foreign", "expired"):
        revocations = sim.status_list()
        badge = sim.sign(revocations.attach(sim.issue()))
        revocations.make_wrong(fault)
        report = judge(sim, badge, policy=Policy.w3c(demand=["status.current"]))
        assert report.verdict is Verdict.INCONCLUSIVE, fault


def test_contexts_of_the_document_itself_are_no_matter_until_they_break_a_rule(sim: IssuerSimulator) -> None:
    own = {"motto": "https://x.example/motto"}
    credential = sim.credential({"id": "did:example:anna", "motto": "Sapere aude"})
    credential["@context"] = [*credential["@context"], own]
    signed = sim.sign(credential)
    assert judge(sim, signed).verdict is Verdict.INCONCLUSIVE
    report = judge(sim, signed, policy=W3C)
    assert report.verified
    assert "context.known" in waived(report)
    assert judge(sim, signed, policy=Policy.w3c(demand=["context.known"])).verdict is Verdict.INCONCLUSIVE


def test_own_definitions_cannot_rename_what_would_be_looked_for(sim: IssuerSimulator) -> None:
    """A holder calls the status by another name: the statements, and so the signature, stay the same."""
    revocations = sim.status_list()
    badge = sim.sign(revocations.attach(sim.issue()))
    revocations.revoke(badge)
    hidden = {name: value for name, value in badge.items() if name != "credentialStatus"}
    alias = {"@id": "https://www.w3.org/2018/credentials#credentialStatus", "@type": "@id"}
    hidden |= {"@context": [*badge["@context"], {"standing": alias}], "standing": badge["credentialStatus"]}
    report = judge(sim, hidden, policy=Policy.w3c(demand=["status.current"]))
    assert said(report, "proof.integrity")[0] == "PASSED"
    assert said(report, "context.known") == ("FAILED", "jsonld.term_alias")
    assert report.verdict is Verdict.REJECTED


@pytest.mark.parametrize(
    "beside",
    [
        {"@base": "https://x.example/"},
        {"@propagate": True},
        {"@vocab": ""},
        {"@import": "https://www.w3.org/ns/credentials/v2"},
        {"own": {"@id": "https://x.example/own", "@context": {"@base": "https://x.example/"}}},
        {f"own{number}": {"@id": f"https://x.example/{number}", "@context": {}} for number in range(1_000)},
    ],
    ids=["base", "propagate", "vocab", "import", "scoped base", "too much to compare"],
)
@pytest.mark.parametrize("place", ["document", "subject"])
def test_what_cannot_be_compared_is_not_taken_for_unchanged(
    sim: IssuerSimulator, beside: dict[str, Any], place: str
) -> None:
    """Otherwise a definition that nobody can compare hides the one that renames the status."""
    credential = {**sim.credential({"id": "did:example:anna", "name": "Anna"}), "name": "Course"}
    signed = sim.sign(credential)
    own = {"title": "https://schema.org/name", **beside}
    if place == "document":
        hidden = {**signed, "@context": [*signed["@context"], own], "title": signed["name"]}
        del hidden["name"]
    else:
        hidden = {**signed, "credentialSubject": {"@context": own, "id": "did:example:anna", "title": "Anna"}}
    assert judge(sim, signed, policy=W3C).verified
    assert not judge(sim, hidden, policy=W3C).verified


def test_own_definitions_of_a_credential_inside_excuse_no_others(sim: IssuerSimulator) -> None:
    wallet = sim.neighbour("wallet.example", method="did:key", seed=9)
    inner = sim.credential({"id": wallet.id, "motto": "Sapere aude"})
    inner["@context"] = [*inner["@context"], {"motto": "https://x.example/motto"}]
    terms = {"type": "https://x.example/Terms", "id": "urn:x:terms", "name": "Not for resale"}
    shown: Any = wallet.present([sim.sign(inner)], extra={"termsOfUse": terms})
    report = judge(sim, shown, policy=W3C)
    assert report.verified
    assert said(report, "proof.coverage") == ("INCONCLUSIVE", "context.nested")
    second: Any = wallet.present([sim.sign(sim.credential()), sim.sign(inner), sim.sign(inner)])
    found = result(judge(sim, second, policy=W3C), "proof.coverage")
    assert (found.code, found.reason.path) == ("context.nested", "$.verifiableCredential[1]")
    renamed = {"@context": {"title": "https://schema.org/name"}, **terms, "title": terms["name"]}
    del renamed["name"]
    report = judge(sim, {**shown, "termsOfUse": renamed}, policy=W3C)
    assert said(report, "proof.integrity")[0] == "PASSED"
    assert said(report, "proof.coverage") == ("FAILED", "context.nested")
    assert report.verdict is Verdict.REJECTED


@pytest.mark.parametrize("contexts", [["https://x.example/unknown"], []])
def test_contexts_inside_that_nobody_has_pinned_are_not_passed_over(
    sim: IssuerSimulator, contexts: list[str]
) -> None:
    """No statement is made of what is signed as it stands, so nothing else meets them."""
    wallet = sim.neighbour("wallet.example", method="did:key", seed=9)
    inner = sim.credential({"id": wallet.id})
    own = {**inner, "@context": contexts and [*inner["@context"], *contexts]}
    for given, expected in ((inner, "PASSED"), (own, "INCONCLUSIVE")):
        shown = wallet.present([given], "eddsa-jcs-2022")
        found = result(judge(sim, shown, policy=W3C), "proof.coverage")
        assert found.outcome.value == expected
    assert (found.code, found.reason.path) == ("context.nested", "$.verifiableCredential[0]")


def test_rules_of_open_badges_are_not_demanded(sim: IssuerSimulator) -> None:
    badge = sim.issue()
    badge["credentialSubject"]["achievement"]["achievementType"] = "Nonsense"
    signed = sim.sign(badge)
    assert said(judge(sim, signed), "schema.built_in")[0] == "FAILED"
    report = judge(sim, signed, policy=W3C)
    assert "schema.built_in" in waived(report)


def test_older_badges_are_judged_by_their_own_procedure(sim: IssuerSimulator) -> None:
    for fault in ("revoked", "not_found", "foreign_host"):
        issued = sim.older.issue("2.0", fault=fault)
        assert judge(sim, issued.document, policy=W3C).verdict is judge(sim, issued.document).verdict
    expired = sim.older.issue("2.0", expires=sim.now - timedelta(days=1))
    assert judge(sim, expired.document, policy=W3C).verdict is Verdict.REJECTED


def test_the_policy_goes_into_a_record_and_its_gaps_show_there(
    sim: IssuerSimulator, forger: IssuerSimulator
) -> None:
    college = sim.neighbour("college.example", seed=3)
    record = sim.sign(sim.record([forger.sign(college.issue()), college.sign(college.issue())]))
    report = judge(sim, record, policy=W3C)
    assert report.verified
    assert [child.policy for child in report.children] == ["w3c", "w3c"]
    assert [child.verified for child in report.children] == [True, True]
    assert [child.fully_verified for child in report.children] == [False, True]
    nested = result(report, "nested.credentials")
    assert (nested.outcome, nested.reason.params["good"]) == (Outcome.INCONCLUSIVE, 1)
    assert judge(sim, record).verdict is Verdict.REJECTED


def test_an_endorsement_in_somebody_elses_name_is_not_counted(
    sim: IssuerSimulator, forger: IssuerSimulator
) -> None:
    badge = sim.issue()
    endorser = sim.neighbour("ministry.example", seed=5)
    badge["endorsement"] = [forger.sign(endorser.endorse(badge["id"]))]
    report = judge(sim, sim.sign(badge), policy=W3C)
    assert said(report, "endorsement.evaluated") == ("WARNING", "endorsement.not_all_verified")


def test_a_response_is_no_better_established_than_what_it_holds(
    sim: IssuerSimulator, forger: IssuerSimulator
) -> None:
    good, forged = sim.sign(sim.issue()), forger.sign(sim.issue())
    report = judge(sim, sim.response(good, forged), policy=W3C)
    assert report.verified
    assert not report.fully_verified
    assert waived(report) == {"nested.credentials"}
    assert result(report, "nested.credentials").reason.params == {"good": 1, "count": 2}
    assert "not who issued it" in report.best_reason
    assert judge(sim, sim.response(good), policy=W3C).fully_verified


@pytest.mark.parametrize("fault", ["expired", "signed by a stranger"])
def test_whoever_says_what_a_credential_must_look_like_is_asked_for(sim: IssuerSimulator, fault: str) -> None:
    schema = sim.schema({"required": ["validUntil"]}, type="JsonSchemaCredential")
    badge = sim.sign(schema.attach(sim.issue()))
    demanding = Policy.w3c(demand=["schema.declared"])
    assert said(judge(sim, badge, policy=demanding), "schema.declared")[0] == "FAILED"
    if fault == "expired":
        schema.make_wrong("expired")
        report = judge(sim, badge, policy=demanding)
    else:
        stranger = IssuerSimulator("x.example", method="did:key", seed=7)
        unsigned = json.loads(sim.get(schema.url).body)
        del unsigned["proof"]
        unsigned["credentialSubject"]["jsonSchema"] = {"$schema": DRAFT}
        own = json.loads(sim.get(sim.document_url).body)
        fetcher = MappingFetcher({sim.document_url: own, schema.url: stranger.sign(unsigned)})
        report = Verifier(fetcher=fetcher, policy=demanding).verify(badge, now=sim.now)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "schema.declared") == ("INCONCLUSIVE", "schema.credential_not_verified")


def test_a_portfolio_counts_nothing_whose_issuer_was_not_asked_for(
    sim: IssuerSimulator, forger: IssuerSimulator
) -> None:
    badge = sim.issue(subject_id="did:example:anna", achievement={"id": "https://uni.example/a"})
    for signed, counts in ((forger.sign(badge), False), (sim.sign(badge), True)):
        portfolio = Portfolio([judge(sim, signed, policy=W3C)], now=sim.now)
        assert [entry.counts for entry in portfolio.entries] == [counts]
    expired = sim.sign({**badge, "validUntil": "2026-05-20T00:00:00Z"})
    report = judge(sim, expired, policy=W3C)
    assert report.verified
    assert not Portfolio([report], now=sim.now).entries[0].counts
    revocations = sim.status_list()
    revoked = sim.sign(revocations.attach(badge))
    revocations.revoke(revoked)
    report = judge(sim, revoked, policy=W3C)
    assert report.verified
    assert not Portfolio([report], now=sim.now).entries[0].counts


@pytest.mark.parametrize(
    "options",
    [
        {"waived": frozenset({"proof.integrity"})},
        {"waived": frozenset({"input.readable"})},
        {"waived": frozenset({"hosted.published"})},
        {"waived_if_open": frozenset({"proof.integrity"})},
        {"waived": frozenset({"issuer.bound"}), "trusted_issuers": frozenset({"did:web:uni.example"})},
    ],
)
def test_a_policy_cannot_waive_the_signature_or_contradict_itself(options: Any) -> None:
    with pytest.raises(ConfigurationError):
        Policy(**options)


@pytest.mark.parametrize("demand", ["status.current", ["status.curent"], ["proof.integrity"]])
def test_a_demand_is_the_name_of_a_check_that_is_waived(demand: Any) -> None:
    with pytest.raises(ConfigurationError):
        Policy.w3c(demand=demand)


def test_a_candidate_is_compared_as_under_any_policy(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue("anna@example.org"))
    other = judge(sim, badge, policy=W3C, candidate={"email": "bert@example.org"})
    assert other.verdict is Verdict.REJECTED
    assert judge(sim, badge, policy=W3C, candidate={"email": "anna@example.org"}).fully_verified
