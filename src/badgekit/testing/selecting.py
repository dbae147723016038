"""A document as single statements, and parts of it by JSON pointers (vc-di-ecdsa 3.4).

Unnamed objects are given names for the time of working, so that the statements of a part are among those of
the whole; in what is signed they have names made with a secret.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from badgekit.jsonld import Engine
from badgekit.jsonld.rdfc import Quad, canonicalize_with_map
from badgekit.limits import Limits

__all__ = ["Shown", "Statements", "select"]

_NAME = "urn:unnamed:"
_NAMED = re.compile(rf"<{_NAME}([0-9]+)>\Z")


def select(document: Mapping[str, Any], pointers: Iterable[str]) -> dict[str, Any]:
    """Return the part of `document` that has what `pointers` lead to, with id and type of all around it.

    Raises:
        ValueError: a pointer (RFC 6901) leads nowhere.
    """
    steps = [
        tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])
        for pointer in pointers
    ]
    part = _part(document, steps, "")
    assert isinstance(part, dict)
    return {"@context": document["@context"], **{k: v for k, v in part.items() if k != "@context"}}


def _part(value: Any, ways: Sequence[tuple[str, ...]], path: str) -> Any:
    if () in ways:
        return copy.deepcopy(value)
    by_step: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for way in ways:
        by_step[way[0]].append(way[1:])
    if isinstance(value, list):
        kept = {index: by_step.pop(str(index)) for index in range(len(value)) if str(index) in by_step}
        found: Any = [_part(value[index], inner, f"{path}/{index}") for index, inner in kept.items()]
    elif isinstance(value, Mapping):
        found = {}
        for name, member in value.items():
            if name in by_step:
                found[name] = _part(member, by_step.pop(name), f"{path}/{name}")
            elif name in ("id", "type"):
                found[name] = copy.deepcopy(member)
    if by_step:
        raise ValueError(f"there is nothing at {path}/{next(iter(by_step))}")
    return found


class Shown:
    """A part of a document, as statements.

    Attributes:
        lines: its statements with the issuer's names, sorted.
        labels: canonical label of a blank node of the part → the issuer's name.
    """

    def __init__(self, lines: Sequence[str], labels: Mapping[str, str]) -> None:
        self.lines = sorted(lines)
        self.labels = labels


class Statements:
    """The statements of a document, as an issuer signs them one by one.

    Args:
        document: the document, without proof.
        engine: makes the statements.
        name: returns the issuer's names of blank nodes, of their canonical labels ``c14n0`` and so on.

    Attributes:
        lines: all its statements with the issuer's names, sorted.
        names: pointer of an unnamed object → the issuer's name of it.

    Raises:
        ValueError: it has lists or graphs, whose blank nodes are no objects that could be named.
    """

    def __init__(
        self,
        document: Mapping[str, Any],
        engine: Engine,
        name: Callable[[Sequence[str]], Mapping[str, str]],
    ) -> None:
        self._engine = engine
        self._document, places = _named(document)
        labels = self._labels(self._document)
        given = name(sorted(labels.values()))
        self._names = {number: given[label] for number, label in labels.items()}
        self.names = {place: self._names[number] for place, number in places.items()}
        self.lines = self.of([""]).lines

    def of(self, pointers: Iterable[str]) -> Shown:
        """Return the part of the document to which `pointers` lead."""
        return self._shown(select(self._document, pointers), self._names)

    def shown_as(self, part: Mapping[str, Any], names: Mapping[str, str]) -> Shown:
        """Return what is no selection as if it were one.

        Args:
            part: a document.
            names: pointer of each unnamed object in `part` → the issuer's name that it is given.
        """
        document, places = _named(part)
        return self._shown(document, {number: names[place] for place, number in places.items()})

    def _shown(self, part: Mapping[str, Any], names: Mapping[str, str]) -> Shown:
        lines = [f"{_renamed(s, names)} {p} {_renamed(o, names)} .\n" for s, p, o, _ in self._quads(part)]
        return Shown(lines, {label: names[number] for number, label in self._labels(part).items()})

    def _quads(self, document: Mapping[str, Any]) -> list[Quad]:
        quads: list[Quad] = []
        for line in self._engine.canonicalize(document).lines:
            s, p, o = line.removesuffix(" .\n").split(" ", 2)
            _refuse_graphs(s, o)
            quads.append((s, p, o, ""))
        return quads

    def _labels(self, document: Mapping[str, Any]) -> dict[str, str]:
        """Return number of an unnamed object → its canonical label in `document`."""
        quads = [(_blank(s), p, _blank(o), "") for s, p, o, _ in self._quads(document)]
        _, labels = canonicalize_with_map(quads, limits=Limits())
        return {node.removeprefix("_:n"): label.removeprefix("_:") for node, label in labels.items()}


def _named(document: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return `document` with all objects named, and pointer of each that had no name → its number."""
    places: dict[str, str] = {}

    def name(value: Any, place: str) -> Any:
        if isinstance(value, list):
            return [name(item, f"{place}/{index}") for index, item in enumerate(value)]
        if not isinstance(value, Mapping) or "@value" in value:
            return value
        named = {k: v if k == "@context" else name(v, f"{place}/{k}") for k, v in value.items()}
        if "id" not in named:
            places[place] = str(len(places) + 1)
            named["id"] = f"{_NAME}{places[place]}"
        return named

    return name(document, ""), places


def _renamed(term: str, names: Mapping[str, str]) -> str:
    match = _NAMED.match(term)
    return f"_:{names[match[1]]}" if match else term


def _refuse_graphs(subject: str, rest: str) -> None:
    literal = rest.rindex('"') + 1 if rest.startswith('"') else 0
    if any(term.startswith("_:") for term in (subject, *rest[literal:].split(" "))):
        raise ValueError("lists and graphs cannot be disclosed in part here")


def _blank(term: str) -> str:
    match = _NAMED.match(term)
    return f"_:n{match[1]}" if match else term
