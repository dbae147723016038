"""The pipeline: one input in, one report out.

A `Verifier` holds what is shared between verifications (policy, pinned contexts, compiled tables,
schemas, fetcher) and nothing about any one of them; threads may share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from badgekit import models
from badgekit.checks import CHECKS, Context
from badgekit.checks.base import OLDER, Decision
from badgekit.documents import Document, Kind
from badgekit.errors import ConfigurationError, Problem, Unavailable
from badgekit.identity import Candidate
from badgekit.intake import entries_of_response, receive, receive_entry
from badgekit.jsonld import ContextStore, Engine, Work
from badgekit.keys.resolver import KeyResolver
from badgekit.limits import Limits
from badgekit.net import CachingFetcher, Fetcher, FetchSession, HttpFetcher, Response, Snapshot
from badgekit.policy import Policy
from badgekit.report import CheckResult, Finding, InputRecord, Outcome, Report, Verdict, outcome_of
from badgekit.schemas import SchemaSet
from badgekit.source import Source, fetched, take

__all__ = ["Verifier"]


class Verifier:
    """Verifies badges under one policy; build it once, share it between threads.

    Args:
        policy: what is demanded; `Policy.standard()` when left out.
        fetcher: how documents of issuers are had; when left out, an `HttpFetcher` that remembers good
            answers for a minute (`CachingFetcher`).
        contexts: further JSON-LD contexts that the caller pins, URL → parsed document.
        limits: upper bounds of work.

    Raises:
        ConfigurationError: a pinned context is not usable.
    """

    def __init__(
        self,
        *,
        policy: Policy | None = None,
        fetcher: Fetcher | None = None,
        contexts: Mapping[str, Mapping[str, Any]] | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.policy = policy or Policy.standard()
        self.limits = limits or Limits()
        self.fetcher: Fetcher = (
            fetcher if fetcher is not None else CachingFetcher(HttpFetcher(limits=self.limits))
        )
        self._engine = Engine(_store(contexts, self.limits), self.limits)
        self._schemas = SchemaSet()
        self._resolver = KeyResolver(_unasked, limits=self.limits, cache={})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

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
        # (1) Take the input: bytes or an object.
        try:
            taken = take(source, limits=self.limits, session=session)
        except Problem as problem:
            return self._refusal(
                problem, InputRecord("url" if isinstance(problem, Unavailable) else ""), moment, session
            )
        record = InputRecord("", "", taken.sha256, len(taken.data or b""), taken.url)
        # (2) Unpack it to one document, and (3) name its kind.
        try:
            intake = receive(taken, self.limits, lambda url: fetched(url, session, from_badge=True))
        except Problem as problem:
            return self._refusal(problem, record, moment, session)
        record = InputRecord(intake.container, intake.location, record.sha256, record.size, record.url)
        first = _input_result(intake.location or intake.container, intake.warnings)
        options = _Options(moment, person, domain, challenge, Work(self.limits))
        # A response is the unsigned answer of an API; one inside a token is a document nobody defined.
        if intake.document.kind is Kind.RESPONSE and intake.document.jwt is None:
            return self._judge_response(intake.document, record, first, options, session)
        return self._judge(intake.document, record, first, options, session, intake.asked)

    def _judge(
        self,
        document: Document,
        record: InputRecord,
        first: CheckResult,
        options: _Options,
        session: FetchSession,
        asked: str = "",
    ) -> Report:
        if document.kind in OLDER:
            return self._judge_older(document, record, first, options, session, asked)
        # (4) Read the claims, collecting every issue.
        try:
            read = models.read(document.value, document.shape)
        except Problem as problem:
            return self._refusal(problem, record, options.now, session, document)
        context = Context(
            now=options.now,
            document=document,
            read=read,
            policy=self.policy,
            limits=self.limits,
            engine=self._engine,
            schemas=self._schemas,
            resolver=self._resolver.with_fetch(lambda url, accept: session.get(url, accept=accept)),
            work=options.work,
            candidate=options.candidate,
            domain=options.domain,
            challenge=options.challenge,
        )
        # (5) Run every check that applies, in order.
        results = [first]
        for check in CHECKS:
            if document.kind in check.kinds:
                result = check.evaluate(context)
                context.results[check.id] = result
                results.append(result)
        # (6) Judge.
        checks = tuple(results)
        verdict = self.policy.judge(checks)
        return Report(
            verdict=verdict,
            checks=checks,
            input=record,
            policy=self.policy.name,
            time=options.now,
            kind=document.kind.value,
            version=document.version,
            assertion=_vouched(context) if verdict is Verdict.VERIFIED else None,
            issuer=context.issuer,
            evidence=session.evidence,
        )

    def _judge_older(
        self,
        document: Document,
        record: InputRecord,
        first: CheckResult,
        options: _Options,
        session: FetchSession,
        asked: str,
    ) -> Report:
        """Judge a badge of Open Badges before 3.0; what that needs is loaded for those who meet one."""
        from badgekit import older

        bench = older.Bench(
            now=options.now,
            policy=self.policy,
            limits=self.limits,
            engine=self._engine,
            schemas=self._schemas,
            resolver=self._resolver,
            session=session,
            work=options.work,
            candidate=options.candidate,
        )
        return older.judge(bench, document, record, first, asked_url=asked)

    def _judge_response(
        self,
        document: Document,
        record: InputRecord,
        first: CheckResult,
        options: _Options,
        session: FetchSession,
    ) -> Report:
        """Judge every credential of an API response on its own; the whole is as good as the worst."""
        try:
            entries = entries_of_response(document, self.limits)
        except Problem as problem:
            return self._refusal(problem, record, options.now, session, document)
        children = []
        for path, entry in entries:
            inner_record = InputRecord("response entry", path)
            try:
                inner = receive_entry(entry, path, self.limits)
            except Problem as problem:
                children.append(self._refusal(problem, inner_record, options.now, session))
                continue
            children.append(self._judge(inner, inner_record, _input_result(path, ()), options, session))
        verdicts = {child.verdict for child in children}
        outcome = {Verdict.REJECTED: Outcome.FAILED, Verdict.INCONCLUSIVE: Outcome.INCONCLUSIVE}
        worst = next((verdict for verdict in outcome if verdict in verdicts), Verdict.VERIFIED)
        good = sum(child.verified for child in children)
        nested = CheckResult(
            "nested.credentials",
            outcome.get(worst, Outcome.PASSED),
            Finding(
                "nested.all_verified" if worst is Verdict.VERIFIED else "nested.not_verified",
                params={"good": good, "count": len(children)},
            ),
            spec="OB 3.0 API, getCredentials",
        )
        return Report(
            verdict=self.policy.judge((first, nested)),
            checks=(first, nested),
            input=record,
            policy=self.policy.name,
            time=options.now,
            kind=document.kind.value,
            version=document.version,
            evidence=session.evidence,
            children=tuple(children),
        )

    def _refusal(
        self,
        problem: Problem,
        record: InputRecord,
        now: datetime,
        session: FetchSession,
        document: Document | None = None,
    ) -> Report:
        """Return the report on an input that did not become a document."""
        result = CheckResult(
            "input.readable", outcome_of(problem), Finding.of(problem), spec="OB 3.0 Document Formats"
        )
        return Report(
            verdict=self.policy.judge((result,)),
            checks=(result,),
            input=record,
            policy=self.policy.name,
            time=now,
            kind=document.kind.value if document else "",
            version=document.version if document else "",
            evidence=session.evidence,
        )


def _unasked(url: str, accept: str) -> Response:
    raise Unavailable("net.offline", url=url)


def _store(pinned: Mapping[str, Mapping[str, Any]] | None, limits: Limits) -> ContextStore:
    store = ContextStore.bundled()
    if not pinned:
        return store
    for url in pinned:
        if store.revisions(url):
            # Whoever could replace a shipped context could change what every badge says.
            raise ConfigurationError(f"badgekit ships the context {url}; it cannot be pinned again")
    return store.with_pinned(pinned, limits)


class _Options:
    """What the caller asked for in one call, and what may be done for it."""

    __slots__ = ("candidate", "challenge", "domain", "now", "work")

    def __init__(
        self,
        now: datetime,
        candidate: Candidate | None,
        domain: str | None,
        challenge: str | None,
        work: Work,
    ) -> None:
        self.now = now
        self.candidate = candidate
        self.domain = domain
        self.challenge = challenge
        self.work = work


def _vouched(context: Context) -> models.Claims:
    """Return the claims with those proofs only that verified: anybody can add another one."""
    claims = context.claims
    good = {proof.path for proof in context.proofs if proof.integrity is None}
    kept = tuple(proof for proof in claims.proof if proof.path in good)
    return claims if len(kept) == len(claims.proof) else replace(claims, proof=kept)


def _moment(now: datetime | None) -> datetime:
    if now is None:
        return datetime.now(UTC)
    if not isinstance(now, datetime) or now.utcoffset() is None:
        raise ConfigurationError("now must be a timezone-aware datetime")
    try:
        return now.astimezone(UTC)
    except OverflowError:
        raise ConfigurationError("now lies outside the years 1 to 9999") from None


def _input_result(where: str, warnings: tuple[Problem, ...]) -> CheckResult:
    findings = tuple(Finding.of(problem) for problem in warnings)
    decision = (
        Decision(Outcome.WARNING, findings[0], findings[1:])
        if findings
        else Decision(Outcome.PASSED, Finding("input.unpacked", params={"where": where}))
    )
    return CheckResult(
        "input.readable", decision.outcome, decision.reason, decision.findings, "OB 3.0 Document Formats"
    )
