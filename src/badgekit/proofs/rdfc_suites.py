"""Suites that sign the statements of a document, in RDF canonical form (vc-di-eddsa 3.2, vc-di-ecdsa 3.2)."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from badgekit.errors import Malformed, Problem
from badgekit.jsonld import Engine
from badgekit.jsonpath import child, member_at
from badgekit.limits import Limits
from badgekit.proofs import signatures
from badgekit.proofs.proof_shape import proof_value
from badgekit.proofs.secured import Covered, Secured

__all__ = ["check", "covered", "read_value", "revision_choices"]

_DIGESTS = {"sha256": hashlib.sha256, "sha384": hashlib.sha384}
_EARLIER_PROOF = re.compile(r"\$\.proof\[[0-9]+\]")
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
    algorithm = suite.algorithm_for(key.kind)
    return covered(secured, "proofValue", lambda message: signatures.verify(algorithm, key, value, message))


def covered(secured: Secured, member: str, verifies: Callable[[bytes], bool]) -> Covered:
    """Return what a signature of the hashes of proof options and document covers; raises as `check`.

    Args:
        secured: the proof and its document.
        member: the member that holds the signature; everything else in the proof is signed.
        verifies: tells whether the signature is one of these bytes, both hashes.
    """
    path, proof, suite, forms = secured.path, secured.proof, secured.suite, secured.forms
    context, kind = forms.document.get("@context"), secured.key.key.kind
    if "@context" in proof and not _repeats(proof["@context"], context):
        raise Malformed("proof.own_context", child(path, "@context"))
    # The hash of the proof options comes first (vc-di-eddsa 3.2.4).
    options = {name: value for name, value in proof.items() if name != member}
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
        if verifies(message):
            return Covered(
                coverage=(*document_form.outside, *options_form.outside),
                shared=document_form.shared,
                nested_contexts=tuple(
                    nested
                    for nested in document_form.nested_contexts
                    if not _is_earlier_proof(forms.document, nested)
                ),
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


def _is_earlier_proof(document: Mapping[str, Any], path: str) -> bool:
    """Tell whether what brings a context at `path` is a proof of a chain that names nothing new with it."""
    if not _EARLIER_PROOF.fullmatch(path):
        return False
    return _repeats(member_at(document, path)["@context"], document.get("@context"))


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
