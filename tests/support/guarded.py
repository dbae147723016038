"""A badge for attacks on the tree guard, and what can come of a changed one."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.errors import Malformed
from badgekit.jsonld import Canonical, ContextStore, Engine
from badgekit.limits import Limits

__all__ = [
    "CONTEXTS",
    "CRED",
    "ENGINE",
    "OB",
    "accepted",
    "achievement",
    "badge",
    "guarded",
    "rename",
    "same_statements_but_guarded",
    "unsigned",
]

CRED = "https://www.w3.org/2018/credentials#"
OB = "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
ENGINE = Engine(ContextStore.bundled(), Limits())


def badge() -> dict[str, Any]:
    return {
        "@context": list(CONTEXTS),
        "id": "urn:uuid:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Badge",
        "issuer": {"id": "did:web:uni.example", "type": ["Profile"], "name": "University"},
        "validFrom": "2025-01-01T00:00:00Z",
        "validUntil": "2030-01-01T00:00:00Z",
        "credentialStatus": {
            "id": "https://uni.example/s#1",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "x",
        },
        "credentialSubject": {
            "id": "did:example:anna",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://uni.example/a",
                "type": ["Achievement"],
                "name": "Data",
                "description": "About data",
                "criteria": {"narrative": "Exam"},
                "tag": ["a", "b"],
                "alignment": [
                    {"type": ["Alignment"], "targetName": "A", "targetUrl": "https://t.example/1"},
                    {"type": ["Alignment"], "targetName": "A", "targetUrl": "https://t.example/1"},
                ],
                "creator": {"id": "https://other.example/", "type": ["Profile"], "name": "Maker"},
            },
        },
    }


def achievement(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["credentialSubject"]["achievement"]
    return found


def accepted(document: dict[str, Any]) -> Canonical:
    result = ENGINE.canonicalize(document)
    assert result.outside == ()
    return result


def same_statements_but_guarded(changed: dict[str, Any], what: str, path: str) -> None:
    """The attack works on the signature, and the guard sees it."""
    result = ENGINE.canonicalize(changed)
    assert result.lines == accepted(badge()).lines
    (problem,) = result.outside
    assert isinstance(problem, Malformed)
    assert problem.code == "jsonld.not_compact_form"
    assert what in str(problem)
    assert problem.path == path


def guarded(changed: dict[str, Any], what: str, path: str) -> None:
    (problem,) = ENGINE.canonicalize(changed).outside
    assert (problem.code, problem.path) == ("jsonld.not_compact_form", path)
    assert what in str(problem)


def unsigned(changed: dict[str, Any], path: str) -> None:
    with pytest.raises(Malformed) as caught:
        ENGINE.canonicalize(changed)
    assert (caught.value.code, caught.value.path) == ("jsonld.unsigned_data", path)
    assert str(caught.value)


def rename(node: dict[str, Any], old: str, new: str) -> None:
    node[new] = node.pop(old)
