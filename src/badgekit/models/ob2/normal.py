"""The freedoms of JSON-LD undone on plain JSON: one name for each property, one value where there is one.

JSON-LD compaction into the v2 context is what Open Badges 2.0 demands of verifiers ("Data Validation"). For
documents whose contexts rename nothing, which are nearly all, the same is had without it: absent instead of
null, ``verification`` instead of ``verify``, the one value instead of a list of one, the term instead of its
IRI. `is_plain` tells where that is safe.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badgekit.models.ob2.generation import local_name
from badgekit.models.ob2.vocabulary import ALIASES, KEPT_EMPTY, LINKS, MANY, NODES, PROPERTIES

__all__ = ["is_extension", "is_plain", "normalise"]

MAX_DEPTH = 16
"""Objects within each other that are looked at; what is deeper stays as it came."""
_READABLE = frozenset({"@context", "@id", "@type", "@language", "@value", "@direction"})
_VERIFICATIONS = {"hosted": "HostedBadge", "signed": "SignedBadge"}
_OWN = frozenset({*PROPERTIES, "id", "type", "@context", "@language"})
_DATES = frozenset({"issuedOn", "expires"})


def is_extension(value: object) -> bool:
    """Tell whether `value` is an Extension object (OB 2.0 "Extensions"), whose members are its own."""
    if not isinstance(value, dict):
        return False
    given = value.get("type", value.get("@type"))
    names = given if isinstance(given, list) else [given]
    return any(isinstance(name, str) and local_name(name) in ("Extension", "extension") for name in names)


def is_plain(value: Mapping[str, Any]) -> bool:
    """Tell whether reading `value` by its names is safe; if not, it must be compacted first.

    It is safe where every context is a URL, so that none renames anything here, and where no other feature
    of JSON-LD than names, types, languages and value objects is used.
    """
    return _is_plain(value, 0)


def _is_plain(value: Mapping[str, Any], depth: int) -> bool:
    contexts = value.get("@context")
    for context in contexts if isinstance(contexts, list) else [contexts]:
        if context is not None and not isinstance(context, str):
            return False
    for name, item in value.items():
        if name.startswith("@") and name not in _READABLE:
            return False
        if ALIASES.get(name, name) not in NODES or depth >= MAX_DEPTH:
            continue
        for node in item if isinstance(item, list) else [item]:
            if isinstance(node, list):
                return False
            if isinstance(node, dict) and not _is_plain(node, depth + 1):
                return False
    return True


def normalise(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return `value` with the names and the form of values that the v2 context gives compacted documents.

    A new object; members that Open Badges does not define are those of `value`, with all that they hold. Two
    spellings of one property give it both their values. Doing it again changes nothing.
    """
    return _node(value, 0)


def _node(value: Mapping[str, Any], depth: int) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for written, given in value.items():
        name = ALIASES.get(written, written)
        if name == "revoked" and written != name and not _is_flag(given):
            name = "revokedAssertions"
        item = _member(name, given, depth) if name in _OWN else given
        if item is None or (item == [] and name in _OWN and name not in KEPT_EMPTY):
            continue
        if name in made:
            # Two spellings of one property: JSON-LD has two values then, and the reader says what that is.
            if made[name] == item:
                continue
            item = [*_listed(made[name]), *_listed(item)]
        made[name] = item
    return made


def _member(name: str, given: Any, depth: int) -> Any:
    if name == "@context":
        return given
    if not isinstance(given, list):
        return _value(name, given, depth)
    items = [_value(name, item, depth) for item in _flat(given)]
    if all(item is None for item in items):
        return [] if name in KEPT_EMPTY else None
    if len(items) == 1 and name not in MANY:
        return items[0]
    return items


def _value(name: str, given: Any, depth: int) -> Any:
    if isinstance(given, str):
        return _type(given) if name == "type" else given
    if not isinstance(given, dict):
        return given
    if "@value" in given:
        # The type is the one that the context gives the property anyhow, or a reader will find it wrong.
        only = {"@value", "@type"} if name in _DATES else {"@value"}
        held = given["@value"]
        return held if given.keys() <= only and not isinstance(held, list | dict) else given
    if name in LINKS and len(given) == 1 and isinstance(link := given.get("id", given.get("@id")), str):
        return link
    if name in NODES and depth < MAX_DEPTH:
        node = _node(given, depth + 1)
        if name == "verification" and "type" in node:
            node["type"] = _verification_type(node["type"])
        return node
    return given


def _flat(values: list[Any]) -> list[Any]:
    """Return `values` with the items of lists inside, which are no different to JSON-LD."""
    if not any(isinstance(item, list) for item in values):
        return values
    found: list[Any] = []
    left = list(reversed(values))
    while left:
        item = left.pop()
        if isinstance(item, list):
            left.extend(reversed(item))
        else:
            found.append(item)
    return found


def _is_flag(given: Any) -> bool:
    while isinstance(given, list) and len(given) == 1:
        given = given[0]
    if isinstance(given, dict):
        if "@value" not in given:
            return False
        given = given["@value"]
    return given in (True, False, None, "true", "false", "1", "0")


def _type(written: str) -> str:
    name = local_name(written)
    return ALIASES.get(name, name) if local_name(name) == name else written


def _verification_type(given: Any) -> Any:
    if isinstance(given, list):
        return [_verification_type(item) for item in given]
    return _VERIFICATIONS.get(given, given) if isinstance(given, str) else given


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
