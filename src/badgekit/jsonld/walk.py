"""One walk from JSON to quads, which also guards that a reader of the JSON sees what was signed.

An RDF-canonicalised signature covers quads, not the JSON tree. Everything that JSON-LD would leave out is
refused, and so is every spelling that other readers would take for something else: keywords, addresses as
member names, aliases of what verifiers rely on, nodes told twice.
"""

from __future__ import annotations

from typing import Any

from badgekit.errors import Unsupported
from badgekit.jsonld.contexts import Budget, Context, Sources
from badgekit.jsonld.iri import RDF
from badgekit.jsonld.languages import check_language_map, language_string
from badgekit.jsonld.mentions import Mentions, Pair
from badgekit.jsonld.numbers import escape
from badgekit.jsonld.output import Output
from badgekit.jsonld.parts import Part, Parts
from badgekit.jsonld.rdfc import Statements
from badgekit.jsonld.refusal import OUTSIDE, Outside, Refused, not_compact, too_deep, unsigned
from badgekit.jsonld.scalars import reference, scalar
from badgekit.jsonld.shapes import (
    GRAPH,
    JSON,
    LANGUAGES,
    LIST,
    SET,
    UNTYPED,
    Entry,
    entry_of,
    shape_of,
)
from badgekit.jsonld.work import Work
from badgekit.limits import Limits
from badgekit.repeats import exact

_FIRST = f"<{RDF}first>"
_REST = f"<{RDF}rest>"
_NIL = f"<{RDF}nil>"
# More places than anybody will read.
_MAX_OUTSIDE = 32
# What may be worked out for one document: badges need a few thousand, the largest real one seen 23 000.
_BUDGET = 250_000


