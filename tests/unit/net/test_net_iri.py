"""Addresses as people write them become addresses that can be asked; everything else stays as it is."""

from __future__ import annotations

import pytest

from badgekit.net.iri import to_uri

LONGEST = "http://uni.example/".ljust(2047, "a")


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("http://uni.example/schüler", "http://uni.example/sch%C3%BCler"),
        ("HTTPS://Uni.Example/ü?ö#ä", "HTTPS://Uni.Example/%C3%BC?%C3%B6#%C3%A4"),
        ("https://bücher.example:8080/a", "https://xn--bcher-kva.example:8080/a"),
        ("http://uni.example/a\nü", "http://uni.example/a\n%C3%BC"),
        ("http://uni.example/%C3%BC%zz", "http://uni.example/%C3%BC%zz"),
        # A host in ASCII is left for the guard to judge, however odd it is.
        ("http://uni..example/ü", "http://uni..example/%C3%BC"),
        (f"http://{'a' * 70}.example/ü", f"http://{'a' * 70}.example/%C3%BC"),
        (LONGEST + "ü", LONGEST + "%C3%BC"),
    ],
)
def test_letters_are_written_in_ascii(address: str, uri: str) -> None:
    assert to_uri(address) == uri
    assert to_uri(uri) == uri


@pytest.mark.parametrize(
    "address",
    [
        "",
        "schüler",
        "urn:schüler",
        "ftp://uni.example/schüler",
        "http://straße.example/",
        "http://ς.example/ü",
        "http://ü..example/",
        f"http://{'ü' * 70}.example/",
        "http://uni.example/\ud800",
        LONGEST + "aü",
        LONGEST + "a" * 2000,
    ],
)
def test_what_cannot_be_converted_stays_as_it_is(address: str) -> None:
    assert to_uri(address) == address
