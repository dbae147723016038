"""Badges before Open Badges 3.0 that show one tolerated quirk each, for the page of quirks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from badgekit.testing import IssuerSimulator, hashed_recipient

ANNA = "anna@example.org"
Made = tuple[IssuerSimulator, Any]
V2 = "https://w3id.org/openbadges/v2"
_UNKNOWN = "https://uni.example/terms.json"


def _issued(*of: Any, **options: Any) -> Made:
    sim = IssuerSimulator("uni.example")
    return sim, sim.older.issue(*(of or (ANNA,)), **options).given


def _document(fault: Any) -> Made:
    sim = IssuerSimulator("uni.example")
    return sim, sim.older.issue(ANNA, fault=fault).document


def _shared_address() -> Made:
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue(ANNA)
    sim.older.publish(f"{badge.url}?shared=1", badge.document)
    return sim, f"{badge.url}?shared=1"


def _plain_http() -> Made:
    sim = IssuerSimulator("uni.example")
    badge = sim.older.issue(ANNA)
    return sim, {**badge.document, "id": badge.url.replace("https:", "http:")}


def _moved() -> Made:
    sim = IssuerSimulator("uni.example")
    there = "https://archive.example/badges/1.json"
    scope = {"type": "VerificationObject", "allowedOrigins": ["uni.example", "archive.example"]}
    badge = sim.older.issue(ANNA, issuer={"verification": scope})
    sim.older.publish(there, {**badge.document, "id": there})
    sim.older.publish(badge.url, b"", status=302, headers={"location": there})
    return sim, badge.url


def _endorsed_by_nobody() -> Made:
    sim = IssuerSimulator("uni.example")
    return sim, sim.older.issue(ANNA, extra={"endorsement": "https://uni.example/nothing"}).given


def _extension(type: str) -> Made:
    return _issued(extra={"rank": {"@context": _UNKNOWN, "type": [type, "Rank"], "rank": 1}})


MAKERS: Mapping[str, Callable[[], Made]] = {
    "hosted.copy_differs": lambda: _document("copy_differs"),
    "hosted.embedded_differs": lambda: _issued(fault="embedded_differs"),
    "hosted.other_id": _shared_address,
    "hosted.own_name": lambda: _issued(badge_class={"id": "urn:uuid:2c57ce9c-5f0b-4f0c-8f4c-0d2a4a1a7f0e"}),
    "hosted.redirected_elsewhere": _moved,
    "hosted.asked_over_https": _plain_http,
    "date.unix_seconds": lambda: _issued(ANNA, "1.0"),
    "date.no_zone": lambda: _issued(ANNA, "1.1", issued_on="2021-03-05T10:20:30.123456"),
    "structure.hashed_missing": lambda: _issued({"type": "email", "identity": ANNA}),
    "structure.not_an_email": lambda: _issued(issuer={"email": "ask at the desk"}),
    "structure.not_a_telephone": lambda: _issued(issuer={"telephone": "+46 (0)8 123"}),
    "structure.unknown_type": lambda: _issued(badge_class={"type": ["BadgeClass", "Diploma"]}),
    "structure.type_unusual": lambda: _issued(
        issuer={"verification": {"startsWith": "https://uni.example/"}}
    ),
    "context.unknown_ignored": lambda: _issued(extra={"@context": [V2, _UNKNOWN]}),
    "extension.unknown": lambda: _extension("Extension"),
    "extension.lower_case": lambda: _extension("extension"),
    "endorsement.not_all_verified": _endorsed_by_nobody,
    "recipient.weak_sha1": lambda: _issued(hashed_recipient(ANNA, algorithm="sha1"), "1.1"),
}
