"""Which member of the JSON a statement came from: for signatures that are about single statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from badgekit.jsonld.contexts import Context
from badgekit.jsonld.iri import RDF
from badgekit.jsonld.parts import Parts
from badgekit.jsonld.rdfc import Statements
from badgekit.jsonld.refusal import paths_of
from badgekit.jsonld.shapes import UNTYPED, Shape
from badgekit.jsonld.walk import Walk
from badgekit.jsonpath import child
from badgekit.limits import Limits
from badgekit.repeats import Repeats

__all__ = ["Tracer"]

_TYPE, _FIRST, _REST = f"<{RDF}type>", f"<{RDF}first>", f"<{RDF}rest>"


class Tracer(Walk):
    """A walk that remembers which object each subject of a statement was."""

    __slots__ = ("_met",)

    def __init__(self, limits: Limits) -> None:
        parts: Parts = Repeats()
        super().__init__(limits, parts)
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
        members: dict[tuple[str, str], list[str]] = {}
        for subject, node, shape in self._met:
            path = paths.get(id(node), "$")
            objects.setdefault(subject, []).append(path)
            if shape.types:
                members.setdefault((subject, _TYPE), []).append(child(path, shape.type_key))
            for name in node:
                entry = shape.entries[name]
                if entry is not None:
                    members.setdefault((subject, entry.predicate), []).append(child(path, name))
        members.update(_lists(self.statements, members, objects))
        return {
            line: tuple(_narrowed(members[subject, predicate], objects.get(object_, ())))
            for line, subject, predicate, object_ in _lines(self.statements, labels)
        }


def _narrowed(members: Iterable[str], objects: Iterable[str]) -> list[str]:
    """Return the paths of the object itself where it is one of the values of `members`."""
    inside = [path for path in objects if any(path == one or path.startswith(f"{one}[") for one in members)]
    return inside or list(members)


def _lists(
    statements: Statements, members: Mapping[tuple[str, str], list[str]], objects: Mapping[str, list[str]]
) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """Yield the statements of which lists are made, as said by the member that has the list."""
    following = {s: o for s, p, o, _ in statements.links if p == _REST}
    for s, p, o, _ in statements.links:
        paths = members.get((s, p))
        cell: str | None = o if paths is not None and o not in objects else None
        while cell is not None and paths is not None:
            yield (cell, _FIRST), paths
            yield (cell, _REST), paths
            cell = following.get(cell)


def _lines(statements: Statements, labels: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Yield every statement as its canonical line, and its terms as the walk wrote them."""
    for line in statements.lines:
        subject, predicate, rest = line.split(" ", 2)
        yield line, subject, predicate, rest.split(" ", 1)[0]
    for subject, tails in statements.tails.items():
        for tail in tails:
            _, predicate, rest = tail.split(" ", 2)
            yield f"{labels[subject]}{tail}", subject, predicate, rest.split(" ", 1)[0]
    for s, p, o, g in statements.links:
        told = [labels.get(s, s), p, labels.get(o, o), *([labels.get(g, g)] if g else []), ".\n"]
        yield " ".join(told), s, p, o
