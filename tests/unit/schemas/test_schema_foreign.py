"""Schemas of others: they say what jsonschema says, and cost what they may, whoever wrote them."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft201909Validator, Draft202012Validator
from jsonschema.exceptions import SchemaError

from badgekit.errors import LimitExceeded, Problem, Unsupported
from badgekit.jsonld import Work
from badgekit.limits import Limits
from badgekit.schemas.foreign import ForeignSchema, ForeignSchemas
from badgekit.schemas.wellformed import require_well_formed

VALIDATORS: dict[str, Any] = {
    "https://json-schema.org/draft/2020-12/schema": Draft202012Validator,
    "https://json-schema.org/draft/2019-09/schema": Draft201909Validator,
    "http://json-schema.org/draft-07/schema": Draft7Validator,
}
DIALECTS = list(VALIDATORS)
D2020 = {"$schema": DIALECTS[0]}


def nothing(url: str) -> None:
    return None


def outcome(document: dict[str, Any], instance: Any, limits: Limits | None = None) -> bool | str:
    """Return whether `instance` fits, or the code of what hindered the answer."""
    try:
        schema = ForeignSchema(document, nothing)
        return not schema.judge(instance, Work(limits or Limits()).judge)
    except Problem as problem:
        return problem.code


NAMES = st.sampled_from(["a", "b", "ab", "c"])
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from(["", "a", "ab", "abc", 0.5])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=6,
)
TYPES = st.sampled_from(["array", "boolean", "integer", "null", "number", "object", "string"])
PATTERNS = st.sampled_from(["^a", "b$", "^[ab]+$", "c"])


def schemas(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    several = st.lists(inner, min_size=1, max_size=2)
    by_name = st.dictionaries(NAMES, inner, max_size=2)
    keywords: dict[str, st.SearchStrategy[Any]] = {
        "type": TYPES | st.lists(TYPES, min_size=1, max_size=2, unique=True),
        "const": VALUES,
        "enum": st.lists(VALUES, min_size=1, max_size=3),
        "required": st.lists(NAMES, max_size=2, unique=True),
        "properties": by_name,
        "patternProperties": st.dictionaries(PATTERNS, inner, max_size=2),
        "additionalProperties": inner,
        "unevaluatedProperties": inner,
        "propertyNames": inner,
        "dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, max_size=2, unique=True), max_size=1),
        "dependentSchemas": by_name,
        "dependencies": st.dictionaries(
            NAMES, inner | st.lists(NAMES, min_size=1, max_size=2, unique=True), max_size=1
        ),
        "items": inner,
        "contains": inner,
        "minContains": st.integers(0, 2),
        "unevaluatedItems": inner,
        "uniqueItems": st.booleans(),
        "minLength": st.integers(0, 3),
        "maxItems": st.integers(0, 3),
        "minProperties": st.integers(0, 2),
        "minimum": st.integers(-2, 2),
        "exclusiveMaximum": st.integers(-2, 2),
        "multipleOf": st.sampled_from([1, 2, 0.5]),
        "pattern": PATTERNS,
        "allOf": several,
        "anyOf": several,
        "oneOf": several,
        "not": inner,
        "if": inner,
        "then": inner,
        "else": inner,
        "$ref": st.sampled_from(["#/$defs/x", "#/definitions/y"]),
    }
    entries = st.sampled_from(sorted(keywords)).flatmap(lambda name: st.tuples(st.just(name), keywords[name]))
    return st.lists(entries, min_size=1, max_size=3).map(dict)


SCHEMAS: st.SearchStrategy[Any] = st.recursive(st.booleans() | schemas(st.booleans()), schemas, max_leaves=5)
DOCUMENTS = st.builds(
    lambda dialect, body, one, other: {
        "$schema": dialect,
        **(body if isinstance(body, dict) else {"not": {}} if body is False else {}),
        "$defs": {"x": one},
        "definitions": {"y": other},
    },
    st.sampled_from(DIALECTS),
    SCHEMAS,
    st.sampled_from([True, {"type": "object"}, {"maxLength": 1}]),
    st.sampled_from([True, {"minimum": 1}]),
)


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS, VALUES)
def test_it_says_what_jsonschema_says(document: dict[str, Any], value: Any) -> None:
    expected = VALIDATORS[document["$schema"]](document).is_valid(value)
    assert outcome(document, value) is expected


JUNK: st.SearchStrategy[Any] = VALUES | st.sampled_from([-1, 1.5, 2.0, ["a", "a"], [1], {"a": 1}])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(DIALECTS), st.data())
def test_a_schema_is_one_where_the_schema_of_its_dialect_says_so(dialect: str, data: Any) -> None:
    validator = VALIDATORS[dialect]
    vocabulary = json.dumps(validator.META_SCHEMA) + json.dumps(Draft7Validator.META_SCHEMA)
    names = [
        *(
            "type",
            "enum",
            "required",
            "properties",
            "patternProperties",
            "items",
            "contains",
            "allOf",
            "anyOf",
        ),
        *("oneOf", "not", "if", "then", "else", "minLength", "maxItems", "minimum", "multipleOf", "pattern"),
        *("uniqueItems", "title", "examples", "dependencies", "definitions", "propertyNames", "prefixItems"),
        *("additionalItems", "dependentRequired", "dependentSchemas", "minContains", "deprecated", "$defs"),
        *("unevaluatedItems", "contentSchema", "readOnly", "format", "additionalProperties", "$comment"),
    ]
    assert '"allOf"' in vocabulary
    name = data.draw(st.sampled_from(names))
    value = data.draw(JUNK | schemas(st.booleans()) | st.lists(st.booleans(), max_size=2))
    where = data.draw(st.sampled_from([(), ("not",), ("properties", "a")]))
    document: Any = {name: value}
    for step in reversed(where):
        document = {step: document}
    try:
        validator.check_schema(document)
        expected = True
    except SchemaError:
        expected = False
    code = None
    try:
        require_well_formed(document, dialect)
    except Unsupported as problem:
        code = problem.code
    assert code == (None if expected else "schema.not_a_schema"), document


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("end", ["", "#"])
def test_the_dialects(dialect: str, end: str) -> None:
    assert outcome({"$schema": dialect + end, "required": ["a"]}, {"a": 1}) is True
    assert outcome({"$schema": dialect + end, "required": ["a"]}, {}) is False


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({}, "schema.no_dialect"),
        ({"$schema": "http://json-schema.org/draft-04/schema#"}, "schema.dialect_unknown"),
        ({"$schema": "https://evil.example/meta"}, "schema.dialect_unknown"),
        ({"$schema": 5}, "schema.dialect_unknown"),
        (
            {**D2020, "$defs": {"x": {"$id": "urn:x", "$schema": "http://json-schema.org/draft-07/schema#"}}},
            "schema.dialect_unknown",
        ),
        ({**D2020, "properties": []}, "schema.not_a_schema"),
        ({**D2020, "$ref": "https://evil.example/other.json"}, "schema.unresolvable"),
        ({**D2020, "$ref": "other.json"}, "schema.unresolvable"),
        ({**D2020, "$ref": "file:///etc/passwd"}, "schema.unresolvable"),
        ({**D2020, "$dynamicRef": "https://evil.example/#x"}, "schema.unresolvable"),
        ({**D2020, "$ref": "#/$defs/none"}, "schema.unresolvable"),
        ({**D2020, "pattern": "^(a|a)*$"}, "schema.unsafe"),
        ({**D2020, "patternProperties": {"(a*)*b": True}}, "schema.unsafe"),
        ({**D2020, "not": {"anyOf": [{"pattern": "(x+x+)+y"}]}}, "schema.unsafe"),
        ({**D2020, "$ref": "#"}, "schema.unsafe"),
        (
            {**D2020, "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"},
            "schema.unsafe",
        ),
    ],
)
def test_what_is_not_judged_by(document: dict[str, Any], code: str) -> None:
    assert outcome(document, {"a": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"}) == code


def test_a_reference_that_does_not_matter_does_not_hinder() -> None:
    document = {**D2020, "anyOf": [{"type": "object"}, {"$ref": "https://evil.example/x"}]}
    assert outcome(document, {}) is True
    assert outcome(document, []) == "schema.unresolvable"


def test_formats_are_not_asserted() -> None:
    assert outcome({**D2020, "format": "email"}, "not an address") is True


def _levels(depth: int, keyword: str) -> dict[str, Any]:
    levels = {str(at): {keyword: [{"$ref": f"#/$defs/{at + 1}"}] * 2} for at in range(depth)}
    return {**D2020, "$defs": {**levels, str(depth): {"not": {}}}, "$ref": "#/$defs/0"}


def _thrice(keyword: str, schema: dict[str, Any], times: int) -> dict[str, Any]:
    for _ in range(3):
        schema = {keyword: [schema] * times}
    return schema


HEAVY: list[tuple[str, dict[str, Any], Any]] = [
    ("two ways at every level", _levels(40, "anyOf"), {}),
    (
        "two ways that both fit",
        {**_levels(40, "allOf"), "$defs": {**_levels(40, "allOf")["$defs"], "40": {}}},
        {},
    ),
    (
        "a long enumeration of long values",
        {**D2020, "allOf": [{"enum": [list(range(900))] * 20}] * 300},
        [*range(899)],
    ),
    (
        "equal elements",
        {**D2020, "allOf": [{"uniqueItems": True}] * 3000},
        [[number] for number in range(2000)],
    ),
    ("many anchors", {**D2020, "$defs": {"n": {"$anchor": "n"}}, "allOf": [{"$ref": "#n"}] * 3000}, {}),
    ("many messages", {**D2020, "anyOf": [{"const": 1}] * 3000}, ["x" * 100_000]),
    ("a quadratic pattern", {**D2020, "items": {"pattern": "a+b"}}, ["a" * 10_000] * 50),
    (
        "many patterns, many names",
        {**D2020, "patternProperties": {f"^{number}$": True for number in range(400)}},
        {str(number): 1 for number in range(5000)},
    ),
    (
        "what was not looked at",
        {**D2020, "unevaluatedProperties": False, **_thrice("allOf", {"properties": {"a": {}}}, 40)},
        {"a": 1},
    ),
]


@pytest.mark.parametrize(
    ("document", "instance"), [case[1:] for case in HEAVY], ids=[case[0] for case in HEAVY]
)
def test_work_comes_to_an_end(document: dict[str, Any], instance: Any) -> None:
    spent = 0

    def charge(size: int) -> None:
        nonlocal spent
        spent += size
        if spent > Limits().schema_work:
            raise LimitExceeded("schema.too_much_work")

    with pytest.raises(LimitExceeded, match=r"schema\.too_much_work|steps"):
        ForeignSchema(document, nothing).judge(instance, charge)
    # One step past the limit, and no step of more than a fraction of it before it was charged.
    assert spent > Limits().schema_work


def test_the_leash_holds_below_every_schema_keyword() -> None:
    """jsonschema goes on with its own class where a schema names its dialect again."""
    document = {**_levels(40, "anyOf"), "$id": "https://uni.example/s"}
    document["$defs"]["39"] = {"$ref": "https://uni.example/s#/$defs/0"}
    document["$defs"]["0"]["$schema"] = D2020["$schema"]
    assert outcome(document, {}) in ("schema.too_much_work", "schema.unsafe")
    again = {
        **D2020,
        "properties": {"a": {"$ref": "#"}},
        "uniqueItems": True,
        "allOf": [{"items": {}}] * 1000,
    }
    deep: Any = {}
    for _ in range(40):
        deep = {"a": deep}
    assert outcome(again, deep, Limits(schema_work=30_000)) == "schema.too_much_work"


def test_a_use_costs_the_same_whether_the_schema_was_known_or_not() -> None:
    schemas_ = ForeignSchemas(nothing)
    data = json.dumps({**D2020, "required": ["a"], "$comment": "x" * 1000}).encode()
    spent = []
    for _ in range(2):
        work = Work(Limits())
        schemas_.read(data, Limits()).judge({}, work.judge)
        spent.append(Limits().schema_work - work.keywords)
    assert spent[0] == spent[1] > 30


@pytest.mark.parametrize("data", [b"", b"\xff", b"{", b'{"a":1,"a":2}', b"<html>", b"NaN", b"[" * 100])
def test_what_is_no_json_is_no_schema(data: bytes) -> None:
    schemas_ = ForeignSchemas(nothing)
    for _ in range(2):
        with pytest.raises((Unsupported, LimitExceeded)):
            schemas_.read(data, Limits())


def test_memory_is_bounded_and_shared_by_threads() -> None:
    schemas_ = ForeignSchemas(nothing)
    texts = [json.dumps({**D2020, "$comment": f"{number} " + "x" * 200_000}).encode() for number in range(30)]
    failures: list[BaseException] = []

    def use(start: int) -> None:
        try:
            for text in texts[start:] + texts[:start]:
                assert schemas_.read(text, Limits()).judge({}, lambda size: None) == ()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=use, args=(start,)) for start in (0, 7, 15, 22)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert schemas_._bytes <= 4 * 1024 * 1024
    assert schemas_._bytes == sum(size for size, _ in schemas_._known.values())


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(DIALECTS), JUNK | schemas(JUNK))
def test_nothing_but_a_problem_comes_of_any_schema(dialect: str, body: Any) -> None:
    document = {"$schema": dialect, **(body if isinstance(body, dict) else {"x": body})}
    assert outcome(document, {"a": [1, "b"]}) in (True, False) or isinstance(outcome(document, {}), str)
