"""Is it a credential of the kind it says, with everything the data model demands?"""

from __future__ import annotations

from collections.abc import Mapping

from badgekit.checks.base import (
    CREDENTIALS,
    FOREIGN,
    OLDER,
    PARTS,
    Check,
    Context,
    Decision,
    check,
    inconclusive,
    passed,
    warning,
    worst,
)
from badgekit.documents import Kind
from badgekit.errors import Malformed
from badgekit.findings import Finding
from badgekit.models import Assertion

__all__ = ["awarded", "format_is_judged", "kind_is_judged", "members"]

_CONTAINERS = frozenset(Kind) - CREDENTIALS - OLDER - {Kind.PRESENTATION}


@check("structure.kind", spec="house rule: what cannot be judged is said", kinds=_CONTAINERS)
def kind_is_judged(context: Context) -> Decision:
    """The document is of a kind that this version judges to a verdict."""
    document = context.document
    if document.kind in PARTS:
        return inconclusive("structure.not_an_assertion", kind=document.kind.value)
    if document.kind is Kind.LER_RS:
        return inconclusive("structure.ler_rs")
    if document.kind is Kind.OTHER:
        return inconclusive("structure.not_a_credential")
    return inconclusive("structure.kind_not_judged", kind=document.kind.value)


@check("structure.kind", spec="house rule: what cannot be judged is said", kinds=FOREIGN)
def format_is_judged(context: Context) -> Decision:
    """The credential is of another format, and secured in a way that can be judged here, too."""
    document = context.document
    proofs = document.value.get("proof", [])
    if document.kind is Kind.EUROPEAN:
        code, own = "structure.european_digital_credential", not proofs
    else:
        given = proofs if isinstance(proofs, list) else [proofs]
        own = all(isinstance(one, Mapping) and one.get("type") == "MerkleProof2019" for one in given)
        code = "structure.blockcerts"
    if own and document.envelope is None:
        return inconclusive(code)
    return warning(code)


@check(
    "structure.members",
    spec="OB 3.0 Data Model; VCDM 2.0 section 4; VCDM 1.1 section 4",
    kinds=CREDENTIALS | {Kind.PRESENTATION},
)
def members(context: Context) -> Decision:
    """Every required member is there, with the type and shape that the data model gives."""
    read = context.read
    if not context.document.vcdm:
        return worst((Malformed("context.base_missing", "$['@context']"), *read.issues))
    if read.issues:
        return worst(read.issues)
    if read.notes:
        first, *more = (Finding.of(note) for note in read.notes)
        return warning(first.code, *more, path=first.path, **first.params)
    return passed("structure.complete", kind=context.document.kind.value)


@check(
    "structure.awarded",
    spec="OB 3.0 ResultStatusType; a true statement may be that somebody failed",
    kinds=frozenset({Kind.ACHIEVEMENT}),
    required=False,
)
def awarded(context: Context) -> Decision:
    """The badge says that the achievement was completed, not that it was begun or failed."""
    claims = context.claims
    if isinstance(claims, Assertion) and not claims.is_awarded:
        return warning("structure.not_awarded", path="$.credentialSubject.result")
    return passed("structure.awarded")


CHECKS: tuple[Check, ...] = (kind_is_judged, format_is_judged, members, awarded)
