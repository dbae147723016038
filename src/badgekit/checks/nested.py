"""Credentials inside others: each is judged on its own, and what is around it is judged by them.

A signature over statements (RDFC) does not fix which statement belongs to which credential inside, so it
vouches for none of them: one is believed for its own proof, or where the record was signed as a whole.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from badgekit.checks.base import (
    CREDENTIALS,
    Around,
    Check,
    Context,
    Decision,
    check,
    failed,
    inconclusive,
    not_applicable,
    passed,
    warning,
)
from badgekit.checks.persons import Tie, tie
from badgekit.documents import Kind
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.findings import Finding
from badgekit.intake import receive_entry
from badgekit.models import Claims, ClrCredential, ClrSubject
from badgekit.places import Places, Trail
from badgekit.recipients import shown_in_part
from badgekit.report import InputRecord, Report, Verdict

__all__ = ["CHECKS", "credentials", "gaps", "judged", "opened", "same_person"]

_RECORDS = frozenset({Kind.CLR, Kind.LER_RS})
# A presentation in a presentation would bring a holder and a challenge of its own.
PRESENTABLE = CREDENTIALS | {Kind.LER_RS}


def judged(
    context: Context,
    value: Any,
    place: str,
    container: str,
    *,
    carrier: str = "",
    around: Around,
    presented: bool = False,
) -> Report:
    """Return the report on a credential inside: an object, a compact JWS or an envelope.

    One that is `presented` must be a credential of the W3C data model, and is judged by the whole policy.
    """
    assert context.bench is not None, "every verification has one"
    record = InputRecord(container, place)
    try:
        document = receive_entry(value, place, context.limits)
        if presented and document.kind not in PRESENTABLE:
            raise Malformed("presentation.not_a_credential", place, kind=document.kind.value)
        if document.kind is Kind.PRESENTATION:
            # It answers for its holder; what is in it is not known to be about the person of the record.
            raise Unsupported("nested.presentation", place)
        return context.bench.nested(document, record, carrier=carrier, around=around, presented=presented)
    except Problem as problem:
        return context.bench.refuse(problem, record)


@check("nested.credentials", spec="CLR 2.0 ClrSubject.verifiableCredential; HR Open LER-RS", kinds=_RECORDS)
def credentials(context: Context) -> Decision:
    """Every credential inside is verified by its own proof; the record is as good as the worst of them."""
    found = tuple(_held(context))
    if not found:
        lacks = inconclusive if context.document.kind is Kind.LER_RS else failed
        return lacks("nested.none")
    if len(found) > context.limits.credentials:
        return inconclusive("nested.too_many_here", limit=context.limits.credentials, count=len(found))
    names = Places()
    places = [(names.at(trail), value) for trail, value in found]
    record = context.document.kind is Kind.CLR
    around = Around(_issuer(context), _signed_as_a_whole(context) if record else None)
    context.children += tuple(
        judged(context, value, place, "credential", around=around) for place, value in places
    )
    return _sum_up(context)


def _sum_up(context: Context) -> Decision:
    from badgekit.learner_record import is_vouched_for

    children, entries = context.children, _entries(context)
    vouched = [one for one in children if is_vouched_for(one)]
    bad = [one for one in children if not one.fully_verified and one not in vouched]
    good = sum(one.fully_verified for one in children)
    if bad:
        worst = failed if any(one.verdict is Verdict.REJECTED for one in bad) else inconclusive
        return worst("nested.not_verified", good=good, count=len(children))
    if not vouched:
        found = gaps(children)
        return (warning if found else passed)("nested.all_verified", *found, count=good)
    issuer = _issuer(context)
    places = (*(Finding("nested.unsigned", one.input.location) for one in vouched), *gaps(children))
    by_others = [one for one in vouched if not _is_by(issuer, entries.get(one.input.location))]
    decide, code = warning, "nested.vouched_for"
    if by_others and not _is_trusted(context):
        # Anybody can write an unsigned credential of a university into a record of their own.
        decide, code = inconclusive, "nested.vouched_for_by_stranger"
    return decide(code, *places, count=len(vouched), issuer=issuer)


def gaps(reports: Iterable[Report]) -> tuple[Finding, ...]:
    """Return what decides and may have been left out of credentials that count, one finding for each.

    Of one that is not signed, nothing was; of those in a record that is vouched for, something may have been.
    """
    found = []
    for one in reports:
        shown = one.check("disclosure.complete")
        if shown is not None and shown.findings:
            said = {"gap": shown.findings[0].message}
            found.append(Finding("nested.gaps", one.input.location, said))
        within = one.check("nested.credentials")
        if within is not None:
            found += [finding for finding in within.findings if finding.code == "nested.gaps"]
    return tuple(found)


@check(
    "nested.same_person", needs=("proof.integrity",), spec="CLR 2.0 ClrSubject", kinds=frozenset({Kind.CLR})
)
def same_person(context: Context) -> Decision:
    """What the credentials inside say is about the person whose record it is."""
    from badgekit.learner_record import is_vouched_for

    claims = context.claims
    subject = claims.credential_subject if isinstance(claims, ClrCredential) else None
    if subject is None:
        return inconclusive("recipient.none_named", path="$.credentialSubject")
    entries = _entries(context)
    issuer = _issuer(context)
    open_ones: list[Finding] = []
    on_its_word: list[Finding] = []
    likely: list[Finding] = []
    compared = 0
    for entry in context.children:
        place = entry.input.location
        inner = entries.get(place) if is_vouched_for(entry) else entry.assertion
        for report, claims in opened(entry, inner) if inner is not None else ():
            found = _tie(context, subject, claims, report, own=_is_by(issuer, claims))
            if found is None:
                continue
            compared += 1
            if found is Tie.SAME:
                continue
            if found is Tie.LIKELY:
                likely.append(Finding("nested.person_likely", place))
                continue
            code = "nested.other_person" if found is Tie.OTHER else "nested.person_unknown"
            # CLR 2.0 lets an issuer say that several identifiers are one person's. Of its own badges it may.
            trusted = _is_trusted(context) or _is_by(issuer, claims)
            (on_its_word if trusted else open_ones).append(Finding(code, place, {"issuer": issuer}))
    if open_ones:
        first, *more = open_ones
        return inconclusive(first.code, *more, *on_its_word, *likely, path=first.path, **first.params)
    if on_its_word:
        return warning("nested.person_vouched_for", *on_its_word, *likely, issuer=issuer)
    if likely:
        return warning("nested.matched_weakly", *likely)
    if not compared:
        return not_applicable("nested.nobody_to_compare")
    return passed("nested.same_person", count=compared)


def opened(report: Report, claims: Claims) -> Iterator[tuple[Report, Claims]]:
    """Yield a credential and, of a record, all in it that its writer did not issue, at every depth.

    Whose its own badges are, an issuer may say. Whoever writes a record may write into it as well that badges
    of others are their own, and put that record into the next one.
    """
    yield report, claims
    writer = report.issuer.id if report.issuer is not None else ""
    for one in report.credentials:
        for each, said in opened(one, one.assertion) if one.assertion is not None else ():
            if not _is_by(writer, said):
                yield each, said


def _tie(context: Context, subject: ClrSubject, inner: Claims, report: Report, *, own: bool) -> Tie | None:
    # Two parts that are both the candidate's are one person's.
    asked = context.results["recipient.matches"].code
    candidate = context.candidate if asked in ("recipient.matched", "recipient.matched_weakly") else None
    return tie(subject, inner, candidate, own=own, version=report.version, in_part=shown_in_part(report))


def _held(context: Context) -> Iterator[tuple[Trail, Any]]:
    subject = context.document.value.get("credentialSubject")
    where: Trail = (None, "credentialSubject")
    if context.document.kind is Kind.LER_RS:
        yield from _verifications(subject, where)
        return
    if isinstance(subject, list) and len(subject) == 1:
        where, (subject,) = (where, 0), subject
    given = subject.get("verifiableCredential", []) if isinstance(subject, dict) else []
    where = where, "verifiableCredential"
    if isinstance(given, list):
        yield from (((where, index), entry) for index, entry in enumerate(given))
    else:
        yield where, given


def _verifications(subject: Any, where: Trail) -> Iterator[tuple[Trail, Any]]:
    """Yield the credentials in the `verifications` of a LER-RS, wherever they sit, but not inside others."""
    waiting: deque[tuple[Trail, Any]] = deque([(where, subject)])
    while waiting:
        trail, value = waiting.popleft()
        members = (
            enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
        )
        for name, item in members:
            if name == "verifications":
                yield from _embedded((trail, name), item)
            elif isinstance(item, list | dict):
                waiting.append(((trail, name), item))


def _embedded(where: Trail, given: Any) -> Iterator[tuple[Trail, Any]]:
    for index, item in enumerate(given if isinstance(given, list) else [given]):
        # The others only refer to something, or say who checked it.
        if isinstance(item, str) or (isinstance(item, dict) and "type" in item):
            yield (where, index) if isinstance(given, list) else where, item


def _signed_as_a_whole(context: Context) -> bool:
    if context.envelope_key is None or context.issuer is None:
        return False
    envelope = context.document.envelope
    assert envelope is not None, "a key verified it"
    # A holder who shows it in part may have taken an end or a status from what lies in it.
    return envelope.disclosure is None or envelope.disclosure.is_complete


def _issuer(context: Context) -> str:
    return context.issuer.id if context.issuer is not None else ""


def _is_trusted(context: Context) -> bool:
    return context.issuer is not None and context.issuer.level == "pinned"


def _is_by(issuer: str, claims: Claims | None) -> bool:
    given = claims.issuer if claims is not None else None
    return bool(issuer) and given is not None and given.id == issuer


def _entries(context: Context) -> dict[str, Claims]:
    """Return what the record itself says in each place, unverified."""
    claims = context.claims
    subject = claims.credential_subject if isinstance(claims, ClrCredential) else None
    return {entry.path: entry for entry in subject.verifiable_credential} if subject is not None else {}


CHECKS: tuple[Check, ...] = (credentials, same_person)
