"""Issuers' quirks 1 to 4, 6, 17 and 18: contexts, terms, and the shapes of documents."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.support.quirks import ANNA, assertion_of, codes, decisive, issuer, judged, published, republish

from badgekit.testing import hashed_recipient, lookalikes

V1, V2 = "https://w3id.org/openbadges/v1", "https://w3id.org/openbadges/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/"


@pytest.mark.parametrize(
    ("generation", "context"),
    [
        ("1.1", V1),
        ("1.1", "http://w3id.org/openbadges/v1"),
        ("1.1", "https://openbadgespec.org/v1/context.json"),
        ("2.0", V2),
        ("2.0", "http://w3id.org/openbadges/v2"),
        ("2.0", "https://openbadgespec.org/v2/context.json"),
        ("2.0", [V2]),
        ("2.0", [V2, "https://uni.example/own-terms.json"]),
    ],
)
def test_quirk_01_no_context_is_fetched_wherever_it_has_moved(generation: Any, context: Any) -> None:
    """1EdTech/openbadges-validator-core#257, 1EdTech/openbadges-specification#574,
    1EdTech/openbadges-specification#616: addresses of contexts that stopped answering."""
    sim = issuer()
    badge = published(sim, generation, **{"@context": context})
    assert assertion_of(judged(sim, badge.url)).achievement
    hosts = {url.split("/")[2] for url in sim.web.requests}
    assert hosts == {"uni.example"}
    assert not [url for url in sim.web.requests if "context" in url or "terms" in url]


@pytest.mark.parametrize("revision", ["final", "2026-06", "jti", "2024-01", "2023-10-26"])
def test_quirk_02_every_text_that_a_context_has_had_is_kept(revision: str) -> None:
    """1EdTech/openbadges-specification#497, digitalcredentials/verifier-plus#72: a context changed in use."""
    sim, url = issuer(), f"{OB3}context-3.0.3.json"
    report = judged(sim, sim.sign(sim.issue(ANNA, results=[{"value": "A"}]), revisions={url: revision}))
    assert report.verified, report.best_reason
    assert "proof.revision" in codes(report)


def test_quirk_02_the_text_under_which_a_badge_was_signed_is_found_and_named() -> None:
    """1EdTech/openbadges-specification#497, w3c-ccg/vc-ed#49: only one text defines the member."""
    sim, url = issuer(), f"{OB3}context-3.0.3.json"
    badge = sim.issue(ANNA, extra={"endorsementJwt": [sim.sign(sim.endorse(sim.id), "ES256")]})
    report = judged(sim, sim.sign(badge, revisions={url: "2026-06"}))
    assert report.verified, report.best_reason
    named = [
        str(finding.params["revisions"])
        for check in report.checks
        for finding in (check.reason, *check.findings)
        if finding.code == "proof.revision"
    ]
    assert f"{url} 2026-06" in named[0]


def test_quirk_02_the_context_without_a_number_is_that_of_3_0_0() -> None:
    """1EdTech/openbadges-specification#497: ``context.json``, which kept an early text."""
    sim = issuer()
    assert judged(sim, sim.sign(sim.issue(ANNA, ob_context="3.0.0", vcdm="1.1"))).verified


@pytest.mark.parametrize(
    "path", ["$.gpa", "$.credentialSubject.rank", "$.credentialSubject.achievement.ects"]
)
def test_quirk_03_a_member_that_no_context_defines_is_not_signed(path: str) -> None:
    """1EdTech/openbadges-specification#611: such a member can be added without the signature noticing."""
    sim = issuer()
    report = judged(sim, sim.tamper(sim.sign(sim.issue(ANNA)), path, "1"))
    assert (report.verdict, decisive(report)) == ("REJECTED", "jsonld.unsigned_data")


