"""Context processing: what terms come to mean, and which contexts are refused."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest

from badgekit.errors import LimitExceeded, Malformed, Problem, Unsupported
from badgekit.jsonld import ContextStore, Engine, Revision
from badgekit.jsonld.contexts import Budget
from badgekit.jsonld.refusal import Outside, Refused
from badgekit.jsonld.walk import Walk
from badgekit.jsonld.work import Work
from badgekit.limits import Limits
from badgekit.repeats import Repeats

EX = "http://ex.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
BASE = {"id": "@id", "type": "@type", "p": EX + "p", "q": EX + "q"}


def engine(contexts: dict[str, Any] | None = None, limits: Limits | None = None) -> Engine:
    revisions = {url: (Revision(url, "1", "", {"@context": c}),) for url, c in (contexts or {}).items()}
    return Engine(ContextStore(revisions), limits or Limits())


def quads(context: Any, members: dict[str, Any], contexts: dict[str, Any] | None = None) -> list[str]:
    """Canonical lines of a document about ex:s."""
    document = {"@context": context, "id": EX + "s", **members}
    result = engine(contexts).canonicalize(document)
    assert result.route == "strict", result.outside
    return [line.removesuffix(" .\n").replace(f"<{EX}s> ", "") for line in result.lines]


def failure(context: Any, members: dict[str, Any], contexts: dict[str, Any] | None = None) -> Problem:
    with pytest.raises(Problem) as caught:
        engine(contexts).canonicalize({"@context": context, "id": EX + "s", **members})
    return caught.value


@pytest.mark.parametrize(
    ("definition", "value", "expected"),
    [
        (EX + "t", "v", '<http://ex.org/t> "v"'),
        ({"@id": EX + "t"}, "v", '<http://ex.org/t> "v"'),
        ({"@id": EX + "t", "@type": "@id"}, EX + "o", "<http://ex.org/t> <http://ex.org/o>"),
        ({"@id": EX + "t", "@type": "@id"}, "pre:o", "<http://ex.org/t> <http://ex.org/pre#o>"),
        ({"@id": EX + "t", "@type": "@id"}, 5, f'<http://ex.org/t> "5"^^<{XSD}integer>'),
        ({"@id": EX + "t", "@type": "@vocab"}, "p", "<http://ex.org/t> <http://ex.org/p>"),
        ({"@id": EX + "t", "@type": "@none"}, "v", '<http://ex.org/t> "v"'),
        ({"@id": EX + "t", "@type": XSD + "date"}, "v", f'<http://ex.org/t> "v"^^<{XSD}date>'),
        ({"@id": EX + "t", "@type": XSD + "string"}, "v", '<http://ex.org/t> "v"'),
        ({"@id": EX + "t", "@type": XSD + "string"}, 7, '<http://ex.org/t> "7"'),
        # Undefined prefixes in published contexts are taken as the IRI that they look like.
        ({"@id": EX + "t", "@type": "xsd:date"}, "v", '<http://ex.org/t> "v"^^<xsd:date>'),
        ({"@id": EX + "t", "@language": "DE"}, "v", '<http://ex.org/t> "v"@de'),
        ({"@id": "pre:t"}, "v", '<http://ex.org/pre#t> "v"'),
        ({"@id": "p"}, "v", '<http://ex.org/p> "v"'),
        ({"@id": EX + "t", "@container": "@set"}, ["v"], '<http://ex.org/t> "v"'),
    ],
)
def test_a_term_means_what_its_definition_says(definition: Any, value: Any, expected: str) -> None:
    context = {**BASE, "pre": EX + "pre#", "t": definition}
    assert quads(context, {"t": value}) == [expected]


def test_definitions_may_lean_on_later_ones() -> None:
    assert quads({"id": "@id", "t": "later", "later": EX + "x"}, {"t": "v"}) == ['<http://ex.org/x> "v"']


def test_a_simple_term_is_a_prefix_only_before_a_delimiter() -> None:
    reference = {"@id": EX + "t", "@type": "@id"}
    assert quads({**BASE, "w": EX + "word", "t": reference}, {"t": "w:x"}) == ["<http://ex.org/t> <w:x>"]
    assert quads({**BASE, "w": EX + "word/", "t": reference}, {"t": "w:x"}) == [
        "<http://ex.org/t> <http://ex.org/word/x>"
    ]
    flagged = {"@id": EX + "word", "@prefix": True}
    assert quads({**BASE, "w": flagged, "t": reference}, {"t": "w:x"}) == [
        "<http://ex.org/t> <http://ex.org/wordx>"
    ]
    # "//" after the colon makes an absolute IRI, whatever prefixes there are.
    assert quads({**BASE, "w": EX + "word/", "t": reference}, {"t": "w://x"}) == ["<http://ex.org/t> <w://x>"]


def test_the_vocabulary_defines_what_no_term_does() -> None:
    context = {**BASE, "@vocab": EX + "v#"}
    assert quads(context, {"other": "v", "type": "T"}) == [
        '<http://ex.org/v#other> "v"',
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://ex.org/v#T>",
    ]
    assert quads({**context, "t": "urn:x:t"}, {"t": "v"}) == ['<urn:x:t> "v"']
    assert failure([context, {"@vocab": None}], {"other": "v"}).code == "jsonld.unsigned_data"


def test_the_default_language_is_lower_case_and_can_be_taken_away() -> None:
    plain = {"@id": EX + "n", "@language": None}
    context = [{**BASE, "@language": "EN-us", "n": plain}]
    assert quads(context, {"p": "v", "n": "w"}) == ['<http://ex.org/n> "w"', '<http://ex.org/p> "v"@en-us']
    assert quads([*context, {"@language": None}], {"p": "v"}) == ['<http://ex.org/p> "v"']


def test_a_text_direction_is_not_signed() -> None:
    undirected = {"@id": EX + "n", "@direction": None}
    context = {**BASE, "@direction": "rtl", "n": undirected, "d": {"@id": EX + "d", "@type": XSD + "date"}}
    assert quads(context, {"n": "v", "d": "v"}) == [
        f'<http://ex.org/d> "v"^^<{XSD}date>',
        '<http://ex.org/n> "v"',
    ]
    assert failure(context, {"p": "v"}).code == "jsonld.unsigned_data"
    assert quads([context, {"@direction": None}], {"p": "v"}) == ['<http://ex.org/p> "v"']
    directed = {**BASE, "p": {"@id": EX + "p", "@direction": "rtl"}}
    assert failure(directed, {"p": "v"}).code == "jsonld.unsigned_data"


def test_later_contexts_win() -> None:
    assert quads([BASE, {"p": EX + "other"}], {"p": "v"}) == ['<http://ex.org/other> "v"']
    assert failure([BASE, {"p": None}], {"p": "v"}).code == "jsonld.unsigned_data"


def test_null_starts_anew() -> None:
    assert quads([{"x": EX + "x"}, None, BASE], {"p": "v"}) == ['<http://ex.org/p> "v"']
    assert failure([BASE, None, {"id": "@id"}], {"p": "v"}).code == "jsonld.unsigned_data"


SCOPED = {**BASE, "T": {"@id": EX + "T", "@context": {"p": EX + "typed"}}}


def test_a_type_scoped_context_stays_with_its_node() -> None:
    assert quads(SCOPED, {"type": "T", "p": "v", "q": {"id": EX + "o", "p": "w"}})[:3] == [
        '<http://ex.org/o> <http://ex.org/p> "w"',
        "<http://ex.org/q> <http://ex.org/o>",
        '<http://ex.org/typed> "v"',
    ]


def test_a_type_scoped_context_that_propagates_goes_on() -> None:
    context = {**BASE, "T": {"@id": EX + "T", "@context": {"@propagate": True, "p": EX + "typed"}}}
    lines = quads(context, {"type": "T", "q": {"id": EX + "o", "p": "w"}})
    assert lines[0] == '<http://ex.org/o> <http://ex.org/typed> "w"'


def test_a_property_scoped_context_goes_on_and_comes_after_the_type_is_left() -> None:
    context = {
        **BASE,
        "T": {
            "@id": EX + "T",
            "@context": {"p": EX + "typed", "q": {"@id": EX + "q", "@context": {"r": EX + "r"}}},
        },
    }
    lines = quads(context, {"type": "T", "q": {"id": EX + "o", "p": "w", "r": {"id": EX + "o2", "r": "x"}}})
    assert '<http://ex.org/o> <http://ex.org/p> "w"' in lines
    assert '<http://ex.org/o2> <http://ex.org/r> "x"' in lines


def test_a_property_scoped_context_that_does_not_propagate_is_left_in_the_next_node() -> None:
    inner = {"@propagate": False, "p": EX + "inner"}
    context = {**BASE, "q": {"@id": EX + "q", "@context": inner}}
    assert quads(context, {"q": {"id": EX + "o", "p": {"id": EX + "o2", "p": "w"}}}) == [
        '<http://ex.org/o2> <http://ex.org/p> "w"',
        "<http://ex.org/o> <http://ex.org/inner> <http://ex.org/o2>",
        "<http://ex.org/q> <http://ex.org/o>",
    ]


def test_a_bare_reference_is_read_with_the_scope_of_the_type_around_it() -> None:
    scope = {"pre": EX + "pre#"}
    context = {**BASE, "T": {"@id": EX + "T", "@context": scope}}
    assert "<http://ex.org/q> <http://ex.org/pre#x>" in quads(context, {"type": "T", "q": {"id": "pre:x"}})
    described = quads(context, {"type": "T", "q": {"id": "pre:x", "p": "v"}})
    assert "<http://ex.org/q> <pre:x>" in described


def test_another_single_member_is_not_read_with_that_scope() -> None:
    context = {**BASE, "T": {"@id": EX + "T", "@context": {"z": EX + "z"}}}
    assert failure(context, {"type": "T", "q": {"z": "v"}}).code == "jsonld.unsigned_data"


def test_another_name_for_values_forbids_no_objects() -> None:
    context = {**BASE, "T": {"@id": EX + "T", "@context": {"val": "@value"}}}
    assert '_:c14n0 <http://ex.org/p> "v"' in quads(context, {"type": "T", "q": {"p": "v"}})


def test_scoped_contexts_of_several_types_apply_in_alphabetical_order() -> None:
    context = {
        **BASE,
        "A": {"@id": EX + "A", "@context": {"p": EX + "a"}},
        "B": {"@id": EX + "B", "@context": {"p": EX + "b"}},
    }
    assert quads(context, {"type": ["B", "A"], "p": "v"})[0] == '<http://ex.org/b> "v"'


def test_protected_terms_may_be_repeated_but_not_changed() -> None:
    protected = {**BASE, "@protected": True}
    assert quads([protected, {"p": EX + "p"}], {"p": "v"}) == ['<http://ex.org/p> "v"']
    for change in ({"p": EX + "other"}, {"p": {"@id": EX + "p", "@type": "@id"}}, {"p": None}, None):
        problem = failure([protected, change], {"p": "v"})
        assert problem.code == "jsonld.invalid_context"
        assert "protected" in str(problem)


def test_protection_can_be_given_and_taken_per_term() -> None:
    mixed = {**BASE, "@protected": True, "q": {"@id": EX + "q", "@protected": False}}
    assert quads([mixed, {"q": EX + "other"}], {"q": "v"}) == ['<http://ex.org/other> "v"']
    single = {**BASE, "p": {"@id": EX + "p", "@protected": True}}
    assert failure([single, {"p": EX + "other"}], {"p": "v"}).code == "jsonld.invalid_context"


def test_a_property_scope_may_override_protected_terms_and_a_type_scope_may_not() -> None:
    protected = {**BASE, "@protected": True}
    override = {"q": {"@id": EX + "scoped", "@context": {"p": EX + "other"}}}
    assert '<http://ex.org/o> <http://ex.org/other> "v"' in quads(
        [{**protected, **override}], {"q": {"id": EX + "o", "p": "v"}}
    )
    typed = {"T": {"@id": EX + "T", "@context": {"p": EX + "other"}}}
    assert failure([{**protected, **typed}], {"type": "T", "p": "v"}).code == "jsonld.invalid_context"


def test_a_property_scope_of_null_forgets_everything() -> None:
    context = {**BASE, "q": {"@id": EX + "q", "@context": None}}
    assert failure(context, {"q": {"p": "v"}}).path == "$.q.p"
    nested = {"q": {"@context": {"r": EX + "r"}, "r": "v"}}
    assert '_:c14n0 <http://ex.org/r> "v"' in quads(context, nested)


def test_terms_that_are_blank_nodes_give_no_statement() -> None:
    assert failure({**BASE, "t": "_:t"}, {"t": "v"}).path == "$.t"
    assert failure({**BASE, "@vocab": "_:"}, {"t": "v"}).path == "$.t"
    # "_" is no prefix, whatever a context says.
    assert failure({**BASE, "_": EX}, {"type": "_:x"}).path == "$.type"


def test_a_name_with_a_colon_is_no_prefix_so_both_forms_of_its_definition_are_equal() -> None:
    protected = {**BASE, "@protected": True, "http://ex.org/long/": EX + "long/"}
    assert quads([protected, {"http://ex.org/long/": {"@id": EX + "long/"}}], {"p": "v"})


@pytest.mark.parametrize(
    ("context", "members", "code"),
    [
        ({"@base": EX}, {"p": "v"}, "jsonld.tree_unchecked"),
        ({"@vocab": "relative"}, {"p": "v"}, "jsonld.tree_unchecked"),
        ({"@import": "https://c.example/1"}, {"p": "v"}, "jsonld.tree_unchecked"),
        ([{"r": EX + "r"}, {"@propagate": True}], {"p": "v"}, "jsonld.tree_unchecked"),
        ({"T": {"@id": EX + "T", "@context": None}}, {"type": "T"}, "jsonld.tree_unchecked"),
        ({"T": {"@id": EX + "T", "@context": [None, BASE]}}, {"type": "T"}, "jsonld.tree_unchecked"),
        ({"T": {"@id": EX + "T", "@context": {"type": EX + "t"}}}, {"type": "T"}, "jsonld.tree_unchecked"),
        ({"t": {"@id": EX + "t", "@context": {"t": EX + "t2"}}}, {"t": "v"}, "jsonld.tree_unchecked"),
        ({"t": {"@id": EX + "t", "@type": "@id", "@context": None}}, {"t": "urn:x"}, "jsonld.tree_unchecked"),
        (
            {"t": {"@id": EX + "t", "@container": "@id"}},
            {"t": {"urn:x": {"p": "v"}}},
            "jsonld.tree_unchecked",
        ),
        ({"t": {"@id": EX + "t", "@container": "@index"}}, {"t": {"k": "v"}}, "jsonld.not_compact_form"),
        ({"t": {"@reverse": EX + "t"}}, {"t": {"id": "urn:x"}}, "jsonld.not_compact_form"),
        ({"@type": {"@container": "@set"}, "T": EX + "T"}, {"@type": "T"}, "jsonld.not_compact_form"),
        ({"t": "@included"}, {"t": [{"id": "urn:x", "p": "v"}]}, "jsonld.not_compact_form"),
    ],
)
def test_constructs_that_the_guard_does_not_follow_are_named(context: Any, members: Any, code: str) -> None:
    """They are left to general JSON-LD, and never pass as read and guarded."""
    own = context if isinstance(context, list) else [context]
    document = {"@context": [BASE, *own], **members}
    with pytest.raises(Outside) as caught:
        walked(document)
    assert caught.value.code == code
    with suppress(Problem):
        assert code in [problem.code for problem in engine().canonicalize(document).outside]


def walked(document: dict[str, Any], contexts: dict[str, Any] | None = None) -> None:
    initial = engine(contexts)._compiler({}).initial
    Walk(Limits(), Repeats(), Work(Limits())).document(
        document, initial, document["@context"], has_context=True
    )


@pytest.mark.parametrize(
    "context",
    [
        {"@language": "en us"},
        {"t": {"@id": EX + "t", "@language": "en us"}},
        {"t": {"@id": EX + "t", "@type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}},
    ],
)
def test_literals_that_processors_write_differently_are_not_written_here(context: Any) -> None:
    with pytest.raises(Outside):
        walked({"@context": [{**BASE, "t": EX + "t"}, context], "t": "v"})


def test_a_scope_inside_itself_makes_no_new_tables() -> None:
    terms = {f"x{n}": f"{EX}x{n}" for n in range(4000)}
    context = {**BASE, **terms, "q": {"@id": EX + "q", "@context": {"r": EX + "r"}}}
    node: dict[str, Any] = {"r": "v"}
    for _ in range(60):
        node = {"q": node, "r": "v"}
    assert engine().canonicalize({"@context": context, "q": node}).quad_count == 122


@pytest.mark.parametrize(
    "context",
    [
        {"t": "t2", "t2": "t"},
        {"t": "nowhere"},
        {"t": 5},
        {"t": {"@id": 5}},
        {"t": {"@id": EX, "@foo": 1}},
        {"t": {"@id": EX + "t", "@type": "nowhere"}},
        {"t": {"@id": EX + "t", "@type": "_:b"}},
        {"t": {"@id": EX + "t", "@type": "urn:a<b"}},
        {"t": {"@id": EX + "t", "@type": 5}},
        {"t": {"@id": EX + "t", "@container": "@bag"}},
        {"t": {"@id": EX + "t", "@container": ["@list", "@set"]}},
        {"t": {"@id": EX + "t", "@container": [["@set"]]}},
        {"t": {"@id": EX + "t", "@language": 5}},
        {"t": {"@id": EX + "t", "@direction": "up"}},
        {"t": {"@id": EX + "t", "@protected": "yes"}},
        {"t": {"@id": EX + "t", "@index": "p"}},
        {"t": {"@id": EX + "t", "@nest": "@id"}},
        {"t:u": {"@id": EX + "t", "@prefix": True}},
        {"t": {"@reverse": EX + "t", "@id": EX}},
        {"t": {"@id": "@context"}},
        {"a:b": EX + "other", "a": EX},
        {"": EX},
        {"@id": EX},
        {"@type": EX},
        {"@version": 1.0},
        {"@version": True},
        {"@vocab": 5},
        {"@language": 5},
        {"@direction": "up"},
        {"@protected": 1},
        {"@propagate": "no"},
        {"t": {"@id": EX + "t", "@context": {"u": 5}}},
        False,
        5,
        [5],
    ],
)
def test_contexts_that_break_a_rule_are_refused(context: Any) -> None:
    problem = failure([BASE, context], {"p": "v"})
    assert isinstance(problem, Malformed)
    assert problem.code == "jsonld.invalid_context"
    assert problem.path == "$['@context']"


@pytest.mark.parametrize(
    "context",
    [
        {"@language": "\ud800"},
        {"t": {"@id": EX + "t", "@language": "\udfff"}},
        {"t\ud800": EX},
        {"t": EX + "\ud800"},
    ],
)
def test_half_of_a_surrogate_pair_is_refused_even_where_no_member_meets_it(context: Any) -> None:
    problem = failure([BASE, context], {"p": "v"})
    assert isinstance(problem, Malformed)
    assert (problem.code, problem.path) == ("json.lone_surrogate", "$['@context']")
    assert quads([BASE, {"@language": "en", "t": EX + "\U0001f600"}], {"t": "v"})


def test_contexts_come_from_the_store_alone() -> None:
    known = {"https://c.example/1": BASE, "https://c.example/2": ["https://c.example/1", {"q": EX + "q2"}]}
    assert quads("https://c.example/1", {"p": "v"}, known) == ['<http://ex.org/p> "v"']
    assert quads(["https://c.example/2"], {"q": "v"}, known) == ['<http://ex.org/q2> "v"']
    problem = failure(["https://c.example/1", "https://evil.example/"], {"p": "v"}, known)
    assert isinstance(problem, Unsupported)
    assert (problem.code, problem.params["url"]) == ("context.not_allowed", "https://evil.example/")
    assert failure({"t": {"@id": EX, "@context": "https://evil.example/"}}, {}).code == "context.not_allowed"


def test_one_engine_keeps_contexts_apart() -> None:
    known = engine({"https://c.example/1": BASE, "https://c.example/2": {**BASE, "p": EX + "q"}})
    first, second = "https://c.example/1", "https://c.example/2"
    for _ in range(2):
        for context, name in (
            (first, "p"),
            (second, "q"),
            ([first, second], "q"),
            ([second, first], "p"),
            ([], None),
            (BASE, "p"),
            ([first, {"p": EX + "own"}], "own"),
            ([{"p": EX + "own"}, first], "p"),
        ):
            document = {"@context": context, "p": "v"}
            if name is None:
                with pytest.raises(Malformed):
                    known.canonicalize(document)
            else:
                assert known.canonicalize(document).lines == (f'_:c14n0 <{EX}{name}> "v" .\n',)


@pytest.mark.parametrize("name", ["q", "r"])
def test_what_several_types_define_ends_with_their_object(name: str) -> None:
    scopes = {
        kind: {"@id": EX + kind, "@context": {term: f"urn:{term}"}} for kind, term in (("A", "q"), ("B", "r"))
    }
    context = {"id": "@id", "type": "@type", "p": EX + "p", **scopes}
    members = {"type": ["A", "B"], name: "v"}
    assert f'<urn:{name}> "v"' in quads(context, {**members, "p": {"id": "urn:x", "p": "v"}})
    found = failure(context, {**members, "p": {"id": "urn:x", name: "v"}})
    assert (found.code, found.path) == ("jsonld.unsigned_data", f"$.p.{name}")


@pytest.mark.parametrize("page", [{**BASE, "@propagate": True}, [BASE, {"@propagate": True}]])
def test_an_address_whose_context_says_how_far_it_goes_is_left_to_general_json_ld(page: Any) -> None:
    with pytest.raises(Outside) as caught:
        walked({"@context": "https://c.example/1", "id": "urn:x", "p": "v"}, {"https://c.example/1": page})
    assert caught.value.params["what"] == "@propagate in a context that is named by its address"


def test_the_language_of_a_type_is_that_of_its_own_texts_only() -> None:
    context = {**BASE, "T": {"@id": EX + "T", "@context": {"@language": "de"}}}
    members = {"type": "T", "p": "v", "q": {"id": "urn:x", "p": "w"}}
    assert {'<http://ex.org/p> "v"@de', '<urn:x> <http://ex.org/p> "w"'} <= set(quads(context, members))


def test_a_scope_of_a_pinned_context_is_looked_at_when_it_is_met() -> None:
    known = {"https://c.example/1": {**BASE, "T": {"@id": EX + "T", "@context": {"u": 5}}}}
    assert quads("https://c.example/1", {"p": "v"}, known) == ['<http://ex.org/p> "v"']
    assert failure("https://c.example/1", {"type": "T"}, known).code == "jsonld.invalid_context"


@pytest.mark.parametrize("raw", ["https://c.example/\ud800", ["https://c.example/\ud800"]])
def test_an_address_that_is_no_text_is_no_known_context(raw: Any) -> None:
    assert failure(raw, {"p": "v"}).code == "context.not_allowed"


@pytest.mark.parametrize(
    "raw", [b"x", {"p": b"x"}, {"p": {"@id": object()}}, [{"p": {1, 2}}], {5: EX + "p"}, {"p": 10**5000}]
)
def test_a_context_that_is_not_json_is_refused(raw: Any) -> None:
    problem = failure(raw, {})
    assert isinstance(problem, Malformed)
    assert problem.code in ("jsonld.invalid_context", "jsonld.not_json")


def test_a_context_that_includes_itself_is_refused() -> None:
    loop = {"https://c.example/1": "https://c.example/2", "https://c.example/2": "https://c.example/1"}
    assert failure("https://c.example/1", {}, loop).code == "jsonld.invalid_context"
    last = {"https://c.example/8": BASE}
    chain: dict[str, Any] = {f"https://c.example/{n}": f"https://c.example/{n + 1}" for n in range(8)} | last
    assert quads("https://c.example/1", {"p": "v"}, chain) == ['<http://ex.org/p> "v"']
    assert failure("https://c.example/0", {}, chain).code == "jsonld.too_complex"


def test_the_size_of_contexts_is_bounded() -> None:
    small = Limits(contexts=2, context_terms=10)
    most: list[Any] = [
        [{}, {}],
        {f"t{n}": EX for n in range(10)},
        [{f"t{n}": EX for n in range(4)}, {f"t{n}": EX for n in range(4)}],
        {"t": {"@id": EX, "@context": {f"t{n}": EX for n in range(7)}}},
    ]
    for context in most:
        engine(limits=small).canonicalize({"@context": context})
    cases: list[tuple[Any, str]] = [
        ([{}, {}, {}], "context.too_many"),
        ({f"t{n}": EX for n in range(11)}, "jsonld.too_complex"),
        ([{f"t{n}": EX for n in range(4)}, {f"t{n}": EX for n in range(5)}], "jsonld.too_complex"),
        ({"t": {"@id": EX, "@context": {f"t{n}": EX for n in range(8)}}}, "jsonld.too_complex"),
    ]
    for context, code in cases:
        with pytest.raises(LimitExceeded) as caught:
            engine(limits=small).canonicalize({"@context": context})
        assert caught.value.code == code
    deep: Any = {}
    for _ in range(1000):
        deep = {"t": {"@id": EX, "@context": deep}}
    with pytest.raises(LimitExceeded):
        engine().canonicalize({"@context": deep})


def test_what_is_worked_out_is_charged_to_the_document_and_to_the_verification() -> None:
    work = Work(Limits())
    before, budget = work.contexts, Budget(10, work)
    for amount in (4, 0, 6):
        budget.spend(amount)
    assert before - work.contexts == 10
    with pytest.raises(Refused) as caught:
        budget.spend(1)
    assert (caught.value.code, caught.value.params["limit"]) == ("jsonld.too_complex", 10)
    # What is cheap counts less for the verification, and still something.
    cheap = Budget(100, work, 8)
    before = work.contexts
    for amount, counted in ((8, 1), (9, 3), (1, 4)):
        cheap.spend(amount)
        assert before - work.contexts == counted
    work.contexts = 1
    with pytest.raises(LimitExceeded):
        Budget(100, work).spend(2)


def test_many_combinations_of_scoped_types_are_refused_before_they_fill_the_memory() -> None:
    terms: dict[str, Any] = {f"x{n}": f"{EX}x{n}" for n in range(2000)}
    terms |= {f"T{n}": {"@id": f"{EX}T{n}", "@context": {f"y{n}": f"{EX}y{n}"}} for n in range(10)}
    nodes = [{"type": [f"T{bit}" for bit in range(10) if n & (1 << bit)]} for n in range(1, 1024)]
    document = {"@context": {**BASE, **terms}, "p": nodes}
    with pytest.raises(LimitExceeded) as caught:
        engine().canonicalize(document)
    assert caught.value.code == "jsonld.too_complex"
