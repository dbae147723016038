"""Which member of the JSON a statement came from: for signatures that are about single statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from badgekit.jsonld.contexts import Context
from badgekit.jsonld.iri import RDF
from badgekit.jsonld.parts import Parts
from badgekit.jsonld.rdfc import Statements
from badgekit.jsonld.refusal import paths_of
from badgekit.jsonld.shapes import UNTYPED, Shape
from badgekit.jsonld.walk import Walk
from badgekit.jsonld.work import Work
from badgekit.limits import Limits
from badgekit.places import Places
from badgekit.repeats import Repeats

__all__ = ["Tracer"]

_Member = tuple[str, str]
"""Subject and predicate of what a member says."""

_TYPE, _FIRST, _REST = f"<{RDF}type>", f"<{RDF}first>", f"<{RDF}rest>"
_INDEX = re.compile(r"\[[0-9]+\]\Z")


class Tracer(Walk):
    """A walk that remembers which object each subject of a statement was."""

    __slots__ = ("_met",)

    def __init__(self, limits: Limits, work: Work) -> None:
        parts: Parts = Repeats()
        super().__init__(limits, parts, work)
        self._met: list[tuple[str, dict[str, Any], Shape]] = []

    def _node(self, node: dict[str, Any], context: Context, graph: str, depth: int) -> str:
        subject = super()._node(node, context, graph, depth)
        if depth and "@context" in node:
            context = context.compiler.local(context, node["@context"], self._budget)
        types = node.get(context.type_key, UNTYPED)
        self._met.append((subject, node, context.shapes[tuple(types) if type(types) is list else types]))
        return subject

    def _part(self, node: dict[str, Any], context: Context, depth: int) -> str:
        # An object that was walked before would not be met again.
        return self._node(node, context, "", depth)

    def places(self, document: dict[str, Any], labels: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
        r"""Return canonical N-Quads line → JSONPaths of the member, or of the one value, that says it.

        Args:
            document: what was walked.
            labels: blank node → its canonical label.
        """
        paths = paths_of(document, [node for _, node, _ in self._met])
        objects: dict[str, list[str]] = {}
        members: dict[_Member, list[str]] = {}
        said_by: dict[str, _Member] = {}
        names = Places()

        def note(subject: str, predicate: str, path: str, name: str) -> None:
            place = names.child(path, name)
            members.setdefault((subject, predicate), []).append(place)
            said_by[place] = subject, predicate

        for subject, node, shape in self._met:
            path = paths.get(id(node), "$")
            objects.setdefault(subject, []).append(path)
            if shape.types:
                note(subject, _TYPE, path, shape.type_key)
            for name in node:
                entry = shape.entries[name]
                if entry is not None:
                    note(subject, entry.predicate, path, name)
        lists = dict(_lists(self.statements, members, objects))
        values = _values(objects, said_by)
        # One tuple for all statements of a member, which may have as many places as statements.
        told = {member: tuple(places) for member, places in members.items()}
        found: dict[str, tuple[str, ...]] = {}
        for line, subject, predicate, object_ in _lines(self.statements, labels):
            if line not in found:
                member = lists.get((subject, predicate), (subject, predicate))
                found[line] = tuple(values.get((*member, object_), ())) or told[member]
        return found


def _values(
    objects: Mapping[str, Iterable[str]], said_by: Mapping[str, _Member]
) -> Mapping[tuple[str, str, str], list[str]]:
    """Return (subject, predicate, object) → paths of the object itself, where it is the value of a member."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for object_, places in objects.items():
        for place in places:
            member = said_by.get(_INDEX.sub("", place))
            if member is not None:
                found.setdefault((*member, object_), []).append(place)
    return found


def _lists(
    statements: Statements, members: Mapping[_Member, list[str]], objects: Mapping[str, list[str]]
) -> Iterator[tuple[_Member, _Member]]:
    """Yield each subject and predicate of which lists are made, and the member that has the list."""
    following = {s: o for s, p, o, _ in statements.links if p == _REST}
    for s, p, o, _ in statements.links:
        if (s, p) in members and o not in objects:
            cell: str | None = o
            while cell is not None:
                yield (cell, _FIRST), (s, p)
                yield (cell, _REST), (s, p)
                cell = following.get(cell)


def _lines(statements: Statements, labels: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield every statement as its canonical line, and its terms as the walk wrote them."""
    for line in statements.lines:
        subject, predicate, rest = line.split(" ", 2)
        yield line, subject, predicate, rest.partition(" ")[0]
    for subject, tails in statements.tails.items():
        for tail in tails:
            _, predicate, rest = tail.split(" ", 2)
            yield f"{labels[subject]}{tail}", subject, predicate, rest.partition(" ")[0]
    for s, p, o, g in statements.links:
        told = [labels.get(s, s), p, labels.get(o, o), *([labels.get(g, g)] if g else []), ".\n"]
        yield " ".join(told), s, p, o
