"""Embedded proofs: Data Integrity cryptosuites over RDF canonical form, and Ed25519Signature2020.

One proof is assessed in numbered steps that follow VC Data Integrity 1.0 section 4.4 and the cryptosuite
specifications (vc-di-eddsa 3.2, vc-di-ecdsa 3.2). Nothing here decides a verdict: an assessment says what
was found, step by step, and the checks turn that into outcomes.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from badgekit.dates import parse_timestamp
from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.jsonld import Canonical, Engine
from badgekit.jsonpath import child
from badgekit.keys.multibase import decode_base58
from badgekit.keys.resolver import KeyResolver, ResolvedKey
from badgekit.limits import Limits
from badgekit.proofs import signatures
from badgekit.proofs.cryptosuites import SUITES, Cryptosuite

__all__ = ["ProofAssessment", "assess_proofs", "proofs_of"]

# Context revisions are tried in combination; a document with many moving contexts must not multiply work.
_MAX_REVISION_TRIES = 8


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
    purpose: str = "assertionMethod",
) -> tuple[ProofAssessment, ...]:
    """Assess every proof of `document`.

    Args:
        document: the secured document, ``proof`` included.
        purpose: the proofPurpose expected: ``assertionMethod`` for credentials, ``authentication`` for
            presentations.

    Raises:
        Problem: when the ``proof`` member as a whole is unusable.
    """
    proofs = proofs_of(document, limits)
    unsecured = {name: value for name, value in document.items() if name != "proof"}
    canonical = _CanonicalForms(engine, unsecured)
    return tuple(
        _assess(path, proof, [p for _, p in proofs], unsecured, canonical, engine, resolver, purpose)
        for path, proof in proofs
    )


class _CanonicalForms:
    """Canonical forms of one unsecured document, computed once per hash and context revision."""

    def __init__(self, engine: Engine, document: Mapping[str, Any]) -> None:
        self._engine = engine
        self.document = document
        self._known: dict[tuple[str, tuple[tuple[str, str], ...]], Canonical] = {}

    def get(self, hash_name: str, revisions: Mapping[str, str]) -> Canonical:
        key = (hash_name, tuple(sorted(revisions.items())))
        if key not in self._known:
            self._known[key] = self._engine.canonicalize(
                self.document, revisions=revisions, hash_name=hash_name
            )
        return self._known[key]


def _assess(
    path: str,
    proof: Any,
    proofs: list[Any],
    unsecured: Mapping[str, Any],
    canonical: _CanonicalForms,
    engine: Engine,
    resolver: KeyResolver,
    purpose: str,
) -> ProofAssessment:
    # (1) The proof is an object, and every member we rely on has the right shape (DI 4.4 step 3).
    try:
        shape = _read_shape(path, proof, purpose)
    except Problem as problem:
        return ProofAssessment(path=path, suite=_name_of(proof), integrity=problem)
    suite, facts = shape
    try:
        # (2) A chained proof signs the document together with the proofs it builds on (DI 4.5).
        if "previousProof" in proof:
            secured = {**unsecured, "proof": _predecessors(path, proof, proofs)}
            canonical = _CanonicalForms(engine, secured)
        # (3) The signature bytes, before any work is done or anything is asked of the network.
        signature = _proof_value(path, proof)
        # (4) The key, through the controller document (CID 3.3).
        key = resolver.resolve(facts.method, purpose)
        if key.key.kind not in suite.key_kinds:
            raise Malformed(
                "proof.key_type", child(path, "verificationMethod"), suite=facts.suite, kind=key.key.kind
            )
    except Problem as problem:
        return _with(facts, integrity=problem)
    # (5) Canonical form of document and proof options, hash of the proof first (vc-di-eddsa 3.2.4), signature.
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    context = unsecured.get("@context")
    options["@context"] = context
    hash_name = suite.hash_for(key.key.kind)
    first_problem: Problem | None = None
    attempts = _revision_choices(engine, context)
    for revisions in attempts:
        try:
            document_form = canonical.get(hash_name, revisions)
            options_form = engine.canonicalize(
                options, context=context, revisions=revisions, hash_name=hash_name
            )
        except Problem as problem:
            first_problem = first_problem or problem
            continue
        message = (
            hashlib.new(hash_name, options_form.nquads).digest()
            + hashlib.new(hash_name, document_form.nquads).digest()
        )
        if signatures.verify(suite.algorithm_for(key.key.kind), key.key, signature, message):
            return _with(
                facts,
                key=key,
                coverage=(*document_form.outside, *options_form.outside),
                shared=document_form.shared,
                nested_contexts=document_form.nested_contexts,
                revisions=document_form.revisions,
                route="strict" if document_form.route == options_form.route == "strict" else "pyld",
            )
        first_problem = first_problem or Malformed("proof.invalid", path, suite=facts.suite)
    return _with(facts, key=key, integrity=first_problem)


def _revision_choices(engine: Engine, context: Any) -> list[Mapping[str, str]]:
    """Return which revisions of the document's contexts to try, the documented default first."""
    entries = context if isinstance(context, list) else [context]
    moving = []
    for url in dict.fromkeys(entry for entry in entries if isinstance(entry, str)):
        names = [(url, revision.name) for revision in engine.store.revisions(url)]
        if len(names) > 1:
            moving.append(names)
    return [
        dict(combination) for combination in itertools.islice(itertools.product(*moving), _MAX_REVISION_TRIES)
    ]


