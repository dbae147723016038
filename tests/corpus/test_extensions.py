"""The cases of corpus/open-badges-2 about extensions: which there are, and whether they hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from badgekit.extensions import evaluate
from badgekit.jsonpath import child

# What the corpus calls valid or invalid, and badgekit only calls unknown; each with its argument.
_FOREIGN = (
    "The schema is one that the badge names for itself, through a context of its own: whoever made the badge "
    "decides what it says, so it confirms nothing and is not fetched."
)
UNKNOWN = {
    "extension-unknown": (
        'Open Badges 2.0 leaves the schema of an extension to whoever makes it ("if used"); a badge is no '
        "worse for an extension that others do not know."
    ),
    "extension-dynamic-valid": _FOREIGN,
    "extension-standalone-valid": _FOREIGN,
    "extension-standalone-number": _FOREIGN,
}
NOTHING_FOUND = {
    "extension-standalone-no-type": "An object without the type Extension is none, so nothing is judged."
}


def cases(corpus: Path, kind: str) -> list[dict[str, Any]]:
    loaded = json.loads((corpus / "open-badges-2" / "cases.json").read_bytes())
    return [case for case in loaded if case["kind"] == kind]


def test_extensions_are_found_where_the_corpus_has_them(corpus: Path) -> None:
    found = cases(corpus, "extension_discovery")
    assert len(found) == 5
    for case in found:
        expected = []
        for _, *steps in case["spec_expected"]:
            path = "$"
            for step in steps:
                path = child(path, step)
            expected.append(path)
        assert [result.path for result in evaluate(case["node"])] == expected, case["id"]


def outcome(document: dict[str, Any]) -> str:
    results = evaluate(document)
    if not results:
        return "nothing found"
    if not all(result.known for result in results):
        return "unknown"
    return "invalid" if any(result.problems for result in results) else "valid"


def test_every_case_ends_as_the_corpus_says_or_as_is_argued(corpus: Path) -> None:
    found = cases(corpus, "extension")
    assert len(found) == 10
    counted = dict.fromkeys(("valid", "invalid", "unknown", "nothing found"), 0)
    for case in found:
        expected = case["spec_expected"]
        if case["id"] in UNKNOWN:
            expected = "unknown"
        elif case["id"] in NOTHING_FOUND:
            expected = "nothing found"
        assert outcome(case["document"]) == expected, case["id"]
        counted[expected] += 1
    assert counted == {"valid": 4, "invalid": 1, "unknown": 4, "nothing found": 1}


def test_every_argument_is_about_a_case(corpus: Path) -> None:
    ids = {case["id"] for case in cases(corpus, "extension")}
    assert UNKNOWN.keys() | NOTHING_FOUND.keys() <= ids


@pytest.mark.parametrize(
    ("probe", "expected", "argument"),
    [
        ("probe-ext-ok", "valid", ""),
        ("probe-ext-bad", "invalid", ""),
        ("probe-ext-context-down", "unknown", "the badge itself is sound, and nothing is asked"),
        ("probe-ext-lower-case-type", "invalid", "the prose writes the type so, and the schema is broken"),
        ("probe-ext-unmapped-key", "invalid", "whoever reads the JSON sees it, so it is judged"),
    ],
)
def test_the_probes_about_extensions_end_as_the_standard_says_or_as_is_argued(
    corpus: Path, probe: str, expected: str, argument: str
) -> None:
    loaded = json.loads((corpus / "open-badges-2" / "probes.json").read_bytes())
    case = next(case for case in loaded if case["id"] == probe)
    assert case["spec_expected"] == ("unspecified" if argument else expected)
    documents = [resource["json"] for resource in case["resources"].values() if "json" in resource]
    assert [outcome(document) for document in documents if evaluate(document)] == [expected]
