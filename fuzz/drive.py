"""Run one harness in this process: ``python -m fuzz.drive NAME [FILE …] --seconds N --folder F``.

With files, it is run on each of them once, and what it finds is raised.

With atheris it is guided by the branches that inputs reach; without it, seeds are changed by chance.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

__all__ = ["by_chance", "main"]


def main(arguments: Sequence[str]) -> int:
    """Run one harness; return 1 for a finding, whose input then lies in the folder."""
    given = _parser().parse_args(arguments)
    if given.file:
        return _again(given.harness, given.file)
    try:
        import atheris
    except ImportError:
        return _without(given)
    # Kept open: modules that are imported when they are first needed are guided by, too.
    atheris.instrument_imports(include=["badgekit"]).__enter__()
    from fuzz.catalogue import HARNESSES
    from fuzz.harness import Harness

    harness: Harness = next(one for one in HARNESSES if one.name == given.harness)
    folder = Path(given.folder) / harness.name
    corpus, findings = folder / "corpus", folder / "findings"
    corpus.mkdir(parents=True, exist_ok=True)
    findings.mkdir(exist_ok=True)
    for seed in harness.seeds():
        (corpus / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)
    # What is imported when it is first needed takes long under guidance; that is no slow input.
    by_chance(harness.name, 100)
    options = [
        f"-max_total_time={given.seconds}",
        f"-max_len={harness.most}",
        "-timeout=60",
        "-rss_limit_mb=1500",
        f"-artifact_prefix={findings}/",
        "-print_final_stats=1",
        "-verbosity=0",
    ]

    def change(data: bytes, most: int, number: int) -> bytes:
        chance = random.Random(number)
        if harness.change is not None and chance.random() < 0.5:
            new = harness.change(data, chance)
            if new is not None and len(new) <= most:
                return new
        return bytes(atheris.Mutate(data, most))

    atheris.Setup([sys.argv[0], *options, str(corpus)], harness.run, custom_mutator=change)
    atheris.Fuzz()
    return 0


def by_chance(name: str, rounds: int, *, start: int = 0, seconds: float | None = None) -> int:
    """Run a harness on its seeds and on changed ones, and return how many inputs that was.

    Args:
        name: of the harness.
        rounds: changed inputs; as many as time allows if negative.
        start: number that decides the changes.
        seconds: time to stop at.

    Raises:
        Exception: whatever the harness raised, with the input as a note.
    """
    from fuzz.catalogue import HARNESSES
    from fuzz.mutation import mutated

    harness = next(one for one in HARNESSES if one.name == name)
    seeds = [seed[: harness.most] for seed in harness.seeds()]
    chance, end = random.Random(start), None if seconds is None else time.monotonic() + seconds
    done = 0
    inputs = iter(seeds)
    while (done < len(seeds) + rounds or rounds < 0) and (end is None or time.monotonic() < end):
        data = next(inputs, None)
        if data is None:
            seed = chance.choice(seeds)
            shaped = harness.change(seed, chance) if harness.change and chance.random() < 0.5 else None
            data = mutated(seed, seeds, chance, harness.most) if shaped is None else shaped[: harness.most]
        try:
            harness.run(data)
        except Exception as error:
            error.add_note(f"harness {name}, input {data!r}")
            raise
        done += 1
    return done


def _again(name: str, files: Sequence[str]) -> int:
    from fuzz.catalogue import HARNESSES

    harness = next(one for one in HARNESSES if one.name == name)
    for file in files:
        harness.run(Path(file).read_bytes())
        print(f"{file}: nothing found")
    return 0


def _without(given: argparse.Namespace) -> int:
    done = by_chance(given.harness, -1, start=time.time_ns(), seconds=given.seconds)
    print(f"stat::number_of_executed_units: {done}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m fuzz.drive", description=__doc__)
    parser.add_argument("harness")
    parser.add_argument("file", nargs="*")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--folder", default=".fuzz")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
