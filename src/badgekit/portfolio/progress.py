"""How far a portfolio meets a requirement: each step met, open or missing, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from badgekit.findings import Finding
from badgekit.portfolio.entry import Entry
from badgekit.portfolio.requirement import PathwayRequirement, Step
from badgekit.safetext import clean

__all__ = ["Progress", "StepOutcome", "StepResult"]


class StepOutcome(StrEnum):
    """What can be said of a step; ``OPEN``: not established, and somebody could be asked."""

    MET = "met"
    OPEN = "open"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    """One step of a requirement in the light of the badges.

    Attributes:
        step: the step.
        outcome: met, open or missing.
        reason: the finding that decided it.
        findings: further findings, such as a badge that nearly meets the step.
        by: the badges that meet it, their own or those of its parts.
    """

    step: Step
    outcome: StepOutcome
    reason: Finding
    findings: tuple[Finding, ...] = ()
    by: tuple[Entry, ...] = ()

    @property
    def message(self) -> str:
        """The sentence of the deciding finding."""
        return self.reason.message

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "step": clean(self.step.id, 500),
            "name": clean(self.step.name, 300),
            "outcome": self.outcome.value,
            **self.reason.to_dict(),
            "findings": [finding.to_dict() for finding in self.findings],
            "by": [entry.number for entry in self.by],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a portfolio meets a requirement.

    Attributes:
        requirement: what was asked.
        results: one for each step, in the order of the requirement.
        outcome: ``MET`` when all required steps are, ``MISSING`` when one of them is missing, else ``OPEN``.
        by: where no candidate was given, the kind of identifier that the counted badges share.
        unexplained: badges that could not be looked into; one of them may be what is missing, so no step
            is called missing because of them.
    """

    requirement: PathwayRequirement
    results: tuple[StepResult, ...]
    outcome: StepOutcome
    by: str = ""
    unexplained: int = 0

    @property
    def met(self) -> bool:
        """Whether the requirement is met."""
        return self.outcome is StepOutcome.MET

    @property
    def missing(self) -> tuple[StepResult, ...]:
        """Required steps, and what they rest on, that are missing or open; what rests on nothing first."""
        wanted = _needed(self.requirement, {result.step.id: result for result in self.results})
        by_id = {result.step.id: result for result in self.results}
        return tuple(
            by_id[identifier]
            for identifier in self.requirement.order
            if identifier in wanted and by_id[identifier].outcome is not StepOutcome.MET
        )

    def result(self, step: str) -> StepResult:
        """Return the result of one step.

        Raises:
            KeyError: there is no such step.
        """
        for result in self.results:
            if result.step.id == step:
                return result
        raise KeyError(step)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "requirement": clean(self.requirement.name, 300),
            "outcome": self.outcome.value,
            "required": [clean(identifier, 500) for identifier in self.requirement.required],
            "steps": [result.to_dict() for result in self.results],
            "by": clean(self.by),
            "unexplained": self.unexplained,
        }


def _needed(requirement: PathwayRequirement, results: Mapping[str, StepResult]) -> set[str]:
    """Return the required steps and, of those that are not met, all that they rest on."""
    found = set(requirement.required)
    waiting = list(requirement.required)
    while waiting:
        result = results[waiting.pop()]
        if result.outcome is StepOutcome.MET:
            continue
        for other in (*result.step.parts, *result.step.after):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
