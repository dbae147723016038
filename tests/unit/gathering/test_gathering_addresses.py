"""Addresses are compared as parsed: no spelling makes one host another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badgekit.gathering import addresses
from badgekit.net.iri import to_uri


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://uni.example/a", "https://uni.example/a"),
        ("https://UNI.example/a", "https://uni.example:443/a"),
        ("http://uni.example/a", "https://uni.example/a"),
        ("https://uni.example/a#x", "https://uni.example/a"),
        ("https://uni.example/%7ea", "https://uni.example/~a"),
        ("https://uni.example/%c3%a4", "https://uni.example/ä"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://uni.example", "https://uni.example/"),
        ("urn:uuid:1", "urn:uuid:1"),
    ],
)
def test_spellings_of_one_place(one: str, other: str) -> None:
    assert addresses.same_place(one, other)
    assert addresses.same_place(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://uni.example/a", "https://uni.example/b"),
        ("https://uni.example/a", "https://uni.example/A"),
        ("https://uni.example/a", "https://uni.example/a?"),
        ("https://uni.example/a/b", "https://uni.example/a%2Fb"),
        ("https://uni.example/a", "https://uni.example:8443/a"),
        ("https://uni.example/a", "https://uni.example.evil.example/a"),
        ("https://uni.example/a", "https://uni.example@evil.example/a"),
        ("https://uni.example/a", "https://unі.example/a"),
        ("https://uni.example/a", "https://uni.example./a"),
        ("https://uni.example/a", None),
        ("urn:uuid:1", "URN:UUID:1"),
    ],
)
def test_different_places(one: str, other: str | None) -> None:
    assert not addresses.same_place(one, other)
    assert not addresses.same_place(other, one)


@pytest.mark.parametrize(
    ("prefix", "address"),
    [
        ("https://uni.example", "https://uni.example/a"),
        ("https://uni.example/", "https://uni.example/a"),
        ("http://uni.example/assert", "http://uni.example/assertion"),
        ("http://uni.example/", "https://uni.example/a"),
        ("https://uni.example/api?id=", "https://uni.example/api?id=4"),
        ("https://uni.example/", "https://uni.example/a//b"),
    ],
)
def test_a_prefix_covers(prefix: str, address: str) -> None:
    place = addresses.parse(address)
    assert place is not None
    assert addresses.covers(prefix, place)


@pytest.mark.parametrize(
    ("prefix", "address"),
    [
        ("https://uni.example", "https://uni.example.evil.example/a"),
        ("https://uni.example/a/", "https://uni.example/b/"),
        ("https://uni.example/a/", "https://uni.example/a/../b"),
        ("https://uni.example/a/", "https://uni.example/a/%2e%2e/b"),
        ("https://uni.example/a", "https://uni.example/a%2f..%2fb"),
        ("https://uni.example/a/", "https://uni.example/a/..;/b"),
        ("https://uni.example/a/", "https://uni.example/a/%2e%2E;x=1/b"),
        ("https://uni.example/a/", "https://uni.example/a/%252e%252E/b"),
        ("https://uni.example/a/", "https://uni.example/a/..%252Fb"),
        ("https://uni.example/a/", "https://uni.example/a/..%255cb"),
        ("https://uni.example/a", "https://uni.example/a%5C..%5Cb"),
        ("https://uni.example/", "http://uni.example/"),
        ("https://uni.example/", "https://uni.example:8443/"),
        ("uni.example", "https://uni.example/"),
        ("", "https://uni.example/"),
        ("https://", "https://uni.example/"),
    ],
)
def test_a_prefix_does_not_cover(prefix: str, address: str) -> None:
    place = addresses.parse(address)
    assert place is not None
    assert not addresses.covers(prefix, place)


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_breaks_the_comparison(one: str, other: str) -> None:
    addresses.same_place(one, "https://uni.example/" + other)
    place = addresses.parse("https://uni.example/x")
    assert place is not None
    addresses.covers(one, place)
    assert addresses.host_of("https://" + one) == addresses.host_of("https://" + one).lower()


@given(st.text(max_size=80))
def test_an_iri_becomes_ascii_or_stays(text: str) -> None:
    uri = to_uri("https://uni.example/" + text)
    assert uri.isascii() or uri == "https://uni.example/" + text
    assert to_uri(uri) == uri


def test_only_what_is_not_ascii_changes() -> None:
    assert to_uri("https://uni.example/b/ä b?q=ü#ö") == "https://uni.example/b/%C3%A4 b?q=%C3%BC#%C3%B6"
    assert to_uri("https://uni.example/%41 ") == "https://uni.example/%41 "
    assert to_uri("https://" + "ü" * 70 + ".example/") == "https://" + "ü" * 70 + ".example/"
    assert to_uri("https://straße.example/ß") == "https://straße.example/ß"
    assert to_uri("https://strasse.example/ß") == "https://strasse.example/%C3%9F"
    # A host that is ASCII is left to the guard.
    assert to_uri("https://a..b/ü") == "https://a..b/%C3%BC"
    assert to_uri("mailto:ü@x.example") == "mailto:ü@x.example"
