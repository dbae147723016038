"""The words that verifiers look for: under which names, and in which vocabularies."""

from __future__ import annotations

_CREDENTIALS = "https://www.w3.org/2018/credentials#"

_TERMS = """
issuer credentialSubject validFrom validUntil issuanceDate expirationDate credentialStatus credentialSchema
verifiableCredential holder termsOfUse refreshService evidence
"""
_TYPES = """
VerifiableCredential VerifiablePresentation EnvelopedVerifiableCredential EnvelopedVerifiablePresentation
"""
SECURITY_TERMS = {f"{_CREDENTIALS}{name}": name for name in _TERMS.split()}
SECURITY_TERMS["https://w3id.org/security#proof"] = "proof"
"""IRI → the one name under which verifiers look for it."""

SECURITY_TYPES = {f"{_CREDENTIALS}{name}": name for name in _TYPES.split()}
SECURITY_IRIS = {name: iri for iri, name in SECURITY_TERMS.items()}
SECURITY_NAMES = frozenset(SECURITY_IRIS)
SECURITY_TYPE_NAMES = {name: iri for iri, name in SECURITY_TYPES.items()}

# Words that readers of credentials know by the names that published contexts give them. Written as
# addresses, in a document without those contexts, they would be signed the same and read by nobody.
BADGE_VOCABULARIES = (
    "https://purl.imsglobal.org/",
    "https://www.w3.org/2018/credentials#",
    "https://www.w3.org/ns/credentials/",
    "https://w3id.org/security#",
)
VOCABULARIES = (
    *BADGE_VOCABULARIES,
    "https://www.w3.org/",
    "http://www.w3.org/",
    "https://w3id.org/",
    "https://schema.org/",
    "http://schema.org/",
    "http://purl.org/dc/",
    "https://www.iana.org/",
)

REPEATING = frozenset(
    [f"{_CREDENTIALS}issuer", "https://purl.imsglobal.org/spec/vc/ob/vocab.html#achievement"]
)
"""Members whose values come again from badge to badge: one issuer, one achievement, many recipients."""
