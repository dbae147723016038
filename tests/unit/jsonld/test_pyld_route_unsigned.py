"""General JSON-LD through PyLD: what the quads would leave out, or what would break out of one."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.jsonld_terms import EX, URL, problem, quads

from badgekit.errors import Malformed


class TestUnsignedData:
    """Every place where expansion or RDF would leave something out."""

    @pytest.mark.parametrize(
        ("members", "path"),
        [
            ({"gpa": 1}, "$.gpa"),
            ({"name": "x", "zzz": 1}, "$.zzz"),
            ({"ref": {"name": "x"}, "zzz": 1}, "$.zzz"),
            ({"ref": {"name": "x", "gpa": 1}}, "$.ref.gpa"),
            ({"ref": {"ref": {"ref": {"name": "x", "zzz": 1}}}}, "$.ref.ref.ref.zzz"),
            ({"ref": {"@context": {}, "name": "x", "zzz": 1}}, "$.ref.zzz"),
            ({"ref": [{"name": "x"}, {"gpa": 1}]}, "$.ref[1].gpa"),
            ({"group": {"gpa": 1}}, "$.group.gpa"),
            ({"@foo": 1}, "$['@foo']"),
            ({"name": None}, "$"),
            ({"name": ["x", None]}, "$"),
            ({"list": ["x", None]}, "$"),
            ({"name": {"@value": None}}, "$.name"),
            ({"name": {"@value": "x", "@language": None}}, "$.name['@language']"),
            ({"name": {"@language": "en"}}, "$.name"),
            ({"name": {"@set": [None]}}, "$"),
            ({"name": []}, "$"),
            ({"type": []}, "$"),
            ({"name": {"@set": []}}, "$"),
            ({"words": {"en": None}}, "$.words.en"),
            ({"words": {"en": ["x", None]}}, "$.words.en"),
            ({"words": {"en": []}}, "$.words.en"),
            ({"words": {"e n": "x"}}, "$"),
            ({"byId": {EX + "k": {"id": EX + "other", "name": "x"}}}, f"$.byId['{EX}k']"),
            ({"byId": {EX + "k": []}}, f"$.byId['{EX}k']"),
            ({"byIndex": {"note": {"name": "x"}}}, "$"),
            ({"@index": "note", "name": "x"}, "$"),
            ({"name": {"@value": "x", "@index": "note"}}, "$"),
            ({"list": {"@list": ["x"], "@index": "note"}}, "$"),
            ({"name": {"@value": "x", "@direction": "rtl"}}, "$"),
            ({"leftward": "x"}, "$"),
            ({"id": "relative"}, "$"),
            ({"id": "", "name": "x"}, "$"),
            ({"id": "#x", "name": "x"}, "$"),
            ({"id": "//host/x", "name": "x"}, "$"),
            ({"ref": "relative"}, "$"),
            ({"type": "Unknown"}, "$"),
            ({"name": {"@value": "x", "@type": "relative"}}, "$"),
            ({"_:p": "x"}, "$"),
            ({"https://a b/": "x"}, "$['https://a b/']"),
            ({"@default": {"name": "x"}}, "$"),
            ({"@preserve": {"name": "x"}}, "$"),
            ({"@graph": ["free"]}, "$"),
            ({"@graph": [{"@value": "free"}]}, None),
            ({"@graph": [{"id": EX + "only"}]}, None),
            ({"@graph": []}, "$['@graph']"),
            ({"@included": []}, "$"),
            ({"id": EX + "only"}, "$"),
            ({"@reverse": {"gpa": {"name": "x"}}}, None),
        ],
    )
    def test_is_refused(self, members: dict[str, Any], path: str | None) -> None:
        found = problem(members)
        assert (type(found), found.code) == (Malformed, "jsonld.unsigned_data")
        if path is not None:
            assert found.path == path

    @pytest.mark.parametrize(
        ("members", "what", "name"),
        [
            ({"id": "relative", "name": "x"}, "a name that is not a complete address", "relative"),
            ({"@index": "note", "name": "x"}, "a keyword", "@index"),
            ({"name": {"@value": "x", "@index": "note"}}, "a keyword beside @value", "@index"),
            ({"gpa": 1}, "a member that no context defines", "gpa"),
            ({"name": None}, "an empty value (null)", "name"),
            ({"name": {"@value": None}}, "a value that says nothing", "name"),
        ],
    )
    def test_is_told(self, members: dict[str, Any], what: str, name: str) -> None:
        found = problem(members)
        assert (found.params["what"], found.params["name"]) == (what, name)

    def test_a_member_that_a_context_takes_away_is_told_with_its_place(self) -> None:
        found = problem({"ref": {"name": "x", "date": "2025-01-01"}}, [URL, {"date": None}])
        assert (found.path, found.params["name"]) == ("$.ref.date", "date")

    @pytest.mark.parametrize(
        "context",
        [
            [URL, {"name": None}],
            [URL, {"@direction": "rtl"}],
            [URL, {"@direction": "rtl"}, {"x": "urn:x"}],
            [URL, {"name": {"@id": EX + "name", "@direction": "ltr"}}],
            [URL, {"name": {"@id": EX + "name", "@container": "@index"}}],
            [None, {"x": "urn:x"}],
            [URL, {"@base": None}],
            [URL, {"@base": "sub/"}],
            {"@vocab": ""},
        ],
    )
    def test_contexts_that_hide(self, context: Any) -> None:
        members = {"name": {"key": "x"} if "@index" in str(context) else "x"}
        if "@base" in str(context):
            members["ref"] = "relative"
        found = problem(members, context)
        assert (type(found), found.code) == (Malformed, "jsonld.unsigned_data")

    def test_nothing_of_this_is_refused_where_it_is_signed(self) -> None:
        assert len(quads({"json": {"gpa": None, "@index": [], "x": [None]}})) == 1


class TestTermsCannotBeForged:
    """No IRI, language or datatype may end its own N-Quads term."""

    @pytest.mark.parametrize(
        "evil", ["https://a> <b", "https://a>.<b", 'https://a"b', "https://a\n", "https://a<b"]
    )
    @pytest.mark.parametrize("member", ["id", "ref", "type", "datatype", "predicate"])
    def test_iris(self, evil: str, member: str) -> None:
        members: dict[str, Any] = {"name": "x"}
        if member == "datatype":
            members["name"] = {"@value": "x", "@type": evil}
        elif member == "predicate":
            members[evil] = "x"
        else:
            members[member] = evil
        assert isinstance(problem(members), Malformed)

    @pytest.mark.parametrize("language", ["en> .\n<a", "en .", "a b", "", "en_US", "-", "é"])
    def test_languages(self, language: str) -> None:
        assert isinstance(problem({"name": {"@value": "x", "@language": language}}), Malformed)
        assert isinstance(problem({"words": {language: "x"}}), Malformed)

    def test_lone_surrogates(self) -> None:
        assert problem({"name": "\ud800"}).code == "json.lone_surrogate"
        assert problem({"json": {"a": "\udc00"}}).code == "json.lone_surrogate"
        assert isinstance(problem({"ref": "https://a/\ud800"}), Malformed)

    def test_numbers_that_json_libraries_read_differently(self) -> None:
        assert problem({"json": [2**53 + 2]}).code == "jsonld.cannot_process"
        assert problem({"name": -0.0}).code == "jsonld.cannot_process"
        assert isinstance(problem({"name": float("inf")}), Malformed)

    def test_values_that_are_not_json(self) -> None:
        for value in (b"x", object(), {1: "x"}, {"@value": 1j}):
            assert problem({"name": value}).code == "jsonld.not_json"
