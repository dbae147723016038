"""Whatever JSON comes: claims or a problem, bounded, and nothing that cannot be written back."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from badgekit.errors import Problem
from badgekit.messages import lookup
from badgekit.models import leaves, read, shapes, to_dict
from badgekit.models.reading import Shape

KINDS = ("ob3", "endorsement", "vc")
MEMBERS = sorted(
    {
        name
        for room in (leaves, shapes)
        for shape in vars(room).values()
        if isinstance(shape, Shape)
        for name in shape.members
    }
)
TEXTS = st.sampled_from(
    [
        "",
        "x",
        "https://a.example/1",
        "did:example:1",
        "2025-01-01T00:00:00Z",
        "2025-13-01T00:00:00",
        "VerifiableCredential",
        "OpenBadgeCredential",
        "Profile",
        "Achievement",
        "https://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/2018/credentials/v1",
        "ecdsa-sd-2023",
    ]
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), TEXTS)
NAMES = st.one_of(st.sampled_from(MEMBERS), st.sampled_from(["@value", "@language", "a'b", "cryptosuite"]))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=8)),
    max_leaves=20,
)
DOCUMENTS = st.dictionaries(st.one_of(NAMES, st.text(max_size=5)), VALUES, max_size=12)


def judge(document: Any, kind: str) -> None:
    try:
        result = read(document, kind)
    except Problem as problem:
        assert lookup(problem.code)  # noqa: PT017  (whether it is raised at all is open)
        return
    for found in (*result.issues, *result.notes):
        assert lookup(found.code), found.code
        assert "not given" not in str(found)
        assert found.path.startswith("$")
    json.dumps(to_dict(result.claims))
    hash(result.claims)


@given(DOCUMENTS, st.sampled_from(KINDS))
@settings(max_examples=150, deadline=None)
def test_any_object_gives_claims_or_a_problem(document: dict[str, Any], kind: str) -> None:
    judge(document, kind)


@given(VALUES, st.sampled_from([*KINDS, "other"]))
@settings(max_examples=100, deadline=None)
def test_any_value_gives_claims_or_a_problem(value: Any, kind: str) -> None:
    judge(value, kind)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, item in items for place in places(item, (*path, key)))]


@given(st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_sound_badge_with_one_value_exchanged(badge: dict[str, Any], data: st.DataObject) -> None:
    document = copy.deepcopy(badge)
    *path, last = data.draw(st.sampled_from([place for place in places(document) if place]))
    carrier = document
    for step in path:
        carrier = carrier[step]
    carrier[last] = data.draw(VALUES)
    judge(document, "ob3")


@pytest.mark.parametrize("kind", KINDS)
def test_a_tower_of_brackets_is_kept_and_not_climbed(kind: str) -> None:
    tower: Any = "x"
    for _ in range(5_000):
        tower = {"parentOrg": [tower]}
    result = read({"issuer": tower, "evidence": tower, "more": tower}, kind)
    assert result.issues
