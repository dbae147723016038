"""openbadgeslib, its verifiers for Open Badges 3.0 (extra ``ldp`` for embedded proofs)."""

from __future__ import annotations

import json

from benchmarks.case import Case, Verify
from benchmarks.peers.keys import base64url


def make(case: Case) -> Verify:
    """Return the verifier of `case`."""
    from openbadgeslib.ob3.ldp import OB3LdpVerifier
    from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

    bodies = {url: json.dumps(document).encode() for url, document in case.documents.items()}
    embedded = OB3LdpVerifier()
    by_issuer: dict[str, OB3Verifier] = {}

    def verify_embedded(text: str) -> bool:
        try:
            return embedded.verify(text, download=bodies.__getitem__) is not None
        except OB3VerificationError as error:
            if "signature" in str(error).lower():
                return False
            raise

    def verify_token(text: str) -> bool:
        # Its verifier is made for one issuer; who has several must look for the issuer first.
        issuer = json.loads(base64url(text.split(".")[1]))["iss"]
        verifier = by_issuer.get(issuer)
        if verifier is None:
            verifier = by_issuer[issuer] = OB3Verifier.for_issuer_did(issuer, bodies.__getitem__)
        try:
            return verifier.verify(text) is not None
        except OB3VerificationError as error:
            if "signature" in str(error).lower():
                return False
            raise

    return verify_token if case.token else verify_embedded
