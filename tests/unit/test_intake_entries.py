"""Entries of responses and records: an object, a token, an envelope, or a problem."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badgekit.documents import Kind
from badgekit.errors import Problem
from badgekit.intake import receive_entry
from badgekit.limits import Limits
from badgekit.testing import IssuerSimulator
from badgekit.testing.envelopes import enveloped

SIM = IssuerSimulator("uni.example")
TOKEN = SIM.sign(SIM.issue("anna@example.org"), "EdDSA")


@pytest.mark.parametrize("entry", [SIM.issue("anna@example.org"), TOKEN, enveloped(TOKEN)])
def test_each_form_holds_a_document(entry: Any) -> None:
    assert receive_entry(entry, "$.x", Limits()).kind is Kind.ACHIEVEMENT


@pytest.mark.parametrize("media_type", ["application/vc-ld+jwt", "Application/VC+LD+JSON+JWT"])
def test_earlier_names_of_the_media_type(media_type: str) -> None:
    envelope = {**enveloped(TOKEN), "id": f"data:{media_type},{TOKEN}"}
    assert receive_entry(envelope, "$.x", Limits()).kind is Kind.ACHIEVEMENT


def test_an_envelope_in_a_response_is_opened() -> None:
    from badgekit import Verifier

    report = Verifier(fetcher=SIM).verify({"credential": [enveloped(TOKEN)]}, now=SIM.now)
    assert report.verified


IDS = st.text(max_size=20) | st.sampled_from(
    ["data:", "data:,", "data:application/vc+jwt,", "data:application/vc+jwt,a.b.c", f"data:x,{TOKEN}"]
)
ENTRIES = (
    st.none()
    | st.integers()
    | st.text()
    | st.builds(
        lambda kind, given: {"type": kind, "id": given},
        st.sampled_from(["EnvelopedVerifiableCredential", ["EnvelopedVerifiableCredential"], "x", 1]),
        IDS | st.none() | st.integers(),
    )
)


@given(ENTRIES)
def test_nothing_but_problems_comes_out_of_an_entry(entry: Any) -> None:
    with suppress(Problem):
        receive_entry(entry, "$.x", Limits())
