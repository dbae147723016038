"""What is true of a credential by its own text, for the tables of deviations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from tests.support.corpus import moment
from tests.support.deviations import Facts

from badgekit.jsonld import ContextStore

CREDENTIAL_TYPES = frozenset(
    {"VerifiableCredential", "AchievementCredential", "OpenBadgeCredential", "EndorsementCredential"}
)
OTHER_KINDS = frozenset({"ClrCredential", "VerifiablePresentation", "EnvelopedVerifiablePresentation"})
DCC_LISTS = "did:key:z6MknNQD1WHLGGraFi6zcbGevuAgkVfdyCdtZnQTGWVVvR5Q"
"""Who signs the status lists of a collection of test credentials, all at one address or another."""
REFERENCE_TIME = "2026-11-23T00:00:00Z"


def not_issuer(facts: Facts) -> bool:
    return all(method.partition("#")[0] != facts.issuer for method in facts.methods)


def issuer_silent(facts: Facts) -> bool:
    issuer = str(facts.issuer)
    return "jwk" in facts.header and issuer.startswith("https://") and not facts.served(issuer)


def kept_by_another(facts: Facts) -> bool:
    address = str(facts.document["credentialStatus"]["statusListCredential"])
    return address.endswith("/e5WK8CbZ1GjycuPombrj") and facts.issuer != DCC_LISTS


def unknown_context(facts: Facts) -> bool:
    known = set(ContextStore.bundled().urls()) | set(facts.entry["resources"])
    return any(isinstance(entry, str) and entry not in known for entry in facts.contexts)


def no_credential(facts: Facts) -> bool:
    return CREDENTIAL_TYPES.union(OTHER_KINDS).isdisjoint(
        kind for kind in facts.types if isinstance(kind, str)
    )


def drops_data(facts: Facts) -> bool:
    """Tell of data that has no place in the statements of a document: no-terms, null and relative ids."""
    if (facts.entry.get("computed") or {}).get("jsonld_safe_mode") == "violates":
        return True
    if facts.document.get("issuanceDate", "") is None:
        return True
    inner = facts.document.get("verifiableCredential", [])
    if isinstance(inner, str) or (inner and not all(isinstance(one, dict) for one in inner)):
        return True  # texts in place of credentials, which JSON-LD takes for addresses and which are none
    untyped = not any("ed25519-2020" in context for context in facts.contexts if isinstance(context, str))
    return facts.proofs[0]["type"] == "Ed25519Signature2020" and untyped


def other_kind(facts: Facts) -> bool:
    open_badges_2 = str(facts.document.get("context")).startswith("https://w3id.org/openbadges")
    return open_badges_2 or not OTHER_KINDS.isdisjoint(facts.types)


def holder_of(facts: Facts) -> Any:
    given = facts.document.get("holder")
    return given.get("id") if isinstance(given, Mapping) else given


def is_url(value: Any) -> bool:
    return isinstance(value, str) and ":" in value


def without_method_key(facts: Facts) -> bool:
    return any("#" not in method and not method.startswith("did:") for method in facts.methods)


def schema_says_no(facts: Facts) -> bool:
    computed = (facts.entry.get("computed") or {}).get("schema") or {}
    return computed.get("valid") is False and computed.get("ajv_agrees") is True


def relative_id(facts: Facts) -> bool:
    # The claim jti stands for the id of a credential that has none (VCDM 1.1 6.3.1).
    whole = {"id": facts.payload["jti"]} if "jti" in facts.payload else facts.document
    subject = facts.subject or {}
    things = (whole, subject, subject.get("achievement", {}))
    return any("id" in thing and not is_url(thing["id"]) for thing in things)


def ambiguous_words(facts: Facts) -> bool:
    inner = facts.document.get("verifiableCredential", [facts.document])
    subject = inner[0]["credentialSubject"]
    # Both are schema:Text to the contexts of these badges, as landOwnershipType and primaryCropType are.
    if {"policyName", "policyNumber"} <= set(subject) or {"landOwnershipType", "primaryCropType"} <= set(
        subject
    ):
        return True
    return "@type" in subject["digest"]


def claim_contradicts(facts: Facts) -> bool:
    if facts.payload.get("iss") != facts.issuer:
        return True
    # A leap second that XSD 1.1 dateTime does not have; the token says another one.
    return str(facts.document.get("issuanceDate")).endswith(":60Z")


def ended(facts: Facts) -> datetime:
    """Return when the credential ended, or the token of a presentation."""
    if "exp" in facts.payload and "validUntil" not in facts.document:
        return datetime.fromtimestamp(facts.payload["exp"], UTC)
    return moment(str(facts.document["validUntil"]))
