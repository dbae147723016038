"""`load_json`: JSON with one meaning, for callers who look into it before a part of it is verified."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badgekit import InputError, Limits, load_json


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**60), 2**60)
        | st.text(st.characters(exclude_categories=["Cs"])),
        lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
        max_leaves=20,
    )
)
def test_plain_json_is_read_as_everybody_reads_it(value: Any) -> None:
    text = json.dumps(value)
    assert load_json(text) == load_json(text.encode()) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"a": 1, "a": 2}', "json.duplicate_key"), (b"NaN", "json.number"), (b"\xff", "json.not_utf8"),
        (b"{} {}", "json.syntax"), (b"\xef\xbb\xbf{}", "json.byte_order_mark"), (b"[" * 99, "json.syntax"),
        (b"[" * 99 + b"]" * 99, "json.too_deep"), (b'"\\ud800"', "json.lone_surrogate"), (b"", "json.syntax"),
    ],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_an_input_error(text: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        load_json(text)
    assert caught.value.code == code
    assert str(caught.value)


def test_the_bounds_are_the_callers() -> None:
    with pytest.raises(InputError) as caught:
        load_json("[1, 2, 3]", limits=Limits(json_bytes=5))
    assert caught.value.code == "json.too_large"
