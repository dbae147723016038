"""Readers of single members: text, URLs, numbers, dates, terms, objects, and lists of them.

Each has the form of `reading.MemberReader`. A value that cannot be used gives an issue and None, or leaves
its item out of a list. A set may be written as one bare value where there is one (OB 3.0 "Compacted document
form"); it is always read into a tuple.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, TypeVar

from badgekit.dates import Timestamp, parse_date, parse_datetime, parse_timestamp
from badgekit.errors import Malformed
from badgekit.jsonpath import child
from badgekit.models import terms
from badgekit.models.reading import Issues, MemberReader, Shape, read_object
from badgekit.models.texts import language_text as language_text
from badgekit.models.texts import text as text

T = TypeVar("T")

# A scheme, and nothing that RFC 3986 and RFC 3987 allow in no place.
_URL = re.compile(r'[A-Za-z][A-Za-z0-9+.-]*+:[^\x00-\x20<>"{}|\\^`\x7f-\x9f]++')
_COMPACT_JWS = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+")


def is_url(value: str) -> bool:
    """Tell whether `value` has the form of an absolute URL (any scheme)."""
    return _URL.fullmatch(value) is not None


def url(issues: Issues, value: Any, path: str, name: str) -> str | None:
    """One absolute URL (VCDM 2.0, 4.4)."""
    if not isinstance(value, str):
        issues.wrong_type(child(path, name), "a URL", value)
    elif _URL.fullmatch(value) is None:
        issues.issue("structure.not_a_url", child(path, name), name=name, value=value)
    else:
        return value
    return None


def boolean(issues: Issues, value: Any, path: str, name: str) -> bool | None:
    """True or false, and nothing that only looks like it."""
    if isinstance(value, bool):
        return value
    issues.wrong_type(child(path, name), "true or false", value)
    return None


def number(issues: Issues, value: Any, path: str, name: str) -> float | None:
    """One number, kept as integer where it is written as one."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    issues.wrong_type(child(path, name), "a number", value)
    return None


def timestamp(issues: Issues, value: Any, path: str, name: str) -> Timestamp | None:
    """One instant; a missing time zone is noted."""
    found = bare_timestamp(issues, value, path, name)
    if found is not None and not found.had_zone:
        issues.note("date.no_zone", child(path, name), name=name, text=found.text)
    return found


def bare_timestamp(issues: Issues, value: Any, path: str, name: str) -> Timestamp | None:
    """One instant; what a missing time zone means is for the caller to say."""
    found: Timestamp | None = _dated(issues, parse_timestamp, value, path, name)
    return found


def datetime(issues: Issues, value: Any, path: str, name: str) -> Timestamp | None:
    """One date with or without time and zone."""
    found: Timestamp | None = _dated(issues, parse_datetime, value, path, name)
    return found


def calendar_date(issues: Issues, value: Any, path: str, name: str) -> date | None:
    """One date."""
    found: date | None = _dated(issues, parse_date, value, path, name)
    return found


def _dated(issues: Issues, parse: Any, value: Any, path: str, name: str) -> Any:
    if not isinstance(value, str):
        issues.wrong_type(child(path, name), "a date as text", value)
        return None
    try:
        return parse(value)
    except Malformed as problem:
        issues.issue(problem.code, child(path, name), **problem.params)
        return None


def type_names(issues: Issues, value: Any, path: str, name: str) -> tuple[str, ...]:
    """The ``type`` of an object: one name or several."""
    if isinstance(value, str):
        return (value,)
    # Every object comes by here: the usual list of one name goes a short way.
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return (value[0],)
    return texts(issues, value, path, name)


def single_type(issues: Issues, value: Any, path: str, name: str) -> tuple[str, ...]:
    """The ``type`` of a class whose schema wants it as one text."""
    if isinstance(value, list):
        issues.note("structure.type_is_a_list", child(path, name))
    return type_names(issues, value, path, name)


def texts(issues: Issues, value: Any, path: str, name: str) -> tuple[str, ...]:
    """Several texts."""
    return several(issues, value, path, name, text)


def urls(issues: Issues, value: Any, path: str, name: str) -> tuple[str, ...]:
    """Several absolute URLs."""
    return several(issues, value, path, name, url)


def compact_jws(issues: Issues, value: Any, path: str, name: str) -> tuple[str, ...]:
    """Several compact JWS (RFC 7515, 7.1); only their form is looked at."""
    tokens = texts(issues, value, path, name)
    for index, token in enumerate(tokens):
        if _COMPACT_JWS.fullmatch(token) is None:
            issues.issue("structure.not_a_jws", child(child(path, name), index))
    return tokens


def several(issues: Issues, value: Any, path: str, name: str, read: Any) -> tuple[Any, ...]:
    """One bare value or a list of values, each read by `read`, a `MemberReader` that copes with an index."""
    if not isinstance(value, list):
        one = read(issues, value, path, name)
        return () if one is None else (one,)
    where = f"{path}.{name}"
    if not value:
        issues.issue("structure.empty", where, name=name)
    found = [read(issues, item, where, index) for index, item in enumerate(value)]
    return tuple(item for item in found if item is not None)


def term(known: frozenset[str]) -> MemberReader:
    """A term of an enumeration that ``ext:`` terms may extend; others are noted and kept."""

    def read(issues: Issues, value: Any, path: str, name: str) -> str | None:
        found = text(issues, value, path, name)
        if found is not None and not terms.is_known(found, known):
            issues.note("structure.unknown_term", child(path, name), name=name, value=found)
        return found

    return read


def identifier_type(issues: Issues, value: Any, path: str, name: str) -> str | None:
    """An IdentifierTypeEnum; other spellings that issuers use are noted."""
    found = text(issues, value, path, name)
    if found is not None and found not in terms.IDENTIFIER_TYPES:
        meant = terms.canonical_identifier_type(found)
        if meant != found:
            issues.note("structure.identifier_type_alias", child(path, name), value=found, meant=meant)
        elif not terms.is_extension(found):
            issues.note("structure.unknown_term", child(path, name), name=name, value=found)
    return found


def result_status(issues: Issues, value: Any, path: str, name: str) -> str:
    """A ResultStatusType, which cannot be extended; never None, because no status means Completed."""
    found = text(issues, value, path, name)
    if found is None:
        return ""
    if not terms.is_known(found, terms.RESULT_STATUS_TYPES, open_ended=False):
        issues.note("structure.unknown_term", child(path, name), name=name, value=found)
    return found


def one(shape: Shape[T]) -> MemberReader:
    """One object."""

    # Names in tables are plain identifiers, so putting paths together needs no escaping (`jsonpath.child`).
    def read(issues: Issues, value: Any, path: str, name: str) -> T | None:
        return read_object(issues, value, f"{path}.{name}", shape)

    return read


def many(shape: Shape[T]) -> MemberReader:
    """Several objects."""

    def read(issues: Issues, value: Any, path: str, name: str) -> tuple[T, ...]:
        where = f"{path}.{name}"
        if not isinstance(value, list):
            single = read_object(issues, value, where, shape)
            return () if single is None else (single,)
        if not value:
            issues.issue("structure.empty", where, name=name)
        found = [read_object(issues, item, f"{where}[{index}]", shape) for index, item in enumerate(value)]
        return tuple([item for item in found if item is not None])

    return read
