"""One complete object of every extension that badgekit knows, as an issuer of Open Badges 2.0 writes it."""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]

BASE = "https://w3id.org/openbadges/extensions"
_UUID = "0c7c9a52-4c7e-4d2a-9d6b-0f6f3a4c1e0{}"
_ADDRESS = {
    "streetAddress": "1 Main Street",
    "addressLocality": "Springfield",
    "addressRegion": "OR",
    "addressCountry": "US",
    "postalCode": "97477",
}
_LEVEL = {
    "identifier": _UUID.format(1),
    "lastChangeDateTime": "2020-01-01T00:00:00Z",
    "caseUri": "https://case.example/levels/1",
    "quality": "Good",
    "score": 2.5,
    "description": "Runs without faults",
    "position": 1,
    "feedback": "Well done",
}
_CRITERION = {
    "identifier": _UUID.format(2),
    "lastChangeDateTime": "2020-01-01T00:00:00Z",
    "caseUri": "https://case.example/criteria/1",
    "category": "Software",
    "description": "It runs",
    "weight": 0.5,
    "position": 1,
    "criterionLevels": [_LEVEL, {"identifier": _UUID.format(3), "description": "Fails"}],
}
_ASSESSMENT = {
    "description": "Build a robot",
    "type": "Performance",
    "assessmentOutput": "robot",
    "hasGroupParticipation": False,
    "hasGroupEvaluation": True,
    "evaluationMethod": "rubric",
    "assessmentExample": "https://robots.example/example",
    "scoringMethodExampleDescription": "two of three",
    "assessmentEvaluation": "https://robots.example/study",
    "rubrics": {
        "identifier": _UUID.format(4),
        "title": "Robots",
        "lastChangeDateTime": "2020-01-01T00:00:00Z",
        "caseUri": "https://case.example/rubrics/1",
        "rubricCriteria": [_CRITERION],
    },
    "sections": [
        {
            "title": "Theory",
            "description": "Some questions",
            "rubricId": _UUID.format(2),
            "url": "https://robots.example/theory",
            "required": False,
            "questions": [
                {
                    "type": "TextQuestion",
                    "text": "What is a robot?",
                    "rubricId": _UUID.format(2),
                    "url": "https://robots.example/q/1",
                    "required": True,
                    "wordLimit": 100,
                    "characterLimit": 1000,
                },
                {"type": "FileQuestion", "text": "Hand in your plan"},
            ],
        }
    ],
}


def _object(folder: str, name: str, members: Document) -> Document:
    context = f"{BASE}/{folder}/context.json"
    return {"@context": context, "type": ["Extension", f"extensions:{name}"], **members}


EXAMPLES: dict[str, Document] = {
    "Accessibility": _object(
        "accessibilityExtension",
        "Accessibility",
        {
            "accessibilityAPI": "ARIA",
            "accessibilityControl": ["fullKeyboardControl", "fullMouseControl"],
            "accessibilityFeature": "captions",
            "accessibilityHazard": "noFlashingHazard",
            "url": "https://robots.example/accessibility",
        },
    ),
    "ApplyLink": _object("applyLinkExtension", "ApplyLink", {"url": "https://robots.example/apply"}),
    "AssessmentExtension": _object(
        "assessmentExtension",
        "AssessmentExtension",
        {"description": "How we assess", "assessments": [_ASSESSMENT]},
    ),
    "Endorsement": _object(
        "endorsement",
        "Endorsement",
        {"description": "A good badge", "endorsedObject": {"id": "https://robots.example/badge"}},
    ),
    "ExampleExtension": _object("exampleExtension", "ExampleExtension", {"exampleProperty": "short, sweet"}),
    "ExtraDescriptionExtension": _object(
        "extraDescription",
        "ExtraDescriptionExtension",
        {"name": "Further reading", "narrative": "A *long* text"},
    ),
    "GeoCoordinates": _object(
        "geoCoordinatesExtension",
        "GeoCoordinates",
        {
            "name": "Fort",
            "description": "Where we built the fort",
            "geo": {"latitude": 44.5809, "longitude": -123},
        },
    ),
    "IssuerAccreditation": _object(
        "issuerAccreditationExtension",
        "IssuerAccreditation",
        {
            "name": "Board of Robots",
            "contactInstructions": "Ring the bell",
            "email": "board@robots.example",
            "url": "https://board.example/",
            "description": "They know robots",
            "address": _ADDRESS,
            "logo": "https://board.example/logo.png",
            "parentOrganization": {"name": "Board", "url": "https://board.example/", "address": _ADDRESS},
            "areaServed": "Oregon",
            "accreditationDate": "2019-02-28",
            "educationalSector": "Higher education",
        },
    ),
    "LicenseExtension": _object(
        "licenseExtension",
        "LicenseExtension",
        {
            "id": "CC-BY",
            "name": "Creative Commons Attribution",
            "legalCode": "https://creativecommons.org/licenses/by/4.0/legalcode",
        },
    ),
    "OriginalCreator": _object(
        "originalCreatorExtension", "originalCreator", {"url": "https://maker.example/"}
    ),
    "RecipientProfile": _object(
        "recipientProfile",
        "RecipientProfile",
        {"id": "did:example:1", "name": "Anna", "publicKey": "ecdsa-koblitz-pubkey:14RZvYazz9H2DC2sk"},
    ),
}
SCHEMAS = {
    "Accessibility": "accessibilityExtension",
    "ApplyLink": "applyLinkExtension",
    "AssessmentExtension": "assessmentExtension",
    "Endorsement": "endorsement",
    "ExampleExtension": "exampleExtension",
    "ExtraDescriptionExtension": "extraDescription",
    "GeoCoordinates": "geoCoordinatesExtension",
    "IssuerAccreditation": "issuerAccreditationExtension",
    "LicenseExtension": "licenseExtension",
    "OriginalCreator": "originalCreatorExtension",
    "RecipientProfile": "recipientProfile",
}
"""Name of an extension → folder of its schema in the registry."""