def test_quirk_03_the_1edtech_schema_type_needs_the_context_that_defines_it() -> None:
    """1EdTech/digital-credentials-public-validator#64: a ``credentialSchema`` without extensions.json."""
    sim = issuer()
    good = sim.issue(ANNA, schema=True)
    assert judged(sim, sim.sign(good)).verified
    bad = {**good, "@context": [url for url in good["@context"] if not url.endswith("extensions.json")]}
    signed = {**bad, "proof": sim.sign(good)["proof"]}
    report = judged(sim, signed)
    assert (report.verdict, decisive(report)) == ("REJECTED", "jsonld.unsigned_data")


@pytest.mark.parametrize("member", ["verification", "verify"])
@pytest.mark.parametrize("type", ["hosted", "HostedBadge", ["HostedBadge"]])
@pytest.mark.parametrize("generation", ["1.1", "2.0"])
def test_quirk_04_hosted_has_two_names_and_so_has_its_member(generation: Any, type: Any, member: str) -> None:
    """Moodle (badges/classes/assertion.php) and Credly: the words of 1.1 under the context of 2.0."""
    sim = issuer()
    badge = published(sim, generation, remove=("verification", "verify"))
    republish(sim, badge.url, **{member: {"type": type, "url": badge.url}})
    assert judged(sim, badge.url).verified


@pytest.mark.parametrize("type", ["signed", "SignedBadge"])
def test_quirk_04_signed_has_two_names_too(type: str) -> None:
    """Moodle (badges/classes/assertion.php) and Credly: the words of 1.1 under the context of 2.0."""
    sim = issuer()
    badge = sim.older.issue(ANNA, mode="signed")
    document = {**badge.document, "verification": {**badge.document["verification"], "type": type}}
    assert judged(sim, sim.older.sign(document)).verified


def test_quirk_06_a_badge_as_moodle_writes_it() -> None:
    """1EdTech/openbadges-validator-core#248, 1EdTech/openbadges-validator-core#254."""
    sim = issuer()
    badge = lookalikes.moodle(sim)
    assert "verify" in badge.document
    assert "type" not in badge.document["badge"]["image"]
    assert badge.document["badge"]["@language"] == "en"
    achievement = assertion_of(judged(sim, badge.png())).achievement
    assert achievement
    assert achievement.name == "Data Analysis"


@pytest.mark.parametrize(
    "change",
    [
        {"criteria": "https://uni.example/badges/badgeclass.php?id=32"},
        {"version": None},
        {"version": 3},
        {"related": {"id": "https://uni.example/badges/badge_json.php?id=33", "@language": "de"}},
        {"related": [{"id": "https://uni.example/badges/badge_json.php?id=33"}]},
        {"image": {"id": "https://uni.example/open-badges/2.0/badges/1.png", "author": "https://a.example"}},
        {"@language": "de-AT"},
        {"tags": [], "alignment": []},
        {"alignment": {"targetName": "Statistics", "targetUrl": "https://uni.example/s"}},
    ],
)
def test_quirk_06_parts_of_a_badge_class_as_moodle_writes_them(change: dict[str, Any]) -> None:
    """1EdTech/openbadges-validator-core#248, 1EdTech/openbadges-validator-core#254,
    1EdTech/openbadges-validator-core#255."""
    sim = issuer()
    badge = sim.older.issue(ANNA)
    republish(sim, badge.badge_url, **change)
    assert assertion_of(judged(sim, badge.url)).achievement


def test_quirk_06_one_salt_for_all_badges_of_a_site() -> None:
    """1EdTech/openbadges-validator-core#255."""
    sim = issuer()
    for email in (ANNA, "ben@example.org"):
        badge = sim.older.issue(hashed_recipient(email, salt="badges1652333434"))
        assert judged(sim, badge.url, email).verified


