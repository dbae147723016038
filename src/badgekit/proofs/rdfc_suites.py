"""Suites that sign the statements of a document, in RDF canonical form (vc-di-eddsa 3.2, vc-di-ecdsa 3.2)."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from badgekit import canonicaljson
from badgekit.errors import LimitExceeded, Malformed, Problem
from badgekit.jsonld import Canonical, Engine
from badgekit.jsonpath import child
from badgekit.limits import Limits
from badgekit.proofs import signatures
from badgekit.proofs.disclosure import Disclosure
from badgekit.proofs.proof_shape import proof_value
from badgekit.proofs.secured import Covered, Secured

__all__ = [
    "check",
    "covered",
    "first_that_verifies",
    "read_value",
    "repeats",
    "revision_choices",
]

_DIGESTS = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}
# Context revisions are tried in combination; a document with many moving contexts must not multiply work.
_MAX_REVISION_TRIES = 8


def read_value(path: str, proof: Mapping[str, Any], limits: Limits) -> bytes:
    """Return the signature bytes; raises as `proof_value`."""
    return proof_value(path, proof)


def check(secured: Secured, value: bytes) -> Covered:
    """Return what the signature covers, under the first revisions of the contexts with which it verifies.

    Raises:
        Malformed: ``proof.invalid``, ``proof.own_context``, and what canonicalisation raises.
        Problem: the document has no canonical form here.
    """
    suite, key = secured.suite, secured.key.key
    digest = _DIGESTS[suite.hash_for(key.kind)]
    algorithm = suite.algorithm_for(key.kind)

    def judge(options: Canonical, document: Canonical) -> Covered | None:
        # The hash of the proof options comes first (vc-di-eddsa 3.2.4).
        message = digest(options.nquads).digest() + digest(document.nquads).digest()
        return covered(options, document) if signatures.verify(algorithm, key, value, message) else None

    return first_that_verifies(secured, judge)


def first_that_verifies(
    secured: Secured, judge: Callable[[Canonical, Canonical], Covered | None], *, member: str = "proofValue"
) -> Covered:
    """Return what `judge` says of the first revisions of the contexts with which the signature is good.

    Args:
        secured: the proof and its document.
        judge: told the canonical forms of proof options and document; returns what is covered, or None or a
            problem where the signature is about something else.
        member: the member of the proof that holds the signature; everything else in it is signed.

    Raises:
        Malformed: ``proof.invalid``, ``proof.own_context``, and what canonicalisation raises.
        Problem: the document has no canonical form here.
    """
    path, proof, forms = secured.path, secured.proof, secured.forms
    context = forms.document.get("@context")
    if "@context" in proof and not repeats(proof["@context"], context):
        raise Malformed("proof.own_context", child(path, "@context"))
    options = {name: value for name, value in proof.items() if name != member}
    hash_name = secured.suite.hash_for(secured.key.key.kind)
    first_problem: Problem | None = None
    tried: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for revisions in revision_choices(forms.engine, context):
        try:
            document_form = forms.get(hash_name, revisions)
            options_form = forms.engine.canonicalize(
                options, context=context, revisions=revisions, hash_name=hash_name, work=forms.work
            )
            if (options_form.lines, document_form.lines) in tried:
                continue  # revisions that do not differ for this document
            tried.append((options_form.lines, document_form.lines))
            found = judge(options_form, document_form)
        except LimitExceeded:
            # The revision that it was signed under may be the one that is too much, or one not tried yet.
            raise
        except Problem as problem:
            first_problem = first_problem or problem
            continue
        if found is not None:
            return found
        first_problem = first_problem or Malformed("proof.invalid", path, suite=secured.suite.name)
    assert first_problem is not None, "there is always one choice, and it verified or had a problem"
    raise first_problem


def covered(options: Canonical, document: Canonical, disclosure: Disclosure | None = None) -> Covered:
    """Return what a good signature of proof options and document covers."""
    return Covered(
        coverage=(*document.outside, *options.outside),
        shared=document.shared,
        nested_contexts=document.nested_contexts,
        revisions=document.revisions,
        disclosure=disclosure,
    )


def repeats(own: Any, context: Any) -> bool:
    """Tell whether a proof's `own` context names nothing but what is in `context`, its document's.

    The suites put the document's context in its place (vc-di-eddsa 3.2.5), so it is not signed; as long as
    it says nothing new, nothing unsigned is shown.
    """
    # As canonical texts in sets: both may be as long as the document, and to Python 1 and true are equal.
    said = set(map(canonicaljson.dumps, own if isinstance(own, list) else [own]))
    known = set(map(canonicaljson.dumps, context if isinstance(context, list) else [context]))
    return bool(said) and said <= known


def revision_choices(engine: Engine, context: Any) -> Iterator[Mapping[str, str]]:
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
