"""All checks, in the one order in which they run and are reported."""

from __future__ import annotations

from badgekit.checks import (
    associations,
    conforming,
    context,
    declared,
    disclosure,
    endorsement,
    hosted,
    issuer,
    nested,
    older,
    presentation,
    proof,
    recipient,
    refresh,
    schema,
    status,
    structure,
    validity,
)
from badgekit.checks.base import Check, Context

__all__ = ["CHECKS", "Check", "Context"]

CHECKS: tuple[Check, ...] = (
    *hosted.PUBLICATION,
    *older.STRUCTURE,
    *hosted.BINDING,
    *structure.CHECKS,
    *conforming.CHECKS,
    *context.CHECKS,
    *schema.CHECKS,
    *proof.CHECKS,
    *disclosure.CHECKS,
    *issuer.CHECKS,
    *declared.CHECKS,
    *validity.CHECKS,
    *status.CHECKS,
    *hosted.STANDING,
    *recipient.CHECKS,
    *nested.CHECKS,
    *presentation.CHECKS,
    *associations.CHECKS,
    *endorsement.CHECKS,
    *older.ENDORSEMENTS,
    *refresh.CHECKS,
)
