"""Objects that were read before: a reader that remembers them says what one says that does not."""

from __future__ import annotations

import copy
import functools
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.jsonld_mutations import mutated

from badgekit import models
from badgekit.errors import LimitExceeded, Problem
from badgekit.models import reading
from badgekit.repeats import Repeats
from badgekit.testing import IssuerSimulator

SIM = IssuerSimulator("uni.example")
ACHIEVEMENT: dict[str, Any] = {
    "id": "https://uni.example/achievements/1",
    "image": {"id": "https://uni.example/image.png", "type": "Image"},
    "creditsAvailable": 1,
}


def badge() -> dict[str, Any]:
    return SIM.issue("anna@example.org", achievement=ACHIEVEMENT)


def told(document: dict[str, Any], known: models.Known | None = None) -> Any:
    read = models.read(document, "ob3", known)
    return read.claims, [described(problem) for problem in (*read.issues, *read.notes)]


def described(problem: Problem) -> Any:
    return type(problem), problem.code, problem.path, repr(problem.params)


def test_the_same_issuer_is_one_object() -> None:
    known: models.Known = Repeats()
    first, second = (models.read(badge(), "ob3", known).claims for _ in range(2))
    assert first.issuer is second.issuer
    assert first != second


@pytest.mark.parametrize("value", [1.0, True, "1", None, 2])
def test_an_achievement_is_not_taken_for_another_that_python_calls_equal(value: Any) -> None:
    known: models.Known = Repeats()
    told(badge(), known)
    other = badge()
    other["credentialSubject"]["achievement"]["creditsAvailable"] = value
    found, expected = told(other, known), told(other)
    assert found == expected
    assert repr(found) == repr(expected)


def test_faults_and_oddities_are_said_each_time() -> None:
    known: models.Known = Repeats()
    document = badge()
    document["issuer"]["image"] = "https://uni.example/a-bare-url.png"
    del document["credentialSubject"]["achievement"]["name"]
    assert told(document, known) == told(document, known) == told(document)
    assert told(document)[1]


def test_a_faulty_part_is_not_remembered_as_sound_where_too_many_faults_stand_before_it() -> None:
    """Only so many problems are kept; what is no longer kept was found none the less."""
    faulty = badge()
    del faulty["credentialSubject"]["achievement"]["name"]
    flooded = {
        "evidence": [{"type": "Evidence", "name": 1} for _ in range(reading.MAX_FINDINGS + 1)],
        **faulty,
    }
    known: models.Known = Repeats()
    told(flooded, known)
    assert told(faulty, known) == told(faulty)
    assert told(faulty)[1]


def test_what_a_caller_does_to_a_claim_reaches_no_later_one() -> None:
    """Members that no specification defines are kept as they came, lists and objects too."""
    known: models.Known = Repeats()
    document = badge()
    document["issuer"]["further"] = ["x"]
    first = models.read(copy.deepcopy(document), "ob3", known).claims
    assert first.issuer is not None
    first.issuer.extra["further"].append("forged")
    second = models.read(copy.deepcopy(document), "ob3", known).claims
    assert second.issuer is not None
    assert second.issuer.extra["further"] == ["x"]


def test_the_bound_counts_what_was_read_before(monkeypatch: pytest.MonkeyPatch) -> None:
    known: models.Known = Repeats()
    models.read(badge(), "ob3", known)
    monkeypatch.setattr(reading, "MAX_OBJECTS", 4)
    for table in (known, None):
        with pytest.raises(LimitExceeded):
            models.read(badge(), "ob3", table)


@functools.cache
def _shared() -> models.Known:
    return Repeats()


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_a_reader_that_has_met_everything_says_what_a_new_one_says(data: st.DataObject) -> None:
    document = data.draw(mutated([badge()]))
    for _ in range(2):
        assert repr(told(document, _shared())) == repr(told(document))
