"""Contexts below the top of a document: which of them change the meaning of nothing around them.

Elsewhere than in an embedded credential, a context would change what the words around it mean (Data Integrity
1.0 section 2.4.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from badgekit.documents import identify, types_of
from badgekit.jsonld import ContextStore
from badgekit.jsonpath import member_at
from badgekit.proofs.rdfc_suites import repeats

__all__ = ["in_a_credential", "not_known"]

_TYPES = frozenset({"VerifiableCredential", "EnvelopedVerifiableCredential"})
_PROOF = re.compile(r"(.+)\.proof(?:\[[0-9]+\])?", re.DOTALL)


def not_known(document: Mapping[str, Any], paths: Iterable[str], store: ContextStore) -> list[str]:
    """Return those of `paths`, objects that bring a context, of which it is not known what they mean.

    Known are embedded credentials that name pinned contexts only. What their own proofs name again is said
    already: JCS suites write it there (vc-di-eddsa 3.3.1).
    """
    return [
        path
        for path in paths
        if not _names_pinned_ones(document, path, store) and not _repeats_its_holder(document, path)
    ]


def in_a_credential(document: Mapping[str, Any], path: str) -> bool:
    """Tell whether the object at `path` is an embedded credential, in an envelope or not."""
    inner = member_at(document, path)
    return isinstance(inner, dict) and not _TYPES.isdisjoint(types_of(inner))


def _names_pinned_ones(document: Mapping[str, Any], path: str, store: ContextStore) -> bool:
    if not in_a_credential(document, path):
        return False
    entries = identify(member_at(document, path)).contexts
    return bool(entries) and all(isinstance(entry, str) and store.revisions(entry) for entry in entries)


def _repeats_its_holder(document: Mapping[str, Any], path: str) -> bool:
    """Tell whether the object at `path` is a proof that names what the object it is in has named already."""
    found = _PROOF.fullmatch(path)
    holder = None if found is None else member_at(document, found[1])
    if not isinstance(holder, dict) or "@context" not in holder:
        return False
    return repeats(member_at(document, path)["@context"], holder["@context"])
