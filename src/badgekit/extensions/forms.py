"""One form for what JSON-LD lets a badge write in many: the form that the schema of an extension judges.

A badge may be compacted with other contexts than its extension's, so a member may stand under the address
of its property, or under a prefix; a list of one is its element, and null is nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from badgekit.jsonld import ContextStore

__all__ = ["Vocabulary", "vocabulary"]

_V2 = "https://w3id.org/openbadges/v2"
_KEYWORDS = {"@id": "id", "@type": "type"}
# Terms that name each other; a pinned context of the caller's could do so in a circle.
_MAX_STEPS = 8
_ABSENT = object()


class Vocabulary:
    """The terms of one extension on top of those of Open Badges 2.0.

    Args:
        parts: term definitions, as ``@context`` has them; a later part goes before an earlier one.
    """

    __slots__ = ("_names", "_raw", "_references")

    def __init__(self, parts: list[Mapping[str, Any]]) -> None:
        self._raw: dict[str, str] = {}
        self._references: set[str] = set()
        for part in parts:
            for term, definition in part.items():
                iri = definition.get("@id") if isinstance(definition, Mapping) else definition
                if not isinstance(iri, str):
                    continue
                self._raw[term] = iri
                self._references.discard(term)
                if isinstance(definition, Mapping) and definition.get("@type") == "@id":
                    self._references.add(term)
        self._names = {self._iri(term): term for term in self._raw}

    def _iri(self, name: str) -> str:
        for _ in range(_MAX_STEPS):
            if name in self._raw:
                name = self._raw[name]
                continue
            prefix, colon, rest = name.partition(":")
            if not colon or rest.startswith("//") or prefix not in self._raw:
                break
            name = self._raw[prefix] + rest
        return name

    def name(self, written: str) -> str:
        """Return the term that stands for a member name or type as written; itself where there is none."""
        if written in _KEYWORDS:
            return _KEYWORDS[written]
        if written in self._raw or ":" not in written:
            return written
        return self._names.get(self._iri(written), written)

    def settle(self, node: Mapping[str, Any]) -> dict[str, Any]:
        """Return `node` in the one form, without its ``@context``; raises RecursionError when too deep."""
        found: dict[str, list[Any]] = {}
        for written, value in node.items():
            if written == "@context":
                continue
            term = self.name(written)
            settled = self._value(term, value)
            if settled is not _ABSENT:
                found.setdefault(term, []).append(settled)
        # A property that stands under two of its names has two values.
        return {term: values[0] if len(values) == 1 else values for term, values in found.items()}

    def _value(self, term: str, value: Any) -> Any:
        if value is None:
            return _ABSENT
        if isinstance(value, list):
            return self._list(term, value)
        if isinstance(value, Mapping):
            if "@value" in value:
                return self._value(term, value["@value"])
            for wrapper in ("@list", "@set"):
                if isinstance(value.get(wrapper), list):
                    return self._list(term, value[wrapper])
            if term in self._references and len(value) == 1 and not value.keys().isdisjoint(("id", "@id")):
                return next(iter(value.values()))
            return self.settle(value)
        return self.name(value) if term == "type" and isinstance(value, str) else value

    def _list(self, term: str, values: list[Any]) -> Any:
        settled = [one for one in (self._value(term, value) for value in values) if one is not _ABSENT]
        if not settled:
            return _ABSENT
        return settled[0] if len(settled) == 1 else settled


def vocabulary(url: str, contexts: ContextStore) -> Vocabulary:
    """Return the vocabulary of the extension whose context is at `url`."""
    return Vocabulary([*_definitions(_V2, contexts), *_definitions(url, contexts)])


def _definitions(url: str, contexts: ContextStore) -> Iterator[Mapping[str, Any]]:
    revision = contexts.document(url, {})
    whole = revision.document.get("@context") if revision is not None else None
    for part in whole if isinstance(whole, list) else [whole]:
        if isinstance(part, Mapping):
            yield part
