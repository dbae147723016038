"""One walk from JSON to quads, which also guards that a reader of the JSON sees what was signed.

An RDF-canonicalised signature covers quads, not the JSON tree. Everything that JSON-LD would leave out is
refused, and so is every spelling that other readers would take for something else: keywords, addresses as
member names, aliases of what verifiers rely on, nodes told twice.
"""

from __future__ import annotations

import math
from typing import Any

from badgekit.errors import LimitExceeded, Malformed, Unsupported
from badgekit.jsonld.contexts import Budget, Context, Sources
from badgekit.jsonld.iri import RDF, absolute, absolute_ascii
from badgekit.jsonld.languages import check_language_map, language_string
from badgekit.jsonld.mentions import Mentions, Pair
from badgekit.jsonld.numbers import escape, native
from badgekit.jsonld.refusal import OUTSIDE, Outside, Refused, not_compact, too_deep, unchecked, unsigned
from badgekit.jsonld.shapes import (
    GRAPH,
    JSON,
    LANGUAGES,
    LIST,
    LITERAL,
    REFERENCE,
    SET,
    VOCABULARY,
    Entry,
    entry_of,
    shape_of,
)
from badgekit.limits import Limits

Quad = tuple[str, str, str, str]

_TYPE = f"<{RDF}type>"
_FIRST = f"<{RDF}first>"
_REST = f"<{RDF}rest>"
_NIL = f"<{RDF}nil>"
# More places than anybody will read.
_MAX_OUTSIDE = 32
# What may be worked out for one document: badges need a few thousand, the largest real one seen 23 000.
_BUDGET = 250_000


