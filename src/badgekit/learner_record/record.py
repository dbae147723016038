"""A learner record as a graph: what is part of what, what comes before what, and what was awarded."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from badgekit.errors import InputError
from badgekit.learner_record.nodes import RecordNode, RecordStanding, about_others, merged, node_of
from badgekit.models import Assertion, Association, ClrCredential

if TYPE_CHECKING:
    from badgekit.report import Report

__all__ = ["LearnerRecord"]


class LearnerRecord:
    """The achievements of one Comprehensive Learner Record and how they belong together.

    Args:
        claims: the record.
        children: the reports on what is inside it.
        others: places of credentials inside that are not known to be about the person of the record.

    Attributes:
        nodes: id → achievement, in the order of the record.
        associations: as the record gives them.
        partial: whether the publisher knows of more; only where it is False does absence say anything.
        held: ids of the achievements that the record describes or holds a credential about.
        unread: places of credentials inside that could not be read.
    """

    def __init__(
        self, claims: ClrCredential, children: Iterable[Report] = (), others: Container[str] = ()
    ) -> None:
        subject = claims.credential_subject
        self.partial = claims.partial is True
        self.associations: tuple[Association, ...] = subject.association if subject is not None else ()
        reports = {report.input.location: report for report in children}
        drafts: dict[str, list[RecordNode]] = {}
        unread = []
        for entry in subject.verifiable_credential if subject is not None else ():
            report = reports.get(entry.path)
            node = node_of(entry, report, is_other=entry.path in others)
            if node is not None:
                drafts.setdefault(node.id, []).append(node)
            elif not isinstance(entry, Assertion) and (report is None or not report.fully_verified):
                unread.append(entry.path)
        for expected in subject.achievement if subject is not None else ():
            if expected.id is not None:
                made = RecordNode(id=expected.id, standing=RecordStanding.EXPECTED, achievement=expected)
                drafts.setdefault(expected.id, []).append(made)
        self.held = frozenset(drafts)
        self.unread = tuple(unread)
        for association in self.associations:
            for end in (association.source_id, association.target_id):
                if end is not None:
                    drafts.setdefault(end, [RecordNode(id=end, standing=RecordStanding.NAMED)])
        self._wholes, self._parts = _both_ways(self._parthood())
        self._after, self._before = _both_ways(self._pairs("precedes"))
        self.nodes: Mapping[str, RecordNode] = MappingProxyType(
            {one: merged(found) for one, found in drafts.items()}
        )

    @classmethod
    def of(cls, report: Report, claimed: ClrCredential | None = None) -> LearnerRecord:
        """Return the graph of the record that `report` is about.

        Args:
            report: the report on a learner record.
            claimed: the claims (`badgekit.parse`) of a record that is not VERIFIED, to look at it all the
                same. What is AWARDED still rests on verified credentials about the record's person;
                everything else is nobody's word.

        Raises:
            NotVerified: the record is not VERIFIED, and nothing is `claimed`.
            InputError: ``record.not_one``, it is no Comprehensive Learner Record.
        """
        claims = claimed if claimed is not None else report.require()
        if not isinstance(claims, ClrCredential):
            from badgekit.messages import render

            raise InputError("record.not_one", render("record.not_one", {"kind": report.kind}))
        return cls(claims, report.children, about_others(report))

    @property
    def awarded(self) -> tuple[RecordNode, ...]:
        """The achievements that verified credentials say were completed."""
        return tuple(node for node in self.nodes.values() if node.awarded)

    def parts(self, of: str) -> tuple[str, ...]:
        """Return what is directly part of `of`: isPartOf, isChildOf, or isParentOf the other way round."""
        return self._parts.get(of, ())

    def wholes(self, of: str) -> tuple[str, ...]:
        """Return what `of` is directly a part of."""
        return self._wholes.get(of, ())

    def before(self, of: str) -> tuple[str, ...]:
        """Return what directly precedes `of`."""
        return self._before.get(of, ())

    def after(self, of: str) -> tuple[str, ...]:
        """Return what `of` directly precedes."""
        return self._after.get(of, ())

    def replaced_by(self, of: str) -> tuple[str, ...]:
        """Return what replaces `of`."""
        return tuple(new for old, new in self._pairs("replacedBy") if old == of)

    def same_as(self, of: str) -> tuple[str, ...]:
        """Return what matches `of` exactly, said in either direction."""
        pairs = self._pairs("exactMatchOf")
        return tuple(dict.fromkeys([b for a, b in pairs if a == of] + [a for a, b in pairs if b == of]))

    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """Return circles of parts, of what precedes what, and of what replaces what; at most one of each."""
        relations = (self._parthood(), self._pairs("precedes"), self._pairs("replacedBy"))
        return tuple(found for found in map(_circle, relations) if found)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        from badgekit.models import pick

        return {
            "partial": self.partial,
            "achievements": [
                {
                    "id": node.id,
                    "name": pick(node.achievement.name) if node.achievement is not None else None,
                    "standing": node.standing.value,
                    "issuers": list(node.issuers),
                    "credentials": list(node.credentials),
                    "parts": list(self.parts(node.id)),
                    "after": list(self.after(node.id)),
                }
                for node in self.nodes.values()
            ],
            "associations": [
                {"source": one.source_id, "type": one.association_type, "target": one.target_id}
                for one in self.associations
            ],
        }

    def _pairs(self, kind: str) -> list[tuple[str, str]]:
        return [
            (one.source_id, one.target_id)
            for one in self.associations
            if one.association_type == kind and one.source_id is not None and one.target_id is not None
        ]

    def _parthood(self) -> list[tuple[str, str]]:
        """Return (part, whole) of every association that says so."""
        downwards = [(part, whole) for whole, part in self._pairs("isParentOf")]
        return [*self._pairs("isPartOf"), *self._pairs("isChildOf"), *downwards]


def _both_ways(
    pairs: list[tuple[str, str]],
) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return source → targets and target → sources."""
    forwards: dict[str, list[str]] = {}
    backwards: dict[str, list[str]] = {}
    for source, target in dict.fromkeys(pairs):
        forwards.setdefault(source, []).append(target)
        backwards.setdefault(target, []).append(source)
    forms = ({one: tuple(found) for one, found in way.items()} for way in (forwards, backwards))
    return next(forms), next(forms)


def _circle(pairs: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return the nodes of one circle in order, the first one again at the end; empty where there is none."""
    following: dict[str, list[str]] = {}
    for source, target in pairs:
        following.setdefault(source, []).append(target)
    done: set[str] = set()
    for start in following:
        # Without recursion: a record can be as long as it likes.
        way: list[str] = []
        on_way: set[str] = set()
        waiting = [(start, False)]
        while waiting:
            node, left = waiting.pop()
            if left:
                way.pop()
                on_way.discard(node)
                done.add(node)
                continue
            if node in on_way:
                return (*way[way.index(node) :], node)
            if node in done:
                continue
            way.append(node)
            on_way.add(node)
            waiting.append((node, True))
            waiting.extend((target, False) for target in following.get(node, ()))
    return ()
