"""Which entry of a revocation list means this assertion."""

from __future__ import annotations

import pytest

from badgekit.gathering.revocation import find
from badgekit.models.ob2.classes import RevokedEntry

URN = "urn:uuid:1ea3e1f4-7a0b-4c2b-8b9e-5b5a0b0c0d0e"


@pytest.mark.parametrize(
    ("entry", "identifier", "uid"),
    [
        (RevokedEntry(id=URN), URN, None),
        (RevokedEntry(id=URN.upper()), URN, None),
        (RevokedEntry(id=URN[9:].upper()), URN, None),
        (RevokedEntry(uid=URN[9:]), URN, None),
        (RevokedEntry(id="https://uni.example/all#a-1"), "https://uni.example/all#a-1", None),
        (RevokedEntry(id="https://UNI.example:443/a"), "https://uni.example/a", None),
        (RevokedEntry(uid="abc"), URN, "abc"),
        (RevokedEntry(id="abc"), URN, "abc"),
        (RevokedEntry(uid=URN), URN, None),
        (RevokedEntry(id="abc"), "uid:abc", "abc"),
    ],
)
def test_it_is_listed(entry: RevokedEntry, identifier: str, uid: str | None) -> None:
    assert find([RevokedEntry(id="urn:uuid:0"), entry], identifier, uid) is entry


def test_of_badges_in_one_document_each_is_revoked_for_itself() -> None:
    entry = RevokedEntry(id="https://uni.example/all#a-1")
    for other in ("https://uni.example/all#a-2", "https://uni.example/all"):
        assert find([entry], other, None) is None


@pytest.mark.parametrize(
    "entry",
    [RevokedEntry(id="urn:uuid:2"), RevokedEntry(uid="ABC"), RevokedEntry(), RevokedEntry(id="", uid="")],
)
def test_it_is_not_listed(entry: RevokedEntry) -> None:
    assert find([entry], URN, "abc") is None
    assert find([entry], None, None) is None
    assert find([], URN, "abc") is None
