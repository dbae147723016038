"""Suites that sign the statements of a document, in RDF canonical form (vc-di-eddsa 3.2, vc-di-ecdsa 3.2)."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from badgekit.errors import Malformed, Problem
from badgekit.jsonld import Engine
from badgekit.jsonpath import child
from badgekit.limits import Limits
from badgekit.proofs import signatures
from badgekit.proofs.proof_shape import proof_value
from badgekit.proofs.secured import Covered, Secured

__all__ = ["check", "read_value", "revision_choices"]

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
    path, proof, suite, forms = secured.path, secured.proof, secured.suite, secured.forms
    context, kind = forms.document.get("@context"), secured.key.key.kind
    if "@context" in proof and not _repeats(proof["@context"], context):
        raise Malformed("proof.own_context", child(path, "@context"))
    # The hash of the proof options comes first (vc-di-eddsa 3.2.4).
    options = {name: member for name, member in proof.items() if name != "proofValue"}
    options["@context"] = context
    hash_name = suite.hash_for(kind)
    first_problem: Problem | None = None
    tried: set[bytes] = set()
    for revisions in revision_choices(forms.engine, context):
        try:
            document_form = forms.get(hash_name, revisions)
            options_form = forms.engine.canonicalize(
                options, context=context, revisions=revisions, hash_name=hash_name, work=forms.work
            )
        except Problem as problem:
            first_problem = first_problem or problem
            continue
        digest = _DIGESTS[hash_name]
        message = digest(options_form.nquads).digest() + digest(document_form.nquads).digest()
        if message in tried:
            continue  # revisions that do not differ for this document
        tried.add(message)
        if signatures.verify(suite.algorithm_for(kind), secured.key.key, value, message):
            return Covered(
                coverage=(*document_form.outside, *options_form.outside),
                shared=document_form.shared,
                nested_contexts=document_form.nested_contexts,
                revisions=document_form.revisions,
                route="strict" if document_form.route == options_form.route == "strict" else "pyld",
            )
        first_problem = first_problem or Malformed("proof.invalid", path, suite=suite.name)
    assert first_problem is not None, "there is always one choice, and it verified or had a problem"
    raise first_problem


def _repeats(own: Any, context: Any) -> bool:
    """Tell whether a proof's own context names nothing but contexts of the document.

    The suites put the document's context in its place (vc-di-eddsa 3.2.5), so it is not signed; as long as
    it says nothing new, nothing unsigned is shown.
    """
    known = context if isinstance(context, list) else [context]
    entries = own if isinstance(own, list) else [own]
    return bool(entries) and all(entry in known for entry in entries)


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
