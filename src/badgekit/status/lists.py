"""The subject of a status list credential: what it is a list of, and its bits as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from badgekit.documents import types_of
from badgekit.errors import Malformed, Problem
from badgekit.status.methods import Method

__all__ = ["StatusList", "read_list"]

_LONGEST = 10**13
"""Milliseconds, 300 years; more is no different."""


@dataclass(frozen=True, slots=True)
class StatusList:
    """A status list, not decoded.

    Attributes:
        id: the id of the list credential, which is its address; None where it has none.
        purposes: what it is a list of, as the keys, in the order in which they stand there.
        encoded: ``encodedList`` as written.
        size: bits of one entry as the list says it; None where it says nothing.
        ttl: how long the list may be kept before it is asked for again; None where it says nothing.
        notes: what was tolerated.
    """

    id: str | None
    purposes: Mapping[str, None]
    encoded: str
    size: int | None = None
    ttl: timedelta | None = None
    notes: tuple[Problem, ...] = ()


def read_list(credential: Mapping[str, Any], method: Method) -> StatusList:
    """Return the status list in a list credential.

    Args:
        credential: the members of the list credential.
        method: what the entry says that it is.

    Raises:
        Malformed: ``status.list_wrong_type`` with ``expected``; ``status.list_incomplete`` with ``member``.
    """
    if method.credential not in types_of(credential):
        raise Malformed("status.list_wrong_type", "$.type", expected=method.credential)
    subject = credential.get("credentialSubject")
    if isinstance(subject, list) and len(subject) == 1:
        subject = subject[0]
    # Several subjects would be several lists, and no entry says which of them counts.
    if not isinstance(subject, Mapping):
        raise Malformed("status.list_incomplete", "$.credentialSubject", member="credentialSubject")
    if method.subject not in types_of(subject):
        raise Malformed("status.list_wrong_type", "$.credentialSubject.type", expected=method.subject)
    encoded, size, own_id = subject.get("encodedList"), subject.get("statusSize"), credential.get("id")
    if not isinstance(encoded, str):
        raise Malformed("status.list_incomplete", "$.credentialSubject.encodedList", member="encodedList")
    if size is not None and type(size) is not int:
        raise Malformed("status.list_incomplete", "$.credentialSubject.statusSize", member="statusSize")
    ttl, notes = _ttl(subject) if method.sized else (None, ())
    return StatusList(
        own_id if isinstance(own_id, str) else None,
        {method.purpose: None} if method.purpose else _purposes(subject.get("statusPurpose")),
        encoded,
        size,
        ttl,
        notes,
    )


def _ttl(subject: Mapping[str, Any]) -> tuple[timedelta | None, tuple[Problem, ...]]:
    """Return ``ttl``, in milliseconds (Bitstring Status List 1.0, section 2.2)."""
    given = subject.get("ttl")
    if given is None:
        return None, ()
    if type(given) is not int or given < 0:
        return None, (Malformed("status.ttl_malformed", "$.credentialSubject.ttl", given=given),)
    return timedelta(milliseconds=min(given, _LONGEST)), ()


def _purposes(given: Any) -> Mapping[str, None]:
    purposes = given if isinstance(given, list) else [given]
    if not purposes or not all(isinstance(purpose, str) for purpose in purposes):
        raise Malformed("status.list_incomplete", "$.credentialSubject.statusPurpose", member="statusPurpose")
    return dict.fromkeys(purposes)
