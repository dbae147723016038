"""Proof chains: a proof that signs the document together with earlier proofs (DI 1.0 section 2.1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from badgekit.errors import Malformed
from badgekit.jsonpath import child
from badgekit.proofs.rdfc_suites import repeats

__all__ = ["new_contexts", "predecessors"]

_EARLIER = re.compile(r"\$\.proof\[([0-9]+)\](.*)", re.DOTALL)


def predecessors(path: str, proof: Mapping[str, Any], proofs: list[Any]) -> list[Any]:
    """Return the proofs that `proof` builds on, exactly those that its ``previousProof`` names.

    Raises:
        Malformed: ``proof.previous_missing``, ``proof.previous_loop``.
    """
    given = proof["previousProof"]
    names = [given] if isinstance(given, str) else given
    where = child(path, "previousProof")
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
        raise Malformed("proof.previous_missing", where)
    by_id: dict[str, Mapping[str, Any]] = {}
    for other in proofs:
        if isinstance(other, dict) and isinstance(other.get("id"), str):
            if other["id"] in by_id:
                raise Malformed("proof.previous_missing", where)
            by_id[other["id"]] = other
    chosen = []
    for name in names:
        if name not in by_id or by_id[name] is proof:
            raise Malformed("proof.previous_missing", where, name=name)
        chosen.append(by_id[name])
    _refuse_cycle(where, proof, by_id)
    return chosen


def new_contexts(secured: Mapping[str, Any], nested: Iterable[str], places: Sequence[str]) -> tuple[str, ...]:
    """Return where in a document contexts lie that say anything new.

    An earlier proof may name again what the document names, as those of JCS suites do (vc-di-eddsa 3.3.1).

    Args:
        secured: what a proof signs: the document, and the earlier proofs that it builds on.
        nested: JSONPaths in `secured` of the objects below the top that bring a context.
        places: JSONPaths in the document of those earlier proofs, in their order.
    """
    found = []
    for path in nested:
        earlier = _EARLIER.fullmatch(path)
        if earlier is None:
            found.append(path)
            continue
        number, rest = int(earlier[1]), earlier[2]
        if rest or not repeats(secured["proof"][number]["@context"], secured.get("@context")):
            found.append(places[number] + rest)
    return tuple(found)


def _refuse_cycle(where: str, proof: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> None:
    seen: set[str] = set()
    waiting: list[Mapping[str, Any]] = [proof]
    while waiting:
        given = waiting.pop().get("previousProof", [])
        for name in [given] if isinstance(given, str) else given if isinstance(given, list) else []:
            if isinstance(name, str) and name == proof.get("id"):
                raise Malformed("proof.previous_loop", where)
            if isinstance(name, str) and name in by_id and name not in seen:
                seen.add(name)
                waiting.append(by_id[name])
