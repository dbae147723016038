"""What a violation means, in the words of the one who reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any

from badgekit.errors import Malformed
from badgekit.safetext import clean

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

__all__ = ["WEIGHT", "is_known", "problem"]

WEIGHT: Mapping[str, int] = {"schema.vocabulary": 1, "schema.relative_id": 1}
"""Codes that a reader should meet after all others; the heaviest have none."""

_REASON_CHARACTERS = 160
_SHOWN = 60
_NAMES = 5
_TYPES = {
    "object": "an object",
    "array": "an array",
    "string": "a text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}
# By the name of the definition whose rule is broken.
_SPECIAL: Mapping[tuple[str, str], str] = {
    ("Uri", "pattern"): "schema.relative_id",
    ("DateTimeStamp", "pattern"): "schema.date",
    ("DateTimeStamp", "format"): "schema.date",
    ("DateTime", "pattern"): "schema.date",
    ("ExtensionTerm", "pattern"): "schema.vocabulary",
}
_NO_TEXT = "it is neither a text nor an object with @value and @language"
_REASONS: Mapping[tuple[str, str], str] = {
    ("LanguageValue", "type"): _NO_TEXT,
    ("LanguageValue", "required"): _NO_TEXT,
    ("LanguageValue", "additionalProperties"): _NO_TEXT,
    ("Criteria", "anyOf"): "the criteria have neither an id nor a narrative",
    ("CompactJws", "pattern"): "it is not a compact JWS of three parts",
    ("LanguageCode", "pattern"): "it is not a language code, such as en or de-AT",
    ("OpenBadgesContext", "pattern"): "the second context is not one of Open Badges 3.0",
}


def is_known(definition: str, error: ValidationError) -> bool:
    """Tell whether the rule as a whole has words of its own, rather than one of its alternatives."""
    return (definition, error.validator) in _SPECIAL or (definition, error.validator) in _REASONS


def problem(error: ValidationError, definition: str, path: str) -> Malformed:
    """Turn one violation into a problem with a stable code.

    Args:
        error: what jsonschema found.
        definition: name of the definition in ``$defs`` that holds the broken rule itself, or "".
        path: JSONPath of the offending value.
    """
    rule = str(error.validator)
    code = _SPECIAL.get((definition, rule), "schema.violation")
    if rule == "required" and (definition, rule) not in _REASONS:
        return Malformed("schema.missing", path, member=_missing(error))
    if rule == "enum" and isinstance(error.instance, str) and _is_vocabulary(error.validator_value):
        code = "schema.vocabulary"
    if code != "schema.violation":
        return Malformed(code, path, value=_show(error.instance))
    reason = _REASONS.get((definition, rule)) or _describe(rule, error)
    return Malformed(code, path, reason=clean(reason, _REASON_CHARACTERS))


def _missing(error: ValidationError) -> str:
    # jsonschema gives one error per name and says which only in its message.
    names: Any = error.validator_value
    for name in names:
        if error.message.startswith(repr(name)):
            return clean(name, _SHOWN)
    return "?"


def _is_vocabulary(words: Any) -> bool:
    return isinstance(words, list) and len(words) > 2 and all(isinstance(word, str) for word in words)


def _describe(rule: str, error: ValidationError) -> str:
    if rule == "additionalProperties" and isinstance(error.schema, dict) and isinstance(error.instance, dict):
        allowed = error.schema.get("properties", {})
        more = sorted(islice((name for name in error.instance if name not in allowed), _NAMES))
        return f"it has members that are not allowed there: {', '.join(map(_show, more))}"
    describe = _DESCRIPTIONS.get(rule)
    return error.message if describe is None else describe(error.validator_value, error.instance)


def _type(expected: Any, instance: Any) -> str:
    names = [expected] if isinstance(expected, str) else expected
    return f"it must be {_either(_TYPES.get(name, name) for name in names)}, not {_kind(instance)}"


def _either(words: Iterable[str]) -> str:
    return " or ".join(words)


def _contains(expected: Any, _: Any) -> str:
    words = expected.get("enum", [expected.get("const")]) if isinstance(expected, dict) else []
    if words and all(isinstance(word, str) for word in words):
        return f"it does not include {_either(words)}"
    return "none of its elements is of the kind that is asked for"


_DESCRIPTIONS: Mapping[str, Callable[[Any, Any], str]] = {
    "type": _type,
    "const": lambda expected, instance: f"it must be {_show(expected)}, not {_show(instance)}",
    "enum": lambda expected, instance: (
        f"it must be {_either(map(_show, expected[:12]))}, not {_show(instance)}"
    ),
    "pattern": lambda expected, instance: f"{_show(instance)} has not the form that is asked for",
    "format": lambda expected, instance: f"{_show(instance)} is not a {_show(expected)}",
    "contains": _contains,
    "minItems": lambda expected, instance: f"it has {len(instance)} elements, at least {expected} are needed",
    "maxItems": lambda expected, instance: f"it has {len(instance)} elements, at most {expected} are allowed",
    "uniqueItems": lambda expected, instance: "two of its elements are equal",
    "not": lambda expected, instance: "it is what is ruled out",
    "anyOf": lambda expected, instance: "it fits none of the forms that are allowed",
    "oneOf": lambda expected, instance: "it does not fit exactly one of the forms that are allowed",
}


def _show(value: Any) -> str:
    if isinstance(value, str):
        return clean(value, _SHOWN)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, float)):
        return clean(value, _SHOWN)
    return _kind(value)


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return _show(value)
    if isinstance(value, str):
        return "a text"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    return "null" if value is None else "a number"
