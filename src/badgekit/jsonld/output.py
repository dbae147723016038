"""Where the statements of a walk go: numbered blank nodes, counted statements, and the bounds of both."""

from __future__ import annotations

from badgekit.errors import LimitExceeded
from badgekit.jsonld.rdfc import Statements
from badgekit.jsonld.refusal import Refused
from badgekit.limits import Limits


class Output:
    """What was written so far.

    Attributes:
        statements: the statements.
        blanks: the number of blank nodes; they are ``_:b1`` to this number.
        count: the number of statements, also of those in other `statements` that were swapped for these.
        most_blanks, most: the bounds of both.
    """

    __slots__ = ("blanks", "count", "most", "most_blanks", "statements")

    def __init__(self, limits: Limits) -> None:
        self.statements = Statements()
        self.blanks = 0
        self.count = 0
        self.most_blanks = limits.blank_nodes
        self.most = limits.quads

    def blank_node(self) -> str:
        """Return a new blank node; raises `Refused` where there are too many."""
        self.blanks += 1
        if self.blanks > self.most_blanks:
            raise Refused(LimitExceeded, "jsonld.too_complex", what="unnamed objects", limit=self.most_blanks)
        return f"_:b{self.blanks}"

    def tell(self, told: list[str], subject: str, predicate: str, object_: str, graph: str) -> None:
        """Add a statement: to `told`, the tails about `subject` in `graph`, or to the links."""
        if object_[0] == "_":
            self.link(subject, predicate, object_, graph)
        else:
            told.append(f" {predicate} {object_} .\n")

    def link(self, subject: str, predicate: str, object_: str, graph: str) -> None:
        """Add a statement whose object is a blank node."""
        self.statements.links.append((subject, predicate, object_, graph))
        self.count += 1

    def keep(self, subject: str, told: list[str], graph: str) -> None:
        """Add the tails about `subject` in `graph`, which are all that is told in one place.

        Raises:
            Refused: ``jsonld.too_complex``, there are too many statements.
        """
        statements = self.statements
        if graph:  # its name is a blank node, so all that is in it are links
            for tail in told:
                predicate, object_ = tail[1:-3].split(" ", 1)
                statements.links.append((subject, predicate, object_, graph))
        elif subject[0] != "_":
            statements.lines += [subject + tail for tail in told]
        elif told:
            statements.tails[subject] = told
        self.count += len(told)
        if self.count > self.most:
            raise self.too_many()

    def too_many(self) -> Refused:
        """Return the refusal for too many statements."""
        return Refused(LimitExceeded, "jsonld.too_complex", what="statements", limit=self.most)