class Walk:
    """The state of one walk.

    Attributes:
        quads: what came out, with blank nodes numbered as they were met.
        nested: objects below the top that bring a context of their own.
        outside: what general JSON-LD must write because the strict profile does not; nothing of it offends
            the guard.
        sources: context URLs used, with their revisions.
    """

    __slots__ = (
        "_blank",
        "_budget",
        "_left",
        "_limits",
        "_max_depth",
        "_max_quads",
        "_mentions",
        "nested",
        "outside",
        "quads",
        "sources",
    )

    def __init__(self, limits: Limits) -> None:
        self.quads: list[Quad] = []
        self.nested: list[dict[str, Any]] = []
        self.outside: list[Outside] = []
        self.sources: Sources = {}
        self._limits = limits
        self._max_depth = limits.json_depth
        self._max_quads = limits.quads
        self._blank = 0
        self._left = 0
        self._budget = Budget(_BUDGET)
        self._mentions = Mentions()

    def document(
        self, document: dict[str, Any], initial: Context, context: Any, *, has_context: bool
    ) -> None:
        """Walk a whole document.

        Args:
            document: the top-level object; its own ``@context`` is not looked at.
            initial: the empty context.
            context: the local context to read it with.
            has_context: False where there is none.

        Raises:
            Refused: the document is unsigned in part, too large, or (`Outside`) not in the strict profile.
        """
        active = initial
        if has_context:
            try:
                active = initial.compiler.local(initial, context, self._budget)
            except Refused as refused:
                refused.node, refused.member = document, "@context"
                raise
        self.sources = active.sources
        self._node(document, active, "", 0)
        if not self.quads and self._mentions.document_id:
            raise unsigned("an object that holds nothing but its id")

    def shared(self) -> list[Pair]:
        """Return pairs of objects that tell different things of one id; only after the walk.

        Raises:
            Refused: ``json.too_deep``.
        """
        try:
            return self._mentions.different()
        except RecursionError:
            raise too_deep(self._max_depth) from None

    def _node(self, node: dict[str, Any], context: Context, graph: str, depth: int) -> str:
        if depth > self._max_depth:
            raise too_deep(self._max_depth)
        member: Any = None
        try:
            if depth and "@context" in node:
                member = "@context"
                context = self._own_context(node, context)
            types = node.get(context.type_key)
            try:
                shape = context.shapes[tuple(types) if type(types) is list else types]
            except (KeyError, TypeError):
                member = context.type_key
                shape = shape_of(context, types, given=context.type_key in node, budget=self._budget)
            active = shape.context
            if active.sources is not self.sources:
                self.sources = {**self.sources, **active.sources}
            identifier = node.get(shape.id_key)
            if identifier is None:
                subject = self._blank_node()
            else:
                member = shape.id_key
                subject = self._reference(identifier, active)
                self._mentions.add(subject, graph, node, depth)
            add, outside = self.quads.append, self.outside
            for type_ in shape.types:
                add((subject, _TYPE, type_, graph))
            entries = shape.entries
            for member, value in node.items():
                try:
                    entry = entries[member]
                except KeyError:
                    entry = entry_of(shape, member, self._budget)
                if entry is None:
                    if value is None and member != "@context":
                        raise unsigned("a member that is null")
                elif type(value) is str and entry.suffix is not None:
                    # Most text is printable and has no quote, which is quicker to see than what to escape.
                    if not value.isprintable() or '"' in value or "\\" in value:
                        value = escape(value)
                    add((subject, entry.predicate, f'"{value}{entry.suffix}', graph))
                else:
                    if type(value) is list or entry.container != SET:
                        self._held(subject, value, entry, graph, depth)
                    else:
                        add((subject, entry.predicate, self._object(value, entry, graph, depth), graph))
                    if outside:
                        _place(outside, node, member)
            member = None
            if shape.twins:
                _refuse_twins(node, entries)
            if len(self.quads) > self._max_quads:
                raise Refused(LimitExceeded, "jsonld.too_complex", what="statements", limit=self._max_quads)
        except Refused as refused:
            if refused.node is None:
                refused.node = node
                if refused.member is None:
                    refused.member = member
            raise
        return subject

    def _own_context(self, node: dict[str, Any], context: Context) -> Context:
        self.nested.append(node)
        return context.compiler.local(context, node["@context"], self._budget)

    def _blank_node(self) -> str:
        self._blank += 1
        if self._blank > self._limits.blank_nodes:
            raise Refused(
                LimitExceeded, "jsonld.too_complex", what="unnamed objects", limit=self._limits.blank_nodes
            )
        return f"_:b{self._blank}"

    def _reference(self, value: Any, context: Context) -> str:
        """Return the N-Quads term of an id or of a value that the context says is one."""
        if type(value) is not str:
            raise unsigned("an id that is not text")
        match = absolute_ascii(value) or absolute(value)
        if match is not None and match[1] not in context.prefixes:
            return f"<{value}>"
        if value[:2] == "_:":
            raise not_compact("a blank node with a name", name=value)
        iri = context.expand(value, vocab=False)
        if iri is None:
            raise unsigned("an id that is not an absolute address", name=value)
        return f"<{iri}>"

    def _object(self, value: Any, entry: Entry, graph: str, depth: int) -> str:
        """Return the object term of one value."""
        kind = type(value)
        if kind is dict:
            if "@value" in value:
                return language_string(value, entry)
            child = entry.child
            if entry.value_names and not entry.value_names.isdisjoint(value):
                raise not_compact("another name for a JSON-LD keyword", keyword="@value")
            if len(value) == 1 and entry.reference is not child and entry.reference.id_key in value:
                child = entry.reference
            return self._node(value, child, graph, depth + 1)
        if kind is str:
            if entry.coercion == REFERENCE:
                return self._reference(value, entry.scope)
            if entry.coercion == VOCABULARY:
                iri = entry.scope.expand(value, vocab=True)
                if iri is None:
                    raise unsigned("a value that the contexts do not define", name=value)
                return f"<{iri}>"
            if entry.coercion == LITERAL:
                if entry.text_suffix is None:
                    return self._leave("text where the contexts ask for a floating-point number")
                return f'"{escape(value)}{entry.text_suffix}'
            raise unchecked("text in a place that is for objects")
        if kind is bool or kind is int or kind is float:
            if kind is float and not math.isfinite(value):
                raise Refused(Malformed, "json.number", literal=value)
            return native(value, entry.datatype) or self._leave("a very large number or minus zero")
        if value is None:
            raise unsigned("a member that is null")
        if kind is list:
            raise not_compact("an array inside an array")
        raise Refused(Malformed, "jsonld.not_json")

    def _leave(self, what: str) -> str:
        """Note that general JSON-LD has to write this value, and go on guarding the rest."""
        if len(self.outside) < _MAX_OUTSIDE:
            self.outside.append(Outside(Unsupported, OUTSIDE, what=what))
        self._left += 1
        return f"_:left{self._left}"  # unlike every other value; the quads of this walk are not used

    def _held(self, subject: str, value: Any, entry: Entry, graph: str, depth: int) -> None:
        """Write the values of a member that holds several, or a list, graph or language map."""
        add, predicate, container = self.quads.append, entry.predicate, entry.container
        if container == JSON:
            self._leave("a JSON literal")
            return
        if container == LANGUAGES and type(value) is dict:
            check_language_map(value)
            self._leave("texts by language")
            return
        values = value if type(value) is list else [value]
        if len(values) > self._max_quads:
            raise Refused(LimitExceeded, "jsonld.too_complex", what="statements", limit=self._max_quads)
        if container == LIST:
            add((subject, predicate, self._list(values, entry, graph, depth), graph))
            return
        if not values:
            raise unsigned("an empty array")
        if container == GRAPH:
            for item in values:
                self._graph(subject, item, entry, graph, depth)
            return
        objects = [self._object(item, entry, graph, depth) for item in values]
        if len(objects) > 1 and len(set(objects)) != len(objects):
            raise not_compact("a value that is given twice")
        for object_ in objects:
            add((subject, predicate, object_, graph))

    def _list(self, values: list[Any], entry: Entry, graph: str, depth: int) -> str:
        head = cell = self._blank_node() if values else _NIL
        for left in range(len(values) - 1, -1, -1):
            item = values[len(values) - 1 - left]
            self.quads.append((cell, _FIRST, self._object(item, entry, graph, depth), graph))
            rest = self._blank_node() if left else _NIL
            self.quads.append((cell, _REST, rest, graph))
            cell = rest
        return head

    def _graph(self, subject: str, item: Any, entry: Entry, graph: str, depth: int) -> None:
        """Write a node in a named graph of its own, as proofs and credentials in presentations are."""
        name = self._blank_node()
        self.quads.append((subject, entry.predicate, name, graph))
        before = len(self.quads)
        self._object(item, entry, name, depth)
        if len(self.quads) == before:
            raise unsigned("something that says nothing in the place of a graph")


def _place(outside: list[Outside], node: dict[str, Any], member: Any) -> None:
    for refused in outside:
        if refused.node is None:
            refused.node, refused.member = node, member


def _refuse_twins(node: dict[str, Any], entries: dict[str, Entry | None]) -> None:
    used: dict[str, str] = {}
    for member in node:
        entry = entries[member]
        if entry is not None and used.setdefault(entry.predicate, member) != member:
            raise not_compact("two members with one meaning", name=member, meant=used[entry.predicate])