class Walk:
    """The state of one walk.

    Args:
        limits: `json_depth`, `quads` and `blank_nodes` are applied.
        parts: what parts of earlier documents gave.

    Attributes:
        nested: objects below the top that bring a context of their own.
        outside: what general JSON-LD must write because the strict profile does not; nothing of it offends
            the guard.
        sources: context URLs used, with their revisions.
    """

    __slots__ = (
        "_budget",
        "_left",
        "_max_depth",
        "_mentions",
        "_out",
        "_parts",
        "nested",
        "outside",
        "sources",
    )

    def __init__(self, limits: Limits, parts: Parts, work: Work) -> None:
        self.nested: list[dict[str, Any]] = []
        self.outside: list[Outside] = []
        self.sources: Sources = {}
        self._out = Output(limits)
        self._max_depth = limits.json_depth
        self._left = 0
        self._budget = Budget(_BUDGET, work)
        self._mentions = Mentions()
        self._parts = parts

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
        if not self._out.count and self._mentions.document_id:
            raise unsigned("an object that holds nothing but its id")

    @property
    def statements(self) -> Statements:
        """What came out, with blank nodes numbered as they were met."""
        return self._out.statements

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
                member = None
            types = node.get(context.type_key, UNTYPED)
            try:
                shape = context.shapes[tuple(types) if type(types) is list else types]
            except (KeyError, TypeError):
                member = context.type_key
                shape = shape_of(context, types, self._budget)
                member = None
            active = shape.context
            if active.sources is not self.sources:
                self.sources = {**self.sources, **active.sources}
            identifier = node.get(shape.id_key)
            if identifier is None:
                subject = self._out.blank_node()
            else:
                member = shape.id_key
                subject = reference(identifier, active)
                self._mentions.add((subject, node, member), graph, depth)
            told, outside = [*shape.types], self.outside
            entries = shape.entries
            for member, value in node.items():
                try:
                    entry = entries[member]
                except KeyError:
                    entry = entry_of(shape, member, self._budget)
                if entry is None:
                    if value is None and member != "@context":
                        raise unsigned("a member that is null")
                elif type(value) is str and entry.end is not None:
                    # Most text is printable and has no quote, which is quicker to see than what to escape.
                    if not value.isprintable() or '"' in value or "\\" in value:
                        value = escape(value)
                    told.append(f"{entry.start}{value}{entry.end}")
                else:
                    if type(value) is list or entry.container != SET:
                        self._held(told, subject, value, entry, graph, depth)
                    else:
                        object_ = self._object(value, entry, graph, depth)
                        self._out.tell(told, subject, entry.predicate, object_, graph)
                    if outside:
                        _place(outside, node, member)
            member = None
            if shape.twins:
                _refuse_twins(node, entries)
            self._out.keep(subject, told, graph)
        except Refused as refused:
            if refused.node is None:
                refused.node = node
                if refused.member is None:
                    refused.member = member
            raise
        return subject

    def _part(self, node: dict[str, Any], context: Context, depth: int) -> str:
        """Write an object that is likely to stand in other documents too, or what it gave there."""
        content = exact(node)
        if content is None:
            return self._node(node, context, "", depth)
        key, out = (context, depth, content), self._out
        known = self._parts.get(key)
        if known is not None and known.fits(out):
            return self._again(known, node)
        around, first, sources = out.statements, out.blanks, self.sources
        nested, mentioned = len(self.nested), len(self._mentions.told)
        out.statements, self.sources = Statements(), context.sources
        try:
            subject = self._node(node, context, "", depth)
        finally:
            written, out.statements = out.statements, around
            used, self.sources = self.sources, {**sources, **self.sources}
        around.add(written)
        # What depends on more than the object itself, or is to be placed in it, is not for others.
        if not self.outside and len(self.nested) == nested and not any(link[3] for link in written.links):
            told = self._mentions.told[mentioned:]
            self._parts.keep(key, Part(written, subject, first, out.blanks - first, used, node, told))
        return subject

    def _again(self, part: Part, node: dict[str, Any]) -> str:
        subject = part.write(self._out)
        if part.sources is not self.sources:
            self.sources = {**self.sources, **part.sources}
        for mention in part.mentions(node):
            try:
                self._mentions.add(mention, "", 1)
            except Refused as refused:
                _, refused.node, refused.member = mention
                raise
        return subject

    def _own_context(self, node: dict[str, Any], context: Context) -> Context:
        self.nested.append(node)
        return context.compiler.local(context, node["@context"], self._budget)

    def _object(self, value: Any, entry: Entry, graph: str, depth: int) -> str:
        """Return the object term of one value."""
        if type(value) is dict:
            if "@value" in value:
                return language_string(value, entry)
            child = entry.child
            if entry.value_names and not entry.value_names.isdisjoint(value):
                raise not_compact("another name for a JSON-LD keyword", keyword="@value")
            if len(value) == 1 and entry.reference is not child and entry.reference.id_key in value:
                child = entry.reference
            if entry.repeats and not graph and not self.outside:
                return self._part(value, child, depth + 1)
            return self._node(value, child, graph, depth + 1)
        return scalar(value, entry, self._leave)

    def _leave(self, what: str) -> str:
        """Note that general JSON-LD has to write this value, and go on guarding the rest."""
        if len(self.outside) < _MAX_OUTSIDE:
            self.outside.append(Outside(Unsupported, OUTSIDE, what=what))
        self._left += 1
        return f"_:left{self._left}"  # unlike every other value; the quads of this walk are not used

    def _held(self, told: list[str], subject: str, value: Any, entry: Entry, graph: str, depth: int) -> None:
        """Write the values of a member that holds several, or a list, graph or language map."""
        predicate, container = entry.predicate, entry.container
        if container == JSON:
            self._out.tell(told, subject, predicate, self._leave("a JSON literal"), graph)
            return
        if container == LANGUAGES and type(value) is dict:
            check_language_map(value)
            self._out.tell(told, subject, predicate, self._leave("texts by language"), graph)
            return
        values = value if type(value) is list else [value]
        if len(values) > self._out.most:
            raise self._out.too_many()
        if container == LIST:
            self._out.tell(told, subject, predicate, self._list(values, entry, graph, depth), graph)
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
            self._out.tell(told, subject, predicate, object_, graph)

    def _list(self, values: list[Any], entry: Entry, graph: str, depth: int) -> str:
        head = cell = self._out.blank_node() if values else _NIL
        for left in range(len(values) - 1, -1, -1):
            item = values[len(values) - 1 - left]
            told: list[str] = []
            self._out.tell(told, cell, _FIRST, self._object(item, entry, graph, depth), graph)
            rest = self._out.blank_node() if left else _NIL
            self._out.tell(told, cell, _REST, rest, graph)
            self._out.keep(cell, told, graph)
            cell = rest
        return head

    def _graph(self, subject: str, item: Any, entry: Entry, graph: str, depth: int) -> None:
        """Write a node in a named graph of its own, as proofs and credentials in presentations are."""
        name = self._out.blank_node()
        self._out.link(subject, entry.predicate, name, graph)
        before = self._out.count
        self._object(item, entry, name, depth)
        if self._out.count == before:
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
