"""Attacks with contexts: anybody may add one, since what ``@context`` says is not itself signed."""

from __future__ import annotations

import copy
from datetime import timedelta
from typing import Any

import pytest

from badgekit import Report, Verifier
from badgekit.jsonld import ContextStore
from badgekit.models import Assertion
from badgekit.testing import IssuerSimulator

_SHIPPED = ContextStore.bundled().urls()
_OB = "https://purl.imsglobal.org/spec/ob/v3p0/context"


@pytest.fixture(scope="module")
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


@pytest.fixture(scope="module")
def verifier(sim: IssuerSimulator) -> Verifier:
    return Verifier(fetcher=sim)


def judge(verifier: Verifier, sim: IssuerSimulator, badge: Any) -> Report:
    return verifier.verify(badge, now=sim.now)


def badge_of(sim: IssuerSimulator, **options: Any) -> dict[str, Any]:
    options = {"valid_until": sim.now + timedelta(days=30), "results": [{"status": "Completed"}], **options}
    return sim.sign(sim.issue("anna@example.org", **options))


@pytest.mark.parametrize("url", _SHIPPED)
@pytest.mark.parametrize("vcdm", ["1.1", "2.0"])
def test_a_context_more_changes_nothing_that_is_shown(
    sim: IssuerSimulator, verifier: Verifier, vcdm: str, url: str
) -> None:
    badge = badge_of(sim, vcdm=vcdm)
    before = judge(verifier, sim, badge)
    after = judge(verifier, sim, {**badge, "@context": [*badge["@context"], url]})
    if after.assertion is not None:
        assert isinstance(before.assertion, Assertion)
        assert isinstance(after.assertion, Assertion)
        assert after.assertion.credential_subject == before.assertion.credential_subject
        assert after.assertion.issuer == before.assertion.issuer
        assert after.assertion.valid_until == before.assertion.valid_until


@pytest.mark.parametrize("url", _SHIPPED)
def test_the_end_of_a_proof_has_no_second_name(sim: IssuerSimulator, verifier: Verifier, url: str) -> None:
    # security/v1 and v2 call it both "expires" and "expiration", with one address.
    badge = sim.sign(sim.issue(), expires=sim.now - timedelta(days=1))
    renamed = copy.deepcopy(badge)
    renamed["@context"].append(url)
    renamed["proof"]["expiration"] = renamed["proof"].pop("expires")
    assert judge(verifier, sim, renamed).verdict == "REJECTED"


@pytest.mark.parametrize("revision", ["3.0.0", "3.0.1", "3.0.2", "3.0.3"])
@pytest.mark.parametrize("vcdm", ["1.1", "2.0"])
def test_another_revision_of_the_badge_context_shows_the_same_or_nothing(
    sim: IssuerSimulator, verifier: Verifier, vcdm: str, revision: str
) -> None:
    badge = badge_of(sim, vcdm=vcdm, ob_context="3.0.3")
    swapped = copy.deepcopy(badge)
    swapped["@context"][1] = f"{_OB}-{revision}.json"
    before, after = judge(verifier, sim, badge), judge(verifier, sim, swapped)
    if after.assertion is not None:
        assert isinstance(before.assertion, Assertion)
        assert isinstance(after.assertion, Assertion)
        assert after.assertion.credential_subject == before.assertion.credential_subject


@pytest.mark.parametrize(
    ("member", "value"), [("awardedDate", "2020-01-01T00:00:00Z"), ("endorsementJwt", ["e30.e30.AAAA"])]
)
@pytest.mark.parametrize("revision", ["3.0.1", "3.0.2", "3.0.3"])
def test_a_member_that_only_some_contents_of_a_context_define_cannot_be_added(
    sim: IssuerSimulator, verifier: Verifier, revision: str, member: str, value: Any
) -> None:
    # The contexts had several contents; under one of them the new member would drop out of the signature.
    vcdm = "1.1" if revision == "3.0.1" else "2.0"
    badge = badge_of(sim, vcdm=vcdm, ob_context=revision)
    assert judge(verifier, sim, badge).verified
    assert judge(verifier, sim, {**badge, member: value}).verdict == "REJECTED"


@pytest.mark.parametrize(
    "inline",
    [
        {"ends": {"@id": "https://www.w3.org/2018/credentials#validUntil"}},
        {"name": "https://schema.org/alternateName"},
        {"@vocab": "https://www.w3.org/2018/credentials#"},
        {"@language": "en"},
    ],
)
def test_a_context_in_the_document_itself_is_never_verified(
    sim: IssuerSimulator, verifier: Verifier, inline: dict[str, Any]
) -> None:
    badge = badge_of(sim)
    report = judge(verifier, sim, {**badge, "@context": [*badge["@context"], inline]})
    assert not report.verified
    assert report.assertion is None


@pytest.mark.parametrize("place", ["issuer", "credentialSubject", "achievement"])
def test_a_context_inside_the_document_is_refused_even_when_it_says_nothing_new(
    sim: IssuerSimulator, verifier: Verifier, place: str
) -> None:
    badge = badge_of(sim)
    subject = badge["credentialSubject"]
    holder = subject["achievement"] if place == "achievement" else badge[place]
    holder["@context"] = badge["@context"]
    assert not judge(verifier, sim, badge).verified
