"""Compiled schemas say yes and no exactly where jsonschema does."""

from __future__ import annotations

import contextlib
import math
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft201909Validator, Draft202012Validator, FormatChecker

from badgekit.errors import Problem, Unsupported
from badgekit.schemas.compiler import compile_schema
from badgekit.schemas.equality import equality_key

D2019 = "https://json-schema.org/draft/2019-09/schema"
D2020 = "https://json-schema.org/draft/2020-12/schema"

VALUES: list[Any] = [
    *(None, True, False, 0, 1, 1.0, -0.0, 2, 2.5, 10**30, "", "a", "aa", "b", "1", "é", "\U0001f600"),
    *([], [1], [True], [1, 1.0], [1, True], ["a", "b"], ["a", 1, "b"], [[]], [{}], [{"a": 1}, {"a": 1.0}]),
    *([{"a": 1}, {"a": True}], {}, {"a": 1}, {"a": "a"}, {"b": 1}, {"a": 1, "b": 2}, {"a": {"a": {"a": 1}}}),
    *({"aa": 1}, {"a": [1]}, [[1, 2], [1, 2]], [0, False]),
]

SCHEMAS: list[Any] = [
    {},
    {"type": "object"},
    {"type": "array"},
    {"type": "string"},
    {"type": "number"},
    {"type": "integer"},
    {"type": "boolean"},
    {"type": "null"},
    {"type": ["string", "null", "integer"]},
    {"const": 1},
    {"const": True},
    {"const": None},
    {"const": "a"},
    {"const": [1]},
    {"const": {"a": 1}},
    {"enum": ["a", "b"]},
    {"enum": [1, "a", None]},
    {"enum": [False, [True], {"a": True}]},
    {"minLength": 1},
    {"maxLength": 1},
    {"minLength": 1, "maxLength": 1},
    {"pattern": "^a+$"},
    {"type": "string", "pattern": "a"},
    {"minimum": 1},
    {"maximum": 1.5},
    {"exclusiveMinimum": 1},
    {"exclusiveMaximum": 2},
    {"required": ["a"]},
    {"type": "object", "required": ["a", "b"]},
    {"properties": {"a": {"type": "integer"}}},
    {"properties": {"a": False}},
    {"properties": {"a": {"type": "integer"}}, "additionalProperties": False},
    {"patternProperties": {"^a": {"type": "integer"}}, "additionalProperties": {"type": "string"}},
    {"patternProperties": {"^a+$": {"type": "integer"}}},
    {"type": "object", "additionalProperties": {"type": "integer"}},
    {"propertyNames": {"maxLength": 1}},
    {"minProperties": 1},
    {"maxProperties": 1},
    {"dependentRequired": {"a": ["b"]}},
    {"items": {"type": "integer"}},
    {"items": False},
    {"minItems": 1},
    {"minItems": 1, "maxItems": 1},
    {"uniqueItems": True},
    {"uniqueItems": False},
    {"contains": {"type": "integer"}},
    {"contains": {"type": "integer"}, "minContains": 0},
    {"contains": {"type": "integer"}, "minContains": 2},
    {"contains": {"type": "integer"}, "maxContains": 1},
    {"minContains": 2},
    {"allOf": [{"type": "object"}, {"required": ["a"]}]},
    {"anyOf": [{"type": "string"}, {"type": "array", "minItems": 1}]},
    {"oneOf": [{"type": "number"}, {"type": "integer"}, {"const": "a"}]},
    {"not": {"type": "string"}},
    {"if": {"type": "array"}, "then": {"minItems": 1}, "else": {"type": "string"}},
    {"if": {"type": "string"}, "then": False},
    {"if": {"const": 1}, "else": {"type": "array"}},
    {"then": False, "else": False},
    {
        "$ref": "#/$defs/tree",
        "$defs": {"tree": {"properties": {"a": {"$ref": "#/$defs/tree"}}, "maxProperties": 1}},
    },
    {"$ref": "#/definitions/x", "definitions": {"x": {"type": "object"}}, "minProperties": 1},
    {"properties": {"a": {"$ref": "#"}}, "type": ["object", "integer"]},
    {"$defs": {"a/b~c": {"const": 1}}, "$ref": "#/$defs/a~1b~0c"},
    {"format": "date-time", "title": "t", "description": "d", "$comment": "c", "default": 1, "examples": [1]},
    {"type": "string", "format": "date-time"},
    {"type": "array", "items": {"type": "string"}, "contains": {"const": "a"}},
]
ONLY_2019: list[Any] = [
    {"items": [{"type": "integer"}, {"const": "b"}]},
    {"items": [{"type": "string"}], "additionalItems": {"type": "integer"}},
    {"items": [{}], "additionalItems": False},
    {"items": {"type": "string"}, "additionalItems": False},
    {"additionalItems": False},
]
ONLY_2020: list[Any] = [
    {"prefixItems": [{"type": "integer"}, {"const": "b"}]},
    {"prefixItems": [{"type": "string"}], "items": {"type": "integer"}},
    {"prefixItems": [{}], "items": False},
]


