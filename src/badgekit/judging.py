"""Judging one document: read its claims, run every check that applies, let the policy decide.

A `Bench` is what one verification works with. Whoever finds a credential inside another one, or has to fetch
one for it, puts it on the same bench (`Bench.nested`), so a report is a tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING

from badgekit import models
from badgekit.checks import CHECKS, Context, presentation
from badgekit.checks.base import OLDER, Around
from badgekit.checks.seen import Seen
from badgekit.documents import Document, Kind
from badgekit.errors import LimitExceeded, Problem
from badgekit.findings import CheckResult, Outcome
from badgekit.identity import Candidate
from badgekit.intake import unpacked, unreadable
from badgekit.jsonld import Engine, Work
from badgekit.keys.resolver import KeyResolver
from badgekit.limits import Limits
from badgekit.net import FetchSession
from badgekit.policy import Policy
from badgekit.report import InputRecord, Report, Verdict
from badgekit.schemas import SchemaSet

if TYPE_CHECKING:
    from badgekit.gathering.chain import Chain
    from badgekit.status.memory import DecodedLists

__all__ = ["Bench"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What one verification works with; the attributes are those of `badgekit.checks.base.Context`.

    Attributes:
        known: parts of claims that earlier verifications read.
        depth: how many credentials are around the one that is judged.
        lists: status lists that earlier verifications unpacked.
        seen: what this verification has found out already.
        is_list: the document is a status list, asked for to judge another document.
        judged: counts the credentials that were found inside others.
    """

    now: datetime
    policy: Policy
    limits: Limits
    engine: Engine
    schemas: SchemaSet
    resolver: KeyResolver
    session: FetchSession
    work: Work
    known: models.Known | None = None
    candidate: Candidate | None = None
    domain: str | None = None
    challenge: str | None = None
    depth: int = 0
    lists: DecodedLists | None = None
    seen: Seen = field(default_factory=Seen)
    is_list: bool = False
    judged: Iterator[int] = field(default_factory=count)

    def judge(self, document: Document, record: InputRecord, first: CheckResult, asked: str = "") -> Report:
        """Return the report on `document`.

        Args:
            document: what is to be judged.
            record: how it was packed.
            first: the result of unpacking it.
            asked: the address that answered with it; "" where it came otherwise.
        """
        # A response is the unsigned answer of an API; one inside a token is a document nobody defined.
        if document.kind is Kind.RESPONSE and document.envelope is None:
            from badgekit import responses

            return responses.judge(self, document, record, first)
        return self.judge_one(document, record, first, asked)

    def judge_one(
        self,
        document: Document,
        record: InputRecord,
        first: CheckResult,
        asked: str = "",
        carrier: str = "",
        around: Around | None = None,
    ) -> Report:
        """Return the report on `document`, which is no response, as this bench demands it.

        Args:
            document: the credential or presentation.
            record: how it was packed.
            first: the result of unpacking it.
            asked: the address that answered with it; "" where it came otherwise.
            carrier: id of what an endorsement is attached to.
            around: what is around it.
        """
        if document.kind in OLDER:
            from badgekit import older

            return older.judge(self, document, record, first, asked_url=asked, carrier=carrier)
        try:
            read = models.read(document.value, document.shape, self.known, in_part=document.is_in_part)
        except Problem as problem:
            return self.refuse(problem, record, document)
        return self.conclude(self.context(document, read, carrier, around), record, first)

    def nested(
        self,
        document: Document,
        record: InputRecord,
        *,
        asked: str = "",
        carrier: str = "",
        around: Around | None = None,
        presented: bool = False,
    ) -> Report:
        """Return the report on a credential that another one holds or names.

        It is judged for itself: whose the outer one should be, and who may issue that, says nothing about it.
        One that is presented is what the caller asks about, so that it must satisfy all of the policy.

        Args:
            document: the credential.
            record: where it was found.
            asked: the address that answered with it; "" where it came otherwise.
            carrier: id of what an endorsement is attached to.
            around: what is around it.
            presented: whether a presentation holds it.

        Raises:
            LimitExceeded: ``nested.too_deep`` or ``nested.too_many``.
        """
        if self.depth >= self.limits.nesting:
            raise LimitExceeded("nested.too_deep", record.location or "$", limit=self.limits.nesting)
        # Each level alone is bounded, too; this keeps one document from multiplying them.
        if next(self.judged) >= self.limits.nested_credentials:
            limit = self.limits.nested_credentials
            raise LimitExceeded("nested.too_many", record.location or "$", limit=limit)
        inner = self._inner()
        if presented:
            inner = replace(inner, policy=self.policy, candidate=self.candidate)
        return inner.judge_one(document, record, unpacked(record.location, ()), asked, carrier, around)

    def status_list(self, document: Document, record: InputRecord) -> Report:
        """Return the report on a status list that a credential names.

        Its own status is not asked, so that lists cannot lead from one to the next; hence no depth is left
        to bound.

        Args:
            document: the list credential.
            record: where it was found.
        """
        # A list stands for the issuer's word, so it must be the issuer's whatever the policy waives.
        strict = replace(
            self.policy.inside(), name="standard", waived=frozenset(), waived_if_open=frozenset()
        )
        bench = replace(self._inner(), policy=strict, is_list=True)
        return bench.judge_one(document, record, unpacked(record.location, ()))

    def refreshed(self, document: Document, record: InputRecord) -> Report:
        """Return the report on a newer version of the credential, by the same demands; it is refreshed once.

        Args:
            document: the newer version.
            record: where it was found.
        """
        # Whoever presented the older one answered a challenge; a service answers none.
        policy = replace(self.policy, refresh=False)
        bench = replace(self, policy=policy, domain=None, challenge=None, depth=self.depth + 1)
        return bench.judge_one(document, record, unpacked(record.location, ()))

    def _inner(self) -> Bench:
        return replace(
            self,
            policy=self.policy.inside(),
            candidate=None,
            domain=None,
            challenge=None,
            depth=self.depth + 1,
        )

    def context(
        self,
        document: Document,
        read: models.ReadResult,
        carrier: str = "",
        around: Around | None = None,
        chain: Chain | None = None,
    ) -> Context:
        """Return what the checks of `document` work with; the arguments are attributes of it."""
        return Context(
            now=self.now,
            document=document,
            read=read,
            policy=self.policy,
            limits=self.limits,
            engine=self.engine,
            schemas=self.schemas,
            resolver=self.resolver,
            work=self.work,
            candidate=self.candidate,
            domain=self.domain,
            challenge=self.challenge,
            bench=self,
            session=self.session,
            lists=self.lists,
            seen=self.seen,
            is_list=self.is_list,
            chain=chain,
            carrier=carrier,
            around=around,
        )

    def conclude(
        self, context: Context, record: InputRecord, first: CheckResult, version: str = ""
    ) -> Report:
        """Run every check that applies, in order, and return the report."""
        document = context.document
        results = [first]
        for check in CHECKS:
            if document.kind in check.kinds:
                result = check.evaluate(context)
                context.results[check.id] = result
                results.append(result)
        vouched = _vouched(context)
        stated = vouched if _is_authentic(results) else None
        # What a policy waives is a matter of the W3C data model; other formats have other procedures.
        checks = tuple(self.policy.weigh(result) for result in results) if document.vcdm else tuple(results)
        verdict = self.policy.judge(checks)
        return Report(
            verdict=verdict,
            checks=checks,
            input=record,
            policy=self.policy.name,
            time=self.now,
            kind=document.kind.value,
            version=version or document.version,
            assertion=vouched if verdict is Verdict.VERIFIED else None,
            stated=stated,
            issuer=context.issuer,
            holder=context.holder,
            evidence=self.session.evidence,
            children=context.children,
        )

    def refuse(self, problem: Problem, record: InputRecord, document: Document | None = None) -> Report:
        """Return the report on an input that did not become a document."""
        result = unreadable(problem)
        return Report(
            verdict=self.policy.judge((result,)),
            checks=(result,),
            input=record,
            policy=self.policy.name,
            time=self.now,
            kind=document.kind.value if document else "",
            version=document.version if document else "",
            evidence=self.session.evidence,
        )


# What is found here says nothing about who said it, and whether these were the words.
_AFTERWARDS = frozenset(
    (
        "disclosure.complete",
        "status.current",
        "validity.started",
        "validity.not_expired",
        "recipient.matches",
        "issuer.trusted",
    )
)
_ESTABLISHED = frozenset({Outcome.PASSED, Outcome.WARNING, Outcome.NOT_APPLICABLE})


def _is_authentic(checks: Iterable[CheckResult]) -> bool:
    return all(
        check.outcome in _ESTABLISHED for check in checks if check.required and check.id not in _AFTERWARDS
    )


def _vouched(context: Context) -> models.Claims:
    """Return the claims with those proofs only that verified: anybody can add another one."""
    claims = context.claims
    good = {proof.path for proof in context.proofs if proof.integrity is None}
    kept = tuple(proof for proof in claims.proof if proof.path in good)
    if len(kept) != len(claims.proof):
        claims = replace(claims, proof=kept)
    return presentation.stated_in(claims, context)
