"""``python -m fuzz [HARNESS …] [--seconds N] [--jobs N] [--folder F] [--list | --told]``."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fuzz.catalogue import HARNESSES

_UNITS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_LEDGER = "runs.jsonl"


def main(arguments: Sequence[str]) -> int:
    """Run the harnesses named, each in a process of its own; return 1 if one of them found something."""
    given = _parser().parse_args(arguments)
    known = {harness.name: harness.says for harness in HARNESSES}
    for name in given.harness:
        if name not in known:
            _parser().error(f"there is no harness {name}; see --list")
    folder = Path(given.folder)
    if given.list:
        print("\n".join(f"{name:9} {says}" for name, says in known.items()))
        return 0
    if given.told:
        print(told(folder))
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(given.jobs) as pool:
        runs = [pool.submit(run, name, given.seconds, folder) for name in given.harness or known]
        found = [one.result() for one in runs]
    return int(any(found))


def run(name: str, seconds: int, folder: Path) -> bool:
    """Run a harness, print and write down how that went, and return whether it found something."""
    command = [sys.executable, "-m", "fuzz.drive", name, "--seconds", str(seconds), "--folder", str(folder)]
    start = time.monotonic()
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        text = said.read()
    units = _UNITS.search(text)
    entry = {
        "harness": name,
        "inputs": int(units[1]) if units else 0,
        "seconds": round(time.monotonic() - start),
        "cpu": round(usage.ru_utime + usage.ru_stime),
        "found": process.returncode != 0,
    }
    with (folder / _LEDGER).open("a", encoding="utf-8") as ledger:
        ledger.write(json.dumps(entry) + "\n")
    if entry["found"]:
        print(f"{name}: FOUND SOMETHING\n{text[-8000:]}", flush=True)
    else:
        print(f"{name}: {entry['inputs']:,} inputs in {entry['seconds']} s, nothing found", flush=True)
    return process.returncode != 0


def told(folder: Path) -> str:
    """Return a table of all runs that `folder` keeps: inputs, minutes (also of the processor), findings."""
    lines = (folder / _LEDGER).read_text(encoding="utf-8").splitlines() if (folder / _LEDGER).exists() else ()
    runs = [json.loads(line) for line in lines]
    rows = [f"{'harness':9} {'inputs':>12} {'min':>5} {'cpu':>5} {'found':>5}"]
    for name in (*(harness.name for harness in HARNESSES), "all"):
        own = [one for one in runs if name in (one["harness"], "all")]
        sums = [sum(one[what] for one in own) for what in ("inputs", "seconds", "cpu", "found")]
        rows.append(f"{name:9} {sums[0]:12,} {sums[1] / 60:5.0f} {sums[2] / 60:5.0f} {sums[3]:5}")
    return "\n".join(rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Fuzz badgekit.")
    parser.add_argument("harness", nargs="*", help="names; all of them by default")
    parser.add_argument("--seconds", type=int, default=60, help="time for each harness (60)")
    parser.add_argument("--jobs", type=int, default=1, help="harnesses that run at the same time (1)")
    parser.add_argument("--folder", default=".fuzz", help="where inputs and findings are kept (.fuzz)")
    parser.add_argument("--list", action="store_true", help="name the harnesses and what they hold")
    parser.add_argument("--told", action="store_true", help="sum up the runs that the folder keeps")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