@pytest.mark.parametrize(
    ("dialect", "schema"),
    [(d, s) for d in (D2019, D2020) for s in SCHEMAS]
    + [(D2019, s) for s in ONLY_2019]
    + [(D2020, s) for s in ONLY_2020],
)
def test_every_keyword_gives_the_verdict_of_jsonschema(dialect: str, schema: dict[str, Any]) -> None:
    document = {"$schema": dialect, **schema}
    judge = compile_schema(document)
    validator = (Draft201909Validator if dialect == D2019 else Draft202012Validator)(document)
    assert [(value, judge(value)) for value in VALUES] == [
        (value, validator.is_valid(value)) for value in VALUES
    ]


def test_a_format_is_asserted_only_where_it_is_asked_for() -> None:
    document = {"$schema": D2020 + "#", "format": "short"}
    assert compile_schema(document)("long")
    judge = compile_schema(document, formats={"short": lambda text: len(text) < 3})
    assert judge("ab")
    assert judge(1234)
    assert not judge("abc")


@pytest.mark.parametrize(
    "schema",
    [
        True,
        [],
        {},
        {"$schema": "http://json-schema.org/draft-07/schema#"},
        {"$schema": 1},
        {"$schema": D2019, "unevaluatedProperties": False},
        {"$schema": D2019, "dependentSchemas": {}},
        {"$schema": D2019, "prefixItems": [{}]},
        {"$schema": D2020, "additionalItems": {}},
        {"$schema": D2020, "items": [{}]},
        {"$schema": D2019, "multipleOf": 2},
        {"$schema": D2019, "properties": {"a": {"$anchor": "x"}}},
        {"$schema": D2019, "properties": {"a": {"$id": "urn:other"}}},
        {"$schema": D2019, "$recursiveRef": "#"},
        {"$schema": D2020, "$dynamicRef": "#x"},
        {"$schema": D2019, "$defs": {"unused": {"nonsense": 1}}},
        {"$schema": D2019, "if": {}, "then": {"nonsense": 1}},
        {"$schema": D2019, "then": {"nonsense": 1}},
        {"$schema": D2019, "items": {}, "additionalItems": {"nonsense": 1}},
        {"$schema": D2019, "$ref": "https://example.org/other.json"},
        {"$schema": D2019, "$ref": "other.json#/$defs/x"},
        {"$schema": D2019, "$ref": "#/$defs/none"},
        {"$schema": D2019, "$ref": "#/properties/a", "properties": {"a": {}}},
        {"$schema": D2019, "$ref": 1},
        {"$schema": D2019, "type": "text"},
        {"$schema": D2019, "type": 1},
        {"$schema": D2019, "type": []},
        {"$schema": D2019, "required": [1]},
        {"$schema": D2019, "properties": []},
        {"$schema": D2019, "properties": {"a": 1}},
        {"$schema": D2019, "minLength": "1"},
        {"$schema": D2019, "minLength": -1},
        {"$schema": D2019, "minimum": "1"},
        {"$schema": D2019, "minimum": True},
        {"$schema": D2019, "anyOf": []},
        {"$schema": D2019, "anyOf": {}},
        {"$schema": D2019, "enum": 1},
        {"$schema": D2019, "$defs": []},
        {"$schema": D2019, "dependentRequired": {"a": 1}},
    ],
)
def test_what_is_not_understood_completely_is_not_compiled(schema: Any) -> None:
    with pytest.raises(Unsupported) as caught:
        compile_schema(schema)
    assert caught.value.code == "schema.unsupported"
    assert "cannot be compiled" in str(caught.value)


