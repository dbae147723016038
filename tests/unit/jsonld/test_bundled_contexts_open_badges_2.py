"""The contexts of Open Badges 1.1 to 2.1, over every document of those eras that is known.

Each means the same under ours and under the published ones: as statements, and in the words of 2.0.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.support.bundled_contexts import (
    DEFAULTS,
    LEGACY,
    REVISIONS,
    Oracle,
    current_documents,
    open_badges_2,
)

from badgekit.errors import Problem
from badgekit.jsonld.engine import Engine
from badgekit.jsonld.store import ContextStore
from badgekit.limits import Limits

V1 = "https://w3id.org/openbadges/v1"
V2 = "https://w3id.org/openbadges/v2"


def documents_of(value: Any) -> Iterator[dict[str, Any]]:
    """Every JSON object with a context inside the cases, the nested ones on their own as well."""
    if isinstance(value, dict):
        if "@context" in value and not isinstance(value["@context"], dict):
            yield value
        for member in value.values():
            yield from documents_of(member)
    elif isinstance(value, list):
        for member in value:
            yield from documents_of(member)


@cache
def documents(corpus: Path) -> list[dict[str, Any]]:
    """Every different document of the cases that names a context which badgekit ships."""
    folder = corpus / "open-badges-2"
    files = [folder / "cases.json", folder / "probes.json", *(folder / "shared").glob("*.json")]
    found = {
        json.dumps(document, sort_keys=True): document
        for file in files
        for document in documents_of(json.loads(file.read_bytes()))
    }
    return [document for document in found.values() if "openbadges" in json.dumps(document["@context"])]


def ours() -> dict[str, Any]:
    return {url: revision.load() for url, revision in DEFAULTS.items()}


def compacted(oracle: Oracle, document: dict[str, Any]) -> Any:
    """The document in the words of 2.0, or the code of the error."""
    from pyld import jsonld

    try:
        return jsonld.compact(document, V2, oracle.options)
    except jsonld.JsonLdError as error:
        innermost: Any = error
        while innermost.__cause__ is not None:
            innermost = innermost.__cause__
        return f"error {getattr(innermost, 'code', innermost)}"


def test_every_known_document_has_the_same_statements_and_the_same_words(
    corpus: Path, reference: Path
) -> None:
    current = current_documents(reference)
    mine, theirs = Oracle({**current, **ours()}), Oracle(current)
    compared = 0
    for document in documents(corpus):
        expected = theirs.canonical(document)
        assert mine.canonical(document) == expected, document
        assert compacted(mine, document) == compacted(theirs, document), document
        compared += not expected.startswith("error")
    assert compared > 140


def test_the_older_copy_in_other_software_means_the_same_as_the_older_revision(
    corpus: Path, reference: Path
) -> None:
    """The copies differ from what is published now: in targetFramework, and in how 1.1 holds legacy-v1."""
    folder = open_badges_2(reference)
    current = current_documents(reference)
    copies = {V1: "openbadges_context_v1.json", V2: "openbadges_context_v2.json"}
    held = {url: json.loads((folder / name).read_bytes()) for url, name in copies.items()}
    theirs = Oracle({**current, **held})
    mine = Oracle({**current, **ours(), V2: REVISIONS[V2, "first"].load()})
    for document in documents(corpus):
        assert mine.canonical(document) == theirs.canonical(document), document
        assert compacted(mine, document) == compacted(theirs, document), document
    # A difference would show: the framework of an alignment has another IRI in each revision.
    badge = {"@context": V2, "id": "urn:x", "alignment": {"targetFramework": "CASE"}}
    assert Oracle({V2: DEFAULTS[V2].load()}).canonical(badge) != theirs.canonical(badge)


@pytest.mark.parametrize("name", ["ApplyLink", "ExampleExtension", "GeoLocation"])
def test_the_copies_of_extension_contexts_define_the_same(name: str, reference: Path) -> None:
    folders = {
        "ApplyLink": "applyLinkExtension",
        "ExampleExtension": "exampleExtension",
        "GeoLocation": "geoCoordinatesExtension",
    }
    url = f"https://w3id.org/openbadges/extensions/{folders[name]}/context.json"
    copy = json.loads((open_badges_2(reference) / f"extension_{name}_context.json").read_bytes())
    assert DEFAULTS[url].load()["@context"] == copy["@context"]


def test_the_engine_writes_what_pyld_writes(corpus: Path) -> None:
    """The same documents by badgekit's own walk; it may decline one, it may not read one differently."""
    engine, oracle = Engine(ContextStore.bundled(), Limits()), Oracle(ours())
    strict = 0
    for document in documents(corpus):
        try:
            result = engine.canonicalize(document)
        except Problem:
            continue
        assert result.nquads.decode() == oracle.canonical(document), document
        strict += result.route == "strict"
    assert strict > 50


def test_legacy_v1_is_only_ever_reached_through_its_own_address() -> None:
    """The context of 1.1 is two documents, and both are here: none of it is fetched."""
    whole = DEFAULTS[V1].load()["@context"]
    assert whole[0] == LEGACY
    assert ContextStore.bundled().revisions(LEGACY)


def test_an_address_that_had_other_contents_is_not_among_the_aliases() -> None:
    """Drafts of Open Badges 3.0 were published here before the words of Badge Connect were."""
    url = "https://imsglobal.github.io/openbadges-specification/context.json"
    assert ContextStore.bundled().revisions(url) == ()
