"""Is it revoked or suspended? Whoever cannot tell must say so."""

from __future__ import annotations

from badgekit.checks.base import Check, Context, Decision, check, inconclusive, not_applicable

__all__ = ["current"]


@check("status.current", needs=("proof.integrity",), spec="OB 3.0 verification step 4; VCDM 2.0 section 4.10")
def current(context: Context) -> Decision:
    """The credential names no status list, so that it cannot have been revoked by one."""
    entries = context.claims.credential_status
    if "credentialStatus" not in context.document.value:
        return not_applicable("status.none")
    if len(entries) > context.limits.status_entries:
        return inconclusive("status.too_many", path="$.credentialStatus", limit=context.limits.status_entries)
    first = entries[0] if entries else None
    return inconclusive(
        "status.unsupported",
        path=first.path if first else "$.credentialStatus",
        type=first.types[0] if first and first.types else "none",
    )


CHECKS: tuple[Check, ...] = (current,)
