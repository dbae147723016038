"""What: the achievement, how it is earned, and what it can be aligned with.

`types`, `extra` and `path` are as in `badgekit.models.parts`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from badgekit.models.parts import IdentifierEntry, Image
from badgekit.models.profile import Endorsement, Profile
from badgekit.models.values import NOTHING, ReadOnly, Text

__all__ = ["Achievement", "Alignment", "Criteria", "Related", "ResultDescription", "RubricCriterionLevel"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criteria:
    """How the achievement is earned (OB 3.0 Criteria); `narrative` is Markdown, never to be shown raw."""

    id: str | None = None
    types: tuple[str, ...] = ()
    narrative: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """A node of a skills or education framework (OB 3.0 Alignment)."""

    types: tuple[str, ...] = ()
    target_code: str | None = None
    target_description: str | None = None
    target_name: str | None = None
    target_framework: str | None = None
    target_type: str | None = None
    target_url: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """The same achievement in another language or version (OB 3.0 Related)."""

    id: str | None = None
    types: tuple[str, ...] = ()
    in_language: str | None = None
    version: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricCriterionLevel:
    """One level of a rubric (OB 3.0 RubricCriterionLevel)."""

    id: str | None = None
    types: tuple[str, ...] = ()
    name: Text | None = None
    description: Text | None = None
    level: str | None = None
    points: str | None = None
    alignment: tuple[Alignment, ...] = ()
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultDescription:
    """A result that recipients can have (OB 3.0 ResultDescription).

    `allowed_value` and `rubric_criterion_level` run from low to high.
    """

    id: str | None = None
    types: tuple[str, ...] = ()
    name: Text | None = None
    result_type: str | None = None
    allowed_value: tuple[str, ...] = ()
    required_level: str | None = None
    required_value: str | None = None
    rubric_criterion_level: tuple[RubricCriterionLevel, ...] = ()
    alignment: tuple[Alignment, ...] = ()
    value_min: str | None = None
    value_max: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """What was accomplished (OB 3.0 Achievement).

    Attributes:
        achievement_type: one of `terms.ACHIEVEMENT_TYPES` or an ``ext:`` term, as written.
        creator: who defined the achievement; not authenticated by the badge.
        credits_available: number of credits, in units the issuer defines.
    """

    id: str | None = None
    types: tuple[str, ...] = ()
    name: Text | None = None
    description: Text | None = None
    criteria: Criteria | None = None
    achievement_type: str | None = None
    alignment: tuple[Alignment, ...] = ()
    creator: Profile | None = None
    credits_available: float | None = None
    endorsement: tuple[Endorsement, ...] = ()
    endorsement_jwt: tuple[str, ...] = ()
    field_of_study: str | None = None
    human_code: str | None = None
    image: Image | None = None
    in_language: str | None = None
    other_identifier: tuple[IdentifierEntry, ...] = ()
    related: tuple[Related, ...] = ()
    result_description: tuple[ResultDescription, ...] = ()
    specialization: str | None = None
    tag: tuple[str, ...] = ()
    version: str | None = None
    extra: ReadOnly = NOTHING
    path: str = field(default="$", compare=False)
