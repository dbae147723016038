"""Attacks with keys and proofs of somebody else: none of them may speak for the issuer."""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

import pytest

from badgekit import Report, Verdict, Verifier
from badgekit.testing import IssuerSimulator


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.fixture
def mallory(sim: IssuerSimulator) -> IssuerSimulator:
    # Its identifier starts with the victim's: a comparison of prefixes would take one for the other.
    return sim.neighbour("uni.example.evil.example")


def judge(sim: IssuerSimulator, badge: Any) -> Report:
    return Verifier(fetcher=sim).verify(badge, now=sim.now)


def test_the_controls_are_verified(sim: IssuerSimulator, mallory: IssuerSimulator) -> None:
    assert judge(sim, sim.sign(sim.issue())).verified
    assert judge(sim, mallory.sign(mallory.issue())).verified


@pytest.mark.parametrize(
    "method",
    [
        "did:web:uni.example.evil.example#ed25519-1",
        "did:web:uni.example.evil.example?did:web:uni.example#ed25519-1",
        "did:web:uni.example#did:web:uni.example.evil.example#ed25519-1",
        "did:web:uni.example%23.evil.example#ed25519-1",
        "did:web:uni.example%40uni.example.evil.example#ed25519-1",
        "did:web:uni.example%2Fx#ed25519-1",
        "did:web:uni.example:..#ed25519-1",
        "did:web:UNI.example#ed25519-1",
        "did:web:uni.example",
    ],
)
def test_no_spelling_of_a_method_makes_a_foreign_key_the_issuers(
    sim: IssuerSimulator, mallory: IssuerSimulator, method: str
) -> None:
    forged = sim.sign(sim.issue(), signer=mallory, method=method)
    report = judge(sim, forged)
    assert report.verdict == "REJECTED"
    assert report.issuer is None
    assert report.assertion is None


def test_the_fragment_is_looked_up_and_never_read_as_a_key(
    sim: IssuerSimulator, mallory: IssuerSimulator
) -> None:
    key = mallory.key().signing.multibase()
    report = judge(sim, sim.sign(sim.issue(), signer=mallory, method=f"{sim.id}#{key}"))
    assert report.decisive is not None
    assert report.decisive.code == "key.not_in_document"


def test_a_key_that_is_its_own_identifier_does_not_speak_for_a_web_issuer(
    sim: IssuerSimulator, mallory: IssuerSimulator
) -> None:
    forged = sim.sign(sim.issue(), signer=mallory, method=mallory.key().signing.did_key())
    report = judge(sim, forged)
    assert report.decisive is not None
    assert report.decisive.code == "key.not_bound_to_issuer"


def test_a_good_foreign_proof_does_not_carry_a_broken_one_of_the_issuer(
    sim: IssuerSimulator, mallory: IssuerSimulator
) -> None:
    altered = {**sim.sign(sim.issue()), "name": "Doctor of everything"}
    report = judge(sim, mallory.sign(altered))
    assert report.verdict == "REJECTED"
    assert report.assertion is None


def test_a_good_foreign_proof_does_not_replace_one_of_an_unknown_suite(
    sim: IssuerSimulator, mallory: IssuerSimulator
) -> None:
    badge = sim.sign(sim.issue())
    badge["proof"]["cryptosuite"] = "unheard-of-2031"
    assert judge(sim, badge).verdict == "INCONCLUSIVE"
    assert not judge(sim, mallory.sign(badge)).verified


def test_an_unknown_proof_alone_proves_nothing_and_shows_nothing(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue())
    badge["proof"] = [{**badge["proof"], "cryptosuite": "unheard-of-2031"}]
    report = judge(sim, badge)
    assert report.verdict == "INCONCLUSIVE"
    assert report.assertion is None


