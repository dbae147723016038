"""What later contexts change in the meaning of those that are trusted."""

from __future__ import annotations

from typing import Any

import pytest

from badgekit.errors import LimitExceeded, Problem, Unsupported
from badgekit.jsonld import ContextStore, Engine, Revision
from badgekit.limits import Limits

EX = "http://ex.org/"
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CRED = "https://www.w3.org/2018/credentials#"
URL = "https://c.example/context"
TERMS = {"id": "@id", "type": "@type", "p": EX + "p"}


def revision(name: str, context: Any, url: str = URL) -> Revision:
    return Revision(url, name, "", {"@context": context})


def store(*revisions: Revision) -> ContextStore:
    return ContextStore({revisions[0].url: revisions})


@pytest.fixture(scope="module")
def bundled() -> Engine:
    return Engine(ContextStore.bundled(), Limits())


def test_contexts_that_only_add_change_nothing(bundled: Engine) -> None:
    extension = {
        "gpa": "https://ex.org/gpa",
        "Course": {"@id": "https://ex.org/C", "@context": {"x": EX + "x"}},
    }
    assert bundled.redefinitions([V2, OB], 2) == ()
    assert bundled.redefinitions([V2], 2) == ()
    assert bundled.redefinitions([V2, OB, extension], 2) == ()
    assert bundled.redefinitions([V2, OB, "https://w3id.org/security/data-integrity/v2"], 2) == ()
    # Repeating a term is no change, nor is naming a datatype that the base contexts only allude to.
    assert bundled.redefinitions([V2, OB, {"name": "https://schema.org/name"}], 2) == ()
    assert bundled.redefinitions([V2, OB, {"xsd": "http://www.w3.org/2001/XMLSchema#"}], 2) == ()


def test_definitions_in_the_document_of_a_context_are_seen(bundled: Engine) -> None:
    own = {"motto": EX + "motto", "title": "https://schema.org/name"}
    document = {"id": "urn:x", "motto": "Sapere aude"}
    wrapped = bundled.canonicalize({"@context": [V2, {"@context": own}], **document})
    assert wrapped.nquads == bundled.canonicalize({"@context": [V2, own], **document}).nquads
    assert not wrapped.outside
    changed = bundled.redefinitions([V2, {"@context": own}], 1)
    assert [problem.params["term"] for problem in changed] == ["title"]
    # Behind anything else than that one member, processors look in different places.
    for other in ({"@context": own, "q": EX}, {"@context": {**own, "@propagate": True}}, {"@context": [own]}):
        with pytest.raises(Unsupported):
            bundled.redefinitions([V2, other], 1)


def nested(levels: int, inner: dict[str, Any]) -> dict[str, Any]:
    """Return a context with contexts in it, that many deep, and `inner` in the last one."""
    for level in range(levels):
        inner = {f"t{level}": {"@id": f"{EX}t{level}", "@context": inner}}
    return inner


def test_a_change_is_seen_in_the_last_level_that_is_compared(bundled: Engine) -> None:
    (problem,) = bundled.redefinitions([V2, nested(8, {"title": "https://schema.org/name"})], 1)
    assert (problem.code, problem.params["term"]) == ("jsonld.term_alias", "title")
    trusted = {"id": "@id", **nested(8, {"q": "pre:q"})}
    (problem,) = bundled.redefinitions([trusted, {"pre": EX}], 1)
    assert (problem.code, problem.params["term"]) == ("jsonld.term_redefined", "q")


def test_more_levels_than_are_compared_are_not_taken_for_unchanged(bundled: Engine) -> None:
    deep = nested(9, {"title": "https://schema.org/name"})
    for contexts in ([V2, deep], [deep, {"x": EX + "x"}]):
        with pytest.raises(LimitExceeded) as caught:
            bundled.redefinitions(contexts, 1)
        assert caught.value.code == "jsonld.too_complex"


