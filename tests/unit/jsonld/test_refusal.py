"""Where in a document an object stands."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.errors import LimitExceeded
from badgekit.jsonld.refusal import paths_of


def test_each_object_has_its_path() -> None:
    first: dict[str, Any] = {}
    second: dict[str, Any] = {}
    document: dict[str, Any] = {"a": [1, [first]], "b c": {"d": second}, "e": "text"}
    found = paths_of(document, [first, second, document])
    assert found == {id(document): "$", id(first): "$.a[1][0]", id(second): "$['b c'].d"}
    assert paths_of(document, []) == {}


def test_an_object_that_is_not_in_the_document_is_left_out() -> None:
    inside: dict[str, Any] = {}
    assert paths_of({"a": inside}, [inside, {}]) == {id(inside): "$.a"}


def test_a_document_may_hold_itself() -> None:
    """One made by a program may: each object is looked into once."""
    inside: dict[str, Any] = {}
    document: dict[str, Any] = {"a": inside}
    document["self"] = [document]
    assert paths_of(document, [document, inside]) == {id(document): "$", id(inside): "$.a"}


def test_long_names_are_refused() -> None:
    inside: dict[str, Any] = {}
    for _ in range(6):
        inside = {"n" * 1_000_000: inside}
    every = [inside]
    while every[-1]:
        every += every[-1].values()
    with pytest.raises(LimitExceeded) as caught:
        paths_of(inside, every)
    assert caught.value.code == "json.names_too_long"
