"""What one check found: an outcome, the finding that decided it, and further findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from badgekit.errors import Malformed, Problem
from badgekit.messages import lookup, render
from badgekit.messages.problem_types import problem_type
from badgekit.safetext import clean

__all__ = ["CheckResult", "Finding", "Outcome", "outcome_of"]


class Outcome(StrEnum):
    """What one check found. `NOT_RUN` and `INCONCLUSIVE` never satisfy a required check."""

    PASSED = "PASSED"
    WARNING = "WARNING"
    FAILED = "FAILED"
    INCONCLUSIVE = "INCONCLUSIVE"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    NOT_RUN = "NOT_RUN"


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation: a code, where in the document, and the values for its sentence."""

    code: str
    path: str = "$"
    params: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, problem: Problem) -> Finding:
        """Return the finding that a lower room's `problem` amounts to."""
        # A copy: some problems are remembered for other verifications, and a caller could change this one.
        return cls(problem.code, problem.path, dict(problem.params))

    @property
    def message(self) -> str:
        """The sentence for a person, with hostile text made harmless."""
        return render(self.code, self.params)

    @property
    def hint(self) -> str:
        """What the reader can do about it; may be empty."""
        entry = lookup(self.code)
        return entry.hint if entry else ""

    def problem_details(self) -> dict[str, Any]:
        """Return it as problem details (RFC 9457): ``title`` is the code, ``detail`` the sentence.

        ``type`` is the URL that W3C gave to problems of this kind, left out where there is none; ``path`` is
        a JSONPath, left out for the document as a whole.
        """
        said = problem_type(self.code)
        form: dict[str, Any] = {"type": said} if said else {}
        form |= {"title": clean(self.code), "detail": self.message}
        return form if self.path == "$" else {**form, "path": clean(self.path, 500)}

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        form: dict[str, Any] = {"code": clean(self.code), "message": self.message}
        if said := problem_type(self.code):
            form["problemType"] = said
        if self.path != "$":
            form["path"] = clean(self.path, 500)
        if self.hint:
            form["hint"] = self.hint
        return form


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: its id, its outcome and why.

    Attributes:
        id: ``family.subject``, such as ``proof.integrity``.
        outcome: what was found.
        reason: the finding that decided the outcome.
        findings: further findings, each with its own path.
        spec: the clause of the standard that the check enforces.
        required: whether the verdict depends on it.
        waived: whether that is so for other policies, but not for the one that judged.
    """

    id: str
    outcome: Outcome
    reason: Finding
    findings: tuple[Finding, ...] = ()
    spec: str = ""
    required: bool = True
    waived: bool = False

    @property
    def code(self) -> str:
        """The code of the deciding finding."""
        return self.reason.code

    @property
    def message(self) -> str:
        """The sentence of the deciding finding."""
        return self.reason.message

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "id": self.id,
            "outcome": self.outcome.value,
            "required": self.required,
            **({"waived": True} if self.waived else {}),
            **self.reason.to_dict(),
            "spec": self.spec,
            "findings": [finding.to_dict() for finding in self.findings],
        }


def outcome_of(problem: Problem) -> Outcome:
    """Return the outcome that a problem leads to: they are wrong, or we could not establish it."""
    return Outcome.FAILED if isinstance(problem, Malformed) else Outcome.INCONCLUSIVE
