"""`CachingFetcher`: ask an issuer once for many badges, for a short while."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from threading import Lock

from badgekit.net.fetcher import ACCEPT_JSON, Fetcher, Response, ask

__all__ = ["CachingFetcher"]

_MOST_BYTES = 64 * 1024 * 1024
"""All answers that are kept; what issuers publish is small, but a status list of millions is not."""


class CachingFetcher:
    """Remembers good answers of another fetcher; may be shared by threads.

    Only answers with status 200 that came without a redirect are remembered, never a failure: an issuer
    that could not be reached is asked again. One cache belongs to one Verifier, so that nothing passes
    between tenants.

    Args:
        inner: the fetcher that is asked.
        max_age: seconds for which an answer is used again; a key that an issuer takes back is believed
            for so long.
        max_entries: answers kept; the one that was not used for longest goes first.
        max_bytes: all bodies that are kept together; the same goes first.
        timer: gives seconds for measuring age.
        clock: gives the time at which a remembered answer is said to have been had, with a time zone.
    """

    __slots__ = (
        "_answers",
        "_bytes",
        "_clock",
        "_inner",
        "_lock",
        "_max_age",
        "_max_bytes",
        "_max_entries",
        "_timer",
    )

    def __init__(
        self,
        inner: Fetcher,
        *,
        max_age: float = 60.0,
        max_entries: int = 256,
        max_bytes: int = _MOST_BYTES,
        timer: Callable[[], float] = time.monotonic,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._inner = inner
        self._max_age = max_age
        self._max_entries = max_entries
        self._max_bytes = max_bytes
        self._bytes = 0
        self._timer = timer
        self._clock = clock
        self._lock = Lock()
        self._answers: OrderedDict[tuple[str, str], tuple[float, Response]] = OrderedDict()

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        """Return the answer of `url`, a recent one if there is one; raises as the inner fetcher."""
        return self._get(url, accept, None)

    def get_within(self, url: str, *, accept: str, seconds: float) -> Response:
        """Like `get`, but give up after `seconds` where the inner fetcher can."""
        return self._get(url, accept, seconds)

    def around(self, wrap: Callable[[Fetcher], Fetcher]) -> CachingFetcher:
        """Return an empty cache of the same size around what `wrap` makes of the inner fetcher."""
        return CachingFetcher(
            wrap(self._inner),
            max_age=self._max_age,
            max_entries=self._max_entries,
            max_bytes=self._max_bytes,
            timer=self._timer,
        )

    def get_fresh(self, url: str, *, accept: str, seconds: float) -> Response:
        """Like `get_within`, but ask anew; the new answer takes the place of the remembered one."""
        return self._get(url, accept, seconds, fresh=True)

    def _get(self, url: str, accept: str, seconds: float | None, *, fresh: bool = False) -> Response:
        key = (url, accept)
        with self._lock:
            known = self._answers.get(key)
            if not fresh and known is not None and self._timer() - known[0] < self._max_age:
                self._answers.move_to_end(key)
                return known[1]
        # Asked without the lock: a slow issuer must not hold up the others.
        response = ask(self._inner, url, accept=accept, seconds=seconds, fresh=fresh)
        if response.status == 200 and not response.redirects and len(response.body) <= self._max_bytes:
            with self._lock:
                earlier = self._answers.get(key)
                self._answers[key] = (self._timer(), self._dated(response))
                self._answers.move_to_end(key)
                self._bytes += len(response.body) - (len(earlier[1].body) if earlier is not None else 0)
                while len(self._answers) > self._max_entries or self._bytes > self._max_bytes:
                    _, (_, oldest) = self._answers.popitem(last=False)
                    self._bytes -= len(oldest.body)
        return response

    def _dated(self, response: Response) -> Response:
        return response if response.fetched_at is not None else replace(response, fetched_at=self._clock())
