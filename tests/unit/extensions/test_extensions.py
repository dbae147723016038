"""Extensions of Open Badges 1.1 and 2.x: which they are, whether they are what their schemas demand."""

from __future__ import annotations

import copy
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.bundled_contexts import DEFAULTS, Oracle
from tests.support.extension_examples import BASE, EXAMPLES, SCHEMAS

from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.extensions import ExtensionResult, evaluate
from badgekit.extensions.known import KNOWN
from badgekit.jsonld import ContextStore
from badgekit.resources import context_index
from badgekit.schemas import SchemaSet

V2 = "https://w3id.org/openbadges/v2"
BROKEN: dict[str, tuple[str, Any, str]] = {
    # extension → member, value that its schema refuses, path of the reason
    "Accessibility": ("accessibilityFeature", 7, "$.x.accessibilityFeature"),
    "ApplyLink": ("url", {"more": 1}, "$.x.url"),
    "AssessmentExtension": ("assessments", "text", "$.x.assessments"),
    "Endorsement": ("endorsedObject", "text", "$.x.endorsedObject"),
    "ExampleExtension": ("exampleProperty", 1, "$.x.exampleProperty"),
    "ExtraDescriptionExtension": ("narrative", False, "$.x.narrative"),
    "GeoCoordinates": ("geo", {"latitude": "44", "longitude": -123}, "$.x.geo.latitude"),
    "IssuerAccreditation": ("accreditationDate", "28 February", "$.x.accreditationDate"),
    "LicenseExtension": ("id", "MIT", "$.x.id"),
    "OriginalCreator": ("url", None, "$.x"),
    "RecipientProfile": ("name", ["Anna", "Beth"], "$.x.name"),
}


def badge(extension: Any, key: str = "x") -> dict[str, Any]:
    return {"@context": V2, "type": "Assertion", "id": "https://example.org/a", key: extension}


def only(value: dict[str, Any]) -> ExtensionResult:
    (result,) = evaluate(value)
    return result


@pytest.fixture(scope="module")
def oracle() -> Oracle:
    return Oracle({url: revision.load() for url, revision in DEFAULTS.items()})


def in_words_of_2_0(document: dict[str, Any], oracle: Oracle) -> dict[str, Any]:
    from pyld import jsonld

    # Without a base: the CC-BY of a licence is a relative address that leads nowhere.
    found: dict[str, Any] = jsonld.compact(document, V2, {**oracle.options, "base": None})
    return found


# --- known good, known bad, unknown ------------------------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_good_one_fits(name: str) -> None:
    result = only(badge(EXAMPLES[name]))
    assert (result.path, result.name, result.known) == ("$.x", name, True)
    assert result.problems == ()
    assert result.notes == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_bad_one_is_said_with_its_place(name: str) -> None:
    member, value, path = BROKEN[name]
    result = only(badge({**EXAMPLES[name], member: value}))
    assert result.known
    assert {(type(problem), problem.code) for problem in result.problems} == {
        (Malformed, "extension.invalid")
    }
    assert path in [problem.path for problem in result.problems]
    assert name in str(result.problems[0])


@pytest.mark.parametrize(
    ("types", "name"),
    [
        (["Extension", "extensions:MyOwn"], "extensions:MyOwn"),
        (["Extension"], ""),
        ("Extension", ""),
        (["Extension", "ApplyLink"], "ApplyLink"),
        (["https://example.org/other#ApplyLink", "Extension"], "https://example.org/other#ApplyLink"),
    ],
)
def test_an_unknown_one_is_only_noted(types: Any, name: str) -> None:
    result = only(badge({"type": types, "@context": "https://example.org/context.json", "url": 7}))
    assert (result.known, result.name) == (False, name)
    assert [(type(problem), problem.code) for problem in result.problems] == [
        (Unsupported, "extension.unknown")
    ]


def test_the_context_decides_where_the_types_do_not() -> None:
    extension = {"type": ["Extension"], "@context": EXAMPLES["ApplyLink"]["@context"], "url": 7}
    result = only(badge(extension))
    assert (result.known, result.name) == (True, "ApplyLink")
    assert [problem.code for problem in result.problems] == ["extension.invalid"]


def test_the_types_go_before_the_context() -> None:
    extension = {**EXAMPLES["GeoCoordinates"], "@context": EXAMPLES["ApplyLink"]["@context"]}
    assert only(badge(extension)).name == "GeoCoordinates"


def test_one_object_may_be_two_extensions() -> None:
    types = ["Extension", "extensions:ApplyLink", "extensions:ExampleExtension"]
    first, second = evaluate(badge({"type": types, "url": "https://example.org/"}))
    assert (first.name, first.problems) == ("ApplyLink", ())
    assert (second.name, len(second.problems)) == ("ExampleExtension", 1)


