"""The one pattern to learn: a check is a function of a `Context`, with metadata attached.

The decorator registers nothing. Which checks there are, and their order, stands in one tuple in
`badgekit.checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Protocol

from badgekit.checks.seen import Seen
from badgekit.documents import Document, Kind
from badgekit.errors import Problem
from badgekit.findings import CheckResult, Finding, Outcome, outcome_of
from badgekit.identity import Candidate
from badgekit.jsonld import Engine, Work
from badgekit.keys.resolver import KeyResolver, ResolvedKey
from badgekit.limits import Limits
from badgekit.models import Claims, ReadResult
from badgekit.models.values import NOTHING
from badgekit.policy import Policy
from badgekit.proofs.data_integrity import ProofAssessment
from badgekit.report import InputRecord, IssuerIdentity, Report
from badgekit.safetext import fault
from badgekit.schemas import SchemaSet

if TYPE_CHECKING:
    from badgekit.gathering.chain import Chain
    from badgekit.net import FetchSession
    from badgekit.status.memory import DecodedLists

__all__ = [
    "CREDENTIALS",
    "FOREIGN",
    "OLDER",
    "PARTS",
    "Around",
    "Bench",
    "Check",
    "Context",
    "Decision",
    "chain_of",
    "check",
    "failed",
    "gravity",
    "inconclusive",
    "not_applicable",
    "of",
    "passed",
    "warning",
    "with_remarks",
]

FOREIGN = frozenset({Kind.EUROPEAN, Kind.BLOCKCERTS})
"""Credentials of other formats, which have the envelope of the W3C data model."""
CREDENTIALS = frozenset({Kind.ACHIEVEMENT, Kind.ENDORSEMENT, Kind.CLR, Kind.CREDENTIAL}) | FOREIGN
OLDER = frozenset({Kind.ASSERTION, Kind.ENDORSEMENT_2})
"""Badges and endorsements of Open Badges before 3.0."""
PARTS = frozenset({Kind.BADGE_CLASS, Kind.ISSUER, Kind.REVOCATION_LIST, Kind.CRYPTOGRAPHIC_KEY})
"""What belongs to badges of before 3.0 and is nobody's badge."""
_BLOCKING = frozenset({Outcome.FAILED, Outcome.NOT_RUN})
_BLOCKING_WHEN_BASIC = _BLOCKING | {Outcome.INCONCLUSIVE}
_GRAVEST_FIRST = (Outcome.FAILED, Outcome.INCONCLUSIVE, Outcome.NOT_RUN, Outcome.WARNING, Outcome.PASSED)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a check function returns: the outcome, the reason, and more findings."""

    outcome: Outcome
    reason: Finding
    findings: tuple[Finding, ...] = ()
    plain: bool = False
    """It says nothing but its code, so that it may be shared between verifications."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a credential that another one holds.

    Attributes:
        issuer: who issued, or presents, what is around it, as far as that is proved; "" where it is not.
        vouches: whether that issuer's signature stands for an unsigned credential inside: False where it is
            of a kind that may, but does not fix which of the parts belong together; None where it may not.
        answered: the holder of the presentation around it, who answered the caller's challenge; "" = nobody.
        keys: the holder's that signed this presentation.
    """

    issuer: str
    vouches: bool | None = None
    answered: str = ""
    keys: tuple[ResolvedKey, ...] = ()


class Bench(Protocol):
    """Judges further credentials in the same verification; see `badgekit.judging.Bench`."""

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
        """Return the report on a credential that another one holds or names."""
        ...

    def status_list(self, document: Document, record: InputRecord) -> Report:
        """Return the report on a status list that a credential names."""
        ...

    def refreshed(self, document: Document, record: InputRecord) -> Report:
        """Return the report on a newer version of the credential that is judged."""
        ...

    def refuse(self, problem: Problem, record: InputRecord, document: Document | None = None) -> Report:
        """Return the report on something inside that did not become a document."""
        ...


@dataclass(slots=True)
class Context:
    """Everything a check may use. Lives for one verification of one document.

    `proofs`, `envelope_key` and `issuer` are filled by the proof checks for the checks that need them.
    """

    now: datetime
    document: Document
    read: ReadResult
    policy: Policy
    limits: Limits
    engine: Engine
    schemas: SchemaSet
    resolver: KeyResolver
    work: Work | None = None
    candidate: Candidate | None = None
    domain: str | None = None
    challenge: str | None = None
    results: dict[str, CheckResult] = field(default_factory=dict)
    unmet: set[str] = field(default_factory=set)
    """Checks after which those that need them mean nothing."""
    proofs: tuple[ProofAssessment, ...] = ()
    envelope_key: ResolvedKey | None = None
    issuer: IssuerIdentity | None = None
    holder: IssuerIdentity | None = None
    """Who presents a presentation, as far as that was proved."""
    bench: Bench | None = None
    """Judges credentials inside this one, or fetched for it."""
    session: FetchSession | None = None
    """Asks the network; None = nobody is asked."""
    lists: DecodedLists | None = None
    """Status lists that earlier verifications unpacked."""
    seen: Seen = field(default_factory=Seen)
    """What this verification has found out already: lists and schema credentials that it looked at."""
    is_list: bool = False
    """The document is a status list, asked for to judge another document."""
    chain: Chain | None = None
    """What was collected for a badge of Open Badges before 3.0."""
    carrier: str = ""
    """Id of what an endorsement was attached to; "" = nothing."""
    around: Around | None = None
    """What is around this credential; None where it stands alone."""
    children: tuple[Report, ...] = ()
    """Reports on credentials inside this one."""
    unjudged: int = 0
    """Credentials inside this one that were too many to be judged."""

    @property
    def claims(self) -> Claims:
        """The typed claims, unverified."""
        return self.read.claims


@dataclass(frozen=True, slots=True)
class Check:
    """A check function with what the report says about it.

    Attributes:
        id: ``family.subject``.
        needs: ids of checks without whose success this one means nothing; it is then NOT_RUN.
        spec: the clause it enforces.
        kinds: the document kinds it applies to.
        required: whether the verdict depends on it.
        basic: without its answer there is nothing in hand that a check which needs it could be about, so
            that INCONCLUSIVE stops it as well as FAILED.
    """

    id: str
    needs: tuple[str, ...]
    spec: str
    kinds: frozenset[Kind]
    required: bool
    run: Callable[[Context], Decision]
    basic: bool

    @property
    def summary(self) -> str:
        """First line of the function's docstring: what it establishes."""
        return (self.run.__doc__ or "").strip().splitlines()[0]

    def evaluate(self, context: Context) -> CheckResult:
        """Run the check; a problem raised inside becomes its outcome."""
        for need in self.needs:
            if need in context.unmet:
                decision = Decision(Outcome.NOT_RUN, Finding("check.not_run", params={"need": need}))
                break
        else:
            try:
                decision = self.run(context)
            except Problem as problem:
                decision = of(problem)
            except Exception as error:
                # A fault of ours must neither pass a badge nor stop the caller's program.
                import logging

                logging.getLogger("badgekit").error("the check %s broke: %s", self.id, fault(error))
                decision = inconclusive("check.broken", error=type(error).__name__)
        if decision.outcome in (_BLOCKING_WHEN_BASIC if self.basic else _BLOCKING):
            context.unmet.add(self.id)
        if decision.plain:
            return _plain_result(self.id, decision.outcome, decision.reason.code, self.spec, self.required)
        return CheckResult(
            self.id, decision.outcome, decision.reason, decision.findings, self.spec, self.required
        )


