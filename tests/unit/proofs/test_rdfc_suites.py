"""Suites that sign statements: under which contexts, and what a proof may say of them itself."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.bbs_issuer import BbsBadge
from tests.support.judging import judge, result, said

from badgekit import Limits, Verifier
from badgekit.proofs.rdfc_suites import revision_choices
from badgekit.testing import IssuerSimulator


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def test_one_context_is_the_same_in_a_list_and_bare(sim: IssuerSimulator) -> None:
    (url,) = sim.credential()["@context"]
    for context in (url, [url]):
        signed = sim.sign({**sim.credential(), "@context": context})
        for own, code in (
            (url, "proof.verified"),
            ([url], "proof.verified"),
            (url[:-1], "proof.own_context"),
        ):
            signed["proof"]["@context"] = own
            assert said(judge(sim, signed), "proof.integrity")[1] == code


def test_a_revision_that_changes_nothing_in_a_badge_does_not_end_the_search(sim: IssuerSimulator) -> None:
    """Between the default revisions and the one that was signed under lies one of another context."""
    url = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json"
    suites = "https://w3id.org/security/suites/ed25519-2020/v1"
    grades = {"id": "urn:uuid:00000000-0000-4000-8000-000000000001", "type": ["ResultDescription"]}
    grades |= {"name": "Grade", "resultType": "LetterGrade", "allowedValue": ["B", "A"]}
    achievement = {"resultDescription": [grades]}
    badge = sim.issue(vcdm="1.1", ob_context="3.0.1", contexts=[suites], achievement=achievement)
    revisions = {"final": {}, "list": {url: "list"}}
    forms = {name: sim.engine.canonicalize(badge, revisions=chosen) for name, chosen in revisions.items()}
    assert forms["final"].lines != forms["list"].lines
    assert sim.engine.canonicalize(badge, revisions={suites: "early"}).lines == forms["final"].lines
    for name, chosen in revisions.items():
        report = judge(sim, sim.sign(badge, revisions=chosen))
        assert report.verified, report.best_reason
        (finding,) = result(report, "proof.integrity").findings
        assert f"{url} {name}" in str(finding.params["revisions"])


@pytest.mark.parametrize(
    ("members", "code"),
    [
        # Under the default revision it was not signed so; an older one does not define inLanguage.
        ({"achievement": {"inLanguage": "en"}}, "proof.invalid"),
        # The default revision does not define jti; under one that does, it was not signed so.
        ({"extra": {"jti": "urn:x:1"}}, "jsonld.unsigned_data"),
    ],
)
def test_where_no_revision_is_right_the_default_one_says_what_is_wrong(
    sim: IssuerSimulator, members: Any, code: str
) -> None:
    url = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
    signed = sim.sign(sim.issue(**members), revisions={url: "2026-06"})
    assert judge(sim, signed).verified
    assert said(judge(sim, sim.tamper(signed, "$.name", "Other")), "proof.integrity") == ("FAILED", code)


def test_revisions_that_change_nothing_cost_nothing(sim: IssuerSimulator) -> None:
    """A wrong signature is checked once, and not for each of them: that would be too much for an answer."""
    badge = BbsBadge(sim)
    shown = sim.tamper(badge.shown(), "$.name", "Other")
    assert len(list(revision_choices(sim.engine, shown["@context"]))) > 4
    verifier = Verifier(fetcher=sim, limits=Limits(signed_statements=len(badge.messages)))
    assert said(verifier.verify(shown, now=sim.now), "proof.integrity") == ("FAILED", "proof.invalid")
