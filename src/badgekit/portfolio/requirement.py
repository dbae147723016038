"""What is asked for: steps that badges meet, in parts and in order; pure.

A requirement is a graph without cycles. Its nodes are steps, its edges say what is part of what and what
comes before what. It is written as a small JSON file, or made of the associations of a learner record.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from badgekit.errors import ConfigurationError, InputError, Malformed, Problem
from badgekit.models import Framework, Skill, pick

if TYPE_CHECKING:
    from badgekit.learner_record import LearnerRecord

__all__ = ["PathwayRequirement", "SkillDemand", "Step"]

SCHEMA = "urn:badgekit:schema:pathway:1"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillDemand:
    """A skill that a badge must have: by its identifier in a framework, or by its address.

    Attributes:
        framework, id: as of `Skill`; both or neither.
        url: ``targetUrl``, letter by letter, for frameworks that badgekit does not know.
        awarded: demand that a result awards it; otherwise it is enough that the badge is about it.
    """

    framework: Framework | None = None
    id: str = ""
    url: str = ""
    awarded: bool = False

    def __post_init__(self) -> None:
        if bool(self.framework) is not bool(self.id) or bool(self.id) is bool(self.url):
            raise ConfigurationError("a skill is demanded by framework and id, or by url")

    def names(self, skill: Skill) -> bool:
        """Whether `skill` is the one, awarded or not."""
        if self.url:
            return skill.url == self.url
        return skill.framework is self.framework and skill.id == self.id

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        form: dict[str, Any] = (
            {"url": self.url}
            if self.framework is None
            else {"framework": self.framework.value, "id": self.id}
        )
        return form | ({"awarded": True} if self.awarded else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: met by a badge of its own, or by its parts.

    Attributes:
        id: unique in its requirement.
        name: for people.
        achievements: ids of achievements; a badge for any of them meets the step.
        skill: a badge with this skill meets the step.
        issuers: ids of the issuers whose badges count here; None = those of the requirement.
        parts: ids of steps that together meet this one.
        at_least: how many parts are enough; None = all of them.
        after: ids of steps that must be met as well, because they come before this one.
    """

    id: str
    name: str = ""
    achievements: tuple[str, ...] = ()
    skill: SkillDemand | None = None
    issuers: tuple[str, ...] | None = None
    parts: tuple[str, ...] = ()
    at_least: int | None = None
    after: tuple[str, ...] = ()

    @property
    def needed(self) -> int:
        """How many parts are enough."""
        return len(self.parts) if self.at_least is None else self.at_least

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form."""
        form = {
            "id": self.id,
            "name": self.name,
            "achievement": list(self.achievements),
            "skill": self.skill.to_dict() if self.skill is not None else None,
            "issuers": list(self.issuers or ()),
            "parts": list(self.parts),
            "atLeast": self.at_least,
            "after": list(self.after),
        }
        return {name: value for name, value in form.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayRequirement:
    """What is asked for; `Portfolio.progress` says how far a portfolio is.

    Attributes:
        name: for people.
        steps: all steps.
        required: ids of the steps that must be met; by default those that are part of no other and come
            before no other.
        issuers: ids of the issuers whose badges count. None = anybody's: an id of an achievement is only a
            text that every issuer can write, so say None only where each report was judged with
            `Policy.trusted_issuers`.
        order: ids of all steps, each after its parts and what comes before it.

    Raises:
        InputError: ``pathway.duplicate_step``, ``pathway.unknown_step``, ``pathway.cycle``,
            ``pathway.empty_step``, ``pathway.too_few_parts``, ``pathway.too_many_steps``,
            ``pathway.no_issuer``, ``pathway.nothing_required``.
    """

    name: str
    steps: tuple[Step, ...]
    issuers: tuple[str, ...] | None
    required: tuple[str, ...] = ()
    order: tuple[str, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        try:
            by_id = _checked(self.steps, self.issuers)
            inner = {other for step in self.steps for other in (*step.parts, *step.after)}
            required = self.required or tuple(step.id for step in self.steps if step.id not in inner)
            for identifier in required:
                if identifier not in by_id:
                    raise Malformed("pathway.unknown_step", step=identifier)
            order = _ordered(by_id)
            if not required:
                raise Malformed("pathway.nothing_required")
        except Problem as problem:
            raise InputError(problem.code, str(problem)) from None
        object.__setattr__(self, "required", tuple(dict.fromkeys(required)))
        object.__setattr__(self, "order", order)

    def step(self, identifier: str) -> Step:
        """Return one step.

        Raises:
            KeyError: there is no such step.
        """
        for step in self.steps:
            if step.id == identifier:
                return step
        raise KeyError(identifier)

    @classmethod
    def of(
        cls, given: PathwayRequirement | Mapping[str, Any] | str | bytes | os.PathLike[str]
    ) -> PathwayRequirement:
        """Return `given` as a requirement.

        Args:
            given: a requirement; its JSON form, parsed, or as text or bytes; or the path of its file.

        Raises:
            InputError: ``pathway.unreadable``, ``pathway.malformed``, a code of strict JSON, or as the class.
        """
        from badgekit.portfolio.pathway_file import read

        if isinstance(given, PathwayRequirement):
            return given
        if isinstance(given, os.PathLike) or (isinstance(given, str) and not given.lstrip().startswith("{")):
            try:
                given = Path(given).read_bytes()
            except (OSError, ValueError) as error:
                raise InputError("pathway.unreadable", f"cannot read the requirement: {error}") from None
        return read(given)

    @classmethod
    def from_graph(
        cls,
        nodes: Mapping[str, str] | Iterable[str],
        edges: Iterable[tuple[str, str, str]],
        *,
        issuers: Iterable[str] | None,
        name: str = "",
        goal: str | None = None,
    ) -> PathwayRequirement:
        """Return the requirement that a graph of achievements amounts to (CLR 2.0 Association).

        Args:
            nodes: ids of achievements, with their names where known.
            edges: ``(source, associationType, target)``. ``isPartOf`` and ``isChildOf`` make the source a
                part of the target, ``isParentOf`` the reverse; ``precedes`` puts the source before the
                target; a badge for either end of ``exactMatchOf`` meets both, one for the target of
                ``replacedBy`` meets the source. ``isPeerOf`` and ``isRelatedTo`` demand nothing.
            issuers: as of the class; the record's issuer does not decide who may issue what is in it.
            name: for people; by default that of the goal.
            goal: id of the achievement that is asked for: what leads to it is kept. None = everything that
                is part of nothing and comes before nothing.

        Raises:
            InputError: as the class, and ``pathway.unknown_association``.
        """
        from badgekit.portfolio.pathway_graph import steps_of

        try:
            steps = steps_of(nodes, edges, goal)
        except Problem as problem:
            raise InputError(problem.code, str(problem)) from None
        named = next((step.name for step in steps if step.id == goal), "")
        return cls(
            name=name or named,
            steps=steps,
            issuers=None if issuers is None else tuple(issuers),
            required=() if goal is None else (goal,),
        )

    @classmethod
    def from_record(
        cls, record: LearnerRecord, *, issuers: Iterable[str] | None, goal: str | None = None
    ) -> PathwayRequirement:
        """Return the requirement that the associations of a learner record amount to, as `from_graph`.

        They are the word of the record's issuer: somebody else's portfolio can be measured by them, too.
        """
        nodes = {
            node.id: (pick(node.achievement.name) or "") if node.achievement is not None else ""
            for node in record.nodes.values()
        }
        edges = [
            (one.source_id, one.association_type or "", one.target_id)
            for one in record.associations
            if one.source_id is not None and one.target_id is not None
        ]
        return cls.from_graph(nodes, edges, issuers=issuers, goal=goal)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, valid against ``schemas/pathway/pathway-1.json``."""
        return {
            "schema": SCHEMA,
            "name": self.name,
            "issuers": "any" if self.issuers is None else list(self.issuers),
            "steps": [step.to_dict() for step in self.steps],
            "required": list(self.required),
        }


