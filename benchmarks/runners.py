"""Verifiers in processes of their own, asked in turn, and what the turns add up to."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.case import Case, NotUsable
from benchmarks.peers import EMBEDDED, TOKENS

__all__ = ["BADGEKIT", "ROOT", "Plan", "Result", "Runner", "commands", "environment", "measure"]

ROOT = Path(__file__).resolve().parent.parent
BADGEKIT = "badgekit"
_SMALLEST_BATCH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How long to measure.

    Attributes:
        rounds: turns of every verifier.
        seconds: CPU time that one turn should take.
        credentials: distinct credentials of a case.
        starts: processes to start for one cold start.
        quads: sizes of documents for the growth, statements.
        node: folder with ``verify.mjs`` in which ``npm install`` was run.
    """

    rounds: int = 9
    seconds: float = 0.25
    credentials: int = 60
    starts: int = 15
    quads: tuple[int, ...] = (10, 30, 100, 300, 1_000, 3_000, 10_000)
    node: Path = ROOT / "benchmarks" / "node"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one verifier did in one case.

    Attributes:
        verifier: its name.
        per_second: verifications per CPU second, median of the rounds; 0 where it could not verify.
        ratios: its time for one credential divided by badgekit's, one number per round.
        reason: why it could not verify; "" where it could.
    """

    verifier: str
    per_second: float = 0.0
    ratios: tuple[float, ...] = ()
    reason: str = ""

    @property
    def ratio(self) -> float:
        """How many times as long as badgekit it takes: median of the rounds."""
        return statistics.median(self.ratios)


class Runner:
    """One verifier process; a context manager, since it must end.

    Args:
        name: its name in the table.
        command: how it is started.
        env: its environment.

    Raises:
        NotUsable: it does not verify the case; the text says why.
    """

    def __init__(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> None:
        self.name = name
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                cwd=ROOT,
                env=env,
            )
        except OSError as error:
            raise NotUsable(f"cannot be started: {error.strerror}") from None
        self.single = self._answer()
        """CPU seconds of one verification, roughly."""

    def turn(self, count: int) -> float:
        """Return the CPU seconds that one of `count` verifications took."""
        assert self._process.stdin is not None
        print(count, file=self._process.stdin, flush=True)
        return self._answer() / count

    def stop(self) -> None:
        """End the process."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()

    def _answer(self) -> float:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line else {"reason": "it ended without a word"}
        if "reason" in answer:
            self.stop()
            raise NotUsable(answer["reason"])
        return float(answer["seconds"])


def environment(cache: Path) -> dict[str, str]:
    """Return the environment of a verifier: bytecode is kept, as it is in an installation."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(cache)}


def commands(case: Case, path: Path, node: Path) -> dict[str, list[str]]:
    """Return how the verifiers of `case`, badgekit first, are started: name → command."""
    python = [sys.executable, "-m", "benchmarks.worker"]
    peers = {BADGEKIT: [*python, "badgekit_verifier", str(path)]}
    for module, name in (TOKENS if case.token else EMBEDDED).items():
        peers[name] = [*python, module, str(path)]
    peers["jose (Node)" if case.token else "@digitalbazaar/vc (Node)"] = [
        "node",
        str(node / "verify.mjs"),
        str(path),
    ]
    return peers


def measure(case: Case, folder: Path, plan: Plan, log: Callable[[str], None]) -> list[Result]:
    """Let every verifier of `case` take its turns, one after the other, and return what came out.

    Args:
        case: the credentials.
        folder: for files that the processes read and write.
        plan: how long to measure.
        log: told what is going on.
    """
    path = case.save(folder)
    env = environment(folder / "bytecode")
    runners: list[Runner] = []
    unusable: list[Result] = []
    try:
        for name, command in commands(case, path, plan.node).items():
            log(f"{case.name}: {name}")
            try:
                runners.append(Runner(name, command, env))
            except NotUsable as reason:
                unusable.append(Result(verifier=name, reason=str(reason)))
        if not runners or runners[0].name != BADGEKIT:
            raise RuntimeError(f"{case.name}: badgekit does not verify it: {unusable[0].reason}")
        return [*_rounds(runners, plan), *unusable]
    finally:
        for runner in runners:
            runner.stop()


def _rounds(runners: list[Runner], plan: Plan) -> list[Result]:
    counts = {
        runner.name: max(_SMALLEST_BATCH, round(plan.seconds / max(runner.single, 1e-6)))
        for runner in runners
    }
    times: dict[str, list[float]] = {runner.name: [] for runner in runners}
    for number in range(plan.rounds):
        # Nobody is always the one after the slowest.
        start = number % len(runners)
        for runner in (*runners[start:], *runners[:start]):
            times[runner.name].append(runner.turn(counts[runner.name]))
    own = times[BADGEKIT]
    return [
        Result(
            verifier=name,
            per_second=1 / statistics.median(taken),
            ratios=tuple(other / mine for other, mine in zip(taken, own, strict=True)),
        )
        for name, taken in times.items()
    ]
