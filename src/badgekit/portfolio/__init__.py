"""Badges of one person seen together: which count, and what they add up to."""

from badgekit.portfolio.entry import Entry, EntryStanding
from badgekit.portfolio.people import Person
from badgekit.portfolio.portfolio import Portfolio, SamePerson
from badgekit.portfolio.progress import Progress, StepOutcome, StepResult
from badgekit.portfolio.requirement import PathwayRequirement, SkillDemand, Step

__all__ = [
    "Entry",
    "EntryStanding",
    "PathwayRequirement",
    "Person",
    "Portfolio",
    "Progress",
    "SamePerson",
    "SkillDemand",
    "Step",
    "StepOutcome",
    "StepResult",
]
