"""One walk from JSON to quads: literals, references, lists, graphs; and what bounds it."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.jsonld import ContextStore, Engine
from badgekit.jsonld.numbers import escape, native
from badgekit.limits import Limits

EX = "http://ex.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
CONTEXT: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "T": EX + "T",
    "p": EX + "p",
    "q": EX + "q",
    "ref": {"@id": EX + "ref", "@type": "@id"},
    "list": {"@id": EX + "list", "@container": "@list"},
    "reflist": {"@id": EX + "list", "@container": "@list", "@type": "@id"},
    "graph": {"@id": EX + "graph", "@container": "@graph", "@type": "@id"},
    "date": {"@id": EX + "date", "@type": XSD + "date"},
    "double": {"@id": EX + "double", "@type": XSD + "double"},
    "json": {"@id": EX + "json", "@type": "@json"},
    "texts": {"@id": EX + "texts", "@container": "@language"},
}


def canonical(members: dict[str, Any], limits: Limits | None = None) -> Any:
    engine = Engine(ContextStore({}), limits or Limits())
    return engine.canonicalize({"@context": CONTEXT, **members})


def lines(members: dict[str, Any]) -> list[str]:
    result = canonical(members)
    assert result.route == "strict", result.outside
    return [line.removesuffix(" .\n") for line in result.lines]


def failure(members: dict[str, Any], limits: Limits | None = None) -> Problem:
    with pytest.raises(Problem) as caught:
        canonical(members, limits)
    return caught.value


@pytest.mark.parametrize(
    ("value", "datatype", "expected"),
    [
        (True, None, f'"true"^^<{XSD}boolean>'),
        (False, XSD + "string", '"false"'),
        (0, None, f'"0"^^<{XSD}integer>'),
        (-17, None, f'"-17"^^<{XSD}integer>'),
        (10**20, None, f'"{10**20}"^^<{XSD}integer>'),
        (3.0, None, f'"3"^^<{XSD}integer>'),
        (1e20, None, f'"{10**20}"^^<{XSD}integer>'),
        (3.5, None, f'"3.5E0"^^<{XSD}double>'),
        (0.1, None, f'"1.0E-1"^^<{XSD}double>'),
        (-1.5e-7, None, f'"-1.5E-7"^^<{XSD}double>'),
        (123456.789, None, f'"1.23456789E5"^^<{XSD}double>'),
        (1 / 3, None, f'"3.333333333333333E-1"^^<{XSD}double>'),
        (3, XSD + "double", f'"3.0E0"^^<{XSD}double>'),
        (3, XSD + "float", f'"3"^^<{XSD}float>'),
        (3.5, XSD + "float", f'"3.5E0"^^<{XSD}float>'),
        (10**21, None, None),
        (-1e21, XSD + "double", None),
        (-0.0, None, None),
        (float("nan"), None, None),
        (float("inf"), None, None),
    ],
)
def test_numbers_and_booleans_have_one_literal_form(
    value: Any, datatype: str | None, expected: str | None
) -> None:
    assert native(value, datatype) == expected


def test_text_is_escaped_as_canonical_n_quads_ask() -> None:
    assert escape(' a"b\\c\td\ne\rf\bg\fh') == ' a\\"b\\\\c\\td\\ne\\rf\\bg\\fh'
    assert escape("\x00\x1f\x7f") == "\\u0000\\u001F\\u007F"
    assert escape(" !~é\x85\xa0\u2028😀/'") == " !~é\x85\xa0\u2028😀/'"
    with pytest.raises(Exception, match="lone_surrogate"):
        escape("\ud800")


@given(st.text())
def test_escaped_text_never_ends_its_literal_or_line(text: str) -> None:
    escaped = escape(text)
    assert "\n" not in escaped
    assert "\r" not in escaped
    assert json.loads(f'"{escaped}"') == text
    assert '"' not in escaped.replace("\\\\", "").replace('\\"', "")


def test_every_kind_of_value_becomes_its_quad() -> None:
    assert lines(
        {
            "id": EX + "s",
            "type": ["T"],
            "p": ["text", 'quo"te', "two\nlines", 5, True, {"@value": "hi", "@language": "EN"}],
            "ref": EX + "o",
            "date": "2025-01-01",
            "double": 2,
            "q": {"id": EX + "n", "p": "inner"},
        }
    ) == [
        f'<{EX}n> <{EX}p> "inner"',
        f'<{EX}s> <{EX}date> "2025-01-01"^^<{XSD}date>',
        f'<{EX}s> <{EX}double> "2.0E0"^^<{XSD}double>',
        f'<{EX}s> <{EX}p> "5"^^<{XSD}integer>',
        f'<{EX}s> <{EX}p> "hi"@en',
        f'<{EX}s> <{EX}p> "quo\\"te"',
        f'<{EX}s> <{EX}p> "text"',
        f'<{EX}s> <{EX}p> "true"^^<{XSD}boolean>',
        f'<{EX}s> <{EX}p> "two\\nlines"',
        f"<{EX}s> <{EX}q> <{EX}n>",
        f"<{EX}s> <{EX}ref> <{EX}o>",
        f"<{EX}s> <{RDF}type> <{EX}T>",
    ]


def test_a_bare_reference_is_the_same_as_text_where_a_reference_is_meant() -> None:
    assert lines({"id": EX + "s", "ref": {"id": EX + "o"}}) == lines({"id": EX + "s", "ref": EX + "o"})


def test_what_is_said_twice_of_a_named_object_is_one_statement() -> None:
    said = {"id": EX + "o", "p": "v"}
    assert lines({"id": EX + "s", "p": said, "q": said}) == [
        f'<{EX}o> <{EX}p> "v"',
        f"<{EX}s> <{EX}p> <{EX}o>",
        f"<{EX}s> <{EX}q> <{EX}o>",
    ]


def test_objects_without_an_id_are_blank_nodes_even_when_empty() -> None:
    assert lines({"id": EX + "s", "p": {}}) == [f"<{EX}s> <{EX}p> _:c14n0"]
    assert len(lines({"id": EX + "s", "p": [{"q": "v"}, {"q": "v"}]})) == 4


def test_lists_keep_order_and_repetition_and_may_be_empty() -> None:
    assert lines({"id": EX + "s", "list": []}) == [f"<{EX}s> <{EX}list> <{RDF}nil>"]
    single = lines({"id": EX + "s", "list": "a"})
    assert single == [
        f"<{EX}s> <{EX}list> _:c14n0",
        f'_:c14n0 <{RDF}first> "a"',
        f"_:c14n0 <{RDF}rest> <{RDF}nil>",
    ]
    assert len(lines({"id": EX + "s", "list": ["a", "a", "b"]})) == 7
    assert lines({"id": EX + "s", "list": ["a", "b"]}) != lines({"id": EX + "s", "list": ["b", "a"]})
    assert f"_:c14n0 <{RDF}first> <{EX}o>" in lines({"id": EX + "s", "reflist": [{"id": EX + "o"}]})


def test_graph_containers_make_a_graph_for_each_value() -> None:
    assert lines({"id": EX + "s", "graph": [{"id": EX + "a", "p": "v v v"}, {"id": EX + "a", "q": "w"}]}) == [
        f'<{EX}a> <{EX}p> "v v v" _:c14n1',
        f'<{EX}a> <{EX}q> "w" _:c14n0',
        f"<{EX}s> <{EX}graph> _:c14n0",
        f"<{EX}s> <{EX}graph> _:c14n1",
    ]
    assert lines({"id": EX + "s", "graph": {"graph": {"id": EX + "a", "p": "v"}}}) == [
        f'<{EX}a> <{EX}p> "v" _:c14n1',
        f"<{EX}s> <{EX}graph> _:c14n2",
        f"_:c14n0 <{EX}graph> _:c14n1 _:c14n2",
    ]


def test_lists_inside_graphs_stay_in_their_graph() -> None:
    assert lines({"id": EX + "s", "graph": {"id": EX + "a", "list": ["x"]}}) == [
        f"<{EX}a> <{EX}list> _:c14n0 _:c14n1",
        f"<{EX}s> <{EX}graph> _:c14n1",
        f'_:c14n0 <{RDF}first> "x" _:c14n1',
        f"_:c14n0 <{RDF}rest> <{RDF}nil> _:c14n1",
    ]


def test_values_that_only_general_json_ld_writes_take_the_long_way_with_the_same_result() -> None:
    for members, what in (
        ({"json": {"b": [1, None], "a": {}}}, "a JSON literal"),
        ({"json": [None]}, "a JSON literal"),
        ({"texts": {"en": "hello", "de": ["hallo", "guten Tag"]}}, "texts by language"),
        ({"double": "3.50"}, "text where the contexts ask for a floating-point number"),
        ({"p": 1e21}, "a very large number or minus zero"),
    ):
        result = canonical({"id": EX + "s", "q": "guarded", **members})
        assert result.route == "pyld"
        (problem,) = result.outside
        assert (problem.code, problem.params["what"]) == ("jsonld.outside_profile", what)
        assert problem.path == f"$.{next(iter(members))}"
        assert f'<{EX}s> <{EX}q> "guarded" .\n' in result.lines
        # The guard goes on behind such a value.
        assert failure({"id": EX + "s", **members, "zzz": "unsigned"}).code == "jsonld.unsigned_data"


@pytest.mark.parametrize("members", [{"json": [1]}, {"texts": {"en": "x"}}])
def test_such_a_value_says_something_where_nothing_else_does(members: dict[str, Any]) -> None:
    assert canonical({"id": EX + "s", **members}).quad_count == 1
    assert canonical({"id": EX + "s", "graph": {"id": EX + "a", **members}}).quad_count == 2


def test_a_number_that_no_number_type_holds_is_not_written() -> None:
    problem = failure({"p": 10**400})
    assert (type(problem), problem.code) == (Unsupported, "jsonld.cannot_process")


def test_many_such_values_are_still_guarded_and_told_of_in_part() -> None:
    result = canonical({"id": EX + "s", "double": [str(n / 7) for n in range(500)]})
    assert (result.route, result.quad_count) == ("pyld", 500)
    assert len(result.outside) == 32
    assert {problem.code for problem in result.outside} == {"jsonld.outside_profile"}


def test_text_is_escaped_wherever_it_stands() -> None:
    for name in ("p", "date", "list", "texts"):
        assert any('"two\\nlines\\\\\\""' in line for line in lines({name: 'two\nlines\\"'}))
    assert any('"a\\tb"@en' in line for line in lines({"p": {"@value": "a\tb", "@language": "en"}}))


def test_language_maps_with_other_keys_than_languages_are_seen() -> None:
    for key in ("@none", "none of these", ""):
        try:
            codes = {problem.code for problem in canonical({"texts": {key: "x"}}).outside}
        except Malformed as problem:
            codes = {problem.code}
        assert codes <= {"jsonld.not_compact_form", "jsonld.unsigned_data"}
    assert canonical({"texts": {"@none": "x"}}).outside[0].code == "jsonld.not_compact_form"
    maps: list[dict[str, Any]] = [{}, {"en": None}, {"en": []}, {"en": [None]}]
    for nothing in maps:
        assert isinstance(failure({"texts": nothing}), Malformed)


def test_text_by_language_without_an_object_is_plain() -> None:
    assert lines({"id": EX + "s", "texts": "hello"}) == [f'<{EX}s> <{EX}texts> "hello"']


@pytest.mark.parametrize(
    ("members", "limits"),
    [
        ({"p": [str(n) for n in range(60)]}, Limits(quads=50)),
        ({"p": [{"q": "v", "p": [str(n)]} for n in range(30)]}, Limits(quads=50)),
        ({"p": [{} for _ in range(60)]}, Limits(blank_nodes=50)),
        ({"list": ["a"] * 60}, Limits(blank_nodes=50)),
        ({"graph": [{"p": "v"}] * 60}, Limits(blank_nodes=50)),
    ],
)
def test_work_is_bounded(members: dict[str, Any], limits: Limits) -> None:
    problem = failure(members, limits)
    assert isinstance(problem, LimitExceeded)
    assert problem.code == "jsonld.too_complex"  # said by the walk, before the work of ordering begins


@pytest.mark.parametrize(
    ("members", "bound", "size"),
    [
        ({"p": [{"q": str(n)} for n in range(5)]}, "blank_nodes", 5),
        ({"list": ["1", "2", "3", "4", "5"]}, "blank_nodes", 5),
        ({"p": [{} for _ in range(5)]}, "quads", 5),
        ({"p": ["1", "2", "3", "4", "5"]}, "quads", 5),
        ({"graph": {"id": EX + "a", "p": ["1", "2", "3", "4"]}}, "quads", 5),
        ({"list": ["1", "2"], "p": "1"}, "quads", 6),
    ],
)
def test_a_bound_is_what_may_just_be_reached(members: dict[str, Any], bound: str, size: int) -> None:
    assert canonical({"id": EX + "s", **members}, Limits(**{bound: size}))
    problem = failure({"id": EX + "s", **members}, Limits(**{bound: size - 1}))
    what = "statements" if bound == "quads" else "unnamed objects"
    assert (problem.code, problem.params["what"]) == ("jsonld.too_complex", what)


def test_a_context_of_null_begins_anew_at_the_top_and_inside() -> None:
    assert canonical({"@context": None, EX + "q": "v"}).route == "strict"
    inside = canonical({"p": {"@context": None, EX + "q": "v"}})
    assert (inside.route, inside.quad_count) == ("strict", 2)


@pytest.mark.parametrize(
    ("text", "written"), [('a"b', r"a\"b"), ("a\\b", r"a\\b"), ("a\nb", r"a\nb"), ("ab", "ab")]
)
def test_no_text_ends_before_its_end(text: str, written: str) -> None:
    assert lines({"p": text}) == [f'_:c14n0 <http://ex.org/p> "{written}"']


def test_too_long_a_list_is_not_looked_through() -> None:
    problem = failure({"p": [None, *map(str, range(50))]}, Limits(quads=50))
    assert problem.code == "jsonld.too_complex"
    assert failure({"p": [None, *map(str, range(49))]}, Limits(quads=50)).code == "jsonld.unsigned_data"


def test_depth_is_counted_from_the_document() -> None:
    nested: dict[str, Any] = {"q": "v"}
    for _ in range(3):
        nested = {"p": nested}
    assert canonical(nested, Limits(json_depth=3)).quad_count == 4
    assert canonical(nested, Limits(json_depth=3)).nested_contexts == ()
    problem = failure(nested, Limits(json_depth=2))
    assert (problem.code, problem.path, problem.params["limit"]) == ("json.too_deep", "$.p.p.p", 2)


def test_json_values_too_deep_to_be_compared_are_not_taken_for_equal() -> None:
    def told(value: Any) -> dict[str, Any]:
        for _ in range(5_000):
            value = [value]
        return {"id": EX + "o", "json": value}

    assert failure({"p": told(1), "q": told(1)}).code == "json.too_deep"


def test_depth_is_bounded_for_documents_that_no_parser_has_checked() -> None:
    deep: dict[str, Any] = {"p": "v"}
    for _ in range(5000):
        deep = {"p": deep}
    assert failure(deep).code == "json.too_deep"
    loop: dict[str, Any] = {}
    loop["p"] = [loop, loop]
    assert isinstance(failure(loop), LimitExceeded)
    # What is wrong is found beside an object that holds itself.
    assert failure({"p": {"q": None}, "q": loop}).path == "$.p.q"


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (float("nan"), "json.number"),
        (float("inf"), "json.number"),
        ("\ud800", "json.lone_surrogate"),
        (("a",), "jsonld.not_json"),
        (b"x", "jsonld.not_json"),
        (object(), "jsonld.not_json"),
    ],
)
def test_what_json_does_not_have_is_refused(value: Any, code: str) -> None:
    problem = failure({"p": {"q": [value]}})
    assert isinstance(problem, Malformed)
    assert (problem.code, problem.path) == (code, "$.p.q")
    assert failure({5: "v"}).code == "jsonld.not_json"  # type: ignore[dict-item]


_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=8),
    st.sampled_from([EX + "o", "T", "_:b"]),
)
_members = st.sampled_from(
    [*CONTEXT, "@type", "@id", "@value", "@language", "@list", "@context", EX + "iri", "zzz"]
)
_values = st.recursive(
    _scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_members, inner, max_size=4)),
    max_leaves=12,
)


@settings(deadline=None, max_examples=300)
@given(st.dictionaries(_members.filter(lambda name: name != "@context"), _values, max_size=5))
def test_any_document_gives_a_canonical_form_or_a_problem_and_stays_as_it_was(
    members: dict[str, Any],
) -> None:
    engine = Engine(ContextStore({}), Limits())
    document = {"@context": CONTEXT, **members}
    before = copy.deepcopy(document)
    outcomes: list[object] = []
    for _ in range(2):  # with cold tables, then with warm ones
        try:
            outcomes.append(engine.canonicalize(document).nquads)
        except Problem as problem:
            outcomes.append((problem.code, problem.path))
    assert repr(document) == repr(before)
    assert outcomes[0] == outcomes[1]


_CRED = "https://www.w3.org/2018/credentials#"
_AROUND = {**CONTEXT, "issuer": _CRED + "issuer", "validFrom": _CRED + "validFrom"}


@pytest.mark.parametrize(
    "issuer",
    [
        {"q": "v", "p": [{"q": "w"}, {"q": "x"}]},
        {"q": "v", "json": [1]},
        {"q": "v", "p": {"@context": {"own": EX + "own"}, "own": "w"}},
        {"q": "v", "graph": {"id": EX + "a", "p": "w", "ref": {"q": "x"}}},
        {"q": "v", "p": {"id": EX + "s", "validFrom": "w"}},
        {"q": "v", "p": {"id": EX + "o", "q": "w"}},
        {"q": "v", "p": [f"{number} {'long' * 50}" for number in range(200)]},
        {"q": "v", "zzz": "unsigned"},
    ],
)
def test_an_issuer_that_was_met_before_is_read_as_one_that_was_not(issuer: dict[str, Any]) -> None:
    def told(engine: Engine, document: dict[str, Any]) -> Any:
        try:
            result = engine.canonicalize(document)
        except Problem as problem:
            return problem.code, problem.path
        found = [(problem.code, problem.path) for problem in (*result.outside, *result.shared)]
        return result.lines, result.route, result.nested_contexts, found

    engine = Engine(ContextStore({}), Limits())
    for before in ({}, {"p": {"q": "y"}}, {"double": "1.5"}, {"p": {"id": EX + "o", "q": "z"}}, {"q": "y"}):
        document = {"@context": _AROUND, "id": EX + "s", **before, "issuer": issuer}
        assert told(engine, document) == told(Engine(ContextStore({}), Limits()), document)
