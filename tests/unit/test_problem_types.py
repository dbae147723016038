"""Problem types: findings under the names that W3C gave them (RFC 9457)."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.judging import judge

from badgekit import Finding, Report
from badgekit.messages import CATALOGUE
from badgekit.messages.problem_types import PROBLEM_TYPES, problem_type
from badgekit.testing import IssuerSimulator

VCDM = "https://www.w3.org/TR/vc-data-model#"
SECURITY = "https://w3id.org/security#"
STATUS = "https://www.w3.org/ns/credentials/status-list#"
# As the specifications list them.
NAMES = {
    **dict.fromkeys(
        ("PARSING_ERROR", "CRYPTOGRAPHIC_SECURITY_ERROR", "MALFORMED_VALUE_ERROR", "RANGE_ERROR"), VCDM
    ),
    **dict.fromkeys(
        (
            "PROOF_VERIFICATION_ERROR",
            "PROOF_TRANSFORMATION_ERROR",
            "DATA_LOSS_DETECTION_ERROR",
            "INVALID_DOMAIN_ERROR",
            "INVALID_CHALLENGE_ERROR",
            "INVALID_VERIFICATION_METHOD_URL",
            "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID",
            "INVALID_CONTROLLED_IDENTIFIER_DOCUMENT",
            "INVALID_VERIFICATION_METHOD",
            "INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD",
        ),
        SECURITY,
    ),
    **dict.fromkeys(
        ("STATUS_RETRIEVAL_ERROR", "STATUS_VERIFICATION_ERROR", "STATUS_LIST_LENGTH_ERROR"), STATUS
    ),
}


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def test_every_type_is_one_of_the_specifications_and_every_code_exists() -> None:
    known = {base + name for name, base in NAMES.items()} | {f"{STATUS}MALFORMED_VALUE_ERROR"}
    assert PROBLEM_TYPES.keys() <= CATALOGUE.keys()
    found = {problem_type(code) for code in CATALOGUE} - {""}
    assert found == known


def types_of(report: Report) -> list[str | None]:
    return [problem.get("type") for problem in report.problem_details()]


def test_problems_have_the_names_of_the_specifications(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue(), challenge="c", domain="d")

    def changed(**members: Any) -> Report:
        return judge(sim, {**badge, **members})

    first = {
        f"{SECURITY}PROOF_VERIFICATION_ERROR": changed(name="Another"),
        f"{SECURITY}DATA_LOSS_DETECTION_ERROR": changed(undefinedTerm="added"),
        f"{VCDM}MALFORMED_VALUE_ERROR": changed(id="no url"),
        f"{VCDM}PARSING_ERROR": judge(sim, b'{"a": 1, "a": 2}'),
        f"{SECURITY}INVALID_CHALLENGE_ERROR": judge(sim, badge, challenge="other", domain="d"),
        f"{SECURITY}INVALID_DOMAIN_ERROR": judge(sim, badge, challenge="c", domain="other"),
        f"{VCDM}CRYPTOGRAPHIC_SECURITY_ERROR": judge(sim, sim.sign(sim.issue(), "EdDSA")[:-8] + "AAAAAAAA"),
    }
    for wanted, report in first.items():
        assert types_of(report)[0] == wanted, report.best_reason
    sim.keys.list_under("authentication")
    assert types_of(judge(sim, sim.sign(sim.issue())))[0] == (
        f"{SECURITY}INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD"
    )


def test_a_status_that_cannot_be_had_is_named_so(sim: IssuerSimulator) -> None:
    revocations = sim.status_list()
    badge = sim.sign(revocations.attach(sim.issue()))
    revocations.make_wrong("no_answer")
    assert types_of(judge(sim, badge)) == [f"{STATUS}STATUS_RETRIEVAL_ERROR"]


def test_the_details_say_what_where_and_no_type_where_there_is_none(sim: IssuerSimulator) -> None:
    assert judge(sim, sim.sign(sim.issue())).problem_details() == []
    expired = judge(sim, sim.sign(sim.issue(valid_until=sim.started)))
    (problem,) = expired.problem_details()
    assert problem == {
        "title": "validity.expired",
        "detail": expired.best_reason,
        "path": "$.validUntil",
    }
    assert Finding("proof.invalid").to_dict()["problemType"] == f"{SECURITY}PROOF_VERIFICATION_ERROR"
    assert "problemType" not in Finding("proof.verified").to_dict()


def test_problems_inside_are_told_once(sim: IssuerSimulator) -> None:
    wallet = sim.neighbour("wallet.example", method="did:key", seed=9)
    badge = sim.tamper(sim.sign(sim.issue(wallet.id)), "$.name", "Other")
    problems = judge(sim, wallet.present([badge, badge])).problem_details()
    assert problems[0]["title"] == "proof.invalid"
    assert len({(problem["title"], problem["detail"]) for problem in problems}) == len(problems)
