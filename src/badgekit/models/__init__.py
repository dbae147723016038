"""What documents claim, in typed, frozen, slotted objects: UNVERIFIED until a report says otherwise.

Claims keep everything: members that the specification does not define are in `extra` of the object that
had them. `read` makes claims of a parsed document, `to_dict` makes the document of claims.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from badgekit.models.achievement import (
    Achievement,
    Alignment,
    Criteria,
    Related,
    ResultDescription,
    RubricCriterionLevel,
)
from badgekit.models.clr import Association, ClrCredential, ClrSubject
from badgekit.models.credential import Assertion, VerifiableCredential, data_model
from badgekit.models.dump import to_dict
from badgekit.models.parts import Address, GeoCoordinates, IdentifierEntry, IdentityObject, Image
from badgekit.models.presentation import VerifiablePresentation
from badgekit.models.profile import Endorsement, EndorsementSubject, Profile
from badgekit.models.readers import (
    Claims,
    ReadResult,
    read,
    read_achievement_credential,
    read_credential,
    read_endorsement,
    read_learner_record,
    read_presentation,
)
from badgekit.models.reading import Issues, Known
from badgekit.models.services import (
    CredentialSchema,
    CredentialStatus,
    Evidence,
    Proof,
    RefreshService,
    TermsOfUse,
)
from badgekit.models.subject import AchievementSubject, CredentialSubject, Result
from badgekit.models.values import LanguageString, ReadOnly, Text, pick

if TYPE_CHECKING:
    from badgekit.models.frameworks import Framework
    from badgekit.models.skills import Skill, SkillLevel, SkillOrigin, skills_of

__all__ = [
    "Achievement",
    "AchievementSubject",
    "Address",
    "Alignment",
    "Assertion",
    "Association",
    "Claims",
    "ClrCredential",
    "ClrSubject",
    "CredentialSchema",
    "CredentialStatus",
    "CredentialSubject",
    "Criteria",
    "Endorsement",
    "EndorsementSubject",
    "Evidence",
    "Framework",
    "GeoCoordinates",
    "IdentifierEntry",
    "IdentityObject",
    "Image",
    "Issues",
    "Known",
    "LanguageString",
    "Profile",
    "Proof",
    "ReadOnly",
    "ReadResult",
    "RefreshService",
    "Related",
    "Result",
    "ResultDescription",
    "RubricCriterionLevel",
    "Skill",
    "SkillLevel",
    "SkillOrigin",
    "TermsOfUse",
    "Text",
    "VerifiableCredential",
    "VerifiablePresentation",
    "data_model",
    "pick",
    "read",
    "read_achievement_credential",
    "read_credential",
    "read_endorsement",
    "read_learner_record",
    "read_presentation",
    "skills_of",
    "to_dict",
]

# Verifying a badge needs none of these.
_LATER = {
    "Framework": "frameworks",
    "Skill": "skills",
    "SkillLevel": "skills",
    "SkillOrigin": "skills",
    "skills_of": "skills",
}


def __getattr__(name: str) -> Any:
    home = _LATER.get(name)
    if home is None:
        raise AttributeError(f"module 'badgekit.models' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"badgekit.models.{home}"), name)
