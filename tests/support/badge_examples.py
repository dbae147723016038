"""A badge with everything in it, and small changes to it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

Document = dict[str, Any]
Change = Callable[[Document], object]

V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def _profile(name: str) -> Document:
    return {
        "id": f"https://{name}.example/profile",
        "type": ["Profile"],
        "name": name,
        "url": f"https://{name}.example",
        "phone": "+43 1 234",
        "description": "A school.",
        "image": {"id": f"https://{name}.example/logo.png", "type": "Image", "caption": "Logo"},
        "email": f"office@{name}.example",
        "official": "An official",
        "dateOfBirth": "2001-02-28",
        "familyName": "Ek",
        "givenName": "Anna",
        "address": {
            "type": ["Address"],
            "addressCountry": "Austria",
            "addressCountryCode": "AT",
            "geo": {"type": "GeoCoordinates", "latitude": 48.2, "longitude": 16},
        },
        "otherIdentifier": [{"type": "IdentifierEntry", "identifier": "X-1", "identifierType": "systemId"}],
    }


def endorsement(vcdm: str) -> Document:
    """Return an endorsement in the form of a data model version."""
    start = "validFrom" if vcdm == "2.0" else "issuanceDate"
    return {
        "@context": [V2 if vcdm == "2.0" else V1, OPEN_BADGES],
        "id": "urn:uuid:e2b6e2a8-7f0f-4c5c-9d4e-000000000001",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement",
        "issuer": _profile("endorser"),
        start: "2025-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "https://school.example/achievements/1",
            "type": ["EndorsementSubject"],
            "endorsementComment": "Well made.",
        },
    }


def badge(vcdm: str) -> Document:
    """Return a badge in which every class of Open Badges 3.0 occurs, in the form of a data model version."""
    start, end = ("validFrom", "validUntil") if vcdm == "2.0" else ("issuanceDate", "expirationDate")
    alignment = {
        "type": ["Alignment"],
        "targetName": "Data",
        "targetUrl": "https://frameworks.example/1",
        "targetCode": "D-1",
        "targetType": "CFItem",
    }
    return {
        "@context": [V2 if vcdm == "2.0" else V1, OPEN_BADGES],
        "id": "urn:uuid:515c6123-33be-4f4b-86f3-60c488718c96",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Data Analysis",
        "description": "For wallets.",
        "image": {"id": "https://school.example/badge.png", "type": "Image"},
        "awardedDate": "2025-01-01T10:00:00.123+01:00",
        "issuer": {**_profile("school"), "parentOrg": _profile("ministry")},
        start: "2025-01-01T00:00:00Z",
        end: "2035-01-01T00:00:00-00:30",
        "credentialSubject": {
            "id": "did:example:anna",
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityHash": "sha256$00",
                    "identityType": "emailAddress",
                    "salt": "s",
                }
            ],
            "activityStartDate": "2024-09-01",
            "activityEndDate": "2024-12-31T12:00:00",
            "creditsEarned": 2.5,
            "licenseNumber": "L",
            "role": "Student",
            "term": "Autumn",
            "narrative": "Did *everything*.",
            "source": _profile("assessor"),
            "result": [
                {
                    "type": ["Result"],
                    "resultDescription": "urn:uuid:515c6123-33be-4f4b-86f3-000000000001",
                    "achievedLevel": "urn:uuid:515c6123-33be-4f4b-86f3-000000000002",
                    "status": "Completed",
                    "value": "A",
                    "alignment": [alignment],
                }
            ],
            "achievement": {
                "id": "https://school.example/achievements/1",
                "type": ["Achievement"],
                "name": "Data Analysis",
                "description": "Reads data.",
                "criteria": {"id": "https://school.example/criteria", "narrative": "Pass the test."},
                "achievementType": "MicroCredential",
                "alignment": [alignment],
                "creator": _profile("faculty"),
                "creditsAvailable": 3,
                "fieldOfStudy": "Statistics",
                "humanCode": "D1",
                "specialization": "None",
                "version": "1.0",
                "inLanguage": "en-GB",
                "image": {"id": "https://school.example/image.png", "type": "Image"},
                "otherIdentifier": [
                    {"type": "IdentifierEntry", "identifier": "1", "identifierType": "ext:own.id"}
                ],
                "related": [{"id": "urn:uuid:0", "type": ["Related"], "inLanguage": "de", "version": "0.9"}],
                "resultDescription": [
                    {
                        "id": "urn:uuid:515c6123-33be-4f4b-86f3-000000000001",
                        "type": ["ResultDescription"],
                        "name": "Grade",
                        "resultType": "LetterGrade",
                        "allowedValue": ["F", "A"],
                        "requiredLevel": "urn:uuid:515c6123-33be-4f4b-86f3-000000000002",
                        "rubricCriterionLevel": [
                            {
                                "id": "urn:uuid:515c6123-33be-4f4b-86f3-000000000002",
                                "type": ["RubricCriterionLevel"],
                                "name": "Mastered",
                                "level": "3",
                                "points": "9",
                            }
                        ],
                    }
                ],
                "tag": ["data"],
                "endorsement": [endorsement(vcdm)],
                "endorsementJwt": ["eyJhbGciOiJFZERTQSJ9.e30.c2ln"],
            },
        },
        "evidence": [
            {"id": "https://school.example/work", "type": ["Evidence"], "name": "Work", "genre": "Film"}
        ],
        "credentialSchema": [
            {"id": "https://school.example/schema.json", "type": "1EdTechJsonSchemaValidator2019"}
        ],
        "credentialStatus": {"id": "https://school.example/status#1", "type": "BitstringStatusListEntry"},
        "refreshService": {"id": "https://school.example/refresh", "type": "1EdTechCredentialRefresh"},
        "termsOfUse": [{"type": "Terms"}],
        "proof": [
            {
                "type": "DataIntegrityProof",
                "cryptosuite": "eddsa-rdfc-2022",
                "created": "2025-01-02T00:00:00Z",
                "proofPurpose": "assertionMethod",
                "verificationMethod": "did:web:school.example#key-1",
                "proofValue": "z3",
            }
        ],
    }


EXAMPLES = {
    ("achievement", "2.0"): badge("2.0"),
    ("achievement", "1.1"): badge("1.1"),
    ("endorsement", "2.0"): endorsement("2.0"),
    ("endorsement", "1.1"): endorsement("1.1"),
}
"""By kind and data model version; not to be changed in place."""

SUBJECT = "credentialSubject"
ACHIEVEMENT = f"{SUBJECT}/achievement"
IDENTITY = f"{SUBJECT}/identifier/0"
RESULT = f"{SUBJECT}/result/0"
DESCRIPTION = f"{ACHIEVEMENT}/resultDescription/0"
LEVEL = f"{DESCRIPTION}/rubricCriterionLevel/0"
ALIGNMENT = f"{ACHIEVEMENT}/alignment/0"
INNER = f"{ACHIEVEMENT}/endorsement/0"
CONTEXTS = "@context"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/"


def _at(document: Any, path: str) -> tuple[Any, str | int]:
    """Return the container and the key of a path; digits are indexes."""
    *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    for part in way:
        document = document[part]
    return document, last


def setting(path: str, value: Any) -> Change:
    """Set the member at a path such as issuer/id."""

    def change(document: Document) -> None:
        container, key = _at(document, path)
        container[key] = deepcopy(value)

    return change


def without(path: str) -> Change:
    """Take a member away."""

    def change(document: Document) -> None:
        container, key = _at(document, path)
        del container[key]

    return change


def compacted(path: str) -> Change:
    """Replace an array of one by its only element."""

    def change(document: Document) -> None:
        container, key = _at(document, path)
        (container[key],) = container[key]

    return change


def spread(path: str) -> Change:
    """Replace a value by an array that holds it."""

    def change(document: Document) -> None:
        container, key = _at(document, path)
        container[key] = [container[key]]

    return change