def _name_of(proof: Any) -> str:
    if not isinstance(proof, dict):
        return ""
    name = proof.get("cryptosuite") if proof.get("type") == "DataIntegrityProof" else proof.get("type")
    return name if isinstance(name, str) else ""


def _with(facts: ProofAssessment, **changes: Any) -> ProofAssessment:
    known = {name: getattr(facts, name) for name in ProofAssessment.__slots__}
    return ProofAssessment(**{**known, **changes})


def _read_shape(path: str, proof: Any, purpose: str) -> tuple[Cryptosuite, ProofAssessment]:
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
    dates = {
        member: parse_timestamp(proof[member], child(path, member)).at if member in proof else None
        for member in ("created", "expires")
    }
    domain = proof.get("domain", [])
    domains = [domain] if isinstance(domain, str) else domain
    if not isinstance(domains, list) or not all(isinstance(entry, str) for entry in domains):
        raise Malformed("proof.malformed", child(path, "domain"), member="domain")
    challenge = proof.get("challenge")
    if challenge is not None and not isinstance(challenge, str):
        raise Malformed("proof.malformed", child(path, "challenge"), member="challenge")
    return suite, ProofAssessment(
        path=path,
        suite=name,
        method=method,
        created=dates["created"],
        expires=dates["expires"],
        domain=tuple(domains),
        challenge=challenge,
    )


def _proof_value(path: str, proof: Mapping[str, Any]) -> bytes:
    value = proof.get("proofValue")
    where = child(path, "proofValue")
    # EdDSA and ECDSA suites: base58-btc only, "any other encoding MUST NOT be allowed" (vc-di-eddsa 3.2.2).
    if not isinstance(value, str) or not value.startswith("z"):
        raise Malformed("proof.value_encoding", where)
    try:
        return decode_base58(value[1:])
    except Problem:
        raise Malformed("proof.value_encoding", where) from None


def _predecessors(path: str, proof: Mapping[str, Any], proofs: list[Any]) -> list[Any]:
    """Return the proofs that `proof` builds on, exactly those it names (DI 4.5, previousProof)."""
    given = proof["previousProof"]
    names = [given] if isinstance(given, str) else given
    where = child(path, "previousProof")
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
        raise Malformed("proof.previous_missing", where)
    by_id: dict[str, Mapping[str, Any]] = {}
    for other in proofs:
        if isinstance(other, dict) and isinstance(other.get("id"), str):
            if other["id"] in by_id:
                raise Malformed("proof.previous_missing", where)
            by_id[other["id"]] = other
    chosen = []
    for name in names:
        if name not in by_id or by_id[name] is proof:
            raise Malformed("proof.previous_missing", where, name=name)
        chosen.append(by_id[name])
    _refuse_cycle(where, proof, by_id)
    return chosen


def _refuse_cycle(where: str, proof: Mapping[str, Any], by_id: Mapping[str, Mapping[str, Any]]) -> None:
    seen: set[str] = set()
    waiting: list[Mapping[str, Any]] = [proof]
    while waiting:
        given = waiting.pop().get("previousProof", [])
        for name in [given] if isinstance(given, str) else given if isinstance(given, list) else []:
            if isinstance(name, str) and name == proof.get("id"):
                raise Malformed("proof.previous_loop", where)
            if isinstance(name, str) and name in by_id and name not in seen:
                seen.add(name)
                waiting.append(by_id[name])
