"""Linked-data signatures of before Data Integrity that are a detached JWS, or were made like one.

Their recipe is that of the RDF suites, always with SHA-256; the two hashes are the payload of the JWS. The
drafts are those of the W3C Credentials Community Group; no Recommendation came of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from badgekit.errors import Malformed
from badgekit.jsonld import Canonical
from badgekit.jsonpath import child
from badgekit.limits import Limits
from badgekit.proofs import detached_jws, rdfc_suites
from badgekit.proofs.detached_jws import DetachedJws
from badgekit.proofs.proof_shape import proof_value
from badgekit.proofs.secured import Covered, Secured

__all__ = ["check", "read_value"]

_SIGNATURE_MEMBERS = ("jws", "proofValue", "signatureValue")
# Hyperledger ACA-Py writes the bare signature of this suite, others a JWS.
_ALSO_BARE = frozenset({"EcdsaSecp256r1Signature2019"})


def read_value(path: str, proof: Mapping[str, Any], limits: Limits) -> DetachedJws | bytes:
    """Return the signature: a detached JWS, or the bare bytes where the suite has them.

    Raises:
        Malformed: ``proof.value_encoding`` unless there is exactly one signature, in a form of the suite;
            what `detached_jws.parse` raises.
        Unsupported: as `detached_jws.parse`.
        LimitExceeded: likewise.
    """
    given = [name for name in _SIGNATURE_MEMBERS if name in proof]
    if given == ["proofValue"] and proof["type"] in _ALSO_BARE:
        return proof_value(path, proof)
    if given != ["jws"] or not isinstance(proof["jws"], str):
        raise Malformed("proof.value_encoding", child(path, given[0] if given else "jws"))
    return detached_jws.parse(proof["jws"], child(path, "jws"), limits)


def check(secured: Secured, value: DetachedJws | bytes) -> Covered:
    """Return what the signature covers; raises as `rdfc_suites.check`, and ``proof.jws_algorithm``."""
    if isinstance(value, bytes):
        return rdfc_suites.check(secured, value)
    key, suite = secured.key.key, secured.suite
    if value.alg not in suite.algorithms_for(key.kind):
        raise Malformed(
            "proof.jws_algorithm", child(secured.path, "jws"), alg=value.alg, suite=suite.name, kind=key.kind
        )
    hash_name = suite.hash_for(key.kind)

    def judge(options: Canonical, document: Canonical) -> Covered | None:
        # The hash of the proof options comes first, as in the suites that came after.
        payload = b"".join(hashlib.new(hash_name, form.nquads).digest() for form in (options, document))
        return rdfc_suites.covered(options, document) if value.signed_by(key, payload) else None

    return rdfc_suites.first_that_verifies(secured, judge, member="jws")
