"""JSON Schemas: badgekit's own for the kind always, and the one the credential names."""

from __future__ import annotations

from badgekit.checks.base import (
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
from badgekit.documents import Kind
from badgekit.report import Finding

__all__ = ["built_in", "declared"]

_EVALUATED_TYPES = frozenset({"1EdTechJsonSchemaValidator2019", "JsonSchema", "JsonSchemaCredential"})
_SCHEMA_KIND = {
    Kind.ACHIEVEMENT: "achievement",
    Kind.ENDORSEMENT: "endorsement",
    Kind.CLR: "learner record",
}
_BADGES = frozenset(_SCHEMA_KIND)


@check("schema.built_in", spec="OB 3.0 JSON Schema; CLR 2.0 JSON Schema", kinds=_BADGES)
def built_in(context: Context) -> Decision:
    """The credential has the JSON shapes of its data model, whatever schema it names itself."""
    document = context.document
    schema = context.schemas.built_in(_SCHEMA_KIND[document.kind], document.vcdm or "2.0")
    if schema.accepts(document.value):
        return passed("schema.accepted")
    violations = [Finding.of(problem) for problem in schema.explain(document.value)]
    if context.read.in_part and all(finding.code == "schema.missing" for finding in violations):
        # Whether anything was left out at all is for `disclosure.complete` to say, which knows the proofs.
        return warning("schema.partly_disclosed", *violations)
    return failed(violations[0].code, *violations[1:], path=violations[0].path, **violations[0].params)


@check("schema.declared", spec="OB 3.0 verification step 1; VCDM 2.0 section 4.11")
def declared(context: Context) -> Decision:
    """The credential satisfies every schema that it names and that badgekit has."""
    entries = context.claims.credential_schema
    if not entries:
        return not_applicable("schema.none_declared")
    unknown_types: list[Finding] = []
    for entry in entries:
        name = entry.types[0] if entry.types else ""
        if not _EVALUATED_TYPES.intersection(entry.types):
            unknown_types.append(Finding("schema.type_not_evaluated", entry.path, {"type": name}))
            continue
        schema = context.schemas.find(entry.id or "")
        if schema is None:
            return inconclusive("schema.not_available", path=entry.path, url=entry.id or "")
        if not schema.accepts(context.document.value):
            violations = [Finding.of(problem) for problem in schema.explain(context.document.value)]
            return failed(
                violations[0].code, *violations[1:], path=violations[0].path, **violations[0].params
            )
    if unknown_types:
        first, *more = unknown_types
        return warning(first.code, *more, path=first.path, **first.params)
    return passed("schema.accepted")


CHECKS: tuple[Check, ...] = (built_in, declared)
