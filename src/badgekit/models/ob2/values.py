"""Readers of single members of Open Badges before 3.0: links, dates of each generation, languages, versions.

Each has the form of `reading.MemberReader`. What they are given is normal (`normal.normalise`): a list in the
place of one value holds several.
"""

from __future__ import annotations

from typing import Any

from badgekit.dates import Timestamp, parse_iso8601, parse_legacy_date
from badgekit.errors import Malformed
from badgekit.jsonpath import child
from badgekit.models import members as m
from badgekit.models.ob2 import forms
from badgekit.models.ob2.vocabulary import PROPERTIES, known_type
from badgekit.models.reading import Issues, MemberReader
from badgekit.models.values import ReadOnly

__all__ = [
    "context",
    "contexts_of",
    "date",
    "email",
    "hosts",
    "http_url",
    "iri",
    "language",
    "legacy_date",
    "link_or",
    "picture",
    "property_name",
    "single",
    "telephone",
    "types",
    "version",
]


def single(read: MemberReader) -> MemberReader:
    """One value; a list is one value too many."""

    def read_single(issues: Issues, value: Any, path: str, name: str) -> Any:
        if isinstance(value, list):
            issues.issue("structure.not_one_value", child(path, name), name=name, count=len(value))
            return None
        return read(issues, value, path, name)

    return read_single


def _checked(issues: Issues, value: Any, path: str, name: str, accepts: Any, code: str) -> str | None:
    if not isinstance(value, str):
        issues.wrong_type(child(path, name), "text", value)
        return None
    if not accepts(value):
        issues.issue(code, child(path, name), name=name, value=value)
        return None
    return value


def http_url(issues: Issues, value: Any, path: str, name: str) -> str | None:
    """One http(s) URL (OB 2.0 "URL")."""
    return _checked(issues, value, path, name, forms.is_http_url, "structure.not_an_http_url")


def iri(issues: Issues, value: Any, path: str, name: str) -> str | None:
    """One IRI (OB 2.0 "IRI")."""
    return _checked(issues, value, path, name, forms.is_iri, "structure.not_a_url")


def picture(issues: Issues, value: Any, path: str, name: str) -> str | None:
    """One http(s) or ``data:`` URL; what the latter holds is for `data_uri` to say."""
    return _checked(issues, value, path, name, _is_picture_link, "structure.not_an_http_url")


def _is_picture_link(value: str) -> bool:
    return forms.is_http_url(value) or forms.is_data_uri(value)


def language(issues: Issues, value: Any, path: str, name: str) -> str | None:
    """One BCP 47 tag (OB 2.0 "Internationalization and Multilingual Badges")."""
    return _checked(issues, value, path, name, forms.is_language, "structure.not_a_language")


def property_name(issues: Issues, value: Any, path: str, name: str) -> str | None:
    """The name of a property, of which verification knows only ``id``."""
    return _checked(issues, value, path, name, _is_property, "structure.unknown_property")


def _is_property(value: str) -> bool:
    return value in PROPERTIES or value in ("id", "@id") or ":" in value.strip(":")


def hosts(issues: Issues, value: Any, path: str, name: str) -> tuple[str, ...]:
    """Several host names (OB 2.0 ``allowedOrigins``); an empty list allows none."""
    if value == []:
        issues.note("structure.empty", child(path, name), name=name)
        return ()
    return m.several(issues, value, path, name, _host)


def _host(issues: Issues, value: Any, path: str, name: str) -> str | None:
    return _checked(issues, value, path, name, _is_host_with_port, "structure.not_a_host")


def _is_host_with_port(value: str) -> bool:
    # A port is no part of a registered name, but says no more than the name does: the scope decides.
    host, _, port = value.partition(":")
    return forms.is_host(host) and (host == value or (port.isascii() and port.isdecimal()))


def email(issues: Issues, value: Any, path: str, name: str) -> str | None:
    """One e-mail address; the data model asks only for a text."""
    found = m.text(issues, value, path, name)
    if found is not None and not forms.is_email(found):
        issues.note("structure.not_an_email", child(path, name), value=found)
    return found


def telephone(issues: Issues, value: Any, path: str, name: str) -> str | None:
    """One telephone number; E.164 is only advised."""
    found = m.text(issues, value, path, name)
    if found is not None and not forms.is_telephone(found):
        issues.note("structure.not_a_telephone", child(path, name), value=found)
    return found


def version(issues: Issues, value: Any, path: str, name: str) -> str | float | None:
    """A text or a number."""
    return value if isinstance(value, str) else m.number(issues, value, path, name)


def types(issues: Issues, value: Any, path: str, name: str) -> tuple[str, ...]:
    """The ``type`` of a node; a name without an IRI is none to JSON-LD."""
    names = m.type_names(issues, value, path, name)
    for found in names:
        if not known_type(found):
            issues.note("structure.unknown_type", child(path, name), value=found)
    return names


def context(issues: Issues, value: Any, path: str, name: str) -> tuple[Any, ...]:
    """``@context``: URLs and objects, one or several."""
    entries = value if isinstance(value, list) else [value]
    for entry in entries:
        if not isinstance(entry, str | dict):
            issues.wrong_type(child(path, name), "a URL or an object", entry)
    return contexts_of(value)


def contexts_of(value: Any) -> tuple[str | ReadOnly, ...]:
    """Return the entries of a ``@context`` that can be used, one or several."""
    entries = value if isinstance(value, list) else [value]
    return tuple(
        ReadOnly(entry) if isinstance(entry, dict) else entry
        for entry in entries
        if isinstance(entry, str | dict)
    )


def date(issues: Issues, value: Any, path: str, name: str) -> Timestamp | None:
    """An ISO 8601 date and time with a zone (OB 2.0 "DateTime")."""
    if not isinstance(value, str):
        issues.wrong_type(child(path, name), "a date as text", value)
        return None
    try:
        found = parse_iso8601(value)
    except Malformed as problem:
        issues.issue(problem.code, child(path, name), **problem.params)
        return None
    if not found.had_zone:
        issues.issue("date.no_zone", child(path, name), name=name, text=value)
    return found


def legacy_date(issues: Issues, value: Any, path: str, name: str) -> Timestamp | None:
    """A date of 0.5 to 1.1: also without time or zone, and in Unix seconds (OB 1.1 "DateTime")."""
    if not isinstance(value, str | int) or isinstance(value, bool):
        issues.wrong_type(child(path, name), "a date as text, or a number of seconds", value)
        return None
    try:
        found = parse_legacy_date(value)
    except Malformed as problem:
        issues.issue(problem.code, child(path, name), **problem.params)
        return None
    if not found.had_zone:
        issues.note("date.no_zone", child(path, name), name=name, text=found.text)
    elif found.text.isdecimal():
        issues.note("date.unix_seconds", child(path, name), name=name, text=found.text)
    return found


def link_or(read: MemberReader) -> MemberReader:
    """A link as text, or the object itself, read by `read`."""

    def read_either(issues: Issues, value: Any, path: str, name: str) -> Any:
        return iri(issues, value, path, name) if isinstance(value, str) else read(issues, value, path, name)

    return read_either
