"""All checks, in the one order in which they run and are reported."""

from __future__ import annotations

from badgekit.checks import (
    context,
    endorsement,
    issuer,
    proof,
    recipient,
    schema,
    status,
    structure,
    validity,
)
from badgekit.checks.base import Check, Context

__all__ = ["CHECKS", "Check", "Context"]

CHECKS: tuple[Check, ...] = (
    *structure.CHECKS,
    *context.CHECKS,
    *schema.CHECKS,
    *proof.CHECKS,
    *issuer.CHECKS,
    *validity.CHECKS,
    *status.CHECKS,
    *recipient.CHECKS,
    *endorsement.CHECKS,
)
