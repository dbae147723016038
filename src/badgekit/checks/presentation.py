"""Presentations: is the presenter who the presentation says, and whom are the credentials in it about?

A presentation is worth what is in it. Its own signature says who hands the credentials over, and, with a
challenge, that it is done now and for the caller; each credential is judged by its own proof, by the caller's
whole policy. What its signature covers is no substitute: a proof over statements does not fix their places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from badgekit.checks.base import (
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
from badgekit.checks.disclosure import KEY_NOT_SHOWN, RECIPIENT_NOT_SHOWN
from badgekit.checks.issuer import identity_of, not_evaluated, signing_keys
from badgekit.checks.nested import gaps, judged, opened
from badgekit.documents import Kind
from badgekit.findings import Finding, Outcome
from badgekit.identity import Match, match_id
from badgekit.models import Claims, Endorsement, VerifiablePresentation
from badgekit.models.presentation_shapes import presented
from badgekit.recipients import SHARED, Named, named_in
from badgekit.report import Report, Verdict

__all__ = ["CHECKS", "bound", "credentials", "matches", "stated_in", "subject"]

_PRESENTATIONS = frozenset({Kind.PRESENTATION})
_SHARED = frozenset(f"recipient.weak_{weakness}" for weakness in SHARED)


@check(
    "holder.bound",
    needs=("proof.integrity",),
    spec="VCDM 2.0 section 4.13.1, holder; CID 1.0 section 3.3; Data Integrity 1.0 section 2.6",
    kinds=_PRESENTATIONS,
)
def bound(context: Context) -> Decision:
    """The key that signed belongs to the holder that the presentation names, by the holder's own word."""
    keys = signing_keys(context)
    if not keys:
        return inconclusive("proof.nothing_verified")
    named = _holder(context)
    holder = named or keys[0].controller
    own = [key for key in keys if key.controller == holder]
    others = [key.controller for key in keys if key.controller != holder]
    if not own and not_evaluated(context, holder):
        return inconclusive("proof.own_not_evaluated", path="$.proof", signer=holder)
    if not own:
        return failed("holder.key_of_another", path="$.holder", holder=holder, controller=others[0])
    if others and named is None:
        return inconclusive("holder.several", path="$.proof", holder=holder, other=others[0])
    context.holder = identity_of(holder, own[0], context)
    if others:
        return warning("holder.also_signed_by", path="$.proof", holder=holder, other=others[0])
    return passed("holder.bound" if named else "holder.by_key", holder=holder)


@check("nested.credentials", spec="VCDM 2.0 section 4.13; VCDM 1.1 section 4.10", kinds=_PRESENTATIONS)
def credentials(context: Context) -> Decision:
    """Every credential inside is verified by its own proof; the presentation is as good as the worst."""
    given = context.document.value.get("verifiableCredential")
    if given is None:
        return warning("presentation.nothing_inside")
    places = tuple(presented(given))
    if not places:
        return failed("nested.none", path="$.verifiableCredential")
    if len(places) > context.limits.credentials:
        return inconclusive("nested.too_many_here", limit=context.limits.credentials, count=len(places))
    context.children += tuple(
        judged(context, value, place, "credential", around=_around(context, value), presented=True)
        for place, value in places
    )
    reports = context.children
    own = [one for one in reports if _is_own_word(context, one)]
    bad = [one for one in reports if not one.fully_verified and one not in own]
    good = sum(one.fully_verified for one in reports)
    if bad:
        worst = failed if any(one.verdict is Verdict.REJECTED for one in bad) else inconclusive
        return worst("nested.not_verified", good=good, count=len(places))
    if own:
        words = tuple(Finding("presentation.own_word", one.input.location) for one in own)
        return warning("presentation.self_asserted", *words, *gaps(reports), count=len(own))
    found = gaps(reports)
    return (warning if found else passed)("nested.all_verified", *found, count=good)


@check(
    "holder.subject",
    needs=("holder.bound",),
    spec="VCDM 2.0 section 4.13 and appendix A, holder binding",
    kinds=_PRESENTATIONS,
)
def subject(context: Context) -> Decision:
    """Whoever presents the credentials is the person that they are about."""
    holder = context.holder.id if context.holder is not None else ""
    if not holder:
        return inconclusive("proof.nothing_verified")
    remarks: list[Finding] = []
    found: list[Decision] = []
    compared = 0
    for report, claims in _with_records_opened(context.children):
        place = report.input.location
        named = [one for one in named_in(claims) if one.id or one.identifiers]
        compared += 1
        if _hides(report, RECIPIENT_NOT_SHOWN):
            found.append(inconclusive("holder.subject_not_shown", path=place, holder=holder))
            continue
        if not named:
            if _is_anothers_key(report):
                found.append(inconclusive("holder.key_not_shown", path=place, holder=holder))
            elif _hides(report, KEY_NOT_SHOWN):
                found.append(inconclusive(KEY_NOT_SHOWN, path=place))
            else:
                remarks.append(Finding("holder.bearer", place))
            continue
        # Of several subjects, one that is not named is somebody, too.
        everybody = len(named) == len(named_in(claims))
        if everybody and all(one.id == holder for one in named):
            continue
        if _both_are_the_candidate(context, report, holder):
            continue
        doubt = _not_the_holder(context, report, named, holder)
        if doubt.outcome is Outcome.WARNING:
            remarks.append(doubt.reason)
        else:
            found.append(doubt)
    if found:
        return min(found, key=lambda decision: decision.outcome is not Outcome.FAILED)
    if not compared:
        return not_applicable("holder.nothing_to_compare")
    if remarks:
        return warning("holder.not_everywhere", *remarks, holder=holder)
    return passed("holder.is_subject", holder=holder, count=compared)


