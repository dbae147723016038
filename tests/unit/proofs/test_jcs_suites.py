"""eddsa-jcs-2022 and ecdsa-jcs-2019: the tree is signed as it stands, contexts and all."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from tests.support.judging import judge, result, said

from badgekit import Assertion, Limits, Report, Verdict, Verifier
from badgekit.testing import IssuerSimulator, text_of

MULTIKEY = "https://w3id.org/security/multikey/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
INLINE = {"grade": {"@id": "https://uni.example/grade", "@type": "@id"}}


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.mark.parametrize(("suite", "key"), [("eddsa-jcs-2022", "Ed25519"), ("ecdsa-jcs-2019", "P-384")])
@pytest.mark.parametrize("own_context", [True, False])
def test_good_with_and_without_a_context_in_the_proof(
    sim: IssuerSimulator, suite: Any, key: Any, own_context: bool
) -> None:
    signed = sim.sign(sim.issue(), suite, key=key, own_context=own_context)
    assert ("@context" in signed["proof"]) is own_context
    report = judge(sim, signed)
    assert report.verified, report.best_reason
    assert said(report, "proof.coverage") == ("PASSED", "proof.covers_tree")


def test_another_order_of_members_and_other_white_space_are_the_same_tree(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue(), "eddsa-jcs-2022")

    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: turned(member) for name, member in reversed(value.items())}
        return [turned(item) for item in value] if isinstance(value, list) else value

    assert judge(sim, json.dumps(turned(signed), indent=3)).verified


def _reordered(badge: dict[str, Any]) -> None:
    badge["type"].reverse()


def _unwrapped(badge: dict[str, Any]) -> None:
    badge["credentialSubject"]["type"] = badge["credentialSubject"]["type"][0]


def _unknown_member(badge: dict[str, Any]) -> None:
    badge["credentialSubject"]["memberOfNoContext"] = "x"


def _null(badge: dict[str, Any]) -> None:
    badge["credentialSubject"]["memberOfNoContext"] = None


def _index(badge: dict[str, Any]) -> None:
    badge["credentialSubject"]["@index"] = "x"


def _renamed_to_iri(badge: dict[str, Any]) -> None:
    badge["https://www.w3.org/2018/credentials#validFrom"] = badge.pop("validFrom")


def _other_name_of_the_class(badge: dict[str, Any]) -> None:
    badge["type"] = ["VerifiableCredential", "AchievementCredential"]


def _in_proof(badge: dict[str, Any]) -> None:
    badge["proof"]["nonce"] = "x"


@pytest.mark.parametrize(
    "change",
    [
        *(_reordered, _unwrapped, _unknown_member, _null, _index),
        *(_renamed_to_iri, _other_name_of_the_class, _in_proof),
    ],
)
def test_changes_that_keep_the_statements_break_the_signature(
    sim: IssuerSimulator, change: Callable[[dict[str, Any]], None]
) -> None:
    """What the tree guard keeps out of other proofs needs no guard here."""
    signed = sim.sign(sim.issue(), "eddsa-jcs-2022")
    change(signed)
    assert said(judge(sim, signed), "proof.integrity") == ("FAILED", "proof.invalid")


# --- contexts ----------------------------------------------------------------------------------------


def _with_context(signed: dict[str, Any], change: Callable[[list[Any]], Any]) -> dict[str, Any]:
    return {**signed, "@context": change(signed["@context"])}


def test_contexts_that_were_appended_are_not_signed(sim: IssuerSimulator) -> None:
    """vc-di-eddsa 3.3.2 lets the signature stand, for whoever appends them to add another proof."""
    signed = sim.sign(sim.issue(), "eddsa-jcs-2022")
    report = judge(sim, _with_context(signed, lambda contexts: [*contexts, MULTIKEY]))
    assert said(report, "proof.integrity")[1] == "proof.verified"
    assert said(report, "proof.coverage") == ("INCONCLUSIVE", "proof.context_added")
    assert report.verdict is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(
    "change",
    [
        lambda contexts: [MULTIKEY, *contexts],
        lambda contexts: contexts[:-1],
        lambda contexts: contexts[::-1],
        lambda contexts: contexts[0],
    ],
)
def test_a_document_that_does_not_start_with_the_contexts_of_the_proof_is_refused(
    sim: IssuerSimulator, change: Callable[[list[Any]], Any]
) -> None:
    signed = sim.sign(sim.issue(), "eddsa-jcs-2022")
    report = judge(sim, _with_context(signed, change))
    assert report.verdict is Verdict.REJECTED
    integrity = report.check("proof.integrity")
    # Without the contexts of a badge it may be no credential at all.
    assert integrity is None or (integrity.outcome, integrity.code) == ("FAILED", "proof.own_context")


def test_a_list_of_one_context_made_a_bare_one_is_not_what_was_signed(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.credential(), "eddsa-jcs-2022")
    report = judge(sim, _with_context(signed, lambda contexts: contexts[0]))
    assert said(report, "proof.coverage") == ("INCONCLUSIVE", "proof.context_added")


def test_one_context_needs_no_list(sim: IssuerSimulator) -> None:
    (url,) = sim.credential()["@context"]
    signed = sim.sign({**sim.credential(), "@context": url}, "eddsa-jcs-2022")
    assert signed["proof"]["@context"] == url
    assert said(judge(sim, signed), "proof.integrity") == ("PASSED", "proof.verified")


def test_without_a_context_in_the_proof_every_change_of_the_documents_is_one(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.credential(), "eddsa-jcs-2022", own_context=False)
    changed = _with_context(signed, lambda contexts: [*contexts, MULTIKEY])
    assert said(judge(sim, changed), "proof.integrity") == ("FAILED", "proof.invalid")


def test_inline_contexts_are_compared_by_value_and_judged_elsewhere(sim: IssuerSimulator) -> None:
    """The signature is good; what the issuer's own definitions mean is left open, as everywhere."""
    credential = sim.credential()
    credential["@context"] = [*credential["@context"], INLINE]
    signed = json.loads(text_of(sim.sign(credential, "eddsa-jcs-2022")))
    assert signed["proof"]["@context"][-1] == INLINE
    report = judge(sim, signed)
    assert said(report, "proof.integrity")[1] == "proof.verified"
    assert said(report, "context.known") == ("INCONCLUSIVE", "context.inline")


