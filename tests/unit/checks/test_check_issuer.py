"""issuer.*: a key proves something only by the issuer's own word."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Limits, Policy, Verdict, Verifier
from badgekit.net import MappingFetcher
from badgekit.testing import IssuerSimulator

SUITES = ["eddsa-rdfc-2022", "Ed25519Signature2020", "ecdsa-rdfc-2019", "EdDSA", "RS256", "ES256"]


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.fixture
def forger(sim: IssuerSimulator) -> IssuerSimulator:
    return sim.neighbour("evil.example", seed=666)


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize(
    ("method", "level"),
    [("did:web", "did-or-https-bound"), ("https", "did-or-https-bound"), ("did:key", "key-only")],
)
def test_the_level_of_identity_is_said(suite: str, method: Any, level: str) -> None:
    kind = {"ecdsa-rdfc-2019": "P-256", "ES256": "P-256"}.get(suite, "Ed25519")
    if method == "did:key" and suite == "RS256":
        kind = "RSA"
    sim = IssuerSimulator("uni.example", method=method, key=kind)  # type: ignore[arg-type]
    report = judge(sim, sim.sign(sim.issue(), suite))
    assert report.verified, report.best_reason
    assert report.issuer is not None
    assert (report.issuer.id, report.issuer.level) == (sim.id, level)


@pytest.mark.parametrize("suite", SUITES)
def test_a_signature_in_somebody_elses_name_is_rejected(
    sim: IssuerSimulator, forger: IssuerSimulator, suite: str
) -> None:
    """The forger signs with an own key and names the university's key."""
    report = judge(sim, sim.sign(sim.issue(), suite, signer=forger))
    assert report.verdict is Verdict.REJECTED


def test_nobody_else_is_asked_for_a_key(sim: IssuerSimulator) -> None:
    """A request tells whoever wrote the proof that, and when, a badge is checked."""
    mallory = sim.neighbour("mallory.example", seed=2)
    report = judge(sim, mallory.sign(sim.issue()))
    assert report.verdict is Verdict.REJECTED
    assert not any("mallory.example" in item.url for item in report.evidence)


@pytest.mark.parametrize("suite", SUITES)
def test_a_good_signature_of_another_issuer_is_rejected(
    sim: IssuerSimulator, forger: IssuerSimulator, suite: str
) -> None:
    """The signature verifies, with a key that the forger's own document lists; another issuer is named."""
    badge = sim.issue()
    report = judge(sim, forger.sign(badge, suite))
    assert report.verdict is Verdict.REJECTED
    assert "key.not_bound_to_issuer" in {check.code for check in report.checks}


@pytest.mark.parametrize("method", ["did:web", "https"])
def test_a_key_in_the_fragment_is_only_a_name(method: Any, forger: IssuerSimulator) -> None:
    sim = IssuerSimulator("uni.example", method=method)
    own = IssuerSimulator("x.example", method="did:key", seed=666)
    fragment = own.id.removeprefix("did:key:")
    badge = own.sign(sim.issue(), method=f"{sim.id}#{fragment}")
    report = judge(sim, badge)
    assert report.verdict is Verdict.REJECTED
    assert said(report, "proof.integrity") == ("FAILED", "key.not_in_document")


def test_a_document_cannot_claim_to_speak_for_somebody_else(
    sim: IssuerSimulator, forger: IssuerSimulator
) -> None:
    forger.keys.name_controller(sim.id)
    report = judge(sim, forger.sign(sim.issue()))
    assert report.verdict is Verdict.REJECTED


def test_an_issuer_out_of_reach_leaves_the_answer_open(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue())
    sim.go_offline()
    report = judge(sim, badge)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "issuer.bound")[0] == "INCONCLUSIVE"
    assert report.issuer is None


def test_identifiers_are_compared_exactly(sim: IssuerSimulator) -> None:
    for spelling in (sim.id + " ", sim.id.upper(), sim.id + "/", sim.id + "#key", sim.id + "?x=1"):
        badge = sim.issue()
        badge["issuer"]["id"] = spelling
        report = judge(sim, sim.sign(badge, "EdDSA"))
        assert report.verdict is not Verdict.VERIFIED, spelling


