"""Reading a JWK Set: what is one, how many keys it may hold, and what is passed over."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.support.keymaking import ed_jwk, ed_public

from badgekit.errors import LimitExceeded, Malformed
from badgekit.keys.jwks import entries
from badgekit.limits import Limits


def test_a_set_and_a_single_key() -> None:
    found = entries({"keys": [ed_jwk(1, kid="a"), ed_jwk(2)]})
    assert [(entry.name, entry.key()) for entry in found] == [("a", ed_public(1)), (None, ed_public(2))]
    assert [entry.key() for entry in entries(ed_jwk(1))] == [ed_public(1)]
    assert list(entries({"keys": []})) == []


@pytest.mark.parametrize(
    "document",
    [None, [], [ed_jwk(1)], "keys", 7, {}, {"kid": "a"}, {"keys": None}, {"keys": ed_jwk(1)}, {"keys": "a"}],
)
def test_what_is_no_set(document: Any) -> None:
    with pytest.raises(Malformed) as caught:
        entries(document)
    assert caught.value.code == "key.not_a_key_set"


def test_so_many_keys_and_no_more() -> None:
    limits = replace(Limits(), published_keys=2)
    assert len(entries({"keys": [ed_jwk(1)] * 2}, limits)) == 2
    with pytest.raises(LimitExceeded) as caught:
        entries({"keys": [ed_jwk(1)] * 3}, limits)
    assert (caught.value.code, caught.value.params["limit"]) == ("key.too_many_keys", 2)


def test_what_is_no_key_is_passed_over_and_a_name_is_a_text() -> None:
    found = entries({"keys": [None, 7, "key", [], ed_jwk(1, kid=7), ed_jwk(2, kid="b")]})
    assert [entry.name for entry in found] == [None, "b"]


@pytest.mark.parametrize(
    ("members", "own"),
    [
        ({}, True),
        ({"iss": "https://a.example"}, True),
        ({"iss": "https://b.example"}, False),
        ({"iss": None}, False),
    ],
)
def test_a_key_is_of_whom_it_names(members: dict[str, Any], own: bool) -> None:
    (entry,) = entries(ed_jwk(1, **members))
    assert entry.belongs_to("https://a.example") is own