@pytest.mark.parametrize(
    "written",
    [
        "extensions:ApplyLink",
        "extension:ApplyLink",
        "https://w3id.org/openbadges/extensions#ApplyLink",
        "http://w3id.org/openbadges/extensions#ApplyLink",
    ],
)
def test_the_same_type_may_be_written_in_several_ways(written: str) -> None:
    result = only(badge({"type": ["Extension", written], "url": "https://example.org/"}))
    assert (result.name, result.known, result.problems) == ("ApplyLink", True, ())


@pytest.mark.parametrize("written", ["extensions:originalCreator", "extensions:OriginalCreator"])
def test_the_original_creator_is_written_in_two_cases(written: str) -> None:
    assert only(badge({"type": ["Extension", written], "url": "https://example.org/"})).known


def test_the_lower_case_type_of_the_prose_is_taken_and_noted() -> None:
    result = only(badge({**EXAMPLES["ApplyLink"], "type": ["extension", "extensions:ApplyLink"]}))
    assert (result.known, result.problems) == (True, ())
    assert [(note.code, note.path) for note in result.notes] == [("extension.lower_case", "$.x.type")]
    bad = only(badge({"type": ["extension", "extensions:ApplyLink"]}))
    assert [problem.code for problem in bad.problems] == ["extension.invalid"]


# --- where they are found ----------------------------------------------------------------------------


def test_they_are_found_at_any_depth_in_the_order_of_the_document() -> None:
    one = {"type": "Extension", "inner": {"type": ["Extension", "extensions:Inner"]}}
    value = {
        "a": [1, "Extension", {"type": "Other", "deep": [[{"@type": ["Extension"]}]]}],
        "b c": one,
        "@context": [{"type": "Extension"}],
        "type": "Extension",
    }
    assert [result.path for result in evaluate(value)] == [
        "$",
        "$.a[2].deep[0][0]",
        "$['b c']",
        "$['b c'].inner",
    ]


@pytest.mark.parametrize(
    "value",
    [{}, {"type": "Assertion"}, {"type": {"type": 7}}, {"type": ["extensions:ApplyLink"]}, {"a": None}],
)
def test_what_is_no_extension_is_not_taken_for_one(value: dict[str, Any]) -> None:
    assert evaluate(value) == ()


def test_so_many_that_judging_them_would_take_long_are_refused() -> None:
    extension = {"type": ["Extension", "extensions:ApplyLink"]}
    assert len(evaluate({"a": [extension] * 100})) == 100
    with pytest.raises(LimitExceeded, match="more than 100") as caught:
        evaluate({"a": [extension] * 101})
    assert caught.value.code == "extension.too_many"


def test_a_long_name_is_written_down_where_an_extension_lies_below_it_and_nowhere_else() -> None:
    """A megabyte in the path of each of a hundred thousand objects is more than there is memory for."""
    name, plain = "n" * 100_000, [{"x": [7]}] * 5_000
    extension = {"type": ["Extension", "extensions:ApplyLink"]}
    tracemalloc.start()
    try:
        found = evaluate({name: [*plain, extension]})
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert {one.path for one in found} == {f"$.{name}[5000]"}
    assert peak < 20_000_000
    with pytest.raises(LimitExceeded) as caught:
        evaluate({name: [extension] * 50})
    assert caught.value.code == "json.names_too_long"


def test_one_that_is_nested_beyond_reason_ends_in_a_problem_of_badgekits_own() -> None:
    deep: dict[str, Any] = {}
    for _ in range(5_000):
        deep = {"geo": deep}
    with pytest.raises(LimitExceeded):
        evaluate({"type": ["Extension", "extensions:GeoCoordinates"], **deep})


# --- forms that are the same in JSON-LD ----------------------------------------------------------------


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_pyld_compacts_into_the_words_of_2_0_is_judged_the_same(name: str, oracle: Oracle) -> None:
    """Compaction moves members to the addresses of their properties, and drops the own context."""
    compacted = in_words_of_2_0(badge(EXAMPLES[name], "extensions:x"), oracle)
    result = only(compacted)
    assert (result.name, result.known, result.problems) == (name, True, ())