class TestChains:
    def test_a_link_without_the_one_before_is_refused(
        self, sim: IssuerSimulator, mallory: IssuerSimulator
    ) -> None:
        chain = sim.sign(
            mallory.sign(sim.issue(), proof_id="urn:p:1"), previous="urn:p:1", proof_id="urn:p:2"
        )
        assert judge(sim, chain).verified
        cut = {**chain, "proof": chain["proof"][1:]}
        assert judge(sim, cut).verdict == "REJECTED"

    def test_a_chained_signature_is_not_one_of_the_document_alone(self, sim: IssuerSimulator) -> None:
        chain = sim.sign(sim.sign(sim.issue(), proof_id="urn:p:1"), previous="urn:p:1", proof_id="urn:p:2")
        last = {name: value for name, value in chain["proof"][1].items() if name != "previousProof"}
        assert judge(sim, {**chain, "proof": last}).verdict == "REJECTED"

    @pytest.mark.parametrize("change", [{"created": "2026-05-03T12:00:00Z"}, {"domain": "x.example"}])
    def test_the_last_link_covers_the_one_before(
        self, sim: IssuerSimulator, mallory: IssuerSimulator, change: dict[str, str]
    ) -> None:
        chain = sim.sign(
            mallory.sign(sim.issue(), proof_id="urn:p:1"), previous="urn:p:1", proof_id="urn:p:2"
        )
        altered = copy.deepcopy(chain)
        altered["proof"][0] = {
            **mallory.sign(sim.issue(), proof_id="urn:p:1")["proof"],
            **change,
        }
        assert judge(sim, altered).verdict == "REJECTED"

    def test_another_proof_under_the_same_id_is_not_the_one_that_was_built_on(
        self, sim: IssuerSimulator, mallory: IssuerSimulator
    ) -> None:
        credential = sim.issue()
        chain = sim.sign(sim.sign(credential, proof_id="urn:p:1"), previous="urn:p:1", proof_id="urn:p:2")
        swapped = copy.deepcopy(chain)
        swapped["proof"][0] = mallory.sign(credential, proof_id="urn:p:1")["proof"]
        assert judge(sim, swapped).verdict == "REJECTED"

    def test_two_proofs_of_one_id_are_refused(self, sim: IssuerSimulator) -> None:
        chain = sim.sign(sim.sign(sim.issue(), proof_id="urn:p:1"), previous="urn:p:1", proof_id="urn:p:2")
        doubled = {**chain, "proof": [chain["proof"][0], *chain["proof"]]}
        assert judge(sim, doubled).verdict == "REJECTED"


@pytest.mark.parametrize(
    "change",
    [
        {"proofPurpose": "authentication"},
        {"cryptosuite": "eddsa-2022"},
        {"cryptosuite": "ecdsa-rdfc-2019"},
        {"created": "2026-05-03T12:00:00Z"},
        {"expires": "2031-01-01T00:00:00Z"},
        {"domain": "elsewhere.example"},
        {"challenge": "x"},
        {"id": "urn:p:1"},
        {"@context": {"name": "https://schema.org/name"}},
        {"previousProof": []},
    ],
)
def test_no_member_of_a_proof_can_be_changed(sim: IssuerSimulator, change: dict[str, Any]) -> None:
    badge = sim.sign(sim.issue())
    badge["proof"].update(change)
    assert judge(sim, badge).verdict == "REJECTED"


def test_a_login_of_the_issuer_is_no_badge(sim: IssuerSimulator) -> None:
    # The key is good and the signature, too: it was made for another purpose.
    report = judge(sim, sim.sign(sim.issue(), purpose="authentication"))
    assert report.decisive is not None
    assert report.decisive.code == "proof.wrong_purpose"


def test_the_end_of_a_proof_cannot_be_taken_away(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue(), expires=sim.now - timedelta(days=1))
    assert judge(sim, badge).verdict == "REJECTED"
    del badge["proof"]["expires"]
    assert judge(sim, badge).verdict == "REJECTED"


def test_a_token_of_somebody_else_is_bound_to_the_issuer_it_shows(
    sim: IssuerSimulator, mallory: IssuerSimulator
) -> None:
    credential = sim.issue("did:example:anna")
    for options in (
        {"kid": mallory.method_id()},
        {"reference": "jwk"},
        {"reference": "both", "kid": sim.method_id()},
        {"claims": {"iss": mallory.id}, "kid": mallory.method_id()},
        {"kid": "ed25519-1"},
    ):
        forged = sim.sign(credential, "EdDSA", signer=mallory, **options)
        report = judge(sim, forged)
        assert report.verdict == "REJECTED", options
        assert report.assertion is None


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "ES256"])
def test_what_a_visitor_uploaded_as_a_picture_makes_no_issuer_of_the_site(suite: str) -> None:
    """Shown would be an identifier on the host of the university."""
    uploads = IssuerSimulator("uni.example", method="https", path="avatars/eve.png", keys_in=["document"])
    badge = uploads.sign(uploads.issue("eve@example.org"), suite)
    document = uploads.get(uploads.document_url)
    assert judge(uploads, badge).verified
    for media_type in ("image/png", "Video/MP4; codecs=x"):
        uploads.web.answer(uploads.document_url, document.body, headers={"content-type": media_type})
        report = judge(uploads, badge)
        assert report.verdict is Verdict.INCONCLUSIVE
        assert report.issuer is None
