"""Claims → JSON-ready data, with the member names of the specifications."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

from badgekit.dates import Timestamp
from badgekit.models.achievement import (
    Achievement,
    Alignment,
    Criteria,
    Related,
    ResultDescription,
    RubricCriterionLevel,
)
from badgekit.models.clr import Association, ClrCredential, ClrSubject
from badgekit.models.credential import Assertion, VerifiableCredential
from badgekit.models.parts import Address, GeoCoordinates, IdentifierEntry, IdentityObject, Image
from badgekit.models.presentation import VerifiablePresentation
from badgekit.models.profile import Endorsement, EndorsementSubject, Profile
from badgekit.models.services import (
    CredentialSchema,
    CredentialStatus,
    Evidence,
    Proof,
    RefreshService,
    TermsOfUse,
)
from badgekit.models.subject import AchievementSubject, CredentialSubject, Result
from badgekit.models.values import LanguageString

__all__ = ["to_dict"]

_NAMES = {"context": "@context", "types": "type", "language": "@language"}
_OLDER = "badgekit.models.ob2."
# No members of their own: the dates are written under the names that the document gave them.
_NOT_MEMBERS = frozenset({"path", "extra", "valid_from", "valid_until", "dates_as_written"})
# Said by `extra` already, or by no member at all.
_NOT_OLDER_MEMBERS = frozenset({"extensions", "generation"})
_SINGLE_TYPE = (Image, IdentityObject, IdentifierEntry, GeoCoordinates, Proof, Association)


def _members(cls: Any) -> tuple[tuple[str, str], ...]:
    names = [item.name for item in fields(cls) if item.name not in _NOT_MEMBERS]
    return tuple((name, _NAMES.get(name) or _camel(name)) for name in names)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


_MEMBERS: dict[type, tuple[tuple[str, str], ...]] = {
    cls: _members(cls)
    for cls in (
        *(Assertion, Endorsement, VerifiableCredential, ClrCredential, ClrSubject, Association),
        VerifiablePresentation,
        *(AchievementSubject, EndorsementSubject, CredentialSubject, Result),
        *(Achievement, Criteria, Alignment, Related, ResultDescription, RubricCriterionLevel),
        *(Profile, Image, IdentityObject, IdentifierEntry, Address, GeoCoordinates),
        *(CredentialSchema, CredentialStatus, RefreshService, TermsOfUse, Evidence, Proof),
    )
}
"""Class → (attribute, member name) of each member."""


def _members_of(cls: Any) -> tuple[tuple[str, str], ...] | None:
    found = _MEMBERS.get(cls)
    # The classes of Open Badges before 3.0 are loaded only where there is such a badge.
    return _older(cls) if found is None and cls.__module__.startswith(_OLDER) else found


@cache
def _older(cls: Any) -> tuple[tuple[str, str], ...]:
    return tuple(member for member in _members(cls) if member[0] not in _NOT_OLDER_MEMBERS)


def to_dict(model: object) -> dict[str, Any]:
    """Return the JSON object of one model: spec member names, extras included, absent members left out.

    Sets are always lists, also where the document had one bare value; an issuer is always an object; dates
    have the text of the document. Containers of `extra` are those of the document, not copies. Of a badge
    before Open Badges 3.0, ``original`` holds the assertion in the terms of 2.0, with what it links to.

    Raises:
        TypeError: `model` is not one of the classes of `badgekit.models`.
    """
    members = _members_of(type(model))
    if members is None:
        raise TypeError(f"not a model: {type(model).__name__}")
    made: dict[str, Any] = {}
    for attribute, name in members:
        value = getattr(model, attribute)
        if value is not None and value != ():
            made[name] = _plain(value)
    for name, stamp in getattr(model, "dates_as_written", {}).items():
        made[name] = stamp.text
    if isinstance(model, _SINGLE_TYPE) and len(model.types) == 1:
        made["type"] = model.types[0]
    extra: dict[str, Any] = getattr(model, "extra")  # noqa: B009  (every class of the table has it)
    made.update(extra)
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        # A text in one language is written as the one object that it is.
        if len(value) == 1 and isinstance(value[0], LanguageString):
            return _plain(value[0])
        return [_plain(item) for item in value]
    if isinstance(value, Timestamp):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, LanguageString):
        if value.language is None and value.direction is None:
            return value.value
        tags = {"@language": value.language, "@direction": value.direction}
        return {"@value": value.value} | {name: tag for name, tag in tags.items() if tag is not None}
    if _members_of(type(value)) is not None:
        return to_dict(value)
    return dict(value) if isinstance(value, dict) else value
