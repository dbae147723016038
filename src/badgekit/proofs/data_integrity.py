"""Embedded proofs: Data Integrity cryptosuites over RDF canonical form, and Ed25519Signature2020.

One proof is assessed in numbered steps that follow VC Data Integrity 1.0 section 4.4 and the cryptosuite
specifications (vc-di-eddsa 3.2, vc-di-ecdsa 3.2). Nothing here decides a verdict: an assessment says what
was found, step by step, and the checks turn that into outcomes.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.jsonld import Canonical, Engine, Work
from badgekit.jsonpath import child
from badgekit.keys.resolver import KeyResolver, ResolvedKey
from badgekit.limits import Limits
from badgekit.proofs import signatures
from badgekit.proofs.chains import predecessors
from badgekit.proofs.proof_shape import proof_value, read_shape, suite_name

__all__ = ["ProofAssessment", "assess_proofs", "proofs_of"]

_DIGESTS = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}
# Context revisions are tried in combination; a document with many moving contexts must not multiply work.
_MAX_REVISION_TRIES = 8
# Each link of a chain is a document of its own to canonicalise.
_MAX_CHAINED = 4
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
        route: ``strict`` or ``pyld``, the way of canonicalisation.
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
    route: str = ""


def proofs_of(document: Mapping[str, Any], limits: Limits) -> tuple[tuple[str, Any], ...]:
    """Return the proofs of `document` with their paths; () when there is none.

    Raises:
        Malformed: ``proof.missing`` for a ``proof`` member that holds nothing.
        LimitExceeded: ``proof.too_many``.
    """
    given = document.get("proof")
    if given is None and "proof" not in document:
        return ()
    if isinstance(given, list):
        if not given:
            raise Malformed("proof.missing", "$.proof")
        if len(given) > limits.proofs:
            raise LimitExceeded("proof.too_many", "$.proof", limit=limits.proofs, count=len(given))
        return tuple((f"$.proof[{index}]", proof) for index, proof in enumerate(given))
    if given is None:
        raise Malformed("proof.missing", "$.proof")
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
    canonical = _CanonicalForms(engine, unsecured, work or Work(limits))
    every = [proof for _, proof in proofs]
    if sum(isinstance(proof, dict) and "previousProof" in proof for proof in every) > _MAX_CHAINED:
        raise LimitExceeded("proof.too_many", "$.proof", limit=_MAX_CHAINED, count=len(every))
    return tuple(_assess(path, proof, every, canonical, resolver, issuer, purpose) for path, proof in proofs)


class _CanonicalForms:
    """Canonical forms of one unsecured document, worked out once per hash and context revision."""

    def __init__(self, engine: Engine, document: Mapping[str, Any], work: Work) -> None:
        self.engine = engine
        self.document = document
        self.work = work
        self._known: dict[tuple[str, tuple[tuple[str, str], ...]], Canonical | Problem] = {}

    def get(self, hash_name: str, revisions: Mapping[str, str]) -> Canonical:
        """Return the form under `revisions`; raises what the engine raises, again if asked again."""
        key = (hash_name, tuple(sorted(revisions.items())))
        known = self._known.get(key)
        if known is None:
            try:
                known = self.engine.canonicalize(
                    self.document, revisions=revisions, hash_name=hash_name, work=self.work
                )
            except Problem as problem:
                known = problem
            self._known[key] = known
        if isinstance(known, Problem):
            raise known
        return known


def _assess(
    path: str,
    proof: Any,
    proofs: list[Any],
    canonical: _CanonicalForms,
    resolver: KeyResolver,
    issuer: str | None,
    purpose: str,
) -> ProofAssessment:
    # (1) The proof is an object, and every member we rely on has the right shape (DI 4.4 step 3).
    try:
        shape = read_shape(path, proof, purpose)
    except Problem as problem:
        return ProofAssessment(path=path, suite=suite_name(proof), integrity=problem)
    suite, facts, engine = shape.suite, shape.facts, canonical.engine
    try:
        # (2) A chained proof signs the document together with the proofs it builds on (DI 4.5).
        if "previousProof" in proof:
            secured = {**canonical.document, "proof": predecessors(path, proof, proofs)}
            canonical = _CanonicalForms(engine, secured, canonical.work)
        # (3) The signature bytes, before any work is done or anything is asked of the network.
        signature = proof_value(path, proof)
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
    context = canonical.document.get("@context")
    if "@context" in proof and not _repeats(proof["@context"], context):
        own_context = Malformed("proof.own_context", child(path, "@context"))
        return ProofAssessment(**facts, key=key, integrity=own_context)
    # (5) Canonical forms, hash of the proof options first (vc-di-eddsa 3.2.4), signature.
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    options["@context"] = context
    hash_name = suite.hash_for(key.key.kind)
    first_problem: Problem | None = None
    tried: set[bytes] = set()
    for revisions in _revision_choices(engine, context):
        try:
            document_form = canonical.get(hash_name, revisions)
            options_form = engine.canonicalize(
                options, context=context, revisions=revisions, hash_name=hash_name, work=canonical.work
            )
        except Problem as problem:
            first_problem = first_problem or problem
            continue
        digest = _DIGESTS[hash_name]
        message = digest(options_form.nquads).digest() + digest(document_form.nquads).digest()
        if message in tried:
            continue  # revisions that do not differ for this document
        tried.add(message)
        if signatures.verify(suite.algorithm_for(key.key.kind), key.key, signature, message):
            return ProofAssessment(
                **facts,
                key=key,
                coverage=(*document_form.outside, *options_form.outside),
                shared=document_form.shared,
                nested_contexts=document_form.nested_contexts,
                revisions=document_form.revisions,
                route="strict" if document_form.route == options_form.route == "strict" else "pyld",
            )
        first_problem = first_problem or Malformed("proof.invalid", path, suite=suite.name)
    return ProofAssessment(**facts, key=key, integrity=first_problem)


def _repeats(own: Any, context: Any) -> bool:
    """Tell whether a proof's own context names nothing but contexts of the document.

    The suites put the document's context in its place (vc-di-eddsa 3.2.5), so it is not signed; as long as
    it says nothing new, nothing unsigned is shown.
    """
    known = context if isinstance(context, list) else [context]
    entries = own if isinstance(own, list) else [own]
    return bool(entries) and all(entry in known for entry in entries)


def _revision_choices(engine: Engine, context: Any) -> Iterator[Mapping[str, str]]:
    """Yield which revisions of the document's contexts to try, the default ones first."""
    yield {}
    entries = context if isinstance(context, list) else [context]
    moving = []
    for url in dict.fromkeys(entry for entry in entries if isinstance(entry, str)):
        names = [(url, revision.name) for revision in engine.store.revisions(url)]
        if len(names) > 1:
            moving.append(names)
    for combination in itertools.islice(itertools.product(*moving), 1, _MAX_REVISION_TRIES):
        yield dict(combination)
