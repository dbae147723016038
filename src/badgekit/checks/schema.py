"""badgekit's own JSON Schema for the kind, which judges whatever schema a credential names itself."""

from __future__ import annotations

from badgekit.checks.base import (
    Check,
    Context,
    Decision,
    check,
    failed,
    passed,
    warning,
)
from badgekit.documents import Kind
from badgekit.findings import Finding

__all__ = ["built_in"]

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


CHECKS: tuple[Check, ...] = (built_in,)
