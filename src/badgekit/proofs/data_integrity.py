"""Embedded proofs: Data Integrity, and the linked-data signatures before it.

One proof is assessed in numbered steps that follow VC Data Integrity 1.0 section 4.4. How a document becomes
the bytes that are signed is a matter of the suite's family, each in a module of its own. Nothing here decides
a verdict: an assessment says what was found, step by step, and the checks turn that into outcomes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.jsonld import Engine, Work
from badgekit.jsonpath import child
from badgekit.keys.resolver import KeyResolver, ResolvedKey
from badgekit.limits import Limits
from badgekit.proofs import bbs_suite, ecdsa_sd, jcs_suites, linked_data_suites, rdfc_suites
from badgekit.proofs.chains import new_contexts, predecessors
from badgekit.proofs.cryptosuites import Family
from badgekit.proofs.disclosure import Disclosure
from badgekit.proofs.proof_shape import method_name, read_shape, suite_name
from badgekit.proofs.secured import CanonicalForms, Secured, Transformation

__all__ = ["ProofAssessment", "assess_proofs", "proofs_of"]

_FAMILIES: Mapping[Family, Transformation] = {
    "rdfc": rdfc_suites,
    "jcs": jcs_suites,
    "linked-data": linked_data_suites,
    "ecdsa-sd": ecdsa_sd,
    "bbs": bbs_suite,
}
# Identifiers that hold their key: nobody is asked for it.
_SELF_CONTAINED = ("did:key:", "did:jwk:")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofAssessment:
    """What was found about one proof.

    Attributes:
        path: JSONPath of the proof.
        suite: the cryptosuite or proof type as the proof names it.
        method: its verificationMethod.
        integrity: None when the signature verifies, otherwise the problem.
        coverage: problems of what the signature covers; empty when a reader sees just what was signed.
        shared: nodes described in several places of the document.
        key: the resolved key; None when it could not be had.
        created, expires: the proof's own dates.
        revisions: context URL → revision under which the signature verified.
        disclosure: what a holder was free to leave out; None for suites that show all or nothing.
    """

    path: str
    suite: str = ""
    method: str = ""
    integrity: Problem | None = None
    coverage: tuple[Problem, ...] = ()
    shared: tuple[Problem, ...] = ()
    nested_contexts: tuple[str, ...] = ()
    key: ResolvedKey | None = None
    created: datetime | None = None
    expires: datetime | None = None
    domain: tuple[str, ...] = ()
    challenge: str | None = None
    revisions: Mapping[str, str] = field(default_factory=dict)
    disclosure: Disclosure | None = None


def proofs_of(document: Mapping[str, Any], limits: Limits) -> tuple[tuple[str, Any], ...]:
    """Return the proofs of `document` with their paths; () when there is none.

    Raises:
        Malformed: ``proof.missing`` for a ``proof`` member that holds nothing.
        LimitExceeded: ``proof.too_many``.
    """
    if "proof" not in document:
        return ()
    given = document["proof"]
    if given in (None, []):
        raise Malformed("proof.missing", "$.proof")
    several = given if isinstance(given, list) else [given]
    if len(several) > limits.proofs:
        raise LimitExceeded("proof.too_many", "$.proof", limit=limits.proofs, count=len(several))
    if several is given:
        return tuple((f"$.proof[{index}]", proof) for index, proof in enumerate(given))
    return (("$.proof", given),)


def assess_proofs(
    document: Mapping[str, Any],
    *,
    engine: Engine,
    resolver: KeyResolver,
    limits: Limits,
    work: Work | None = None,
    issuer: str | None = None,
    purpose: str = "assertionMethod",
) -> tuple[ProofAssessment, ...]:
    """Assess every proof of `document`.

    Args:
        document: the secured document, ``proof`` included.
        work: the account of the verification; a full one when left out.
        issuer: who must have signed. A proof whose key would have to be asked for at somebody else is not
            looked at: a request tells that, and when, a badge is checked. None leaves that open.
        purpose: the proofPurpose expected: ``assertionMethod`` for credentials, ``authentication`` for
            presentations.

    Raises:
        Problem: when the ``proof`` member as a whole is unusable.
    """
    proofs = proofs_of(document, limits)
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    forms = CanonicalForms(engine, unsecured, work or Work(limits))
    every = [proof for _, proof in proofs]
    if sum(isinstance(proof, dict) and "previousProof" in proof for proof in every) > limits.chained_proofs:
        raise LimitExceeded("proof.too_many_chained", "$.proof", limit=limits.chained_proofs)
    return tuple(
        _assess(path, proof, proofs, forms, resolver, limits, issuer, purpose) for path, proof in proofs
    )


def _assess(
    path: str,
    proof: Any,
    proofs: tuple[tuple[str, Any], ...],
    forms: CanonicalForms,
    resolver: KeyResolver,
    limits: Limits,
    issuer: str | None,
    purpose: str,
) -> ProofAssessment:
    # (1) The proof is an object, and every member we rely on has the right shape (DI 4.4 step 3).
    try:
        shape = read_shape(path, proof, purpose)
    except Problem as problem:
        return ProofAssessment(
            path=path, suite=suite_name(proof), method=method_name(proof), integrity=problem
        )
    suite, facts = shape.suite, shape.facts
    family = _FAMILIES[suite.family]
    earlier: list[Any] = []
    try:
        # (2) A chained proof signs the document together with the proofs it builds on (DI 4.5).
        if "previousProof" in proof:
            earlier = predecessors(path, proof, [other for _, other in proofs])
            forms = CanonicalForms(forms.engine, {**forms.document, "proof": earlier}, forms.work)
        # (3) The signature bytes, before any work is done or anything is asked of the network.
        value = family.read_value(path, proof, limits)
        # (4) The key, through the controller document (CID 3.3), which is about what stands before the "#".
        signer = facts["method"].partition("#")[0]
        if issuer is not None and signer != issuer and not signer.startswith(_SELF_CONTAINED):
            raise Unsupported("proof.by_somebody_else", path, controller=signer, issuer=issuer)
        key = resolver.resolve(facts["method"], purpose)
        if key.key.kind not in suite.key_kinds:
            raise Malformed(
                "proof.key_type", child(path, "verificationMethod"), suite=suite.name, kind=key.key.kind
            )
    except Problem as problem:
        return ProofAssessment(**facts, integrity=problem)
    # (5) Canonical forms, hashes, signature: the suite's own recipe.
    try:
        covered = family.check(Secured(path, proof, suite, forms, key, limits), value)
    except Problem as problem:
        return ProofAssessment(**facts, key=key, integrity=problem)
    place_of = {id(other): place for place, other in proofs}
    return ProofAssessment(
        **facts,
        key=key,
        coverage=covered.coverage,
        shared=covered.shared,
        nested_contexts=new_contexts(
            forms.document, covered.nested_contexts, [place_of[id(one)] for one in earlier]
        ),
        revisions=covered.revisions,
        disclosure=covered.disclosure,
    )
