"""Which member says which statement: every place of everything, however often it is described."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pytest
from tests.support.guarded import badge

from badgekit.errors import LimitExceeded, Malformed
from badgekit.jsonld import ContextStore, Engine, Revision, Work
from badgekit.limits import Limits

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TERMS = {
    "id": "@id",
    "about": {"@id": "https://x.example/about", "@type": "@id"},
    "says": "https://x.example/says",
    "type": "@type",
    "T": "https://x.example/T",
    "U": "https://x.example/U",
    "first": RDF + "first",
    "g": {"@id": "https://x.example/g", "@container": "@graph"},
    "row": {"@id": "https://x.example/row", "@type": "@id", "@container": "@list"},
}

JSON = {"@id": "https://x.example/json", "@type": "@json"}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(ContextStore.bundled(), Limits())


def places_in(engine: Engine, **members: Any) -> dict[str, tuple[str, ...]]:
    document = {"@context": TERMS, "id": "urn:a", **members}
    places = engine.places(document)
    assert places is not None
    assert set(places) == set(engine.canonicalize(document).lines)
    return dict(places)


def test_a_value_has_its_member_and_an_object_its_own_place(engine: Engine) -> None:
    found = places_in(engine, about=["urn:b", {"id": "urn:c", "says": ["one", "two"]}])
    assert found == {
        "<urn:a> <https://x.example/about> <urn:b> .\n": ("$.about",),
        "<urn:a> <https://x.example/about> <urn:c> .\n": ("$.about[1]",),
        '<urn:c> <https://x.example/says> "one" .\n': ("$.about[1].says",),
        '<urn:c> <https://x.example/says> "two" .\n': ("$.about[1].says",),
    }


def test_a_list_is_said_by_the_member_that_has_it(engine: Engine) -> None:
    found = places_in(engine, row=["urn:b", {"id": "urn:c", "says": "one"}])
    assert {place for place, *more in found.values() if not more} == {"$.row", "$.row[1]", "$.row[1].says"}


def test_a_list_in_the_last_item_of_a_list_has_its_own_place(engine: Engine) -> None:
    found = places_in(engine, row=["urn:b", "urn:c", {"row": ["urn:d", "urn:e", "urn:f"]}])
    told = {line.split()[2]: places for line, places in found.items() if f"<{RDF}first> <" in line}
    assert told["<urn:b>"] == told["<urn:c>"] == ("$.row",)
    assert told["<urn:d>"] == told["<urn:e>"] == told["<urn:f>"] == ("$.row[2].row",)


def test_a_member_that_says_what_lists_say_is_its_own_place(engine: Engine) -> None:
    found = places_in(engine, about={"first": "one"})
    assert ("$.about.first",) in found.values()


def test_types_are_said_by_their_member(engine: Engine) -> None:
    found = places_in(engine, type=["T", "U"], about={"type": "T", "says": "one"})
    assert [found[line] for line in sorted(found) if "#type>" in line] == [("$.type",)] * 2 + [
        ("$.about.type",)
    ]


def test_what_a_graph_holds_is_said_in_it(engine: Engine) -> None:
    found = places_in(engine, g={"id": "urn:b", "says": "one two", "about": {"says": "three"}})
    assert {places for line, places in found.items() if " _:" in line.removesuffix(" .\n")} >= {
        ("$.g.says",),
        ("$.g.about.says",),
    }


def test_contexts_inside_and_contexts_that_build_on_each_other_are_read_as_in_the_walk(
    engine: Engine,
) -> None:
    inner = {"@context": {"more": "https://x.example/more"}, "id": "urn:b", "more": "one"}
    assert ("$.about.more",) in places_in(engine, about=inner).values()
    contexts = [{**TERMS, "w": "urn:1#"}, {"more": "w:more"}, {"w": "urn:2#"}]
    places = engine.places({"@context": contexts, "id": "urn:a", "more": "one"})
    assert places == {'<urn:a> <urn:1#more> "one" .\n': ("$.more",)}


def test_every_statement_of_a_badge_has_a_place(engine: Engine) -> None:
    document = badge()
    places = engine.places(document)
    assert places is not None
    assert set(places) == set(engine.canonicalize(document).lines)
    said = {path for paths in places.values() for path in paths}
    assert {"$.issuer.name", "$.credentialSubject.achievement.criteria.narrative", "$.type"} <= said


def test_an_object_described_again_and_again_has_all_its_places(engine: Engine) -> None:
    """Whoever compared each description with each other, for each of them, would be at it for hours."""
    times = 3000
    found = places_in(
        engine,
        about=[
            {"id": f"urn:b:{number}", "about": {"id": "urn:c", "about": {"id": "urn:d", "says": "one"}}}
            for number in range(times)
        ],
    )
    assert found["<urn:c> <https://x.example/about> <urn:d> .\n"] == tuple(
        f"$.about[{number}].about.about" for number in range(times)
    )
    assert len(found) == 2 * times + 2


@pytest.mark.parametrize(("objects", "members", "told"), [(40, 1, True), (60, 1, False), (40, 2, False)])
def test_a_long_name_is_not_copied_for_each_of_many_objects(
    engine: Engine, objects: int, members: int, told: bool
) -> None:
    """Neither for the places of the objects, nor for those of their members."""
    name = "n" * 100_000
    terms = {**TERMS, name: {"@id": "https://x.example/n", "@type": "@id"}}
    said = {"says": "one", "about": "urn:c"}
    inner = dict([*said.items()][:members])
    document = {
        "@context": terms,
        "id": "urn:a",
        name: [{"id": f"urn:b:{number}", **inner} for number in range(objects)],
    }
    assert len(engine.canonicalize(document).lines) == (1 + members) * objects
    if told:
        places = engine.places(document)
        assert places is not None
        assert len(places) == (1 + members) * objects
        return
    with pytest.raises(LimitExceeded) as caught:
        engine.places(document)
    assert caught.value.code == "json.names_too_long"


def test_nor_for_each_context_inside(engine: Engine) -> None:
    name = "n" * 100_000
    terms = {**TERMS, name: {"@id": "https://x.example/n", "@type": "@id"}}
    inner = [{"@context": {}, "id": f"urn:b:{number}", "says": "one"} for number in range(60)]
    with pytest.raises(LimitExceeded) as caught:
        engine.canonicalize({"@context": terms, "id": "urn:a", name: inner})
    assert caught.value.code == "json.names_too_long"


@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize(("term", "value"), [("@nest", {"says": "one"}), (JSON, [1])])
def test_a_document_outside_the_strict_profile_has_no_places(
    engine: Engine, nested: bool, term: Any, value: Any
) -> None:
    members: dict[str, Any] = {"@context": {**TERMS, "n": term}, "n": value}
    if nested:
        members = {"@context": TERMS, "about": {**members, "id": "urn:b"}}
    document = {**members, "id": "urn:a"}
    assert engine.canonicalize(document).route == "pyld"
    assert engine.places(document) is None


def test_what_cannot_be_canonicalised_has_no_places_either(engine: Engine) -> None:
    document = {"@context": TERMS, "id": "urn:a", "about": {"id": "urn:b", "unknown": "one"}}
    with pytest.raises(Malformed) as caught:
        engine.places(document)
    assert (caught.value.code, caught.value.path) == ("jsonld.unsigned_data", "$.about.unknown")


def test_other_mappings_and_other_revisions_are_read_as_in_canonicalize() -> None:
    url = "https://c.example/context"
    revisions = tuple(
        Revision(url, name, "", {"@context": {**TERMS, "says": f"urn:{name}"}}) for name in ("new", "old")
    )
    engine = Engine(ContextStore({url: revisions}), Limits())
    about = {"id": "urn:b", "says": "one"}
    document = MappingProxyType({"@context": url, "id": "urn:a", "about": about})
    for name in ("new", "old"):
        found = engine.places(document, revisions={url: name})
        assert found == {
            "<urn:a> <https://x.example/about> <urn:b> .\n": ("$.about",),
            f'<urn:b> <urn:{name}> "one" .\n': ("$.about.says",),
        }


def test_the_account_of_the_verification_is_charged(engine: Engine) -> None:
    work = Work(Limits())
    work.statements = 3
    document = {"@context": TERMS, "id": "urn:a", "says": ["one", "two"]}
    engine.places(document, work=work)
    with pytest.raises(LimitExceeded) as caught:
        engine.places(document, work=work)
    assert caught.value.code == "rdfc.too_complex"
