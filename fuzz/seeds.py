"""Seed inputs, made by the simulator: what honest issuers publish, in every packing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from badgekit.testing import IssuerSimulator, text_of

__all__ = [
    "badges",
    "cbor",
    "credentials",
    "derived",
    "documents",
    "encoded",
    "key_documents",
    "messages",
    "older",
    "pictures",
    "selective",
    "simulator",
    "texts",
    "tokens",
]

ALGORITHMS = ("EdDSA", "ES256", "RS256")
SUITES = ("eddsa-rdfc-2022", "ecdsa-rdfc-2019")


@cache
def simulator() -> IssuerSimulator:
    """Return the issuer behind all seeds, with badges of every generation published."""
    sim = IssuerSimulator("uni.example")
    for generation in ("0.5", "1.0", "1.1", "2.0"):
        sim.older.issue(generation=generation)
        if generation != "0.5":
            sim.older.issue(generation=generation, mode="signed")
    return sim


def encoded(value: Any) -> bytes:
    """Return `value` as JSON text."""
    return json.dumps(value, ensure_ascii=False).encode()


@cache
def credentials() -> tuple[dict[str, Any], ...]:
    """Return unsigned credentials of every kind, with status, endorsements and much else."""
    sim = simulator()
    plain = sim.issue()
    status = sim.status_list()
    listed = status.attach(sim.issue())
    endorsement = sim.endorse(plain["id"])
    endorsed = {**plain, "endorsement": [sim.neighbour("guild.example", seed=3).sign(endorsement)]}
    record = sim.record([sim.sign(plain), sim.sign(plain, "ES256")])
    return (
        plain,
        listed,
        endorsement,
        endorsed,
        record,
        sim.response(sim.sign(plain), sim.sign(plain, "ES256")),
    )


@cache
def badges() -> tuple[dict[str, Any], ...]:
    """Return signed credentials as JSON."""
    sim = simulator()
    signed: list[dict[str, Any]] = [sim.sign(credential) for credential in credentials()[:5]]
    for suite in SUITES:
        secured = sim.sign(credentials()[0], suite)
        if isinstance(secured, dict):
            signed.append(secured)
    return (*signed, credentials()[5])


@cache
def tokens() -> tuple[str, ...]:
    """Return signed tokens."""
    sim = simulator()
    made = [sim.sign(credentials()[0], algorithm) for algorithm in ALGORITHMS]
    made += [sim.older.issue(generation=one, mode="signed").token for one in ("1.0", "1.1", "2.0")]
    return tuple(token for token in made if isinstance(token, str))


@cache
def selective() -> str:
    """Return a token with selective disclosure, everything shown, and the holder's proof of its key."""
    sim = simulator()
    paths = ("$.name", "$.credentialSubject.achievement", "$.credentialSubject.achievement.name")
    held = sim.sign_sd_jwt(credentials()[0], disclosable=paths, decoys=1, holder=sim.key().signing)
    return held.bind(held.show_all(), audience="employer.example", nonce="n-1", at=sim.now)


@cache
def messages() -> tuple[bytes, ...]:
    """Return COSE messages."""
    sim = simulator()
    made = [sim.sign_cose(credentials()[0], algorithm) for algorithm in ALGORITHMS]
    return (*made, sim.sign_cose(credentials()[0], claims={"iss": sim.id, "exp": 1}))


@cache
def derived() -> tuple[dict[str, Any], ...]:
    """Return credentials with proofs that a holder derived."""
    base = simulator().sign(credentials()[0], "ecdsa-sd-2023")
    assert isinstance(base, dict)
    return (simulator().derive(base), simulator().derive(base, "/validFrom"))


@cache
def older() -> tuple[dict[str, Any], ...]:
    """Return documents of Open Badges before 3.0."""
    sim = simulator()
    found = [sim.older.issue(generation=one).document for one in ("0.5", "1.0", "1.1", "2.0")]
    return tuple(found)


@cache
def pictures() -> tuple[bytes, ...]:
    """Return PNG and SVG pictures with badges in them."""
    return tuple(_pictures())


def _pictures() -> Iterator[bytes]:
    sim = simulator()
    for signed in (badges()[0], tokens()[0]):
        yield sim.bake_png(signed)
        yield sim.bake_svg(signed)
    for generation in ("0.5", "1.0", "2.0"):
        badge = sim.older.issue(generation=generation)
        yield badge.png("legacy url")
        yield badge.svg()


def texts() -> Iterator[bytes]:
    """Yield badges as text: JSON and tokens."""
    yield from (text_of(badge).encode() for badge in badges())
    yield from (token.encode() for token in tokens())
    yield from (encoded(document) for document in older())
    yield b"https://uni.example/badges/1"


def documents() -> dict[str, Any]:
    """Return what the issuer serves: URL → JSON document, or status, headers and body."""
    # Whatever is issued is published with it.
    for made in (badges, tokens, older, pictures):
        made()
    return simulator().web.documents()


def key_documents() -> Iterator[dict[str, Any]]:
    """Yield documents with keys: DID documents, key sets, profiles."""
    yield from (document for document in documents().values() if isinstance(document, dict))


def cbor() -> Iterator[bytes]:
    """Yield CBOR of the kinds that proofs and COSE messages are made of."""
    from badgekit import strictcbor

    yield strictcbor.dumps([b"\xa1\x01\x26", {4: b"key"}, b"payload", bytes(64)])
    yield strictcbor.dumps({"a": [1, -1, 2**40], "b": {"c": None, 1: True}, 7: b"\x00" * 30})
    yield strictcbor.dumps(strictcbor.Tagged(18, [b"", {}, b"x", b"y"]))
