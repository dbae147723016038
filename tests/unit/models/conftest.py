"""Documents that the tests of this folder start from, made anew for each test."""

from __future__ import annotations

from typing import Any

import pytest

OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


@pytest.fixture
def badge() -> dict[str, Any]:
    """A small, sound badge under VCDM 2.0."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2", OB],
        "id": "urn:uuid:6f3c1f0e-0a53-4a4d-9c0e-9a3d6f3a2b11",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "https://uni.example/issuer", "type": ["Profile"], "name": "Example University"},
        "validFrom": "2025-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:anna",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://uni.example/achievements/1",
                "type": ["Achievement"],
                "name": "Welding",
                "description": "Welds.",
                "criteria": {"narrative": "Weld something."},
            },
        },
    }


@pytest.fixture
def old_badge(badge: dict[str, Any]) -> dict[str, Any]:
    """The same under VCDM 1.1."""
    badge["@context"][0] = "https://www.w3.org/2018/credentials/v1"
    badge["name"] = "Welding"
    badge["issuanceDate"] = badge.pop("validFrom")
    return badge


@pytest.fixture
def endorsement() -> dict[str, Any]:
    """A small, sound endorsement under VCDM 2.0."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2", OB],
        "id": "urn:uuid:0b1f2f9e-9d53-4b0e-8c56-0a1d1f1b7c22",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Well done",
        "issuer": {"id": "https://guild.example/issuer", "type": ["Profile"]},
        "validFrom": "2025-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "https://uni.example/achievements/1",
            "type": ["EndorsementSubject"],
            "endorsementComment": "We hire these.",
        },
    }


@pytest.fixture
def credential() -> dict[str, Any]:
    """A small, sound credential of another kind under VCDM 2.0."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": "did:example:issuer",
        "credentialSubject": {"id": "did:example:anna", "degree": "BSc"},
    }
