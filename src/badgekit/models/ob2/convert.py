"""Claims of Open Badges 2.0 → the one shape that callers see, whatever the version of the badge."""

from __future__ import annotations

from badgekit import models
from badgekit.models.ob2.classes import Assertion, BadgeClass, Endorsement, Issuer

__all__ = ["to_assertion", "to_endorsement"]


def to_assertion(
    assertion: Assertion, badge: BadgeClass | None = None, issuer: Issuer | None = None
) -> models.Assertion:
    """Return `assertion` as callers of badgekit see every badge; `original` holds it with what it links to.

    Args:
        badge: the BadgeClass where it was fetched; None = the embedded one, if any.
        issuer: the issuer where it was fetched; None = the embedded one, if any.
    """
    raise NotImplementedError


def to_endorsement(endorsement: Endorsement, issuer: Issuer | None = None) -> models.Endorsement:
    """Return `endorsement` as callers of badgekit see every endorsement."""
    raise NotImplementedError