def test_quirk_17_two_proofs_and_proofs_with_their_own_context() -> None:
    """digitalcredentials/vc-test-fixtures: two proofs in a list, and a context inside a proof."""
    sim = issuer()
    badge = sim.sign(sim.sign(sim.issue(ANNA)), "ecdsa-rdfc-2019")
    assert len(badge["proof"]) == 2
    assert judged(sim, badge).verified
    one = sim.sign(sim.issue(ANNA))
    assert judged(sim, {**one, "proof": [one["proof"]]}).verified
    assert judged(
        sim, sim.tamper(badge, "$.proof[1].proofValue", badge["proof"][0]["proofValue"])
    ).verdict != ("VERIFIED")


def test_quirk_17_proofs_without_a_date_and_with_an_end() -> None:
    """digitalcredentials/vc-test-fixtures: ``created`` is optional; ``expires`` of a proof counts."""
    sim = issuer()
    assert judged(sim, sim.sign(sim.issue(ANNA), created=None)).verified
    assert judged(sim, sim.sign(sim.issue(ANNA), expires=sim.now + timedelta(days=1))).verified
    report = judged(sim, sim.sign(sim.issue(ANNA), expires=sim.now - timedelta(days=1)))
    assert (report.verdict, decisive(report)) == ("REJECTED", "validity.expired")


@pytest.mark.parametrize(
    ("change", "tolerated"),
    [
        ({"issuer": "did:web:uni.example"}, None),
        ({"image": "https://uni.example/badge.png"}, "structure.image_is_a_url"),
        ({"image": {"id": "data:image/png;base64,iVBORw0KGgo=", "type": "Image"}}, None),
        ({"name": "Abzeichen ®"}, None),
    ],
)
def test_quirk_18_single_values_lists_and_objects_in_3_0(
    change: dict[str, Any], tolerated: str | None
) -> None:
    """openwallet-foundation-labs/learner-credential-wallet#692: the same thing in several shapes."""
    sim = issuer()
    report = judged(sim, sim.sign({**sim.issue(ANNA), **change}))
    assert assertion_of(report).achievement
    assert tolerated is None or tolerated in codes(report)


def test_quirk_18_the_name_to_show_is_that_of_the_achievement() -> None:
    """openwallet-foundation-labs/learner-credential-wallet#692."""
    sim = issuer()
    badge = sim.sign(sim.issue(ANNA, achievement="Pottery", name="Credential 4711"))
    achievement = assertion_of(judged(sim, badge)).achievement
    assert achievement
    assert achievement.name == "Pottery"


@pytest.mark.parametrize(
    "change",
    [
        {"type": ["Assertion"]},
        {"type": ["Assertion", "https://uni.example/types#Diploma"]},
        {"evidence": "https://uni.example/evidence"},
        {"evidence": ["https://uni.example/evidence", {"type": "Evidence", "narrative": "A project."}]},
        {"evidence": []},
        {"evidence": None},
        {"image": "https://uni.example/open-badges/2.0/badges/1.png"},
        {"image": {"id": "https://uni.example/open-badges/2.0/badges/1.png", "caption": "A medal"}},
        {"expires": None, "narrative": None},
        {"issuedOn": ["2026-05-02T12:00:00Z"]},
    ],
)
def test_quirk_18_single_values_lists_and_objects_before_3_0(change: dict[str, Any]) -> None:
    """openwallet-foundation-labs/learner-credential-wallet#692: JSON-LD says that these are the same."""
    sim = issuer()
    badge = sim.older.issue(ANNA)
    sim.older.publish(badge.url, {**badge.document, **change})
    assert assertion_of(judged(sim, badge.url)).achievement


@pytest.mark.parametrize(
    "image", ["data:image/png;base64,iVBORw0KGgo=", {"id": "data:image/png;base64,iVBORw0KGgo="}]
)
def test_quirk_18_a_picture_inside_a_badge_class(image: Any) -> None:
    """openwallet-foundation-labs/learner-credential-wallet#692."""
    sim = issuer()
    badge = sim.older.issue(ANNA, badge_class={"image": image})
    assert judged(sim, badge.url).verified
