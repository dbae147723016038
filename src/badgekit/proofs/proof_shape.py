"""The members of one embedded proof, read strictly before anything is done with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from badgekit.dates import parse_timestamp
from badgekit.errors import Malformed, Problem, Unsupported
from badgekit.jsonpath import child
from badgekit.keys.multibase import decode_base58
from badgekit.proofs.cryptosuites import SUITES, Cryptosuite

__all__ = ["Shape", "method_name", "proof_value", "read_shape", "suite_name"]


class Shape(NamedTuple):
    """The suite of a proof, and its members under the names of `ProofAssessment`."""

    suite: Cryptosuite
    facts: dict[str, Any]


def suite_name(proof: Any) -> str:
    """Return what the proof calls its suite, for messages; "" when it does not say."""
    if not isinstance(proof, dict):
        return ""
    name = proof.get("cryptosuite") if proof.get("type") == "DataIntegrityProof" else proof.get("type")
    return name if isinstance(name, str) else ""


def method_name(proof: Any) -> str:
    """Return the ``verificationMethod`` that the proof names; "" when it does not say."""
    name = proof.get("verificationMethod") if isinstance(proof, dict) else None
    return name if isinstance(name, str) else ""


def read_shape(path: str, proof: Any, purpose: str) -> Shape:
    """Return the members of `proof` that decide, checked (Data Integrity 1.0 section 4.4 step 3).

    Raises:
        Malformed: ``proof.missing``, ``proof.malformed``, ``proof.wrong_purpose``, ``date.*``.
        Unsupported: ``proof.suite_unsupported``.
    """
    if not isinstance(proof, dict) or not proof:
        raise Malformed("proof.missing", path)
    kind = proof.get("type")
    if not isinstance(kind, str):
        raise Malformed("proof.malformed", child(path, "type"), member="type")
    name = kind
    if kind == "DataIntegrityProof":
        name = proof.get("cryptosuite", "")
        if not isinstance(name, str) or not name:
            raise Malformed("proof.malformed", child(path, "cryptosuite"), member="cryptosuite")
    suite = SUITES.get((kind, name))
    if suite is None:
        raise Unsupported("proof.suite_unsupported", path, suite=name)
    if kind != "DataIntegrityProof" and "cryptosuite" in proof:
        raise Malformed("proof.malformed", child(path, "cryptosuite"), member="cryptosuite")
    if proof.get("proofPurpose") != purpose:
        raise Malformed(
            "proof.wrong_purpose",
            child(path, "proofPurpose"),
            purpose=proof.get("proofPurpose", "none"),
            expected=purpose,
        )
    method = proof.get("verificationMethod")
    if not isinstance(method, str) or not method:
        raise Malformed("proof.malformed", child(path, "verificationMethod"), member="verificationMethod")
    domain = proof.get("domain", [])
    domains = [domain] if isinstance(domain, str) else domain
    if not isinstance(domains, list) or not all(isinstance(entry, str) for entry in domains):
        raise Malformed("proof.malformed", child(path, "domain"), member="domain")
    challenge = proof.get("challenge")
    if challenge is not None and not isinstance(challenge, str):
        raise Malformed("proof.malformed", child(path, "challenge"), member="challenge")
    facts = {
        "path": path,
        "suite": name,
        "method": method,
        "created": _moment(path, proof, "created"),
        "expires": _moment(path, proof, "expires"),
        "domain": tuple(domains),
        "challenge": challenge,
    }
    return Shape(suite, facts)


def _moment(path: str, proof: Mapping[str, Any], member: str) -> datetime | None:
    if member not in proof:
        return None
    text = proof[member]
    if not isinstance(text, str):
        raise Malformed("proof.malformed", child(path, member), member=member)
    return parse_timestamp(text, child(path, member)).at


def proof_value(path: str, proof: Mapping[str, Any]) -> bytes:
    """Return the signature bytes.

    Raises:
        Malformed: ``proof.value_encoding``.
    """
    value = proof.get("proofValue")
    where = child(path, "proofValue")
    # EdDSA and ECDSA suites: base58-btc only, "any other encoding MUST NOT be allowed" (vc-di-eddsa 3.2.2).
    if not isinstance(value, str) or not value.startswith("z"):
        raise Malformed("proof.value_encoding", where)
    try:
        return decode_base58(value[1:])
    except Problem:
        raise Malformed("proof.value_encoding", where) from None
