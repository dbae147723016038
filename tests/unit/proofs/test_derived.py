"""The components of a derived proof: each has its type, its size and its range, or the proof is none."""

from __future__ import annotations

from typing import Any

import cbor2
import pytest

from badgekit.errors import Malformed, Problem
from badgekit.jsonld import Canonical
from badgekit.proofs.derived import components, indexes, label_map, reveal
from badgekit.testing.encoding import base64url

DERIVED, BASE = b"\xd9\x5d\x01", b"\xd9\x5d\x00"


def read(value: Any) -> tuple[bytes, list[Any]]:
    return components("$.proof", {"proofValue": value}, {DERIVED: 2}, [BASE])


def encoded(found: Any, header: bytes = DERIVED) -> str:
    return "u" + base64url(header + cbor2.dumps(found))


def refusal(value: Any) -> str:
    with pytest.raises(Problem) as caught:
        read(value)
    assert caught.value.path == "$.proof.proofValue"
    return caught.value.code


def test_header_and_components() -> None:
    assert read(encoded([1, b"x"])) == (DERIVED, [1, b"x"])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "proof.value_encoding"),
        (7, "proof.value_encoding"),
        ([encoded([1, 2])], "proof.value_encoding"),
        ("", "proof.value_encoding"),
        ("z" + encoded([1, 2])[1:], "proof.value_encoding"),
        (encoded([1, 2])[1:], "proof.value_encoding"),
        ("u!", "proof.value_encoding"),
        (encoded([1, 2]) + "=", "proof.value_encoding"),
        (encoded([1, 2], b"\xd9\x5d\x02"), "proof.value_encoding"),
        (encoded([1, 2], b""), "proof.value_encoding"),
        (encoded([1, 2], BASE), "proof.base"),
        (encoded([1]), "proof.value_component"),
        (encoded([1, 2, 3]), "proof.value_component"),
        (encoded({1: 2, 3: 4}), "proof.value_component"),
        (encoded("ab"), "proof.value_component"),
        (encoded(7), "proof.value_component"),
        ("u" + base64url(DERIVED), "cbor.malformed"),
        ("u" + base64url(DERIVED + b"\x82\x01"), "cbor.malformed"),
    ],
)
def test_what_is_no_derived_proof(value: Any, code: str) -> None:
    assert refusal(value) == code


def test_labels() -> None:
    assert label_map("$", {0: b"ab", 3: b"cd"}, bytes, 2) == {"c14n0": b"ab", "c14n3": b"cd"}
    assert label_map("$", {0: 0, 1: 5}, int) == {"c14n0": 0, "c14n1": 5}
    assert label_map("$", {}, int) == {}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ([], int),
        (None, int),
        ([[0, 1]], int),
        ({0: -1}, int),
        ({0: True}, int),
        ({0: b"ab"}, int),
        ({0: "1"}, int),
        ({0: 1.0}, int),
        ({0: None}, int),
        ({-1: 0}, int),
        ({True: 0}, int),
        ({"0": 0}, int),
        ({0: 1, 1: 1}, int),
        ({0: 1}, bytes),
        ({0: b"a"}, bytes),
        ({0: b"abc"}, bytes),
        ({0: "ab"}, bytes),
        ({0: b"ab", 2: b"ab"}, bytes),
    ],
)
def test_labels_that_are_none(value: Any, kind: Any) -> None:
    with pytest.raises(Malformed) as caught:
        label_map("$.proof", value, kind, 2)
    assert (caught.value.code, caught.value.params["component"]) == ("proof.value_component", "labelMap")


def test_positions() -> None:
    assert indexes("$", [], "x") == []
    assert indexes("$", [0, 7, 3], "x") == [0, 7, 3]
    wrong_ones: list[Any] = [None, {}, (0,), [-1], [True], ["0"], [0.0], [1, 1], [0, None]]
    for wrong in wrong_ones:
        with pytest.raises(Malformed) as caught:
            indexes("$.proof", wrong, "selectiveIndexes")
        assert caught.value.params["component"] == "selectiveIndexes"


FORM = Canonical(
    lines=(
        '<urn:a> <urn:p> "_:c14n0 \\" _:c14n1" .\n',
        '<urn:a> <urn:p> "x"@en _:c14n1 .\n',
        "<urn:a> <urn:p> <urn:x:_:c14n0> .\n",
        "<urn:a> <urn:p> _:c14n0 .\n",
        "_:c14n0 <urn:p> _:c14n1 _:c14n0 .\n",
        '_:c14n1 <urn:p> "1"^^<urn:_:c14n0> .\n',
    )
)
NAMES = {"c14n0": "b9", "c14n1": "b1"}
RENAMED = (
    '<urn:a> <urn:p> "_:c14n0 \\" _:c14n1" .\n',
    '<urn:a> <urn:p> "x"@en _:b1 .\n',
    "<urn:a> <urn:p> <urn:x:_:c14n0> .\n",
    "<urn:a> <urn:p> _:b9 .\n",
    '_:b1 <urn:p> "1"^^<urn:_:c14n0> .\n',
    "_:b9 <urn:p> _:b1 _:b9 .\n",
)


def test_statements_are_told_with_the_issuers_names_in_the_issuers_order() -> None:
    """Subject, object and graph are renamed; what looks like one in a text, address or type is none."""
    told = reveal("$.proof", FORM, NAMES, [0, 4])
    assert told.mandatory == (RENAMED[0], RENAMED[4])
    assert told.optional == (*RENAMED[1:4], RENAMED[5])
    assert told.shown == (*FORM.lines[1:4], FORM.lines[4])
    assert reveal("$.proof", FORM, NAMES, []).optional == RENAMED
    assert reveal("$.proof", FORM, NAMES, range(6)).mandatory == RENAMED


@pytest.mark.parametrize(
    ("labels", "mandatory", "component"),
    [
        ({}, [], "labelMap"),
        ({"c14n0": "b9"}, [], "labelMap"),
        ({**NAMES, "c14n2": "b2"}, [], "labelMap"),
        (NAMES, [6], "mandatoryIndexes"),
        (NAMES, [0, 7], "mandatoryIndexes"),
    ],
)
def test_names_and_positions_fit_the_statements(labels: Any, mandatory: list[int], component: str) -> None:
    with pytest.raises(Malformed) as caught:
        reveal("$.proof", FORM, labels, mandatory)
    assert caught.value.params["component"] == component
