"""Which values JSON Schema calls equal (2020-12 core, 4.2.2), and the demands that rest on it.

1 equals 1.0, and True does not equal 1; the order of members says nothing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from badgekit.schemas.predicates import Predicate

__all__ = ["equality_key", "one_of", "unique"]


def equality_key(value: Any) -> Hashable:
    """Return something hashable that is equal for two values exactly where JSON Schema calls them equal."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, list):
        return ("array", tuple([equality_key(item) for item in value]))
    if isinstance(value, dict):
        return ("object", frozenset([(name, equality_key(item)) for name, item in value.items()]))
    result: Hashable = value
    return result


def one_of(values: Sequence[Any]) -> Predicate:
    """Accept the given values (``const``, ``enum``)."""
    keys = frozenset(equality_key(value) for value in values)
    if all(isinstance(value, str) for value in values):
        if len(values) == 1:
            only = values[0]
            return lambda value: isinstance(value, str) and value == only
        return lambda value: isinstance(value, str) and value in keys
    if not any(isinstance(value, (list, dict)) for value in values):
        return lambda value: not isinstance(value, (list, dict)) and equality_key(value) in keys
    return lambda value: equality_key(value) in keys


def unique(value: Any) -> bool:
    """Refuse an array in which two elements are equal; linear in its size."""
    return not isinstance(value, list) or len({equality_key(item) for item in value}) == len(value)
