"""Parts that come again from badge to badge, an issuer's profile or an achievement: walked once.

What a part gives follows from its content, the context it is read with and its depth, but for the numbers
of its blank nodes, which go on from those before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from badgekit.jsonld.mentions import Mention
from badgekit.jsonld.output import Output
from badgekit.jsonld.rdfc import Statements, first_degree_hashes
from badgekit.repeats import Repeats

__all__ = ["Part", "Parts"]

_Steps = tuple[str | int, ...]


class Part:
    """What one part gave.

    Args:
        statements: its statements, all in the default graph; not changed any more.
        subject: its own N-Quads term.
        first: the number of blank nodes before it.
        blanks: the number of blank nodes in it.
        sources: the context URLs used in it, with their revisions.
        node: the object that was walked.
        mentioned: ids that objects in `node` tell something of.
    """

    __slots__ = ("_first", "_hashes", "_mentions", "_statements", "_subject", "blanks", "count", "sources")

    def __init__(
        self,
        statements: Statements,
        subject: str,
        first: int,
        blanks: int,
        sources: Mapping[str, str],
        node: dict[str, Any],
        mentioned: Sequence[Mention],
    ) -> None:
        self.blanks = blanks
        self.count = statements.count
        self.sources = sources
        self._statements = statements
        self._subject = subject
        self._first = first
        # Only its own node can have a link from outside; all that is hashed for the others is here.
        self._hashes = first_degree_hashes(statements)
        self._hashes.pop(subject, None)
        places = {id(inner): steps for inner, steps in _objects(node)}
        self._mentions = tuple((term, places[id(inner)], name) for term, inner, name in mentioned)

    def fits(self, out: Output) -> bool:
        """Tell whether the part stays within the bounds of `out`; where not, a walk says what is too much."""
        return out.blanks + self.blanks <= out.most_blanks and out.count + self.count <= out.most

    def write(self, out: Output) -> str:
        """Write the part to `out` and return its own term."""
        part, hashes, shift = self._statements, self._hashes, out.blanks - self._first
        into = out.statements
        out.blanks += self.blanks
        out.count += self.count
        into.lines += part.lines
        if not shift:
            into.tails.update(part.tails)
            into.links += part.links
            into.hashes.update(hashes)
            return self._subject
        numbers = range(self._first + 1, self._first + self.blanks + 1)
        names = {f"_:b{number}": f"_:b{number + shift}" for number in numbers}
        for node, tails in part.tails.items():
            into.tails[names[node]] = tails
        for node, told in hashes.items():
            into.hashes[names[node]] = told
        into.links += [(names.get(s, s), p, names.get(o, o), g) for s, p, o, g in part.links]
        return names.get(self._subject, self._subject)

    def mentions(self, node: dict[str, Any]) -> Iterator[Mention]:
        """Yield the ids mentioned, with the objects of `node`, which has the content of the part."""
        for term, steps, name in self._mentions:
            inner: Any = node
            for step in steps:
                inner = inner[step]
            yield term, inner, name


Parts: TypeAlias = Repeats[Part]
"""(context, depth, exact content) → what that gave."""


def _objects(value: Any, steps: _Steps = ()) -> Iterator[tuple[Any, _Steps]]:
    """Yield every object inside `value`, itself first, with the way to it; it is small (`repeats.exact`)."""
    if type(value) is dict:
        yield value, steps
        for name, inner in value.items():
            yield from _objects(inner, (*steps, name))
    elif type(value) is list:
        for index, inner in enumerate(value):
            yield from _objects(inner, (*steps, index))
