"""`FetchSession`: everything that one verification asks, counted, remembered and written down."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from badgekit.errors import LimitExceeded, Problem, Unavailable
from badgekit.limits import Limits
from badgekit.net.fetcher import ACCEPT_JSON, Fetcher, Response, ask
from badgekit.net.guard import without_fragment

__all__ = ["Evidence", "FetchSession"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was asked and what came back, for the report.

    Attributes:
        url: as asked for, without a fragment.
        final_url: the URL that answered; None when nobody did.
        status: HTTP status, or None.
        sha256: digest of the decoded body in lower-case hexadecimal, or None.
        media_type: type and subtype as stated by the server, or None.
        size: bytes of the decoded body, or None.
        at: when the answer was there, by the clock of the session; earlier where it was remembered or
            recorded.
        error: the code of the failure, such as ``net.timeout``; None when there is an answer.
    """

    url: str
    final_url: str | None
    status: int | None
    sha256: str | None
    media_type: str | None
    size: int | None
    at: datetime
    error: str | None = None


class FetchSession:
    """Asks through a fetcher on behalf of one verification.

    Each URL is asked once: the answer, or the failure, is the same for the whole verification, so no two
    checks can be shown two documents. One lock is held while asking, so threads of one verification wait
    for each other.

    Args:
        fetcher: where to ask.
        limits: `fetches` (requests, redirects included), `fetch_bytes` (also holds a foreign fetcher to it),
            `total_bytes` and `total_seconds` (all requests together) are applied.
        clock: gives the time written into the evidence, with a time zone.
        timer: gives seconds for measuring.
    """

    __slots__ = (
        "_answers",
        "_bytes",
        "_clock",
        "_evidence",
        "_fetcher",
        "_limits",
        "_lock",
        "_requests",
        "_seconds",
        "_timer",
    )

    def __init__(
        self,
        fetcher: Fetcher,
        limits: Limits,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fetcher = fetcher
        self._limits = limits
        self._clock = clock
        self._timer = timer
        self._lock = threading.Lock()
        self._answers: dict[str, Response | Problem] = {}
        self._evidence: list[Evidence] = []
        self._requests = 0
        self._bytes = 0
        self._seconds = 0.0

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What was asked so far, in order, failures included."""
        with self._lock:
            return tuple(self._evidence)

    @property
    def requests(self) -> int:
        """Requests made so far, redirects included."""
        return self._requests

    @property
    def seconds(self) -> float:
        """Seconds spent asking so far."""
        return self._seconds

    def get(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        """Return the answer of `url`, asking for it at most once.

        Raises:
            Unavailable: as the fetcher said; ``net.failed`` for a foreign exception; ``net.out_of_time``.
            LimitExceeded: as the fetcher said; ``net.too_large``, ``net.too_many_fetches``,
                ``net.too_much``.
        """
        key = without_fragment(url)
        with self._lock:
            known = self._answers.get(key)
            if known is None:
                known = self._answers[key] = self._ask(key, accept)
        if isinstance(known, Problem):
            # A fresh exception each time: raising one object twice would grow its traceback.
            again = LimitExceeded(known.code) if isinstance(known, LimitExceeded) else Unavailable(known.code)
            again.path, again.params = known.path, known.params
            raise again from known.__cause__
        return known

    def renew(self, url: str, *, accept: str = ACCEPT_JSON) -> Response:
        """Ask for `url` once more and not be content with a remembered answer; `get` gives the new one then.

        For documents that say themselves how long they may be kept. The new answer takes the place of the old
        one in the evidence as well. Where the fetcher cannot ask anew, or fails to, the old one stays.

        Raises:
            As `get`.
        """
        key = without_fragment(url)
        if hasattr(self._fetcher, "get_fresh"):
            with self._lock:
                found, made = self._ask(key, accept, fresh=True), self._evidence.pop()
                if isinstance(found, Response):
                    self._answers[key] = found
                    self._evidence = [made if one.url == key else one for one in self._evidence]
        return self.get(url, accept=accept)

    def _ask(self, url: str, accept: str, *, fresh: bool = False) -> Response | Problem:
        started = self._timer()
        try:
            self._check_budget(url)
            self._requests += 1
            left = self._limits.total_seconds - self._seconds
            response = ask(self._fetcher, url, accept=accept, seconds=left, fresh=fresh)
            self._requests += len(response.redirects)
            self._bytes += len(response.body)
            if len(response.body) > self._limits.fetch_bytes:
                raise LimitExceeded("net.too_large", url=url, limit=self._limits.fetch_bytes)
        except Problem as problem:
            self._evidence.append(Evidence(url, None, None, None, None, None, self._clock(), problem.code))
            return problem
        finally:
            self._seconds += max(self._timer() - started, 0.0)
        at = self._clock()
        if response.fetched_at is not None:
            at = min(at, response.fetched_at.astimezone(UTC))
        self._evidence.append(
            Evidence(
                url,
                response.final_url,
                response.status,
                hashlib.sha256(response.body).hexdigest(),
                response.media_type or None,
                len(response.body),
                at,
            )
        )
        return response

    def _check_budget(self, url: str) -> None:
        limits = self._limits
        if self._requests >= limits.fetches:
            raise LimitExceeded("net.too_many_fetches", url=url, limit=limits.fetches)
        if self._bytes >= limits.total_bytes:
            raise LimitExceeded("net.too_much", url=url, limit=limits.total_bytes)
        if self._seconds >= limits.total_seconds:
            raise Unavailable("net.out_of_time", url=url, limit=limits.total_seconds)
