"""Badges of Open Badges before 3.0 through the front door: every way to hand one over."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.hosted_badges import (
    ASSERTION,
    HOME,
    NOW,
    PICTURE,
    URN,
    assertion,
    badge_class,
    because,
    chunk,
    issuer,
    judge,
    sign,
    signed_assertion,
    signed_web,
    web,
)

import badgekit
from badgekit import Recorder, Snapshot, Verifier
from badgekit.cli import main
from badgekit.net import MappingFetcher, OfflineFetcher
from badgekit.testing import IssuerSimulator


def picture(text: str, kind: bytes = b"iTXt") -> bytes:
    head = b"openbadges\0\0\0\0\0" if kind == b"iTXt" else b"openbadges\0"
    return PICTURE[:33] + chunk(kind, head + text.encode()) + PICTURE[33:]


def drawing(verify: str, body: str = "") -> bytes:
    inner = f"<![CDATA[{body}]]>" if body else ""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="http://openbadges.org">'
        f'<openbadges:assertion verify="{verify}">{inner}</openbadges:assertion></svg>'
    ).encode()


@pytest.mark.parametrize(
    "source",
    [
        ASSERTION,
        assertion(),
        json.dumps(assertion()),
        json.dumps(assertion()).encode(),
        picture(json.dumps(assertion())),
        picture(ASSERTION),
        picture(ASSERTION, b"tEXt"),
        drawing(ASSERTION, json.dumps(assertion())),
        drawing(ASSERTION),
    ],
)
def test_a_hosted_badge_however_it_is_packed(source: Any) -> None:
    report = judge(web(), source, candidate={"email": "anna@example.org"})
    assert report.verified, because(report)
    assert because(judge(web(assertion=(410, {}, b"")), source)) == ("REJECTED", "status.gone")
    assert not judge(web(assertion=(404, {}, b"")), source).verified


@pytest.mark.parametrize("pack", [str, picture, drawing])
def test_a_signed_badge_however_it_is_packed(pack: Any) -> None:
    assert judge(signed_web(), pack(sign(signed_assertion()))).verified
    assert because(judge(signed_web(), pack(sign(signed_assertion(), "evil")))) == (
        "REJECTED",
        "jwt.signature_invalid",
    )


def test_a_picture_at_a_url_holds_the_badge() -> None:
    address = f"{HOME}/share.png"
    documents = web() | {address: picture(json.dumps(assertion()))}
    assert judge(documents, address).verified
    documents = signed_web() | {address: picture(sign(signed_assertion()))}
    assert judge(documents, address).verified


def test_a_link_behind_a_link_is_not_followed() -> None:
    documents = web(assertion=picture(f"{HOME}/other"))
    assert because(judge(documents, picture(ASSERTION))) == ("INCONCLUSIVE", "input.link_only")


def test_a_fragment_or_white_space_around_an_address_changes_nothing() -> None:
    assert judge(web(), f" {ASSERTION} ").verified
    assert judge(web(), f"{ASSERTION}#top").verified


@pytest.mark.parametrize(
    ("plain", "other"),
    [
        ("https://", "Https://"),
        ("https://", "http://"),
        ("uni.example", "UNI.example"),
        ("uni.example", "uni.example:443"),
        (".json", ".json#again"),
    ],
)
def test_a_badge_that_names_no_address_has_one_identity_however_its_address_is_spelled(
    plain: str, other: str
) -> None:
    """Or one badge could be handed in as many."""
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue(generation="0.5")
    with Verifier(fetcher=sim) as verifier:
        report = verifier.verify(badge.url.replace(plain, other), now=sim.now)
    assert report.verified
    assert report.assertion is not None
    assert report.assertion.id == badge.url


def test_letters_outside_ascii_are_asked_as_percent_encoded() -> None:
    address = f"{HOME}/a/ä"
    documents = web() | {f"{HOME}/a/%C3%A4": assertion(id=address)}
    assert judge(documents, address).verified
    assert judge(documents, assertion(id=address)).verified


def test_offline_nothing_hosted_is_verified() -> None:
    report = Verifier(fetcher=OfflineFetcher()).verify(assertion(), now=NOW)
    assert because(report) == ("INCONCLUSIVE", "net.offline")
    signed = Verifier(fetcher=OfflineFetcher()).verify(sign(signed_assertion()), now=NOW)
    assert because(signed) == ("INCONCLUSIVE", "net.offline")


def test_a_recording_replays_byte_for_byte(tmp_path: Path) -> None:
    with Verifier(fetcher=Recorder(MappingFetcher(web()))) as verifier:
        first = verifier.verify(assertion(), now=NOW)
        verifier.snapshot.save(tmp_path / "evidence.zip")
    replay = Verifier(fetcher=Snapshot.open(tmp_path / "evidence.zip")).verify(assertion(), now=NOW)
    assert first.verified
    assert replay.to_json() == first.to_json()


def test_the_answer_of_an_api_may_hold_older_badges() -> None:
    report = judge(web(), {"credential": [assertion()]})
    assert report.verified
    assert report.children[0].kind == "Assertion"


def test_parse_looks_without_any_network() -> None:
    badge = badgekit.parse(json.dumps(assertion(badge=badge_class(issuer=issuer()))))
    assert (badge.kind, badge.version) == ("Assertion", "2.0")
    claimed = badge.claimed
    assert isinstance(claimed, badgekit.Assertion)
    assert claimed.achievement is not None
    assert claimed.achievement.name == "Data Analysis"
    assert badgekit.parse(sign(signed_assertion())).version == "2.0"
    with pytest.raises(badgekit.InputError) as caught:
        badgekit.parse(picture(ASSERTION))
    assert caught.value.code == "input.link_only"


def test_the_command_line_says_who_vouches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {}
    for number, (url, value) in enumerate(web().items()):
        name = f"{number}.{'png' if isinstance(value, bytes) else 'json'}"
        (tmp_path / name).write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
        files[url] = name
    (tmp_path / "map.json").write_text(json.dumps(files))
    options = ("--documents", str(tmp_path / "map.json"), "--now", "2026-06-01T12:00:00Z")
    assert main(["verify", ASSERTION, *options]) == 0
    shown = capsys.readouterr().out
    assert "Published by https://uni.example/issuer" in shown
    assert "Signed by" not in shown
    (tmp_path / "badge.png").write_bytes(picture(json.dumps(assertion(id=URN))))
    assert main(["verify", str(tmp_path / "badge.png"), *options]) == 3
    assert "hosted.no_address" in capsys.readouterr().out


def test_a_fault_of_ours_passes_no_badge_and_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from badgekit import older

    def broken(*_: Any, **__: Any) -> Any:
        raise KeyError("x")

    monkeypatch.setattr(older, "gather", broken)
    report = Verifier(fetcher=MappingFetcher(web())).verify(assertion(), now=NOW)
    assert because(report) == ("INCONCLUSIVE", "check.broken")
    assert caplog.records
