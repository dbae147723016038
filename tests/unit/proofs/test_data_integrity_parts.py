"""Pieces of the Data Integrity room that decide which forms are tried and what a proof is called."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Limits, Policy, Report, Verifier
from badgekit.jsonld.engine import Engine
from badgekit.jsonld.store import ContextStore, Revision
from badgekit.keys.resolver import KeyResolver
from badgekit.proofs.data_integrity import assess_proofs
from badgekit.proofs.proof_shape import method_name, suite_name
from badgekit.proofs.rdfc_suites import revision_choices
from badgekit.testing import IssuerSimulator
from badgekit.testing.selective import components_of

ONE, TWO, OTHER = "https://one.example/", "https://two.example/", "https://other.example/"


def engine(**revisions: int) -> Engine:
    urls = {"one": ONE, "two": TWO, "other": OTHER}
    return Engine(
        ContextStore(
            {
                urls[name]: tuple(Revision(urls[name], f"r{at}", "", {"@context": {}}) for at in range(count))
                for name, count in revisions.items()
            }
        ),
        Limits(),
    )


def test_every_combination_of_revisions_is_tried_once_and_the_default_first() -> None:
    context = [ONE, OTHER, {"term": "https://x.example/"}, TWO, ONE]
    choices = list(revision_choices(engine(one=2, two=3, other=1), context))
    assert choices[0] == {}
    combinations = [(f"r{a}", f"r{b}") for a, b in itertools.product(range(2), range(3))]
    assert [(choice[ONE], choice[TWO]) for choice in choices[1:]] == combinations[1:]
    assert all(set(choice) == {ONE, TWO} for choice in choices[1:])


def test_eight_choices_are_tried() -> None:
    assert len(list(revision_choices(engine(one=4, two=3), [ONE, TWO]))) == 8


def test_without_revisions_there_is_nothing_else_to_try() -> None:
    contexts: tuple[Any, ...] = (OTHER, [OTHER], None, {}, "https://unknown.example/")
    for context in contexts:
        assert list(revision_choices(engine(other=1), context)) == [{}]


@pytest.mark.parametrize(
    ("proof", "suite"),
    [
        ({"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}, "eddsa-rdfc-2022"),
        ({"type": "Ed25519Signature2020", "cryptosuite": "x"}, "Ed25519Signature2020"),
        ({"type": "DataIntegrityProof"}, ""),
        ({"type": ["DataIntegrityProof"]}, ""),
        ({}, ""),
        (None, ""),
        (["proof"], ""),
    ],
)
def test_what_a_proof_calls_its_suite(proof: Any, suite: str) -> None:
    assert suite_name(proof) == suite


@pytest.mark.parametrize(
    ("proof", "method"),
    [({"verificationMethod": "a"}, "a"), ({"verificationMethod": {}}, ""), ({}, ""), ("a", "")],
)
def test_what_a_proof_calls_its_key(proof: Any, method: str) -> None:
    assert method_name(proof) == method


# ---- several proofs, as one verification meets them


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.mark.parametrize(
    ("proof", "path"),
    [([], "$.proof"), (None, "$.proof"), ({}, "$.proof"), ([None], "$.proof[0]"), ([[]], "$.proof[0]")],
)
def test_a_member_for_proofs_that_holds_none_is_wrong_inside_a_signed_token_too(
    sim: IssuerSimulator, proof: Any, path: str
) -> None:
    for signed in ({**sim.issue(), "proof": proof}, sim.sign({**sim.issue(), "proof": proof}, "EdDSA")):
        found = result(judge(sim, signed), "proof.integrity")
        assert (found.outcome, found.code, found.reason.path) == ("FAILED", "proof.missing", path)


def test_a_proof_that_cannot_be_judged_hides_none_behind_it(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue())
    good = signed["proof"]
    unknown = {**good, "cryptosuite": "of-somebody-2023"}
    away = {**good, "verificationMethod": "did:web:nowhere.example#key-1"}
    wrong = {**good, "created": "2020-01-01T00:00:00Z"}

    def found(*proofs: Any) -> list[tuple[str, str]]:
        decided = result(
            judge(sim, {**signed, "proof": list(proofs)}, policy=Policy.w3c()), "proof.integrity"
        )
        told = [decided.reason, *decided.findings]
        return [(one.code, one.path) for one in told if one.code != "proof.revision"]

    for first in (unknown, away):
        assert found(first, wrong) == [("proof.invalid", "$.proof[1]")]
    assert found(wrong, wrong) == [("proof.invalid", "$.proof[0]"), ("proof.invalid", "$.proof[1]")]
    assert found(unknown, good) == [
        ("proof.verified", "$.proof[1]"),
        ("proof.suite_unsupported", "$.proof[0]"),
    ]


def bounded(sim: IssuerSimulator, badge: Any, **limits: int) -> Report:
    return Verifier(fetcher=sim, limits=Limits(**limits)).verify(badge, now=sim.now)


def test_proofs_are_counted(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue())
    several = {**signed, "proof": [signed["proof"]] * 3}
    assert bounded(sim, several, proofs=3).verified
    report = bounded(sim, several, proofs=2)
    assert said(report, "proof.integrity") == ("INCONCLUSIVE", "proof.too_many")


def test_a_document_is_canonicalised_once_for_all_its_proofs(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue())
    statements = sim.engine.canonicalize({k: v for k, v in signed.items() if k != "proof"}).quad_count
    # Eight times as many may be canonicalised for one verification.
    assert bounded(sim, {**signed, "proof": [signed["proof"]] * 16}, quads=statements).verified


def test_proofs_that_build_on_others_are_counted(sim: IssuerSimulator) -> None:
    """Each of them signs a document of its own, so each costs as much as a document."""
    chain = sim.sign(sim.issue(), proof_id="urn:uuid:0")
    for number in range(3):
        chain = sim.sign(chain, proof_id=f"urn:uuid:{number + 1}", previous=f"urn:uuid:{number}")
    assert bounded(sim, chain, chained_proofs=3).verified
    report = bounded(sim, chain, chained_proofs=2)
    assert said(report, "proof.integrity") == ("INCONCLUSIVE", "proof.too_many_chained")
    # What is no proof builds on nothing, whatever it spells.
    for other in (None, "previousProof", ["previousProof"]):
        report = bounded(sim, {**chain, "proof": [*chain["proof"], other]}, chained_proofs=3)
        assert said(report, "proof.integrity") == ("FAILED", "proof.missing")


def test_a_proof_signs_those_that_it_builds_on(sim: IssuerSimulator) -> None:
    first = sim.sign(sim.issue(), proof_id="urn:uuid:first")
    chained = sim.sign(first, previous="urn:uuid:first")
    assert judge(sim, chained).verified
    alone = sim.sign(sim.issue())["proof"]
    claimed = {**chained, "proof": [first["proof"], {**alone, "previousProof": "urn:uuid:first"}]}
    assert said(judge(sim, claimed), "proof.integrity") == ("FAILED", "proof.invalid")


def test_the_proofs_of_all_credentials_in_one_file_draw_on_one_account(sim: IssuerSimulator) -> None:
    """What one proof may cost, times five, is what they may cost together."""
    shown = sim.derive(sim.sign(sim.issue("did:example:anna"), "ecdsa-sd-2023"))
    each = len(components_of(shown["proof"])[1][2])
    for count, code in ((5, "proof.verified"), (6, "proof.too_much_signed")):
        report = bounded(sim, sim.response(*[shown] * count), signed_statements=each)
        codes = [said(child, "proof.integrity")[1] for child in report.children]
        assert codes == [*["proof.verified"] * 5, code][:count]


def test_without_an_account_a_full_one_is_drawn_on(sim: IssuerSimulator) -> None:
    shown = sim.derive(sim.sign(sim.issue(), "ecdsa-sd-2023"))
    resolver = KeyResolver(lambda url, accept: sim.get(url, accept=accept))
    (found,) = assess_proofs(shown, engine=sim.engine, resolver=resolver, limits=Limits())
    assert (found.integrity, found.suite) == (None, "ecdsa-sd-2023")


def test_whose_key_is_in_its_name_is_judged_whoever_the_issuer_is(sim: IssuerSimulator) -> None:
    """Nobody is asked for it; of others the issuer's own proof alone is asked for."""
    notary = IssuerSimulator("notary.example", method="did:key", seed=8)
    foreign = sim.neighbour("evil.example", seed=9)
    for signer in (notary, foreign):
        found = result(judge(sim, signer.sign(sim.sign(sim.issue()))), "proof.integrity")
        assert found.code == "proof.verified"
        left_open = ("proof.by_somebody_else", "$.proof[1]") in [
            (one.code, one.path) for one in found.findings
        ]
        assert left_open is (signer is foreign)


def test_of_a_presentation_without_holder_every_signer_is_asked(sim: IssuerSimulator) -> None:
    presentation = sim.present([])
    unnamed = {name: value for name, value in presentation.items() if name not in ("holder", "proof")}
    signed = sim.sign(unnamed, purpose="authentication")
    assert said(judge(sim, signed), "proof.integrity")[0] == "PASSED"