_MOST_STEPS = 1000
_MOST_EDGES = 5_000


def _checked(steps: tuple[Step, ...], issuers: tuple[str, ...] | None) -> dict[str, Step]:
    if len(steps) > _MOST_STEPS or sum(len(step.parts) + len(step.after) for step in steps) > _MOST_EDGES:
        raise Malformed("pathway.too_many_steps", limit=_MOST_STEPS)
    if issuers is not None and not issuers:
        raise Malformed("pathway.no_issuer")
    by_id: dict[str, Step] = {}
    for step in steps:
        if step.id in by_id:
            raise Malformed("pathway.duplicate_step", step=step.id)
        by_id[step.id] = step
    for step in steps:
        for other in (*step.parts, *step.after):
            if other not in by_id:
                raise Malformed("pathway.unknown_step", step=other)
        if not (step.achievements or step.skill or step.parts):
            raise Malformed("pathway.empty_step", step=step.id)
        if len(set(step.parts)) != len(step.parts) or not 0 <= step.needed <= len(step.parts):
            raise Malformed("pathway.too_few_parts", step=step.id)
        # A number of no parts, or none of several, would be met by nothing at all.
        if (step.at_least is not None and not step.parts) or (step.parts and step.needed == 0):
            raise Malformed("pathway.too_few_parts", step=step.id)
        if step.issuers is not None and not step.issuers:
            raise Malformed("pathway.no_issuer")
    return by_id


def _ordered(by_id: Mapping[str, Step]) -> tuple[str, ...]:
    """Return the ids so that each comes after what it rests on (Kahn's algorithm)."""
    waiting = {step.id: len({*step.parts, *step.after}) for step in by_id.values()}
    resting: dict[str, list[str]] = {}
    for step in by_id.values():
        for other in {*step.parts, *step.after}:
            resting.setdefault(other, []).append(step.id)
    ready = deque(identifier for identifier, count in waiting.items() if count == 0)
    order = []
    while ready:
        identifier = ready.popleft()
        order.append(identifier)
        for above in resting.get(identifier, ()):
            waiting[above] -= 1
            if waiting[above] == 0:
                ready.append(above)
    if len(order) != len(by_id):
        stuck = next(identifier for identifier, count in waiting.items() if count > 0)
        raise Malformed("pathway.cycle", step=stuck)
    return tuple(order)
