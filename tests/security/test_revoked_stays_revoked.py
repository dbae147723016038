"""A revoked badge, changed in every way, and its list, changed in every way: never VERIFIED."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from tests.support.tampering_walk import Terms, changes
from tests.support.verified_badges import token_of, token_parts

from badgekit import Verifier
from badgekit.jsonld import ContextStore
from badgekit.testing import IssuerSimulator, StatusList

TERMS = Terms(ContextStore.bundled())
STRIDE = 7
"""Every so many changes of a long walk; the same ones each time."""


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def revoked(sim: IssuerSimulator, suite: str, **options: Any) -> tuple[StatusList, Any]:
    revocations = sim.status_list(**options)
    badge = sim.sign(revocations.attach(sim.issue(None)), suite)
    assert Verifier(fetcher=sim).verify(badge, now=sim.now).verified
    revocations.revoke(badge)
    return revocations, badge


@pytest.mark.parametrize("method", ["BitstringStatusListEntry", "1EdTechRevocationList"])
def test_no_change_of_a_revoked_badge_makes_it_good(sim: IssuerSimulator, method: str) -> None:
    _, badge = revoked(sim, "eddsa-rdfc-2022", method=method)
    verifier = Verifier(fetcher=sim)
    walked = 0
    for change in changes(badge, TERMS):
        walked += 1
        if "credentialStatus" in change.path or not walked % STRIDE:
            report = verifier.verify(copy.deepcopy(badge), now=sim.now)
            assert not report.verified, change
    assert walked > 900


def test_no_change_of_a_revoked_token_makes_it_good(sim: IssuerSimulator) -> None:
    _, token = revoked(sim, "ES256")
    verifier = Verifier(fetcher=sim)
    header, payload, signature = token_parts(token)
    for walked, change in enumerate(changes(payload, TERMS)):
        if not walked % STRIDE:
            changed = token_of(header, payload, signature)
            assert not verifier.verify(changed, now=sim.now).verified, change


@pytest.mark.parametrize("method", ["BitstringStatusListEntry", "StatusList2021Entry"])
def test_no_change_of_a_signed_list_clears_a_badge(sim: IssuerSimulator, method: Any) -> None:
    revocations = sim.status_list(method=method)
    badge = sim.sign(revocations.attach(sim.issue(None, vcdm="1.1")))
    revocations.revoke(badge)
    served = copy.deepcopy(revocations.published()[revocations.url])
    verifier = Verifier(fetcher=sim)
    for walked, change in enumerate(changes(served, TERMS)):
        if "credentialSubject" in change.path or not walked % STRIDE:
            sim.web.answer(revocations.url, json.dumps(served))
            assert not verifier.verify(badge, now=sim.now).verified, change


def test_no_answer_of_a_colleague_on_the_same_host_clears_a_badge(sim: IssuerSimulator) -> None:
    """Another issuer on the host, whose lists are as sound as the issuer's own."""
    revocations, badge = revoked(sim, "eddsa-rdfc-2022")
    colleague = sim.neighbour(path="other")
    other = colleague.status_list(path="status/other")
    for answer in (other.published()[other.url], colleague.sign(colleague.credential()), badge):
        sim.web.answer(revocations.url, answer)
        assert not Verifier(fetcher=sim).verify(badge, now=sim.now).verified
