"""RFC 8785: its own vectors, another implementation's word, and what has no canonical text."""

from __future__ import annotations

import json
import struct
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from badgekit import canonicaljson, strictjson
from badgekit.errors import LimitExceeded, Malformed
from badgekit.limits import Limits

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(1 - 2**53, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5)
)


# Appendix B: IEEE 754 bits and the text of the number.
@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("ffefffffffffffff", "-1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("44b52d02c7e14af7", "1.0000000000000001e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("41b3de4355555554", "333333333.33333325"),
        ("41b3de4355555555", "333333333.3333333"),
        ("41b3de4355555556", "333333333.3333334"),
        ("41b3de4355555557", "333333333.33333343"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_of_the_standard(bits: str, text: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonicaljson.dumps(number) == text.encode()


def test_the_document_of_the_standard() -> None:
    """Section 3.2.2: literals, numbers and strings, as parsed from the text that is given there."""
    text = (
        r'{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],'
        r'"string": "\u20ac$\u000F\u000aA'
        + "'"
        + r'\u0042\u0022\u005c\\\"\/","literals": [null, true, false]}'
    )
    wanted = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        r'"string":"' + "\u20ac" + r"$\u000f\nA'B\"\\\\\"" + '/"}'
    )
    assert canonicaljson.dumps(strictjson.loads(text)) == wanted.encode()


def test_names_are_sorted_by_utf_16_code_units() -> None:
    """Section 3.2.3: a character above the BMP comes before U+FB33, whose code point is smaller."""
    names = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }
    texts = json.loads(canonicaljson.dumps(names), object_pairs_hook=lambda pairs: [v for _, v in pairs])
    assert texts == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


def test_nothing_is_normalised() -> None:
    """Section 3.1: no Unicode form takes the place of another one."""
    assert canonicaljson.dumps("\u00e4") != canonicaljson.dumps("a\u0308")


@given(VALUES)
def test_it_writes_what_another_implementation_writes(value: Any) -> None:
    assert canonicaljson.dumps(value) == rfc8785.dumps(value)


@given(st.binary(min_size=8, max_size=8))
def test_every_double_has_the_text_that_another_implementation_gives_it(data: bytes) -> None:
    (number,) = struct.unpack(">d", data)
    if abs(number) < float("inf"):
        assert canonicaljson.dumps(number) == rfc8785.dumps(number)
    else:
        with pytest.raises(Malformed) as caught:
            canonicaljson.dumps(number)
        assert caught.value.code == "json.number"


@given(VALUES)
def test_the_text_is_its_own_canonical_text(value: Any) -> None:
    """Whatever a reader makes of the text, integers of many digits included, has the same text again."""
    text = canonicaljson.dumps(value)
    assert canonicaljson.dumps(strictjson.loads(text)) == text


@given(st.dictionaries(st.text(), VALUES, max_size=6))
def test_an_object_can_be_joined_from_its_members(value: dict[str, Any]) -> None:
    parts = {name: canonicaljson.dumps(member) for name, member in value.items()}
    assert canonicaljson.join(parts) == canonicaljson.dumps(value)


@pytest.mark.parametrize("number", [2**53 + 1, -(2**53) - 1, 10**400, 123456789012345678901])
def test_an_integer_that_is_another_one_as_a_double_is_refused(number: int) -> None:
    """9007199254740993 would be shown, and 9007199254740992 is what the signature is about."""
    with pytest.raises(Malformed) as caught:
        canonicaljson.dumps([number])
    assert caught.value.code == "json.inexact_number"


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (2**53, "9007199254740992"),
        (2**53 + 2, "9007199254740994"),
        (2**70, "1.1805916207174113e+21"),
        (295147905179352830000, "295147905179352830000"),
    ],
)
def test_large_integers_that_are_the_same_to_everybody(number: int, text: str) -> None:
    """The last one is no double; it is what ECMAScript writes for one."""
    assert canonicaljson.dumps(number) == text.encode()


@pytest.mark.parametrize("value", ["\ud800", ["\udfff"], {"\ud800": 1}])
def test_lone_surrogates_are_refused(value: Any) -> None:
    with pytest.raises(Malformed) as caught:
        canonicaljson.dumps(value)
    assert caught.value.code == "json.lone_surrogate"


@pytest.mark.parametrize("value", [b"x", {1: 2}, {None: 1}, {"a": object()}, [1j], {"a": {1}}])
def test_what_json_does_not_have_is_refused(value: Any) -> None:
    with pytest.raises(Malformed) as caught:
        canonicaljson.dumps(value)
    assert caught.value.code == "json.not_json"


@pytest.mark.parametrize("opening", [lambda value: [value], lambda value: {"a": value}])
def test_depth_is_bounded(opening: Any) -> None:
    value: Any = 1
    for _ in range(8):
        value = opening(value)
    assert canonicaljson.dumps(value, limits=Limits(json_depth=8))
    with pytest.raises(LimitExceeded) as caught:
        canonicaljson.dumps(value, limits=Limits(json_depth=7))
    assert (caught.value.code, caught.value.params) == ("json.too_deep", {"limit": 7})


def test_a_value_that_holds_itself_ends() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(LimitExceeded):
        canonicaljson.dumps(value)
