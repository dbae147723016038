"""RDFC-1.0: the one canonical order and labelling of a set of quads (W3C RDF Dataset Canonicalization).

Nearly every credential has blank nodes that differ already in their own statements; that case is done
here, straight from the strings. Blank nodes that look alike go to `badgekit.jsonld.rdfc_ties`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Iterable, Sequence
from operator import eq
from typing import Any

from badgekit.errors import LimitExceeded, Unsupported
from badgekit.jsonld.work import Work
from badgekit.limits import Limits

__all__ = ["Quad", "Statements", "canonicalize", "canonicalize_with_map", "statements_of"]

Quad = tuple[str, str, str, str]
"""Subject, predicate, object, graph as canonical N-Quads terms; the graph is "" for the default graph."""

_HASHES = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}


class Statements:
    r"""A set of quads, kept as the canonical form needs them.

    Everything but the name of its subject is the same in what is hashed for a blank node and in what is
    written for it in the end, so it is written once: as a *tail*, predicate, object and full stop.

    Attributes:
        lines: quads without any blank node, written out, each ending in ``\n``.
        tails: blank node → tails of its quads in the default graph whose object is no blank node, each once.
        links: all other quads.
        hashes: blank node → Hash First Degree Quads with SHA-256, where it is known already.
    """

    __slots__ = ("hashes", "lines", "links", "tails")

    def __init__(self) -> None:
        self.hashes: dict[str, str] = {}
        self.lines: list[str] = []
        self.tails: dict[str, list[str]] = {}
        self.links: list[Quad] = []

    @property
    def count(self) -> int:
        """The number of quads, repeated ones included."""
        return len(self.lines) + sum(map(len, self.tails.values())) + len(self.links)

    def add(self, others: Statements) -> None:
        """Add statements about other blank nodes than those in this set, but for links to them."""
        self.lines += others.lines
        self.tails.update(others.tails)
        self.links += others.links
        self.hashes.update(others.hashes)


def statements_of(quads: Iterable[Quad]) -> Statements:
    """Return `quads` in the form that `canonicalize_with_map` works on."""
    found = Statements()
    for s, p, o, g in dict.fromkeys(quads):
        if not g and s[0] == "_" and o[0] != "_":
            found.tails.setdefault(s, []).append(f" {p} {o} .\n")
        elif s[0] == "_" or o[0] == "_" or g[:1] == "_":
            found.links.append((s, p, o, g))
        else:
            found.lines.append(f"{s} {p} {o} {g} .\n" if g else f"{s} {p} {o} .\n")
    return found


def canonicalize(
    quads: Sequence[Quad] | Statements,
    *,
    hash_name: str = "sha256",
    limits: Limits,
    work: Work | None = None,
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
    quads: Sequence[Quad] | Statements,
    *,
    hash_name: str = "sha256",
    limits: Limits,
    work: Work | None = None,
) -> tuple[list[str], dict[str, str]]:
    """Return what `canonicalize` returns, and the issued identifiers: ``_:b0`` to ``_:c14n0``."""
    statements = quads if isinstance(quads, Statements) else statements_of(quads)
    if statements.count > limits.quads:
        raise LimitExceeded("rdfc.too_complex", what="statements", limit=limits.quads)
    make_hash = _HASHES.get(hash_name)
    if make_hash is None:
        raise Unsupported("rdfc.unknown_hash", name=hash_name)

    links = dict.fromkeys(statements.links)
    hashes = _first_degree(statements, links, make_hash, statements.hashes if hash_name == "sha256" else {})
    if len(hashes) > limits.blank_nodes:
        raise LimitExceeded("rdfc.too_complex", what="unnamed objects", limit=limits.blank_nodes)

    if len(set(hashes.values())) == len(hashes):
        order = sorted(hashes, key=hashes.__getitem__)
    else:
        from badgekit.jsonld.rdfc_ties import order_with_ties

        order = order_with_ties(list(links), hashes, make_hash, work or Work(limits))

    labels = {node: f"_:c14n{number}" for number, node in enumerate(order)}
    lines = statements.lines.copy()
    for node, told in statements.tails.items():
        label = labels[node]
        lines += [label + tail for tail in told]
    for s, p, o, g in links:
        s, o = labels.get(s, s), labels.get(o, o)
        lines.append(f"{s} {p} {o} {labels.get(g, g)} .\n" if g else f"{s} {p} {o} .\n")
    lines.sort()
    if any(map(eq, lines, lines[1:])):  # less work than to hash them all
        lines = list(dict.fromkeys(lines))
    return lines, labels


def first_degree_hashes(statements: Statements) -> dict[str, str]:
    """Return Hash First Degree Quads (RDFC-1.0 section 4.6) with SHA-256 of each blank node."""
    return _first_degree(statements, dict.fromkeys(statements.links), hashlib.sha256, statements.hashes)


def _first_degree(
    statements: Statements, links: Iterable[Quad], make_hash: Callable[[bytes], Any], known: dict[str, str]
) -> dict[str, str]:
    mentions = {
        node: ["_:a" + tail for tail in told] for node, told in statements.tails.items() if node not in known
    }
    for quad in links:
        _mention(mentions, quad, known)
    hashes = known.copy()
    for node, told in mentions.items():
        told.sort()
        hashes[node] = make_hash("".join(told).encode()).hexdigest()
    return hashes


def _mention(mentions: dict[str, list[str]], quad: Quad, known: Container[str]) -> None:
    """Add `quad` to its blank nodes but the known: that node written as _:a, every other one as _:z."""
    s, p, o, g = quad
    if not g and s[0] != "_":  # the usual case, and the general one below in short
        if o in known:
            return
        line = f"{s} {p} _:a .\n"
        if o in mentions:
            mentions[o].append(line)
        else:
            mentions[o] = [line]
        return
    for node in {term for term in (s, o, g) if term[:1] == "_" and term not in known}:
        subject = s if s[0] != "_" else "_:a" if s == node else "_:z"
        object_ = o if o[0] != "_" else "_:a" if o == node else "_:z"
        graph = g if g[:1] != "_" else "_:a" if g == node else "_:z"
        line = f"{subject} {p} {object_} {graph} .\n" if g else f"{subject} {p} {object_} .\n"
        mentions.setdefault(node, []).append(line)
