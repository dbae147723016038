"""nested.*: credentials inside a record, each on its own; what the record's issuer vouches for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import LearnerRecord, Limits, Policy, RecordStanding, Report, Verdict, Verifier
from badgekit.testing import (
    RECORD_FAULTS,
    IssuerSimulator,
    hashed_identity,
    hashed_recipient,
    plain_identity,
)
from badgekit.testing.record_faults import RecordFault

ANNA = "did:example:anna"
ENTRY = "$.credentialSubject.verifiableCredential[0]"


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.fixture
def college(sim: IssuerSimulator) -> IssuerSimulator:
    return sim.neighbour("college.example", seed=2, name="Example College")


def trusting(sim: IssuerSimulator) -> Policy:
    return Policy.standard(trusted_issuers=[sim.id])


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "EdDSA"])
def test_every_credential_inside_has_a_report_of_its_own(
    sim: IssuerSimulator, college: IssuerSimulator, suite: str
) -> None:
    entries: list[Any] = [
        college.sign(college.issue(ANNA)),
        sim.sign(sim.issue(ANNA)),
        college.sign(college.issue(ANNA), "EdDSA"),
    ]
    report = judge(sim, sim.sign(sim.record(entries), suite))
    assert report.verified, report.best_reason
    assert not report.warnings
    assert said(report, "nested.credentials") == ("PASSED", "nested.all_verified")
    assert said(report, "nested.same_person") == ("PASSED", "nested.same_person")
    assert [child.input.location for child in report.children] == [
        f"$.credentialSubject.verifiableCredential[{index}]" for index in range(3)
    ]
    issuers = [child.issuer.id for child in report.children if child.issuer is not None]
    assert issuers == [college.id, sim.id, college.id]
    assert all(child.verified and child.assertion is not None for child in report.children)


def test_a_record_of_the_older_data_model(sim: IssuerSimulator) -> None:
    record = sim.record([sim.sign(sim.issue(ANNA, vcdm="1.1"))], vcdm="1.1")
    assert judge(sim, sim.sign(record)).verified


FAULTS: dict[RecordFault, tuple[str, str]] = {
    "entry_changed": ("REJECTED", "proof.invalid"),
    "entry_expired": ("REJECTED", "validity.expired"),
    "entry_forged": ("REJECTED", "proof.invalid"),
    "entry_no_algorithm": ("REJECTED", "jwt.alg_not_allowed"),
    "entry_unsigned": ("INCONCLUSIVE", "proof.left_to_record"),
    "entry_unsigned_in_token": ("INCONCLUSIVE", "nested.vouched_for_by_stranger"),
    "other_person": ("INCONCLUSIVE", "nested.other_person"),
    "nobody_named": ("INCONCLUSIVE", "nested.person_unknown"),
    "circle": ("REJECTED", "record.circle"),
    "end_missing": ("VERIFIED", ""),
    "too_many": ("INCONCLUSIVE", "nested.too_many_here"),
    "too_deep": ("INCONCLUSIVE", "nested.too_deep"),
    "empty": ("REJECTED", "structure.empty"),
    "changed": ("REJECTED", "proof.invalid"),
}


@pytest.mark.parametrize("fault", RECORD_FAULTS)
def test_each_fault_of_a_record_has_a_reason_of_its_own(sim: IssuerSimulator, fault: RecordFault) -> None:
    report = judge(sim, sim.wrong.record(fault))
    assert (report.verdict.value, report.decisive.code if report.decisive else "") == FAULTS[fault]


def test_one_bad_credential_does_not_spoil_the_reports_on_the_others(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    past = college.now - timedelta(days=1)
    entries = [college.sign(college.issue(ANNA, valid_until=past)), college.sign(college.issue(ANNA))]
    report = judge(sim, sim.sign(sim.record(entries)))
    assert said(report, "nested.credentials") == ("FAILED", "nested.not_verified")
    assert report.decisive is not None
    assert report.decisive.code == "validity.expired"
    assert [child.verdict.value for child in report.children] == ["REJECTED", "VERIFIED"]
    assert report.children[1].assertion is not None


def test_what_is_inside_is_judged_even_where_the_record_is_not_signed(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.record([sim.sign(sim.issue(ANNA))]))
    assert report.verdict is Verdict.REJECTED
    assert [child.verdict.value for child in report.children] == ["VERIFIED"]


def test_who_is_trusted_with_the_record_need_not_be_who_issued_what_is_inside(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    record = sim.sign(sim.record([college.sign(college.issue(ANNA))]))
    assert judge(sim, record, policy=trusting(sim)).verified


# Vouched for, and not verified.


def vouched(report: Report) -> None:
    (child,) = report.children
    assert (child.verdict, child.assertion) == (Verdict.INCONCLUSIVE, None)
    assert said(child, "proof.integrity") == ("INCONCLUSIVE", "proof.vouched_for")


def test_a_record_vouches_for_unsigned_badges_of_its_own_issuer(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.sign(sim.record([sim.issue(ANNA)]), "EdDSA"))
    assert report.verified, report.best_reason
    assert said(report, "nested.credentials") == ("WARNING", "nested.vouched_for")
    vouched(report)
    (node,) = LearnerRecord.of(report).nodes.values()
    assert (node.standing, node.issuers) == (RecordStanding.VOUCHED_FOR, ())


def test_a_trusted_issuer_of_records_vouches_for_others(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    record = sim.sign(sim.record([college.issue(ANNA)]), "EdDSA")
    report = judge(sim, record, policy=trusting(sim))
    assert report.verified, report.best_reason
    assert said(report, "nested.credentials") == ("WARNING", "nested.vouched_for")
    vouched(report)


def test_a_stranger_vouches_for_nobody_else(sim: IssuerSimulator, college: IssuerSimulator) -> None:
    report = judge(sim, sim.sign(sim.record([college.issue(ANNA)]), "EdDSA"))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "nested.credentials") == ("INCONCLUSIVE", "nested.vouched_for_by_stranger")
    vouched(report)


def test_a_signature_over_statements_vouches_for_nothing_inside(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.sign(sim.record([sim.issue(ANNA)])), policy=trusting(sim))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report.children[0], "proof.integrity") == ("INCONCLUSIVE", "proof.left_to_record")


def test_a_broken_record_vouches_for_nothing(sim: IssuerSimulator) -> None:
    token = sim.sign(sim.record([sim.issue(ANNA)]), "EdDSA", signer=sim.neighbour("evil.example", seed=9))
    report = judge(sim, token)
    assert report.verdict is Verdict.REJECTED
    assert said(report.children[0], "proof.integrity") == ("INCONCLUSIVE", "proof.left_to_record")


@pytest.mark.parametrize(
    ("options", "verdict"),
    [
        ({"valid_until": IssuerSimulator("x.example").now - timedelta(days=1)}, Verdict.REJECTED),
        ({"extra": {"credentialStatus": {"id": "urn:x", "type": "Unheard"}}}, Verdict.INCONCLUSIVE),
    ],
)
def test_what_is_vouched_for_is_judged_in_every_other_way(
    sim: IssuerSimulator, options: Any, verdict: Verdict
) -> None:
    report = judge(sim, sim.sign(sim.record([sim.issue(ANNA, **options)]), "EdDSA"))
    assert report.verdict is verdict
    assert said(report, "nested.credentials")[1] == "nested.not_verified"


# Whose they are.


@pytest.mark.parametrize(
    ("record", "inside", "expected"),
    [
        (ANNA, ANNA, "nested.same_person"),
        (hashed_identity("a@x.org"), hashed_identity("a@x.org"), "nested.same_person"),
        (hashed_identity("a@x.org"), hashed_identity("b@x.org"), "nested.person_unknown"),
        (ANNA, hashed_identity("a@x.org"), "nested.person_unknown"),
        (plain_identity("Anna", type="name"), plain_identity("Anna", type="name"), "nested.person_unknown"),
        (ANNA, "did:example:ben", "nested.other_person"),
        (ANNA, None, "nested.person_unknown"),
    ],
)
def test_the_persons_must_be_one(
    sim: IssuerSimulator, college: IssuerSimulator, record: Any, inside: Any, expected: str
) -> None:
    report = judge(sim, sim.sign(sim.record([college.sign(college.issue(inside))], record)))
    good = expected == "nested.same_person"
    assert said(report, "nested.same_person") == ("PASSED" if good else "INCONCLUSIVE", expected)
    assert report.verified is good


def test_the_candidate_ties_what_identifies_a_person_in_two_ways(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    record = sim.sign(sim.record([college.sign(college.issue("a@x.org"))], ANNA))
    assert judge(sim, record, candidate={"id": ANNA, "email": "a@x.org"}).verified
    other = judge(sim, record, candidate={"id": ANNA, "email": "b@x.org"})
    assert said(other, "nested.same_person") == ("INCONCLUSIVE", "nested.person_unknown")


def test_a_candidate_who_has_not_the_record_ties_nothing(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    record = sim.sign(sim.record([college.sign(college.issue("a@x.org"))], ANNA))
    report = judge(sim, record, candidate={"email": "a@x.org"})
    assert said(report, "recipient.matches")[0] == "INCONCLUSIVE"
    assert said(report, "nested.same_person") == ("INCONCLUSIVE", "nested.person_unknown")


def test_an_issuer_knows_its_own_students_under_several_identifiers(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    own = judge(sim, sim.sign(sim.record([sim.sign(sim.issue("urn:student:7"))], ANNA)))
    assert own.verified
    assert said(own, "nested.same_person") == ("WARNING", "nested.person_vouched_for")
    record = sim.sign(sim.record([college.sign(college.issue("urn:student:7"))], ANNA))
    trusted = judge(sim, record, policy=trusting(sim))
    assert trusted.verified
    assert said(trusted, "nested.same_person") == ("WARNING", "nested.person_vouched_for")


def test_a_record_is_the_candidates_or_not(sim: IssuerSimulator) -> None:
    record = sim.sign(sim.record([sim.sign(sim.issue(ANNA))]))
    assert judge(sim, record, candidate={"id": ANNA}, policy=Policy.hiring()).verified
    other = judge(sim, record, candidate={"id": "did:example:ben"}, policy=Policy.hiring())
    assert said(other, "recipient.matches") == ("FAILED", "recipient.mismatch")


# How much.


def test_all_credentials_of_one_verification_are_counted_together(sim: IssuerSimulator) -> None:
    record = sim.sign(sim.record([sim.sign(sim.issue(ANNA)) for _ in range(3)]))
    report = Verifier(fetcher=sim, limits=Limits(nested_credentials=2)).verify(record, now=sim.now)
    assert [child.verified for child in report.children] == [True, True, False]
    assert report.decisive is not None
    assert report.decisive.code == "nested.too_many"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ({"type": "EnvelopedVerifiableCredential", "id": "urn:x"}, "input.envelope_malformed"),
        (
            {"type": "EnvelopedVerifiableCredential", "id": "data:application/mdoc;base64,oA=="},
            "input.envelope_unsupported",
        ),
        (
            {"type": "EnvelopedVerifiableCredential", "id": "data:application/vc+jwt,x"},
            "input.envelope_context",
        ),
        (IssuerSimulator.envelop("x"), "jwt.not_compact"),
    ],
)
def test_an_envelope_that_cannot_be_opened_is_never_passed_over(
    sim: IssuerSimulator, entry: Any, code: str
) -> None:
    report = judge(sim, sim.sign(sim.record([entry]), "EdDSA"))
    assert report.verdict is not Verdict.VERIFIED
    assert result(report.children[0], "input.readable").code == code


# LER-RS, European Digital Credentials, Blockcerts.


def test_a_resume_is_never_verified_and_what_is_inside_is(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.resume([sim.sign(sim.issue(ANNA)), sim.sign(sim.issue(ANNA), "EdDSA")]))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "structure.kind") == ("INCONCLUSIVE", "structure.ler_rs")
    assert said(report, "nested.credentials") == ("PASSED", "nested.all_verified")
    assert [child.input.location for child in report.children] == [
        f"$.credentialSubject.certifications[{index}].verifications[0]" for index in range(2)
    ]


def locations(report: Report) -> list[str]:
    return [child.input.location for child in report.children]


def test_credentials_are_found_in_each_form_that_a_record_may_have(sim: IssuerSimulator) -> None:
    record = sim.record([sim.sign(sim.issue(ANNA)), sim.sign(sim.issue(ANNA), "EdDSA")])
    subject = record["credentialSubject"]
    inside = "$.credentialSubject.verifiableCredential"
    assert locations(judge(sim, sim.sign(record, "EdDSA"))) == [f"{inside}[0]", f"{inside}[1]"]
    one = {
        **record,
        "credentialSubject": {**subject, "verifiableCredential": subject["verifiableCredential"][0]},
    }
    assert locations(judge(sim, sim.sign(one, "EdDSA"))) == [inside]
    listed = {**record, "credentialSubject": [subject]}
    inside = "$.credentialSubject[0].verifiableCredential"
    assert locations(judge(sim, sim.sign(listed, "EdDSA"))) == [f"{inside}[0]", f"{inside}[1]"]
    without = {**record, "credentialSubject": {**subject, "verifiableCredential": []}}
    assert said(judge(sim, sim.sign(without, "EdDSA")), "nested.credentials") == ("FAILED", "nested.none")


def test_credentials_are_found_wherever_they_sit_in_a_resume(sim: IssuerSimulator) -> None:
    token, badge = sim.sign(sim.issue(ANNA), "EdDSA"), sim.sign(sim.issue(ANNA))
    document = sim.resume([])
    document["credentialSubject"] |= {
        "name": "Anna",
        "education": {"school": {"verifications": token}},
        "employment": [[{"verifications": [7, None, {"reference": "https://x.example"}, badge]}], "text"],
        "verifications": {"type": ["VerifiableCredential"]},
    }
    assert sorted(locations(judge(sim, document))) == [
        "$.credentialSubject.education.school.verifications",
        "$.credentialSubject.employment[0][0].verifications[3]",
        "$.credentialSubject.verifications",
    ]


def test_a_resume_with_a_forged_badge_is_rejected(sim: IssuerSimulator) -> None:
    forged = sim.sign(sim.issue(ANNA), signer=sim.neighbour("evil.example", seed=9))
    report = judge(sim, sim.resume([forged]))
    assert (report.verdict, report.decisive and report.decisive.code) == (Verdict.REJECTED, "proof.invalid")


def test_an_unsigned_badge_in_a_resume_is_nobodys_word(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.resume([sim.issue(ANNA)]))
    assert said(report.children[0], "proof.integrity") == ("FAILED", "proof.missing")


def test_a_resume_without_credentials_proves_nothing(sim: IssuerSimulator) -> None:
    document = sim.resume([])
    document["credentialSubject"]["certifications"] = [
        {"verifications": [{"reference": "https://x.example"}]}
    ]
    assert said(judge(sim, document), "nested.credentials") == ("INCONCLUSIVE", "nested.none")


def foreign(sim: IssuerSimulator, kind: str) -> dict[str, Any]:
    return {**sim.credential({"id": ANNA, "name": "Anna Ek"}), "type": ["VerifiableCredential", kind]}


def test_a_european_digital_credential_is_named(sim: IssuerSimulator) -> None:
    report = judge(sim, foreign(sim, "EuropeanDigitalCredential"))
    assert (report.verdict, report.kind) == (Verdict.INCONCLUSIVE, "EuropeanDigitalCredential")
    assert said(report, "structure.kind") == ("INCONCLUSIVE", "structure.european_digital_credential")
    assert said(report, "proof.integrity") == ("INCONCLUSIVE", "proof.sealed_otherwise")


def test_blockcerts_are_named(sim: IssuerSimulator) -> None:
    merkle = {
        "type": "MerkleProof2019",
        "proofPurpose": "assertionMethod",
        "proofValue": "z7",
        "verificationMethod": "did:example:x#1",
    }
    report = judge(sim, {**foreign(sim, "BlockcertsCredential"), "proof": merkle})
    assert (report.verdict, report.kind) == (Verdict.INCONCLUSIVE, "BlockcertsCredential")
    # It is their own way of securing where nothing else is there.
    good: Any = sim.sign(foreign(sim, "BlockcertsCredential"), "eddsa-jcs-2022")
    for proof, outcome, verified in (
        (merkle, "INCONCLUSIVE", False),
        ([merkle, merkle], "INCONCLUSIVE", False),
        ([merkle, good["proof"]], "WARNING", True),
        ([merkle, 7], "WARNING", False),
        (7, "WARNING", False),
    ):
        report = judge(sim, {**good, "proof": proof})
        assert said(report, "structure.kind") == (outcome, "structure.blockcerts")
        assert report.verified is verified


@pytest.mark.parametrize("suite", ["EdDSA", "eddsa-jcs-2022"])
@pytest.mark.parametrize("kind", ["EuropeanDigitalCredential", "BlockcertsCredential"])
def test_signed_as_others_are_they_are_judged_as_others_are(
    sim: IssuerSimulator, kind: str, suite: str
) -> None:
    report = judge(sim, sim.sign(foreign(sim, kind), suite))
    assert report.verified, report.best_reason
    assert said(report, "structure.kind")[0] == "WARNING"


def test_a_badge_that_is_also_european_is_a_badge(sim: IssuerSimulator) -> None:
    badge = sim.issue(ANNA, types=["EuropeanDigitalCredential"])
    assert judge(sim, sim.sign(badge, "EdDSA")).kind == "AchievementCredential"


def test_hashes_in_older_badges_are_read_by_the_rules_of_their_version(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    """Before Open Badges 2.0 SHA-1 was one of them."""
    older = sim.older.issue(hashed_recipient("anna@example.org", algorithm="sha1"), "1.1")
    record = college.sign(college.record([older.document], "anna@example.org"), "EdDSA")
    report = judge(sim, record, candidate={"email": "anna@example.org"})
    assert report.verified, report.best_reason
    assert said(report, "nested.same_person") == ("PASSED", "nested.same_person")


def test_what_is_vouched_for_is_about_somebody_as_well(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    """An unsigned badge of somebody else does not slip in beside the question whose it is."""
    own = judge(sim, sim.sign(sim.record([sim.issue("did:example:ben")], ANNA), "EdDSA"))
    assert said(own, "nested.same_person") == ("WARNING", "nested.person_vouched_for")
    found = result(own, "nested.same_person")
    assert [(one.code, one.path) for one in found.findings] == [("nested.other_person", ENTRY)]
    entries = [sim.sign(sim.issue(ANNA)), college.issue("did:example:ben")]
    record = sim.sign(sim.record(entries, ANNA), "EdDSA")
    stranger = judge(sim, record)
    assert said(stranger, "nested.same_person") == ("INCONCLUSIVE", "nested.other_person")
    assert result(stranger, "nested.same_person").reason.path == ENTRY.replace("[0]", "[1]")
    assert stranger.verdict is Verdict.INCONCLUSIVE
    trusted = judge(sim, record, policy=trusting(sim))
    assert said(trusted, "nested.same_person") == ("WARNING", "nested.person_vouched_for")


def test_endorsements_alone_are_about_nobody(sim: IssuerSimulator) -> None:
    endorsement = sim.sign(sim.endorse("https://college.example/badge"), "EdDSA")
    alone = judge(sim, sim.sign(sim.record([endorsement]), "EdDSA"))
    assert said(alone, "nested.same_person") == ("NOT_APPLICABLE", "nested.nobody_to_compare")
    beside = judge(sim, sim.sign(sim.record([endorsement, sim.sign(sim.issue(ANNA))]), "EdDSA"))
    assert said(beside, "nested.same_person") == ("PASSED", "nested.same_person")
    assert result(beside, "nested.same_person").reason.params["count"] == 1


def test_a_record_of_nobody_compares_nothing(sim: IssuerSimulator) -> None:
    record = sim.record([sim.sign(sim.issue(ANNA))])
    del record["credentialSubject"]
    report = judge(sim, sim.sign(record, "EdDSA"))
    assert report.verdict is Verdict.REJECTED
    assert said(report, "nested.same_person") == ("INCONCLUSIVE", "recipient.none_named")


def test_the_gravest_doubt_is_said_first_and_the_others_beside_it(
    sim: IssuerSimulator, college: IssuerSimulator
) -> None:
    number = plain_identity("1001", type="sourcedId")
    entries = [
        sim.sign(sim.issue("did:example:own")),
        college.sign(college.issue([number])),
        college.sign(college.issue("did:example:ben")),
    ]
    anna = {"id": ANNA, "student_id": "1001"}
    report = judge(sim, sim.sign(sim.record(entries, ANNA)), candidate=anna)
    found = result(report, "nested.same_person")
    assert (found.outcome.value, found.code, found.reason.path) == (
        "INCONCLUSIVE",
        "nested.other_person",
        ENTRY.replace("[0]", "[2]"),
    )
    assert [one.code for one in found.findings] == ["nested.other_person", "nested.person_likely"]
    softer = judge(sim, sim.sign(sim.record(entries[:2], ANNA)), candidate=anna)
    assert said(softer, "nested.same_person") == ("WARNING", "nested.person_vouched_for")
    assert [one.code for one in result(softer, "nested.same_person").findings] == [
        "nested.other_person",
        "nested.person_likely",
    ]
    weak = judge(sim, sim.sign(sim.record(entries[1:2], ANNA)), candidate=anna)
    assert said(weak, "nested.same_person") == ("WARNING", "nested.matched_weakly")
