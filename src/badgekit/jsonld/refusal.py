"""How the rooms below the engine say no: what is wrong, and in which object, but not yet where that lies.

A path is only built when it is needed, by looking for the object again; the walk itself carries none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.jsonpath import child
from badgekit.places import Places, Trail

NOT_COMPACT = "jsonld.not_compact_form"
OUTSIDE = "jsonld.outside_profile"
UNCHECKED = "jsonld.tree_unchecked"
UNSIGNED = "jsonld.unsigned_data"
INVALID_CONTEXT = "jsonld.invalid_context"


class Refused(Exception):
    """The document cannot be taken further on any route.

    Attributes:
        kind: class of the problem it becomes.
        code: code of the problem.
        params: its parameters.
        node: the JSON object it was met in; None where the whole document is meant.
        member: name of the member of `node`; None for `node` itself.
    """

    def __init__(self, kind: type[Problem], code: str, **params: object) -> None:
        super().__init__(code)
        self.kind = kind
        self.code = code
        self.params = params
        self.node: dict[str, Any] | None = None
        self.member: str | None = None

    def problem(self, path: str) -> Problem:
        """Return the problem that this is, at `path`."""
        return self.kind(self.code, path, **self.params)


class Outside(Refused):
    """The document leaves the strict profile; general JSON-LD may still give it a meaning."""


def unsigned(what: str, **params: object) -> Refused:
    """Return the refusal for data that JSON-LD leaves out of what is signed."""
    return Refused(Malformed, UNSIGNED, what=what, **params)


def not_compact(what: str, **params: object) -> Outside:
    """Return the refusal for a spelling that readers of the JSON would not recognise."""
    return Outside(Malformed, NOT_COMPACT, what=what, **params)


def unchecked(what: str) -> Outside:
    """Return the refusal for a construct after which the tree guard cannot be decided."""
    return Outside(Unsupported, UNCHECKED, what=what)


def invalid_context(reason: str, **params: object) -> Refused:
    """Return the refusal for a context that breaks a rule of JSON-LD 1.1."""
    return Refused(Malformed, INVALID_CONTEXT, reason=reason, **params)


def too_deep(limit: int) -> Refused:
    """Return the refusal for nesting beyond `limit` levels."""
    return Refused(LimitExceeded, "json.too_deep", limit=limit)


def paths_of(document: dict[str, Any], nodes: Iterable[dict[str, Any]]) -> dict[int, str]:
    """Return the JSONPath of each of `nodes` in `document`, keyed by `id` of the object.

    One pass for all of them, and without recursion; an object that is not in `document` is left out.

    Raises:
        LimitExceeded: ``json.names_too_long``.
    """
    places = Places()
    wanted = {id(node) for node in nodes}
    found: dict[int, str] = {}
    seen: set[int] = set()  # a document made by a program may hold one object twice, or itself
    waiting: list[tuple[Any, Trail | None]] = [(document, None)]
    while waiting and len(found) < len(wanted):
        value, trail = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if type(value) is dict:
            if id(value) in wanted:
                found[id(value)] = places.at(trail)
            members: Iterable[tuple[str | int, Any]] = value.items()
        else:
            members = enumerate(value)
        waiting.extend(
            (inner, (trail, key)) for key, inner in members if type(inner) is dict or type(inner) is list
        )
    return found


def located(refused: Refused, document: dict[str, Any]) -> Problem:
    """Return the problem of `refused` with the path of the member it was met at."""
    path = "$"
    if refused.node is not None:
        path = paths_of(document, [refused.node]).get(id(refused.node), "$")
    if refused.member is not None:
        path = child(path, str(refused.member))
    return refused.problem(path)
