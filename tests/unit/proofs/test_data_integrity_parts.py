"""Pieces of the Data Integrity room that decide which forms are tried and what a proof is called."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from badgekit.jsonld.engine import Engine
from badgekit.jsonld.store import ContextStore, Revision
from badgekit.limits import Limits
from badgekit.proofs.proof_shape import method_name, suite_name
from badgekit.proofs.rdfc_suites import revision_choices

ONE, TWO, OTHER = "https://one.example/", "https://two.example/", "https://other.example/"


def engine(**revisions: int) -> Engine:
    urls = {"one": ONE, "two": TWO, "other": OTHER}
    return Engine(
        ContextStore(
            {
                urls[name]: tuple(Revision(urls[name], f"r{at}", "", {"@context": {}}) for at in range(count))
                for name, count in revisions.items()
            }
        ),
        Limits(),
    )


def test_every_combination_of_revisions_is_tried_once_and_the_default_first() -> None:
    context = [ONE, OTHER, {"term": "https://x.example/"}, TWO, ONE]
    choices = list(revision_choices(engine(one=2, two=3, other=1), context))
    assert choices[0] == {}
    combinations = [(f"r{a}", f"r{b}") for a, b in itertools.product(range(2), range(3))]
    assert [(choice[ONE], choice[TWO]) for choice in choices[1:]] == combinations[1:]
    assert all(set(choice) == {ONE, TWO} for choice in choices[1:])


def test_without_revisions_there_is_nothing_else_to_try() -> None:
    contexts: tuple[Any, ...] = (OTHER, [OTHER], None, {}, "https://unknown.example/")
    for context in contexts:
        assert list(revision_choices(engine(other=1), context)) == [{}]


@pytest.mark.parametrize(
    ("proof", "suite"),
    [
        ({"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}, "eddsa-rdfc-2022"),
        ({"type": "Ed25519Signature2020", "cryptosuite": "x"}, "Ed25519Signature2020"),
        ({"type": "DataIntegrityProof"}, ""),
        ({"type": ["DataIntegrityProof"]}, ""),
        ({}, ""),
        (None, ""),
        (["proof"], ""),
    ],
)
def test_what_a_proof_calls_its_suite(proof: Any, suite: str) -> None:
    assert suite_name(proof) == suite


@pytest.mark.parametrize(
    ("proof", "method"),
    [({"verificationMethod": "a"}, "a"), ({"verificationMethod": {}}, ""), ({}, ""), ("a", "")],
)
def test_what_a_proof_calls_its_key(proof: Any, method: str) -> None:
    assert method_name(proof) == method
