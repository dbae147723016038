"""The properties of Open Badges before 3.0: their IRIs, which hold objects, and which have many values.

Written down from the property tables of Open Badges 2.0 and the terms of its context.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ALIASES", "KEPT_EMPTY", "LINKS", "MANY", "NODES", "PREFIXES", "PROPERTIES", "known_type"]

PREFIXES: Mapping[str, str] = {
    "obi": "https://w3id.org/openbadges#",
    "extensions": "https://w3id.org/openbadges/extensions#",
    "schema": "http://schema.org/",
    "sec": "https://w3id.org/security#",
    "cred": "https://w3id.org/credentials#",
    "dc": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_OBI, _SCHEMA, _SEC, _CRED, _DC = (PREFIXES[name] for name in ("obi", "schema", "sec", "cred", "dc"))

PROPERTIES: Mapping[str, str] = {
    **{
        name: _OBI + name
        for name in (
            *(
                "alignment",
                "allowedOrigins",
                "audience",
                "badge",
                "criteria",
                "endorsementComment",
                "evidence",
            ),
            *("hashed", "issuer", "narrative", "recipient", "revocationList", "revocationReason", "revoked"),
            *("salt", "targetCode", "uid", "verificationProperty"),
        )
    },
    **{
        name: _SCHEMA + name
        for name in (
            *("author", "caption", "description", "email", "genre", "image", "name", "targetDescription"),
            *("targetName", "targetUrl", "telephone", "url", "version"),
        )
    },
    "identity": _OBI + "identityHash",
    "issuedOn": _OBI + "issueDate",
    "verification": _OBI + "verify",
    "revokedAssertions": _OBI + "revoked",
    "targetFramework": _SCHEMA + "educationalFramework",
    "tags": _SCHEMA + "keywords",
    "expires": _SEC + "expiration",
    "owner": _SEC + "owner",
    "publicKey": _SEC + "publicKey",
    "publicKeyPem": _SEC + "publicKeyPem",
    "claim": _CRED + "claim",
    "endorsement": _CRED + "credential",
    "creator": _DC + "creator",
    "related": _DC + "relation",
    "startsWith": "http://purl.org/dqm-vocabulary/v1/dqm#startsWith",
}
"""Property → IRI."""


def _aliases() -> dict[str, str]:
    # `revokedAssertions` shares its IRI with `revoked`; the value tells which is meant (see `normal`).
    made = {iri: name for name, iri in PROPERTIES.items() if name != "revokedAssertions"}
    made[_SCHEMA + "targetFramework"] = "targetFramework"  # an earlier revision of the context
    for prefix, start in PREFIXES.items():
        made |= {f"{prefix}:{iri[len(start) :]}": name for iri, name in made.items() if iri.startswith(start)}
    for iri, name in list(made.items()):
        if iri.startswith(_SCHEMA):
            made["https" + iri[len("http") :]] = name
    return made | {"@id": "id", "@type": "type", "verify": "verification"}


ALIASES: Mapping[str, str] = _aliases()
"""Every other way to write a property → the property."""

NODES = frozenset({
    *("alignment", "badge", "claim", "creator", "criteria", "endorsement", "evidence", "image", "issuer"),
    *("publicKey", "recipient", "related", "revokedAssertions", "verification"),
})  # fmt: skip
"""Properties whose values are objects of Open Badges, or links to them."""

LINKS = frozenset({
    *("author", "badge", "creator", "endorsement", "issuer", "owner", "publicKey", "revocationList"),
    *("targetUrl", "url"),
})  # fmt: skip
"""Properties where an object with nothing but an ``id`` is the link itself."""

MANY = frozenset({
    *("@context", "alignment", "allowedOrigins", "endorsement", "evidence", "publicKey", "related"),
    *("revokedAssertions", "startsWith", "tags", "type"),
})  # fmt: skip
"""Properties that may have several values."""

KEPT_EMPTY = frozenset({"allowedOrigins", "revokedAssertions"})
"""Properties whose empty list says something."""

_TYPES = frozenset({
    *("AlignmentObject", "Assertion", "BadgeClass", "Criteria", "CryptographicKey", "Endorsement"),
    *("Evidence", "Extension", "HostedBadge", "IdentityObject", "Image", "Issuer", "IssuerOrg", "Profile"),
    *("RevocationList", "SignedBadge", "VerificationObject", "hosted", "signed", "email", "telephone", "url"),
    *("FrameValidation", "TypeValidation", "Alignment", "id"),
})  # fmt: skip


def known_type(name: str) -> bool:
    """Tell whether `name` means something as a type: a term of Open Badges or an IRI, whole or shortened.

    Any other name is none for a JSON-LD reader: it has no IRI and is dropped.
    """
    return name in _TYPES or name in PROPERTIES or ":" in name.strip(":")
