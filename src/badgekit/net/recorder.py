"""`Recorder`: a fetcher that writes down every answer, so that a verdict can be repeated years later."""

from __future__ import annotations

import threading
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime

from badgekit.errors import LimitExceeded, Unavailable
from badgekit.net.fetcher import ACCEPT_JSON, Fetcher, Response, ask
from badgekit.net.snapshot import Entry, Failure, Snapshot

__all__ = ["Recorder"]


class Recorder:
    """Passes every request on and remembers what came back, failures and refusals included.

    It keeps every body (each once) until it is dropped, so use one Recorder for one verification or one
    batch. Request headers are not recorded, cookies are dropped; a URL is recorded as it is, with
    whatever its issuer wrote into it. Safe to share between threads.

    Args:
        inner: where to ask; None for an `HttpFetcher` with its defaults.
        clock: gives the time written next to each answer, with a time zone.
    """

    __slots__ = ("_clock", "_entries", "_inner", "_lock")

    def __init__(
        self, inner: Fetcher | None = None, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        if inner is None:
            from badgekit.net.http import HttpFetcher

            inner = HttpFetcher()
        self._inner: Fetcher = inner
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: list[Entry] = []

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        """Ask the inner fetcher and record the outcome.

        Raises:
            Unavailable: as the inner fetcher said, or ``net.failed`` for a foreign exception.
            LimitExceeded: as the inner fetcher said.
        """
        return self._record(url, accept, None)

    def get_within(self, url: str, *, accept: str, seconds: float) -> Response:
        """Like `get`, passing the time limit on to an inner fetcher that can keep it."""
        return self._record(url, accept, seconds)

    def around(self, wrap: Callable[[Fetcher], Fetcher]) -> Recorder:
        """Return a recorder that asks what `wrap` makes of the inner fetcher and shares its record."""
        other = copy(self)
        other._inner = wrap(self._inner)
        return other

    def get_fresh(self, url: str, *, accept: str, seconds: float) -> Response:
        """Like `get_within`, asking anew where the inner fetcher remembers."""
        return self._record(url, accept, seconds, fresh=True)

    @property
    def snapshot(self) -> Snapshot:
        """Everything recorded so far."""
        with self._lock:
            return Snapshot(self._entries)

    def _record(self, url: str, accept: str, seconds: float | None, *, fresh: bool = False) -> Response:
        try:
            response = ask(self._inner, url, accept=accept, seconds=seconds, fresh=fresh)
        except (Unavailable, LimitExceeded) as problem:
            # An answer that could not be renewed is what was judged by.
            if not fresh:
                self._append(url, accept, Failure.of(problem), self._clock())
            raise
        moment = response.fetched_at or self._clock()
        self._append(url, accept, replace(response, fetched_at=None), moment)
        # Dated as the recording will date it, so that a replay says the same.
        return replace(response, fetched_at=moment)

    def _append(self, url: str, accept: str, outcome: Response | Failure, moment: datetime) -> None:
        entry = Entry(url, accept, moment, outcome)
        with self._lock:
            self._entries.append(entry)
