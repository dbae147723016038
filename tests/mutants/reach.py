"""Which tests run which line, and how long they take: measured once, kept until code or tests change."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import pytest
from tests.mutants.making import Site
from tests.mutants.timing import FOLDER

__all__ = ["CODE", "ROOT", "TESTS", "WITHOUT", "Reach", "measure"]

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "src" / "badgekit"
TESTS = ("tests/unit", "tests/security")
WITHOUT = (
    "tests/unit/test_benchmarks_smoke.py",
    "tests/unit/test_fuzz_smoke.py",
    "tests/unit/service/test_service_description.py",
    "tests/unit/mutants",
)
"""Tests of what is not in the package, and those of this one, which would start it again."""

_KILLERS = 40


@dataclass(slots=True)
class Reach:
    """What is known of the tests.

    Attributes:
        lines: module below ``src/badgekit`` → line → the tests that run it; "" stands for the import.
        seconds: test → seconds of the processor.
        killers: module → tests that noticed something in it, the latest first.
    """

    lines: dict[str, dict[int, frozenset[str]]]
    seconds: dict[str, float]
    killers: dict[str, list[str]] = field(default_factory=dict)

    def of(self, site: Site) -> frozenset[str]:
        """Return the tests that run one of the lines of `site`; "" among them if an import does."""
        lines = self.lines.get(site.module, {})
        # A line of constants in the middle of a statement is not run for itself.
        for first, last in ((site.first, site.last), site.statement):
            found = frozenset[str]().union(*(lines.get(at, frozenset()) for at in range(first, last + 1)))
            if found:
                return found
        return frozenset()

    def of_module(self, module: str) -> frozenset[str]:
        """Return the tests that run anything of `module`."""
        return frozenset[str]().union(*self.lines.get(module, {}).values()) - {""}

    def ordered(self, module: str, tests: Iterable[str], seconds: float) -> list[str]:
        """Return those of `tests` that are most likely to notice, fast ones first, for about `seconds`.

        Before the others come the tests that noticed the last changes of the module, then those named
        after it, then those of its room.
        """
        path = PurePosixPath(module)
        latest = {test: at for at, test in enumerate(self.killers.get(module, ()))}

        def rank(test: str) -> tuple[int, float]:
            file = test.partition("::")[0]
            if test in latest:
                return 0, latest[test]
            if path.stem.strip("_") in file.rpartition("/")[2]:
                return 1, self.seconds[test]
            return (2 if f"/{path.parent}/" in file else 3), self.seconds[test]

        chosen: list[str] = []
        spent = 0.0
        for test in sorted(tests, key=rank):
            spent += self.seconds[test]
            if chosen and spent > seconds:
                break
            chosen.append(test)
        return chosen

    def noticed(self, module: str, test: str) -> None:
        """Remember that `test` noticed a change of `module`."""
        latest = self.killers.setdefault(module, [])
        if test in latest:
            latest.remove(test)
        latest.insert(0, test)
        del latest[_KILLERS:]


def measure(folder: Path, processes: int) -> Reach:
    """Return what is known of the tests; run them all under coverage if it is not known yet.

    A test that does not bear coverage is left out, as one that exhausts the stack.

    Raises:
        SystemExit: if they could not be run.
    """
    digest = _digest()
    mark = folder / "measured"
    if not mark.is_file() or mark.read_text(encoding="utf-8") != digest:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        _run(folder, processes)
        mark.write_text(digest, encoding="utf-8")
    seconds: dict[str, float] = {}
    for file in folder.glob("seconds-*.json"):
        seconds.update(json.loads(file.read_text(encoding="utf-8")))
    return Reach(_lines(folder / "coverage", {"", *seconds}), seconds)


def _run(folder: Path, processes: int) -> None:
    options = ["--cov=badgekit", "--cov-context=test", "--cov-report=", "-p", "tests.mutants.timing"]
    spread = ["-n", str(processes)] if processes > 1 else []
    left_out = [f"--ignore={path}" for path in WITHOUT]
    print("measuring which tests run which lines", file=sys.stderr, flush=True)
    done = subprocess.run(
        [*_PYTEST, *options, *spread, *left_out, *TESTS],
        cwd=ROOT,
        env=os.environ | {"COVERAGE_FILE": str(folder / "coverage"), FOLDER: str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    ran = any(folder.glob("seconds-*.json"))
    if not ran or done.returncode not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise SystemExit(f"the tests could not be run:\n{done.stdout[-5000:]}{done.stderr[-2000:]}")


_PYTEST: Sequence[str] = (sys.executable, "-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider")


def _lines(file: Path, known: set[str]) -> dict[str, dict[int, frozenset[str]]]:
    from coverage import CoverageData

    data = CoverageData(str(file))
    data.read()
    shared: dict[frozenset[str], frozenset[str]] = {}
    found: dict[str, dict[int, frozenset[str]]] = {}
    for measured in data.measured_files():
        if Path(measured).is_relative_to(CODE):
            module = Path(measured).relative_to(CODE).as_posix()
            # A context is "test|phase"; many lines have the same ones.
            tests = {
                line: frozenset(context.rpartition("|")[0] for context in contexts) & known
                for line, contexts in data.contexts_by_lineno(measured).items()
            }
            found[module] = {line: shared.setdefault(names, names) for line, names in tests.items()}
    return found


def _digest() -> str:
    digest = hashlib.sha256()
    for folder in ("src", "tests/unit", "tests/security", "tests/support"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
