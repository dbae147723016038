"""Issuers' quirks 5, 10, 11, 14 to 16 and 20: where badges are, how they are packed and what answers."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from tests.support.quirks import ANNA, assertion_of, codes, decisive, issuer, judged

from badgekit import MappingFetcher, Verifier
from badgekit.net import Response
from badgekit.testing import IssuerSimulator, badge_png, badge_svg, lookalikes
from badgekit.testing.pictures import COLOURS


@pytest.mark.parametrize(
    "asked",
    [
        "{}?identity__email=anna%40example.org",
        "{}?obversion=2",
        "{}.json",
        "{}/",
        "https://www.uni.example/a",
    ],
)
def test_quirk_05_the_address_handed_over_is_not_the_id(asked: str) -> None:
    """1EdTech/openbadges-validator-core#249: the address that the badge calls its own counts."""
    sim = issuer()
    badge = sim.older.issue(ANNA, id="https://uni.example/badges/1")
    url = asked.format(badge.url)
    sim.older.publish(url, badge.document)
    report = judged(sim, url)
    assert report.verified, report.best_reason
    assert "hosted.other_id" in codes(report)
    assert badge.url in sim.web.requests


def test_quirk_05_a_shared_link_that_names_the_recipient() -> None:
    """1EdTech/openbadges-validator-core#249."""
    sim = issuer()
    badge = lookalikes.badgr(sim, shared=True)
    assert "identity__email" in badge.url
    assert judged(sim, badge.url).verified
    # The shared copy says nothing by itself: without the badge at its own address there is none.
    sim.older.revoke(lookalikes.badgr(sim), status=200)
    assert decisive(judged(sim, badge.url)) == "status.revoked"


def test_quirk_05_a_mirror_is_no_publication() -> None:
    """1EdTech/openbadges-validator-core#249: a platform that shows the badges of another one."""
    sim = issuer()
    badge = sim.older.issue(ANNA)
    mirror = "https://mirror.example/assertions/1"
    sim.older.publish(mirror, badge.document)
    assert judged(sim, mirror).verified
    # A badge that calls the mirror its own address is not the issuer's.
    sim.older.publish(mirror, {**badge.document, "id": mirror})
    assert decisive(judged(sim, mirror)) == "hosted.foreign_host"


def test_quirk_05_an_http_address_is_asked_over_https() -> None:
    """1EdTech/openbadges-validator-core#249: addresses from before the site had a certificate."""
    sim = issuer()
    badge = sim.older.issue(ANNA)
    plain = badge.url.replace("https:", "http:")
    report = judged(sim, {**badge.document, "id": plain})
    assert report.verified, report.best_reason
    assert "hosted.asked_over_https" in codes(report)
    assert badge.url in sim.web.requests


def test_quirk_05_redirects_on_the_same_site() -> None:
    """1EdTech/openbadges-validator-core#249."""
    sim = issuer()
    badge = sim.older.issue(ANNA)
    sim.web.redirect("https://uni.example/short/1", badge.url)
    assert judged(sim, "https://uni.example/short/1").verified


def compressed(picture: bytes) -> bytes:
    at = picture.index(b"iTXt") - 4
    (length,) = struct.unpack_from(">I", picture, at)
    keyword, text = picture[at + 8 : at + 8 + length].split(b"\0\0\0\0\0", 1)
    body = b"iTXt" + keyword + b"\0\1\0\0\0" + zlib.compress(text)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return picture[:at] + chunk + picture[at + 12 + length :]


def test_quirk_10_every_place_in_a_picture_where_badges_are_found() -> None:
    """1EdTech/openbadges-specification#586, openwallet-foundation-labs/learner-credential-wallet#649."""
    sim = issuer()
    hosted, signed = sim.older.issue(ANNA), sim.older.issue(ANNA, mode="signed")
    third = sim.sign(sim.issue(ANNA))
    token = sim.sign(sim.issue(ANNA), "ES256")
    for given in (
        hosted.png("legacy url"),
        hosted.png("url"),
        hosted.png(),
        signed.png(),
        compressed(hosted.png()),
        compressed(sim.bake_png(third)),
        hosted.svg("url"),
        hosted.svg(),
        signed.svg(),
        sim.bake_png(third),
        sim.bake_png(token),
        sim.bake_svg(third),
        sim.bake_svg(token),
    ):
        assert judged(sim, given).verified


@pytest.mark.parametrize("picture", [badge_png(COLOURS[1]), badge_svg()])
def test_quirk_10_a_screenshot_holds_no_badge(picture: bytes) -> None:
    """1EdTech/openbadges-validator-core#252: not invalid, but no badge at all, and what to ask for."""
    report = judged(issuer(), picture)
    assert (report.verdict, decisive(report)) == ("INCONCLUSIVE", "input.no_badge")
    assert report.decisive
    assert "original" in (report.decisive.reason.hint or "")


class Listening:
    """The network of a simulator; keeps the ``Accept`` header of each request."""

    def __init__(self, sim: IssuerSimulator) -> None:
        self.sim = sim
        self.accepted: list[str] = []

    def get(self, url: str, *, accept: str = "") -> Response:
        self.accepted.append(accept)
        return self.sim.get(url, accept=accept)


def test_quirk_11_requests_name_every_form_that_is_read() -> None:
    """1EdTech/digital-credentials-public-validator#45, 1EdTech/digital-credentials-public-validator#47."""
    sim = issuer()
    network = Listening(sim)
    assert Verifier(fetcher=network).verify(sim.older.issue(ANNA).url, now=sim.now).verified
    handed_over, *linked = network.accepted
    for media_type in ("application/ld+json", "application/json", "application/vc+jwt", "text/plain"):
        assert media_type in handed_over
    assert all("json" in accept or "image/png" in accept for accept in linked)


