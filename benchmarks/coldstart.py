"""From the start of a process to the verdict on one badge."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.inputs import mint
from benchmarks.runners import BADGEKIT, ROOT, Plan, commands, environment

__all__ = ["ColdStart", "cold_starts"]

_CASES = {"JWT badge": "jwt-EdDSA-typ", "Data Integrity badge": "eddsa-rdfc-2022-typ"}
_DID_KEY = 1  # the second issuer has a did:key: no document is needed


@dataclass(frozen=True, slots=True, kw_only=True)
class ColdStart:
    """Milliseconds of wall time, and of CPU time, for one process; median of several, and least."""

    badge: str
    verifier: str
    median: float
    least: float
    cpu: float


def cold_starts(folder: Path, plan: Plan, log: Callable[[str], None]) -> list[ColdStart]:
    """Start every verifier again and again, in turns; those that cannot verify the badge are left out."""
    found = []
    for badge, name in _CASES.items():
        log(f"cold start: {badge}")
        case = mint(name, credentials=_DID_KEY + 1)
        case = case.only(_DID_KEY)
        path = case.save(folder, f"cold-{name}")
        file = folder / f"cold-{name}.badge"
        file.write_text(case.texts[0], encoding="utf-8")
        starts = {
            peer: [*command, "--once"]
            for peer, command in commands(case, path, plan.node).items()
            if not peer.startswith("bare")
        }
        starts[BADGEKIT] = [sys.executable, "-m", "badgekit", "verify", "--now", case.now, str(file)]
        starts = {"nothing (python -c pass)": [sys.executable, "-c", "pass"], **starts}
        found += _time(badge, starts, environment(folder / "bytecode"), plan.starts)
    return found


def _time(badge: str, starts: dict[str, list[str]], env: dict[str, str], count: int) -> list[ColdStart]:
    # The first start writes bytecode and shows who can verify the badge.
    usable = {peer: command for peer, command in starts.items() if _start(command, env) is not None}
    taken: dict[str, list[tuple[float, float]]] = {peer: [] for peer in usable}
    for _ in range(count):
        for peer, command in usable.items():
            times = _start(command, env)
            if times is not None:
                taken[peer].append(times)
    return [
        ColdStart(
            badge=badge,
            verifier=peer,
            median=1e3 * statistics.median(wall for wall, _ in times),
            least=1e3 * min(wall for wall, _ in times),
            cpu=1e3 * statistics.median(cpu for _, cpu in times),
        )
        for peer, times in taken.items()
    ]


def _start(command: list[str], env: dict[str, str]) -> tuple[float, float] | None:
    """Return wall and CPU seconds of one process, None when it fails."""
    before, start = os.times(), time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env=env)
    except OSError:
        return None
    wall, after = time.perf_counter() - start, os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return None if done.returncode else (wall, cpu)
