"""Finding schemas by URL, and what is said about a document that does not fit."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import ValidationError

from badgekit.errors import ConfigurationError, LimitExceeded, Malformed, Problem, Unsupported
from badgekit.messages import lookup
from badgekit.schemas import CompiledSchema, SchemaSet, choose
from badgekit.schemas.explain import Explainer

D2019 = "https://json-schema.org/draft/2019-09/schema"
D2020 = "https://json-schema.org/draft/2020-12/schema"
BASE = "https://purl.imsglobal.org/spec/ob/v3p0/schema/"
OWN = "https://school.example/schema.json"


def _codes(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    return [(problem.code, problem.path) for problem in problems]


@pytest.mark.parametrize(
    ("kind", "vcdm", "name"),
    [
        ("achievement", "2.0", "achievementcredential"),
        ("achievement", "1.1", "anyachievementcredential"),
        ("endorsement", "2.0", "endorsementcredential"),
        ("endorsement", "1.1", "anyendorsementcredential"),
    ],
)
def test_the_built_in_schema_of_a_kind(kind: str, vcdm: str, name: str, schemas: SchemaSet) -> None:
    url = choose(kind, vcdm)
    assert url == f"{BASE}json/ob_v3p0_{name}_schema.json"
    assert schemas.built_in(kind, vcdm) is schemas.find(url)
    assert schemas.find(f"{BASE}json-ld/ob_v3p0_{name}_schema.json") is schemas.find(url)


def test_other_kinds_and_urls_are_unknown(schemas: SchemaSet) -> None:
    with pytest.raises(KeyError):
        choose("assertion", "2.0")
    assert schemas.find("https://evil.example/schema.json") is None
    assert schemas.find(f"{BASE}json/ob_v3p0_achievementcredential_schema.json#x") is None
    assert schemas.find("") is None


def test_two_sets_share_nothing() -> None:
    assert SchemaSet().built_in("achievement", "2.0") is not SchemaSet().built_in("achievement", "2.0")


def test_a_document_that_fits_needs_no_jsonschema(
    badge: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] in ("jsonschema", "referencing")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    schema = SchemaSet().built_in("achievement", "2.0")
    assert schema.accepts(badge)
    assert schema.explain(badge) == ()
    badge.pop("id")
    with pytest.raises(ImportError):
        schema.accepts(badge)


def test_each_violation_has_a_place_a_code_and_a_sentence(badge: dict[str, Any], schemas: SchemaSet) -> None:
    badge["validFrom"] = "2025-02-30T00:00:00Z"
    del badge["id"]
    achievement = badge["credentialSubject"]["achievement"]
    achievement["achievementType"] = "Program"
    achievement["criteria"] = {}
    achievement["creator"]["id"] = "faculty"
    achievement["related"][0]["inLanguage"] = "English!"
    badge["credentialSubject"]["identifier"][0] |= {"hashed": "FALSE", "more": 1, "again": 2}
    problems = schemas.built_in("achievement", "2.0").explain(badge)
    inside = "$.credentialSubject.achievement"
    assert _codes(problems) == [
        ("schema.missing", "$"),
        ("schema.date", "$.validFrom"),
        ("schema.violation", f"{inside}.criteria"),
        ("schema.violation", "$.credentialSubject.identifier[0]"),
        ("schema.violation", "$.credentialSubject.identifier[0].hashed"),
        ("schema.violation", f"{inside}.related[0].inLanguage"),
        ("schema.vocabulary", f"{inside}.achievementType"),
        ("schema.relative_id", f"{inside}.creator.id"),
    ]
    sentences = [str(problem) for problem in problems]
    assert "id" in sentences[0]
    assert "2025-02-30T00:00:00Z" in sentences[1]
    assert "neither an id nor a narrative" in sentences[2]
    assert "again, more" in sentences[3]
    assert "true or false, not a text" in sentences[4]
    assert all(lookup(problem.code) is not None for problem in problems)


def test_a_badge_of_the_bearer_is_left_to_the_checks(badge: dict[str, Any], schemas: SchemaSet) -> None:
    del badge["credentialSubject"]["id"]
    del badge["credentialSubject"]["identifier"]
    assert schemas.built_in("achievement", "2.0").accepts(badge)


def test_a_name_that_is_a_language_map_is_explained(badge: dict[str, Any], schemas: SchemaSet) -> None:
    badge["name"] = {"en": "Data"}
    (problem,) = schemas.built_in("achievement", "2.0").explain(badge)
    assert problem.path == "$.name"
    assert "neither a text nor an object with @value" in str(problem)


def test_at_most_ten_are_listed_and_it_is_said_when_there_are_more(
    badge: dict[str, Any], schemas: SchemaSet
) -> None:
    badge["credentialSubject"]["achievement"]["tag"] = [1] * 100_000
    problems = schemas.built_in("achievement", "2.0").explain(badge)
    assert len(problems) == 10
    assert problems[0].code == "schema.too_many"
    # Someone who forgives unknown words must not forgive what did not fit on the list.
    badge["credentialSubject"]["achievement"]["tag"] = []
    badge["credentialSubject"]["achievement"]["alignment"] = [
        {"type": "Alignment", "targetName": "n", "targetUrl": "u", "targetType": f"T{n}"} for n in range(300)
    ]
    codes = {code for code, _ in _codes(schemas.built_in("achievement", "2.0").explain(badge))}
    assert codes == {"schema.too_many", "schema.vocabulary"}


def test_no_more_violations_are_looked_at_than_needed() -> None:
    looked_at = 0

    def endless(instance: Any) -> Iterator[ValidationError]:
        nonlocal looked_at
        while True:
            looked_at += 1
            assert looked_at < 1_000
            yield ValidationError("wrong", path=[looked_at], schema={})

    explainer = Explainer({"$schema": D2019}, {})
    explainer._validator = SimpleNamespace(iter_errors=endless)  # type: ignore[assignment]
    assert len(explainer.explain(None)) == 10


def test_hostile_text_is_made_safe_and_short(badge: dict[str, Any], schemas: SchemaSet) -> None:
    hostile = "\u202e\x1b[2J\n" + "x" * 5000
    badge["credentialSubject"]["achievement"]["achievementType"] = hostile
    badge["credentialSubject"]["identifier"][0][hostile] = 1
    badge["validUntil"] = hostile
    badge[hostile] = {}
    problems = schemas.built_in("achievement", "2.0").explain(badge)
    assert len(problems) == 3
    for problem in problems:
        text = str(problem)
        assert len(text) < 400
        assert text.isprintable()
        # A report hands out the parameters as well.
        for value in problem.params.values():
            assert str(value).isprintable()
            assert len(str(value)) <= 200


def test_a_deep_document_is_judged_or_given_up_but_never_accepted_for_its_depth(
    badge: dict[str, Any], schemas: SchemaSet
) -> None:
    schema = schemas.built_in("achievement", "2.0")
    profile = {"id": "urn:x:0", "type": "Profile"}
    for number in range(60):
        profile = {"id": f"urn:x:{number}", "type": "Profile", "parentOrg": profile}  # type: ignore[dict-item]
    badge["issuer"] = profile
    assert schema.accepts(badge)
    broken = deepcopy(badge)
    inner = broken["issuer"]
    while "parentOrg" in inner:
        inner = inner["parentOrg"]
    inner["type"] = "Other"
    assert not schema.accepts(broken)
    assert schema.explain(broken)
    for number in range(3000):
        badge["issuer"] = {"id": f"urn:x:{number}", "type": "Profile", "parentOrg": badge["issuer"]}
    with pytest.raises(LimitExceeded) as caught:
        schema.accepts(badge)
    assert caught.value.code == "schema.too_deep"


def test_a_wrong_no_of_the_compiled_form_is_overruled(badge: dict[str, Any], schemas: SchemaSet) -> None:
    schema = SchemaSet().built_in("achievement", "2.0")
    schema._judge = lambda value: False
    assert schema.accepts(badge)
    assert schema.explain(badge) == ()
    badge.pop("id")
    assert not schema.accepts(badge)


def test_a_schema_of_the_caller_is_used(badge: dict[str, Any]) -> None:
    own = {
        "$schema": D2020,
        "type": "object",
        "required": ["grade"],
        "properties": {"grade": {"format": "date-time"}},
    }
    schemas = SchemaSet(extra={OWN: own})
    schema = schemas.find(OWN)
    assert schema is not None
    assert schema.url == OWN
    assert _codes(schema.explain(badge)) == [("schema.missing", "$")]
    assert schema.accepts({"grade": "A"}), "formats say nothing unless they are asked for"


def test_a_schema_beyond_the_compiler_is_run_by_jsonschema() -> None:
    own = {"$schema": D2020, "properties": {"a": {"multipleOf": 2}}, "unevaluatedProperties": False}
    schema = SchemaSet(extra={OWN: own}).find(OWN)
    assert schema is not None
    assert schema.accepts({"a": 4})
    assert not schema.accepts({"a": 3})
    (problem,) = schema.explain({"a": 4, "b": 1})
    assert problem.code == "schema.violation"


def test_nothing_is_fetched_for_a_remote_reference() -> None:
    own = {"$schema": D2019, "$ref": "https://evil.example/other.json"}
    schema = SchemaSet(extra={OWN: own}).find(OWN)
    assert schema is not None
    for ask in (schema.accepts, schema.explain):
        with pytest.raises(Unsupported) as caught:
            ask({})
        assert caught.value.code == "schema.unresolvable"


def test_a_validator_that_stumbles_over_a_schema_has_not_judged_by_it() -> None:
    own = {"$schema": D2020, "items": {"$ref": "#/$defs/x/deeper"}, "$defs": {"x": False}}
    schema = SchemaSet(extra={OWN: own}).find(OWN)
    assert schema is not None
    assert schema.accepts([])
    for ask in (schema.accepts, schema.explain):
        with pytest.raises(Unsupported) as caught:
            ask([1])
        assert caught.value.code == "schema.unsupported"


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object"},
        {"$schema": "http://json-schema.org/draft-04/schema#"},
        {"$schema": D2019, "type": "text"},
        {"$schema": D2019, "properties": []},
        {"$schema": D2019, "pattern": "^(a+)+$"},
        {"$schema": D2019, "multipleOf": 1, "anyOf": [{"pattern": "(a|a)*"}]},
        {"$schema": D2019, "dependentSchemas": {"a": {"pattern": "(a|a)*"}}},
        {"$schema": D2019, "$ref": "#"},
    ],
)
def test_an_unusable_schema_of_the_caller_is_refused_at_once(schema: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=r"school\.example"):
        SchemaSet(extra={OWN: schema})


@pytest.mark.parametrize("keyword", ["anyOf", "prefixItems"])
def test_a_schema_of_the_caller_that_is_nested_too_deeply_is_refused_at_once(keyword: str) -> None:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(150):
        schema = {keyword: [schema]}
    with pytest.raises(ConfigurationError, match=r"school\.example/schema\.json is nested too deeply"):
        SchemaSet(extra={OWN: {"$schema": D2020, **schema}})


def test_badgekits_own_schemas_cannot_be_replaced() -> None:
    with pytest.raises(ConfigurationError, match="cannot be replaced"):
        SchemaSet(extra={choose("achievement", "2.0"): {"$schema": D2019}})
    with pytest.raises(ConfigurationError, match="cannot be replaced"):
        SchemaSet(extra={f"{BASE}json-ld/ob_v3p0_profile_schema.json": {"$schema": D2019}})


def test_unique_items_stay_fast_also_in_the_explanation() -> None:
    schema = CompiledSchema("urn:x", {"$schema": D2019, "uniqueItems": True}, {})
    many: list[Any] = [{"a": number} for number in range(20_000)]
    (problem,) = schema.explain([*many, {"a": 1}])  # comparing every pair would take minutes
    assert "equal" in str(problem)


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["@context", "id", "type", "issuer", "name", "credentialSubject", "achievement", "x"]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(_JSON, st.sampled_from(["achievement", "endorsement"]), st.sampled_from(["1.1", "2.0"]))
def test_any_json_gets_reasons_and_no_exception(value: Any, kind: str, vcdm: str) -> None:
    schema = _SET.built_in(kind, vcdm)
    assert not schema.accepts(value)
    problems = schema.explain(value)
    assert 1 <= len(problems) <= 10
    assert all(isinstance(problem, Malformed) and str(problem) for problem in problems)


_SET = SchemaSet()
