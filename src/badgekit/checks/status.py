"""Is it revoked or suspended? Whoever cannot tell must say so."""

from __future__ import annotations

from badgekit.checks.base import Check, Context, Decision, check, inconclusive, not_applicable
from badgekit.findings import Outcome

__all__ = ["current"]


@check(
    "status.current",
    needs=("proof.integrity",),
    spec="OB 3.0 verification step 4; VCDM 2.0 section 4.10; Bitstring Status List 1.0 section 3.2",
)
def current(context: Context) -> Decision:
    """None of the lists that the credential names calls it revoked or suspended."""
    claim = _of_token(context)
    path = "$.credentialStatus" if "credentialStatus" in context.document.value else "$.status"
    if path == "$.status" and claim is None:
        return not_applicable("status.none")
    if context.is_list:
        # Lists would lead from one to the next, and back. Whoever revokes a list leaves the answer open.
        return inconclusive("status.of_a_list", path=path)
    if path == "$.status":
        return inconclusive("status.unsupported", path=path, type=claim)
    if not _is_signed(context):
        # A document of nobody, in which whoever made it would name the addresses that are asked.
        return inconclusive("status.not_asked", path="$.credentialStatus")
    # Many badges have no status; they need not load what reads lists.
    from badgekit.checks.standing import standing

    decision = standing(context)
    if claim is None or decision.outcome is Outcome.FAILED:
        return decision
    said = (decision.reason, *decision.findings)
    return inconclusive("status.unsupported", *said, path="$.status", type=claim)


def _of_token(context: Context) -> str | None:
    """Return what kind of status the token itself has (Token Status List, section 6.1); None for none."""
    envelope = context.document.envelope
    claim = envelope.claims.get("status") if envelope is not None else None
    return None if claim is None else " and ".join(sorted(map(str, claim))) or "none"


def _is_signed(context: Context) -> bool:
    """Tell whether a signature says that these are the issuer's words, its own or that of a record around."""
    integrity = context.results["proof.integrity"]
    return integrity.outcome is not Outcome.INCONCLUSIVE or integrity.code == "proof.vouched_for"


CHECKS: tuple[Check, ...] = (current,)
