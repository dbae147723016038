"""How the time grows with the document, and where a document made to explode ends."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import permutations
from typing import Any

from badgekit import Limits, Verifier
from badgekit.errors import LimitExceeded
from badgekit.jsonld.rdfc import canonicalize
from badgekit.testing import IssuerSimulator
from benchmarks.inputs import sized_badge

__all__ = ["Growth", "Poison", "growth", "poison"]

_PER_ALIGNMENT = 8
_LEAST_SECONDS = 0.2
_BATCHES = 5


@dataclass(frozen=True, slots=True)
class Growth:
    """Time of `Verifier.verify` for a document of `quads` statements and `size` bytes, in CPU seconds."""

    quads: int
    size: int
    seconds: float

    @property
    def per_quad(self) -> float:
        """Seconds per statement."""
        return self.seconds / self.quads


@dataclass(frozen=True, slots=True)
class Poison:
    """A graph of `nodes` blank nodes that all look alike: what stopped it, after how many CPU seconds."""

    nodes: int
    code: str
    seconds: float


def growth(sizes: Sequence[int], log: Callable[[str], None]) -> list[Growth]:
    """Measure documents of about `sizes` statements, the smallest a credential that is no badge."""
    sim = IssuerSimulator("grows.example", method="did:key", now=datetime(2026, 6, 1, tzinfo=UTC))
    smallest = sim.engine.canonicalize(sized_badge(sim, 1)).quad_count - _PER_ALIGNMENT
    verifier = Verifier(fetcher=sim)
    found = []
    for size in sizes:
        log(f"growth: {size} statements")
        if size < smallest + _PER_ALIGNMENT:
            unsigned = sim.credential()
        else:
            unsigned = sized_badge(sim, (size - smallest) // _PER_ALIGNMENT)
        text = json.dumps(sim.sign(unsigned))
        quads = sim.engine.canonicalize(unsigned).quad_count
        found.append(Growth(quads, len(text), _time(partial(_verify, verifier, text, sim.now))))
    return found


def poison(nodes: int) -> Poison:
    """Canonicalise a graph in which each of `nodes` blank nodes is linked with every other one."""
    names = [f"_:n{number}" for number in range(nodes)]
    quads = [(one, "<urn:knows>", other, "") for one, other in permutations(names, 2)]
    start = time.process_time()
    try:
        canonicalize(quads, limits=Limits())
        code = "canonicalised"
    except LimitExceeded as problem:
        code = problem.code
    return Poison(nodes, code, time.process_time() - start)


def _verify(verifier: Verifier, text: str, now: datetime) -> None:
    report = verifier.verify(text, now=now)
    assert report.verified, report.best_reason


def _time(call: Callable[[], Any]) -> float:
    """Return the least CPU time of one call, of several batches that are long enough to be measured."""
    call()
    start = time.process_time()
    call()
    count = max(1, round(_LEAST_SECONDS / _BATCHES / max(time.process_time() - start, 1e-6)))
    best = float("inf")
    for _ in range(_BATCHES):
        start = time.process_time()
        for _ in range(count):
            call()
        best = min(best, (time.process_time() - start) / count)
    return best
