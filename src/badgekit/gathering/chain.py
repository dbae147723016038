"""The chain of a badge: assertion, BadgeClass, issuer, and by whose word each of them is what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from badgekit.errors import Problem
from badgekit.gathering.signed import SigningKey
from badgekit.gathering.standing import Standing
from badgekit.models.ob2.classes import Assertion, BadgeClass, Endorsement, Issuer

__all__ = ["Chain"]


@dataclass(slots=True)
class Chain:
    """What was found; a None with a problem beside it is what could not be had.

    Attributes:
        signed: a compact JWS is in hand.
        hosted: the badge must be published at its own address.
        address: where the badge is published; "" = nowhere.
        claims: the assertion or endorsement that counts; the copy in hand where nothing better was had.
        badge: the BadgeClass.
        issuer: the issuer.
        issuer_id: address of the profile; for 0.5 the origin.
        unpublished: why the badge does not count as published.
        unlinked: why BadgeClass or issuer are not there.
        unknown_words: that the badge wants to be verified in a way that is not known.
        standing: whether it is revoked.
        picture: why the picture of the BadgeClass counts as missing; `picture_notes`: what else to say.
        key: the key that signed, or why there is none.
        issues: rules of the data model that are broken.
        notes: oddities of the documents.
        published_notes: oddities of how the badge is published.
        linked_notes: oddities of how BadgeClass and issuer are.
        steps: what was changed to bring older documents into the shape of 2.0.
        values: the documents in the shape of 2.0, by their place in the badge.
        sources: the same as they came, without the parts that were replaced by their published copies.
    """

    signed: bool
    hosted: bool = True
    address: str = ""
    claims: Assertion | Endorsement | None = None
    badge: BadgeClass | None = None
    issuer: Issuer | None = None
    issuer_id: str = ""
    badge_id: str = ""
    unpublished: Problem | None = None
    unlinked: Problem | None = None
    unknown_words: Problem | None = None
    standing: Standing | None = None
    picture: Problem | None = None
    picture_notes: tuple[Problem, ...] = ()
    key: SigningKey | Problem | None = None
    issues: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    published_notes: list[Problem] = field(default_factory=list)
    linked_notes: list[Problem] = field(default_factory=list)
    steps: list[Problem] = field(default_factory=list)
    values: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    sources: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def generation(self) -> str:
        """The version of Open Badges that the assertion was written for."""
        return getattr(self.claims, "generation", "2.0")

    @property
    def revoked(self) -> Problem | None:
        """Why the badge is known to be revoked, None where it is not known to be."""
        return self.standing.problem if self.standing is not None and self.standing.is_revoked else None
