"""Documents whose words are renamed: compacted into those of Open Badges 2.0, with pinned contexts alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.hosted_badges import V2, assertion, badge_class

from badgekit import Limits
from badgekit.errors import Problem
from badgekit.gathering.compaction import compact
from badgekit.gathering.shaping import shape
from badgekit.jsonld import ContextStore, Engine

ENGINE = Engine(ContextStore.bundled(), Limits())
OBI = "https://w3id.org/openbadges#"


def compacted(value: dict[str, Any], limits: Limits | None = None) -> tuple[dict[str, Any], list[str]]:
    result, notes = compact(value, ENGINE, limits or Limits())
    return result, [note.code for note in notes]


def test_what_is_written_in_the_words_of_2_0_comes_back() -> None:
    given_badge = assertion(evidence=["https://uni.example/e/1", "https://uni.example/e/2"])
    result, notes = compacted(given_badge)
    assert {**result, "verification": given_badge["verification"]} == given_badge
    assert result["verification"]["type"] in ("HostedBadge", "hosted")
    assert notes == []


def test_renamed_words_have_their_meaning_and_lose_the_one_they_seem_to_have() -> None:
    renamed = assertion(
        **{"@context": [V2, {"until": "https://w3id.org/security#expiration", "expires": "urn:x:y"}]}
    )
    value = renamed | {"until": "2020-01-01T00:00:00Z", "expires": "2999-01-01T00:00:00Z"}
    assert shape(value, "Assertion", ENGINE, Limits()).value["expires"] == "2020-01-01T00:00:00Z"


def test_the_language_of_a_node_comes_through() -> None:
    badge = badge_class(**{"@context": [V2, {"ex": "urn:ex:"}], "@language": "de-AT"})
    badge["related"] = [{"id": "https://uni.example/b/2", "@language": "en"}]
    result, _ = compacted(badge)
    assert result["@language"] == "de-AT"
    assert "en" in str(result["related"])
    text = badge_class(
        **{"@context": [V2, {"ex": "urn:ex:"}], "name": {"@value": "Daten", "@language": "de"}}
    )
    assert compacted(text)[0]["name"] == {"@value": "Daten", "@language": "de"}


def test_an_unknown_context_defines_nothing_and_is_named() -> None:
    value = assertion(**{"@context": [V2, "https://evil.example/c.json", {}], "secret": 1})
    result, notes = compacted(value)
    assert notes == ["context.unknown_ignored"]
    assert "secret" not in result


@pytest.mark.parametrize(
    ("context", "code"),
    [
        ([V2, {"x": 7}], "jsonld.processing_failed"),
        ([V2, {f"t{n}": f"urn:t:{n}" for n in range(6000)}], "jsonld.too_complex"),
        ([V2, *(f"https://evil.example/{n}" for n in range(40)), {}], "jsonld.too_complex"),
    ],
)
def test_a_context_that_is_wrong_or_too_much(context: Any, code: str) -> None:
    with pytest.raises(Problem) as caught:
        compacted(assertion(**{"@context": context}))
    assert caught.value.code == code


def test_scoped_contexts_of_every_node_are_counted() -> None:
    heavy = [{"@context": {f"t{n}": f"urn:{m}:{n}" for n in range(3000)}, "id": "urn:e"} for m in range(40)]
    value = assertion(**{"@context": [V2, {"ex": "urn:ex:"}], "evidence": heavy})
    with pytest.raises(Problem) as caught:
        compacted(value)
    assert caught.value.code == "jsonld.too_complex"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from([V2, OBI + "x", "@id"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["@context", "@id", "@type", "@value", "@list", "@graph", "id", "x", OBI + "badge"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(
    st.dictionaries(
        st.sampled_from(["@context", "type", "badge", "x", "@graph", "@reverse"]), JSON, max_size=4
    )
)
def test_no_document_raises_anything_else(value: dict[str, Any]) -> None:
    try:
        result, _ = compact(value, ENGINE, Limits())
    except Problem:
        return
    assert result["@context"] == V2