@pytest.mark.parametrize(
    "schema",
    [
        {"pattern": "^(a+)+$"},
        {"patternProperties": {"(a|a)*": {}}},
        {"properties": {"a": {"pattern": "a+b"}}},
    ],
)
def test_a_slow_pattern_is_not_compiled(schema: dict[str, Any]) -> None:
    with pytest.raises(Unsupported) as caught:
        compile_schema({"$schema": D2019, **schema})
    assert caught.value.code == "schema.unsafe"


def test_the_end_of_a_pattern_of_ours_is_the_end_of_the_text() -> None:
    judge = compile_schema({"$schema": D2019, "pattern": "^a$(?!\\n)"})
    assert judge("a")
    assert not judge("a\n")


def test_unique_items_takes_time_proportional_to_the_array() -> None:
    judge = compile_schema({"$schema": D2019, "uniqueItems": True})
    many: list[Any] = [{"a": [number]} for number in range(50_000)]
    assert judge(many)  # comparing every pair would take hours
    assert not judge([*many, {"a": [49_999.0]}])


_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2),
    st.sampled_from([0.0, 1.0, 0.5]),
    st.sampled_from(["", "a", "ab"]),
)
_JSON = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["a", "b", "c"]), inner)
    ),
    max_leaves=8,
)


def _schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, min_size=1, max_size=3)
    named = st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2)
    small = st.integers(0, 2)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["object", "array", "string", "integer", "number", "boolean"]),
            "const": _JSON,
            "enum": st.lists(_JSON, min_size=1, max_size=3),
            "pattern": st.sampled_from(["^a", "b", "^a?b$"]),
            "minLength": small,
            "minItems": small,
            "maxItems": small,
            "uniqueItems": st.booleans(),
            "minimum": small,
            "required": st.lists(st.sampled_from(["a", "b"]), unique=True, max_size=2),
            "properties": named,
            "additionalProperties": inner,
            "propertyNames": inner,
            "items": inner,
            "contains": inner,
            "minContains": small,
            "allOf": some,
            "anyOf": some,
            "oneOf": some,
            "not": inner,
            "if": inner,
            "then": inner,
            "else": inner,
            "$ref": st.sampled_from(["#/$defs/x", "#/$defs/y"]),
        },
    )


_SUBSCHEMA = st.recursive(st.booleans(), _schemas, max_leaves=6)


@settings(max_examples=300, deadline=None)
@given(
    _SUBSCHEMA,
    _SUBSCHEMA,
    _SUBSCHEMA,
    st.lists(_JSON, min_size=1, max_size=6),
    st.sampled_from([D2019, D2020]),
)
def test_generated_schemas_give_the_verdict_of_jsonschema(
    root: Any, x: Any, y: Any, values: list[Any], dialect: str
) -> None:
    document = {"$schema": dialect, "$defs": {"x": x, "y": y}, "allOf": [root, {"$ref": "#/$defs/x"}]}
    try:
        judge = compile_schema(document)
    except Unsupported as problem:
        assume(problem.code != "schema.unsafe")  # generated references can go in circles
        raise
    validator = (Draft201909Validator if dialect == D2019 else Draft202012Validator)(
        document, format_checker=FormatChecker(formats=())
    )
    assert [judge(value) for value in values] == [validator.is_valid(value) for value in values]


@settings(max_examples=300, deadline=None)
@given(_JSON)
def test_compiling_anything_raises_nothing_but_a_problem(value: Any) -> None:
    document = {"$schema": D2019, **value} if isinstance(value, dict) else value
    with contextlib.suppress(Problem):
        compile_schema(document)


@pytest.mark.parametrize(
    ("left", "right", "equal"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (0.0, -0.0, True),
        ("1", 1, False),
        ([1], [True], False),
        ({"a": [1.0]}, {"a": [1]}, True),
        ({"a": 1}, {"a": True}, False),
        ([], {}, False),
        (["array", []], [[], "array"], False),
        (None, False, False),
        (10**20, 1e20, True),
    ],
)
def test_equality_is_that_of_json(left: Any, right: Any, equal: bool) -> None:
    assert (equality_key(left) == equality_key(right)) is equal
    assert math.isfinite(hash(equality_key(left)))
