"""Proof chains: a proof that signs the document together with earlier proofs (DI 1.0 section 2.1.2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from badgekit.errors import Malformed
from badgekit.jsonpath import child

__all__ = ["predecessors"]


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