@check(
    "recipient.matches",
    spec="OB 3.0 verification step 5, Recipient Verification",
    kinds=_PRESENTATIONS,
)
def matches(context: Context) -> Decision:
    """The recipient named in each credential inside is the candidate."""
    if context.candidate is None:
        if context.policy.require_recipient:
            return inconclusive("recipient.no_candidate")
        return not_applicable("recipient.not_asked")
    found = [
        (report, result)
        for report in context.children
        if (result := report.check("recipient.matches")) is not None
    ]
    if not found or len(found) < len(context.children):
        unasked = next((one for one in context.children if one.check("recipient.matches") is None), None)
        return inconclusive("recipient.nothing_to_match", path=unasked.input.location if unasked else "$")
    worst = (Outcome.FAILED, Outcome.NOT_RUN, Outcome.INCONCLUSIVE, Outcome.WARNING)
    for outcome in worst:
        for report, result in found:
            if result.outcome is outcome:
                decide = {Outcome.FAILED: failed, Outcome.WARNING: warning}.get(outcome, inconclusive)
                return decide(result.code, path=report.input.location, **result.reason.params)
    return passed("recipient.matched_inside", count=len(found))


def _holder(context: Context) -> str | None:
    claims = context.claims
    if isinstance(claims, VerifiablePresentation) and claims.holder is not None:
        return claims.holder.id
    return None


def _around(context: Context, value: Any) -> Around:
    """Say whose presentation it is, and whether its signature stands for a credential of the holder's own."""
    holder = context.holder.id if context.holder is not None else ""
    issuer = value.get("issuer") if isinstance(value, Mapping) else None
    named = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    # In anybody else's name an unsigned credential is worth nothing, whoever hands it over.
    own = bool(holder) and named == holder
    answered = context.challenge is not None and context.results["proof.expected"].code == "proof.as_expected"
    return Around(
        holder,
        context.envelope_key is not None if own else None,
        holder if answered else "",
        tuple(key for key in signing_keys(context) if key.controller == holder),
    )


def _is_own_word(context: Context, report: Report) -> bool:
    """Tell whether a credential is the holder's own, signed with the presentation and not for itself."""
    from badgekit.learner_record import is_vouched_for

    trusted, holder = context.policy.trusted_issuers, context.holder
    return is_vouched_for(report) and (trusted is None or (holder is not None and holder.id in trusted))


def _with_records_opened(reports: Iterable[Report]) -> Iterator[tuple[Report, Claims]]:
    """Yield the verified credentials that are about somebody, and those in records that do not settle whose.

    What is in the record of somebody whom the caller trusts, or in the candidate's, was compared there.
    """
    for report in reports:
        claims = report.assertion
        if claims is None:
            continue
        is_settled = report.issuer is not None and report.issuer.level == "pinned"
        found = opened(report, claims)
        for each, said in islice(found, 1) if is_settled or _is_the_candidates(report) else found:
            if not isinstance(said, Endorsement):
                yield each, said


def _is_the_candidates(report: Report) -> bool:
    """Tell whether a credential is the candidate's by an identifier that nobody else has."""
    result = report.check("recipient.matches")
    if result is None or result.code not in ("recipient.matched", "recipient.matched_weakly"):
        return False
    return _SHARED.isdisjoint(finding.code for finding in result.findings)


def _both_are_the_candidate(context: Context, report: Report, holder: str) -> bool:
    """Tell whether holder and recipient are both the candidate, by identifiers that the caller knows."""
    if context.candidate is None or not _is_the_candidates(report):
        return False
    return isinstance(match_id(holder, context.candidate), Match)


def _not_the_holder(context: Context, report: Report, named: list[Named], holder: str) -> Decision:
    place = report.input.location
    # The name of one of the holder's own keys is not the holder, and nobody else either.
    others = (one.id for one in named if one.id and one.id.partition("#")[0] != holder)
    other = next((identifier for identifier in others if _is_provable(identifier)), None)
    if other is not None:
        return failed("holder.not_subject", path=place, holder=holder, subject=other)
    if _is_the_candidates(report):
        # Whose it is was the question, and is answered; that the holder is the same person nobody knows.
        return warning("holder.candidates_credential", path=place, holder=holder)
    # An e-mail address, or an id that nobody can sign with: whether that is the holder, nothing here says.
    return inconclusive("holder.subject_unknown", path=place, holder=holder)


def _hides(report: Report, what: str) -> bool:
    """Tell whether `what` may have been left out of a credential; a bearer's never said whose it is."""
    result = report.check("disclosure.complete")
    return result is not None and any(finding.code == what for finding in (result.reason, *result.findings))


def _is_anothers_key(report: Report) -> bool:
    """Tell whether a credential is bound to a key, and this is not known to be the holder's.

    Who proved to have that key to somebody, and when, says nothing about who presents it here.
    """
    result = report.check("proof.key_binding")
    return result is not None and result.code in ("binding.not_shown", "binding.verified")


def _is_provable(identifier: str) -> bool:
    """Tell whether somebody could sign as `identifier`, so that another signer is another person."""
    return identifier.startswith("did:")


def stated_in(claims: Claims, context: Context) -> Claims:
    """Return the claims of a presentation with the verified credentials only, out of their envelopes."""
    if not isinstance(claims, VerifiablePresentation):
        return claims
    entries = {getattr(entry, "path", ""): entry for entry in claims.verifiable_credential}
    kept = []
    for report in context.children:
        entry = report.assertion or (
            entries.get(report.input.location) if _is_own_word(context, report) else None
        )
        if entry is not None and not isinstance(entry, VerifiablePresentation):
            kept.append(entry)
    return replace(claims, verifiable_credential=tuple(kept))


CHECKS: tuple[Check, ...] = (bound, credentials, subject, matches)