def test_the_trust_list_decides_by_identifier_and_not_by_name(
    sim: IssuerSimulator, forger: IssuerSimulator
) -> None:
    policy = Policy.standard(trusted_issuers=[sim.id])
    good = judge(sim, sim.sign(sim.issue()), policy=policy)
    assert good.verified
    assert good.issuer is not None
    assert good.issuer.level == "pinned"
    copied = forger.issue(profile={"name": sim.name, "url": "https://uni.example", "parentOrg": sim.profile})
    report = judge(sim, forger.sign(copied), policy=policy)
    assert report.verdict is Verdict.REJECTED
    assert said(report, "issuer.trusted") == ("FAILED", "issuer.not_trusted")
    assert report.issuer is not None
    assert (report.issuer.id, report.issuer.level) == (forger.id, "did-or-https-bound")
    assert said(judge(sim, forger.sign(copied)), "issuer.bound")[0] == "PASSED"


@pytest.mark.parametrize(
    ("issuer", "url", "noted"),
    [
        ("uni.example", "https://uni.example/about", False),
        ("uni.example", "https://UNI.example", False),
        ("uni.example", "https://www.uni.example", True),
        ("uni.example", "https://[broken", False),
        ("uni.example", "mailto:office@harvard.example", False),
    ],
)
def test_the_web_site_is_compared_by_its_host(issuer: str, url: str, noted: bool) -> None:
    own = IssuerSimulator(issuer)
    report = judge(own, own.sign(own.issue(profile={"url": url})))
    bound = report.check("issuer.bound")
    assert bound is not None
    assert bound.outcome.value in ("PASSED", "WARNING")
    assert [finding.code for finding in bound.findings] == ["issuer.url_on_other_host"] * noted


def test_a_web_site_on_another_host_than_the_key_is_noted(sim: IssuerSimulator) -> None:
    report = judge(sim, sim.sign(sim.issue(profile={"url": "https://harvard.example"})))
    assert report.verified
    bound = report.check("issuer.bound")
    assert bound is not None
    assert [finding.code for finding in bound.findings] == ["issuer.url_on_other_host"]


@pytest.mark.parametrize(
    ("options", "domain"),
    [
        ({}, "uni.example"),
        ({"path": "departments/nursing"}, "uni.example"),
        ({"method": "https"}, "uni.example"),
        ({"method": "did:key"}, ""),
    ],
)
def test_the_domain_is_the_one_that_vouches_for_the_key(options: Any, domain: str) -> None:
    sim = IssuerSimulator("uni.example", **options)
    report = judge(sim, sim.sign(sim.issue(profile={"url": "https://harvard.example"})))
    assert report.issuer is not None
    assert report.issuer.domain == domain
    bound = report.check("issuer.bound")
    assert bound is not None
    # Where no host vouches for anything, no web site contradicts it.
    assert [finding.code for finding in bound.findings] == ["issuer.url_on_other_host"] * bool(domain)


def test_a_badge_without_an_issuer_is_nobodys(sim: IssuerSimulator) -> None:
    for issuer in ({"type": ["Profile"], "name": "Somebody"}, {}, "", None):
        badge = {**sim.issue(), "issuer": issuer}
        embedded = judge(sim, sim.sign(badge, "eddsa-jcs-2022"))
        assert said(embedded, "proof.integrity")[0] == "PASSED"
        assert said(embedded, "issuer.bound") == ("FAILED", "issuer.missing")
        assert result(embedded, "issuer.bound").reason.path == "$.issuer"
        assert judge(sim, sim.sign(badge, "EdDSA")).verdict is Verdict.REJECTED


def test_somebody_who_also_signed_is_named_and_adds_nothing(sim: IssuerSimulator) -> None:
    other = sim.neighbour("other.example", method="did:key", seed=10)
    twice = other.sign(sim.sign(sim.issue()))
    report = judge(sim, twice, policy=Policy.standard(trusted_issuers=[sim.id]))
    assert report.verified
    assert said(report, "issuer.bound") == ("WARNING", "issuer.also_signed_by")
    assert report.issuer is not None
    assert (report.issuer.id, report.issuer.level) == (sim.id, "pinned")
    # To trust the other one makes it no badge of the other's.
    strict = judge(sim, twice, policy=Policy.standard(trusted_issuers=[other.id]))
    assert said(strict, "issuer.trusted") == ("FAILED", "issuer.not_trusted")
    alone = judge(sim, other.sign(sim.issue()))
    assert alone.verdict is Verdict.REJECTED
    assert alone.issuer is None


def test_where_no_signature_could_be_verified_nobody_is_bound_or_trusted(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue())
    sim.go_offline()
    report = judge(sim, signed, policy=Policy.standard(trusted_issuers=[sim.id]))
    assert report.verdict is Verdict.INCONCLUSIVE
    assert report.issuer is None
    for check in ("issuer.bound", "issuer.trusted"):
        assert said(report, check) == ("INCONCLUSIVE", "proof.nothing_verified")


