"""Tampering, pictures, wrong calls, and the network as a fetcher."""

from __future__ import annotations

import struct
import zlib
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import badgekit
from badgekit.errors import Malformed, Unavailable
from badgekit.proofs import jws
from badgekit.testing import IssuerSimulator, SimulatedWeb, badge_png, badge_svg, tamper, text_of
from badgekit.testing.pictures import COLOURS, SIZE


def chunks(picture: bytes) -> dict[bytes, bytes]:
    """Return the chunks of a PNG picture, each with its checksum checked."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    found, place = {}, 8
    while place < len(picture):
        length, kind = struct.unpack_from(">I4s", picture, place)
        body = picture[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack_from(">I", picture, place + 8 + length)
        assert checksum == zlib.crc32(kind + body)
        found[kind] = body
        place += 12 + length
    return found


def test_the_png_picture_is_a_png_picture() -> None:
    parts = chunks(badge_png())
    assert list(parts) == [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"]
    assert struct.unpack(">IIBBBBB", parts[b"IHDR"]) == (SIZE, SIZE, 8, 3, 0, 0, 0)
    pixels = zlib.decompress(parts[b"IDAT"])
    assert len(pixels) == SIZE * (SIZE + 1)
    rows = [pixels[start : start + SIZE + 1] for start in range(0, len(pixels), SIZE + 1)]
    assert all(row[0] == 0 for row in rows)
    colours = len(parts[b"PLTE"]) // 3
    assert max(max(row[1:]) for row in rows) < colours == len(parts[b"tRNS"])
    # The corners are transparent, the middle shows the star in the colour of the badge.
    assert parts[b"tRNS"][rows[0][1]] == parts[b"tRNS"][rows[-1][-1]] == 0
    middle = rows[38][1 + SIZE // 2]
    assert tuple(parts[b"PLTE"][3 * middle : 3 * middle + 3]) == COLOURS[0]


def test_the_svg_picture_is_an_svg_picture() -> None:
    for colour in COLOURS:
        root = ElementTree.fromstring(badge_svg(colour))
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert len(root) == 6


def test_a_picture_without_a_badge_is_no_badge() -> None:
    report = badgekit.verify(badge_png(), fetcher=badgekit.OfflineFetcher())
    assert (report.verdict, report.checks[0].code) == ("INCONCLUSIVE", "input.no_badge")


def test_a_badge_can_be_baked_into_a_picture_of_ones_own() -> None:
    sim = IssuerSimulator()
    picture = badge_png(COLOURS[3])
    baked = sim.bake_png(sim.sign(sim.issue()), picture)
    assert {kind: body for kind, body in chunks(baked).items() if kind != b"iTXt"} == chunks(picture)


def test_tampering_changes_a_copy() -> None:
    badge: dict[str, Any] = {"@context": [], "a": {"b": [1, 2]}}
    assert tamper(badge, "$.a.b[1]", 3) == {"@context": [], "a": {"b": [1, 3]}}
    assert tamper(badge, "$['@context']", ["x"]) == {"@context": ["x"], "a": {"b": [1, 2]}}
    assert tamper(badge, "$.new", None) == {"@context": [], "a": {"b": [1, 2]}, "new": None}
    assert tamper(badge, "$.a") == {"@context": []}
    assert badge == {"@context": [], "a": {"b": [1, 2]}}


@pytest.mark.parametrize("path", ["", "a", "$", "$.", "$.a.", "$a", "$.a b", "$..a", "$.a[x]"])
def test_a_path_of_another_form_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="is not a path"):
        tamper({"a": 1}, path, 2)


@pytest.mark.parametrize("path", ["$.b.c", "$.a.b", "$.a[0]", "$.list[7]", "$.list.x"])
def test_a_path_that_leads_nowhere_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="leads nowhere"):
        tamper({"a": 1, "list": []}, path, 2)


@given(st.text(max_size=30))
def test_any_other_path_is_a_value_error(path: str) -> None:
    try:
        tamper({"a": {"b": [1]}}, path, 2)
    except ValueError:
        return
    assert path.startswith("$")


def test_a_tampered_token_keeps_header_and_signature() -> None:
    sim = IssuerSimulator()
    token = sim.sign(sim.issue(), "ES256")
    changed = sim.tamper(token, "$.name", "Other")
    before, after = token.split("."), changed.split(".")
    assert (before[0], before[2]) == (after[0], after[2])
    assert before[1] != after[1]
    assert sim.tamper(token, "$.name", "Data Analysis") == token


def test_the_text_of_a_credential() -> None:
    assert text_of("a.b.c") == "a.b.c"
    assert text_of({"name": "Blå"}) == '{\n  "name": "Blå"\n}'


@pytest.mark.parametrize("vcdm", ["2.0", "1.1"])
def test_the_claims_of_a_token_say_what_the_credential_says(vcdm: Any) -> None:
    sim = IssuerSimulator("uni.example")
    badge = sim.issue("did:example:anna", vcdm=vcdm, valid_until=sim.now)
    payload = jws.parse(sim.sign(badge, "ES256")).payload
    assert (payload["iss"], payload["sub"], payload["jti"]) == (sim.id, "did:example:anna", badge["id"])
    assert (payload["nbf"], payload["exp"]) == (int(sim.started.timestamp()), int(sim.now.timestamp()))
    if vcdm == "1.1":
        assert payload["vc"] == badge
    else:
        assert badge.items() <= payload.items()


def test_wrong_calls() -> None:
    sim = IssuerSimulator()
    with pytest.raises(ValueError, match="'rot13' is not one of"):
        sim.sign(sim.issue(), "rot13")
    with pytest.raises(ValueError, match="makes no ES256 signature"):
        sim.sign(sim.issue(), "ES256", key="Ed25519")
    with pytest.raises(Malformed) as caught:
        sim.sign(sim.issue(extra={"noSuchTerm": "x"}))
    assert caught.value.code == "jsonld.unsigned_data"


def test_signing_leaves_the_unsigned_credential_alone() -> None:
    sim = IssuerSimulator()
    badge = sim.issue(vcdm="1.1")
    before = text_of(badge)
    signed = sim.sign(badge, "Ed25519Signature2020")
    assert text_of(badge) == before
    assert signed["@context"][:2] == badge["@context"]
    assert len(signed["@context"]) == 3


# The network.


def code_of(web: SimulatedWeb, url: str) -> str:
    with pytest.raises(Unavailable) as caught:
        web.get(url)
    return caught.value.code


def test_the_network_is_guarded_like_the_live_one() -> None:
    sim = IssuerSimulator("uni.example")
    assert isinstance(sim, badgekit.Fetcher)
    assert isinstance(sim.web, badgekit.Fetcher)
    assert sim.get(sim.document_url).status == 200
    assert sim.get("https://uni.example/nothing").status == 404
    assert code_of(sim.web, "https://nobody.example/") == "net.unresolved"
    assert code_of(sim.web, "http://uni.example/") == "net.blocked"
    assert code_of(sim.web, "https://127.0.0.1/") == "net.blocked"
    assert code_of(sim.web, "did:web:uni.example") == "net.blocked"


def test_redirects_are_followed_and_bounded() -> None:
    sim = IssuerSimulator("uni.example")
    sim.web.redirect("https://uni.example/a", sim.document_url)
    assert sim.get("https://uni.example/a").redirects == (sim.document_url,)
    sim.web.redirect("https://uni.example/a", "https://uni.example/a")
    assert code_of(sim.web, "https://uni.example/a") == "net.too_many_redirects"
    sim.web.redirect("https://uni.example/a", "http://uni.example/")
    assert code_of(sim.web, "https://uni.example/a") == "net.blocked"


def test_the_key_set_of_a_host_holds_the_keys_of_all_its_issuers() -> None:
    sim = IssuerSimulator("uni.example")
    physics = sim.neighbour(path="physics")
    sim.neighbour("other.example")
    keys = sim.web.documents()["https://uni.example/.well-known/jwks.json"]["keys"]
    assert [entry["iss"] for entry in keys] == [sim.id, physics.id]
    assert not any("d" in entry for entry in keys)


def test_nothing_published_is_private() -> None:
    sim = IssuerSimulator("uni.example")
    for suite in ("EdDSA", "ES256", "RS256"):
        sim.sign(sim.issue(), suite)

    def names(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(names, value.values()))
        return set().union(*map(names, value)) if isinstance(value, list) else set()

    assert not names(list(sim.web.documents().values())) & {
        "d",
        "p",
        "q",
        "dp",
        "dq",
        "qi",
        "secretKeyMultibase",
    }