def test_changed_terms_are_told() -> None:
    engine = Engine(
        store(revision("1", {**TERMS, "T": {"@id": EX + "T", "@context": {"q": "pre:q"}}})), Limits()
    )

    def changed(*later: Any) -> set[tuple[str, object, object]]:
        found = engine.redefinitions([URL, *later], 1)
        assert engine.redefinitions([URL, *later], 1) == found
        return {(p.code, p.params["term"], p.params["within"]) for p in found}

    assert changed({"p": EX + "other"}) == {("jsonld.term_redefined", "p", "")}
    assert changed({"p": None}) == {("jsonld.term_redefined", "p", "")}
    assert changed({"p": {"@id": EX + "p", "@type": "@id"}}) == {("jsonld.term_redefined", "p", "")}
    assert changed({"p": {"@id": EX + "p", "@container": "@list"}}) == {("jsonld.term_redefined", "p", "")}
    assert changed({"id": EX + "id"}) == {("jsonld.term_redefined", "id", "")}
    assert changed(None) == {("jsonld.term_redefined", name, "") for name in ("id", "type", "p", "T")}
    assert changed({"@language": "en"}) == {("jsonld.term_redefined", "@language", "")}
    assert changed({"T": EX + "T"}) == {("jsonld.term_redefined", "T", "")}
    # Two words with one meaning: the changed one is told of as changed, however it may be called now.
    assert changed({"p": EX + "T"}) == {("jsonld.term_redefined", "p", "")}
    # A prefix that the base uses and does not define.
    assert changed({"pre": EX + "evil/"}) == {("jsonld.term_redefined", "q", "T")}
    # Two words exchanged: the same statements, the opposite meaning.
    assert changed({"p": EX + "x", "x": EX + "p"}) == {
        ("jsonld.term_redefined", "p", ""),
        ("jsonld.term_alias", "x", ""),
    }


def test_who_may_redefine_a_term_and_the_datatype_of_text_are_no_change() -> None:
    """Two published contexts differ in the datatype of a date because one forgets to define a prefix."""
    scope = {"d": {"@id": EX + "d", "@type": "xsd:date"}}
    engine = Engine(store(revision("1", {**TERMS, "T": {"@id": EX + "T", "@context": scope}})), Limits())
    for later in (
        {"xsd": "http://www.w3.org/2001/XMLSchema#"},
        {"p": {"@id": EX + "p", "@type": "http://www.w3.org/2001/XMLSchema#date"}},
        {"p": {"@id": EX + "p", "@type": "@none"}},
        {"p": {"@id": EX + "p", "@protected": True}},
        {"p": {"@id": EX + "p", "@prefix": True}},
        {"none": None},
    ):
        assert engine.redefinitions([URL, later], 1) == ()
    for kind in ("@id", "@vocab", "@json"):
        assert len(engine.redefinitions([URL, {"p": {"@id": EX + "p", "@type": kind}}], 1)) == 1


def test_protected_words_may_be_told_anew_inside_a_member_and_are_looked_at_there() -> None:
    engine = Engine(
        store(revision("1", {**TERMS, "q": EX + "q", "none": None, "@protected": True})), Limits()
    )
    scope = {"p": EX + "q", "other": None}
    (problem,) = engine.redefinitions([URL, {"x": {"@id": EX + "x", "@context": scope}}], 1)
    assert problem.code == "jsonld.term_alias"
    assert problem.params == {"term": "p", "meant": "q", "within": "x"}


def test_a_scope_of_nothing_is_no_change() -> None:
    engine = Engine(store(revision("1", {**TERMS, "n": {"@id": EX + "n", "@context": None}})), Limits())
    assert engine.redefinitions([URL, {"m": {"@id": EX + "m", "@context": None}}], 1) == ()


def test_second_names_are_told(bundled: Engine) -> None:
    def aliases(later: Any) -> set[tuple[str, object, object]]:
        found = bundled.redefinitions([V2, OB, later], 2)
        assert all(problem.path == "$['@context']" for problem in found)
        return {(p.code, p.params["term"], p.params["meant"]) for p in found}

    assert aliases({"gone": CRED + "credentialStatus"}) == {("jsonld.term_alias", "gone", "credentialStatus")}
    assert aliases({"uri": "@id"}) == {("jsonld.term_alias", "uri", "id")}
    scoped = {"T": {"@id": EX + "T", "@context": {"gone": CRED + "validUntil"}}}
    assert aliases(scoped) == {("jsonld.term_alias", "gone", "validUntil")}
    hidden = {
        "T": {"@id": EX + "T", "@context": {"U": {"@id": EX + "U", "@context": {"gone": CRED + "holder"}}}}
    }
    assert aliases(hidden) == {("jsonld.term_alias", "gone", "holder")}


def test_contexts_that_cannot_be_compared_are_a_problem(bundled: Engine) -> None:
    for later, code in (
        ({"VerifiableCredential": EX}, "jsonld.invalid_context"),
        ("https://evil.example/", "context.not_allowed"),
        ({"t": 5}, "jsonld.invalid_context"),
    ):
        with pytest.raises(Problem) as caught:
            bundled.redefinitions([V2, OB, later], 2)
        assert caught.value.code == code
    with pytest.raises(LimitExceeded):
        bundled.redefinitions([V2] * 99, 2)
