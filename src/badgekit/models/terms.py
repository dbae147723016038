"""The closed and open vocabularies of Open Badges 3.0 (section "Data Models", enumerations) and CLR 2.0."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias, get_args

__all__ = [
    "ACHIEVEMENT_TYPES",
    "ALIGNMENT_TARGET_TYPES",
    "ASSOCIATION_TYPES",
    "IDENTIFIER_TYPES",
    "RESULT_STATUS_TYPES",
    "RESULT_TYPES",
    "AchievementType",
    "AlignmentTargetType",
    "AssociationType",
    "IdentifierTypeEnum",
    "ResultStatusType",
    "ResultType",
    "canonical_identifier_type",
    "is_extension",
    "is_known",
]

AchievementType: TypeAlias = Literal[
    "Achievement",
    "ApprenticeshipCertificate",
    "Assessment",
    "Assignment",
    "AssociateDegree",
    "Award",
    "Badge",
    "BachelorDegree",
    "Certificate",
    "CertificateOfCompletion",
    "Certification",
    "CommunityService",
    "Competency",
    "Course",
    "CoCurricular",
    "Degree",
    "Diploma",
    "DoctoralDegree",
    "Fieldwork",
    "GeneralEducationDevelopment",
    "JourneymanCertificate",
    "LearningProgram",
    "License",
    "Membership",
    "ProfessionalDoctorate",
    "QualityAssuranceCredential",
    "MasterCertificate",
    "MasterDegree",
    "MicroCredential",
    "ResearchDoctorate",
    "SecondarySchoolDiploma",
]
AlignmentTargetType: TypeAlias = Literal[
    "ceasn:Competency",
    "ceterms:Credential",
    "CFItem",
    "CFRubric",
    "CFRubricCriterion",
    "CFRubricCriterionLevel",
    "CTDL",
]
IdentifierTypeEnum: TypeAlias = Literal[
    "name",
    "sourcedId",
    "systemId",
    "productId",
    "userName",
    "accountId",
    "emailAddress",
    "nationalIdentityNumber",
    "isbn",
    "issn",
    "lisSourcedId",
    "oneRosterSourcedId",
    "sisSourcedId",
    "ltiContextId",
    "ltiDeploymentId",
    "ltiToolId",
    "ltiPlatformId",
    "ltiUserId",
    "identifier",
]
ResultType: TypeAlias = Literal[
    "GradePointAverage",
    "LetterGrade",
    "Percent",
    "PerformanceLevel",
    "PredictedScore",
    "RawScore",
    "Result",
    "RubricCriterion",
    "RubricCriterionLevel",
    "RubricScore",
    "ScaledScore",
    "Status",
]
ResultStatusType: TypeAlias = Literal[
    "Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew"
]
AssociationType: TypeAlias = Literal[
    "exactMatchOf",
    "isChildOf",
    "isParentOf",
    "isPartOf",
    "isPeerOf",
    "isRelatedTo",
    "precedes",
    "replacedBy",
]

ACHIEVEMENT_TYPES: frozenset[str] = frozenset(get_args(AchievementType))
ALIGNMENT_TARGET_TYPES: frozenset[str] = frozenset(get_args(AlignmentTargetType))
IDENTIFIER_TYPES: frozenset[str] = frozenset(get_args(IdentifierTypeEnum))
RESULT_TYPES: frozenset[str] = frozenset(get_args(ResultType))
ASSOCIATION_TYPES: frozenset[str] = frozenset(get_args(AssociationType))
RESULT_STATUS_TYPES: frozenset[str] = frozenset(get_args(ResultStatusType))

# Matched as a whole: a text that merely contains such a term is not one.
_EXTENSION = re.compile(r"ext:[A-Za-z0-9._-]+")

# `name` came late into the enumeration: the guides of 1EdTech still show the other two.
_IDENTIFIER_ALIASES = {"ext:name": "name", "email": "emailAddress"}


def is_extension(term: str) -> bool:
    """Tell whether `term` is an extension term: ``ext:`` and a name."""
    return _EXTENSION.fullmatch(term) is not None


def is_known(term: str, known: frozenset[str], *, open_ended: bool = True) -> bool:
    """Tell whether `term` is one of `known` or, where the enumeration is open-ended, an ``ext:`` term."""
    return term in known or (open_ended and is_extension(term))


def canonical_identifier_type(term: str) -> str:
    """Return the enumeration's own name for an identifier type: ``email`` is read as ``emailAddress``."""
    return _IDENTIFIER_ALIASES.get(term, term)
