"""RDFC-1.0 for blank nodes that look alike: Hash N-Degree Quads (sections 4.4.3 step 5, 4.7 and 4.8).

The algorithm tries every order of equal neighbours, so its work can grow with the factorial of the
input. All of it is counted in one number, and it keeps its own stack: hostile data meets the bound,
never the recursion limit of Python.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from itertools import permutations
from typing import Protocol

from badgekit.jsonld.work import Work

_Issued = dict[str, str]
"""Blank node to temporary identifier, in the order of issue."""
_Step = Generator[tuple[str, _Issued], tuple[str, _Issued], tuple[str, _Issued]]
"""One run of Hash N-Degree Quads: asks for runs of other nodes, and ends with (hash, issuer)."""

_SIZE_PER_UNIT = 16
"""Links of a node, members of a permutation and identifiers copied for it that count as one more unit."""


class _Hash(Protocol):
    def hexdigest(self) -> str: ...


def order_with_ties(
    quads: Sequence[tuple[str, str, str, str]],
    hashes: Mapping[str, str],
    make_hash: Callable[[bytes], _Hash],
    work: Work,
) -> list[str]:
    """Return the blank nodes of `quads` in the order in which canonical identifiers are issued.

    Args:
        quads: the quads that have a blank node, each once.
        hashes: blank node to the result of Hash First Degree Quads.
        make_hash: the hash function.
        work: charged for runs of Hash N-Degree Quads and permutations tried, large ones counting more.

    Raises:
        LimitExceeded: ``rdfc.too_complex``.
    """
    classes: dict[str, list[str]] = {}
    for node, digest in hashes.items():
        classes.setdefault(digest, []).append(node)
    canonical: dict[str, str] = {}
    for digest in sorted(classes):
        if len(classes[digest]) == 1:
            canonical[classes[digest][0]] = f"_:c14n{len(canonical)}"
    ties = _Ties(quads, hashes, make_hash, canonical, work)
    for digest in sorted(classes):
        results = [ties.run(node) for node in classes[digest] if node not in canonical]
        results.sort(key=lambda result: result[0])
        for _, issued in results:
            for node in issued:
                if node not in canonical:
                    canonical[node] = f"_:c14n{len(canonical)}"
    return list(canonical)


class _Ties:
    """The state of the canonicalisation (section 4.2), and what is left of its work."""

    __slots__ = ("_canonical", "_hash", "_hashes", "_links", "_work")

    def __init__(
        self,
        quads: Sequence[tuple[str, str, str, str]],
        hashes: Mapping[str, str],
        make_hash: Callable[[bytes], _Hash],
        canonical: Mapping[str, str],
        work: Work,
    ) -> None:
        self._hash = make_hash
        self._hashes = hashes
        self._canonical = canonical
        self._work = work
        # Blank node -> (what Hash Related Blank Node starts with, the other blank node) per quad position.
        self._links: dict[str, list[tuple[str, str]]] = {node: [] for node in hashes}
        for s, p, o, g in quads:
            related = [(f"{mark}{p}", term) for mark, term in (("s", s), ("o", o)) if term[0] == "_"]
            if g[:1] == "_":
                related.append(("g", g))
            for node in {term for _, term in related}:
                self._links[node] += [link for link in related if link[1] != node]

    def run(self, node: str) -> tuple[str, _Issued]:
        """Run Hash N-Degree Quads for `node` with a fresh issuer; the stack is a list, not Python's."""
        stack: list[_Step] = [self._n_degree(node, {node: "_:b0"})]
        answer: tuple[str, _Issued] | None = None
        while True:
            try:
                asked = next(stack[-1]) if answer is None else stack[-1].send(answer)
            except StopIteration as done:
                stack.pop()
                answer = done.value
                assert answer is not None
                if not stack:
                    return answer
            else:
                stack.append(self._n_degree(*asked))
                answer = None

    def _spend(self, size: int) -> None:
        self._work.compare(1 + size // _SIZE_PER_UNIT)

    def _n_degree(self, node: str, issued: _Issued) -> _Step:
        canonical = self._canonical
        links = self._links[node]
        self._spend(len(links))
        groups: dict[str, list[str]] = {}
        for start, other in links:
            name = canonical.get(other) or issued.get(other) or self._hashes[other]
            digest = self._hash(f"{start}{name}".encode()).hexdigest()
            groups.setdefault(digest, []).append(other)

        told = ""
        for digest in sorted(groups):
            chosen_path, chosen_issued = "", issued
            for permutation in _arrangements(groups[digest]):
                self._spend(len(permutation) + len(issued))
                trial = issued.copy()
                path = ""
                to_visit: list[str] = []
                for other in permutation:
                    if other in canonical:
                        path += canonical[other]
                        continue
                    if other not in trial:
                        trial[other] = f"_:b{len(trial)}"
                        to_visit.append(other)
                    path += trial[other]
                    if _worse(path, chosen_path):
                        break
                else:
                    for other in to_visit:
                        # The first pass has named `other` already; the path repeats its name (step 5.4.5).
                        digest_of_other, answered = yield other, trial
                        path += f"{answered[other]}<{digest_of_other}>"
                        trial = answered
                        if _worse(path, chosen_path):
                            break
                    else:
                        if not chosen_path or path < chosen_path:
                            chosen_path, chosen_issued = path, trial
            told += digest + chosen_path
            issued = chosen_issued
        return self._hash(told.encode()).hexdigest(), issued


def _worse(path: str, chosen: str) -> bool:
    """Say whether `path` can no longer win: it is as long as the best one and sorts after it."""
    return chosen != "" and len(path) >= len(chosen) and path > chosen


def _arrangements(group: list[str]) -> Iterable[Sequence[str]]:
    """Return the different permutations of `group`.

    A node stands in it once for each quad that links it, so the graph of a proof stands there six times:
    its 720 permutations read the same, and one of them is enough.
    """
    names = list(dict.fromkeys(group))
    return permutations(group) if len(names) == len(group) else _distinct(names, group)


def _distinct(names: list[str], group: list[str]) -> Iterable[Sequence[str]]:
    order = sorted(names.index(name) for name in group)
    while True:
        yield [names[number] for number in order]
        # The next larger arrangement: raise the last number that can be raised, and sort what follows.
        for at in range(len(order) - 2, -1, -1):
            if order[at] < order[at + 1]:
                break
        else:
            return
        with_ = next(place for place in range(len(order) - 1, at, -1) if order[place] > order[at])
        order[at], order[with_] = order[with_], order[at]
        order[at + 1 :] = order[:at:-1]
