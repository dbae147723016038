"""A straightforward implementation: PyLD and cryptography, contexts and keys cached, the signature only."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from benchmarks.case import Case, NotUsable, Verify
from benchmarks.peers.keys import checker, proof_value


def make(case: Case) -> Verify:
    """Return the verifier of `case`."""
    from cryptography.exceptions import InvalidSignature
    from pyld import jsonld

    if case.token:
        raise NotUsable("it is for embedded proofs")
    checks = {method: checker(jwk) for method, jwk in case.keys.items()}

    def load(url: str, _: Any) -> dict[str, Any]:
        # PyLD keeps what it has read out of a context only when the document has this tag.
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": case.contexts[url],
            "tag": "static",
        }

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}

    def digest(document: dict[str, Any]) -> bytes:
        return hashlib.sha256(jsonld.normalize(document, options).encode()).digest()

    def verify(text: str) -> bool:
        document = json.loads(text)
        proof = document.pop("proof")
        signature = proof_value(proof.pop("proofValue"))
        proof["@context"] = document["@context"]
        try:
            checks[proof["verificationMethod"]](signature, digest(proof) + digest(document))
        except InvalidSignature:
            return False
        return True

    return verify
