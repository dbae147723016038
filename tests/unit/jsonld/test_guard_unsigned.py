"""The tree guard: what no signature covers, because it makes no statement."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.guarded import (
    CONTEXTS,
    ENGINE,
    achievement,
    badge,
    unsigned,
)

from badgekit.errors import Malformed


@pytest.mark.parametrize("value", ["4.0", 5, True, {"x": "y"}, {}, ["a"]])
def test_a_member_that_no_context_defines_is_unsigned(value: Any) -> None:
    document = badge()
    document["credentialSubject"]["gpa"] = value
    unsigned(document, "$.credentialSubject.gpa")


@pytest.mark.parametrize("value", [None, [], [None], ["x", None], [[]]])
def test_null_and_nothing_are_unsigned(value: Any) -> None:
    document = badge()
    achievement(document)["humanCode"] = value
    with pytest.raises(Malformed) as caught:
        ENGINE.canonicalize(document)
    assert caught.value.code == "jsonld.unsigned_data"


@pytest.mark.parametrize("member", ["type", "id", "name"])
def test_null_for_what_every_node_has_is_unsigned(member: str) -> None:
    document = badge()
    achievement(document)[member] = None
    unsigned(document, f"$.credentialSubject.achievement.{member}")


@pytest.mark.parametrize(
    "types",
    [[], "Nothing", ["Achievement", "Nothing"], ["Achievement", 5], ["Achievement", None], {"a": 1}, "@json"],
)
def test_types_without_an_address_are_unsigned(types: Any) -> None:
    document = badge()
    achievement(document)["type"] = types
    unsigned(document, "$.credentialSubject.achievement.type")


@pytest.mark.parametrize(
    "name",
    [
        "relative",
        "",
        "/x",
        "//x/y",
        "#x",
        "a b:c",
        "@id",
        "http://a/ b",
        "urn:a>b",
        "urn:a\nb",
        "1:x",
        "urn:\x01",
    ],
)
def test_ids_that_are_no_absolute_address_are_unsigned(name: str) -> None:
    document = badge()
    achievement(document)["id"] = name
    unsigned(document, "$.credentialSubject.achievement.id")
    document = badge()
    document["issuer"] = name
    unsigned(document, "$.issuer")
    document = badge()
    document["id"] = name
    unsigned(document, "$.id")


def test_an_id_is_text() -> None:
    names: list[Any] = [[], ["urn:x"], {}, 5, True]
    for name in names:
        document = badge()
        achievement(document)["id"] = name
        unsigned(document, "$.credentialSubject.achievement.id")


def test_a_document_that_is_only_an_id_is_unsigned() -> None:
    unsigned({"@context": CONTEXTS, "id": "urn:uuid:1"}, "$")


def test_a_graph_needs_an_object_that_says_something() -> None:
    proofs: list[Any] = ["https://x.example/", 5, {}, {"id": "urn:x"}, {"@value": "x"}, []]
    for proof in proofs:
        document = badge()
        document["proof"] = proof
        with pytest.raises(Malformed) as caught:
            ENGINE.canonicalize(document)
        assert caught.value.code == "jsonld.unsigned_data"


def test_language_tags_that_are_not_well_formed_are_unsigned() -> None:
    for tag in ("", "en us", "e_n", "-", "abcdefghi", "en\n"):
        document = badge()
        document["name"] = {"@value": "Badge", "@language": tag}
        unsigned(document, "$.name")
