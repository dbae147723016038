"""The engine: routes, revisions, pinned contexts, what later contexts change, and what is kept."""

from __future__ import annotations

import copy
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from badgekit.errors import ConfigurationError, Malformed, Problem, Unsupported
from badgekit.jsonld import ContextStore, Engine, Revision
from badgekit.limits import Limits

EX = "http://ex.org/"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
URL = "https://c.example/context"
TERMS = {"id": "@id", "type": "@type", "p": EX + "p"}


def revision(name: str, context: Any, url: str = URL) -> Revision:
    return Revision(url, name, "", {"@context": context})


def store(*revisions: Revision) -> ContextStore:
    return ContextStore({revisions[0].url: revisions})


def nested(depth: int) -> Any:
    value: Any = {}
    for _ in range(depth):
        value = {"@context": value}
    return value


@pytest.fixture(scope="module")
def bundled() -> Engine:
    return Engine(ContextStore.bundled(), Limits())


def test_the_first_revision_is_the_default_and_others_can_be_chosen() -> None:
    engine = Engine(store(revision("new", TERMS), revision("old", {**TERMS, "p": EX + "old"})), Limits())
    document = {"@context": URL, "p": "v"}
    default = engine.canonicalize(document)
    assert default.lines == ('_:c14n0 <http://ex.org/p> "v" .\n',)
    assert default.revisions == {URL: "new"}
    old = engine.canonicalize(document, revisions={URL: "old"})
    assert old.lines == ('_:c14n0 <http://ex.org/old> "v" .\n',)
    assert old.revisions == {URL: "old"}
    assert engine.canonicalize(document, revisions={URL: "new"}).lines == default.lines
    with pytest.raises(ConfigurationError):
        engine.canonicalize(document, revisions={URL: "none"})


def test_both_routes_use_the_chosen_revision() -> None:
    old = {**TERMS, "p": EX + "old", "j": {"@id": EX + "j", "@type": "@json"}}
    engine = Engine(store(revision("new", TERMS), revision("old", old)), Limits())
    result = engine.canonicalize({"@context": URL, "p": "v", "j": [1]}, revisions={URL: "old"})
    assert result.route == "pyld"
    assert '_:c14n0 <http://ex.org/old> "v" .\n' in result.lines
    assert result.revisions == {URL: "old"}


def test_revisions_name_every_context_that_was_used() -> None:
    scoped = {**TERMS, "T": {"@id": EX + "T", "@context": "https://scoped.example/"}}
    engine = Engine(
        ContextStore(
            {
                URL: (revision("1", scoped),),
                "https://inner.example/": (revision("2", {"p": EX + "q"}, "https://inner.example/"),),
                "https://scoped.example/": (revision("3", {"q": EX + "q"}, "https://scoped.example/"),),
                "https://unused.example/": (revision("4", {}, "https://unused.example/"),),
            }
        ),
        Limits(),
    )
    document = {"@context": URL, "type": "T", "p": {"@context": "https://inner.example/", "p": "v"}}
    assert engine.canonicalize(document).revisions == {
        URL: "1",
        "https://inner.example/": "2",
        "https://scoped.example/": "3",
    }


def test_a_context_can_be_given_in_place_of_the_documents_own() -> None:
    engine = Engine(store(revision("1", TERMS)), Limits())
    expected = engine.canonicalize({"@context": URL, "p": "v"}).lines
    assert engine.canonicalize({"p": "v"}, context=URL).lines == expected
    assert (
        engine.canonicalize({"@context": "https://evil.example/", "p": "v"}, context=[URL]).lines == expected
    )
    with pytest.raises(Malformed):
        engine.canonicalize({"p": "v"})
    with pytest.raises(Malformed):
        engine.canonicalize({"@context": URL, "p": "v"}, context=None)
    general = {"@context": "https://evil.example/", "p": 1e21}
    assert engine.canonicalize(general, context=URL).route == "pyld"


def test_other_mappings_than_dict_are_documents_too() -> None:
    engine = Engine(store(revision("1", TERMS)), Limits())
    assert engine.canonicalize(MappingProxyType({"@context": URL, "p": "v"})).quad_count == 1
    with pytest.raises(Malformed) as caught:
        engine.canonicalize(MappingProxyType({"@context": URL, "p": {"q": "v"}}))
    assert (caught.value.code, caught.value.path) == ("jsonld.unsigned_data", "$.p.q")


