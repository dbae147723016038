"""structure.*: kind, members, and whether the achievement was completed."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Verdict
from badgekit.testing import IssuerSimulator
from badgekit.testing.securing import compact_jws


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def test_a_complete_badge_passes(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.sign(sim.issue()))
    assert report.verdict is Verdict.VERIFIED
    assert said(report, "structure.members") == ("PASSED", "structure.complete")
    assert said(report, "structure.awarded") == ("PASSED", "structure.awarded")


@pytest.mark.parametrize("missing", ["issuer", "validFrom", "credentialSubject", "id"])
def test_a_required_member_that_is_missing_fails_even_when_signed(sim: IssuerSimulator, missing: str) -> None:
    badge = sim.issue()
    del badge[missing]
    report = judge(sim, sim.sign(badge))
    assert report.verdict is not Verdict.VERIFIED


def test_what_is_odd_but_allowed_is_a_remark(sim: IssuerSimulator) -> None:
    badge = sim.issue(achievement={"achievementType": "ext:Nanodegree"})
    assert judge(sim, sim.sign(badge)).verified
    badge = sim.issue(
        [{"type": "IdentityObject", "hashed": False, "identityHash": "a@x.org", "identityType": "email"}]
    )
    report = judge(sim, sim.sign(badge))
    assert said(report, "structure.members")[0] == "WARNING"
    assert report.verified


def test_a_result_that_is_no_completion_is_said_and_the_badge_stays_true(sim: IssuerSimulator) -> None:
    badge = sim.issue(
        achievement={
            "resultDescription": [
                {"id": "urn:uuid:r1", "type": ["ResultDescription"], "name": "Result", "resultType": "Status"}
            ]
        },
        results=[{"resultDescription": "urn:uuid:r1", "status": "Failed"}],
    )
    report = judge(sim, sim.sign(badge))
    assert report.verified
    assert said(report, "structure.awarded") == ("WARNING", "structure.not_awarded")
    assert not result(report, "structure.awarded").required
    assert report.assertion is not None
    assert not report.assertion.is_awarded  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({}, "structure.not_a_credential"),
        ({"type": "Person", "name": "Anna"}, "structure.not_a_credential"),
        ({"type": ["VerifiableCredential", "LER-RS VC"]}, "structure.ler_rs"),
        ({"@context": "https://w3id.org/openbadges/v2", "type": "BadgeClass"}, "structure.not_an_assertion"),
        ({"@context": "https://w3id.org/openbadges/v2", "type": "Profile"}, "structure.not_an_assertion"),
    ],
)
def test_other_documents_are_recognised_and_never_verified(
    sim: IssuerSimulator, document: dict[str, Any], code: str
) -> None:
    report = judge(sim, document)
    assert report.verdict is not Verdict.VERIFIED
    assert said(report, "structure.kind") == ("INCONCLUSIVE", code)


def test_a_kind_that_nobody_judges_is_named(sim: IssuerSimulator) -> None:
    token = compact_jws({"alg": "EdDSA"}, sim.response(sim.sign(sim.issue())), "EdDSA", sim.key().signing)
    report = judge(sim, token)
    assert report.verdict is Verdict.INCONCLUSIVE
    found = result(report, "structure.kind")
    assert (found.code, dict(found.reason.params)) == (
        "structure.kind_not_judged",
        {"kind": "GetOpenBadgeCredentialsResponse"},
    )


def test_an_endorsement_credential_and_a_plain_credential_are_judged(sim: IssuerSimulator) -> None:
    assert judge(sim, sim.sign(sim.endorse("https://x.org/badge"))).verified
    assert judge(sim, sim.sign(sim.credential())).verified
