"""What may have been left out, where the issuer let the holder choose what to show?

An applicant gains by hiding that a badge was revoked, has expired, or says "Failed". With a proof that is
derived from the issuer's, what is not shown cannot be told from what was never said.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from badgekit import models
from badgekit.checks.base import (
    CREDENTIALS,
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
from badgekit.documents import Document, Kind
from badgekit.findings import Finding
from badgekit.jsonpath import child
from badgekit.proofs.disclosure import Disclosure
from badgekit.recipients import named_in

__all__ = ["KEY_NOT_SHOWN", "RECIPIENT_NOT_SHOWN", "complete", "may_be_incomplete"]

KEY_NOT_SHOWN = "disclosure.key_not_shown"
RECIPIENT_NOT_SHOWN = "disclosure.recipient_not_shown"
_FROM = ("validFrom", "issuanceDate")
_UNTIL = ("validUntil", "expirationDate")
_ALL_OR_NOTHING = not_applicable("disclosure.all_or_nothing")


@check(
    "disclosure.complete",
    needs=("proof.integrity",),
    spec="vc-di-ecdsa 3.4; vc-di-bbs 3.2; VC-JOSE-COSE section 3.2; OB 3.0 guide, context of grades",
    kinds=CREDENTIALS | {Kind.PRESENTATION},
)
def complete(context: Context) -> Decision:
    """Nothing that decides whether the credential counts can have been left out by its holder."""
    if not context.proofs and context.document.envelope is None:
        return not_applicable("disclosure.unsigned")
    good = [proof for proof in context.proofs if proof.integrity is None]
    if not good and context.envelope_key is None:
        return inconclusive("proof.nothing_verified")
    disclosures = _disclosures(context)
    if not disclosures or any(disclosure.is_complete for disclosure in disclosures):
        missing = _never_said(context)
        if missing:
            return failed("disclosure.never_said", *missing)
        return passed("disclosure.everything_shown") if disclosures else _ALL_OR_NOTHING
    doubts = dict(doubt for disclosure in disclosures for doubt in _doubts(context, disclosure))
    if not _says_what_for(context):
        return inconclusive("disclosure.achievement_not_shown", *doubts.values())
    demanded = [finding for name, finding in doubts.items() if name in context.policy.require_mandatory]
    mechanism = disclosures[0].mechanism
    if demanded:
        first, *more = demanded
        others = (finding for finding in doubts.values() if finding not in demanded)
        said = Finding("disclosure.in_part", params={"mechanism": mechanism})
        return inconclusive(first.code, *more, *others, said, path=first.path)
    return warning("disclosure.in_part", *doubts.values(), mechanism=mechanism)


def may_be_incomplete(context: Context) -> bool:
    """Tell whether the holder may have left out parts of what the issuer signed."""
    disclosures = _disclosures(context)
    return bool(disclosures) and not any(disclosure.is_complete for disclosure in disclosures)


def _disclosures(context: Context) -> list[Disclosure]:
    """Return what holds of each good signature; nothing where the issuer signed just what is shown."""
    envelope = context.document.envelope
    if envelope is not None:
        return [] if envelope.disclosure is None else [envelope.disclosure]
    good = [proof for proof in context.proofs if proof.integrity is None]
    issuer = context.claims.issuer
    # Anybody can sign what is shown, and as if nothing were hidden; that it is all, only its issuer can say.
    own = [
        proof
        for proof in good
        if proof.key is not None and issuer is not None and proof.key.controller == issuer.id
    ]
    if any(proof.disclosure is None for proof in own):
        return []
    return [proof.disclosure for proof in own or good if proof.disclosure is not None]


def _never_said(context: Context) -> list[Finding]:
    """Return what was excused because it might have been left out, and was not left out."""
    if not context.read.in_part:
        return []
    document = context.document
    missing = [Finding.of(issue) for issue in models.read(document.value, document.shape).issues]
    schema = context.results.get("schema.built_in")
    if schema is not None and schema.code == "schema.partly_disclosed":
        missing.extend(schema.findings)
    return missing


def _says_what_for(context: Context) -> bool:
    """Tell whether a badge that is shown in part still says what it was awarded for."""
    claims = context.claims
    if not isinstance(claims, models.Assertion):
        return True
    return claims.achievement is not None and bool(claims.achievement.name)


def _doubts(context: Context, disclosure: Disclosure) -> Iterator[tuple[str, Finding]]:
    """Yield, for each member that decides whether the credential counts, why it may not be all there is."""
    document = context.document
    # A part that has an issuer of its own, such as an endorsement, could be shown as if it stood alone.
    if not disclosure.rooted:
        yield "issuer", Finding("disclosure.issuer_optional")
    if document.kind is Kind.PRESENTATION:
        return
    if _may_be_anybodys(context, disclosure):
        yield "recipient", Finding(RECIPIENT_NOT_SHOWN, "$.credentialSubject")
    if disclosure.may_lack("$"):
        yield from _top_doubts(document)
    entries = list(_each("$.credentialStatus", document.value.get("credentialStatus")))
    if disclosure.lacks_within("$.credentialStatus"):
        yield "credentialStatus", Finding("disclosure.status_not_shown")
    for path, _ in entries:
        if disclosure.could_hide_part_of(path):
            yield "credentialStatus", Finding("disclosure.status_optional", path)
            break
    # A badge that is shown without its type is one of its kind no more, and was signed as one.
    if document.kind is Kind.ACHIEVEMENT or _may_lack_a_type(disclosure):
        yield from _result_doubts(document.value.get("credentialSubject"), disclosure)


def _top_doubts(document: Document) -> Iterator[tuple[str, Finding]]:
    """Yield why start, end and status may not be all there is, where members of the top may be missing.

    There is one end only, so whoever shows it has hidden nothing by having had the choice. A token has a
    start, an end and a status of its own beside those of the credential, and both count (RFC 9901, 9.7).
    """
    value, envelope = document.value, document.envelope
    if not any(name in value for name in _FROM):
        yield "validFrom", Finding("disclosure.start_not_shown")
    elif envelope is not None and envelope.not_before is None:
        yield "validFrom", Finding("disclosure.token_start_not_shown")
    if not any(name in value for name in _UNTIL):
        yield "validUntil", Finding("disclosure.expiry_not_shown")
    elif envelope is not None and envelope.expires is None:
        yield "validUntil", Finding("disclosure.token_end_not_shown")
    if value.get("credentialStatus") in (None, []):
        yield "credentialStatus", Finding("disclosure.status_not_shown")
    elif envelope is not None:
        yield "credentialStatus", Finding("disclosure.token_status_not_shown")
    if envelope is not None and "cnf" not in envelope.claims:
        yield "key", Finding(KEY_NOT_SHOWN)


def _may_lack_a_type(disclosure: Disclosure) -> bool:
    """Tell whether the holder was free to leave out what kind of credential it is."""
    told = disclosure.hidden_in is not None and disclosure.may_lack("$.type")
    return told or disclosure.could_hide_part_of("$.type")


def _may_be_anybodys(context: Context, disclosure: Disclosure) -> bool:
    """Tell whether whose the credential is may have been left out: a subject is shown without identifier."""
    subjects = named_in(context.claims)
    nameless = [subject.path for subject in subjects if not (subject.id or subject.identifiers)]
    if subjects and not nameless:
        return False
    if disclosure.hidden_in is None:
        return True
    identifiers = tuple(f"{path}.identifier" for path in nameless)
    places = {"$.credentialSubject", *nameless}
    envelope = context.document.envelope
    # In the older form of tokens the claim ``sub``, beside the credential, stands for the id of the subject.
    if not subjects or (envelope is not None and envelope.form == "vc-claim"):
        places.add("$")
    return any(path in places or path.startswith(identifiers) for path in disclosure.hidden_in)


def _result_doubts(subjects: Any, disclosure: Disclosure) -> Iterator[tuple[str, Finding]]:
    found = list(_each("$.credentialSubject", subjects))
    lists = [
        (where, subject.get("result"), child(where, "result"))
        for where, subject in found
        if isinstance(subject, dict)
    ]
    results = [entry for _, value, path in lists for entry in _each(path, value)]
    # Where a result that is not shown would lie: in a list of results, of subjects, or in place of none.
    places = [path for _, value, path in lists if isinstance(value, list)]
    if isinstance(subjects, list):
        places.append("$.credentialSubject")
    # What one subject achieved says nothing about another one.
    without = [where for where, value, _ in lists if value in (None, [])] if lists else ["$"]
    told = disclosure.hidden_in is not None
    if any(disclosure.may_lack(place) for place in (*places, *without)) if told else without:
        yield "result.status", Finding("disclosure.result_status_not_shown")
    for path, result in results:
        if not isinstance(result, dict) or ("status" not in result and disclosure.may_lack(path)):
            yield "result.status", Finding("disclosure.result_status_not_shown", path)
            return
        if "status" in result and disclosure.could_hide(child(path, "status")):
            yield "result.status", Finding("disclosure.result_status_optional", child(path, "status"))
            return


def _each(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every value of a member that may have one or several, with its path."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield child(path, index), item
    elif value is not None:
        yield path, value


CHECKS: tuple[Check, ...] = (complete,)
