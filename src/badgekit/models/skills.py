"""The skills that a badge speaks of, kept apart by what it says: taught, measured, or achieved.

Like all claims they are the issuer's word. An alignment of the achievement says what it is about; only an
alignment of a completed result, or of a rubric level that was reached, says that this person achieved it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from badgekit.models.frameworks import Framework, locate
from badgekit.models.services import Evidence
from badgekit.models.values import pick

if TYPE_CHECKING:
    from badgekit.models.achievement import Achievement, Alignment, ResultDescription, RubricCriterionLevel
    from badgekit.models.credential import Assertion
    from badgekit.models.subject import Result

__all__ = ["Skill", "SkillLevel", "SkillOrigin", "skills_of"]


class SkillOrigin(StrEnum):
    """Where in the badge a skill stands."""

    ACHIEVEMENT = "achievement"
    TAG = "tag"
    RESULT_DESCRIPTION = "resultDescription"
    RUBRIC_LEVEL = "rubricCriterionLevel"
    RESULT = "result"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLevel:
    """How far it went, as the result says it; everything "" where the badge does not say.

    Attributes:
        name: name of the rubric level.
        value: value of the result, such as a grade or a percentage.
        points: points of the rubric level.
        status: status of the result, such as ``Completed``.
        measure: name of the result description, such as *Final grade*.
    """

    name: str = ""
    value: str = ""
    points: str = ""
    status: str = ""
    measure: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, without what is not said."""
        form = {"name": self.name, "value": self.value, "points": self.points, "status": self.status}
        return {name: text for name, text in (form | {"measure": self.measure}).items() if text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """One skill of a badge.

    Attributes:
        name: name of the skill, or the tag.
        framework: the framework it is from; None where badgekit knows none, and for a tag.
        id: identifier in that framework, in one spelling: CTID, GUID of CASE, URI of ESCO, O*NET-SOC code
            or element, id of Lightcast. "" where the badge gives none or two different ones.
        url: ``targetUrl``, as written.
        code: ``targetCode``, as written.
        framework_name: ``targetFramework``, as written.
        target_type: ``targetType``, as written: a node of a framework can be a credential, too.
        description: ``targetDescription``.
        origin: which part of the badge names it.
        awarded: whether the badge says that the recipient achieved it. False for what the achievement is
            merely about, for tags, and for every badge of before Open Badges 3.0, which have no results.
        level: how far it went; None where the skill belongs to no result.
        evidence: the evidence of the badge, which Open Badges ties to the badge and not to a skill.
        path: JSONPath of the alignment or tag.
    """

    name: str
    framework: Framework | None = None
    id: str = ""
    url: str = ""
    code: str = ""
    framework_name: str = ""
    target_type: str = ""
    description: str = ""
    origin: SkillOrigin = SkillOrigin.ACHIEVEMENT
    awarded: bool = False
    level: SkillLevel | None = None
    evidence: tuple[Evidence, ...] = ()
    path: str = field(default="$", compare=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form; the evidence is in the form of the badge."""
        form: dict[str, Any] = {
            "name": self.name,
            "framework": self.framework.value if self.framework else None,
            "id": self.id,
            "url": self.url,
            "code": self.code,
            "frameworkName": self.framework_name,
            "targetType": self.target_type,
            "origin": self.origin.value,
            "awarded": self.awarded,
            "level": self.level.to_dict() if self.level else None,
            "path": self.path,
        }
        return form


def skills_of(assertion: Assertion) -> tuple[Skill, ...]:
    """Return every skill that `assertion` names, in the order of the document: achievement, then results.

    A skill that stands in several places is there several times, because each place says something else.
    """
    subject = assertion.credential_subject
    if subject is None:
        return ()
    return tuple(_Reader(assertion, subject.achievement, subject.result, subject.is_awarded).skills())


class _Reader:
    def __init__(
        self,
        assertion: Assertion,
        achievement: Achievement | None,
        results: tuple[Result, ...],
        awarded: bool,
    ) -> None:
        self._evidence = assertion.evidence
        self._achievement = achievement
        self._results = results
        self._awarded = awarded
        descriptions = achievement.result_description if achievement else ()
        self._descriptions = _unique((item.id, item) for item in descriptions)
        self._levels = _unique(
            (level.id, level) for item in descriptions for level in item.rubric_criterion_level
        )
        # A badge can have many results of one description, and that many levels and values.
        known: Mapping[str | None, ResultDescription] = self._descriptions
        self._level_orders = {
            name: _order(level.id for level in item.rubric_criterion_level) for name, item in known.items()
        }
        self._value_orders = {name: _order(item.allowed_value) for name, item in known.items()}
        # A result can name its description or only the level that was reached.
        self._of_description: dict[str | None, list[Result]] = {}
        self._of_level: dict[str | None, list[Result]] = {}
        for result in results:
            self._of_description.setdefault(result.result_description, []).append(result)
            self._of_level.setdefault(result.achieved_level, []).append(result)

    def skills(self) -> Iterator[Skill]:
        achievement = self._achievement
        if achievement is not None:
            yield from self._aligned(achievement.alignment, SkillOrigin.ACHIEVEMENT)
            for index, tag in enumerate(achievement.tag):
                path = f"{achievement.path}.tag[{index}]"
                yield Skill(name=tag, origin=SkillOrigin.TAG, evidence=self._evidence, path=path)
            for measured in achievement.result_description:
                yield from self._described(measured)
        for result in self._results:
            description = self._descriptions.get(result.result_description)
            awarded = self._awarded and self._passed(result, description, unless_demanded=True)
            level = self._level(result)
            yield from self._aligned(result.alignment, SkillOrigin.RESULT, awarded=awarded, level=level)

    def _described(self, description: ResultDescription) -> Iterator[Skill]:
        mine = self._descriptions.get(description.id) is description
        results = self._of_description.get(description.id, ()) if mine else ()
        one = results[0] if len(results) == 1 else None
        # That something was measured is no word on how well, unless the issuer says what was demanded.
        awarded = one is not None and self._awarded and self._passed(one, description, unless_demanded=False)
        level = self._level(one) if one is not None else None
        yield from self._aligned(
            description.alignment, SkillOrigin.RESULT_DESCRIPTION, awarded=awarded, level=level
        )
        for rubric in description.rubric_criterion_level:
            reached = self._reached(rubric, description)
            awarded = reached is not None and self._awarded and reached.is_awarded
            level = self._level(reached) if reached is not None else None
            yield from self._aligned(rubric.alignment, SkillOrigin.RUBRIC_LEVEL, awarded=awarded, level=level)

    def _reached(self, rubric: RubricCriterionLevel, description: ResultDescription) -> Result | None:
        """Return the result that reached this level; None where none did or two levels have one name."""
        if rubric.id is None or self._levels.get(rubric.id) is not rubric:
            return None
        for result in self._of_level.get(rubric.id, ()):
            if result.result_description in (None, description.id):
                return result
        return None

    def _passed(
        self, result: Result, description: ResultDescription | None, *, unless_demanded: bool
    ) -> bool:
        """Whether `result` is completed, and what its description demands was reached."""
        if not result.is_awarded:
            return False
        if description is None:
            return unless_demanded
        demands = [description.required_level is not None, description.required_value is not None]
        if not any(demands):
            return unless_demanded
        return (not demands[0] or self._level_reached(result, description)) and (
            not demands[1] or self._value_reached(result, description)
        )

    def _level_reached(self, result: Result, description: ResultDescription) -> bool:
        return _reaches(self._level_orders[description.id], result.achieved_level, description.required_level)

    def _value_reached(self, result: Result, description: ResultDescription) -> bool:
        """Compare by the order of ``allowedValue``, or else as numbers where more is better."""
        value, needed = result.value, description.required_value
        if value is None or needed is None:
            return False
        if description.allowed_value:
            return _reaches(self._value_orders[description.id], value, needed)
        if value == needed:
            return True
        # Of other marks nobody can say it: in some countries 1 is the best one.
        if description.result_type not in _MORE_IS_BETTER or value.endswith("%") is not needed.endswith("%"):
            return False
        number, wanted = _number(value), _number(needed)
        return number is not None and wanted is not None and number >= wanted

    def _level(self, result: Result) -> SkillLevel:
        rubric = self._levels.get(result.achieved_level) if result.achieved_level else None
        description = self._descriptions.get(result.result_description)
        return SkillLevel(
            name=(pick(rubric.name) or "") if rubric else "",
            value=result.value or "",
            points=(rubric.points or "") if rubric else "",
            status=result.status or "",
            measure=(pick(description.name) or "") if description else "",
        )

    def _aligned(
        self,
        alignments: Iterable[Alignment],
        origin: SkillOrigin,
        *,
        awarded: bool = False,
        level: SkillLevel | None = None,
    ) -> Iterator[Skill]:
        for item in alignments:
            node = locate(item.target_type, item.target_url, item.target_code)
            yield Skill(
                name=item.target_name or "",
                framework=node.framework,
                id=node.id,
                url=item.target_url or "",
                code=item.target_code or "",
                framework_name=item.target_framework or "",
                target_type=item.target_type or "",
                description=item.target_description or "",
                origin=origin,
                awarded=awarded,
                level=level,
                evidence=self._evidence,
                path=item.path,
            )


def _unique(named: Iterable[tuple[str | None, Any]]) -> dict[str | None, Any]:
    """Return id → thing; an id that two things have names neither of them."""
    found: dict[str | None, Any] = {}
    twice: set[str | None] = {None}
    for name, thing in named:
        if name in found:
            twice.add(name)
        found[name] = thing
    return {name: thing for name, thing in found.items() if name not in twice}


def _order(names: Iterable[str | None]) -> Mapping[str, int]:
    """Return name → its place, from low to high; empty where two have one name or one has none."""
    listed = list(names)
    found = {name: index for index, name in enumerate(listed) if name is not None}
    return found if len(found) == len(listed) else {}


def _reaches(order: Mapping[str, int], reached: str | None, needed: str | None) -> bool:
    if reached is None or needed is None or reached not in order or needed not in order:
        return False
    return order[reached] >= order[needed]


_MORE_IS_BETTER = frozenset({"Percent", "RawScore", "RubricScore", "ScaledScore"})
_NUMBER = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{1,30})?", re.ASCII)


def _number(text: str) -> Decimal | None:
    plain = text.removesuffix("%").strip()
    return Decimal(plain) if _NUMBER.fullmatch(plain) else None
