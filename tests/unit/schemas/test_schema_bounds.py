"""Schemas that would make any validator run for very long are recognised before they run."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.errors import Unsupported
from badgekit.schemas.bounds import require_bounded, require_linear
from badgekit.schemas.compiler import compile_schema

DIALECT = {"$schema": "https://json-schema.org/draft/2019-09/schema"}


def _ladder(steps: int, wrap: Any) -> dict[str, Any]:
    """Definitions that each refer twice to the next."""
    definitions = {f"d{n}": wrap({"$ref": f"#/$defs/d{n + 1}"}) for n in range(steps)}
    return {**DIALECT, "$ref": "#/$defs/d0", "$defs": {**definitions, f"d{steps}": {"type": "string"}}}


def _recursive(inside: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**DIALECT, "$ref": "#/$defs/x", "$defs": {"x": inside, **more}}


X = {"$ref": "#/$defs/x"}


@pytest.mark.parametrize(
    "schema",
    [
        _ladder(30, lambda ref: {"anyOf": [ref, ref]}),
        _ladder(30, lambda ref: {"not": {"allOf": [ref, {"not": ref}]}}),
        _ladder(
            30,
            lambda ref: (
                {"properties": {"a": {"anyOf": [ref, {"items": {}}]}}, "additionalProperties": ref}
                | {"allOf": [{"properties": {"a": ref}}]}
            ),
        ),
        _ladder(30, lambda ref: {"items": ref, "contains": ref}),
        _ladder(30, lambda ref: {"properties": {"a": ref}, "patternProperties": {"^a": ref}}),
        _ladder(400, lambda ref: {"properties": {"a": ref}}),
        _recursive(X),
        _recursive({"allOf": [{"$ref": "#/$defs/y"}]}, y={"if": X}),
        _recursive({"anyOf": [{"properties": {"a": X}}, {"properties": {"a": X}}]}),
        _recursive({"anyOf": [{"properties": {"a": X}}, {"additionalProperties": X}]}),
        _recursive({"items": X, "contains": X}),
        _recursive({"$ref": "#/$defs/y", "properties": {"a": X}}, y={"properties": {"a": X}}),
        _recursive(
            {"properties": {"a": {"$ref": "#/$defs/y"}}}, y={"allOf": [{"items": X}, {"contains": X}]}
        ),
        {**DIALECT, "allOf": [{"allOf": [{}] * 40}] * 40},
        {**DIALECT, "anyOf": [{"type": "string"}] * 21_000},
    ],
)
def test_alternatives_that_multiply_are_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(Unsupported) as caught:
        compile_schema(schema)
    assert caught.value.code == "schema.unsafe"


@pytest.mark.parametrize(
    "schema",
    [
        _recursive({"properties": {"a": X, "b": X}, "items": X}),
        _recursive({"if": {"type": "array"}, "then": {"items": X}, "else": {"properties": {"a": X}}}),
        _recursive({"properties": {"a": {"anyOf": [X, {"type": "array", "items": X}]}}}),
        _recursive({"anyOf": [{"properties": {"a": X}}, {"properties": {"b": X}}]}),
        _recursive({"properties": {"a": {"$ref": "#/$defs/y"}}}, y={"properties": {"a": X}}),
        _ladder(30, lambda ref: {"properties": {"a": ref, "b": ref}}),
        _ladder(5, lambda ref: {"anyOf": [ref, ref]}),
        {**DIALECT, "anyOf": [{"type": "string"}] * 900},
    ],
)
def test_ordinary_recursion_is_not(schema: dict[str, Any]) -> None:
    require_bounded(schema)
    assert compile_schema(schema)(None) in (True, False)


def test_patterns_are_found_under_keywords_that_are_not_compiled() -> None:
    require_linear({"dependentSchemas": {"a": {"pattern": "^a$"}}})
    hidden: list[dict[str, Any]] = [
        {"dependentSchemas": {"a": {"pattern": "^(a+)+$"}}},
        {"unevaluatedProperties": {"anyOf": [{"patternProperties": {"(a|a)*": {}}}]}},
    ]
    for schema in hidden:
        with pytest.raises(Unsupported) as caught:
            require_linear(schema)
        assert caught.value.code == "schema.unsafe"
