"""The schemas that a credential names: had, pinned by their digests where it gives any, and judged by.

They come beside the built-in schema and never in its place, so that they can only reject or satisfy. A schema
that cannot be had or cannot be run leaves the answer open: what the issuer demanded is not established.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from badgekit import digests
from badgekit.checks.answers import answer, credential_in
from badgekit.checks.base import (
    CREDENTIALS,
    Check,
    Context,
    Decision,
    check,
    failed,
    gravity,
    inconclusive,
    not_applicable,
    of,
    passed,
    warning,
)
from badgekit.digests import Content, Digest
from badgekit.documents import Document, types_of
from badgekit.errors import LimitExceeded, Malformed, Problem, Unavailable, Unsupported
from badgekit.findings import Finding, Outcome
from badgekit.models import CredentialSchema
from badgekit.report import InputRecord, Report
from badgekit.schemas.vocabulary import DRAFT_2019_09

if TYPE_CHECKING:
    from badgekit.schemas.foreign import ForeignSchema

__all__ = ["declared"]

_OF_1EDTECH = "1EdTechJsonSchemaValidator2019"
_PLAIN = frozenset({_OF_1EDTECH, "JsonSchema"})
_CREDENTIAL = "JsonSchemaCredential"
_EVALUATED = _PLAIN | {_CREDENTIAL}
_ACCEPT = "application/schema+json, application/ld+json, application/json"


@check(
    "schema.declared",
    spec="OB 3.0 verification step 1; VCDM 2.0 sections 4.11 and 5.3; VC JSON Schema 1.0",
)
def declared(context: Context) -> Decision:
    """The credential satisfies every schema that it names."""
    entries = context.claims.credential_schema
    if not entries:
        return not_applicable("schema.none_declared")
    limit = context.limits.schemas
    if len(entries) > limit:
        return inconclusive(
            "schema.too_many_named", path="$.credentialSchema", limit=limit, count=len(entries)
        )
    first, *others = sorted((_judged(entry, context) for entry in entries), key=gravity)
    findings = [*first.findings]
    for other in others:
        if other.reason.code != "schema.accepted":
            findings.append(other.reason)
        findings += other.findings
    return Decision(first.outcome, first.reason, tuple(findings))


def _judged(entry: CredentialSchema, context: Context) -> Decision:
    kinds = sorted(_EVALUATED.intersection(entry.types))
    if not kinds:
        name = entry.types[0] if entry.types else ""
        return warning("schema.type_not_evaluated", path=entry.path, type=name)
    try:
        if len(kinds) > 1 and _CREDENTIAL in kinds:
            # Whichever were taken, another reader would take the other.
            raise Unsupported("schema.type_ambiguous", entry.path, types=" and ".join(kinds))
        return _compared(entry, context)
    except Problem as problem:
        if not problem.path.startswith(entry.path):
            # Whoever reads or runs a schema does not know which one of the credential it is.
            problem.path = entry.path
        # Why it could not be had stands behind the problem.
        cause = problem.__cause__
        return of(problem, cause) if isinstance(cause, Problem) else of(problem)


def _compared(entry: CredentialSchema, context: Context) -> Decision:
    url, value = entry.id, context.document.value
    if not url:
        # What is no absolute URL was not read as one.
        raise Malformed("schema.bad_address", entry.path)
    demands = digests.read(entry.extra, entry.path)
    by_credential = _CREDENTIAL in entry.types
    known = None if by_credential else context.schemas.find(url)
    if known is not None and context.schemas.is_pinned(url, demands):
        return _decided(url, entry.path, () if known.accepts(value) else known.explain(value))
    if not _is_web(url):
        raise Unsupported("schema.address_unsupported", entry.path, url=url)
    if "proof.integrity" in context.unmet:
        # Nobody is asked in the name of a credential that nobody signed.
        return Decision(Outcome.NOT_RUN, Finding("check.not_run", params={"need": "proof.integrity"}))
    assert context.work is not None, "every verification has an account"
    if by_credential:
        schema, remarks = _from_credential(url, entry.path, demands, context)
    else:
        # The type of Open Badges says what such a schema is written in; those of W3C leave it to the schema.
        dialect = DRAFT_2019_09 if _OF_1EDTECH in entry.types else ""
        schema, remarks = _from_address(url, entry.path, demands, context, dialect), ()
    return _decided(url, entry.path, schema.judge(value, context.work.judge), remarks)


def _decided(url: str, path: str, problems: Iterable[Problem], remarks: tuple[Finding, ...] = ()) -> Decision:
    violations = tuple(Finding.of(problem) for problem in problems)
    if violations:
        return failed("schema.declared_violated", *violations, *remarks, path=path, url=url)
    return passed("schema.accepted", *remarks)


def _is_web(url: str) -> bool:
    # Most badges name no schema, or one of badgekit's own; they need not load this.
    from badgekit.gathering import addresses

    return addresses.is_web(url)


def _from_address(
    url: str, path: str, demands: tuple[Digest, ...], context: Context, dialect: str
) -> ForeignSchema:
    response = answer(url, path, context, code="schema.unreachable", accept=_ACCEPT)
    if len(response.body) > context.limits.schema_bytes:
        raise LimitExceeded("schema.too_large", limit=context.limits.schema_bytes)
    once = context.seen.once
    _verify(once(("schema", url), path, lambda: Content(response.body)), demands)
    steps = (url, *response.redirects)
    if not demands and not all(step.lower().startswith("https:") for step in steps):
        raise Unavailable("schema.not_secure", path, url=url)
    key = f"schema read {dialect}", url
    return once(key, path, lambda: context.schemas.foreign(response.body, context.limits, dialect))


def _verify(content: Content, demands: tuple[Digest, ...]) -> None:
    for demand in demands:
        demand.verify(content)


@dataclass(frozen=True, slots=True)
class _Had:
    """A schema credential as it was had, and what is to be thought of it."""

    content: Content
    document: Document
    report: Report


def _from_credential(
    url: str, path: str, demands: tuple[Digest, ...], context: Context
) -> tuple[ForeignSchema, tuple[Finding, ...]]:
    """Return the schema inside a JsonSchemaCredential, once that is verified.

    Anybody may issue it: which schema is meant, the issuer of the credential says by naming its address.
    """
    had = context.seen.once(("schema credential", url), path, lambda: _ask(url, path, context))
    _verify(had.content, demands)
    report = had.report
    # What a policy waives of the credential is not waived of whoever says what that must look like.
    if not report.fully_verified:
        decisive = report.waived[0] if report.verified else report.decisive
        assert decisive is not None, "only VERIFIED has no decisive check"
        cause = Problem(decisive.code, path, **decisive.reason.params)
        raise Unsupported("schema.credential_not_verified", path, url=url) from cause
    schema = context.seen.once(("credential's schema", url), path, lambda: _read(had, url, path, context))
    own, issuer = context.claims.issuer, report.issuer
    remarks: tuple[Finding, ...] = ()
    if issuer is not None and (own is None or own.id != issuer.id):
        remarks = (Finding("schema.by_other_issuer", path, {"url": url, "issuer": issuer.id}),)
    return schema, remarks


def _read(had: _Had, url: str, path: str, context: Context) -> ForeignSchema:
    schema = _schema_in(had.document.value, url, path)
    return context.schemas.foreign(json.dumps(schema).encode(), context.limits)


def _ask(url: str, path: str, context: Context) -> _Had:
    assert context.bench is not None, "a bench judges whatever names a schema"
    body = answer(url, path, context, code="schema.unreachable").body
    try:
        document = credential_in(body, context)
    except Problem as problem:
        raise Unsupported("schema.not_a_credential", path, url=url) from problem
    if document.kind not in CREDENTIALS or _CREDENTIAL not in types_of(document.value):
        raise Unsupported("schema.not_a_credential", path, url=url)
    record = InputRecord("schema credential", path, "", len(body), url)
    return _Had(Content(body), document, context.bench.nested(document, record))


def _schema_in(credential: Mapping[str, Any], url: str, path: str) -> Any:
    from badgekit.gathering import addresses

    own_id = credential.get("id")
    if isinstance(own_id, str) and not addresses.same_place(own_id, url):
        # Another schema credential of the same issuer may be a good one, and is not the one that was named.
        raise Unsupported("schema.other_credential", path, url=url, id=own_id)
    subject = credential.get("credentialSubject")
    if isinstance(subject, list) and len(subject) == 1:
        (subject,) = subject
    if not isinstance(subject, Mapping) or "JsonSchema" not in types_of(subject):
        raise Unsupported("schema.not_a_credential", path, url=url)
    return subject.get("jsonSchema")


CHECKS: tuple[Check, ...] = (declared,)
