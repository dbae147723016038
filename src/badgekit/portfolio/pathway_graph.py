"""From a graph of achievements to the steps of a requirement (CLR 2.0 Association)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from badgekit.errors import LimitExceeded, Malformed
from badgekit.portfolio.requirement import Step

__all__ = ["steps_of"]

_PART_OF = frozenset({"isPartOf", "isChildOf"})
_DEMAND_NOTHING = frozenset({"isPeerOf", "isRelatedTo"})
_MOST_EDGES = 5_000
_MOST_NODES = 1000


def steps_of(
    nodes: Mapping[str, str] | Iterable[str], edges: Iterable[tuple[str, str, str]], goal: str | None
) -> tuple[Step, ...]:
    """Return one step for each node, or for each that leads to `goal`.

    Raises:
        Malformed: ``pathway.unknown_step``, ``pathway.unknown_association``.
        LimitExceeded: ``pathway.too_many_steps``.
    """
    names = dict(nodes) if isinstance(nodes, Mapping) else dict.fromkeys(nodes, "")
    parts: dict[str, dict[str, None]] = {node: {} for node in names}
    before: dict[str, dict[str, None]] = {node: {} for node in names}
    instead: dict[str, set[str]] = {node: set() for node in names}
    for count, (source, association, target) in enumerate(edges):
        if count >= _MOST_EDGES or len(names) > _MOST_NODES:
            raise LimitExceeded("pathway.too_many_steps", limit=_MOST_NODES)
        for end in (source, target):
            if end not in names:
                raise Malformed("pathway.unknown_step", step=end)
        if association in _PART_OF:
            parts[target][source] = None
        elif association == "isParentOf":
            parts[source][target] = None
        elif association == "precedes":
            before[target][source] = None
        elif association == "exactMatchOf":
            instead[source].add(target)
            instead[target].add(source)
        elif association == "replacedBy":
            instead[source].add(target)
        elif association not in _DEMAND_NOTHING:
            raise Malformed("pathway.unknown_association", association=association)
    if goal is not None and goal not in names:
        raise Malformed("pathway.unknown_step", step=goal)
    kept = set(names) if goal is None else _reached([goal], lambda node: (*parts[node], *before[node]))
    return tuple(
        Step(
            id=node,
            name=names[node],
            achievements=(node, *sorted(_reached([node], lambda other: tuple(instead[other])) - {node})),
            parts=tuple(parts[node]),
            after=tuple(before[node]),
        )
        for node in names
        if node in kept
    )


def _reached(start: Iterable[str], follow: Callable[[str], Iterable[str]]) -> set[str]:
    found = set(start)
    waiting = list(found)
    while waiting:
        for other in follow(waiting.pop()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
