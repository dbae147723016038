"""The small JSON file of a requirement: judged against its JSON Schema, then read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from badgekit import strictjson
from badgekit.errors import ConfigurationError, InputError, Malformed, Problem
from badgekit.models import Framework
from badgekit.models.frameworks import canonical
from badgekit.portfolio.requirement import SCHEMA, PathwayRequirement, SkillDemand, Step
from badgekit.resources import data_root
from badgekit.schemas import CompiledSchema

__all__ = ["read"]


def read(given: Mapping[str, Any] | str | bytes) -> PathwayRequirement:
    """Return the requirement that a JSON text or its parsed form holds.

    Raises:
        InputError: ``pathway.malformed``, a code of strict JSON, or as `PathwayRequirement`.
    """
    try:
        value = strictjson.loads(given) if isinstance(given, str | bytes) else dict(given)
        problems = _schema().explain(value)
        if problems:
            reason = str(problems[0])
            raise Malformed("pathway.malformed", path=problems[0].path, at=problems[0].path, reason=reason)
    except Problem as problem:
        raise InputError(problem.code, str(problem)) from None
    issuers = value["issuers"]
    return PathwayRequirement(
        name=value["name"],
        issuers=None if issuers == "any" else tuple(issuers),
        steps=tuple(_step(step) for step in value["steps"]),
        required=tuple(value.get("required", ())),
    )


def _step(value: Mapping[str, Any]) -> Step:
    achievement = value.get("achievement", ())
    return Step(
        id=value["id"],
        name=value.get("name", ""),
        achievements=(achievement,) if isinstance(achievement, str) else tuple(achievement),
        skill=_skill(value["skill"]) if "skill" in value else None,
        issuers=tuple(value["issuers"]) if "issuers" in value else None,
        parts=tuple(value.get("parts", ())),
        at_least=value.get("atLeast"),
        after=tuple(value.get("after", ())),
    )


def _skill(value: Mapping[str, Any]) -> SkillDemand:
    framework = Framework(value["framework"]) if "framework" in value else None
    identifier = value.get("id", "")
    if framework is not None:
        identifier = canonical(framework, identifier)
        if not identifier:
            problem = Malformed("pathway.unknown_skill", id=value.get("id", ""), framework=framework.value)
            raise InputError(problem.code, str(problem))
    try:
        return SkillDemand(
            framework=framework,
            id=identifier,
            url=value.get("url", ""),
            awarded=value.get("awarded", False),
        )
    except ConfigurationError as error:
        raise InputError("pathway.malformed", str(error)) from None


@lru_cache(maxsize=1)
def _schema() -> CompiledSchema:
    text = data_root().joinpath("pathway").joinpath("pathway-1.json").read_bytes()
    return CompiledSchema(SCHEMA, strictjson.loads(text), {})