@pytest.mark.parametrize("other", [{"version": 1.5}, {"version": True}, {"version": [1]}])
def test_values_that_python_takes_for_equal_are_not(sim: IssuerSimulator, other: dict[str, Any]) -> None:
    credential = sim.credential()
    credential["@context"] = [*credential["@context"], {"version": 1}]
    signed = sim.sign(credential, "eddsa-jcs-2022")
    changed = _with_context(signed, lambda contexts: [*contexts[:-1], other])
    assert said(judge(sim, changed), "proof.integrity") == ("FAILED", "proof.own_context")


@pytest.mark.parametrize("where", ["credentialSubject", "issuer"])
def test_a_context_inside_is_signed_and_still_changes_meanings(sim: IssuerSimulator, where: str) -> None:
    badge = sim.issue()
    badge[where]["@context"] = [MULTIKEY]
    report = judge(sim, sim.sign(badge, "eddsa-jcs-2022"))
    assert said(report, "proof.integrity")[1] == "proof.verified"
    assert said(report, "proof.coverage") == ("FAILED", "context.nested")


def test_contexts_deep_inside_are_seen_and_definitions_are_none(sim: IssuerSimulator) -> None:
    badge = sim.issue()
    scoped = {"Grade": {"@id": "https://uni.example/Grade", "@context": {"@protected": True}}}
    badge["@context"] = [*badge["@context"], scoped]
    signed = sim.sign(badge, "eddsa-jcs-2022")
    assert said(judge(sim, signed), "proof.coverage") == ("PASSED", "proof.covers_tree")
    badge["credentialSubject"]["achievement"]["criteria"]["@context"] = [MULTIKEY]
    coverage = result(judge(sim, sim.sign(badge, "eddsa-jcs-2022")), "proof.coverage")
    assert (coverage.code, coverage.reason.path) == (
        "context.nested",
        "$.credentialSubject.achievement.criteria",
    )


def test_what_the_proof_of_an_embedded_credential_names_is_for_who_judges_that(sim: IssuerSimulator) -> None:
    endorsement = sim.sign(sim.endorse("urn:uuid:1"), "eddsa-jcs-2022")
    endorsement["proof"]["@context"] = [MULTIKEY]
    report = judge(sim, sim.sign(sim.issue(extra={"endorsement": [endorsement]}), "eddsa-jcs-2022"))
    assert said(report, "proof.coverage") == ("PASSED", "proof.covers_tree")


def test_an_embedded_credential_brings_its_own_contexts(sim: IssuerSimulator) -> None:
    badge = sim.issue(extra={"endorsement": [sim.sign(sim.endorse("urn:uuid:1"), "eddsa-jcs-2022")]})
    report = judge(sim, sim.sign(badge, "eddsa-jcs-2022"))
    assert said(report, "proof.coverage") == ("PASSED", "proof.covers_tree")


# --- numbers and texts ---------------------------------------------------------------------------------


def _credits(sim: IssuerSimulator, number: Any) -> Report:
    badge = sim.issue()
    badge["credentialSubject"]["creditsEarned"] = 12.5
    text = text_of(sim.sign(badge, "eddsa-jcs-2022"))
    return judge(sim, text.replace("12.5", number))


@pytest.mark.parametrize("number", ["12.50", "1.25e1", "12.500000000000000000001"])
def test_the_same_number_in_another_spelling_is_shown_as_signed(sim: IssuerSimulator, number: str) -> None:
    report = _credits(sim, number)
    assert isinstance(report.assertion, Assertion)
    assert report.assertion.credential_subject is not None
    assert report.assertion.credential_subject.credits_earned == 12.5


@pytest.mark.parametrize("number", ["12.6", '"12.5"', "12.500000000000002"])
def test_another_number_breaks_the_signature(sim: IssuerSimulator, number: str) -> None:
    assert said(_credits(sim, number), "proof.integrity") == ("FAILED", "proof.invalid")


