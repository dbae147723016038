"""The pipeline: one input in, one report out.

A `Verifier` holds what is shared between verifications (policy, pinned contexts, compiled tables,
schemas, fetcher) and nothing about any one of them; threads may share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from badgekit import models
from badgekit.errors import ConfigurationError, Problem, Unavailable
from badgekit.identity import Candidate
from badgekit.intake import receive, unpacked
from badgekit.jsonld import ContextStore, Engine, Work
from badgekit.judging import Bench
from badgekit.keys.resolver import KeyResolver
from badgekit.limits import Limits
from badgekit.net import (
    CachingFetcher,
    DidResolver,
    Fetcher,
    FetchSession,
    HttpFetcher,
    Response,
    Snapshot,
    with_resolvers,
)
from badgekit.policy import Policy
from badgekit.repeats import Repeats
from badgekit.report import InputRecord, Report
from badgekit.schemas import SchemaSet
from badgekit.source import Source, fetched, take
from badgekit.status.memory import DecodedLists

__all__ = ["Verifier"]


class Verifier:
    """Verifies badges under one policy; build it once, share it between threads.

    Args:
        policy: what is demanded; `Policy.standard()` when left out.
        fetcher: how documents of issuers are had; when left out, an `HttpFetcher` that remembers good
            answers for a minute (`CachingFetcher`).
        contexts: further JSON-LD contexts that the caller pins, URL → parsed document.
        resolvers: look up DID methods that badgekit does not know, such as a `UniversalResolver`.
        limits: upper bounds of work.
        schemas: JSON Schemas that the caller pins for credentials that name them, URL → parsed document;
            others are fetched. They are the caller's own, so no account is kept of what they cost.

    Raises:
        ConfigurationError: a pinned context or schema is not usable, or is one that badgekit ships; a
            resolver is not usable.
    """

    def __init__(
        self,
        *,
        policy: Policy | None = None,
        fetcher: Fetcher | None = None,
        contexts: Mapping[str, Mapping[str, Any]] | None = None,
        resolvers: Iterable[DidResolver] = (),
        limits: Limits | None = None,
        schemas: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        self.policy = policy or Policy.standard()
        self.limits = limits or Limits()
        live = fetcher if fetcher is not None else CachingFetcher(HttpFetcher(limits=self.limits))
        self.fetcher: Fetcher = with_resolvers(live, resolvers)
        self._engine = Engine(_store(contexts, self.limits, ContextStore.bundled()), self.limits)
        self._schemas = SchemaSet(schemas)
        self._known: models.Known = Repeats()
        self._lists = DecodedLists()
        self._resolver = KeyResolver(_unasked, limits=self.limits, cache={})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def replace(
        self,
        *,
        policy: Policy | None = None,
        fetcher: Fetcher | None = None,
        contexts: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> Self:
        """Return a verifier that differs in what is given and shares everything else with this one.

        With another policy or fetcher it costs nothing to have one for each request: what was compiled and
        unpacked is the same. It is remembered with the very bytes that it was read from, so no verifier is
        misled by what another one's fetcher answers.

        Args:
            policy: what is demanded.
            fetcher: how documents of issuers are had.
            contexts: further JSON-LD contexts to pin. Contexts are then compiled anew, so keep the result.

        Raises:
            ConfigurationError: a pinned context is not usable, or this verifier has it already.
        """
        other = copy(self)
        other.policy = policy if policy is not None else self.policy
        other.fetcher = fetcher if fetcher is not None else self.fetcher
        if contexts:
            other._engine = Engine(_store(contexts, self.limits, self._engine.store), self.limits)
        return other

    @property
    def snapshot(self) -> Snapshot:
        """Everything the fetcher recorded.

        Raises:
            ConfigurationError: the fetcher is no `Recorder`.
        """
        recorded = getattr(self.fetcher, "snapshot", None)
        if not isinstance(recorded, Snapshot):
            raise ConfigurationError("this Verifier does not record; build it with fetcher=Recorder()")
        return recorded

    def verify(
        self,
        source: Source,
        *,
        candidate: Candidate | Mapping[str, str | Iterable[str]] | None = None,
        now: datetime | None = None,
        domain: str | None = None,
        challenge: str | None = None,
    ) -> Report:
        """Return the report on `source`.

        Args:
            source: bytes, path, URL, JSON text, compact JWS or dict.
            candidate: the person it should belong to; see `Candidate.of`.
            now: moment of verification, timezone-aware; the clock's when left out.
            domain: the domain the proof must name, when the caller asked for one.
            challenge: the challenge the proof must name.

        Raises:
            InputError: `source` cannot be read (no such file, wrong type).
            ConfigurationError: `candidate` or `now` is unusable.
        """
        moment = _moment(now)
        person = Candidate.of(candidate) if candidate is not None else None
        # Evidence is dated with the moment of verification, so that a replay gives the same report.
        session = FetchSession(self.fetcher, self.limits, lambda: moment)
        bench = Bench(
            now=moment,
            policy=self.policy,
            limits=self.limits,
            engine=self._engine,
            schemas=self._schemas,
            resolver=self._resolver.with_fetch(lambda url, accept: session.get(url, accept=accept)),
            session=session,
            work=Work(self.limits),
            known=self._known,
            candidate=person,
            domain=domain,
            challenge=challenge,
            lists=self._lists,
        )
        # (1) Take the input: bytes or an object.
        try:
            taken = take(source, limits=self.limits, session=session)
        except Problem as problem:
            return bench.refuse(problem, InputRecord("url" if isinstance(problem, Unavailable) else ""))
        record = InputRecord("", "", taken.sha256, len(taken.data or b""), taken.url)
        # (2) Unpack it to one document, and (3) name its kind.
        try:
            intake = receive(taken, self.limits, lambda url: fetched(url, session, from_badge=True))
        except Problem as problem:
            return bench.refuse(problem, record)
        record = InputRecord(intake.container, intake.location, record.sha256, record.size, record.url)
        # (4) Read the claims, (5) run every check that applies, (6) judge.
        first = unpacked(intake.location or intake.container, intake.warnings)
        return bench.judge(intake.document, record, first, intake.asked)


def _unasked(url: str, accept: str) -> Response:
    raise Unavailable("net.offline", url=url)


def _store(
    pinned: Mapping[str, Mapping[str, Any]] | None, limits: Limits, store: ContextStore
) -> ContextStore:
    if not pinned:
        return store
    for url in pinned:
        if store.revisions(url):
            # Whoever could replace a shipped context could change what every badge says.
            raise ConfigurationError(f"badgekit ships the context {url}; it cannot be pinned again")
    return store.with_pinned(pinned, limits)


def _moment(now: datetime | None) -> datetime:
    if now is None:
        return datetime.now(UTC)
    if not isinstance(now, datetime) or now.utcoffset() is None:
        raise ConfigurationError("now must be a timezone-aware datetime")
    try:
        return now.astimezone(UTC)
    except OverflowError:
        raise ConfigurationError("now lies outside the years 1 to 9999") from None
