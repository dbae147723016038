"""Is it revoked or suspended? Whoever cannot tell must say so."""

from __future__ import annotations

from badgekit.checks.base import Check, Context, Decision, check, inconclusive, not_applicable
from badgekit.report import Outcome

__all__ = ["current"]


@check(
    "status.current",
    needs=("proof.integrity",),
    spec="OB 3.0 verification step 4; VCDM 2.0 section 4.10; Bitstring Status List 1.0 section 3.2",
)
def current(context: Context) -> Decision:
    """None of the lists that the credential names calls it revoked or suspended."""
    if "credentialStatus" not in context.document.value:
        return not_applicable("status.none")
    if context.is_list:
        # Lists would lead from one to the next, and back. Whoever revokes a list leaves the answer open.
        return inconclusive("status.of_a_list", path="$.credentialStatus")
    if not _is_signed(context):
        # A document of nobody, in which whoever made it would name the addresses that are asked.
        return inconclusive("status.not_asked", path="$.credentialStatus")
    # Many badges have no status; they need not load what reads lists.
    from badgekit.checks.standing import standing

    return standing(context)


def _is_signed(context: Context) -> bool:
    """Tell whether a signature says that these are the issuer's words, its own or that of a record around."""
    integrity = context.results["proof.integrity"]
    return integrity.outcome is not Outcome.INCONCLUSIVE or integrity.code == "proof.vouched_for"


CHECKS: tuple[Check, ...] = (current,)
