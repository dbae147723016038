"""Suites that sign the JSON tree of a document in canonical form (vc-di-eddsa 3.3, vc-di-ecdsa 3.3).

The tree is what readers read, so nothing in it escapes the signature, and no rule about JSON-LD is needed to
say so. What its words mean is still a matter of the contexts, which `badgekit.checks.context` judges.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from badgekit import canonicaljson
from badgekit.errors import LimitExceeded, Malformed, Unsupported
from badgekit.jsonld.refusal import paths_of
from badgekit.jsonpath import child
from badgekit.limits import Limits
from badgekit.proofs import signatures
from badgekit.proofs.proof_shape import proof_value
from badgekit.proofs.secured import Covered, Secured

__all__ = ["check", "read_value"]


def read_value(path: str, proof: Mapping[str, Any], limits: Limits) -> bytes:
    """Return the signature bytes; raises as `proof_value`."""
    return proof_value(path, proof)


def check(secured: Secured, value: bytes) -> Covered:
    """Return what the signature covers: all of the tree, but for contexts that follow those of the proof.

    Raises:
        Malformed: ``proof.invalid``, ``proof.own_context``, ``json.*``.
        LimitExceeded: ``json.too_deep``, ``nested.too_many``.
    """
    path, proof, suite, forms = secured.path, secured.proof, secured.suite, secured.forms
    key = secured.key.key
    members = forms.members()
    other = False
    if "@context" in proof:
        # The document is taken as it was when the proof was made (vc-di-eddsa 3.3.2 step 5): others may have
        # appended contexts since, for proofs of their own.
        _check_start(proof["@context"], forms.document.get("@context"), path)
        own = canonicaljson.dumps(proof["@context"], limits=secured.limits)
        other = members.get("@context") != own
        members = {**members, "@context": own}
    options = {name: member for name, member in proof.items() if name != "proofValue"}
    digest = hashlib.new(suite.hash_for(key.kind), canonicaljson.dumps(options, limits=secured.limits))
    # The hash of the proof options comes first (vc-di-eddsa 3.3.4).
    message = digest.digest() + hashlib.new(suite.hash_for(key.kind), canonicaljson.join(members)).digest()
    if not signatures.verify(suite.algorithm_for(key.kind), key, value, message):
        raise Malformed("proof.invalid", path, suite=suite.name)
    return Covered(
        coverage=(Unsupported("proof.context_added", "$['@context']"),) if other else (),
        nested_contexts=_nested_contexts(dict(forms.document), secured.limits),
    )


def _check_start(own: Any, given: Any, path: str) -> None:
    """Raise `Malformed` ``proof.own_context`` unless the document starts with the contexts of the proof."""
    first = own if isinstance(own, list) else [own]
    every = given if isinstance(given, list) else [given]
    # By value, as canonical texts: to Python 1, 1.0 and true are equal.
    if _texts(every[: len(first)]) != _texts(first):
        raise Malformed("proof.own_context", child(path, "@context"))


def _texts(contexts: list[Any]) -> list[bytes]:
    return [canonicaljson.dumps(context) for context in contexts]


def _nested_contexts(document: dict[str, Any], limits: Limits) -> tuple[str, ...]:
    """Return the JSONPaths of the objects below the top that bring a context of their own."""
    members = [value for name, value in document.items() if name not in ("proof", "@context")]
    nodes = list(itertools.islice(_with_context(members), limits.nested_credentials + 1))
    if len(nodes) > limits.nested_credentials:
        raise LimitExceeded("nested.too_many", limit=limits.nested_credentials)
    paths = paths_of(document, nodes)
    return tuple(paths[id(node)] for node in nodes)


def _with_context(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects in `value` that bring a context; that of a proof is the document's, see above."""
    if isinstance(value, dict):
        if "@context" in value:
            yield value
        value = [member for name, member in value.items() if name != "proof"]
    if isinstance(value, list):
        for item in value:
            yield from _with_context(item)
