"""Issuers' quirks 12, 13 and 19: how keys are named and published, signed older badges, status lists."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.quirks import ANNA, decisive, issuer, judged, republish

from badgekit.testing import IssuerSimulator


@pytest.mark.parametrize("kind", ["P-256", "RSA"])
def test_quirk_12_a_token_names_its_key_by_did_or_by_address(kind: Any) -> None:
    """1EdTech/digital-credentials-public-validator#60: a DID URL, or the address of a JWK; RSA, too."""
    sim, algorithm = issuer(), {"P-256": "ES256", "RSA": "RS256"}[kind]
    assert judged(sim, sim.sign(sim.issue(ANNA), algorithm)).verified
    other = issuer(method="https")
    assert judged(other, other.sign(other.issue(ANNA), algorithm, kid=other.key_url(kind))).verified
    assert judged(other, other.sign(other.issue(ANNA), algorithm)).verified


def test_quirk_12_a_key_inside_the_token_is_nobodys_word_but_its_own() -> None:
    """1EdTech/digital-credentials-public-validator#60: a ``jwk`` counts if the issuer lists it."""
    sim, mallory = issuer(), IssuerSimulator("mallory.example", seed=9)
    assert judged(sim, sim.sign(sim.issue(ANNA), "ES256", reference="jwk")).verified
    forged = sim.sign(sim.issue(ANNA), "ES256", reference="jwk", signer=mallory)
    assert judged(sim, forged).verdict == "REJECTED"


@pytest.mark.parametrize("path", ["", "faculty", "faculty/badges"])
def test_quirk_12_did_web_with_a_path(path: str) -> None:
    """1EdTech/digital-credentials-public-validator#60."""
    sim = issuer(path=path)
    assert judged(sim, sim.sign(sim.issue(ANNA))).verified


@pytest.mark.parametrize("key_format", ["Multikey", "Ed25519VerificationKey2020", "JsonWebKey"])
def test_quirk_12_one_key_is_written_in_three_ways(key_format: Any) -> None:
    """1EdTech/digital-credentials-public-validator#60."""
    sim = issuer(key_format=key_format)
    for suite in ("eddsa-rdfc-2022", "Ed25519Signature2020", "ES256", "RS256"):
        assert judged(sim, sim.sign(sim.issue(ANNA), suite)).verified


@pytest.mark.parametrize("method", ["did:key", "did:jwk"])
def test_quirk_12_identifiers_that_are_keys(method: Any) -> None:
    """1EdTech/digital-credentials-public-validator#60."""
    sim = issuer(method=method)
    assert judged(sim, sim.sign(sim.issue(ANNA))).verified
    assert sim.web.requests == []


@pytest.mark.parametrize("generation", ["1.0", "1.1", "2.0"])
@pytest.mark.parametrize("packed", ["token", "png", "svg"])
def test_quirk_13_signed_badges_of_every_generation(generation: Any, packed: str) -> None:
    """1EdTech/openbadges-validator-core#227: signed badges of 1.x, whose key is a PEM file."""
    sim = issuer()
    badge = sim.older.issue(ANNA, generation, "signed")
    given = getattr(badge, packed)
    assert judged(sim, given() if callable(given) else given).verified


def test_quirk_13_a_signed_badge_need_not_name_its_key() -> None:
    """1EdTech/openbadges-validator-core#235: without ``creator`` every key of the issuer is tried."""
    sim = issuer()
    badge = sim.older.issue(ANNA, mode="signed")
    document = {**badge.document, "verification": {"type": "SignedBadge"}}
    assert judged(sim, sim.older.sign(document)).verified
    sim.keys.rotate(keep=True)
    sim.older.issue(ANNA, mode="signed")
    assert judged(sim, sim.older.sign(document)).verified
    stranger = IssuerSimulator("mallory.example", seed=9).older.sign(document)
    assert judged(sim, stranger).verdict == "REJECTED"


def test_quirk_13_an_issuer_without_keys_signs_nothing() -> None:
    """1EdTech/openbadges-validator-core#235: no key is listed, so nobody can be believed to have signed."""
    sim = issuer()
    badge = sim.older.issue(ANNA)
    document = {**badge.document, "id": "urn:uuid:2c57ce9c-5f0b-4f0c-8f4c-0d2a4a1a7f0e"}
    document["verification"] = {"type": "SignedBadge"}
    assert judged(sim, sim.older.sign(document)).verdict != "VERIFIED"


def test_quirk_13_base64_with_padding_is_no_compact_token() -> None:
    """1EdTech/openbadges-validator-core#210: RFC 7515 has no padding; it is refused by name."""
    sim = issuer()
    head, body, signature = sim.older.issue(ANNA, mode="signed").token.split(".")
    for given in (
        f"{head}=.{body}.{signature}",
        f"{head}.{body}=.{signature}",
        f"{head}.{body}.{signature}==",
    ):
        report = judged(sim, given.encode())
        assert report.verdict == "REJECTED"
        assert decisive(report).startswith(("input.jws", "jwt.", "jws."))


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "Ed25519Signature2020", "ES256"])
@pytest.mark.parametrize("fault", [None, "unsigned", "expired", "not_yet_valid", "changed", "wrong_purpose"])
def test_quirk_19_lists_in_many_states(suite: str, fault: Any) -> None:
    """1EdTech/digital-credentials-public-validator#52: as JSON and as tokens, and only good ones count."""
    sim = issuer()
    revocations = sim.status_list(suite=suite)
    badge = sim.sign(revocations.attach(sim.issue(ANNA)))
    revocations.make_wrong(fault)
    assert judged(sim, badge).verdict == ("VERIFIED" if fault is None else "INCONCLUSIVE")
    revocations.revoke(badge)
    assert judged(sim, badge).verdict == ("REJECTED" if fault is None else "INCONCLUSIVE")


@pytest.mark.parametrize("method", ["BitstringStatusListEntry", "1EdTechRevocationList"])
def test_quirk_19_a_list_for_each_badge(method: Any) -> None:
    """1EdTech/digital-credentials-public-validator#52: one list of one entry per credential."""
    sim = issuer()
    lists = [sim.status_list(method=method) for _ in range(3)]
    badges = [sim.sign(each.attach(sim.issue(ANNA))) for each in lists]
    lists[1].revoke(badges[1])
    assert [judged(sim, badge).verified for badge in badges] == [True, False, True]


@pytest.mark.parametrize("listed", ["one", "list of one", "list of two", "object without list"])
def test_quirk_19_a_list_of_one_revoked_badge(listed: str) -> None:
    """1EdTech/digital-credentials-public-validator#52: one entry, in or out of a list, by id or uid."""
    sim = issuer()
    badge = sim.older.issue(ANNA, mode="signed", extra={"uid": "u-1"})
    assert judged(sim, badge.token).verified
    identifier = badge.document["id"]
    entries: Any = {
        "one": identifier,
        "list of one": [identifier],
        "list of two": ["urn:uuid:0f0c7e5a-93d5-4f80-8a71-3cbb1d5b5c11", {"uid": "u-1"}],
        "object without list": {"id": identifier, "revocationReason": "Left the course."},
    }[listed]
    republish(sim, sim.older.revocation_list_url(), revokedAssertions=entries)
    report = judged(sim, badge.token)
    assert (report.verdict, decisive(report)) == ("REJECTED", "status.revoked")