def test_a_signature_that_was_not_evaluated_is_nobodys_for_all_its_key(sim: IssuerSimulator) -> None:
    """The key is the issuer's, and whether it signed this nobody could tell within the limits."""
    signed = sim.sign(sim.issue())
    report = Verifier(fetcher=sim, limits=Limits(quads=3)).verify(signed, now=sim.now)
    assert said(report, "proof.integrity")[0] == "INCONCLUSIVE"
    assert said(report, "issuer.bound") == ("INCONCLUSIVE", "proof.nothing_verified")
    assert report.issuer is None


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "EdDSA"])
def test_a_witness_does_not_reject_a_badge_whose_issuer_is_out_of_reach(
    sim: IssuerSimulator, suite: str
) -> None:
    """Whoever added a signature is not who must have signed; that one could not be looked at today."""
    witness = sim.neighbour("witness.example", method="did:key", seed=8)
    badge: Any = sim.issue()
    if suite == "EdDSA":
        signed: Any = sim.sign(witness.sign(badge, "eddsa-jcs-2022"), suite)
    else:
        own: Any = sim.sign(badge, suite)
        signed = witness.sign(own, suite)
    assert judge(sim, signed).verified
    sim.go_offline()
    report = judge(sim, signed)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert said(report, "issuer.bound") == ("INCONCLUSIVE", "proof.own_not_evaluated")
    assert report.issuer is None
    # Where the witness alone signed, whoever is out of reach.
    alone = judge(sim, witness.sign(badge, "eddsa-jcs-2022"))
    assert alone.verdict is Verdict.REJECTED


def test_one_signature_of_the_issuer_is_enough(sim: IssuerSimulator) -> None:
    """Another of a kind that badgekit does not know takes nothing away."""
    signed = sim.sign(sim.sign(sim.issue(), "eddsa-jcs-2022"), "eddsa-jcs-2022")
    signed["proof"][1]["cryptosuite"] = "mldsa44-jcs-2024"
    report = judge(sim, signed)
    assert report.verified, report.best_reason
    assert said(report, "issuer.bound") == ("PASSED", "issuer.bound")


def test_of_several_signers_the_first_is_named(sim: IssuerSimulator) -> None:
    badge = sim.issue()
    others = [sim.neighbour("x.example", method="did:key", seed=seed) for seed in (7, 8)]
    for one in others:
        badge = one.sign(badge, "eddsa-jcs-2022")
    strange = result(judge(sim, badge, policy=Policy.w3c()), "issuer.bound")
    assert (strange.outcome.value, strange.reason.params["controller"]) == ("FAILED", others[0].id)
    report = judge(sim, sim.sign(badge, "eddsa-jcs-2022"))
    assert report.verified
    also = result(report, "issuer.bound")
    assert (also.code, also.reason.params["other"]) == ("issuer.also_signed_by", others[0].id)


def test_the_key_of_the_token_is_named_before_those_of_proofs_inside(sim: IssuerSimulator) -> None:
    badge: Any = sim.issue()
    for suite, kind in (("eddsa-jcs-2022", "Ed25519"), ("ecdsa-jcs-2019", "P-256")):
        badge = sim.sign(badge, suite, key=kind)
        embedded = judge(sim, badge)
        assert embedded.issuer is not None
        assert embedded.issuer.verification_method == sim.method_id("Ed25519")
    report = judge(sim, sim.sign(badge, "ES384", key="P-384"))
    assert report.verified, report.best_reason
    assert report.issuer is not None
    assert report.issuer.verification_method == sim.method_id("P-384")


def test_a_document_in_hand_proves_no_domain(sim: IssuerSimulator) -> None:
    """Nobody asked the host for it, so that the host vouches for nothing."""
    name = "ipns://uni.example/profile"
    document = json.loads(sim.get(sim.document_url).body.decode().replace(sim.id, name))
    badge = sim.issue(profile={"id": name, "url": "https://harvard.example"})
    signed = sim.sign(badge, "eddsa-jcs-2022", method=sim.method_id().replace(sim.id, name))
    report = Verifier(fetcher=MappingFetcher({name: document})).verify(signed, now=sim.now)
    assert report.verified, report.best_reason
    assert report.issuer is not None
    assert (report.issuer.id, report.issuer.level, report.issuer.domain) == (name, "document-given", "")
    bound = result(report, "issuer.bound")
    assert (bound.code, bound.findings) == ("issuer.bound_by_document", ())
