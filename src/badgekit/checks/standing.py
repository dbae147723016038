"""What all the lists that a credential names say together: one that calls it revoked outweighs all others."""

from __future__ import annotations

from badgekit.checks.base import Context, Decision, failed, gravity, inconclusive, of, passed, warning
from badgekit.checks.revocation_lists import ask_revocation_list
from badgekit.checks.status_lists import Lists, Place
from badgekit.errors import Problem
from badgekit.findings import Finding, Outcome
from badgekit.status.entries import Entry, ListEntry, read_entries

__all__ = ["standing"]

_WORST = ("status.revoked", "status.suspended")
_NO_REASON = "no reason given"


def standing(context: Context) -> Decision:
    """Return what the status entries of the credential amount to; every one of them is asked."""
    given, limit = context.document.value["credentialStatus"], context.limits.status_entries
    if (len(given) if isinstance(given, list) else 1) > limit:
        return inconclusive("status.too_many", path="$.credentialStatus", limit=limit)
    lists = Lists(context)
    decisions = [_judged(entry, lists, context) for entry in read_entries(given)]
    if not decisions:
        return inconclusive("status.empty", path="$.credentialStatus")
    first, *others = sorted(decisions, key=_gravity)
    findings = [*first.findings]
    for other in others:
        findings += [other.reason, *other.findings]
    return Decision(first.outcome, first.reason, tuple(findings))


def _gravity(decision: Decision) -> tuple[int, int]:
    code = decision.reason.code
    return _WORST.index(code) if code in _WORST else len(_WORST), gravity(decision)


def _judged(entry: Entry | Problem, lists: Lists, context: Context) -> Decision:
    if isinstance(entry, Problem):
        return of(entry)
    try:
        if isinstance(entry, ListEntry):
            return _meaning(entry, lists.look_up(entry))
        return ask_revocation_list(entry, context)
    except Problem as problem:
        # Why the list could not be used stands behind the problem.
        cause = problem.__cause__
        return of(problem, cause) if isinstance(cause, Problem) else of(problem)


def _meaning(entry: ListEntry, place: Place) -> Decision:
    """Return what the value of one entry means (Bitstring Status List 1.0, section 2.1)."""
    value, purpose, text = place.value, entry.purpose, entry.text(place.value)
    notes = tuple(Finding.of(note) for note in (*entry.notes, *place.notes))
    where = {"path": entry.path, "url": entry.url}
    aged = (Finding("status.list_as_of", entry.path, {"url": entry.url, "at": place.of}),) if place.of else ()
    if purpose not in ("revocation", "suspension", "refresh", "message"):
        # Whether 1 is good or bad is for those to know who made up the word.
        return inconclusive("status.purpose_unknown", *notes, *aged, **where, purpose=purpose, value=value)
    if purpose == "message" and (value or text):
        said = Finding("status.message", entry.path, {"value": hex(value), "text": text or "no text given"})
        if value:
            return Decision(Outcome.WARNING, said, (*notes, *aged))
        notes = (*notes, said)
        return passed("status.not_set", *notes, *aged, **where, purpose=purpose)
    if value == 0:
        decide = warning if notes else passed
        return decide("status.not_set", *notes, *aged, **where, purpose=purpose)
    if purpose == "refresh":
        return warning("status.refresh", *notes, *aged, **where)
    code = "status.revoked" if purpose == "revocation" else "status.suspended"
    return failed(code, *notes, *aged, **where, reason=text.removesuffix(".") or _NO_REASON)
