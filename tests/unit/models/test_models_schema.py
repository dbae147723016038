"""The tables of members against the published JSON Schema: neither side has a member that the other lacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from badgekit.models import leaves, shapes, terms
from badgekit.models.reading import Shape

SHAPES: dict[str, Shape[Any]] = {
    shape.make.__name__: shape
    for room in (leaves, shapes)
    for name, shape in vars(room).items()
    if isinstance(shape, Shape) and "ANY" not in name
}
# The schema leaves the type of Criteria open; VCDM 1.1 gives the dates other names.
MORE = {"Criteria": {"type"}}
OLD_DATES = {"issuanceDate", "expirationDate"}
CREDENTIALS = {"Assertion", "EndorsementCredential"}


@pytest.fixture(scope="session")
def published(reference: Path) -> dict[str, Any]:
    text = (reference / "schemas" / "ob_v3p0_achievementcredential_schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return {"Assertion": schema, **schema["$defs"]}


@pytest.mark.parametrize(
    "name",
    [
        "Assertion",
        "EndorsementCredential",
        "EndorsementSubject",
        "AchievementSubject",
        "Achievement",
        "Criteria",
        "Alignment",
        "Related",
        "Result",
        "ResultDescription",
        "RubricCriterionLevel",
        "Evidence",
        "Image",
        "IdentityObject",
        "IdentifierEntry",
        "Profile",
        "Address",
        "GeoCoordinates",
        "CredentialSchema",
        "CredentialStatus",
        "TermsOfUse",
    ],
)
def test_members_and_required_ones(published: dict[str, Any], name: str) -> None:
    shape, schema = SHAPES[name.removesuffix("Credential")], published[name]
    old = OLD_DATES if name in CREDENTIALS else set()
    assert set(shape.members) == set(schema["properties"]) | MORE.get(name, set()) | old
    # The start of validity has two names, so it is required by a rule.
    assert set(shape.required) == set(schema["required"]) - {"validFrom"}
    assert shape.closed is (schema.get("additionalProperties") is False)


@pytest.mark.parametrize(
    ("owner", "member", "known"),
    [
        ("Achievement", "achievementType", terms.ACHIEVEMENT_TYPES),
        ("Alignment", "targetType", terms.ALIGNMENT_TARGET_TYPES),
        ("IdentityObject", "identityType", terms.IDENTIFIER_TYPES),
        ("ResultDescription", "resultType", terms.RESULT_TYPES),
        ("Result", "status", terms.RESULT_STATUS_TYPES),
    ],
)
def test_enumerations(published: dict[str, Any], owner: str, member: str, known: frozenset[str]) -> None:
    def enums(node: Any) -> set[str]:
        if isinstance(node, dict):
            return set(node.get("enum", ())).union(*(enums(item) for item in node.values()), ())
        return set().union(*(enums(item) for item in node)) if isinstance(node, list) else set()

    assert enums(published[owner]["properties"][member]) == known
