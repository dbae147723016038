from __future__ import annotations

import contextlib
import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badgekit import strictjson
from badgekit.errors import LimitExceeded, Malformed, Problem
from badgekit.limits import Limits
from badgekit.messages import lookup


def code(data: bytes | str, kind: type[Problem] = Malformed, limits: Limits | None = None) -> str:
    with pytest.raises(kind) as caught:
        strictjson.loads(data, limits=limits or Limits())
    assert lookup(caught.value.code) is not None
    assert "not given)" not in str(caught.value)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{}", {}),
        (
            ' {"a" : [1, -2.5e3, true, false, null, "\\u00e4\\n"]}\r\n',
            {"a": [1, -2500.0, True, False, None, "ä\n"]},
        ),
        ('"\\ud83c\\udf31 🌱"', "🌱 🌱"),
        ('{"a":1,"A":2,"á":3,"a\u0301":4}', {"a": 1, "A": 2, "á": 3, "a\u0301": 4}),
        ('{"__proto__":{"a":{}}}', {"__proto__": {"a": {}}}),
        ('"\\u0000\\u007f"', "\0\x7f"),
        ("-0", 0),
        ("1E400".replace("400", "300"), 1e300),
        ('{"a":{"k":1},"b":{"k":1}}', {"a": {"k": 1}, "b": {"k": 1}}),
    ],
)
def test_json_is_read(text: str, value: object) -> None:
    assert strictjson.loads(text) == value
    assert strictjson.loads(text.encode()) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "{'a':1}",
        "{a:1}",
        '{"a":1,}',
        "[1,]",
        "[1 2]",
        '{"a" 1}',
        "{}{}",
        "{} x",
        "{}\0",
        "// c\n{}",
        "{}/* c */",
        "007",
        "+1",
        "0x10",
        ".5",
        "1.",
        "1e",
        "- 1",
        "１２",
        "nul",
        "True",
        '"a',
        '"\t"',
        '"\n"',
        '"\0"',
        '"\\x41"',
        '"\\u12"',
        "\u00a0{}",
        "\x0c{}",
        "undefined",
    ],
)
def test_what_is_not_json_is_refused(text: str) -> None:
    assert code(text) == "json.syntax"
    assert code(text.encode()) == "json.syntax"


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1}',
        '{"a":1,"b":2,"a":3}',
        '{"issuer":1,"\\u0069ssuer":2}',
        '[{"x":{"":1,"":2}}]',
        '{"🌱":1,"\\ud83c\\udf31":2}',
    ],
)
def test_a_member_name_occurs_once(text: str) -> None:
    assert code(text) == "json.duplicate_key"


@pytest.mark.parametrize(
    "literal",
    [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "-1e400",
        "1e99999999999",
        "9" * 101,
        "-" + "9" * 100,
        "0." + "1" * 99,
    ],
)
def test_numbers_are_finite_and_of_reasonable_length(literal: str) -> None:
    assert code(f'{{"a":[{literal}]}}') == "json.number"


@pytest.mark.parametrize("literal", ["9" * 100, "-" + "9" * 99, "0." + "1" * 98])
def test_numbers_up_to_the_limit_are_read(literal: str) -> None:
    assert strictjson.loads(literal) == json.loads(literal)


def test_a_generous_limit_does_not_let_the_interpreters_own_error_out() -> None:
    assert code("9" * 5000, limits=Limits(json_number_digits=10_000)) == "json.number"


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":"\xe9"}',
        b'{"a":"\xc0\xaf"}',
        b'{"a":"\xed\xa0\x80"}',
        b'{"a":"\xf4\x90\x80\x80"}',
        b'"\xe2\x82"',
        b"\xff\xfe{\0}\0",
        '{"ä":1}'.encode("utf-16"),
    ],
)
def test_bytes_are_utf8(data: bytes) -> None:
    assert code(data) == "json.not_utf8"


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\udc00\\ud800"', '{"\\ud83c":1}', '[[{"a":["x\\uDFFF"]}]]'])
def test_half_a_character_pair_is_refused(text: str) -> None:
    assert code(text) == "json.lone_surrogate"
    assert code(text.encode()) == "json.lone_surrogate"


def test_half_a_character_pair_in_a_str_is_refused() -> None:
    assert code('{"a":"\ud800"}') == "json.lone_surrogate"
    assert code('{"\udfff":1}') == "json.lone_surrogate"


def test_a_byte_order_mark_is_refused() -> None:
    assert code("\ufeff{}") == "json.byte_order_mark"
    assert code(b"\xef\xbb\xbf{}") == "json.byte_order_mark"
    assert strictjson.loads('"\ufeff"') == "\ufeff"


def test_the_size_is_bounded() -> None:
    limits = Limits(json_bytes=10)
    assert strictjson.loads(b"{}".ljust(10), limits=limits) == {}
    assert code(b"{}".ljust(11), LimitExceeded, limits) == "json.too_large"


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")])
def test_the_depth_is_bounded(opening: str, closing: str) -> None:
    limits = Limits(json_depth=6)
    times = 6 // opening.count("[") if opening == '[{"a":' else 6
    times = 3 if opening == '[{"a":' else times
    assert strictjson.loads(opening * times + "1" + closing * times, limits=limits)
    assert code("[" + opening * times + "1" + closing * times + "]", LimitExceeded, limits) == "json.too_deep"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000])
def test_extreme_depth_neither_crashes_nor_overflows(text: str) -> None:
    assert code(text, LimitExceeded) == "json.too_deep"


def test_many_siblings_are_not_depth() -> None:
    assert len(strictjson.loads("[" + ",".join(["[]"] * 50_000) + "]")) == 50_000


def test_hostile_names_are_made_safe_in_the_problem() -> None:
    with pytest.raises(Malformed) as caught:
        strictjson.loads('{"\\u001b[2J\\u202e":1,"\\u001b[2J\\u202e":2}')
    assert "\x1b" not in str(caught.value)
    assert "\u202e" not in str(caught.value)


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=20,
)


@settings(deadline=None, max_examples=200)
@given(_VALUES, st.booleans())
def test_what_was_written_is_read(value: Any, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert strictjson.loads(text) == value
    assert strictjson.loads(text.encode()) == value


@settings(deadline=None, max_examples=400)
@given(st.binary(max_size=100) | st.text(st.characters(), max_size=100))
def test_any_input_gives_a_value_or_a_problem(data: bytes | str) -> None:
    with contextlib.suppress(Problem):
        strictjson.loads(data)


@settings(deadline=None, max_examples=400)
@given(st.text(st.sampled_from('{}[]",:\\u0123d8eE+-. nulltrefas\ud800'), max_size=40))
def test_it_accepts_nothing_that_the_lenient_reader_refuses(text: str) -> None:
    try:
        value = strictjson.loads(text)
    except Problem:
        return
    expected = json.loads(text)
    assert value == expected
    assert not isinstance(value, float) or math.isfinite(value)
