"""``python -m benchmarks``: badgekit beside other verifiers on the same credentials.

Prints Markdown tables of ratios. What is not installed is left out, with a line that says so; see
``benchmarks/requirements.txt`` and ``benchmarks/node/package.json`` for what can be compared.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.coldstart import cold_starts
from benchmarks.growth import growth, poison
from benchmarks.inputs import CASES, mint
from benchmarks.machine import machine
from benchmarks.runners import Plan, measure
from benchmarks.table import Run

PARTS = (*CASES, "growth", "cold-start")
_QUICK = Plan(rounds=3, seconds=0.05, credentials=9, starts=3, quads=(10, 100, 1_000))
_POISON_NODES = 12


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmarks and print the tables."""
    options = _parser().parse_args(arguments)
    plan = _plan(options)
    chosen = options.only or PARTS
    run = Run(machine={}, plan=plan)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in CASES:
            if part in chosen:
                run.cases[part] = mint(part, credentials=plan.credentials)
                run.results[part] = measure(run.cases[part], folder, plan, _log)
        if "growth" in chosen:
            run.growth = growth(plan.quads, _log)
            run.poison = poison(_POISON_NODES)
        if "cold-start" in chosen:
            run.cold = cold_starts(folder, plan, _log)
    run.machine = machine()
    print(json.dumps(run.to_dict(), indent=2) if options.json else run.markdown())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, metavar="CASE", help=", ".join(PARTS))
    parser.add_argument("--quick", action="store_true", help="few and short rounds: a trial, not a result")
    parser.add_argument("--rounds", type=int, help="interleaved rounds")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--node", type=Path, help="folder with verify.mjs in which npm install was run")
    return parser


def _plan(options: argparse.Namespace) -> Plan:
    plan = _QUICK if options.quick else Plan()
    return Plan(
        rounds=options.rounds or plan.rounds,
        seconds=plan.seconds,
        credentials=plan.credentials,
        starts=plan.starts,
        quads=plan.quads,
        node=(options.node or plan.node).resolve(),
    )


def _log(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