def test_the_hash_inside_can_be_chosen(bundled: Engine) -> None:
    document = {"@context": TERMS, "p": [{"p": str(n)} for n in range(9)]}
    assert bundled.canonicalize(document, hash_name="sha384").lines != bundled.canonicalize(document).lines
    with pytest.raises(Problem):
        bundled.canonicalize(document, hash_name="md5")


def test_a_document_changed_after_its_context_was_compiled_is_read_anew() -> None:
    engine = Engine(ContextStore({}), Limits())
    document: dict[str, Any] = {
        "@context": {**TERMS, "T": {"@id": EX + "T", "@context": {"q": EX + "q"}}},
        "type": "T",
        "q": "v",
    }
    first = engine.canonicalize(document).lines
    same = copy.deepcopy(document)
    document["@context"]["T"]["@context"]["q"] = EX + "other"
    assert engine.canonicalize(document).lines != first
    same["type"] = ["T"]  # not worked out yet, though its context is
    assert engine.canonicalize(same).lines == first


def test_what_is_kept_for_later_documents_is_bounded() -> None:
    engine = Engine(ContextStore({}), Limits())
    terms = {f"t{n}": f"{EX}t{n}" for n in range(2000)}
    sizes = []
    for n in range(400):
        engine.canonicalize({"@context": {**TERMS, **terms, "x": f"{EX}{n}"}, "p": "v"})
        (compiler,) = engine._compilers.values()
        sizes.append(compiler.size)
    assert max(sizes) < 320_000
    engine = Engine(ContextStore({}), Limits())
    compilers = set()
    for n in range(40):  # few table entries, but long ones
        with pytest.raises(Problem):
            engine.canonicalize({"@context": TERMS, "type": [f"urn:{n}:" + "x" * 400_000], "none": "x"})
        (compiler,) = engine._compilers.values()
        compilers.add(compiler)
        assert compiler.size < 320_000
    assert len(compilers) > 1  # it was thrown away and grew again
    engine = Engine(store(revision("1", {**TERMS, **terms})), Limits())
    compilers = set()
    for n in range(200):  # short texts, but many terms in force
        engine.canonicalize({"@context": [URL, {"x": f"{EX}{n}"}], "p": "v"})
        compilers |= set(engine._compilers.values())
    assert len(compilers) > 1
    for n in range(100):
        engine.canonicalize({"@context": TERMS, "p": "v"}, revisions={f"https://x.example/{n}": "1"})
    assert len(engine._compilers) <= 16
    kept = []
    for n in range(300):
        engine.redefinitions([TERMS, {"x": f"{EX}{n}"}], 1)
        kept.append(len(engine._comparisons))
    assert kept == [*range(1, 257), *range(1, 45)]


def test_threads_share_one_engine() -> None:
    documents = [
        {"@context": {**TERMS, "@vocab": f"{EX}{n % 7}#"}, "type": f"T{n % 5}", "p": {f"m{n % 11}": str(n)}}
        for n in range(300)
    ]
    alone = [Engine(ContextStore({}), Limits()).canonicalize(document).lines for document in documents]
    engine = Engine(ContextStore({}), Limits())
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda document: engine.canonicalize(document).lines, documents))
    assert together == alone


def test_a_pinned_context_takes_the_place_of_a_bundled_one() -> None:
    first = store(revision("1", TERMS))
    given = {"@context": {**TERMS, "p": EX + "mine"}, "name": "ignored"}
    pinned = first.with_pinned({URL: given})
    given["@context"]["p"] = EX + "changed"  # type: ignore[index]
    document = {"@context": URL, "p": "v"}
    assert "mine" in Engine(pinned, Limits()).canonicalize(document).lines[0]
    assert "mine" not in Engine(first, Limits()).canonicalize(document).lines[0]
    (known,) = pinned.revisions(URL)
    assert (known.url, known.name, len(known.sha256)) == (URL, "pinned", 64)
    assert pinned.revisions("https://other.example/") == ()


