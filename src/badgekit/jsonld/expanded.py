"""From expanded JSON-LD to quads, refusing whatever RDF would leave out (JSON-LD API 8.1, 7.2).

A signature over RDF covers only what becomes a quad. The general algorithm skips in silence what it
cannot say in RDF; here every such place raises ``jsonld.unsigned_data`` instead.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from badgekit.errors import LimitExceeded, Malformed, Unsupported
from badgekit.jsonld.iri import RDF, absolute, well_formed_language
from badgekit.jsonld.numbers import XSD_DOUBLE, XSD_STRING, escape, native, suffix_of
from badgekit.jsonld.refusal import Refused

Quad = tuple[str, str, str, str]

_NO_SCHEME = "badgekit-no-base:"
NO_BASE = f"{_NO_SCHEME}//document/"
"""The base that relative references are given, so that each one is recognised and refused."""

_TYPE = f"<{RDF}type>"
_FIRST, _REST, _NIL = f"<{RDF}first>", f"<{RDF}rest>", f"<{RDF}nil>"

_DOUBLE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_DOUBLE_TAIL = re.compile(r"([0-9])0*E\+?(-)?0*([0-9])")
_VALUE_KEYS = frozenset({"@value", "@type", "@language"})
_SAFE_INTEGER = 2**53


def quads_of(expanded: Sequence[Mapping[str, Any]], *, limit: int) -> list[Quad]:
    """Return the quads of an expanded document, blank nodes labelled ``_:b0``, ``_:b1``, ...

    Args:
        expanded: what the expansion algorithm gives with `NO_BASE` as its base.
        limit: the most quads there may be.

    Raises:
        Malformed: ``jsonld.unsigned_data``, something in it has no place in RDF; ``json.lone_surrogate``.
        LimitExceeded: ``jsonld.too_complex``, more than `limit` quads.
        Unsupported: ``jsonld.cannot_process``, a JSON literal with a number that JSON libraries disagree on.
    """
    writer = _Writer(limit)
    for item in expanded:
        writer.node(item, "")
    return writer.quads


class _Writer:
    __slots__ = ("_labels", "_limit", "_next", "quads")

    def __init__(self, limit: int) -> None:
        self.quads: list[Quad] = []
        self._labels: dict[str, str] = {}
        self._next = 0
        self._limit = limit

    def node(self, node: Mapping[str, Any], graph: str) -> str:
        subject = self._resource(node["@id"]) if "@id" in node else self._blank()
        for key, value in node.items():
            if key == "@id":
                continue
            if value == []:
                raise _unsigned("an empty list", key)
            if key == "@type":
                for type_ in value:
                    self._add(subject, _TYPE, self._resource(type_), graph)
            elif key == "@graph":
                for item in value:
                    self.node(item, subject)
            elif key == "@included":
                for item in value:
                    self.node(item, graph)
            elif key == "@reverse":
                for name, items in value.items():
                    predicate = _iri(name)
                    for item in items:
                        self._add(self.node(item, graph), predicate, subject, graph)
            elif key.startswith("@"):
                raise _unsigned("a keyword", key)
            else:
                predicate = _iri(key)
                for item in value:
                    self._add(subject, predicate, self._object(item, graph), graph)
        return subject

    def _add(self, subject: str, predicate: str, object_: str, graph: str) -> None:
        if len(self.quads) >= self._limit:
            raise LimitExceeded("jsonld.too_complex", what="statements", limit=self._limit)
        self.quads.append((subject, predicate, object_, graph))

    def _object(self, item: Mapping[str, Any], graph: str) -> str:
        if "@value" in item:
            return _literal(item)
        if "@list" not in item:
            return self.node(item, graph)
        if len(item) > 1:
            raise _unsigned("a keyword beside @list", ", ".join(item))
        head = _NIL
        for member in reversed(item["@list"]):
            cell = self._blank()
            self._add(cell, _FIRST, self._object(member, graph), graph)
            self._add(cell, _REST, head, graph)
            head = cell
        return head

    def _resource(self, name: object) -> str:
        if isinstance(name, str) and name.startswith("_:"):
            if name not in self._labels:
                self._labels[name] = self._blank()
            return self._labels[name]
        return _iri(name)

    def _blank(self) -> str:
        self._next += 1
        return f"_:b{self._next - 1}"


def _literal(item: Mapping[str, Any]) -> str:
    for key in item:
        if key not in _VALUE_KEYS:
            raise _unsigned("a keyword beside @value", key)
    value, datatype = item["@value"], item.get("@type")
    if datatype == "@json":
        return _text(_json_text(value), f"{RDF}JSON")
    if datatype is not None:
        _iri(datatype)
    if "@language" in item:
        language = item["@language"]
        if not isinstance(language, str) or not well_formed_language(language):
            raise _unsigned("a text with an invalid language", language)
        return f"{_text(value, XSD_STRING)}@{language}"
    if isinstance(value, int | float):
        return _number(value, datatype)
    if datatype == XSD_DOUBLE and isinstance(value, str) and _DOUBLE.fullmatch(value):
        # Not in the text of the standard, but PyLD and jsonld.js both do it, and so do the signers with them.
        value = _double(float(value))
    return _text(value, datatype or XSD_STRING)


def _text(value: object, datatype: str) -> str:
    if not isinstance(value, str):
        raise _unsigned("a value that is no text, number or truth value", value)
    try:
        return f'"{escape(value)}{suffix_of(datatype)}'
    except Refused as refused:
        raise refused.problem("$") from None


def _number(value: float, datatype: str | None) -> str:
    """Return the literal of a JSON number or truth value (JSON-LD API 8.2.2, steps 7 to 11)."""
    if not math.isfinite(value):
        raise _unsigned("a number that is not finite", value)
    literal = native(value, datatype)
    if literal is not None:
        return literal
    if value == 0:
        raise Unsupported(
            "jsonld.cannot_process", reason="minus zero, which JSON-LD libraries write in two ways"
        )
    return _text(_double(float(value)), datatype or XSD_DOUBLE)


def _double(value: float) -> str:
    return _DOUBLE_TAIL.sub(r"\1E\2\3", f"{value:.15E}")


def _json_text(value: object) -> str:
    # c14n comes inside the PyLD distribution, without types.
    from c14n.Canonicalize import canonicalize  # type: ignore[import-untyped]

    _check_numbers(value)
    try:
        text: bytes = canonicalize(value)
    except UnicodeEncodeError:
        raise Malformed("json.lone_surrogate") from None
    return text.decode()


def _check_numbers(value: object) -> None:
    if isinstance(value, dict):
        for member in value.values():
            _check_numbers(member)
    elif isinstance(value, list):
        for member in value:
            _check_numbers(member)
    elif isinstance(value, int) and abs(value) > _SAFE_INTEGER:
        raise Unsupported("jsonld.cannot_process", reason="a JSON literal with an integer above 2^53")


def _iri(name: object) -> str:
    if not isinstance(name, str) or name.startswith(_NO_SCHEME) or not absolute(name):
        shown = name.removeprefix(NO_BASE) if isinstance(name, str) else name
        raise _unsigned("a name that is not a complete address", shown)
    return f"<{name}>"


def _unsigned(what: str, name: object) -> Malformed:
    return Malformed("jsonld.unsigned_data", what=what, name=name)
