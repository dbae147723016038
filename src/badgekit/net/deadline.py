"""Ending a request when its time is up, however slowly the other side drips.

A socket timeout starts anew with every byte, so it bounds nothing. Here one timer per request shuts the
connection down at the deadline, in whatever phase it is, and name resolution, which cannot be
interrupted, runs in a thread that is left behind.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from types import TracebackType

__all__ = ["Deadline", "Lookups", "system_resolver"]


class Deadline:
    """The end of one request, as a context manager that shuts the watched sockets at that moment.

    Args:
        seconds: time from now.

    Attributes:
        expired: True from the moment the time is up.
    """

    __slots__ = ("_end", "_lock", "_sockets", "_timer", "expired")

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(max(seconds, 0.0), self._expire)
        self._timer.daemon = True
        self.expired = False

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            for connection in self._sockets:
                connection.close()

    def remaining(self) -> float:
        """Seconds left, never below zero."""
        return max(self._end - time.monotonic(), 0.0)

    def watch(self, connection: socket.socket) -> None:
        """Shut `connection` down at the deadline; it may be wrapped in TLS or closed before."""
        # A duplicate reaches the same connection whoever wraps, detaches or closes the original.
        duplicate = connection.dup()
        with self._lock:
            self._sockets.append(duplicate)
            if self.expired:
                _shut(duplicate)

    def _expire(self) -> None:
        with self._lock:
            self.expired = True
            for connection in self._sockets:
                _shut(connection)


class Lookups:
    """Name resolution with a time limit.

    Args:
        resolve: ``(host, port) -> address texts``; may block for as long as it likes.
        pending: how many look-ups may be under way or left behind at once.
    """

    __slots__ = ("_resolve", "_slots")

    def __init__(self, resolve: Callable[[str, int], Iterable[str]], pending: int = 32) -> None:
        self._resolve = resolve
        self._slots = threading.BoundedSemaphore(pending)

    def addresses(self, host: str, port: int, deadline: Deadline) -> list[str]:
        """Return the addresses of `host` as the resolver gives them, without repetitions.

        Raises:
            TimeoutError: no answer before the deadline.
            Exception: the resolver's own error, an `OSError` from the system's.
        """
        found: list[str] = []
        failed: list[Exception] = []
        done = threading.Event()

        def work() -> None:
            try:
                found.extend(dict.fromkeys(self._resolve(host, port)))
            except Exception as error:  # handed over to the waiting thread below
                failed.append(error)
            finally:
                self._slots.release()
                done.set()

        if not self._slots.acquire(timeout=deadline.remaining()):
            raise TimeoutError
        threading.Thread(target=work, name="badgekit-lookup", daemon=True).start()
        if not done.wait(deadline.remaining()):
            raise TimeoutError
        if failed:
            raise failed[0]
        return found


def system_resolver(host: str, port: int) -> list[str]:
    """Ask the operating system for every address of `host`."""
    import socket

    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(address[0]) for _, _, _, _, address in answers]


def _shut(connection: socket.socket) -> None:
    import socket

    with contextlib.suppress(OSError):  # closed already, or never connected
        connection.shutdown(socket.SHUT_RDWR)
