"""The floor: the signature check alone, key, message and signature ready; for tokens also JSON parsing."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from benchmarks.case import Case, Verify
from benchmarks.peers.keys import Check, base64url, checker, proof_value


def make(case: Case) -> Verify:
    """Return the verifier of `case`, which knows the credentials of `case` only."""
    from cryptography.exceptions import InvalidSignature

    checks = {method: checker(jwk) for method, jwk in case.keys.items()}
    prepare = _token if case.token else _embedded
    known = {text: prepare(text, checks) for text in (*case.texts, case.tampered)}

    def verify(text: str) -> bool:
        check, signature, message, texts = known[text]
        for part in texts:
            json.loads(part)
        try:
            check(signature, message)
        except InvalidSignature:
            return False
        return True

    return verify


def _token(text: str, checks: dict[str, Check]) -> tuple[Check, bytes, bytes, tuple[bytes, ...]]:
    header, payload, signature = text.split(".")
    parts = (base64url(header), base64url(payload))
    method = json.loads(parts[0])["kid"]
    return checks[method], base64url(signature), f"{header}.{payload}".encode(), parts


def _embedded(text: str, checks: dict[str, Check]) -> tuple[Check, bytes, bytes, tuple[bytes, ...]]:
    from badgekit import Limits
    from badgekit.jsonld import ContextStore, Engine

    document: dict[str, Any] = json.loads(text)
    proof = document.pop("proof")
    signature = proof_value(proof.pop("proofValue"))
    engine = Engine(ContextStore.bundled(), Limits())
    forms = [engine.canonicalize(part, context=document["@context"]) for part in (proof, document)]
    message = b"".join(hashlib.sha256(form.nquads).digest() for form in forms)
    return checks[proof["verificationMethod"]], signature, message, ()
