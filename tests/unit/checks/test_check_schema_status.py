"""schema.* and status.current: what is judged, and what is only said."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Verdict
from badgekit.testing import IssuerSimulator

OB_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
SHACL = {"id": "https://evil.example/true", "type": "ShaclValidator2017"}
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def test_the_built_in_schema_judges_every_badge(sim: IssuerSimulator) -> None:
    assert said(judge(sim, sim.sign(sim.issue())), "schema.built_in") == ("PASSED", "schema.accepted")
    badge = sim.issue(achievement={"achievementType": "junk ext:x junk"})
    report = judge(sim, sim.sign(badge))
    assert report.verdict is Verdict.REJECTED
    assert said(report, "schema.built_in")[0] == "FAILED"


def test_each_data_model_has_a_schema_of_its_own(sim: IssuerSimulator) -> None:
    older = sim.sign(sim.issue(vcdm="1.1"))
    assert said(judge(sim, older), "schema.built_in") == ("PASSED", "schema.accepted")
    # Where nobody can tell which it is, it is held against the newer one.
    signed = sim.sign(sim.issue())
    neither = judge(sim, {**signed, "@context": signed["@context"][::-1]})
    assert said(neither, "schema.built_in") == ("FAILED", "schema.violation")


def test_all_that_is_wrong_is_told_once(sim: IssuerSimulator) -> None:
    badge = sim.issue(achievement={"achievementType": 7})
    del badge["credentialSubject"]["achievement"]["criteria"]
    del badge["validFrom"]
    found = result(judge(sim, sim.sign(badge, "eddsa-jcs-2022")), "schema.built_in")
    achievement = "$.credentialSubject.achievement"
    told = [(one.path, one.code, one.params.get("member")) for one in (found.reason, *found.findings)]
    assert told == [
        ("$", "schema.missing", "validFrom"),
        (achievement, "schema.missing", "criteria"),
        (f"{achievement}.achievementType", "schema.violation", None),
    ]


def declared(sim: IssuerSimulator, schema: Any) -> tuple[str, str, Verdict]:
    badge = sim.issue(extra={"credentialSchema": schema}, contexts=[EXTENSIONS])
    report = judge(sim, sim.sign(badge, "EdDSA"))
    return (*said(report, "schema.declared"), report.verdict)


def test_a_known_schema_is_never_fetched(sim: IssuerSimulator) -> None:
    known = {"id": OB_SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}
    assert declared(sim, [known]) == ("PASSED", "schema.accepted", Verdict.VERIFIED)
    assert declared(sim, [{**known, "type": "JsonSchema"}]) == ("PASSED", "schema.accepted", Verdict.VERIFIED)


def test_a_schema_that_is_not_there_leaves_the_answer_open(sim: IssuerSimulator) -> None:
    foreign = {"id": "https://uni.example/schema.json", "type": "1EdTechJsonSchemaValidator2019"}
    assert declared(sim, [foreign]) == ("INCONCLUSIVE", "schema.unreachable", Verdict.INCONCLUSIVE)


def test_another_kind_of_schema_is_only_said(sim: IssuerSimulator) -> None:
    other = {"id": "https://uni.example/shapes", "type": "ShaclValidator2017"}
    assert declared(sim, [other]) == ("WARNING", "schema.type_not_evaluated", Verdict.VERIFIED)


def test_a_lenient_schema_of_its_own_does_not_replace_the_built_in_one(sim: IssuerSimulator) -> None:
    badge = sim.issue(extra={"credentialSchema": [SHACL]})
    del badge["credentialSubject"]["achievement"]["criteria"]
    assert judge(sim, sim.sign(badge, "EdDSA")).verdict is Verdict.REJECTED


@pytest.mark.parametrize(
    "status",
    [
        {"id": "https://uni.example/status/1", "type": "1EdTechRevocationList"},
        {
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "5",
            "statusListCredential": "https://uni.example/list",
        },
        {"id": "https://uni.example/status/1", "type": "SomethingElse"},
        "https://uni.example/status/1",
        [],
        None,
    ],
)
def test_a_status_that_is_not_evaluated_is_never_passed_over(sim: IssuerSimulator, status: Any) -> None:
    report = judge(sim, sim.sign(sim.issue(extra={"credentialStatus": status}), "EdDSA"))
    assert report.verdict is not Verdict.VERIFIED
    outcome, code = said(report, "status.current")
    assert outcome == "INCONCLUSIVE"
    assert (code == "status.empty") is (not status)


def test_many_status_entries_are_counted_first(sim: IssuerSimulator) -> None:
    entry = {"id": "https://uni.example/status/1", "type": "1EdTechRevocationList"}
    report = judge(sim, sim.sign(sim.issue(extra={"credentialStatus": [entry] * 9}), "EdDSA"))
    assert said(report, "status.current") == ("INCONCLUSIVE", "status.too_many")


def test_no_status_is_said_too(sim: IssuerSimulator) -> None:
    assert said(judge(sim, sim.sign(sim.issue())), "status.current") == ("NOT_APPLICABLE", "status.none")


def test_what_a_holder_left_out_is_not_held_against_the_badge(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue())
    del badge["credentialSubject"]["achievement"]["description"]
    assert said(judge(sim, badge), "schema.built_in")[0] == "FAILED"
    derived = {**badge["proof"], "cryptosuite": "bbs-2023", "proofValue": "u2V0DhQ"}
    report = judge(sim, {**badge, "proof": derived})
    assert said(report, "schema.built_in") == ("WARNING", "schema.partly_disclosed")
    assert not report.verified
    # What is there has to be right all the same.
    wrong = judge(sim, {**badge, "proof": derived, "name": {"en": 7}})
    assert said(wrong, "schema.built_in")[0] == "FAILED"


@pytest.mark.parametrize("value", ["u2V0AhQ", "u2V0ChQ", "z3", "", None, ["u2V0DhQ"]])
def test_a_proof_that_is_not_derived_excuses_nothing(sim: IssuerSimulator, value: Any) -> None:
    badge = sim.sign(sim.issue())
    del badge["credentialSubject"]["achievement"]["description"]
    derived = {**badge["proof"], "cryptosuite": "bbs-2023", "proofValue": "u2V0DhQ"}
    for proofs in ({**derived, "proofValue": value}, [derived, badge["proof"]], [derived, None], []):
        report = judge(sim, {**badge, "proof": proofs})
        assert said(report, "schema.built_in")[0] == "FAILED"
        assert said(report, "structure.members")[0] == "FAILED"


def test_in_a_token_the_token_decides_what_may_have_been_left_out(sim: IssuerSimulator) -> None:
    badge = sim.issue()
    del badge["credentialSubject"]["achievement"]["description"]
    proof = {**sim.sign(sim.issue())["proof"], "cryptosuite": "bbs-2023", "proofValue": "u2V0DhQ"}
    assert said(judge(sim, sim.sign({**badge, "proof": proof}, "EdDSA")), "schema.built_in")[0] == "FAILED"
