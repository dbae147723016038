"""Attacks that move signed members to where nobody looks: the statements stay, so does the signature."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit import Policy, Verifier
from badgekit.testing import IssuerSimulator
from badgekit.testing.encoding import base64url, compact

_BADGE = "urn:uuid:11111111-1111-4111-8111-111111111111"
_PERSON = "did:example:anna"
_VOCABULARY = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
_ADDRESSES = {
    "achievement": "achievement",
    "criteria": "Criteria",
    "narrative": "narrative",
    "result": "result",
    "status": "status",
}


@pytest.fixture
def sim() -> IssuerSimulator:
    return IssuerSimulator("uni.example")


def failed_badge(sim: IssuerSimulator, endorsed: str) -> dict[str, Any]:
    return sim.sign(
        sim.issue(
            _PERSON,
            id=_BADGE,
            results=[{"status": "Failed"}],
            extra={"endorsement": [sim.sign(sim.endorse(endorsed))]},
        )
    )


def test_a_failure_cannot_be_moved_into_an_endorsement_of_the_person(sim: IssuerSimulator) -> None:
    badge = failed_badge(sim, _PERSON)
    honest = Verifier(fetcher=sim).verify(badge, now=sim.now)
    assert honest.verified
    assert "structure.not_awarded" in [remark.code for remark in honest.warnings]
    inner = badge["endorsement"][0]["credentialSubject"]
    inner["type"] = [*inner["type"], "AchievementSubject"]
    inner["result"] = badge["credentialSubject"].pop("result")
    report = Verifier(fetcher=sim).verify(badge, now=sim.now)
    assert not report.verified
    assert report.assertion is None


@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "eddsa-rdfc-2022"])
def test_a_strangers_signature_does_not_cover_for_what_was_moved(sim: IssuerSimulator, suite: Any) -> None:
    """The stranger signs the changed tree, and the issuer's signature still fits its statements."""
    badge = failed_badge(sim, _PERSON)
    inner = badge["endorsement"][0]["credentialSubject"]
    inner["type"] = [*inner["type"], "AchievementSubject"]
    inner["result"] = badge["credentialSubject"].pop("result")
    countersigned = sim.neighbour("evil.example", method="did:key").sign(badge, suite)
    for proofs in (countersigned["proof"], countersigned["proof"][::-1]):
        report = Verifier(fetcher=sim).verify({**countersigned, "proof": proofs}, now=sim.now)
        integrity = report.check("proof.integrity")
        assert integrity is not None
        assert integrity.code == "proof.verified", "both signatures are good"
        assert not report.verified


def test_the_kind_cannot_be_moved_into_an_endorsement_of_the_badge(sim: IssuerSimulator) -> None:
    badge = failed_badge(sim, _BADGE)
    assert Verifier(fetcher=sim).verify(badge, now=sim.now).verified
    badge["type"].remove("OpenBadgeCredential")
    badge["endorsement"][0]["credentialSubject"]["type"].append("OpenBadgeCredential")
    assert not Verifier(fetcher=sim).verify(badge, now=sim.now).verified


def test_a_failure_cannot_be_moved_into_the_issuer_who_is_the_recipient(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue(sim.id, results=[{"status": "Failed"}]))
    assert Verifier(fetcher=sim).verify(badge, now=sim.now).verified
    badge["issuer"]["type"] = ["Profile", "AchievementSubject"]
    badge["issuer"]["result"] = badge["credentialSubject"].pop("result")
    assert not Verifier(fetcher=sim).verify(badge, now=sim.now).verified


def test_a_badge_cannot_be_written_in_addresses_without_its_context(sim: IssuerSimulator) -> None:
    badge = sim.sign(sim.issue(_PERSON, results=[{"status": "Failed"}]))

    def spelled_out(value: Any, name: str = "") -> Any:
        if isinstance(value, list):
            return [spelled_out(item, name) for item in value]
        if isinstance(value, str) and name == "type" and value != "VerifiableCredential":
            return _VOCABULARY + value
        if not isinstance(value, dict):
            return value
        return {
            _VOCABULARY + _ADDRESSES[key] if key in _ADDRESSES else key: spelled_out(item, key)
            for key, item in value.items()
        }

    rest = {name: value for name, value in badge.items() if name not in ("proof", "@context")}
    rewritten = {"@context": badge["@context"][:1], **spelled_out(rest), "proof": badge["proof"]}
    report = Verifier(fetcher=sim, policy=Policy.hiring()).verify(
        rewritten, now=sim.now, candidate={"id": _PERSON}
    )
    assert not report.verified
    assert report.assertion is None


def test_the_signature_of_a_token_counts_for_a_response_inside(sim: IssuerSimulator) -> None:
    token = sim.sign({**sim.issue(_PERSON)}, "EdDSA")
    header, _, signature = token.split(".")
    payload = base64url(compact({"credential": [sim.sign(sim.issue())], "iss": sim.id}))
    report = Verifier(fetcher=sim).verify(f"{header}.{payload}.{signature}", now=sim.now)
    assert not report.verified
