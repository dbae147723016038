"""One verification has one account of work, however many documents it canonicalises."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from badgekit.errors import LimitExceeded
from badgekit.jsonld import ContextStore, Engine, Revision, Work
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


ACCOUNTS = (
    ("comparisons", Work.compare, "rdfc.too_complex"),
    ("statements", Work.canonicalize, "rdfc.too_complex"),
    ("steps", lambda work, amount: [work.step() for _ in range(amount)], "jsonld.too_complex"),
    ("terms", Work.define, "jsonld.too_complex"),
    ("general", Work.process, "jsonld.too_complex"),
    ("contexts", Work.activate, "jsonld.too_complex"),
    ("keywords", Work.judge, "schema.too_much_work"),
    ("signed", Work.check_signed, "proof.too_much_signed"),
)


@pytest.mark.parametrize(("name", "charge", "code"), ACCOUNTS, ids=[name for name, *_ in ACCOUNTS])
def test_an_account_gives_all_that_it_has_and_nothing_more(
    name: str, charge: Callable[[Work, int], object], code: str
) -> None:
    limits = Limits(canonicalization_work=17, quads=3, schema_work=19, signed_statements=2)
    work = Work(limits)
    had = getattr(work, name)
    charge(work, had - 1)
    charge(work, 1)
    with pytest.raises(LimitExceeded) as caught:
        charge(work, 1)
    assert (caught.value.code, caught.value.params["limit"]) == (code, had)
    others = {other: getattr(work, other) for other, *_ in ACCOUNTS if other != name}
    assert others == {other: getattr(Work(limits), other) for other in others}


def _scoped(number: int, outside: bool) -> dict[str, Any]:
    """Return a small document in which every path through its terms has a context of its own."""
    terms: dict[str, Any] = {
        name: {"@id": f"urn:x:{name}", "@context": {f"t{at}": f"urn:{number}:{name}" for at in range(40)}}
        for name in "abc"
    }
    # Two names for one thing go the long way.
    members: dict[str, Any] = {"n": {"a": {"z": 1}}} if outside else {}

    def tree(depth: int) -> dict[str, Any]:
        return {name: tree(depth - 1) for name in "abc"} if depth else {"id": "urn:end", "z": 1}

    context = {**terms, "z": "urn:z", "id": "@id", "n": "@nest"}
    return {"@context": context, "id": "urn:x", **members, **tree(4)}


@pytest.mark.parametrize(("outside", "what"), [(True, "general"), (False, "contexts")])
def test_small_documents_that_ask_for_much_add_up(outside: bool, what: str) -> None:
    engine, work = Engine(ContextStore.bundled(), Limits()), Work(Limits())
    first = Work(Limits())
    engine.canonicalize(_scoped(0, outside), work=first)
    cost = getattr(Work(Limits()), what) - getattr(first, what)
    assert cost > 2_000
    possible = getattr(work, what) // cost
    for number in range(1, possible + 1):
        engine.canonicalize(_scoped(number, outside), work=work)
    with pytest.raises(LimitExceeded) as caught:
        engine.canonicalize(_scoped(possible + 1, outside), work=work)
    assert caught.value.code == "jsonld.too_complex"


def test_values_on_the_long_way_add_up() -> None:
    document = {
        "@context": {"p": "urn:p", "n": "@nest"},
        "n": {"p": "x"},
        "p": [f"v{at}" for at in range(500)],
    }
    engine, work = Engine(ContextStore.bundled(), Limits()), Work(Limits())
    before = work.general
    engine.canonicalize(document, work=work)
    assert before - work.general > 500
    work.general = 400
    with pytest.raises(LimitExceeded) as caught:
        engine.canonicalize(document, work=work)
    assert caught.value.code == "jsonld.too_complex"


def test_comparing_contexts_is_charged_as_well() -> None:
    def contexts(number: int) -> list[Any]:
        return [
            {"a": "urn:a"},
            {f"s{number}{at}": {"@id": "urn:s", "@context": {"q": "urn:q"}} for at in range(60)},
        ]

    engine, work = Engine(ContextStore.bundled(), Limits()), Work(Limits())
    before = work.contexts
    engine.redefinitions(contexts(1), 1, work)
    assert before - work.contexts > 200
    work.contexts = 100
    with pytest.raises(LimitExceeded) as caught:
        engine.redefinitions(contexts(2), 1, work)
    assert caught.value.code == "jsonld.too_complex"


@pytest.mark.parametrize(("terms", "cost"), [(1, 5), (80, 20), (1000, 211)])
def test_eight_terms_that_are_compared_count_as_one(terms: int, cost: int) -> None:
    engine, work = Engine(ContextStore.bundled(), Limits()), Work(Limits())
    before = work.contexts
    engine.redefinitions([{"a": "urn:a"}, {f"t{n}": f"urn:t:{n}" for n in range(terms)}], 1, work)
    assert before - work.contexts == cost


def test_words_of_a_vocabulary_are_charged_with_their_texts() -> None:
    def cost(words: int, length: int) -> int:
        work = Work(Limits())
        before = work.contexts
        members = {f"{number:0{length}}": "x" for number in range(words)}
        Engine(ContextStore({}), Limits()).canonicalize(
            {"@context": {"@vocab": "urn:v#"}, **members}, work=work
        )
        return before - work.contexts

    assert cost(30, 2) - cost(10, 2) == 20
    assert cost(10, 64) - cost(10, 2) == cost(10, 95) - cost(10, 2) == 10 * 2


LONG = "urn:p" + "x" * 20
PAGES = {"u:p": {"p": "urn:p"}, "u:none": {}, "u:both": {"p": "urn:p", "q": "urn:q"}}


@pytest.mark.parametrize(
    ("context", "cost"),
    [
        ({"p": "urn:p"}, 11),
        ({"p": LONG}, 12),  # its text, by 32 characters
        ([{"p": "urn:p"}, {}], 13),  # the terms before, its own, and one more
        ([{"p": "urn:p"}, {"p": "urn:p"}], 15),  # whether or not it changes anything
        ("u:p", 13),
        (["u:p", "u:p"], 16),
        (["u:p", "u:none"], 17),
        (["u:p", "u:both"], 20),
    ],
)
def test_contexts_are_charged_with_all_that_is_in_force(context: Any, cost: int) -> None:
    pages = {url: (Revision(url, "1", "", {"@context": page}),) for url, page in PAGES.items()}
    work = Work(Limits())
    before = work.contexts
    Engine(ContextStore(pages), Limits()).canonicalize({"@context": context, "p": "x"}, work=work)
    assert before - work.contexts == cost


def test_each_set_of_types_is_charged_once_and_with_its_names() -> None:
    def cost(objects: int, length: int) -> int:
        work = Work(Limits())
        before = work.contexts
        names = [f"T{number:0{length}}" for number in range(3)]
        context = {"id": "@id", "type": "@type", "p": "urn:p", **{name: f"urn:{name}" for name in names}}
        told = [{"id": f"urn:{at}", "type": names[at % 3]} for at in range(objects)]
        Engine(ContextStore({}), Limits()).canonicalize({"@context": context, "p": told}, work=work)
        return before - work.contexts

    assert cost(3, 2) - cost(2, 2) == 8
    assert cost(3, 63) - cost(2, 63) == 8 + 2
    assert cost(9, 2) == cost(3, 2)
