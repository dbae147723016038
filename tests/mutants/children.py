"""One mutant lives in one forked child, which is ended when it takes too much."""

from __future__ import annotations

import os
import resource
import select
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

__all__ = ["Bounds", "Ended", "in_child"]

_SURVIVED, _NOTICED, _BROKEN = 0, 1, 2
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a child may take.

    Attributes:
        cpu: seconds of the processor; a loop without end takes more.
        wall: seconds of the clock; a wait without end takes more, and so may a busy machine.
        memory: megabytes beyond what the parent has.
    """

    cpu: int = 10
    wall: float = 120.0
    memory: int = 2048


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended.

    Attributes:
        noticed: whether a test failed, or the child took more of the processor or of memory than it may.
        by: the test that noticed; or what the child died of, "no end" if of the clock, which tells nothing of
            the change; "" if nothing noticed.
        seconds: of the processor.
    """

    noticed: bool
    by: str
    seconds: float


def in_child(work: Callable[[], str], bounds: Bounds) -> Ended:
    """Do `work` in a forked child; it returns the test that failed, "" for none, or raises.

    What it prints is thrown away. What it raises counts as noticed: the changed code could not be imported.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(work, bounds, writing)
    os.close(writing)
    try:
        return _wait(child, reading, bounds)
    finally:
        os.close(reading)


def _live(work: Callable[[], str], bounds: Bounds, writing: int) -> NoReturn:
    status = _BROKEN
    try:
        # What tests start belongs to the group and ends with it.
        os.setpgid(0, 0)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        resource.setrlimit(resource.RLIMIT_CPU, (bounds.cpu, bounds.cpu + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        room = _size() + bounds.memory * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (room, room))
        by = work()
        status = _NOTICED if by else _SURVIVED
        os.write(writing, by.encode()[: select.PIPE_BUF])
    except BaseException as error:
        with suppress(BaseException):
            os.write(writing, f"{type(error).__name__}: {error}".encode(errors="replace")[: select.PIPE_BUF])
    finally:
        # Not the way out of an interpreter: what the parent opened is the parent's to close.
        os._exit(status)


def _wait(child: int, reading: int, bounds: Bounds) -> Ended:
    handle = os.pidfd_open(child)
    try:
        waiting = select.poll()
        waiting.register(handle, select.POLLIN)
        in_time = bool(waiting.poll(bounds.wall * 1000))
    finally:
        os.close(handle)
    # The child is not yet waited for, so its group still bears its number.
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if not in_time:
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    seconds = used.ru_utime + used.ru_stime
    os.set_blocking(reading, False)
    try:
        by = os.read(reading, select.PIPE_BUF).decode(errors="replace")
    except BlockingIOError:
        by = ""
    code = os.waitstatus_to_exitcode(status)
    if code == _SURVIVED:
        return Ended(False, "", seconds)
    if not in_time:
        return Ended(False, "no end", seconds)
    if code < 0:
        by = f"{signal.Signals(-code).name} after {seconds:.0f} s of the processor"
    return Ended(True, by or f"exit {code}", seconds)


def _size() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * resource.getpagesize()
