"""Which lists a credential names and where it stands in them: ``credentialStatus``, read strictly.

An index that could be understood in two ways (a text with blanks, a float, a negative number) is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from badgekit.documents import types_of
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.gathering import addresses
from badgekit.jsonpath import child
from badgekit.status.methods import METHODS, Method

__all__ = ["Entry", "ListEntry", "Message", "RevocationListEntry", "read_entries"]

_PLAIN_LIST = "1EdTechRevocationList"
_DIGITS = re.compile(r"[0-9]+\Z", re.ASCII)
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]{1,8}\Z", re.ASCII)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_MOST_DIGITS = 30
"""No list has so many entries; longer texts are not made a number."""
_BEYOND = 10**_MOST_DIGITS
_LARGEST_SIZE = 16


@dataclass(frozen=True, slots=True)
class Message:
    """What one value of an entry means (``statusMessage``)."""

    value: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry:
    """A place in a status list that is a credential.

    Attributes:
        method: which generation of lists.
        purpose: ``revocation``, ``suspension``, ``refresh``, ``message`` or another word.
        url: address of the list credential.
        index: position in the list.
        size: bits of one entry.
        messages: what the values mean, where the entry says so.
        path: JSONPath of the entry.
        notes: what was tolerated.
    """

    method: Method
    purpose: str
    url: str
    index: int
    size: int = 1
    messages: tuple[Message, ...] = ()
    path: str = "$.credentialStatus"
    notes: tuple[Problem, ...] = ()

    def text(self, value: int) -> str:
        """Return what the entry says that `value` means, "" where it says nothing."""
        return next((message.text for message in self.messages if message.value == value), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationListEntry:
    """A plain revocation list of 1EdTech, at `url`."""

    url: str
    path: str = "$.credentialStatus"


Entry = ListEntry | RevocationListEntry


def read_entries(value: Any, path: str = "$.credentialStatus") -> tuple[Entry | Problem, ...]:
    """Return the entries of ``credentialStatus``, each read or with the problem that it has.

    Args:
        value: the member as it stands in the credential: one entry or a list of them.
        path: where it stands.

    Returns:
        In order; a `Problem` is `Malformed` (``status.entry_malformed``, ``status.bad_index``,
        ``status.bad_size``, ``status.bad_address``) or `Unsupported` (``status.unsupported``,
        ``status.size_unsupported``, ``status.address_unsupported``).
    """
    if isinstance(value, list):
        return tuple(_entry(entry, child(path, index)) for index, entry in enumerate(value))
    return () if value is None else (_entry(value, path),)


def _entry(value: Any, path: str) -> Entry | Problem:
    try:
        return _read(value, path)
    except Problem as problem:
        return problem


def _read(value: Any, path: str) -> Entry:
    if not isinstance(value, Mapping):
        raise Unsupported("status.unsupported", path, type="none")
    names = types_of(value)
    known = [name for name in names if name in METHODS or name == _PLAIN_LIST]
    if len(set(known)) != 1:
        # Two methods at once: whichever were taken, another reader would take the other.
        raise Unsupported("status.unsupported", path, type=" and ".join(known or names[:1]) or "none")
    if known[0] == _PLAIN_LIST:
        return RevocationListEntry(url=_address(value, "id", path), path=path)
    method = METHODS[known[0]]
    url = _address(value, method.url, path)
    index, notes = _index(value.get(method.index), child(path, method.index))
    size = _size(value.get("statusSize", 1), method, child(path, "statusSize"))
    if value.get("id") == url:
        notes += (Malformed("status.entry_named_as_list", child(path, "id")),)
    return ListEntry(
        method=method,
        purpose=method.purpose or _purpose(value.get("statusPurpose"), child(path, "statusPurpose")),
        url=url,
        index=index,
        size=size,
        messages=_messages(value, size, path),
        path=path,
        notes=notes,
    )


def _address(value: Mapping[str, Any], name: str, path: str) -> str:
    given, where = value.get(name), child(path, name)
    if not isinstance(given, str) or not _SCHEME.match(given):
        raise Malformed("status.bad_address", where, given=given)
    if not addresses.is_web(given):
        # A data: URL, for one, would be a list that never changes.
        raise Unsupported("status.address_unsupported", where, url=given)
    return given


def _index(given: Any, path: str) -> tuple[int, tuple[Problem, ...]]:
    if isinstance(given, str) and _DIGITS.match(given):
        digits = given.lstrip("0")
        return (int(digits or "0") if len(digits) <= _MOST_DIGITS else _BEYOND), ()
    # Many issuers write a number; it has one meaning, too.
    if type(given) is int and given >= 0:
        return min(given, _BEYOND), (Malformed("status.index_is_a_number", path),)
    raise Malformed("status.bad_index", path, given=given)


def _purpose(given: Any, path: str) -> str:
    if isinstance(given, str) and given:
        return given
    raise Malformed("status.entry_malformed", path)


def _size(given: Any, method: Method, path: str) -> int:
    if type(given) is not int or given < 1:
        raise Malformed("status.bad_size", path, given=given)
    if given > (_LARGEST_SIZE if method.sized else 1):
        raise Unsupported("status.size_unsupported", path, size=given)
    return given


def _messages(value: Mapping[str, Any], size: int, path: str) -> tuple[Message, ...]:
    # The examples of the specification use the plural as well.
    name = "statusMessage" if "statusMessage" in value else "statusMessages"
    given = value.get(name)
    if given is None:
        if size == 1:
            return ()
        raise Malformed("status.entry_malformed", child(path, "statusMessage"))
    where = child(path, name)
    entries = given if isinstance(given, list) else [given]
    found: dict[int, str] = {}
    for index, entry in enumerate(entries):
        code = entry.get("status") if isinstance(entry, Mapping) else None
        text = entry.get("message") if isinstance(entry, Mapping) else None
        if not isinstance(code, str) or not _HEXADECIMAL.match(code) or not isinstance(text, str):
            raise Malformed("status.entry_malformed", child(where, index))
        if found.setdefault(int(code, 16), text) != text:
            raise Malformed("status.entry_malformed", child(where, index))
    return tuple(Message(number, text) for number, text in found.items())
