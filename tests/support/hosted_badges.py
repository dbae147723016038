"""Small badges of Open Badges before 3.0 for tests: documents on a web, signed or not."""

from __future__ import annotations

import base64
import json
import struct
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from badgekit import Policy, Report, Verifier
from badgekit.net import MappingFetcher

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
V2 = "https://w3id.org/openbadges/v2"
V1 = "https://w3id.org/openbadges/v1"
HOME = "https://uni.example"
ASSERTION, BADGE, ISSUER = f"{HOME}/a/1", f"{HOME}/b/1", f"{HOME}/issuer"
KEY, LIST, IMAGE = f"{HOME}/key", f"{HOME}/revoked", f"{HOME}/b/1.png"
URN = "urn:uuid:1ea3e1f4-7a0b-4c2b-8b9e-5b5a0b0c0d0e"
EVIL = "https://evil.example"


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return one chunk of a PNG picture."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PICTURE = (
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(b"\0\0"))
    + chunk(b"IEND", b"")
)

Web = dict[str, Any]


def assertion(**members: Any) -> dict[str, Any]:
    return _with(
        {
            "@context": V2,
            "type": "Assertion",
            "id": ASSERTION,
            "recipient": {"type": "email", "hashed": False, "identity": "anna@example.org"},
            "badge": BADGE,
            "issuedOn": "2025-01-01T00:00:00Z",
            "verification": {"type": "HostedBadge"},
        },
        members,
    )


def badge_class(**members: Any) -> dict[str, Any]:
    return _with(
        {
            "@context": V2,
            "type": "BadgeClass",
            "id": BADGE,
            "name": "Data Analysis",
            "description": "Completed the course.",
            "image": IMAGE,
            "criteria": {"narrative": "Pass the exam"},
            "issuer": ISSUER,
        },
        members,
    )


def issuer(**members: Any) -> dict[str, Any]:
    return _with(
        {
            "@context": V2,
            "type": "Issuer",
            "id": ISSUER,
            "name": "Example University",
            "url": HOME,
            "email": "badges@uni.example",
        },
        members,
    )


def key_document(name: str = "own", **members: Any) -> dict[str, Any]:
    return _with(
        {"@context": V2, "type": "CryptographicKey", "id": KEY, "owner": ISSUER, "publicKeyPem": pem(name)},
        members,
    )


def revocation_list(*entries: Any, **members: Any) -> dict[str, Any]:
    return _with(
        {
            "@context": V2,
            "type": "RevocationList",
            "id": LIST,
            "issuer": ISSUER,
            "revokedAssertions": [*entries],
        },
        members,
    )


def web(**changes: Any) -> Web:
    """Return the documents of a sound hosted badge; `assertion=…` and so on change them, None removes."""
    documents: Web = {
        ASSERTION: assertion(),
        BADGE: badge_class(),
        ISSUER: issuer(),
        IMAGE: PICTURE,
    }
    names = {
        "assertion": ASSERTION,
        "badge": BADGE,
        "issuer": ISSUER,
        "image": IMAGE,
        "key": KEY,
        "list": LIST,
    }
    for name, value in changes.items():
        documents[names[name]] = value
    return {url: value for url, value in documents.items() if value is not None}


def signed_web(**changes: Any) -> Web:
    """Return the documents behind a sound signed badge."""
    return web(
        **{
            "assertion": None,
            "issuer": issuer(publicKey=KEY, revocationList=LIST),
            "key": key_document(),
            "list": revocation_list("urn:uuid:00000000-0000-4000-8000-000000000000"),
            **changes,
        }
    )


def signed_assertion(**members: Any) -> dict[str, Any]:
    return assertion(**{"id": URN, "verification": {"type": "SignedBadge", "creator": KEY}, **members})


def sign(document: Mapping[str, Any], name: str = "own", alg: str = "RS256") -> str:
    """Return `document` as a compact JWS of the key `name`."""
    head, body = (_b64(json.dumps(part).encode()) for part in ({"alg": alg}, document))
    message = f"{head}.{body}".encode()
    if alg == "ES256":
        r, s = decode_dss_signature(_curve_key(name).sign(message, ec.ECDSA(hashes.SHA256())))
        return f"{head}.{body}.{_b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
    return f"{head}.{body}.{_b64(_rsa_key(name).sign(message, padding.PKCS1v15(), hashes.SHA256()))}"


def pem(name: str, kind: str = "RSA") -> str:
    private = _curve_key(name) if kind == "EC" else _rsa_key(name)
    return private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def judge(documents: Web, source: Any = ASSERTION, *, policy: Policy | None = None, **options: Any) -> Report:
    fetcher = MappingFetcher(documents)
    options.setdefault("now", NOW)
    report = Verifier(fetcher=fetcher, policy=policy).verify(source, **options)
    assert not any(check.code == "check.broken" for each in report.walk() for check in each.checks)
    return report


def because(report: Report) -> tuple[str, str]:
    """Return the verdict and the code that decided it."""
    return report.verdict.value, report.decisive.code if report.decisive is not None else ""


@cache
def _rsa_key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@cache
def _curve_key(name: str) -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _with(document: dict[str, Any], members: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in (document | dict(members)).items() if value is not None}
