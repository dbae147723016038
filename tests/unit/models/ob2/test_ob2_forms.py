from __future__ import annotations

import base64
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support import older_badges as old
from tests.support.open_badges_2 import read_document

from badgekit.errors import Malformed
from badgekit.models.ob2 import forms
from badgekit.models.ob2.data_uri import DataUri, image_problems, parse_data_uri, picture_type

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 8
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://uni.example", True),
        ("HTTP://UNI.example:8080/a?b#c", True),
        ("https://user:pw@uni.example/", True),
        ("https://[2001:db8::1]:443/a", True),
        ("https://127.0.0.1/a", True),
        ("https://xn--bcher-kva.example/", True),
        ("https://bücher.example/ü", True),
        ("https://my_host.example/", True),
        ("https://uni.example./", True),
        ("https://", False),
        ("https:///a", False),
        ("https://../", False),
        ("https://-a.example/", False),
        ("https://a.example:port/", False),
        ("https://[::1", False),
        ("https://a.example/ b", False),
        ("https://a.example\n", False),
        ("ftp://a.example", False),
        ("//a.example", False),
    ],
)
def test_http_urls(text: str, good: bool) -> None:
    assert forms.is_http_url(text) is good


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("urn:uuid:9d278beb-36cf-4bc8-888d-674ff9843d72", True),
        ("URN:UUID:018f2c9e-7b1a-7c3d-8e4f-0123456789ab", True),
        ("urn:uuid:123", False),
        ("urn:isbn:9780131103627", True),
        ("did:key:z6Mk", True),
        ("_:b0", True),
        ("_:", False),
        ("data:,", False),
        ("JavaScript:alert(1)", False),
        ("", False),
        ("a", False),
    ],
)
def test_iris(text: str, good: bool) -> None:
    assert forms.is_iri(text) is good


def test_hash_forms() -> None:
    assert forms.hash_algorithm("SHA256$" + "0A" * 32) == "sha256"
    assert forms.hash_algorithm("md5$" + "0a" * 16) == "md5"
    assert forms.hash_algorithm("sha1$" + "0a" * 20) == "sha1"
    assert forms.hash_algorithm("sha256$" + "0a" * 31) is None
    assert forms.hash_algorithm("sha256$" + "0a" * 32 + "\n") is None
    assert forms.hash_algorithm("sha512$" + "0a" * 64) is None


@given(st.text())
def test_every_form_answers_for_every_text(text: str) -> None:
    for name in (
        "is_http_url",
        "is_iri",
        "is_data_uri",
        "is_host",
        "is_telephone",
        "is_email",
        "is_language",
    ):
        assert getattr(forms, name)(text) in (True, False)
    with contextlib.suppress(Malformed):
        parse_data_uri(text)


@given(st.binary(max_size=64))
def test_what_is_written_as_a_data_url_is_read_again(content: bytes) -> None:
    uri = "DATA:Image/PNG;a=b;BASE64," + base64.b64encode(content).decode()
    assert parse_data_uri(uri) == DataUri("image/png", content)
    picture_type(content)


def test_data_urls_without_base64() -> None:
    assert parse_data_uri("data:,a%20b") == DataUri("", b"a b")
    with pytest.raises(Malformed):
        parse_data_uri("data:image/png;base64,not base64")
    with pytest.raises(Malformed):
        parse_data_uri("data:image/png;base64,a")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (PNG, "image/png"),
        (SVG, "image/svg+xml"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <html> -->\n' + SVG, "image/svg+xml"),
        (b'<!DOCTYPE svg PUBLIC "a" "b">' + SVG, "image/svg+xml"),
        (b'<!DOCTYPE svg [<!ENTITY a "<b>">]><s:svg xmlns:s="x">', "image/svg+xml"),
        (b"<html><svg/></html>", None),
        (b"<!-- " + SVG, None),
        (b"<svgx/>", None),
        (b"\xff\xd8\xff\xe0", None),
        (b"GIF89a", None),
        (b"", None),
    ],
)
def test_the_octets_tell_what_a_picture_is(content: bytes, found: str | None) -> None:
    assert picture_type(content) == found


def test_a_prolog_without_end_costs_little() -> None:
    assert picture_type(b"<!--x-->" * 100_000) is None
    assert picture_type(b"<!--" * 100_000) is None
    assert picture_type(b" " * 1_000_000) is None


@pytest.mark.parametrize(
    ("media_type", "content", "code"),
    [
        ("image/png", PNG, None),
        ("image/svg+xml", SVG, None),
        ("image/png", SVG, "image.other_type"),
        ("image/png", b"\xff\xd8\xff\xe0", "image.not_png_or_svg"),
        ("image/jpeg", b"\xff\xd8\xff\xe0", "image.not_png_or_svg"),
        ("text/html", b"<html></html>", "image.not_png_or_svg"),
    ],
)
def test_a_picture_inside_a_document_is_png_or_svg(media_type: str, content: bytes, code: str | None) -> None:
    uri = f"data:{media_type};base64,{base64.b64encode(content).decode()}"
    for image in (uri, {"id": uri, "type": "Image"}):
        badge, _ = read_document({**old.badge_class(), "image": image}, "BadgeClass")
        assert [problem.code for problem in image_problems(badge)] == ([] if code is None else [code])
    linked, _ = read_document(old.badge_class(), "BadgeClass")
    assert image_problems(linked) == ()
