"""The contexts written for badgekit have exactly the effect of the published ones.

Two proofs here: the same definitions once both are spelled out; the same processed context, scoped contexts
included, alone and on top of the VC contexts. The third, canonical forms: test_bundled_contexts_canonical.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.support.bundled_contexts import (
    DEFAULTS,
    REVISIONS,
    Documents,
    Oracle,
    counterpart,
    current_documents,
    published_documents,
)

V1 = "https://www.w3.org/2018/credentials/v1"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context"

every_revision = pytest.mark.parametrize(("url", "name"), REVISIONS, ids=str)


@pytest.fixture(scope="module")
def published(reference: Path) -> Documents:
    return published_documents(reference)


@pytest.fixture(scope="module")
def current(reference: Path) -> Documents:
    return current_documents(reference)


def test_the_default_is_what_is_published_now(current: Documents) -> None:
    for url, revision in DEFAULTS.items():
        assert spelled_out(revision.load()) == spelled_out(current[url]), url


# --- 1. the same definitions ----------------------------------------------------------------------


def spelled_out(document: Any) -> Any:
    """A context document with every term definition in its long form (JSON-LD 1.1 section 9.15)."""

    def context(value: dict[str, Any] | None) -> dict[str, Any] | None:
        return value and {
            term: one if term.startswith("@") else definition(one) for term, one in value.items()
        }

    def definition(value: Any) -> Any:
        if isinstance(value, str):
            # Only the short form of an IRI that ends in a delimiter may serve as a prefix (create term
            # definition, step 14.2.5), so there the forms differ in effect.
            return {"@id": value, "@prefix": True} if value[-1] in ":/?#[]@" else {"@id": value}
        if isinstance(value, dict) and "@context" in value:
            return {**value, "@context": context(value["@context"])}
        return value

    whole = document["@context"]
    # security/v2 is an array, its parts are objects and URLs.
    parts = (
        [context(one) if isinstance(one, dict) else one for one in whole] if isinstance(whole, list) else None
    )
    return {"@context": parts or context(whole)}


@every_revision
def test_definitions_are_the_published_ones(
    url: str, name: str, published: Documents, current: Documents
) -> None:
    assert spelled_out(REVISIONS[url, name].load()) == spelled_out(counterpart(url, name, published, current))


# --- 2. the same processed contexts ---------------------------------------------------------------


def shape(active: Any) -> Any:
    """What a processed context says, without PyLD's own keys and without scoped contexts in raw form."""
    own = {"_uuid", "inverse", "previousContext", "mappings"}
    terms = {
        term: {key: value for key, value in mapping.items() if key != "@context"} if mapping else mapping
        for term, mapping in active["mappings"].items()
    }
    return terms, {key: value for key, value in active.items() if key not in own}


def compare(ours: Oracle, theirs: Oracle, our: Any, their: Any, local: Any) -> int:
    """Assert that two active contexts are equal, and what every scoped context of `local` makes of them.

    Returns how many pairs of active contexts were compared.
    """
    if isinstance(our, str) or isinstance(their, str):
        assert our == their
        return 1
    assert shape(our) == shape(their)
    compared = 1
    for term, definition in local.items():
        if not isinstance(definition, dict) or "@context" not in definition:
            continue
        for by_type in (True, False):
            inside = [
                oracle.enter(active, active["mappings"][term]["@context"], by_type=by_type)
                for oracle, active in ((ours, our), (theirs, their))
            ]
            compared += compare(ours, theirs, inside[0], inside[1], definition["@context"] or {})
    return compared


CHAINS = {
    "alone": (),
    "after VC 1.1": (V1,),
    "after VC 2.0": (V2,),
    "after VC 1.1 and OB": (V1, f"{OB}-3.0.3.json"),
    "after VC 2.0 and OB": (V2, f"{OB}-3.0.3.json"),
}


@every_revision
@pytest.mark.parametrize("before", CHAINS.values(), ids=CHAINS)
def test_processed_contexts_are_the_published_ones(
    url: str, name: str, before: tuple[str, ...], published: Documents, current: Documents
) -> None:
    chain = [*before, url]
    # All of them, since security/v2 includes security/v1.
    our_documents = {one: revision.load() for one, revision in DEFAULTS.items()}
    our_documents[url] = REVISIONS[url, name].load()
    their_documents = {**current, url: counterpart(url, name, published, current)}
    ours, theirs = Oracle(our_documents), Oracle(their_documents)
    local: dict[str, Any] = {}
    for one in chain:
        whole = their_documents[one]["@context"]
        for part in whole if isinstance(whole, list) else [whole]:
            local |= part if isinstance(part, dict) else {}
    compared = compare(ours, theirs, ours.start(chain), theirs.start(chain), local)
    if not before:
        assert compared > sum(isinstance(value, dict) and "@context" in value for value in local.values())


def test_the_comparison_sees_a_difference_deep_inside(current: Documents) -> None:
    """Unequal in one type three levels down: in what proofPurpose's values mean inside a proof."""
    url = "https://w3id.org/security/data-integrity/v2"
    changed = DEFAULTS[url].load()
    proof = changed["@context"]["DataIntegrityProof"]["@context"]
    proof["proofPurpose"]["@context"]["authentication"]["@type"] = "@vocab"
    ours, theirs = Oracle({url: changed}), Oracle({url: current[url]})
    with pytest.raises(AssertionError):
        compare(ours, theirs, ours.start(url), theirs.start(url), current[url]["@context"])


BADGE = {
    "id": "urn:uuid:b5a4d6b2-59c1-4f6a-9d5b-3d6f0c7a1e01",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {
        "id": "https://issuer.example",
        "type": "Profile",
        "name": "Example University",
        "image": {"id": "https://issuer.example/logo.png", "type": "Image", "caption": "Our logo"},
    },
    "credentialSubject": {
        "type": "AchievementSubject",
        "achievement": {
            "id": "https://issuer.example/a/1",
            "type": "Achievement",
            "name": "Robotics",
            "criteria": {"narrative": "Build one."},
            "image": {"id": "https://issuer.example/a/1.png", "type": "Image"},
        },
    },
}


@pytest.mark.parametrize(("url", "name"), [key for key in REVISIONS if key[0].startswith(OB)], ids=str)
def test_a_badge_can_be_processed_under_every_revision(url: str, name: str) -> None:
    """A content that contradicts itself (a protected term redefined) would be dead weight."""
    oracle = Oracle({V1: DEFAULTS[V1].load(), url: REVISIONS[url, name].load()})
    quads = oracle.canonical({"@context": [V1, url], **BADGE})
    for value in ("Example University", "Our logo", "Robotics", "Build one."):
        assert f'"{value}"' in quads
