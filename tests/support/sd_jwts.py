"""SD-JWTs of one issuer, right ones and any others, and the code with which one is refused."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from badgekit.errors import Malformed, Problem
from badgekit.limits import Limits
from badgekit.proofs import sd_jwt
from badgekit.testing import IssuerSimulator
from badgekit.testing.encoding import base64url
from badgekit.testing.securing import compact_jws

__all__ = ["BADGE", "HELD", "HOLDER", "LIMITS", "NAME", "SIM", "TAGGED", "digest", "made", "refusal"]

SIM = IssuerSimulator("uni.example")
HOLDER = IssuerSimulator(method="did:key", key="P-256", seed=3)
BADGE = SIM.issue("anna@example.org")
NAME = "$.credentialSubject.achievement.tag"
TAGGED = SIM.issue("anna@example.org", achievement={"tag": ["one", "two", "three"]})
HELD = SIM.sign_sd_jwt(TAGGED, disclosable=[NAME, "$.name"])
LIMITS = Limits()


def refusal(token: str, kind: type[Problem] = Malformed) -> str:
    with pytest.raises(Problem) as caught:
        sd_jwt.parse(token, LIMITS)
    assert type(caught.value) is kind, caught.value.code
    return caught.value.code


def made(claims: dict[str, Any], *shown: str, header: dict[str, Any] | None = None) -> str:
    """Return a token with any claims at all, signed by the issuer's key."""
    head = {"alg": "ES256", "typ": "vc+sd-jwt", **(header or {})}
    return "~".join([compact_jws(head, claims, "ES256", SIM.key("P-256").signing), *shown, ""])


def digest(text: str) -> str:
    return base64url(hashlib.sha256(text.encode()).digest())
