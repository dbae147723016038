"""The schemas of the extensions of Open Badges 1.1 to 2.1 against the published ones.

Same verdict on complete examples and on hundreds of mutations of each; where the verdicts differ, a line
here argues why.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft6Validator
from tests.support.extension_examples import BASE, EXAMPLES, SCHEMAS
from tests.support.mutations import mutated

from badgekit.resources import json_schema_index
from badgekit.schemas import SchemaSet

MUTATIONS = 500

# extension, path of the published violation: badgekit accepts these, the published schema does not.
LOOSER = [
    ("Accessibility", r"accessibilityControl", "a single value is a list of one"),
    ("LicenseExtension", r"id", "the addresses of the licences are their canonical names"),
]
# extension, path of badgekit's violation, value: refused here, accepted by the published schema in Python.
STRICTER = [
    ("AssessmentExtension", r".*\.identifier", r".*\n", "a line break may not follow a UUID"),
    ("IssuerAccreditation", r"\$\.accreditationDate", r".*\n", "nor a date"),
]


def published_schema(reference: Path, name: str) -> Draft4Validator | Draft6Validator:
    document = json.loads((reference / "schemas" / f"ob_v2_ext_{SCHEMAS[name]}.json").read_bytes())
    if name == "Accessibility":
        # Not a schema as it stands: "required" is among the properties, where a list says nothing.
        del document["properties"]["required"]
    draft = Draft6Validator if "draft-06" in document["$schema"] else Draft4Validator
    draft.check_schema(document)
    return draft(document)


def ours(name: str) -> Any:
    found = SchemaSet().find(f"{BASE}/{SCHEMAS[name]}/schema.json")
    assert found is not None
    return found


def _at(document: Any, path: str) -> Any:
    for name, index in re.findall(r"\.([A-Za-z]+)|\[(\d+)\]", path):
        document = document[name] if name else document[int(index)]
    return document


def unargued(name: str, document: dict[str, Any], schema: Any, published: Any) -> list[str]:
    """Return what the two say differently and no line of the tables above argues for."""
    problems = schema.explain(document)
    paths = [".".join(map(str, error.absolute_path)) for error in published.iter_errors(document)]
    assert schema.accepts(document) is (not problems)
    if paths and not problems:
        return [
            f"looser: {path}"
            for path in paths
            if not any(known == name and re.fullmatch(where, path) for known, where, _ in LOOSER)
        ]
    if problems and not paths:
        return [
            f"stricter: {problem.path} {problem}"
            for problem in problems
            if not any(
                known == name
                and re.fullmatch(where, problem.path)
                and re.fullmatch(value, str(_at(document, problem.path)), re.DOTALL)
                for known, where, value, _ in STRICTER
            )
        ]
    return []


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_example_fits_both(name: str, reference: Path) -> None:
    assert ours(name).explain(EXAMPLES[name]) == ()
    assert published_schema(reference, name).is_valid(EXAMPLES[name])


@pytest.mark.parametrize("name", EXAMPLES)
def test_on_mutations_every_difference_from_the_published_schema_is_argued(
    name: str, reference: Path
) -> None:
    schema, published = ours(name), published_schema(reference, name)
    rng = random.Random(name)
    refused = 0
    for _ in range(MUTATIONS):
        document = mutated(EXAMPLES[name], rng)
        assert unargued(name, document, schema, published) == [], document
        refused += not schema.accepts(document)
    assert refused > MUTATIONS // 50, "the mutations break nothing"


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_published_demand_is_ours_too(name: str, reference: Path) -> None:
    """Every member taken away, and every member made a number, an object and a list of them."""
    schema, published = ours(name), published_schema(reference, name)
    for member in EXAMPLES[name]:
        without = {key: value for key, value in EXAMPLES[name].items() if key != member}
        assert schema.accepts(without) is published.is_valid(without), member
        for value in (7, {"a": 1}, [7], None, True):
            changed = {**without, member: value}
            assert schema.accepts(changed) is published.is_valid(changed), (member, value)


def test_without_an_argument_a_difference_is_found(reference: Path) -> None:
    name = "LicenseExtension"
    licence = {**EXAMPLES[name], "id": "http://creativecommons.org/licenses/by/4.0/"}
    schema, published = ours(name), published_schema(reference, name)
    assert unargued(name, licence, schema, published) == []
    kept = LOOSER[:]
    try:
        LOOSER.clear()
        assert unargued(name, licence, schema, published) == ["looser: id"]
    finally:
        LOOSER.extend(kept)


@pytest.mark.parametrize(
    "value", ["2019-02-28", "20190228", "0000-12-31", "2019-0228", "201902-28", "2019-13-01", "2019-2-3", ""]
)
def test_a_date_of_accreditation_has_both_hyphens_or_none(value: str, reference: Path) -> None:
    name = "IssuerAccreditation"
    document = {**EXAMPLES[name], "accreditationDate": value}
    assert ours(name).accepts(document) is published_schema(reference, name).is_valid(document)


@pytest.mark.parametrize("name", ["ApplyLink", "ExampleExtension", "GeoLocation"])
def test_the_copies_that_the_cases_use_say_the_same(name: str, corpus: Path) -> None:
    known = "GeoCoordinates" if name == "GeoLocation" else name
    copy = json.loads((corpus / "open-badges-2" / "shared" / f"extension_{name}_schema.json").read_bytes())
    published, schema, rng = Draft4Validator(copy), ours(known), random.Random(7)
    for _ in range(MUTATIONS):
        document = mutated(EXAMPLES[known], rng)
        assert schema.accepts(document) is published.is_valid(document), document


def test_the_addresses_that_contexts_of_extensions_name_are_known(reference: Path) -> None:
    """`obi:validationSchema` in a published context leads to the schema that badgekit ships."""
    known = {url for entry in json_schema_index() for url in (entry.url, *entry.aliases)}
    contexts = sorted((reference / "contexts").glob("obv2-ext-*.json"))
    assert len(contexts) == len(EXAMPLES)
    for file in contexts:
        for validation in json.loads(file.read_bytes())["obi:validation"]:
            assert validation["obi:validationSchema"] in known, file.name
