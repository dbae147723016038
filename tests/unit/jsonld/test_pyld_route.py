"""General JSON-LD through PyLD: the quads, hostile contexts, limits, and no shared state."""

from __future__ import annotations

import copy
import json
import socket
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.jsonld_mutations import CONTEXTS, names, values
from tests.support.jsonld_oracle import Pyld, Rejected
from tests.support.jsonld_terms import EX, RDF, TERMS, URL, XSD, known, objects, problem, quads

from badgekit.errors import BadgekitError, LimitExceeded, Malformed, Problem, Unavailable, Unsupported
from badgekit.jsonld import Work, pyld_route, rdfc
from badgekit.jsonld.pyld_route import to_quads
from badgekit.limits import Limits

LIMITS = Limits()


class TestQuads:
    def test_a_node(self) -> None:
        document = {"id": EX + "1", "type": "Thing", "name": "Anna", "ref": EX + "2"}
        assert sorted(quads(document)) == [
            (f"<{EX}1>", f"<{RDF}type>", f"<{EX}Thing>", ""),
            (f"<{EX}1>", f"<{EX}name>", '"Anna"', ""),
            (f"<{EX}1>", f"<{EX}ref>", f"<{EX}2>", ""),
        ]

    def test_control_characters_are_escaped_as_rdfc_asks(self) -> None:
        text = '\x00\x07\b\t\n\x0b\f\r\x1b"\\\x7f\x80é\u2028'
        expected = r'"\u0000\u0007\b\t\n\u000B\f\r\u001B\"\\\u007F' + '\x80é\u2028"'
        assert objects({"name": text}, "name") == [expected]

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            (5, f'"5"^^<{XSD}integer>'),
            (5.0, f'"5"^^<{XSD}integer>'),
            (1.5, f'"1.5E0"^^<{XSD}double>'),
            (10**21, f'"1.0E21"^^<{XSD}double>'),
            (10**21 - 1, f'"{10**21 - 1}"^^<{XSD}integer>'),
            (True, f'"true"^^<{XSD}boolean>'),
            ({"@value": 7, "@type": EX + "t"}, f'"7"^^<{EX}t>'),
            ({"@value": 10**21, "@type": EX + "t"}, f'"1.0E21"^^<{EX}t>'),
            ("@odd", '"@odd"'),
            ({"@value": "x", "@language": "EN-gb"}, '"x"@en-gb'),
            ({"@value": "x", "@type": XSD + "string"}, '"x"'),
        ],
    )
    def test_values(self, value: object, expected: str) -> None:
        assert objects({"name": value}, "name") == [expected]

    @pytest.mark.parametrize(
        ("value", "expected"),
        [(5, "5.0E0"), ("5", "5.0E0"), ("0.00012", "1.2E-4"), ("1_0", "1_0"), ("abc", "abc")],
    )
    def test_doubles_are_written_as_signers_write_them(self, value: object, expected: str) -> None:
        assert objects({"double": value}, "double") == [f'"{expected}"^^<{XSD}double>']

    def test_json_literals_are_canonical_and_keep_null(self) -> None:
        found = objects({"json": {"b": [1.0, 2.5, "€"], "a": None}}, "json")
        assert found == [r'"{\"a\":null,\"b\":[1,2.5,\"€\"]}"' + f"^^<{RDF}JSON>"]

    def test_json_literals_hold_the_numbers_that_every_library_reads_alike(self) -> None:
        assert objects({"json": {"a": [2**53, -(2**53)]}}, "json") == [
            r'"{\"a\":[9007199254740992,-9007199254740992]}"' + f"^^<{RDF}JSON>"
        ]
        for value in (2**53 + 1, [-(2**53) - 1], {"a": [{"b": 2**53 + 1}]}):
            assert problem({"json": value}).code == "jsonld.cannot_process"

    def test_equal_looking_json_literals_stay_two(self) -> None:
        # Python says that {"a": 1} equals {"a": True}; PyLD's own conversion drops the second one.
        values = [{"@type": "@json", "@value": {"a": 1}}, {"@type": "@json", "@value": {"a": True}}]
        assert len(objects({"name": values}, "name")) == 2

    def test_lists(self) -> None:
        found = quads({"id": EX + "1", "list": ["a", "b"]})
        heads = {o: s for s, p, o, _ in found if p == f"<{RDF}first>"}
        rests = {s: o for s, p, o, _ in found if p == f"<{RDF}rest>"}
        assert (f"<{EX}1>", f"<{EX}list>", heads['"a"'], "") in found
        assert rests[heads['"a"']] == heads['"b"']
        assert rests[heads['"b"']] == f"<{RDF}nil>"

    def test_an_empty_list_is_said(self) -> None:
        assert objects({"list": []}, "list") == [f"<{RDF}nil>"]

    def test_graphs_included_and_reverse(self) -> None:
        found = quads(
            {
                "id": EX + "1",
                "graph": {"id": EX + "2", "name": "inner"},
                "@included": [{"id": EX + "3", "name": "beside"}],
                "of": {"id": EX + "4", "name": "whole"},
            }
        )
        name = next(o for _, p, o, _ in found if p == f"<{EX}graph>")
        assert name.startswith("_:")
        assert (f"<{EX}2>", f"<{EX}name>", '"inner"', name) in found
        assert (f"<{EX}3>", f"<{EX}name>", '"beside"', "") in found
        assert (f"<{EX}4>", f"<{EX}part>", f"<{EX}1>", "") in found

    def test_maps(self) -> None:
        document = {
            "words": {"en": "yes", "de": ["ja", "doch"]},
            "byId": {EX + "k": {"name": "by id"}},
            "byType": {"Thing": {"name": "by type"}},
            "byName": {"key": {"date": "2025-01-01T00:00:00Z"}},
            "group": {"name": "nested"},
        }
        assert sorted(objects(document, "words")) == ['"doch"@de', '"ja"@de', '"yes"@en']
        assert objects(document, "byId") == [f"<{EX}k>"]
        assert sorted(objects(document, "name")) == ['"by id"', '"by type"', '"key"', '"nested"']
        assert (f"<{RDF}type>", f"<{EX}Thing>") in [(p, o) for _, p, o, _ in quads(document)]

    @pytest.mark.parametrize("none", ["@none", "nothing"])
    def test_an_object_that_a_map_gives_no_id_has_none(self, none: str) -> None:
        context = [URL, {"nothing": "@none"}]
        (found,) = objects({"byId": {none: {"name": "x"}}}, "byId", context)
        assert found.startswith("_:")
        assert objects({"byId": {none: {"id": EX + "own", "name": "x"}}}, "byId", context) == [f"<{EX}own>"]

    def test_named_blank_nodes_stay_the_same_node(self) -> None:
        found = quads({"id": "_:x", "ref": "_:y", "name": {"id": "_:y", "type": "_:x"}})
        assert len({part for quad in found for part in quad if part.startswith("_:")}) == 2

    def test_a_base_in_the_context_counts(self) -> None:
        assert objects({"ref": "x"}, "ref", [URL, {"@base": EX + "b/"}]) == [f"<{EX}b/x>"]

    def test_an_imported_context_is_not_changed_for_its_next_user(self) -> None:
        overlay = {"@import": URL, "name": "urn:other"}
        document = {"@context": overlay, "ref": {"@context": [None, URL], "name": "inner"}}
        assert f"<{EX}name>" in [p for _, p, _, _ in to_quads(document, known, LIMITS)]

    def test_a_type_map_does_not_lend_contexts_from_key_to_key(self) -> None:
        scoped = {"A": {"@id": EX + "A", "@context": {"name": "urn:from-a"}}, "B": EX + "B"}
        document = {"byType": {"A": {"name": "1"}, "B": {"name": "2"}}}
        assert ("<urn:from-a>", '"1"') in [(p, o) for _, p, o, _ in quads(document, [URL, scoped])]
        assert objects(document, "name", [URL, scoped]) == ['"2"']

    def test_nothing_to_say_is_not_an_error(self) -> None:
        assert quads({}) == []

    def test_neither_document_nor_contexts_are_changed(self) -> None:
        context = {"@context": {**TERMS, "scoped": {"@id": EX + "s", "@context": ["v1"]}}}
        document = {"@context": "https://contexts.example/2", "scoped": {"name": "x"}, "list": [1, 2]}
        before = copy.deepcopy((document, context))
        to_quads(document, {URL: {"@context": TERMS}, "https://contexts.example/2": context}.get, LIMITS)
        assert (document, context) == before


