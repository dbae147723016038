"""The data of Open Badges 0.5 to 2.0: the cases of corpus/open-badges-2 that no fetching decides."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.support.open_badges_2 import Case, answer, expected, load, matches_recipient, read_document
from tests.support.open_badges_2_deviations import CASES, NOT_IN_THE_DATA, Deviation

from badgekit.models.ob2.convert import to_assertion
from badgekit.models.ob2.generation import class_of, generation_of
from badgekit.models.ob2.normal import is_plain, normalise

# The groups of probes whose subject is data, not fetching.
DATA = ("data", "dates", "images", "legacy", "recipient")
# Kind of case → how many there are: a case that is no longer judged must be noticed.
JUDGED = {
    "value": 89, "property": 35, "object": 18, "rdf_type": 9, "id_property": 8, "version_detection": 5,
    "upgrade": 5, "recipient": 3, "timestamps": 2, "class_detection": 1,
}  # fmt: skip


@pytest.fixture(scope="module")
def cases(corpus: Path) -> list[Case]:
    return load(corpus, "cases.json")


@pytest.fixture(scope="module")
def probes(corpus: Path, cases: list[Case]) -> list[Case]:
    return load(corpus, "probes.json") + [case for case in cases if case["kind"] == "verify"]


def unexplained(found: Iterable[tuple[str, Case]], table: tuple[Deviation, ...]) -> list[str]:
    """Return what of the deviations `found` (kind, case) is not just what `table` says."""
    left = {deviation.kind: deviation.count for deviation in table}
    wrong = []
    for kind, case in found:
        argument = next((item for item in table if item.kind == kind and item.fact(case)), None)
        if argument is None:
            wrong.append(f"{kind}: {case['id']}")
        else:
            left[kind] -= 1
    return wrong + [f"{kind}: {count} fewer than argued" for kind, count in left.items() if count]


def documents(probe: Case) -> Iterator[tuple[str | None, Mapping[str, Any]]]:
    """Every document that the probe publishes or brings along, with its address."""
    for url, resource in probe["resources"].items():
        if isinstance(resource.get("json"), dict):
            yield url, resource["json"]
    if probe["input"]["type"] == "jws":
        payload = probe["input"]["value"].split(".")[1]
        yield None, json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))


def faults(probe: Case) -> list[str]:
    found = []
    for url, document in documents(probe):
        name = class_of(document)
        if generation_of(document) is not None and name is not None:
            claims, problems = read_document(document, name, url=url)
            found += [f"{name} {problem.code} {problem.path}" for problem in problems]
            profile = probe.get("recipient_profile")
            if name == "Assertion" and claims is not None:
                until = to_assertion(claims).valid_until
                if until is not None and until.at < datetime.now(UTC):
                    found.append("Assertion is expired")
                if profile and not problems and isinstance(document.get("recipient"), dict):
                    version = generation_of(document) or "2.0"
                    if not matches_recipient(document["recipient"], profile, version):
                        found.append("Assertion is another's")
    return found


def test_every_case_that_data_decides_is_judged_as_the_specification_says(cases: list[Case]) -> None:
    judged = {case["id"]: answer(case) for case in cases}
    kinds = Counter(case["kind"] for case in cases if judged[case["id"]] is not None)
    assert kinds == JUDGED
    deviating = [
        (case["kind"], case)
        for case in cases
        if judged[case["id"]] is not None and judged[case["id"]] != expected(case)
    ]
    assert not unexplained(deviating, CASES)


def test_no_document_of_a_valid_probe_has_a_fault(probes: list[Case]) -> None:
    valid = [probe for probe in probes if expected(probe) == '"valid"']
    assert len(valid) > 60
    wrong = {probe["id"]: found for probe in valid if (found := faults(probe))}
    assert not wrong


def test_every_fault_of_data_is_found(probes: list[Case]) -> None:
    invalid = [probe for probe in probes if expected(probe) == '"invalid"' and probe.get("group") in DATA]
    assert len(invalid) > 25
    missed = [(probe["group"], probe) for probe in invalid if not faults(probe)]
    assert not unexplained(missed, NOT_IN_THE_DATA)


def test_every_document_is_plain_and_becomes_normal_once(probes: list[Case]) -> None:
    for probe in probes:
        for _, document in documents(probe):
            if class_of(document) is not None:
                assert is_plain(document), probe["id"]
                assert normalise(normalise(document)) == normalise(document)