def test_a_pinned_context_may_be_a_list() -> None:
    later = {"q": EX + "q"}
    pinned = store(revision("1", {})).with_pinned({URL: {"@context": [TERMS, later]}})
    result = Engine(pinned, Limits()).canonicalize({"@context": URL, "p": "v", "q": "w"})
    assert [line.split()[1] for line in result.lines] == [f"<{EX}p>", f"<{EX}q>"]


@pytest.mark.parametrize(
    ("url", "document"),
    [
        ("relative", {"@context": {}}),
        ("", {"@context": {}}),
        (5, {"@context": {}}),
        (URL, {}),
        (URL, []),
        (URL, {"@context": 5}),
        (URL, {"@context": [5]}),
        (URL, {"@context": None}),
        (URL, {"@context": {"a": b"x"}}),
        (URL, {"@context": {"a": float("nan")}}),
        (URL, {"@context": {"a": EX + "\ud800"}}),
        (URL, {"@context": nested(100_000)}),
        (URL, {"@context": {f"t{n}": EX for n in range(6000)}}),
    ],
)
def test_pinned_contexts_are_looked_at_before_they_are_used(url: Any, document: Any) -> None:
    with pytest.raises(ConfigurationError):
        store(revision("1", TERMS)).with_pinned({url: document})


def test_what_is_wrong_with_a_pinned_context_is_said() -> None:
    documents: list[Any] = [["@context"], "@context", {}]
    for document in documents:
        with pytest.raises(ConfigurationError, match=f"{URL} is not an object with the member @context"):
            store(revision("1", TERMS)).with_pinned({URL: document})


def test_a_revision_that_holds_no_context_is_refused() -> None:
    engine = Engine(ContextStore({URL: (Revision(URL, "1", "", {"context": TERMS}),)}), Limits())
    with pytest.raises(Malformed) as caught:
        engine.canonicalize({"@context": URL, "p": "v"})
    assert (caught.value.code, caught.value.path) == ("jsonld.invalid_context", "$['@context']")
    assert caught.value.params == {"reason": "it holds no @context", "url": URL}


def test_a_context_that_only_the_long_way_meets_is_named_when_it_is_unknown() -> None:
    document = {
        "@context": [URL, {"j": {"@id": EX + "j", "@container": "@index"}}],
        "j": {"a": {"@context": "https://c.example/unknown", "p": "v"}},
    }
    with pytest.raises(Unsupported) as caught:
        Engine(store(revision("1", TERMS)), Limits()).canonicalize(document)
    assert (caught.value.code, caught.value.params["url"]) == (
        "context.not_allowed",
        "https://c.example/unknown",
    )


def test_bundled_contexts_load_when_they_are_first_used() -> None:
    bundled = ContextStore.bundled()
    (default, *_) = bundled.revisions(V2)
    assert len(default.sha256) == 64
    assert "VerifiableCredential" in default.document["@context"]
    assert bundled.revisions("https://www.w3.org/ns/credentials/v2#") == ()


def test_every_bundled_context_compiles_with_all_its_scopes(bundled: Engine) -> None:
    for url in bundled.store.urls():
        for known in bundled.store.revisions(url):
            inline = copy.deepcopy(known.document["@context"])
            try:
                Engine(bundled.store, Limits(context_terms=50_000)).canonicalize({"@context": inline})
            except Problem as problem:
                pytest.fail(f"{url}: {problem.code} {problem.params}")


# The same result as general JSON-LD.


def _documents(folder: Path, pattern: str) -> list[dict[str, Any]]:
    found = []
    for file in sorted(folder.glob(pattern)):
        document = json.loads(file.read_text())
        document.pop("proof", None)
        found.append(document)
    return found


@pytest.mark.parametrize("profile", ["min", "typ", "rich", "status"])
def test_the_short_way_gives_what_general_json_ld_gives(bundled: Engine, corpus: Path, profile: str) -> None:
    from badgekit.jsonld import rdfc
    from badgekit.jsonld.pyld_route import to_quads

    def find(url: str) -> Any:
        return bundled.store.revisions(url)[0].document

    documents = _documents(corpus / "perf" / "creds" / f"eddsa-rdfc-2022-{profile}", "00[0-3].json")
    assert documents
    for document in documents:
        result = bundled.canonicalize(document)
        assert result.route == "strict"
        quads = to_quads(document, find, Limits())
        assert list(result.lines) == rdfc.canonicalize(quads, limits=Limits())
