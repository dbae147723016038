"""``python -m fuzz [HARNESS …] [--seconds N] [--folder F] [--list]``."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from collections.abc import Sequence

from fuzz.catalogue import HARNESSES

_UNITS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")


def main(arguments: Sequence[str]) -> int:
    """Run the harnesses named, each in a process of its own; return 1 if one of them found something."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description="Fuzz badgekit.")
    parser.add_argument("harness", nargs="*", help="names; all of them by default")
    parser.add_argument("--seconds", type=int, default=60, help="time for each harness (60)")
    parser.add_argument("--folder", default=".fuzz", help="where inputs and findings are kept (.fuzz)")
    parser.add_argument("--list", action="store_true", help="name the harnesses and what they hold")
    given = parser.parse_args(arguments)
    known = {harness.name: harness for harness in HARNESSES}
    for name in given.harness:
        if name not in known:
            parser.error(f"there is no harness {name}; see --list")
    if given.list:
        print("\n".join(f"{harness.name:12} {harness.says}" for harness in HARNESSES))
        return 0
    found = 0
    for name in given.harness or known:
        command = [sys.executable, "-m", "fuzz.drive", name]
        command += ["--seconds", str(given.seconds), "--folder", given.folder]
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        units = _UNITS.search(done.stderr) or _UNITS.search(done.stdout)
        if done.returncode:
            found += 1
            print(f"{name}: FOUND SOMETHING\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}", flush=True)
        else:
            print(f"{name}: {int(units[1]) if units else 0:,} inputs, nothing found", flush=True)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
