"""The closures of a compiled schema, one function per kind of demand. All of them say only yes or no.

A demand on one JSON type is met by every value of another type, as JSON Schema has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from badgekit.repeats import Repeats, exact

__all__ = ["BOUNDS", "TYPES", "Predicate", "always", "never"]

Predicate = Callable[[Any], bool]


def always(value: Any) -> bool:
    """Accept everything."""
    return True


def never(value: Any) -> bool:
    """Accept nothing."""
    return False


def _string(value: Any) -> bool:
    return isinstance(value, str)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _integer(value: Any) -> bool:
    if isinstance(value, float):
        return value.is_integer()
    return isinstance(value, int) and not isinstance(value, bool)


def _array(value: Any) -> bool:
    return isinstance(value, list)


TYPES: Mapping[str, Predicate] = {
    "object": lambda value: isinstance(value, dict),
    "array": _array,
    "string": _string,
    "number": _number,
    "integer": _integer,
    "boolean": lambda value: value is True or value is False,
    "null": lambda value: value is None,
}


def of_type(names: frozenset[str]) -> Predicate:
    """Accept values of one of the JSON types."""
    if len(names) == 1:
        return TYPES[next(iter(names))]
    return any_of(tuple(TYPES[name] for name in sorted(names)))


def sized(
    kind: type[str] | type[list[Any]] | type[dict[str, Any]], least: int, most: int | None
) -> Predicate:
    """Accept texts, arrays or objects of a length; a text is counted in Unicode characters."""
    if most is None:
        return lambda value: not isinstance(value, kind) or len(value) >= least
    return lambda value: not isinstance(value, kind) or least <= len(value) <= most


def matches(pattern: re.Pattern[str], *, only: bool = False) -> Predicate:
    """Accept texts in which the pattern is found; `only` refuses values that are not texts."""
    search = pattern.search
    if only:
        return lambda value: isinstance(value, str) and search(value) is not None
    return lambda value: not isinstance(value, str) or search(value) is not None


def formatted(asserted: Callable[[str], bool]) -> Predicate:
    """Accept texts of a format."""
    return lambda value: not isinstance(value, str) or asserted(value)


BOUNDS: Mapping[str, Callable[[float], Predicate]] = {
    "minimum": lambda limit: lambda value: not _number(value) or value >= limit,
    "maximum": lambda limit: lambda value: not _number(value) or value <= limit,
    "exclusiveMinimum": lambda limit: lambda value: not _number(value) or value > limit,
    "exclusiveMaximum": lambda limit: lambda value: not _number(value) or value < limit,
}


def object_with(required: tuple[str, ...], members: Mapping[str, Predicate], *, only: bool) -> Predicate:
    """Judge an object by its known members; `only` refuses values that are not objects."""
    find = dict(members).get
    otherwise = not only

    def judge(value: Any) -> bool:
        if not isinstance(value, dict):
            return otherwise
        for name in required:
            if name not in value:
                return False
        for name, member in value.items():
            test = find(name)
            if test is _string:  # most members: not worth a call
                if not isinstance(member, str):
                    return False
            elif test is not None and not test(member):
                return False
        return True

    return judge


def object_with_others(
    required: tuple[str, ...],
    members: Mapping[str, Predicate],
    patterns: Sequence[tuple[re.Pattern[str], Predicate]],
    others: Predicate,
    *,
    only: bool,
) -> Predicate:
    """Judge an object by its known members, those whose name fits a pattern, and all others."""
    find = dict(members).get
    known = object_with(required, members, only=only)
    by_pattern = tuple((pattern.search, test) for pattern, test in patterns)

    def judge(value: Any) -> bool:
        if not known(value):
            return False
        if not isinstance(value, dict):
            return True
        for name, member in value.items():
            covered = find(name) is not None
            for search, test in by_pattern:
                if search(name) is not None:
                    covered = True
                    if not test(member):
                        return False
            if not covered and not others(member):
                return False
        return True

    return judge


def names(test: Predicate) -> Predicate:
    """Judge the names of all members."""
    return lambda value: not isinstance(value, dict) or all(map(test, value))


def dependent(needs: Mapping[str, tuple[str, ...]]) -> Predicate:
    """Demand some members where another one is there."""

    def judge(value: Any) -> bool:
        if not isinstance(value, dict):
            return True
        return all(needed in value for name, more in needs.items() if name in value for needed in more)

    return judge


def array_of(test: Predicate) -> Predicate:
    """Judge every element."""

    def judge(value: Any) -> bool:
        if isinstance(value, list):
            for item in value:
                if not test(item):
                    return False
        return True

    return judge


def tuple_of(heads: tuple[Predicate, ...], tail: Predicate | None) -> Predicate:
    """Judge the first elements one by one, and all others alike."""
    start = len(heads)

    def judge(value: Any) -> bool:
        if not isinstance(value, list):
            return True
        for test, item in zip(heads, value, strict=False):
            if not test(item):
                return False
        return tail is None or all(map(tail, value[start:]))

    return judge


def containing(test: Predicate, least: int, most: int | None) -> Predicate:
    """Demand a number of elements that fit."""
    if least == 1 and most is None:

        def judge_one(value: Any) -> bool:
            if isinstance(value, list):
                for item in value:  # noqa: SIM110  (a generator costs more than the test)
                    if test(item):
                        return True
                return False
            return True

        return judge_one

    def judge(value: Any) -> bool:
        if not isinstance(value, list):
            return True
        fitting = sum(map(test, value))
        return fitting >= least and (most is None or fitting <= most)

    return judge


def every(tests: Sequence[Predicate]) -> Predicate:
    """Demand all."""
    needed = [test for test in tests if test is not always]
    if not needed:
        return always
    if len(needed) == 1:
        return needed[0]
    if len(needed) == 2:
        first, second = needed
        return lambda value: first(value) and second(value)
    fixed = tuple(needed)

    def judge(value: Any) -> bool:
        for test in fixed:  # noqa: SIM110  (a generator costs more than the tests)
            if not test(value):
                return False
        return True

    return judge


def any_of(tests: tuple[Predicate, ...]) -> Predicate:
    """Demand at least one."""

    def judge(value: Any) -> bool:
        for test in tests:  # noqa: SIM110  (a generator costs more than the tests)
            if test(value):
                return True
        return False

    return judge


def exactly_one(tests: tuple[Predicate, ...]) -> Predicate:
    """Demand one and no other."""
    return lambda value: sum([test(value) for test in tests]) == 1


def negated(test: Predicate) -> Predicate:
    """Demand the contrary."""
    return lambda value: not test(value)


def choice(condition: Predicate, then: Predicate, other: Predicate) -> Predicate:
    """Judge by one schema or the other (``if``, ``then``, ``else``)."""
    if condition is _array:
        return lambda value: then(value) if isinstance(value, list) else other(value)
    if condition is _string:
        return lambda value: then(value) if isinstance(value, str) else other(value)
    return lambda value: then(value) if condition(value) else other(value)


def remembered(test: Predicate) -> Predicate:
    """Judge what is likely to come again once: the yes, by exact content."""
    accepted: Repeats[bool] = Repeats()

    def judge(value: Any) -> bool:
        content = exact(value)
        if content is None:
            return test(value)
        if accepted.get(content):
            return True
        fits = test(value)
        if fits:
            accepted.keep(content, True)
        return fits

    return judge


def through(cell: list[Predicate]) -> Predicate:
    """Call a predicate that is not there yet: the inside of a recursive definition."""
    return lambda value: cell[0](value)
