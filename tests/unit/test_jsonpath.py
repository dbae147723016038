"""JSONPaths: written, followed and cut, whatever the names of members are made of."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from badgekit.jsonpath import ancestors, child, member_at

NAMES = st.text(max_size=8) | st.text("ab.[]'\\$\n", max_size=8)


@given(st.lists(NAMES | st.integers(0, 3), max_size=6))
def test_a_path_leads_to_its_place_and_past_all_that_is_around(steps: list[str | int]) -> None:
    value: Any = "here"
    for step in reversed(steps):
        value = [None] * step + [value] if isinstance(step, int) else {step: value}
    path, around = "$", []
    for step in steps:
        around.append(path)
        path = child(path, step)
    assert member_at(value, path) == "here"
    assert list(ancestors(path)) == around


def test_what_looks_like_a_step_inside_a_name_is_none() -> None:
    """Each would be looked up, and a name may be as long as a credential."""
    assert list(ancestors(child("$", ".a[0]" * 1000))) == ["$"]
