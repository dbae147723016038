"""Every fault of tokens, messages and envelopes is REJECTED, and each for a reason of its own."""

from __future__ import annotations

import pytest
from tests.support.judging import judge

from badgekit import Verdict
from badgekit.testing import ENVELOPE_FAULTS, IssuerSimulator

REASONS = {
    "type_of_another_use": "jwt.typ_not_allowed",
    "content_of_another_type": "jwt.cty_not_allowed",
    "credential_in_a_claim": "jwt.claim_forbidden",
    "disclosure_added": "sdjwt.unreferenced",
    "disclosure_changed": "sdjwt.unreferenced",
    "disclosure_twice": "sdjwt.digest_twice",
    "disclosure_replaces": "sdjwt.name_twice",
    "cut_short": "sdjwt.no_end",
    "binding_by_a_thief": "binding.signature_invalid",
    "binding_of_another_token": "binding.other_token",
    "binding_of_another_type": "binding.typ",
    "binding_from_tomorrow": "binding.from_the_future",
    "binding_without_key": "binding.no_key",
    "message_changed": "jwt.signature_invalid",
    "message_rules_unsigned": "cose.unprotected",
    "message_without_content": "cose.detached",
    "message_untagged": "cose.not_sign1",
    "envelope_without_context": "input.envelope_context",
    "envelope_of_another_format": "input.envelope_encoding",
    "envelope_in_envelope": "input.envelope_holds_other",
}


def test_every_fault_has_a_reason() -> None:
    assert REASONS.keys() == ENVELOPE_FAULTS.keys()


@pytest.mark.parametrize("fault", ENVELOPE_FAULTS)
def test_each_is_rejected_for_its_reason(fault: str) -> None:
    sim = IssuerSimulator("uni.example")
    report = judge(sim, sim.wrong.envelope(fault))  # type: ignore[arg-type]
    assert report.verdict is Verdict.REJECTED
    assert report.decisive is not None
    assert report.decisive.code == REASONS[fault]


def test_without_a_fault_each_form_is_verified() -> None:
    sim = IssuerSimulator("uni.example")
    held = sim.sign_sd_jwt(sim.issue(), disclosable=["$.name"])
    message = sim.sign_cose(sim.issue())
    for good in (held.show_all(), message, sim.envelop(message), sim.envelop(held.show_all())):
        assert judge(sim, good).verified