def test_quirk_11_a_page_for_people_is_no_badge() -> None:
    """1EdTech/digital-credentials-public-validator#45: HTML, whatever was asked for."""
    sim = issuer()
    badge = sim.older.issue(ANNA, fault="web_page")
    assert judged(sim, badge.url).verdict == "INCONCLUSIVE"
    report = judged(sim, badge.document)
    assert (report.verdict, decisive(report)) == ("INCONCLUSIVE", "hosted.not_json")


@pytest.mark.parametrize(
    "media_type", ["application/jwt", "application/vc+jwt", "text/plain", "application/jose"]
)
def test_quirk_11_a_token_by_its_address_whatever_it_is_called(media_type: str) -> None:
    """1EdTech/digital-credentials-public-validator#42, 1EdTech/digital-credentials-public-validator#45."""
    sim = issuer()
    for token in (sim.sign(sim.issue(ANNA), "ES256"), sim.older.issue(ANNA, mode="signed").token):
        sim.web.answer("https://uni.example/badge", token, headers={"content-type": media_type})
        assert judged(sim, "https://uni.example/badge").verified


def test_quirk_11_what_a_file_is_does_not_hang_on_its_name(tmp_path: Path) -> None:
    """1EdTech/digital-credentials-public-validator#42: files such as ``badge.1ob``."""
    sim = issuer()
    file = tmp_path / "badge.1ob"
    for content in (sim.older.issue(ANNA).png(), sim.bake_png(sim.sign(sim.issue(ANNA)))):
        file.write_bytes(content)
        assert judged(sim, file).verified


NAME = "Zertifikat ® – Anna’s Prüfung 証明書"


def test_quirk_14_letters_beyond_ascii_come_through_every_packing() -> None:
    """openwallet-foundation-labs/learner-credential-wallet#768: iTXt is UTF-8."""
    sim = issuer()
    hosted = sim.older.issue(ANNA, badge_class=NAME, embed=True)
    signed = sim.older.issue(ANNA, mode="signed", badge_class=NAME, embed=True)
    third = sim.sign(sim.issue(ANNA, achievement=NAME))
    for given in (
        hosted.png(),
        hosted.svg(),
        signed.png(),
        signed.svg(),
        sim.bake_png(third),
        sim.bake_svg(third),
    ):
        achievement = assertion_of(judged(sim, given)).achievement
        assert achievement
        assert str(achievement.name) == NAME


def test_quirk_15_a_certificate_that_is_not_trusted_here_says_nothing_about_the_badge() -> None:
    """1EdTech/openbadges-validator-core#244, 1EdTech/openbadges-validator-core#245: national authorities."""
    sim = issuer()
    badge = sim.older.issue(ANNA)
    sim.web.fail(code="net.tls")
    for given in (badge.url, badge.document, sim.sign(sim.issue(ANNA))):
        report = judged(sim, given)
        assert (report.verdict, decisive(report)) == ("INCONCLUSIVE", "net.tls")
        assert "certificate" in report.best_reason


@pytest.mark.parametrize("generation", ["0.5", "1.0", "1.1", "2.0"])
def test_quirk_16_a_revoked_badge_is_refused_with_its_reason(generation: Any) -> None:
    """1EdTech/openbadges-validator-core#212: 410, or ``revoked`` with any status."""
    for status in (410, 200):
        sim = issuer()
        badge = sim.older.issue(ANNA, generation)
        sim.older.revoke(badge, "Left the course.", status=status)
        report = judged(sim, badge.url)
        assert report.verdict == "REJECTED"
        assert decisive(report) in ("status.gone", "status.revoked")


@pytest.mark.parametrize("fault", ["not_found", "server_error", "no_answer"])
def test_quirk_16_an_address_without_the_badge_is_no_revocation(fault: Any) -> None:
    """1EdTech/openbadges-specification#87, mozilla/openbadges-backpack#47: 404 and 5xx leave it open."""
    sim = issuer()
    badge = sim.older.issue(ANNA, fault=fault)
    for given in (badge.url, badge.document, badge.png("legacy url")):
        assert judged(sim, given).verdict == "INCONCLUSIVE"


INSIDE = [
    "https://10.0.0.7/a",
    "https://127.0.0.1/a",
    "https://localhost/a",
    "https://[::1]/a",
    "https://169.254.169.254/a",
]


@pytest.mark.parametrize("address", INSIDE)
def test_quirk_20_addresses_inside_a_network_are_not_asked_and_that_is_said(address: str) -> None:
    """concentricsky/badgr-server#133: ids made by servers that do not know their public name."""
    sim = issuer()
    badge, linking = sim.older.issue(ANNA), sim.older.issue(ANNA, extra={"badge": address})
    # Documents lie at the address, as on a machine inside the network: they must not be found.
    sim.older.publish(address, {**badge.document, "id": address})
    network = MappingFetcher(sim.web.documents())
    for given in (address, {**badge.document, "id": address}, linking.url):
        report = Verifier(fetcher=network).verify(given, now=sim.now)
        assert report.verdict in ("INCONCLUSIVE", "REJECTED")
        assert {"net.blocked", "hosted.bad_address"} & codes(report)
        assert address not in {entry.url for entry in report.evidence if entry.status == 200}