def check(
    check_id: str,
    *,
    spec: str,
    needs: tuple[str, ...] = (),
    kinds: frozenset[Kind] = CREDENTIALS,
    required: bool = True,
    basic: bool = False,
) -> Callable[[Callable[[Context], Decision]], Check]:
    """Attach metadata to a check function and return the `Check`."""

    def attach(function: Callable[[Context], Decision]) -> Check:
        return Check(check_id, needs, spec, kinds, required, function, basic)

    return attach


def _decide(
    outcome: Outcome, code: str, findings: tuple[Finding, ...], path: str, params: Mapping[str, object]
) -> Decision:
    if findings or params or path != "$":
        return Decision(outcome, Finding(code, path, params or NOTHING), findings)
    return _plain(outcome, code)


@cache
def _plain(outcome: Outcome, code: str) -> Decision:
    """Return the decision that says only its code; there are as many as codes in this package."""
    return Decision(outcome, Finding(code, params=NOTHING), plain=True)


@cache
def _plain_result(check_id: str, outcome: Outcome, code: str, spec: str, required: bool) -> CheckResult:
    return CheckResult(check_id, outcome, Finding(code, params=NOTHING), (), spec, required)


def passed(code: str, *findings: Finding, path: str = "$", **params: object) -> Decision:
    """Return a PASSED decision."""
    return _decide(Outcome.PASSED, code, findings, path, params)


def warning(code: str, *findings: Finding, path: str = "$", **params: object) -> Decision:
    """Return a decision that passes with a remark."""
    return _decide(Outcome.WARNING, code, findings, path, params)


def failed(code: str, *findings: Finding, path: str = "$", **params: object) -> Decision:
    """Return a FAILED decision."""
    return _decide(Outcome.FAILED, code, findings, path, params)


def inconclusive(code: str, *findings: Finding, path: str = "$", **params: object) -> Decision:
    """Return an INCONCLUSIVE decision."""
    return _decide(Outcome.INCONCLUSIVE, code, findings, path, params)


def not_applicable(code: str, **params: object) -> Decision:
    """Return a NOT_APPLICABLE decision."""
    return _decide(Outcome.NOT_APPLICABLE, code, (), "$", params)


def of(problem: Problem, *more: Problem) -> Decision:
    """Return the decision that a problem leads to, with `more` problems as findings."""
    return Decision(outcome_of(problem), Finding.of(problem), tuple(Finding.of(other) for other in more))


def worst(problems: tuple[Problem, ...]) -> Decision:
    """Return the decision of the gravest problem, the others as findings."""
    ordered = sorted(problems, key=lambda problem: outcome_of(problem) is not Outcome.FAILED)
    return of(ordered[0], *ordered[1:])


def gravity(decision: Decision) -> int:
    """Return the place of a decision among those that one check found, 0 for the gravest; to sort by."""
    return _GRAVEST_FIRST.index(decision.outcome)


def with_remarks(code: str, remarks: Iterable[Problem], **params: object) -> Decision:
    """Return a PASSED decision, or with `remarks` a WARNING that has them as findings."""
    findings = tuple(Finding.of(remark) for remark in remarks)
    outcome = Outcome.WARNING if findings else Outcome.PASSED
    return Decision(outcome, Finding(code, params=params), findings)


def chain_of(context: Context) -> Chain:
    """Return what was collected for a badge of Open Badges before 3.0."""
    assert context.chain is not None, "collected before the checks run"
    return context.chain
