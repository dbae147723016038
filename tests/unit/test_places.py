"""Paths that are kept: the same as those of findings, and no more of them than is allowed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badgekit.errors import LimitExceeded
from badgekit.jsonpath import child
from badgekit.places import PLACE_CHARACTERS, Places, Trail

NAMES = st.text(max_size=8) | st.integers(0, 3)


@given(st.lists(NAMES, max_size=6))
def test_the_path_of_a_trail_is_that_of_its_steps(steps: list[str | int]) -> None:
    path = "$"
    trail: Trail | None = None
    for step in steps:
        path, trail = child(path, step), (trail, step)
    assert Places().at(trail) == path


@pytest.mark.parametrize("by_trail", [True, False])
def test_all_paths_together_have_so_many_characters(by_trail: bool) -> None:
    places = Places()

    def place(name: str) -> str:
        trail: Trail = (None, name)
        return places.at(trail) if by_trail else places.child("$", name)

    assert place("n" * (PLACE_CHARACTERS - 7)) == "$." + "n" * (PLACE_CHARACTERS - 7)
    assert place("abc") == "$.abc"
    with pytest.raises(LimitExceeded) as caught:
        place("a")
    assert (caught.value.code, caught.value.params) == ("json.names_too_long", {"limit": PLACE_CHARACTERS})
