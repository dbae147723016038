"""What was aimed at, judged by the medians of one run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from benchmarks.coldstart import ColdStart
from benchmarks.growth import Growth, Poison
from benchmarks.peers import EMBEDDED, TOKENS
from benchmarks.runners import BADGEKIT, Result

__all__ = ["Target", "targets"]

_SCHEMA = EMBEDDED["plain_schema"]
_TIMES_PEERS, _TIMES_SCHEMA, _TIMES_BARE, _TIMES_BARE_TOKEN = 12.0, 18.0, 5.0, 3.0
_GROWTH = 1.5  # linear, as far as a noisy machine can tell
_POISON_SECONDS, _COLD_MILLISECONDS = 1.0, 250.0
_JUDGED = ("eddsa-rdfc-2022-mid", "Ed25519Signature2020-typ", "ecdsa-rdfc-2019-typ")


@dataclass(frozen=True, slots=True)
class Target:
    """One aim, what was measured, and whether that is enough."""

    aim: str
    measured: str
    met: bool


def targets(
    results: Mapping[str, list[Result]],
    grown: list[Growth],
    poisoned: Poison | None,
    started: list[ColdStart],
) -> list[Target]:
    """Return the aims that this run can judge."""
    found: list[Target] = []
    for name, rows in results.items():
        times = {row.verifier: row.ratio for row in rows if row.ratios and row.verifier != BADGEKIT}
        if name in _JUDGED:
            found += _embedded(name, times)
        elif name.startswith("jwt-"):
            bare = 1 / times[TOKENS["bare"]]
            aim = f"{name}: at most {_TIMES_BARE_TOKEN:g} times the bare check + JSON parsing"
            found.append(Target(aim, f"{bare:.1f}", bare <= _TIMES_BARE_TOKEN))
    if len(grown) > 1:
        costs = [row.per_quad for row in grown]
        worst = max(cost / min(costs[:index]) for index, cost in enumerate(costs) if index)
        aim = f"time per statement: at most {_GROWTH:g} times that of any smaller document"
        found.append(Target(aim, f"{worst:.2f}", worst <= _GROWTH))
    if poisoned:
        enough = poisoned.code != "canonicalised" and poisoned.seconds < _POISON_SECONDS
        aim = f"a poison graph ends at its bound within {_POISON_SECONDS:g} s"
        found.append(Target(aim, f"{poisoned.seconds:.2f} s", enough))
    return found + _cold(started)


def _embedded(name: str, times: Mapping[str, float]) -> list[Target]:
    bare = 1 / times.get(EMBEDDED["bare"], float("inf"))
    peers = {peer: ratio for peer, ratio in times.items() if peer not in (EMBEDDED["bare"], _SCHEMA)}
    found = [
        Target(f"{name}: at most {_TIMES_BARE:g} times the bare check", f"{bare:.1f}", bare <= _TIMES_BARE)
    ]
    if peers:
        nearest = min(peers, key=peers.__getitem__)
        found.append(
            Target(
                f"{name}: at least {_TIMES_PEERS:g} times every other verifier",
                f"{peers[nearest]:.1f} ({nearest})",
                peers[nearest] >= _TIMES_PEERS,
            )
        )
    if _SCHEMA in times:
        aim = f"{name}: at least {_TIMES_SCHEMA:g} times {_SCHEMA}"
        found.append(Target(aim, f"{times[_SCHEMA]:.1f}", times[_SCHEMA] >= _TIMES_SCHEMA))
    return found


def _cold(started: list[ColdStart]) -> list[Target]:
    found = []
    for badge in dict.fromkeys(row.badge for row in started):
        rows = {row.verifier: row.median for row in started if row.badge == badge}
        own = rows[BADGEKIT]
        if badge.startswith("JWT"):
            aim = f"cold start, {badge}: under {_COLD_MILLISECONDS:g} ms"
            found.append(Target(aim, f"{own:.0f} ms", own < _COLD_MILLISECONDS))
            continue
        peers = {name: median for name, median in rows.items() if name != BADGEKIT and "nothing" not in name}
        if peers:
            fastest = min(peers, key=peers.__getitem__)
            measured = f"{own:.0f} ms, {peers[fastest]:.0f} ms ({fastest})"
            aim = f"cold start, {badge}: no slower than any other verifier"
            found.append(Target(aim, measured, own <= peers[fastest]))
    return found
