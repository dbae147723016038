"""One document of Open Badges before 3.0 → claims as callers see them, from the document alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, get_args

from badgekit.errors import Malformed, Unsupported
from badgekit.models.credential import Assertion, VerifiableCredential
from badgekit.models.ob2 import readers
from badgekit.models.ob2.convert import to_assertion, to_endorsement
from badgekit.models.ob2.generation import ClassName, generation_of
from badgekit.models.ob2.upgrade import upgrade
from badgekit.models.profile import Endorsement
from badgekit.models.reading import Issues
from badgekit.models.values import ReadOnly

__all__ = ["read_older"]

_NAMED = ("id", "type", "@context")


def read_older(
    document: Mapping[str, Any], name: str, issues: Issues
) -> Assertion | Endorsement | VerifiableCredential:
    """Read one document; steps of an upgrade are among the notes.

    An assertion and an endorsement become what callers see of any badge. Everything else is nobody's badge:
    it is read for its faults, and its members are kept as they came.

    Raises:
        Malformed: ``structure.not_an_object``.
        LimitExceeded: ``structure.too_many_objects``.
        Unsupported: ``structure.unknown_kind``.
    """
    if name not in get_args(ClassName):
        raise Unsupported("structure.unknown_kind", kind=name)
    if not isinstance(document, dict):
        raise Malformed("structure.not_an_object")
    generation = generation_of(document) or "2.0"
    upgraded = upgrade(document, generation, expected=cast(ClassName, name))
    for step in upgraded.steps:
        issues.note(step.code, step.path, **step.params)
    value = upgraded.value
    if name == "Assertion":
        assertion = readers.read_assertion(value, issues, generation=generation)
        assert assertion is not None  # an object, as was seen above
        return to_assertion(assertion)
    if name == "Endorsement":
        endorsement = readers.read_endorsement(value, issues)
        assert endorsement is not None
        return to_endorsement(endorsement)
    if name == "BadgeClass":
        readers.read_badge_class(value, issues, generation=generation)
    elif name == "Issuer":
        readers.read_issuer(value, issues, generation=generation)
    elif name == "RevocationList":
        readers.read_revocation_list(value, issues)
    else:
        readers.read_key(value, issues)
    given = value.get("id")
    types = value.get("type")
    return VerifiableCredential(
        id=given if isinstance(given, str) else None,
        types=(types,) if isinstance(types, str) else (),
        extra=ReadOnly({name: item for name, item in document.items() if name not in _NAMED}),
    )
