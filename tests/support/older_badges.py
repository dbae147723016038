"""Sound documents of every generation before Open Badges 3.0, made anew each time, and JSON at random."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from badgekit.errors import Problem
from badgekit.models.ob2 import readers
from badgekit.models.ob2.generation import CONTEXTS, ClassName, generation_of
from badgekit.models.ob2.upgrade import upgrade
from badgekit.models.ob2.vocabulary import ALIASES, PROPERTIES
from badgekit.models.reading import Issues

V1 = "https://w3id.org/openbadges/v1"
V2 = "https://w3id.org/openbadges/v2"
SHA256 = "sha256$" + "0a" * 32

Found = list[tuple[str, str]]
READERS: dict[ClassName, Callable[..., Any]] = {
    "Assertion": readers.read_assertion,
    "BadgeClass": readers.read_badge_class,
    "Issuer": readers.read_issuer,
}


def of(problems: list[Problem]) -> Found:
    return [(problem.code, problem.path) for problem in problems]


def take(document: dict[str, Any], name: ClassName) -> tuple[Any, Found, Found]:
    """Return the claims, the issues and the notes."""
    issues = Issues()
    generation = generation_of(document)
    assert generation is not None
    value = upgrade(document, generation, expected=name).value
    claims = READERS[name](value, issues, generation=generation)
    return claims, of(issues.issues), of(issues.notes)


def issuer() -> dict[str, Any]:
    return {
        "@context": V2,
        "id": "https://uni.example/issuer",
        "type": "Issuer",
        "name": "Example University",
        "url": "https://uni.example",
        "email": "badges@uni.example",
    }


def badge_class() -> dict[str, Any]:
    return {
        "@context": V2,
        "id": "https://uni.example/badges/welding",
        "type": "BadgeClass",
        "name": "Welding",
        "description": "Welds.",
        "image": "https://uni.example/welding.png",
        "criteria": {"narrative": "Weld something."},
        "issuer": "https://uni.example/issuer",
        "tags": ["metal"],
        "alignment": [{"targetName": "Joining", "targetUrl": "https://skills.example/joining"}],
    }


def assertion() -> dict[str, Any]:
    return {
        "@context": V2,
        "id": "https://uni.example/assertions/1",
        "type": "Assertion",
        "recipient": {"type": "email", "hashed": True, "salt": "s", "identity": SHA256},
        "badge": "https://uni.example/badges/welding",
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2024-05-01T10:00:00+02:00",
    }


def endorsement() -> dict[str, Any]:
    return {
        "@context": V2,
        "id": "https://guild.example/endorsements/1",
        "type": "Endorsement",
        "claim": {"id": "https://uni.example/badges/welding", "endorsementComment": "Solid."},
        "issuer": "https://guild.example/profile",
        "issuedOn": "2024-06-01T10:00:00Z",
        "verification": {"type": "HostedBadge"},
    }


def first_assertion() -> dict[str, Any]:
    """One of 0.5."""
    return {
        "recipient": "sha256$" + "0b" * 32,
        "salt": "sea",
        "issued_on": "2012-12-28",
        "evidence": "/work/1",
        "badge": {
            "version": "0.5.0",
            "name": "Rails",
            "image": "/images/1.png",
            "description": "Completed Rails.",
            "criteria": "/criteria/1",
            "issuer": {
                "origin": "http://school.example",
                "name": "Code",
                "org": "School",
                "contact": "a@school.example",
            },
        },
    }


def linked_assertion() -> dict[str, Any]:
    """One of 1.0."""
    return {
        "uid": "123abc",
        "recipient": {"identity": "anna@uni.example", "hashed": False, "type": "email"},
        "badge": "http://a.example/badgeclass",
        "issuedOn": 1420070400,
        "verify": {"type": "hosted", "url": "http://a.example/instance"},
    }


_SPELLINGS = sorted(
    {*PROPERTIES, *ALIASES, "id", "type", "@context", "@language", "@value", "issued_on", "origin"}
)
_TEXTS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        [
            *(
                "Assertion",
                "BadgeClass",
                "Issuer",
                "Endorsement",
                "Extension",
                "email",
                "hosted",
                SHA256,
                "_:b",
            ),
            *("https://x.example/a", "data:,", "2024-05-01T10:00:00Z", "1420070400", "a@b", *CONTEXTS),
        ]
    ),
)
_LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), _TEXTS)
VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(_SPELLINGS), st.text(max_size=5)), inner, max_size=6),
    ),
    max_leaves=25,
)
DOCUMENTS = st.dictionaries(st.one_of(st.sampled_from(_SPELLINGS), st.text(max_size=5)), VALUES, max_size=10)
"""Objects whose members have names, and often values, that Open Badges knows."""
