"""Badges before Open Badges 3.0 from the simulator, judged: the good ones, every fault, the look-alikes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from badgekit import Assertion, Report, Verifier
from badgekit.testing import FAULTS, IssuerSimulator, lookalikes
from badgekit.testing.faults import Fault
from badgekit.testing.issued import Inside, Issued
from badgekit.testing.lookalikes import LOOKALIKES

ANNA = {"email": "anna@example.org"}
HOSTED = [(generation, "hosted") for generation in ("0.5", "1.0", "1.1", "2.0")]
SIGNED = [(generation, "signed") for generation in ("1.0", "1.1", "2.0")]


def judged(sim: IssuerSimulator, given: Any, candidate: Mapping[str, str] | None = None) -> Report:
    return Verifier(fetcher=sim).verify(given, now=sim.now, candidate=candidate)


def decisive(report: Report) -> str:
    return report.decisive.code if report.decisive else ""


def codes(report: Report) -> set[str]:
    return {finding.code for check in report.checks for finding in (check.reason, *check.findings)}


@pytest.mark.parametrize(("generation", "mode"), HOSTED + SIGNED)
def test_a_good_badge_is_verified_however_it_is_packed(generation: Any, mode: Any) -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue("anna@example.org", generation, mode)
    packed: list[Any] = [badge.given]
    if mode == "signed":
        packed += [badge.png(), badge.svg()]
    else:
        packed += [badge.png("url"), badge.png("legacy url"), badge.svg("url")]
    if mode == "hosted" and generation != "0.5":
        packed += [badge.document, badge.png(), badge.svg()]
    for given in packed:
        report = judged(sim, given, ANNA)
        assert report.verified, report.best_reason
        assert report.version == generation
        assert isinstance(report.assertion, Assertion)
        assert report.assertion.achievement
        assert report.assertion.achievement.name == "Data Analysis"
        assert report.issuer
        assert report.issuer.domain == "uni.example"
        assert judged(sim, given, {"email": "ben@example.org"}).verdict == "REJECTED"


@pytest.mark.parametrize("algorithm", ["RS384", "RS512", "PS256", "ES256", "ES384", "ES512"])
def test_every_algorithm_of_a_signed_badge(algorithm: Any) -> None:
    sim = IssuerSimulator("uni.example")
    assert judged(sim, sim.older.issue(mode="signed", algorithm=algorithm).given).verified


@pytest.mark.parametrize("embed", [True, False])
@pytest.mark.parametrize(("generation", "mode"), [("2.0", "hosted"), ("2.0", "signed")])
def test_parts_may_be_embedded(generation: Any, mode: Any, embed: bool) -> None:
    sim = IssuerSimulator("uni.example")
    assert judged(sim, sim.older.issue(generation=generation, mode=mode, embed=embed).given).verified


def test_a_document_of_0_5_does_not_say_where_it_is_published() -> None:
    sim = IssuerSimulator("uni.example")
    report = judged(sim, sim.older.issue(generation="0.5").document)
    assert (report.verdict, decisive(report)) == ("INCONCLUSIVE", "hosted.no_address")


VERDICTS: Mapping[Fault, tuple[str, str]] = {
    "not_found": ("INCONCLUSIVE", "net.status"),
    "server_error": ("INCONCLUSIVE", "net.status"),
    "no_answer": ("INCONCLUSIVE", "net.timeout"),
    "web_page": ("INCONCLUSIVE", "input.not_a_badge"),
    "gone": ("REJECTED", "status.gone"),
    "revoked": ("REJECTED", "status.revoked"),
    "other_id": ("INCONCLUSIVE", "hosted.not_found"),
    "id_loop": ("REJECTED", "hosted.id_loop"),
    "redirected": ("INCONCLUSIVE", "hosted.open_redirect"),
    "open_redirect": ("INCONCLUSIVE", "hosted.open_redirect"),
    "foreign_host": ("REJECTED", "hosted.foreign_host"),
    "foreign_badge_class": ("REJECTED", "hosted.foreign_badge_class"),
    "embedded_differs": ("VERIFIED", "hosted.embedded_differs"),
    "other_key": ("REJECTED", "jwt.signature_invalid"),
    "unlisted_key": ("REJECTED", "key.not_listed"),
    "foreign_key": ("REJECTED", "key.not_listed"),
    "foreign_owner": ("REJECTED", "key.owner_is_other"),
    "changed": ("REJECTED", "jwt.signature_invalid"),
    "unsigned": ("REJECTED", "jwt.alg_not_allowed"),
    "never_published": ("INCONCLUSIVE", "hosted.not_found"),
    "listed": ("REJECTED", "status.revoked"),
    "listed_by_uid": ("REJECTED", "status.revoked"),
    "list_without_answer": ("INCONCLUSIVE", "net.timeout"),
    "list_malformed": ("INCONCLUSIVE", "hosted.not_json"),
}
"""Fault → verdict and code of the badge that its holder hands over."""

# The same document as a file: now the badge's own address is asked, and not that of the caller.
AS_DOCUMENT: Mapping[Fault, tuple[str, str]] = {
    **{fault: verdict for fault, verdict in VERDICTS.items() if FAULTS[fault].mode == "hosted"},
    "not_found": ("INCONCLUSIVE", "hosted.not_found"),
    "server_error": ("INCONCLUSIVE", "hosted.status"),
    "web_page": ("INCONCLUSIVE", "hosted.not_json"),
    "other_id": ("REJECTED", "hosted.id_differs"),
    "copy_differs": ("VERIFIED", "hosted.copy_differs"),
}


def cases(table: Mapping[Fault, tuple[str, str]]) -> list[tuple[str, Fault]]:
    return [(generation, fault) for fault in table for generation in FAULTS[fault].generations]


def check(sim: IssuerSimulator, given: Any, expected: tuple[str, str]) -> None:
    report = judged(sim, given, ANNA)
    assert report.verdict == expected[0], report.best_reason
    assert expected[1] in codes(report)
    if not report.verified:
        assert decisive(report) == expected[1]


@pytest.mark.parametrize(("generation", "fault"), cases(VERDICTS))
def test_a_fault_is_found(generation: Any, fault: Fault) -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue("anna@example.org", generation, FAULTS[fault].mode, fault=fault)
    check(sim, badge.given, VERDICTS[fault])


@pytest.mark.parametrize(("generation", "fault"), [case for case in cases(AS_DOCUMENT) if case[0] != "0.5"])
def test_a_fault_is_found_from_the_document(generation: Any, fault: Fault) -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue("anna@example.org", generation, fault=fault)
    check(sim, badge.document, AS_DOCUMENT[fault])


def test_every_fault_has_a_verdict() -> None:
    assert VERDICTS.keys() | AS_DOCUMENT.keys() == FAULTS.keys()


TOLERATED: Mapping[Any, set[str]] = {
    lookalikes.acclaim: {"recipient.weak_unsalted"},
    lookalikes.backpack_0_5: {"date.no_zone"},
    lookalikes.backpack_1_0: {"date.unix_seconds"},
    lookalikes.badgr: set(),
    lookalikes.credly: {"recipient.weak_unsalted"},
    lookalikes.moodle: set(),
    lookalikes.open_badge_factory: set(),
}


@pytest.mark.parametrize("make", LOOKALIKES)
@pytest.mark.parametrize("inside", [None, "url", "legacy url"])
def test_a_look_alike_is_verified(make: Any, inside: Inside | None) -> None:
    sim = IssuerSimulator("uni.example")
    badge: Issued = make(sim)
    for given in (
        badge.given,
        badge.png(inside),
        badge.given if inside == "legacy url" else badge.svg(inside),
    ):
        if inside is None and badge.generation == "0.5" and given != badge.given:
            continue
        report = judged(sim, given, ANNA)
        assert report.verified, report.best_reason
        said = {
            finding.code
            for warning in report.warnings
            for finding in (warning.reason, *warning.findings)
            if finding.code not in ("structure.complete", "recipient.matched_weakly")
        }
        assert said == TOLERATED[make]


def test_every_look_alike_is_tried() -> None:
    assert set(TOLERATED) == set(LOOKALIKES)


@pytest.mark.parametrize("make", [lookalikes.badgr, lookalikes.backpack_1_0, lookalikes.backpack_0_5])
def test_a_look_alike_can_be_revoked(make: Any) -> None:
    sim = IssuerSimulator("uni.example")
    badge = make(sim)
    sim.older.revoke(badge, status=200)
    assert decisive(judged(sim, badge.png("legacy url"))) == "status.revoked"