@pytest.mark.parametrize("name", ["ApplyLink", "GeoCoordinates", "ExampleExtension", "LicenseExtension"])
def test_what_pyld_compacts_is_refused_the_same(name: str, oracle: Oracle) -> None:
    member, value, _ = BROKEN[name]
    compacted = in_words_of_2_0(badge({**EXAMPLES[name], member: value}, "extensions:x"), oracle)
    assert [problem.code for problem in only(compacted).problems] == ["extension.invalid"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_lists_of_one_and_nulls_say_the_same(name: str) -> None:
    def wrapped(value: Any) -> Any:
        if isinstance(value, list):
            return [wrapped(one)[0] if isinstance(one, dict) else one for one in value]
        if isinstance(value, dict):
            value = {key: wrapped(one) for key, one in value.items()} | {"more": None}
        return [value]

    assert only(badge(wrapped(EXAMPLES[name]))).problems == ()
    assert only(badge(wrapped(EXAMPLES[name])[0])).problems == ()


def test_a_value_may_be_a_value_object_and_a_reference_an_object() -> None:
    described = {**EXAMPLES["ExtraDescriptionExtension"], "name": {"@value": "More", "@language": "en"}}
    assert only(badge(described)).problems == ()
    profile = {**EXAMPLES["RecipientProfile"], "publicKey": {"@id": "ecdsa-koblitz-pubkey:1"}}
    assert only(badge(profile)).problems == ()
    control = {**EXAMPLES["Accessibility"], "accessibilityControl": {"@set": ["fullKeyboardControl"]}}
    assert only(badge(control)).problems == ()


def test_a_property_under_two_names_has_two_values() -> None:
    twice = {**EXAMPLES["ApplyLink"], "extensions:applyLink": "https://elsewhere.example/"}
    assert [problem.code for problem in only(badge(twice)).problems] == ["extension.invalid"]


def test_a_name_that_the_schema_has_and_the_badge_has_not_leads_to_the_extension_itself() -> None:
    result = only(badge({"type": ["Extension", "extensions:ApplyLink"], "extensions:applyLink": 7}))
    assert [problem.path for problem in result.problems] == ["$.x"]


# --- what stands behind it ----------------------------------------------------------------------------


def test_every_known_extension_has_its_context_and_schema() -> None:
    contexts = {url for entry in context_index() for url in (entry.url, *entry.aliases)}
    schemas = SchemaSet()
    assert {known.name: known.folder for known in KNOWN} == SCHEMAS
    for known in KNOWN:
        assert known.context in contexts
        schema = schemas.find(known.schema)
        assert schema is not None
        assert schema.url == known.schema
        assert known.context.startswith(BASE)


def test_a_set_of_schemas_and_contexts_may_be_handed_in() -> None:
    schemas, contexts = SchemaSet(), ContextStore.bundled()
    assert evaluate(badge(EXAMPLES["GeoCoordinates"]), schemas, contexts)[0].problems == ()
    # Without the words of the extension only plain names are understood.
    nothing = ContextStore({})
    assert evaluate(badge(EXAMPLES["GeoCoordinates"]), schemas, nothing)[0].problems == ()


@pytest.mark.parametrize(
    "context",
    [None, 7, {"url": 7, "a": {"@id": None}, "b": "b", "c": "d", "d": "c"}, [[], {"e": "e:e"}], {"x": "x:"}],
)
def test_a_pinned_context_of_any_shape_breaks_nothing(context: Any) -> None:
    url = EXAMPLES["ApplyLink"]["@context"]
    contexts = ContextStore.bundled()
    if isinstance(context, dict):
        contexts = contexts.with_pinned({url: {"@context": context}})
    extension = {**EXAMPLES["ApplyLink"], "b": 1, "e:e": 2, "x:x": 3, "c:c": 4}
    assert evaluate(badge(extension), contexts=contexts)[0].name == "ApplyLink"


_NAMES = st.sampled_from(
    [
        "type",
        "@type",
        "@context",
        "@value",
        "@id",
        "id",
        "url",
        "geo",
        "schema:geo",
        "x:y",
        "@list",
        "@set",
        ":",
    ]
)
_WORDS = st.sampled_from(
    ["Extension", "extension", "extensions:GeoCoordinates", "extensions:ApplyLink", "https://x.example/", V2]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5) | _WORDS,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(_NAMES | st.text(max_size=3), inner, max_size=5)
    ),
    max_leaves=25,
)


@given(st.dictionaries(_NAMES, _JSON, max_size=6))
def test_no_json_raises_anything_but_badgekits_own(value: dict[str, Any]) -> None:
    before = copy.deepcopy(value)
    results = evaluate(value)
    assert value == before
    for result in results:
        assert all(isinstance(problem, Problem) and str(problem) for problem in result.problems)
        assert result.known or [problem.code for problem in result.problems] == ["extension.unknown"]


@given(st.sampled_from(list(EXAMPLES)), _NAMES, _JSON)
def test_an_extension_with_anything_in_it_is_still_judged(name: str, member: str, value: Any) -> None:
    extension = {**EXAMPLES[name], member: value}
    for result in evaluate({"list": [extension]}):
        assert all(isinstance(problem, Problem) for problem in (*result.problems, *result.notes))
