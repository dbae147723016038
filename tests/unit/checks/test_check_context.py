"""context.known: pinned contexts in the right order, and nothing that changes them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Limits, Policy, Verdict, Verifier
from badgekit.errors import ConfigurationError
from badgekit.testing import IssuerSimulator

V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
DEGREE = "https://uni.example/contexts/degree"


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def reads(sim: IssuerSimulator, context: Any) -> tuple[str, str]:
    badge = sim.sign(sim.issue())
    badge["@context"] = context
    report = judge(sim, badge)
    assert report.verdict is not Verdict.VERIFIED or context == [V2, OB]
    return said(report, "context.known")


def test_the_standard_contexts_pass(sim: IssuerSimulator) -> None:
    assert reads(sim, [V2, OB]) == ("PASSED", "context.known")


@pytest.mark.parametrize(
    ("context", "code"),
    [
        (None, "context.base_missing"),
        ([], "context.base_missing"),
        (7, "context.base_missing"),
        ([OB, V2], "context.base_missing"),
        ([{"@vocab": "https://schema.org/"}, V2, OB], "context.base_missing"),
        (["http://www.w3.org/ns/credentials/v2", OB], "context.base_missing"),
        (["https://www.w3.org.evil.example/ns/credentials/v2", OB], "context.base_missing"),
        ([V2], "context.badge_context_missing"),
        ([V2, OB + "?x"], "context.badge_context_missing"),
        ([V2, "https://w3id.org/security/data-integrity/v2", OB], "context.badge_context_missing"),
    ],
)
def test_a_badge_must_begin_with_its_contexts(sim: IssuerSimulator, context: Any, code: str) -> None:
    assert reads(sim, context) == ("FAILED", code)
    if code == "context.base_missing":
        badge = {**sim.sign(sim.issue()), "@context": context}
        assert said(judge(sim, badge), "structure.members") == ("FAILED", code)


@pytest.mark.parametrize(
    ("added", "code"),
    [
        (DEGREE, "context.not_allowed"),
        ({"degree": "https://uni.example/degree"}, "context.inline"),
        (None, "context.inline"),
    ],
)
def test_a_context_that_nobody_pinned_leaves_the_answer_open(
    sim: IssuerSimulator, added: Any, code: str
) -> None:
    assert reads(sim, [V2, OB, added]) == ("INCONCLUSIVE", code)
    badge = {**sim.sign(sim.issue()), "@context": [V2, OB, added]}
    reason = result(judge(sim, badge), "context.known").reason
    assert reason.params["url"] == (added if code == "context.not_allowed" else "")


ELSEWHERE = "https://x.example/terms"
OWN = {"degree": "https://uni.example/degree"}
IMPORTS = {"@version": 1.1, "@import": ELSEWHERE}


@pytest.mark.parametrize(
    ("added", "pinned", "code", "place"),
    [
        ([DEGREE], None, "context.not_allowed", "[2]"),
        ([V2, OWN], None, "context.inline", "[3]"),
        # The first is named, and an address behind it that nobody knows is no reason to say less.
        ([OWN, DEGREE], None, "context.inline", "[2]"),
        ([DEGREE, OWN], None, "context.not_allowed", "[2]"),
        # What a context of the document's own does may be beyond what is compared; that could hide a name.
        ([IMPORTS], None, "jsonld.tree_unchecked", ""),
        # A pinned one that leads to one which is not is not known either.
        ([DEGREE], ELSEWHERE, "context.not_allowed", ""),
    ],
)
def test_what_leaves_the_answer_open_is_named(
    sim: IssuerSimulator, added: list[Any], pinned: Any, code: str, place: str
) -> None:
    badge = {**sim.sign(sim.issue()), "@context": [V2, OB, *added]}
    report = judge(sim, badge, contexts=None if pinned is None else {DEGREE: {"@context": pinned}})
    found = result(report, "context.known")
    assert (found.outcome.value, found.code) == ("INCONCLUSIVE", code)
    assert found.reason.path == f"$['@context']{place}"


def test_what_cannot_be_compared_is_not_taken_for_merely_unknown(sim: IssuerSimulator) -> None:
    """That a context is unknown, a policy may put up with, and not that it may hide a second name."""
    unknown = "https://elsewhere.example/context"
    scoped = {DEGREE: {"@context": {"degree": {"@id": "https://uni.example/degree", "@context": unknown}}}}
    own = {"degree": "https://uni.example/degree"}
    for contexts, pinned, code, waived in (
        ([V2, OB, own, unknown], None, "context.inline", True),
        ([V2, OB, {"@import": unknown}], None, "jsonld.tree_unchecked", False),
        ([V2, OB, DEGREE], scoped, "context.not_allowed", True),
    ):
        badge = {**sim.sign(sim.issue()), "@context": contexts}
        assert said(judge(sim, badge, contexts=pinned), "context.known") == ("INCONCLUSIVE", code)
        found = result(judge(sim, badge, contexts=pinned, policy=Policy.w3c()), "context.known")
        assert (found.outcome.value, found.code) == ("INCONCLUSIVE", code)
        assert found.waived is waived


def test_too_many_contexts_are_not_looked_at(sim: IssuerSimulator) -> None:
    assert reads(sim, [V2, OB, *[OB] * 20]) == ("INCONCLUSIVE", "context.too_many")
    assert reads(sim, [V2, OB, *["https://x.example/context"] * 20]) == ("INCONCLUSIVE", "context.too_many")
    badge = sim.sign(sim.issue())
    for limit, code in ((2, "context.known"), (1, "context.too_many")):
        report = Verifier(fetcher=sim, limits=Limits(contexts=limit)).verify(badge, now=sim.now)
        assert said(report, "context.known")[1] == code


def test_a_context_that_the_caller_pins_is_used(sim: IssuerSimulator) -> None:
    pinned = {DEGREE: {"@context": {"degree": "https://uni.example/degree"}}}
    badge = sim.issue(contexts=[DEGREE])
    badge["credentialSubject"]["degree"] = "MSc"
    issuer = IssuerSimulator("uni.example")
    from badgekit.jsonld import ContextStore, Engine

    issuer._engine = Engine(ContextStore.bundled().with_pinned(pinned), Limits())
    signed = issuer.sign(badge)
    assert judge(issuer, signed, contexts=pinned).verified
    assert judge(issuer, signed).verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(
    "terms",
    [
        {"until": "https://www.w3.org/2018/credentials#validUntil"},  # another name for a member that decides
        {"until": {"@id": "https://www.w3.org/2018/credentials#validUntil", "@type": "@id"}},
    ],
)
def test_a_pinned_context_may_not_rename_what_decides(sim: IssuerSimulator, terms: dict[str, Any]) -> None:
    badge = sim.sign(sim.issue(valid_until=sim.now))
    badge["@context"] = [V2, OB, DEGREE]
    badge["until"] = badge.pop("validUntil")
    report = judge(sim, badge, contexts={DEGREE: {"@context": terms}})
    assert said(report, "context.known")[0] == "FAILED"
    assert report.verdict is Verdict.REJECTED


def test_a_second_name_that_nobody_uses_is_no_harm(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue())
    badge["@context"] = [V2, OB, DEGREE]
    terms = {"until": "https://www.w3.org/2018/credentials#validUntil", "uid": "@id"}
    report = judge(sim, badge, contexts={DEGREE: {"@context": terms}})
    assert said(report, "context.known") == ("PASSED", "context.known")


@pytest.mark.parametrize("place", ["in a list", "as a type", "in an object", "nowhere"])
def test_a_second_name_is_found_wherever_it_is_used(sim: IssuerSimulator, place: str) -> None:
    credential = "https://www.w3.org/2018/credentials#"
    terms = {"until": f"{credential}validUntil", "Sealed": f"{credential}VerifiableCredential"}
    badge = sim.sign(sim.issue())
    badge["@context"] = [V2, OB, DEGREE]
    if place == "in a list":
        badge["evidence"] = [
            [{"id": "https://uni.example/e", "type": ["Evidence"], "until": "2020-01-01T00:00:00Z"}]
        ]
    elif place == "as a type":
        badge["credentialSubject"]["achievement"]["type"] = ["Achievement", "Sealed"]
    elif place == "in an object":
        badge["credentialSubject"]["until"] = "2020-01-01T00:00:00Z"
    report = judge(sim, badge, contexts={DEGREE: {"@context": terms}})
    assert said(report, "context.known")[0] == ("PASSED" if place == "nowhere" else "FAILED")


def test_a_shipped_context_cannot_be_replaced() -> None:
    with pytest.raises(ConfigurationError):
        Verifier(contexts={V2: {"@context": {}}})


@pytest.mark.parametrize("place", ["achievement", "criteria"])
def test_a_context_inside_the_document_is_refused(sim: IssuerSimulator, place: str) -> None:
    """The list at the top looks perfect; the words inside mean something else."""
    badge = sim.issue()
    achievement = badge["credentialSubject"]["achievement"]
    inner = achievement if place == "achievement" else achievement["criteria"]
    inner["@context"] = [V2, OB]
    report = judge(sim, sim.sign(badge))
    assert report.verdict is Verdict.REJECTED
    assert said(report, "proof.coverage")[0] == "FAILED"
