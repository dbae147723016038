"""GetOpenBadgeCredentialsResponse, what the API of Open Badges 3.0 answers: several credentials at once.

Each is judged on its own, and the whole is as good as the worst of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from badgekit.checks.nested import gaps
from badgekit.documents import Document
from badgekit.errors import LimitExceeded, Malformed, Problem
from badgekit.findings import CheckResult, Finding, Outcome
from badgekit.intake import receive_entry, unpacked
from badgekit.limits import Limits
from badgekit.report import InputRecord, Report, Verdict

if TYPE_CHECKING:
    from badgekit.judging import Bench

__all__ = ["entries", "judge"]


def judge(bench: Bench, document: Document, record: InputRecord, first: CheckResult) -> Report:
    """Return the report on a response, with one for each of its credentials.

    Args:
        bench: what to work with.
        document: the response.
        record: how it was packed.
        first: the result of unpacking it.
    """
    try:
        found = entries(document, bench.limits)
    except Problem as problem:
        return bench.refuse(problem, record, document)
    children = []
    for path, entry in found:
        inner_record = InputRecord("response entry", path)
        try:
            inner = receive_entry(entry, path, bench.limits)
        except Problem as problem:
            children.append(bench.refuse(problem, inner_record))
            continue
        children.append(bench.judge_one(inner, inner_record, unpacked(path, ())))
    nested = _summed_up(children)
    return Report(
        verdict=bench.policy.judge((first, nested)),
        checks=(first, nested),
        input=record,
        policy=bench.policy.name,
        time=bench.now,
        kind=document.kind.value,
        version=document.version,
        evidence=bench.session.evidence,
        children=tuple(children),
    )


def _summed_up(children: Sequence[Report]) -> CheckResult:
    verdicts = {child.verdict for child in children}
    outcome = {Verdict.REJECTED: Outcome.FAILED, Verdict.INCONCLUSIVE: Outcome.INCONCLUSIVE}
    worst = next((verdict for verdict in outcome if verdict in verdicts), Verdict.VERIFIED)
    good = sum(child.fully_verified for child in children)
    # What was waived of one of them was not established of the whole.
    waived = worst is Verdict.VERIFIED and good < len(children)
    found = gaps(children) if good == len(children) else ()
    return CheckResult(
        "nested.credentials",
        Outcome.INCONCLUSIVE if waived else outcome.get(worst, Outcome.WARNING if found else Outcome.PASSED),
        Finding(
            "nested.all_verified" if good == len(children) else "nested.not_verified",
            params={"good": good, "count": len(children)},
        ),
        found,
        spec="OB 3.0 API, getCredentials",
        required=not waived,
        waived=waived,
    )


def entries(document: Document, limits: Limits) -> tuple[tuple[str, Any], ...]:
    """Return path and entry of every credential in a GetOpenBadgeCredentialsResponse (OB 3.0 API).

    Raises:
        Malformed: ``input.response_empty``.
        LimitExceeded: ``input.too_many_credentials``.
    """
    found: list[tuple[str, Any]] = []
    for member in ("credential", "compactJwsString"):
        given = document.value.get(member, [])
        several = given if isinstance(given, list) else [given]
        found.extend((f"$.{member}[{index}]", entry) for index, entry in enumerate(several))
    if not found:
        raise Malformed("input.response_empty")
    if len(found) > limits.credentials:
        raise LimitExceeded("input.too_many_credentials", limit=limits.credentials, count=len(found))
    return tuple(found)
