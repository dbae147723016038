"""One verification has one account of work, however many documents it canonicalises."""

from __future__ import annotations

import pytest

from badgekit.errors import LimitExceeded
from badgekit.jsonld import ContextStore, Engine, Work
from badgekit.limits import Limits

DOCUMENT = {"@context": {"p": "http://ex.org/p", "id": "@id"}, "id": "urn:x:1", "p": ["a", "b"]}


def test_canonical_forms_of_one_verification_share_an_account() -> None:
    limits = Limits(quads=2)
    engine, work = Engine(ContextStore.bundled(), limits), Work(limits)
    # A set of proofs and some revisions of contexts fit into it.
    for _ in range(8):
        engine.canonicalize(DOCUMENT, work=work)
    with pytest.raises(LimitExceeded) as caught:
        engine.canonicalize(DOCUMENT, work=work)
    assert caught.value.code == "rdfc.too_complex"
    engine.canonicalize(DOCUMENT, work=Work(limits))


def test_comparisons_are_charged_to_it_as_well() -> None:
    work = Work(Limits(canonicalization_work=10))
    work.compare(10)
    with pytest.raises(LimitExceeded) as caught:
        work.compare(1)
    assert (caught.value.code, caught.value.params["limit"]) == ("rdfc.too_complex", 10)
