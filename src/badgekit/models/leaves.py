"""Tables of members for the classes without profiles and endorsements in them (see `reading.read_object`)."""

from __future__ import annotations

from typing import Any

from badgekit.models import members as m
from badgekit.models import rules, terms
from badgekit.models.achievement import Alignment, Criteria, Related, ResultDescription, RubricCriterionLevel
from badgekit.models.parts import Address, GeoCoordinates, IdentifierEntry, IdentityObject, Image
from badgekit.models.profile import EndorsementSubject
from badgekit.models.reading import Issues, MemberReader, Shape, read_object
from badgekit.models.services import CredentialSchema, CredentialStatus, Evidence, RefreshService, TermsOfUse
from badgekit.models.subject import CredentialSubject, Result

Table = dict[str, tuple[str, MemberReader]]


def one_of(*names: str) -> tuple[frozenset[str], ...]:
    """The `Shape.types` of a class whose ``type`` must contain one of `names`."""
    return (frozenset(names),)


def same(read: MemberReader, *names: str) -> Table:
    """Members that share a reader; the attribute is the member's name in snake case."""
    return {name: ("".join(f"_{c.lower()}" if c.isupper() else c for c in name), read) for name in names}


def image(issues: Issues, value: Any, path: str, name: str) -> Image | None:
    """A picture; a bare URL stands for an Image with nothing but its `id`."""
    if isinstance(value, str):
        # The W3C examples and many issuers write a bare URL where Open Badges wants an object.
        issues.note("structure.image_is_a_url", f"{path}.{name}")
        found = m.url(issues, value, path, name)
        return None if found is None else Image(id=found, path=f"{path}.{name}")
    return read_object(issues, value, f"{path}.{name}", IMAGE)


TYPE: Table = {"type": ("types", m.type_names)}
SINGLE_TYPE: Table = {"type": ("types", m.single_type)}
ID: Table = {"id": ("id", m.url)}
NAMED = same(m.language_text, "name", "description")

IMAGE = Shape(
    make=Image,
    members=ID | SINGLE_TYPE | same(m.text, "caption"),
    required=("id", "type"),
    types=one_of("Image"),
    closed=True,
)
IDENTITY = Shape(
    make=IdentityObject,
    members=SINGLE_TYPE
    | same(m.boolean, "hashed")
    | same(m.text, "identityHash", "salt")
    | same(m.identifier_type, "identityType"),
    required=("type", "hashed", "identityHash", "identityType"),
    types=one_of("IdentityObject"),
    closed=True,
    check=rules.check_identity,
)
IDENTIFIER = Shape(
    make=IdentifierEntry,
    members=SINGLE_TYPE | same(m.text, "identifier") | same(m.identifier_type, "identifierType"),
    required=("type", "identifier", "identifierType"),
    types=one_of("IdentifierEntry"),
    closed=True,
)
GEO = Shape(
    make=GeoCoordinates,
    members=SINGLE_TYPE | same(m.number, "latitude", "longitude"),
    required=("type", "latitude", "longitude"),
    types=one_of("GeoCoordinates"),
)
ADDRESS = Shape(
    make=Address,
    members=TYPE
    | same(
        m.text, "addressCountry", "addressCountryCode", "addressRegion", "addressLocality", "streetAddress"
    )
    | same(m.text, "postOfficeBoxNumber", "postalCode")
    | same(m.one(GEO), "geo"),
    required=("type",),
    types=one_of("Address"),
)
CRITERIA = Shape(make=Criteria, members=ID | TYPE | same(m.text, "narrative"), check=rules.check_criteria)
ALIGNMENT = Shape(
    make=Alignment,
    members=TYPE
    | same(m.text, "targetCode", "targetDescription", "targetName", "targetFramework")
    | same(m.term(terms.ALIGNMENT_TARGET_TYPES), "targetType")
    | same(m.url, "targetUrl"),
    required=("type", "targetName", "targetUrl"),
    types=one_of("Alignment"),
)
ALIGNED = same(m.many(ALIGNMENT), "alignment")
RELATED = Shape(
    make=Related,
    members=ID | TYPE | same(m.text, "inLanguage", "version"),
    required=("id", "type"),
    types=one_of("Related"),
)
RUBRIC_LEVEL = Shape(
    make=RubricCriterionLevel,
    members=ID | TYPE | NAMED | ALIGNED | same(m.text, "level", "points"),
    required=("id", "type", "name"),
    types=one_of("RubricCriterionLevel"),
)
RESULT_DESCRIPTION = Shape(
    make=ResultDescription,
    members=ID
    | TYPE
    | ALIGNED
    | same(m.language_text, "name")
    | same(m.term(terms.RESULT_TYPES), "resultType")
    | same(m.texts, "allowedValue")
    | same(m.url, "requiredLevel")
    | same(m.text, "requiredValue", "valueMin", "valueMax")
    | same(m.many(RUBRIC_LEVEL), "rubricCriterionLevel"),
    required=("id", "type", "name", "resultType"),
    types=one_of("ResultDescription"),
)
RESULT = Shape(
    make=Result,
    members=TYPE
    | ALIGNED
    | same(m.url, "achievedLevel", "resultDescription")
    | same(m.result_status, "status")
    | same(m.text, "value"),
    required=("type",),
    types=one_of("Result"),
)
ENDORSEMENT_SUBJECT = Shape(
    make=EndorsementSubject,
    members=ID | TYPE | same(m.text, "endorsementComment"),
    required=("id", "type"),
    types=one_of("EndorsementSubject"),
)
SUBJECT = Shape(make=CredentialSubject, members=ID | TYPE)
EVIDENCE = Shape(
    make=Evidence,
    members=ID | TYPE | NAMED | same(m.text, "narrative", "genre", "audience"),
    required=("type",),
    types=one_of("Evidence"),
)
ANY_EVIDENCE = Shape(make=Evidence, members=ID | TYPE, required=("type",))
SCHEMA = Shape(make=CredentialSchema, members=ID | TYPE, required=("id", "type"))
STATUS = Shape(make=CredentialStatus, members=ID | TYPE, required=("type",))
REFRESH = Shape(make=RefreshService, members=ID | TYPE, required=("type",))
TERMS = Shape(make=TermsOfUse, members=ID | TYPE, required=("type",))
