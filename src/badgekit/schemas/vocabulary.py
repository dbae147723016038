"""The part of JSON Schema 2019-09 and 2020-12 that badgekit compiles, as tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = [
    "ANNOTATIONS",
    "ANY_MEMBER",
    "ASSERTIONS",
    "DIALECTS",
    "DRAFT_7",
    "DRAFT_2019_09",
    "DRAFT_2020_12",
    "IN_PLACE",
    "Step",
    "children",
    "in_place",
    "keywords",
    "targets",
]

DRAFT_2019_09 = "https://json-schema.org/draft/2019-09/schema"
DRAFT_7 = "http://json-schema.org/draft-07/schema"
"""Known, and not compiled."""
DRAFT_2020_12 = "https://json-schema.org/draft/2020-12/schema"
DIALECTS = (DRAFT_2019_09, DRAFT_2020_12)

ANNOTATIONS = frozenset(
    {"$comment", "title", "description", "default", "examples", "deprecated", "readOnly", "writeOnly"}
    | {"contentEncoding", "contentMediaType", "contentSchema"}
)
ASSERTIONS = frozenset(
    {"type", "enum", "const", "pattern", "format", "minLength", "maxLength"}
    | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
    | {"minItems", "maxItems", "uniqueItems", "minContains", "maxContains"}
    | {"required", "dependentRequired", "minProperties", "maxProperties"}
)
# Judge the same value as the schema that holds them: one schema, or a list of them.
_ONE_IN_PLACE = ("not", "if", "then", "else")
_SEVERAL_IN_PLACE = ("allOf", "anyOf", "oneOf")
IN_PLACE = frozenset({"$ref", *_ONE_IN_PLACE, *_SEVERAL_IN_PLACE})
_OF_OBJECTS = frozenset({"properties", "patternProperties", "additionalProperties", "propertyNames"})
_OF_ARRAYS = frozenset({"items", "contains"})
_EVERYWHERE = ANNOTATIONS | ASSERTIONS | IN_PLACE | _OF_OBJECTS | _OF_ARRAYS
_IN_DIALECT = {DRAFT_2019_09: frozenset({"additionalItems"}), DRAFT_2020_12: frozenset({"prefixItems"})}
_DEFINITIONS = ("$defs", "definitions")

ANY_MEMBER = ("member", None)
ANY_ITEM = ("item", None)
Step = tuple[str, str | None]


def keywords(dialect: str) -> frozenset[str]:
    """Return the keywords that are compiled in `dialect`, apart from those of the root alone."""
    return _EVERYWHERE | _IN_DIALECT[dialect]


def targets(root: dict[str, Any]) -> dict[str, Any]:
    """Return what a ``$ref`` may name in this document: the root and each definition, by reference."""
    found: dict[str, Any] = {"#": root}
    for group in _DEFINITIONS:
        for name, schema in root.get(group, {}).items():
            found[f"#/{group}/{name.replace('~', '~0').replace('/', '~1')}"] = schema
    return found


def in_place(schema: dict[str, Any]) -> Iterator[Any]:
    """Yield the subschemas that judge the same value, the targets of references apart."""
    for keyword in _ONE_IN_PLACE:
        if keyword in schema:
            yield schema[keyword]
    for keyword in _SEVERAL_IN_PLACE:
        yield from schema.get(keyword, ())


def children(schema: dict[str, Any]) -> Iterator[tuple[Step, Any]]:
    """Yield the subschemas that judge members or elements of the value, and of which."""
    for name, subschema in schema.get("properties", {}).items():
        yield ("member", name), subschema
    for subschema in schema.get("patternProperties", {}).values():
        yield ANY_MEMBER, subschema
    if "additionalProperties" in schema:
        yield ANY_MEMBER, schema["additionalProperties"]
    if "propertyNames" in schema:
        yield ("name", None), schema["propertyNames"]
    for keyword in ("items", "prefixItems", "additionalItems", "contains"):
        value = schema.get(keyword)
        for subschema in value if isinstance(value, list) else (() if value is None else (value,)):
            yield ANY_ITEM, subschema
