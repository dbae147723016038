"""Mutation testing of the code that decides.

``python -m tests.mutants`` changes every line of checks, proofs, keys, jsonld and net;
``python -m tests.mutants net/guard.py keys`` some of it; with ``--sample 300`` as many mutants by chance.
What came of each is kept in ``.mutants``, and the next run goes on from there.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.mutants.children import Bounds, Ended
from tests.mutants.collected import Collected, NotAFunction
from tests.mutants.fresh import OPTIONS, preload, run_fresh
from tests.mutants.making import Mutant, Site, made, sites
from tests.mutants.reach import CODE, ROOT, TESTS, WITHOUT, Reach, measure
from tests.mutants.results import Fate, Results, argument, report

__all__ = ["main"]

ROOMS = ("net", "keys", "proofs", "checks", "jsonld")
# What a child may take beside its tests: to import what is imported late, to make keys.
_SECONDS = 6


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of this program works on.

    Attributes:
        folder: where results and measurements are kept.
        chosen: the changes to make.
        reach: what is known of the tests.
        seconds: how long the tests of one mutant may take, of the processor.
        again: try those anew that were not noticed.
    """

    folder: Path
    chosen: Sequence[Site]
    reach: Reach
    seconds: float
    again: bool

    def fast(self) -> None:
        """Try every mutant whose code can be exchanged, in a process that has collected the tests."""
        child = os.fork()
        if child == 0:
            ignored = [f"--ignore={path}" for path in WITHOUT]
            collected = Collected(CODE, self._each_fast)
            os._exit(int(pytest.main([*OPTIONS, *ignored, *TESTS], plugins=[collected])))
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0:
            raise SystemExit("the fast way broke down")

    def _each_fast(self, collected: Collected) -> None:
        self._baseline(collected)
        results = self._results()
        for number, site in enumerate(self.chosen):
            mutant = made(CODE / site.module, site)
            if mutant is None or not self._is_wanted(results, mutant):
                continue
            reached = self.reach.of(site)
            tests = collected.known(self.reach.ordered(site.module, reached - {""}, self.seconds))
            try:
                if not tests:
                    raise NotAFunction
                ended = collected.run(tests, self._bounds(tests), mutant)
            except NotAFunction:
                # A line in a function that nothing runs is not tried; what an import evaluates is tried anew.
                results.add(mutant, Fate.POSTPONED if reached or site.on_import else Fate.NOT_REACHED)
                continue
            self._record(results, mutant, ended, tests, Fate.POSTPONED if "" in reached else Fate.SURVIVED)
            if number % 100 == 0:
                print(f"{number} of {len(self.chosen)}: {site.module}", file=sys.stderr, flush=True)

    def thorough(self) -> None:
        """Try the others, each in a process that imports the package anew."""
        preload()
        results = self._results()
        passed: set[str] = set()
        places = {
            (row.module, row.line, row.operator)
            for row in results.rows.values()
            if row.fate is Fate.POSTPONED
        }
        for site in self.chosen:
            mutant = (
                made(CODE / site.module, site) if (site.module, site.first, site.operator) in places else None
            )
            if mutant is None or results.rows[mutant.key].fate is not Fate.POSTPONED:
                continue
            reached = self.reach.of(site) | self.reach.of_module(site.module)
            tests = self.reach.ordered(site.module, reached - {""}, self.seconds)
            if not tests:
                results.add(mutant, Fate.NOT_REACHED)
                continue
            if site.module not in passed:
                _must_pass(run_fresh(CODE, tests, self._bounds(tests)))
                passed.add(site.module)
            self._record(results, mutant, run_fresh(CODE, tests, self._bounds(tests), mutant), tests)

    def _results(self) -> Results:
        return Results(self.folder / "results.jsonl")

    def _is_wanted(self, results: Results, mutant: Mutant) -> bool:
        row = results.rows.get(mutant.key)
        return row is None or (self.again and row.fate in (Fate.SURVIVED, Fate.NOT_REACHED))

    def _baseline(self, collected: Collected) -> None:
        mark = self.folder / "passed"
        if not mark.is_file():
            _must_pass(collected.run(collected.tests, Bounds(cpu=3600, wall=7200.0), whole=True))
            mark.touch()

    def _bounds(self, tests: Iterable[str]) -> Bounds:
        measured = sum(self.reach.seconds[test] for test in tests)
        return Bounds(cpu=_SECONDS + int(2 * measured), wall=20 + 8 * measured)

    def _record(
        self,
        results: Results,
        mutant: Mutant,
        ended: Ended,
        tests: Sequence[str],
        otherwise: Fate = Fate.SURVIVED,
    ) -> None:
        if ended.noticed:
            self.reach.noticed(mutant.site.module, ended.by)
        results.add(mutant, Fate.NOTICED if ended.noticed else otherwise, ended.by, len(tests), ended.seconds)


def _must_pass(ended: Ended) -> None:
    if ended.by:
        raise SystemExit(f"without a change all tests must pass: {ended.by}")


def chosen(names: Iterable[str], sample: int, seed: int) -> list[Site]:
    """Return the changes that can be made in some modules or rooms, or `sample` of them by chance.

    Raises:
        SystemExit: if there is no such module.
    """
    found: list[Site] = []
    for name in names:
        place = CODE / name
        paths = sorted(place.glob("*.py")) if place.is_dir() else [place]
        if not paths or not paths[0].is_file():
            raise SystemExit(f"{name} is neither a module nor a room below {CODE.relative_to(ROOT)}")
        for path in paths:
            found.extend(sites(path, path.relative_to(CODE).as_posix()))
    if 0 < sample < len(found):
        # Whoever repeats it gets the same ones; nothing secret hangs on them.
        found = [found[at] for at in sorted(random.Random(seed).sample(range(len(found)), sample))]
    return found


def main(arguments: Sequence[str]) -> int:
    """Try mutants and print the report; 1 if one survives that is not argued."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutants", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument(
        "module", nargs="*", help="module or room below src/badgekit; the five rooms if left out"
    )
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="only N of the mutants, by chance")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="which sample")
    parser.add_argument(
        "--seconds", type=float, default=4.0, help="of tests for one mutant, of the processor"
    )
    parser.add_argument("--again", action="store_true", help="try those anew that were not noticed")
    parser.add_argument("--report", action="store_true", help="only print what is known")
    parser.add_argument("--processes", type=int, default=2, help="to measure with")
    parser.add_argument("--folder", type=Path, default=ROOT / ".mutants", help="where results are kept")
    given = parser.parse_args(arguments)
    picked = chosen(given.module or ROOMS, given.sample, given.seed)
    if not given.report:
        run = Run(
            given.folder, picked, measure(given.folder / "reach", given.processes), given.seconds, given.again
        )
        run.fast()
        run.thorough()
    modules = {site.module for site in picked}
    rows = [row for row in Results(given.folder / "results.jsonl").rows.values() if row.module in modules]
    print(report(rows))
    return int(any(row.fate is not Fate.NOTICED and argument(row) is None for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
