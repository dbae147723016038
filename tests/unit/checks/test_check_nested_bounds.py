"""nested.*: what is compared and counted in a record and what is not, and what its signature vouches for."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Limits, Policy, Verdict, Verifier
from badgekit.testing import IssuerSimulator, plain_identity

ANNA, BEN = "did:example:anna", "did:example:ben"
ENTRY = "$.credentialSubject.verifiableCredential[0]"
OPEN = ("INCONCLUSIVE", "proof.left_to_record")
VOUCHED = ("INCONCLUSIVE", "proof.vouched_for")


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.fixture
def college(sim: IssuerSimulator) -> IssuerSimulator:
    return sim.neighbour("college.example", seed=2)


@pytest.mark.parametrize(("count", "code"), [(2, "nested.all_verified"), (3, "nested.too_many_here")])
def test_as_many_credentials_are_judged_as_allowed(sim: IssuerSimulator, count: int, code: str) -> None:
    record = sim.sign(sim.record([sim.sign(sim.issue(ANNA)) for _ in range(count)]))
    report = Verifier(fetcher=sim, limits=Limits(credentials=2)).verify(record, now=sim.now)
    assert said(report, "nested.credentials")[1] == code
    assert len(report.children) == (2 if count == 2 else 0)


def test_a_record_is_about_one_subject(sim: IssuerSimulator) -> None:
    record = sim.record([sim.sign(sim.issue(ANNA))])
    record["credentialSubject"] = [record["credentialSubject"], {"id": BEN, "type": ["ClrSubject"]}]
    report = judge(sim, sim.sign(record, "EdDSA"))
    assert said(report, "nested.credentials") == ("FAILED", "nested.none")


@pytest.mark.parametrize("subject", [None, "text", 7, ["text"]])
def test_a_resume_about_nothing_holds_nothing(sim: IssuerSimulator, subject: Any) -> None:
    report = judge(sim, sim.resume([]) | {"credentialSubject": subject})
    assert said(report, "nested.credentials") == ("INCONCLUSIVE", "nested.none")


def test_the_names_around_the_credentials_of_a_resume_may_be_long_and_not_endless(
    sim: IssuerSimulator,
) -> None:
    def judged(name: str, count: int, verifications: Any) -> Any:
        resume = sim.resume([])
        resume["credentialSubject"] = {name: [*({} for _ in range(count)), {"verifications": verifications}]}
        return judge(sim, resume)

    # What has no credential in it is looked through, and nothing is written down of where it lies.
    tracemalloc.start()
    try:
        many = judged("n" * 20_000, 10_000, ["no token"] * 10_000)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert said(many, "nested.credentials") == ("INCONCLUSIVE", "nested.too_many_here")
    assert result(many, "nested.credentials").reason.params["count"] == 10_000
    assert peak < 50_000_000
    for length, code in ((90_000, "nested.not_verified"), (110_000, "json.names_too_long")):
        some = judged("n" * length, 0, [sim.issue(ANNA)] * 50)
        assert said(some, "nested.credentials")[1] == code
        assert some.verdict is Verdict.INCONCLUSIVE or code == "nested.not_verified"


def test_what_a_resume_does_not_hold_as_verification_is_not_judged(sim: IssuerSimulator) -> None:
    resume = sim.resume([])
    resume["credentialSubject"]["verifiableCredential"] = [sim.sign(sim.issue(ANNA))]
    assert said(judge(sim, resume), "nested.credentials") == ("INCONCLUSIVE", "nested.none")


def test_what_a_record_inside_vouches_for_is_its_own_matter(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    inside = college.sign(college.record([college.issue(ANNA)]), "EdDSA")
    report = judge(sim, sim.sign(sim.record([inside])))
    assert report.verified, report.best_reason
    assert said(report.children[0], "nested.credentials") == ("WARNING", "nested.vouched_for")
    assert said(report, "nested.credentials") == ("PASSED", "nested.all_verified")
    assert said(report, "nested.same_person") == ("PASSED", "nested.same_person")


# Whose they are.


def test_who_a_rejected_credential_is_about_is_not_asked(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    forged = college.sign(college.issue(BEN), signer=sim.neighbour("evil.example", seed=9))
    report = judge(sim, sim.sign(sim.record([forged, sim.sign(sim.issue(ANNA))])))
    assert report.verdict is Verdict.REJECTED
    assert said(report, "nested.same_person") == ("PASSED", "nested.same_person")
    assert result(report, "nested.same_person").reason.params["count"] == 1


@pytest.mark.parametrize("signed", [True, False])
def test_everything_in_a_record_inside_is_compared(
    sim: IssuerSimulator, college: IssuerSimulator, signed: bool
) -> None:
    """What is about nobody, about the same person, and likely to be, does not end the comparison.

    Nobody issued a record that is not signed, so nothing in it is its writer's own.
    """
    guild = sim.neighbour("guild.example", seed=4)
    number = plain_identity("1001", type="sourcedId")
    mails = [plain_identity("anna@example.org"), plain_identity("ben@example.org")]
    entries = [
        guild.sign(guild.endorse("https://college.example/badge")),
        guild.sign(guild.issue(ANNA)),
        guild.sign(guild.issue([mails[0], number])),
        guild.sign(guild.issue(mails[1:])),
    ]
    said_of = []
    for count in (3, 4):
        inside = college.record(entries[:count], mails, subject={"id": ANNA})
        outer = college.record([college.sign(inside) if signed else inside])
        report = judge(sim, college.sign(outer, "EdDSA"), candidate={"id": ANNA, "student_id": "1001"})
        found = result(report, "nested.same_person")
        said_of.append((found.outcome.value, found.code, [(one.code, one.path) for one in found.findings]))
    likely = [("nested.person_likely", ENTRY)]
    assert said_of == [
        ("WARNING", "nested.matched_weakly", likely),
        ("INCONCLUSIVE", "nested.person_unknown", likely),
    ]


def test_whose_it_is_can_be_demanded_where_who_issued_it_is_not(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    """A key of nobody signed the record and the badge of another person in it."""
    anybody = sim.neighbour("x.example", method="did:key", seed=9)
    record = anybody.sign(sim.record([anybody.sign(college.issue(BEN))]))
    assert judge(sim, record, policy=Policy.w3c()).verified
    report = judge(sim, record, policy=Policy.w3c(demand=["nested.same_person"]))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "nested.same_person") == ("INCONCLUSIVE", "nested.other_person")


# What a signature vouches for.


def test_a_token_that_does_not_verify_vouches_for_nothing_beside_a_proof_that_does(
    sim: IssuerSimulator,
) -> None:
    evil = sim.neighbour("evil.example", seed=9)
    record = sim.sign(sim.record([sim.issue(ANNA)]), "eddsa-jcs-2022")
    report = judge(sim, sim.sign(record, "EdDSA", signer=evil))
    assert report.verdict is Verdict.REJECTED
    assert said(report.children[0], "proof.integrity") == OPEN
    # Nor does one whose key cannot be had today, which leaves the answer open.
    token = sim.sign(record, "ES256", key="P-256", kid=sim.key_url("P-256"))
    sim.web.fail(sim.key_url("P-256"))
    away = judge(sim, token)
    assert away.issuer is not None
    assert away.verdict is Verdict.INCONCLUSIVE
    assert said(away.children[0], "proof.integrity") == OPEN
    assert said(away, "nested.credentials") == ("INCONCLUSIVE", "nested.not_verified")
    # Nor one that holds a proof that is broken: the two contradict each other.
    broken = sim.tamper(record, "$.name", "Doctorate")
    report = judge(sim, sim.sign(broken, "EdDSA"))
    assert said(report, "proof.integrity") == ("FAILED", "proof.invalid")
    assert said(report.children[0], "proof.integrity") == OPEN
    whole = judge(sim, sim.sign(record, "EdDSA"))
    assert whole.verified, whole.best_reason
    assert said(whole.children[0], "proof.integrity") == VOUCHED


def test_a_token_of_somebody_else_vouches_for_nothing(sim: IssuerSimulator) -> None:
    anybody = sim.neighbour("x.example", method="did:key", seed=9)
    report = judge(sim, anybody.sign(sim.record([sim.issue(ANNA)]), "EdDSA"))
    assert report.verdict is Verdict.REJECTED
    assert report.issuer is None
    assert said(report.children[0], "proof.integrity") == OPEN


@pytest.mark.parametrize("whole", [True, False])
def test_a_record_vouches_only_where_everything_in_it_is_shown(sim: IssuerSimulator, whole: bool) -> None:
    """Who shows a part of it could have taken the end out of a badge that lies in it."""
    held = sim.sign_sd_jwt(sim.record([sim.issue(ANNA)]), disclosable=[f"{ENTRY}.name"])
    report = judge(sim, held.show_all() if whole else held.show())
    assert said(report.children[0], "proof.integrity") == (VOUCHED if whole else OPEN)
    assert report.verified is whole
