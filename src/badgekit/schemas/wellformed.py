"""Is a document a JSON Schema of its dialect? As JSON Schema's own schemas say, in time linear in its size.

Asked of schemas that somebody else wrote, before a validator sees them: a keyword with a value of the wrong
type would be an error in the middle of judging, or none at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from badgekit.errors import Unsupported
from badgekit.jsonpath import child
from badgekit.schemas.vocabulary import DRAFT_7, DRAFT_2019_09, DRAFT_2020_12

__all__ = ["require_well_formed"]

_TYPES = frozenset({"array", "boolean", "integer", "null", "number", "object", "string"})


def _text(value: Any) -> bool:
    return isinstance(value, str)


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _list(value: Any) -> bool:
    return isinstance(value, list)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _count(value: Any) -> bool:
    return _number(value) and value >= 0 and value == int(value)


def _names(value: Any) -> bool:
    return isinstance(value, list) and all(map(_text, value)) and len(set(value)) == len(value)


def _names_by_name(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_names, value.values()))


def _type(value: Any) -> bool:
    return (
        value in _TYPES
        if isinstance(value, str)
        else _names(value) and bool(value) and _TYPES.issuperset(value)
    )


_EVERYWHERE: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(
        ("$schema", "$id", "$ref", "$comment", "title", "description", "pattern", "format"), _text
    ),
    **dict.fromkeys(("contentEncoding", "contentMediaType"), _text),
    **dict.fromkeys(("uniqueItems", "readOnly", "writeOnly"), _flag),
    **dict.fromkeys(("enum", "examples"), _list),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"), _number),
    **dict.fromkeys(
        ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), _count
    ),
    "multipleOf": lambda value: _number(value) and value > 0,
    "required": _names,
    "type": _type,
}
_NEWER: Mapping[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("$anchor",), _text),
    **dict.fromkeys(("minContains", "maxContains"), _count),
    "deprecated": _flag,
    "dependentRequired": _names_by_name,
}
_VALUES: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    DRAFT_7: _EVERYWHERE,
    DRAFT_2019_09: {**_EVERYWHERE, **_NEWER, "$recursiveRef": _text, "$recursiveAnchor": _flag},
    DRAFT_2020_12: {**_EVERYWHERE, **_NEWER, "$dynamicRef": _text, "$dynamicAnchor": _text},
}
_ONE = frozenset({"not", "if", "then", "else", "contains", "propertyNames", "additionalProperties"})
_MORE = frozenset({"unevaluatedItems", "unevaluatedProperties", "contentSchema"})
_SCHEMA: Mapping[str, frozenset[str]] = {
    DRAFT_7: _ONE | {"additionalItems"},
    DRAFT_2019_09: _ONE | _MORE | {"additionalItems"},
    DRAFT_2020_12: _ONE | _MORE | {"items"},
}
_SEVERAL = frozenset({"allOf", "anyOf", "oneOf"})
_LISTS: Mapping[str, frozenset[str]] = {
    DRAFT_7: _SEVERAL,
    DRAFT_2019_09: _SEVERAL,
    DRAFT_2020_12: _SEVERAL | {"prefixItems"},
}
_BY_NAME = frozenset({"properties", "patternProperties", "definitions"})
_MAPS: Mapping[str, frozenset[str]] = {
    DRAFT_7: _BY_NAME,
    DRAFT_2019_09: _BY_NAME | {"$defs", "dependentSchemas"},
    DRAFT_2020_12: _BY_NAME | {"$defs", "dependentSchemas"},
}


def require_well_formed(document: Any, dialect: str) -> None:
    """Check that every part of `document` is a schema.

    Args:
        document: the parsed schema.
        dialect: one of `vocabulary.DRAFT_7`, ``DRAFT_2019_09``, ``DRAFT_2020_12``.

    Raises:
        Unsupported: ``schema.not_a_schema`` with ``reason``.
    """
    values, single, lists, maps = _VALUES[dialect], _SCHEMA[dialect], _LISTS[dialect], _MAPS[dialect]
    waiting: list[tuple[str, Any]] = [("$", document)]
    while waiting:
        path, schema = waiting.pop()
        if isinstance(schema, bool):
            continue
        if not isinstance(schema, dict):
            raise _wrong(path)
        for keyword, value in schema.items():
            if keyword in single:
                waiting.append((child(path, keyword), value))
            elif keyword in lists or (keyword == "items" and isinstance(value, list)):
                if not isinstance(value, list) or not value:
                    raise _wrong(child(path, keyword))
                waiting.extend((child(path, keyword), one) for one in value)
            elif keyword == "items":
                waiting.append((child(path, keyword), value))
            elif keyword in maps:
                if not isinstance(value, dict):
                    raise _wrong(child(path, keyword))
                waiting.extend((child(path, keyword), one) for one in value.values())
            elif keyword == "dependencies":
                waiting.extend(_dependencies(value, child(path, keyword)))
            elif keyword in values and not values[keyword](value):
                raise _wrong(child(path, keyword))


def _dependencies(value: Any, path: str) -> list[tuple[str, Any]]:
    if not isinstance(value, dict):
        raise _wrong(path)
    return [(path, one) for one in value.values() if not _names(one)]


def _wrong(path: str) -> Unsupported:
    return Unsupported("schema.not_a_schema", reason=f"{path} has a value that this keyword cannot have")
