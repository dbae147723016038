"""Take rules out of a copy of the code, one by one, and see their tests fail.

``python -m tests.threats`` for all of them, ``python -m tests.threats J1 H4`` for some.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.threats import rules
from tests.threats.rule import Change, Rule

ROOT = Path(__file__).resolve().parents[2]
_FAILED = re.compile(r"^FAILED (\S+)", re.MULTILINE)
# A rule against work without end may leave a test without end: that is a failure, too.
_PATIENCE = 180


class Workshop:
    """A copy of the package in which one rule at a time is missing."""

    def __init__(self, folder: Path) -> None:
        self._source = folder / "src"
        shutil.copytree(ROOT / "src", self._source)
        # The contexts and schemas lie beside the code in a checkout.
        (folder / "schemas").symlink_to(ROOT / "schemas")

    def survivors(self, rule: Rule) -> list[str]:
        """Return those tests of `rule` that pass without it."""
        whole: dict[Path, str] = {}
        for change in (rule.change, *rule.behind):
            file = self._source / "badgekit" / change.module
            text = file.read_text(encoding="utf-8")
            whole.setdefault(file, text)
            file.write_text(without(text, change), encoding="utf-8")
        try:
            failed = self.run(rule.tests)
        finally:
            for file, text in whole.items():
                file.write_text(text, encoding="utf-8")
        return [test for test in rule.tests if not any(_is(test, one) for one in failed)]

    def run(self, tests: Iterable[str]) -> set[str]:
        """Run `tests` against the copy and return the ids of those that failed."""
        given = tuple(tests)
        command = [sys.executable, "-m", "pytest", "-q", "-rf", "--tb=no", "-p", "no:cacheprovider"]
        command.append("--hypothesis-profile=threats")
        environment = {
            **os.environ,
            "PYTHONPATH": str(self._source),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        try:
            done = subprocess.run(
                [*command, *(f"tests/{test}" for test in given)],
                cwd=ROOT,
                env=environment,
                capture_output=True,
                text=True,
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {f"tests/{test}" for test in given}
        # 0: all passed, 1: some failed; anything else is a test that could not be run at all.
        if done.returncode not in (0, 1):
            raise SystemExit(f"pytest gave up:\n{done.stdout}\n{done.stderr}")
        return set(_FAILED.findall(done.stdout))


def without(text: str, change: Change) -> str:
    """Return the source of a module without the rule that `change` takes out."""
    if text.count(change.was) != 1:
        raise SystemExit(f"{change.module} must hold this once, and the catalogue must say so:\n{change.was}")
    changed = text.replace(change.was, change.now)
    compile(changed, change.module, "exec")
    return changed


def _is(test: str, failed: str) -> bool:
    return failed.partition("[")[0] == f"tests/{test}"


def main(arguments: Sequence[str]) -> int:
    """Take out the rules of the threats named in `arguments`, or all; return 1 if a test passes without."""
    chosen = [(threat, rule) for threat, rule in rules() if not arguments or threat.id in arguments]
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(Path(folder))
        for threat, rule in chosen:
            passed = workshop.survivors(rule)
            bad += bool(passed)
            word = "PASSES WITHOUT" if passed else "fails without"
            print(f"{threat.id:4} {word} {rule.says!r} ({rule.change.module}) {' '.join(passed)}", flush=True)
    print(f"{len(chosen)} rules taken out, {bad} of them not missed by a test")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