def test_an_integer_that_others_read_as_another_one_is_refused(sim: IssuerSimulator) -> None:
    """One text in canonical JSON for 9007199254740993 and …992: one would be shown for the other."""
    badge = sim.credential({"id": "did:example:anna", "number": 9007199254740992})
    text = text_of(sim.sign(badge, "eddsa-jcs-2022"))
    assert said(judge(sim, text), "proof.integrity")[1] == "proof.verified"
    changed = judge(sim, text.replace("9007199254740992", "9007199254740993"))
    assert said(changed, "proof.integrity") == ("FAILED", "json.inexact_number")


@pytest.mark.parametrize("value", ["\ud800", float("nan"), float("inf"), b"x", {1}])
def test_trees_without_a_canonical_text(sim: IssuerSimulator, value: Any) -> None:
    signed = sim.sign(sim.issue(), "eddsa-jcs-2022")
    signed["credentialSubject"]["achievement"]["description"] = value
    assert judge(sim, signed).verdict is not Verdict.VERIFIED


# --- with others ---------------------------------------------------------------------------------------


def test_sets_of_both_families(sim: IssuerSimulator) -> None:
    both = sim.sign(sim.sign(sim.issue(), "eddsa-jcs-2022"), "ecdsa-rdfc-2019")
    assert judge(sim, both).verified
    assert judge(sim, {**both, "proof": both["proof"][::-1]}).verified
    changed = sim.tamper(both, "$.credentialSubject.memberOfNoContext", "x")
    assert judge(sim, changed).verdict is Verdict.REJECTED


@pytest.mark.parametrize(
    ("first", "second"), [("eddsa-jcs-2022", "ecdsa-rdfc-2019"), ("eddsa-rdfc-2022", "ecdsa-jcs-2019")]
)
def test_chains_of_both_families(sim: IssuerSimulator, first: Any, second: Any) -> None:
    one = sim.sign(sim.issue(), first, proof_id="urn:uuid:1")
    two = sim.sign(one, second, previous="urn:uuid:1")
    assert judge(sim, two).verified
    # The second signature is about the first one, too.
    other = sim.sign(sim.issue(), first, proof_id="urn:uuid:1", created=sim.now)
    changed = {**two, "proof": [other["proof"], two["proof"][1]]}
    assert judge(sim, changed).verdict is Verdict.REJECTED


def test_a_proof_relabelled_for_the_other_family_is_wrong(sim: IssuerSimulator) -> None:
    made: Any
    for made, called in (("eddsa-rdfc-2022", "eddsa-jcs-2022"), ("eddsa-jcs-2022", "eddsa-rdfc-2022")):
        options: Any = {} if "rdfc" in made else {"own_context": False}
        signed: Any = sim.sign(sim.issue(), made, **options)
        signed["proof"]["cryptosuite"] = called
        assert said(judge(sim, signed), "proof.integrity") == ("FAILED", "proof.invalid")


@pytest.mark.parametrize(("suite", "key"), [("eddsa-jcs-2022", "P-256"), ("ecdsa-jcs-2019", "Ed25519")])
def test_a_key_of_the_other_suite(sim: IssuerSimulator, suite: Any, key: Any) -> None:
    signed = sim.sign(sim.issue(), suite, method=sim.method_id(key))
    assert said(judge(sim, signed), "proof.integrity") == ("FAILED", "proof.key_type")


@pytest.mark.parametrize("value", ["u" + "A" * 86, "", "z", "zIIII", 7, None, ["z1"]])
def test_values_of_another_encoding(sim: IssuerSimulator, value: Any) -> None:
    signed = sim.sign(sim.issue(), "eddsa-jcs-2022")
    signed["proof"]["proofValue"] = value
    assert said(judge(sim, signed), "proof.integrity") == ("FAILED", "proof.value_encoding")


def test_an_issuer_that_does_not_answer_leaves_it_open(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue(), "eddsa-jcs-2022")
    sim.go_offline()
    assert said(judge(sim, signed), "proof.integrity")[0] == "INCONCLUSIVE"


# --- bounds --------------------------------------------------------------------------------------------


def test_contexts_inside_are_counted(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue(extra={"other": [{"@context": []}] * 3}), "eddsa-jcs-2022")

    def found(limit: int) -> tuple[str, str]:
        report = Verifier(fetcher=sim, limits=Limits(nested_credentials=limit)).verify(signed, now=sim.now)
        assert not report.verified
        return said(report, "proof.integrity" if limit < 3 else "proof.coverage")

    assert found(3) == ("FAILED", "context.nested")
    assert found(2) == ("INCONCLUSIVE", "nested.too_many")


def test_a_long_name_is_not_copied_for_all_that_is_in_it(sim: IssuerSimulator) -> None:
    signed = sim.sign(sim.issue(extra={"n" * 10_000: [1] * 10_000}), "eddsa-jcs-2022")
    judge(sim, signed)  # what is loaded once does not count
    tracemalloc.start()
    try:
        assert judge(sim, signed).verified
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()
