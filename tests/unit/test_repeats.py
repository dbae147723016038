"""What is remembered under a content must be asked for by that very content."""

from __future__ import annotations

import itertools
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from badgekit.repeats import Repeats, exact

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-2, 2),
        st.sampled_from([0.0, -0.0, 1.0, 2.0, 1e300]),
        st.sampled_from(["", "0", "1", "true", "null", "a", "é", "e\u0301", "\ud800"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(VALUES, VALUES)
def test_two_values_share_a_content_only_if_they_are_one_json_text(one: Any, other: Any) -> None:
    assert (exact(one) == exact(other)) is (json.dumps(one) == json.dumps(other))


def test_values_that_python_calls_equal_are_told_apart() -> None:
    alike: list[Any] = [1, 1.0, True, "1", [1], {"a": 1}, {"a": 1.0}, {"a": True}, 0.0, -0.0, 0, False, None]
    for one, other in itertools.combinations(alike, 2):
        assert exact({"value": one}) != exact({"value": other}), (one, other)


def test_a_value_that_is_large_or_no_json_has_no_content() -> None:
    nested: Any = []
    for _ in range(100_000):
        nested = [nested]
    assert exact("x" * 100_000) is None
    assert exact(nested) is None
    assert exact(object()) is None
    while nested:  # taken apart here: the interpreter would do it recursively
        nested = nested.pop()


def test_the_table_is_bounded() -> None:
    table: Repeats[int] = Repeats()
    for number in range(10_000):
        table.keep(number, number)
        assert table.get(number) == number
    assert sum(table.get(number) is not None for number in range(10_000)) <= 256
