"""RDFC-1.0: the one canonical order and labelling of a set of quads (W3C RDF Dataset Canonicalization).

Nearly every credential has blank nodes that differ already in their own statements; that case is done
here, straight from the strings. Blank nodes that look alike go to `badgekit.jsonld.rdfc_ties`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from badgekit.errors import LimitExceeded, Unsupported
from badgekit.jsonld.work import Work
from badgekit.limits import Limits

Quad = tuple[str, str, str, str]
"""Subject, predicate, object, graph as canonical N-Quads terms; the graph is "" for the default graph."""

_HASHES = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}


def canonicalize(
    quads: Sequence[Quad], *, hash_name: str = "sha256", limits: Limits, work: Work | None = None
) -> list[str]:
    r"""Return the canonical N-Quads lines of `quads`, sorted by code point, each ending in ``\n``.

    Args:
        quads: terms already written as canonical N-Quads asks (RDFC-1.0 section 5), without lone surrogates;
            duplicates count once.
        hash_name: "sha256" or "sha384".
        limits: `quads`, `blank_nodes` and `canonicalization_work` bound the work.
        work: the account to charge, shared by everything that one verification canonicalises.

    Raises:
        LimitExceeded: ``rdfc.too_complex``, the quads need more work than `limits` allows.
        Unsupported: ``rdfc.unknown_hash``, `hash_name` is another one.
    """
    return canonicalize_with_map(quads, hash_name=hash_name, limits=limits, work=work)[0]


def canonicalize_with_map(
    quads: Sequence[Quad], *, hash_name: str = "sha256", limits: Limits, work: Work | None = None
) -> tuple[list[str], dict[str, str]]:
    """Return what `canonicalize` returns, and the issued identifiers: ``_:b0`` to ``_:c14n0``."""
    if len(quads) > limits.quads:
        raise LimitExceeded("rdfc.too_complex", what="statements", limit=limits.quads)
    make_hash = _HASHES.get(hash_name)
    if make_hash is None:
        raise Unsupported("rdfc.unknown_hash", name=hash_name)

    lines: list[str] = []
    loose: list[Quad] = []  # the quads that have a blank node
    mentions: dict[str, list[str]] = {}  # blank node -> its quads as Hash First Degree Quads writes them
    for quad in dict.fromkeys(quads):
        s, p, o, g = quad
        if g:
            if s[0] == "_" or o[0] == "_" or g[0] == "_":
                loose.append(quad)
                _mention(mentions, quad)
            else:
                lines.append(f"{s} {p} {o} {g} .\n")
        elif s[0] == "_":
            loose.append(quad)
            if o[0] == "_":
                _mention(mentions, quad)
            elif s in mentions:
                mentions[s].append(f"_:a {p} {o} .\n")
            else:
                mentions[s] = [f"_:a {p} {o} .\n"]
        elif o[0] == "_":
            loose.append(quad)
            if o in mentions:
                mentions[o].append(f"{s} {p} _:a .\n")
            else:
                mentions[o] = [f"{s} {p} _:a .\n"]
        else:
            lines.append(f"{s} {p} {o} .\n")
    if len(mentions) > limits.blank_nodes:
        raise LimitExceeded("rdfc.too_complex", what="unnamed objects", limit=limits.blank_nodes)

    hashes: dict[str, str] = {}
    for node, told in mentions.items():
        told.sort()
        hashes[node] = make_hash("".join(told).encode()).hexdigest()

    if len(set(hashes.values())) == len(hashes):
        order = sorted(hashes, key=hashes.__getitem__)
    else:
        from badgekit.jsonld.rdfc_ties import order_with_ties

        order = order_with_ties(loose, hashes, make_hash, work or Work(limits))

    labels = {node: f"_:c14n{number}" for number, node in enumerate(order)}
    for s, p, o, g in loose:
        s, o = labels.get(s, s), labels.get(o, o)
        lines.append(f"{s} {p} {o} {labels.get(g, g)} .\n" if g else f"{s} {p} {o} .\n")
    lines.sort()
    return lines, labels


def _mention(mentions: dict[str, list[str]], quad: Quad) -> None:
    """Add `quad` to each of its blank nodes: that node written as _:a, every other one as _:z."""
    s, p, o, g = quad
    for node in {term for term in (s, o, g) if term[:1] == "_"}:
        subject = s if s[0] != "_" else "_:a" if s == node else "_:z"
        object_ = o if o[0] != "_" else "_:a" if o == node else "_:z"
        graph = g if g[:1] != "_" else "_:a" if g == node else "_:z"
        line = f"{subject} {p} {object_} {graph} .\n" if g else f"{subject} {p} {object_} .\n"
        mentions.setdefault(node, []).append(line)