class TestContexts:
    def test_an_unknown_url_is_named(self) -> None:
        found = problem({"name": "x"}, "https://unknown.example/c")
        assert (type(found), found.code) == (Unsupported, "context.not_allowed")
        assert found.params["url"] == "https://unknown.example/c"

    def test_an_unknown_url_in_a_scoped_context_is_named(self) -> None:
        found = problem({"name": "x"}, {"a": {"@id": "urn:a", "@context": "https://unknown.example/c"}})
        assert found.code == "context.not_allowed"

    def test_a_relative_url_is_not_resolved(self) -> None:
        assert problem({"name": "x"}, "v1").params == {"url": "v1"}

    def test_no_network(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("network")

        monkeypatch.setattr(socket, "socket", refuse)
        monkeypatch.setattr(socket, "create_connection", refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        for context in (
            "https://www.w3.org/ns/credentials/v2",
            "file:///etc/passwd",
            "http://127.0.0.1/",
            "x",
        ):
            assert problem({"name": "x"}, context).code == "context.not_allowed"

    def test_problems_of_the_lookup_pass_through(self) -> None:
        def unavailable(url: str) -> None:
            raise Unavailable("net.failed", url=url)

        with pytest.raises(Unavailable):
            to_quads({"@context": URL, "name": "x"}, unavailable, LIMITS)

    @pytest.mark.parametrize(
        "context",
        [
            {"name": "urn:n", "@vocab": None},
            {"name": "urn:n", "@language": None},
            {"name": {"@container": {}}},
            {"name": {"@id": "urn:n", "@container": None}},
            {"name": {"@id": "urn:n", "@nest": ""}},
            {"name": {"@id": None, "@prefix": True}},
            {"name": "@ignored"},
            {"@ignored": "urn:x", "name": "urn:n"},
            {"name": {"@reverse": "@type"}},
            {"p": None, "p:name": {}, "name": "urn:n"},
        ],
    )
    def test_what_pyld_stumbles_over_says_nothing_about_the_document(self, context: Any) -> None:
        found = problem({"name": "x"}, context)
        assert found.code in ("jsonld.cannot_process", "jsonld.processing_failed", "jsonld.unsigned_data")

    @pytest.mark.parametrize(
        "context", [{"name": "@ignored"}, {"@ignored": "urn:x"}, {"n": {"@reverse": "@type"}}]
    )
    def test_reserved_names_raise_no_warning_of_the_process(self, context: dict[str, Any]) -> None:
        with warnings.catch_warnings(record=True) as shown:
            warnings.simplefilter("always")
            assert problem({"name": "x"}, [URL, context]).code == "jsonld.cannot_process"
        assert not shown

    def test_a_key_error_of_pyld_is_inconclusive(self) -> None:
        found = problem({"name": "x"}, {"name": "urn:n", "@vocab": None})
        assert (type(found), found.code) == (Unsupported, "jsonld.cannot_process")

    @pytest.mark.parametrize(
        "context",
        [
            7,
            "",
            {"@id": 7},
            {"name": 7},
            {"@version": 1.0},
            {"@base": 7},
            {"name": {"@id": 7}},
            {"@type": "x"},
            {"a": "b:x", "b": "a:x"},
            {"name": {"@id": "relative"}},
            {"@propagate": 1},
            [[]],
            {"name": {"@type": "x"}},
        ],
    )
    def test_contexts_that_json_ld_forbids(self, context: Any) -> None:
        assert isinstance(problem({"name": "x"}, context), Malformed | Unsupported)

    def test_a_reverse_that_is_no_name(self) -> None:
        found = problem({"name": "x"}, {"n": {"@reverse": ["urn:x"]}})
        assert (type(found), found.code) == (Malformed, "jsonld.processing_failed")

    def test_protected_terms_cannot_be_redefined(self) -> None:
        context = [{"@protected": True, "name": "urn:a"}, {"name": "urn:b"}]
        found = problem({"name": "x"}, context)
        assert (type(found), found.code) == (Malformed, "jsonld.processing_failed")
        assert "protected term redefinition" in str(found.params["reason"])


class TestLimits:
    def test_a_context_that_includes_itself(self) -> None:
        contexts = {URL: {"@context": [URL, TERMS]}}
        with pytest.raises(Problem):
            to_quads({"@context": URL, "name": "x"}, contexts.get, LIMITS)

    def test_a_scoped_context_that_includes_itself(self) -> None:
        contexts = {URL: {"@context": {"name": {"@id": "urn:n", "@context": [URL]}}}}
        with pytest.raises(LimitExceeded):
            to_quads({"@context": URL, "name": "x"}, contexts.get, LIMITS)

    def test_a_chain_of_contexts(self) -> None:
        contexts = {f"urn:c:{number}": {"@context": [f"urn:c:{number + 1}"]} for number in range(60)}
        with pytest.raises(LimitExceeded):
            to_quads({"@context": "urn:c:0", "name": "x"}, contexts.get, LIMITS)

    def test_many_contexts(self) -> None:
        contexts: dict[str, Any] = {f"urn:c:{number}": {"@context": {}} for number in range(60)}
        with pytest.raises(LimitExceeded):
            to_quads({"@context": list(contexts)}, contexts.get, LIMITS)
        assert to_quads({"@context": list(contexts)[:16]}, contexts.get, LIMITS) == []

    def test_a_huge_context(self) -> None:
        found = problem({"t1": "x"}, {f"t{number}": f"urn:t:{number}" for number in range(6_000)})
        assert (type(found), found.code) == (LimitExceeded, "jsonld.too_complex")

    def test_a_context_of_just_as_many_terms_as_are_allowed(self) -> None:
        terms = {f"t{number}": f"urn:t:{number}" for number in range(10)}
        assert len(quads({"t1": "x"}, terms, context_terms=10)) == 1
        assert problem({"t1": "x"}, terms, context_terms=9).code == "jsonld.too_complex"

    def test_a_large_scoped_context_at_every_node(self) -> None:
        scoped = {f"t{number}": f"urn:t:{number}" for number in range(3_000)}
        context = {"T": {"@id": "urn:T", "@context": scoped}, "type": "@type", "n": "urn:n"}
        found = problem({"n": [{"type": "T"} for _ in range(100)]}, context)
        assert (type(found), found.code) == (LimitExceeded, "jsonld.too_complex")

    def test_a_small_scoped_context_at_very_many_nodes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        context = {"T": {"@id": "urn:T", "@context": {}}, "type": "@type", "n": "urn:n"}
        members = {"n": [{"type": "T"} for _ in range(100)]}
        assert len(quads(members, context)) == 200
        monkeypatch.setattr(pyld_route, "_CONTEXT_WORK", 500)  # a hundred runs, but hardly a term
        found = problem(members, context)
        assert (type(found), found.code) == (LimitExceeded, "jsonld.too_complex")

    def test_each_step_is_charged_to_the_account_that_is_given(self) -> None:
        def cost(members: dict[str, Any], context: Any = URL) -> int:
            work = Work(LIMITS)
            to_quads({"@context": context, **members}, known, LIMITS, work)
            return Work(LIMITS).general - work.general

        once = cost({"name": ["x"]})
        assert cost({"name": ["x", "y"]}) == once + 1
        assert cost({"name": ["x"]}, [URL, {"a": "urn:a"}]) == cost({"name": ["x"]}, [URL, {}]) + 1
        plain = cost({"name": {"name": "x"}})
        assert cost({"name": {"@context": {}, "name": "x"}}) == plain + 10
        work = Work(LIMITS)
        work.general = once - 1
        with pytest.raises(LimitExceeded):
            to_quads({"@context": URL, "name": ["x"]}, known, LIMITS, work)

    def test_a_statement_may_take_four_steps(self) -> None:
        """One for the document, and one for every array, object and value."""

        def nested(depth: int) -> Any:
            value: Any = "x"
            for _ in range(depth):
                value = [value]
            return value

        assert len(quads({"name": nested(10)}, quads=3)) == 1
        assert problem({"name": nested(11)}, quads=3).code == "jsonld.too_complex"

    def test_values_that_give_no_quads_count_too(self) -> None:
        found = problem({"name": [[] for _ in range(100)]}, quads=10)
        assert (type(found), found.code) == (LimitExceeded, "jsonld.too_complex")

    def test_deep_nesting(self) -> None:
        document: dict[str, Any] = {"name": "x"}
        for _ in range(3_000):
            document = {"ref": document}
        found = problem(document)
        assert (type(found), found.code) == (LimitExceeded, "jsonld.too_deep")

    def test_deep_json_literal(self) -> None:
        value: Any = 1
        for _ in range(3_000):
            value = [value]
        assert problem({"json": value}).code == "jsonld.too_deep"

    def test_many_quads(self) -> None:
        assert len(quads({"name": [str(number) for number in range(10)]}, quads=10)) == 10
        found = problem({"name": [str(number) for number in range(11)]}, quads=10)
        assert (type(found), found.code) == (LimitExceeded, "jsonld.too_complex")

    def test_a_long_list_is_stopped_while_it_is_expanded(self) -> None:
        found = problem({"list": ["x"] * 100}, quads=10)
        assert (type(found), found.code) == (LimitExceeded, "jsonld.too_complex")


class TestSharedState:
    def test_pylds_caches_are_not_used(self) -> None:
        from pyld import jsonld

        before = dict(jsonld._resolved_context_cache)
        quads({"name": "x"}, [URL, {"y": "urn:y"}])
        assert dict(jsonld._resolved_context_cache) == before

    def test_two_lookups_do_not_see_each_others_contexts(self) -> None:
        for number in range(3):
            found = to_quads(
                {"@context": URL, "a": "x"}, {URL: {"@context": {"a": f"urn:{number}"}}}.get, LIMITS
            )
            assert found[0][1] == f"<urn:{number}>"

    def test_threads(self) -> None:
        def work(number: int) -> list[str]:
            context = [URL, {f"t{number % 7}": f"urn:t:{number % 7}"}]
            return rdfc.canonicalize(quads({f"t{number % 7}": {"name": str(number)}}, context), limits=LIMITS)

        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(work, range(80))) == [work(number) for number in range(80)]

    def test_a_pyld_with_other_insides_is_noticed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from pyld import jsonld

        monkeypatch.setattr(jsonld.JsonLdProcessor, "expand", lambda *_: [])
        found = problem({"gpa": 1})
        assert (type(found), found.code) == (Unsupported, "jsonld.cannot_process")


documents = st.dictionaries(st.one_of(names, st.sampled_from(list(TERMS))), values, max_size=5)
contexts = st.lists(st.one_of(st.sampled_from([*CONTEXTS, URL, URL, URL]), values), max_size=3)


class TestProperties:
    @settings(max_examples=400, deadline=None)
    @given(documents, contexts)
    def test_raises_only_problems_and_agrees_with_pyld(
        self, members: dict[str, Any], context: list[Any]
    ) -> None:
        document = {**members, "@context": context}
        table = {URL: {"@context": TERMS}}
        try:
            found = rdfc.canonicalize(to_quads(document, table.get, LIMITS), limits=LIMITS)
        except BadgekitError:
            return
        if "@base" in json.dumps(document):
            return  # the oracle has no base at all
        try:
            assert found == Pyld(table).lines(document, LIMITS)
        except Rejected as error:
            raise AssertionError(f"PyLD refuses it: {error}") from error
