"""Judging hostile cases in a process of their own, with bounds of time and memory, and watched.

``python -m tests.support.confined CORPUS SHARD SHARDS`` judges every SHARDS-th case of the hostile corpus and
writes one line of JSON before each case and one after it. A case that takes too much kills the process, and
the last line says which it was.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.corpus import Asked, Bench, hostile_case, manifest

from badgekit import Report, Verdict
from badgekit.cli.render import report as as_text

__all__ = ["Judged", "judge_confined"]

_MEGABYTE = 1 << 20
# How far beyond its bounds a case may go before its process is ended; that it keeps them is for the tests.
_HANG = 6
_ROOM = 3
_FOLDERS = tuple(
    str(Path(folder).resolve())
    for folder in (sys.prefix, sys.base_prefix, *(path for path in sys.path if path), ".")
)
# What no verification does, whatever it reads. `open` is judged by place and mode.
_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "pty.",
)
_FORBIDDEN_TOO = (
    "os.remove",
    "os.rename",
    "os.mkdir",
    "os.rmdir",
    "os.symlink",
    "os.link",
    "shutil.",
    "urllib.",
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of the last step of one case.

    Attributes:
        entry: the case as the manifest has it.
        step: its last step.
        report: `Report.to_dict()`.
        code: of the check that decided, "" when verified.
        shown: everything that is shown of the report.
        asked: URLs that were asked for.
        broken: checks that broke.
        touched: files, sockets and processes that nobody should have touched.
        seconds: of the processor, for the slowest step.
        memory: megabytes beyond what the process had before, for the largest step.
        raised: the exception that came out; "" for none.
    """

    entry: Mapping[str, Any]
    step: Mapping[str, Any]
    report: Mapping[str, Any]
    code: str
    shown: str
    asked: tuple[str, ...]
    broken: tuple[str, ...]
    touched: tuple[str, ...]
    seconds: float
    memory: float
    raised: str

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return Verdict(self.report["verdict"])

    def walk(self) -> Iterator[Mapping[str, Any]]:
        """Yield the report and every report below it."""
        waiting = [self.report]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(one["children"])


def judge_confined(corpus: Path, shards: int = 2) -> list[Judged]:
    """Judge every case of the hostile corpus in `shards` processes; raises when one of them is killed."""
    folder = corpus / "hostile"
    cases = manifest(folder)["cases"]
    children = [
        subprocess.Popen(
            [sys.executable, "-B", "-m", "tests.support.confined", str(folder), str(shard), str(shards)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for shard in range(shards)
    ]
    found: dict[str, Judged] = {}
    for child in children:
        out, err = child.communicate()
        lines = [json.loads(line) for line in out.splitlines()]
        if child.returncode:
            last = lines[-1]["id"] if lines else "the first one"
            raise AssertionError(f"the process ended with {child.returncode} in {last}:\n{err[-3000:]}")
        for line in lines:
            if "report" in line:
                entry = next(case for case in cases if case["id"] == line["id"])
                found[line["id"]] = _read(entry, line)
    return [found[case["id"]] for case in cases]


def _read(entry: Mapping[str, Any], line: dict[str, Any]) -> Judged:
    steps = entry.get("steps") or [entry]
    return Judged(
        entry=entry,
        step=steps[-1],
        report=line["report"],
        code=line["code"],
        shown=line["shown"],
        asked=tuple(line["asked"]),
        broken=tuple(line["broken"]),
        touched=tuple(line["touched"]),
        seconds=line["seconds"],
        memory=line["memory"],
        raised=line["raised"],
    )


class _Watch:
    """Notes what audit events say that should not happen while it is `on`."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open":
            path, mode, flags = arguments
            written = mode is not None and any(sign in mode for sign in "wax+")
            inside = isinstance(path, str | bytes) and str(Path(_text(path)).resolve()).startswith(_FOLDERS)
            if written or not inside or (mode is None and flags & 3):
                self.seen.append(f"open {path!r} {mode}")
        elif event.startswith((*_FORBIDDEN, *_FORBIDDEN_TOO)):
            self.seen.append(f"{event} {arguments!r}"[:300])


def _text(path: str | bytes) -> str:
    return path if isinstance(path, str) else path.decode("utf-8", "surrogateescape")


def _status(name: str) -> int:
    """Return a number of bytes that the kernel tells of this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1]) * 1024
    raise AssertionError(name)


def _confine(entry: Mapping[str, Any]) -> None:
    used = time.process_time()
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(used + _HANG * entry["max_seconds"]) + 1, resource.RLIM_INFINITY)
    )
    room = _ROOM * entry["max_mem_mb"] * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (_status("VmSize") + room, resource.RLIM_INFINITY))
    # The highest mark of memory starts anew.
    Path("/proc/self/clear_refs").write_text("5")


def _judge(folder: Path, entry: dict[str, Any], now: str, watch: _Watch) -> dict[str, Any]:
    bench = Bench()
    report: Report | None = None
    seconds = memory = 0.0
    raised, asked, shown = "", [""], ""
    watch.seen.clear()
    # Steps share what a Verifier remembers: that is what they attack.
    for step in entry.get("steps") or [entry]:
        case = hostile_case(folder, entry, step, now)
        assert isinstance(case.fetcher, Asked)
        _confine(entry)
        before, started = _status("VmRSS"), time.process_time()
        watch.on = True
        try:
            report = bench.verify(case)
            shown = as_text(report, colour=False) + report.to_json() + report.best_reason
        except Exception as error:
            raised = f"{type(error).__name__}: {error}"
        finally:
            watch.on = False
        seconds = max(seconds, time.process_time() - started)
        memory = max(memory, (_status("VmHWM") - before) / _MEGABYTE)
        asked = case.fetcher.urls
    decisive = report.decisive if report is not None else None
    return {
        "id": entry["id"],
        "report": report.to_dict() if report is not None else {},
        "code": decisive.code if decisive is not None else "",
        "shown": shown,
        "asked": asked,
        "broken": [
            f"{check.id} {dict(check.reason.params)}"
            for one in (report.walk() if report is not None else ())
            for check in one.checks
            if check.code == "check.broken"
        ],
        "touched": watch.seen[:5],
        "seconds": seconds,
        "memory": memory,
        "raised": raised,
    }


def main(arguments: list[str]) -> None:
    """Judge one shard."""
    folder, shard, shards = Path(arguments[0]), int(arguments[1]), int(arguments[2])
    loaded = manifest(folder)
    # Part of what reads JSON-LD in general. When it is imported, urllib3 binds a socket to ::1, once, to see
    # whether this machine has IPv6; nothing is sent.
    import requests  # noqa: F401

    watch = _Watch()
    for entry in loaded["cases"][shard::shards]:
        print(json.dumps({"id": entry["id"]}), flush=True)
        print(json.dumps(_judge(folder, entry, loaded["now"], watch)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
